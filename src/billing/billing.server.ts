import type { Db } from '../kernel/db.ts'
import type { Slice } from '../kernel/perform.ts'
import { chargeHandlers, chargeListeners, chargeWorkers } from './charge.server.ts'
import { correctionHandlers } from './correction.server.ts'
import { findingHandlers, findingWorkers } from './finding.server.ts'
import { importHandlers, importListeners } from './import.server.ts'
import { readingHandlers } from './reading.server.ts'
import { receiptHandlers } from './receipt.server.ts'
import { selfReportHandlers } from './selfreport.server.ts'
import type { NewService } from './service.rules.ts'
import { recordServices } from './service.server.ts'
import { billingChecks } from './verify.server.ts'

const batchAtMost = 5_000

/**
 * Writes finished services: the standing row of each, its balanced transactions in the book and its delta in the
 * roll-up, together or not at all.
 * One to 5,000 at a time, in a handful of statements; used by live charges, imports and bulk loads.
 * @returns the ids of the rows, in the order given.
 * @throws record_no_taken, already_charged, month_closed
 */
export async function writeServices(db: Db, services: readonly NewService[]): Promise<string[]> {
  if (services.length > batchAtMost) throw new Error(`${services.length} services in one batch; at most ${batchAtMost}`)
  return services.length === 0 ? [] : recordServices(db, services)
}

export const billingSlice: Slice = {
  checks: billingChecks,
  handlers: [
    ...readingHandlers,
    ...correctionHandlers,
    ...receiptHandlers,
    ...chargeHandlers,
    ...importHandlers,
    ...findingHandlers,
    ...selfReportHandlers,
  ],
  listeners: [...chargeListeners, ...importListeners],
  workers: [...chargeWorkers, ...findingWorkers],
}
