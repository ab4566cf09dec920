// What must hold and takes the keys to see: sealed values open, and the trail of commands is as it was sealed.
import { verifyAudit } from '../identity/audit.server.ts'
import type { Db } from '../kernel/db.ts'
import { checkSealed } from '../kernel/sealed.ts'
import type { Word } from '../kernel/word.ts'
import { recountAllPayments, refoldCases } from '../procedures/verify.server.ts'
import { sealedColumns } from '../slices.server.ts'
import { verifyWords as words } from './verify.words.ts'

type Found = { checked: number; wrong: number; example: string | null; note?: string }
export type DeepCheck = { name: string; word: Word; find: (db: Db) => Promise<Found> }

async function sealedOpens(db: Db): Promise<Found> {
  const total: Found = { checked: 0, wrong: 0, example: null }
  for (const column of sealedColumns) {
    const { checked, wrong, example } = await checkSealed(db, column)
    total.checked += checked
    total.wrong += wrong
    total.example ??= example
  }
  return total
}

/** A record that was tampered with is named by its id; the note says how far the trail is sealed and by what hash. */
async function trailHolds(db: Db): Promise<Found> {
  const { recordCount, unsealedCount, lastHash, problems } = await verifyAudit(db)
  const [first] = problems
  return {
    checked: recordCount,
    wrong: problems.length,
    example: first ? `${first.what} ${first.recordId ?? `block ${first.blockNumber}`}` : null,
    note: `unsealed ${unsealedCount}, last hash ${lastHash ?? '-'}`,
  }
}

export const deepChecks: readonly DeepCheck[] = [
  { name: 'sealed_opens', word: words.sealedOpens, find: sealedOpens },
  { name: 'audit_chain', word: words.auditChain, find: trailHolds },
  { name: 'cases_refold', word: words.casesRefold, find: refoldCases },
  { name: 'payments_recount', word: words.paymentsRecount, find: recountAllPayments },
]
