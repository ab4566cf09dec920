import type { Check, Found } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { verifyAudit } from './audit.server.ts'
import { auditWords as words } from './audit.words.ts'
import { organisationsStand } from './verify.sql.ts'

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

export const identityChecks: readonly Check[] = [
  organisationsStand,
  { name: 'audit_chain', word: words.auditChain, needsKeys: true, find: trailHolds },
]
