import { verifyRollups } from '../figures/figures.server.ts'
import { type Check, type CheckResult, type Found, runChecks } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { billingWords as words } from './billing.words.ts'
import { countRollupSums, serviceChecks, serviceRollup } from './verify.sql.ts'

async function rollupsEqualRecount(db: Db): Promise<Found> {
  const [first, ...others] = await verifyRollups(db, [serviceRollup])
  const wrong = first ? 1 + others.length : 0
  return { checked: await countRollupSums(db), wrong, example: first ? JSON.stringify(first) : null }
}

/** Services recounted from their rows: against the book, against the uses they were charged for, and against the roll-up. */
export const billingChecks: readonly Check[] = [
  ...serviceChecks,
  { name: 'rollups_recount', word: words.rollupsRecount, find: rollupsEqualRecount },
]

/** Asks all of them; ask it in one snapshot. @returns one result a check; nothing is wrong in a sound database */
export function verifyBilling(db: Db): Promise<CheckResult[]> {
  return runChecks(db, billingChecks)
}
