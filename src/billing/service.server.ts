import { appendDeltas } from '../figures/figures.server.ts'
import { getCustomers } from '../identity/resolution.server.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { postServices, reverseServices } from '../ledger/ledger.server.ts'
import { customerAsWritten, deltaOf, type NewService } from './service.rules.ts'
import { insertServices, type ServiceRow, type StandingRow, supersedeServices } from './service.sql.ts'

function asRow(service: NewService, standing: Pick<ServiceRow, 'customerKind' | 'audience'>): ServiceRow {
  const id = service.id ?? newId()
  return {
    id,
    serviceNo: service.serviceNo ?? id,
    instrumentId: service.instrumentId,
    institutionId: service.institutionId,
    customerId: service.customerId,
    ...standing,
    sessionId: service.sessionId ?? null,
    occupancyId: service.occupancyId ?? null,
    recordNo: service.recordNo ?? null,
    fingerprint: service.fingerprint ?? null,
    importHash: service.importHash ?? null,
    effectiveOn: service.effectiveOn,
    startsAt: service.startsAt ?? null,
    endsAt: service.endsAt ?? null,
    seconds: service.seconds,
    sampleCount: service.sampleCount,
    fen: service.fen,
    hoursKind: service.hoursKind,
    source: service.source,
    priceId: service.priceId ?? null,
    priceParts: service.priceParts ?? [],
    invoiceNo: service.invoiceNo ?? null,
    invoicedFen: service.invoicedFen ?? 0,
    invoicedOn: service.invoicedOn ?? null,
    receivedFen: service.receivedFen ?? 0,
    receivedOn: service.receivedOn ?? null,
    content: service.content ?? '',
    correctionReason: service.correctionReason ?? '',
    recordedBy: service.recordedBy ?? null,
    isExample: service.isExample ?? false,
  }
}

/** Writes services that are new, or new versions: rows, book, roll-up. @returns their row ids in the order given. */
export async function recordServices(db: Db, services: readonly NewService[]): Promise<string[]> {
  const customers = await getCustomers(
    db,
    services.map((service) => service.customerId),
  )
  const rows = services.map((service) => {
    const customer = customers.get(service.customerId)
    if (!customer) throw new Error(`the customer ${service.customerId} of a service is no party`)
    return asRow(service, customerAsWritten(customer, service.institutionId))
  })
  await insertServices(db, rows)
  await postServices(
    db,
    rows.map(({ id, sampleCount, ...row }) => ({ ...row, serviceId: id, samples: sampleCount })),
  )
  await appendDeltas(
    db,
    rows.map((row) => deltaOf(row, 1)),
  )
  return rows.map((row) => row.id)
}

/**
 * Takes standing versions out of what counts: the rows are superseded, their transactions reversed on their day, their deltas taken
 * back. The rows must have been taken in this transaction. @throws month_closed
 */
export async function withdrawServices(
  db: Db,
  rows: readonly StandingRow[],
  by: { actorId: string | null; voidReason: string },
): Promise<void> {
  const ids = rows.map((row) => row.id)
  await supersedeServices(db, ids, by)
  await reverseServices(db, ids)
  await appendDeltas(
    db,
    rows.map((row) => deltaOf(row, -1)),
  )
}

/** Writes new versions in place of standing ones, each under its service number. @throws month_closed */
export async function replaceServices(
  db: Db,
  versions: readonly { before: StandingRow; after: NewService }[],
  actorId: string | null,
): Promise<string[]> {
  await withdrawServices(
    db,
    versions.map(({ before }) => before),
    { actorId, voidReason: '' },
  )
  return recordServices(
    db,
    versions.map(({ before, after }) => ({ ...after, serviceNo: before.serviceNo, recordedBy: actorId })),
  )
}
