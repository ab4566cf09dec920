import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { alreadyCharged, recordNoTaken } from './billing.contract.ts'
import type { Audience, CustomerKind, NewService } from './service.rules.ts'

export type ServiceRow = Required<Omit<NewService, 'isExample'>> & {
  isExample: boolean
  customerKind: CustomerKind
  audience: Audience
}
export type StandingRow = ServiceRow & { recordedAt: string }

const columns = [
  ['id', 'uuid', 'id'],
  ['service_no', 'uuid', 'serviceNo'],
  ['instrument_id', 'uuid', 'instrumentId'],
  ['institution_id', 'uuid', 'institutionId'],
  ['customer_id', 'uuid', 'customerId'],
  ['customer_kind', 'text', 'customerKind'],
  ['audience', 'text', 'audience'],
  ['session_id', 'uuid', 'sessionId'],
  ['occupancy_id', 'uuid', 'occupancyId'],
  ['record_no', 'text', 'recordNo'],
  ['fingerprint', 'text', 'fingerprint'],
  ['import_hash', 'text', 'importHash'],
  ['effective_on', 'date', 'effectiveOn'],
  ['starts_at', 'timestamptz', 'startsAt'],
  ['ends_at', 'timestamptz', 'endsAt'],
  ['seconds', 'bigint', 'seconds'],
  ['sample_count', 'integer', 'sampleCount'],
  ['fen', 'bigint', 'fen'],
  ['hours_kind', 'text', 'hoursKind'],
  ['source', 'text', 'source'],
  ['price_id', 'uuid', 'priceId'],
  ['price_parts', 'jsonb', 'priceParts'],
  ['invoice_no', 'text', 'invoiceNo'],
  ['invoiced_fen', 'bigint', 'invoicedFen'],
  ['invoiced_on', 'date', 'invoicedOn'],
  ['received_fen', 'bigint', 'receivedFen'],
  ['received_on', 'date', 'receivedOn'],
  ['content', 'text', 'content'],
  ['correction_reason', 'text', 'correctionReason'],
  ['recorded_by', 'uuid', 'recordedBy'],
  ['is_example', 'boolean', 'isExample'],
] as const satisfies readonly (readonly [string, string, keyof ServiceRow])[]

const names = columns.map(([name]) => name).join(', ')
const insertText = `insert into service (${names}) select ${names} from json_to_recordset($1::json) as row(${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`
const aliased = columns.map(([name, , key]) => `${name} as "${key}"`).join(', ')

/** Writes rows of services in one statement. @throws record_no_taken, already_charged */
export async function insertServices(db: Db, rows: readonly ServiceRow[]): Promise<void> {
  const given = rows.map((row) => Object.fromEntries(columns.map(([name, , key]) => [name, row[key]])))
  try {
    await run(db, insertText, [JSON.stringify(given)])
  } catch (error) {
    const constraint = constraintOf(error)
    if (constraint === 'service_record_no_key' || constraint === 'service_fingerprint_key') throw recordNoTaken({})
    if (constraint === 'service_session_key') throw alreadyCharged({})
    throw error
  }
}

/** Takes the standing rows of these services, so that two corrections of one service come one after the other. */
export async function takeStandingServices(db: Db, serviceNos: readonly string[]): Promise<StandingRow[]> {
  return run<StandingRow>(
    db,
    `select ${aliased}, recorded_at as "recordedAt" from service where service_no = any($1::uuid[]) and superseded_at is null order by id for no key update`,
    [serviceNos],
  )
}

/** Marks rows as superseded; nothing they say is changed, but the time they held is let go of. */
export async function supersedeServices(db: Db, ids: readonly string[], by: { actorId: string | null; voidReason: string }): Promise<void> {
  await db
    .updateTable('service')
    .set({ superseded_at: sql<string>`now()`, superseded_by: by.actorId, void_reason: by.voidReason, occupancy_id: null })
    .where('id', 'in', [...ids])
    .where('superseded_at', 'is', null)
    .execute()
}

/** Whose service it is, whether or not it still stands. */
export function findKeeperOf(db: Db, serviceNo: string): Promise<{ institutionId: string; instrumentId: string } | undefined> {
  const columns = ['institution_id as institutionId', 'instrument_id as instrumentId'] as const
  return db.selectFrom('service').select(columns).where('service_no', '=', serviceNo).limit(1).executeTakeFirst()
}
