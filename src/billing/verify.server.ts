import { verifyRollups } from '../figures/figures.server.ts'
import type { Db } from '../kernel/db.ts'
import type { CheckResult } from '../ledger/ledger.contract.ts'
import { countRollupSums, runChecks, serviceRollup } from './verify.sql.ts'

/**
 * Recounts services from their rows: against the book, against the uses they were charged for, and against the roll-up. Ask it in one
 * snapshot. @returns one result a check; nothing is wrong in a sound database
 */
export async function verifyBilling(db: Db): Promise<CheckResult[]> {
  const differences = await verifyRollups(db, [serviceRollup])
  const rollups = {
    name: 'rollups_recount',
    checked: await countRollupSums(db),
    wrong: differences.length,
    example: differences[0] ? JSON.stringify(differences[0]) : null,
  }
  return [...(await runChecks(db)), rollups]
}
