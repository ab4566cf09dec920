import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import type { RequestState, TestRequest } from './request.contract.ts'

export type NewRequest = Pick<
  TestRequest,
  | 'id'
  | 'instrumentId'
  | 'organisationId'
  | 'personId'
  | 'material'
  | 'property'
  | 'standard'
  | 'sampleCount'
  | 'deadlineOn'
  | 'seal'
  | 'invoiceType'
  | 'note'
> & { inquiryId?: string }

export async function insertRequest(db: Db, request: NewRequest): Promise<void> {
  await db
    .insertInto('test_request')
    .values({
      id: request.id,
      instrument_id: request.instrumentId,
      organisation_id: request.organisationId,
      person_id: request.personId,
      material: request.material,
      property: request.property,
      standard: request.standard,
      sample_count: request.sampleCount,
      deadline_on: request.deadlineOn,
      seal: request.seal,
      invoice_type: request.invoiceType,
      note: request.note,
      state: 'submitted',
      inquiry_id: request.inquiryId ?? null,
    })
    .execute()
}

/** `isToDo`: the institution accepted it and is to do it: no other offer was taken or may still be, and its order is not cancelled. */
export type RequestRow = Omit<TestRequest, 'expectedFen'> & { sampleFen: number | null; isToDo: boolean }

const isToDo = `(t.state = 'accepted' and (t.inquiry_id is null or exists (select from test_inquiry n where n.chosen_id = t.id))
  and not exists (select from test_order o where o.id = t.id and o.state = 'cancelled'))`

const columns = sql.raw(`t.id, t.instrument_id as "instrumentId", i.name_zh as "instrumentNameZh", i.institution_id as "institutionId",
  h.name_zh as "institutionNameZh", ${isToDo} as "isToDo",
  t.organisation_id as "organisationId", o.name_zh as "organisationNameZh", t.person_id as "personId", t.material, t.property, t.standard,
  t.sample_count as "sampleCount", t.deadline_on as "deadlineOn", t.seal, t.invoice_type as "invoiceType", t.note, t.state, t.reply,
  t.quoted_fen as "quotedFen", t.turnaround_days as "turnaroundDays", t.offered_until as "offeredUntil", t.inquiry_id as "inquiryId",
  coalesce((select n.chosen_id = t.id from test_inquiry n where n.id = t.inquiry_id), false) as "isChosen", (select fen from report_price where id = t.price_id) as "sampleFen", t.recorded_at as "recordedAt"`)
const tables = sql.raw(`test_request t join report_instrument i on i.id = t.instrument_id and i.superseded_at is null
  join report_organisation h on h.id = i.institution_id and h.superseded_at is null
  join report_organisation o on o.id = t.organisation_id and o.superseded_at is null`)

export async function findTestRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  return (await sql<RequestRow>`select ${columns} from ${tables} where t.id = ${id}`.execute(db)).rows[0]
}

/** The requests of some inquiries, in the order in which they were sent. */
export async function listRequestsOf(db: Db, inquiryIds: readonly string[]): Promise<RequestRow[]> {
  const rows =
    await sql<RequestRow>`select ${columns} from ${tables} where t.inquiry_id = any(${[...inquiryIds]}::uuid[]) order by t.id`.execute(db)
  return rows.rows
}

/** Takes a request for this transaction, and first the inquiry that it is one of; what they say is read after. */
export async function takeWithInquiry(db: Db, id: string): Promise<void> {
  await run(db, 'select i.id from test_inquiry i join test_request t on t.inquiry_id = i.id where t.id = $1 for no key update of i', [id])
  await takeTestRequest(db, id)
}

/** Takes a request for this transaction; what it says is read after. */
export async function takeTestRequest(db: Db, id: string): Promise<void> {
  await run(db, 'select id from test_request where id = $1 for no key update', [id])
}

export type RequestFilter = {
  organisationId?: string | undefined
  institutionId?: string | undefined
  instrumentIds?: readonly string[] | undefined
  state?: RequestState | undefined
  before?: { recordedAt: string; id: string } | undefined
  limit: number
}

/** Requests, latest first. */
export async function listRequestRows(db: Db, filter: RequestFilter): Promise<RequestRow[]> {
  const { before } = filter
  const conditions = [
    filter.organisationId ? sql`t.organisation_id = ${filter.organisationId}` : undefined,
    filter.institutionId ? sql`i.institution_id = ${filter.institutionId}` : undefined,
    filter.instrumentIds ? sql`t.instrument_id = any(${[...filter.instrumentIds]}::uuid[])` : undefined,
    filter.state ? sql`t.state = ${filter.state}` : undefined,
    before ? sql`(t.recorded_at, t.id) < (${before.recordedAt}::timestamptz, ${before.id}::uuid)` : undefined,
  ].filter((condition) => condition !== undefined)
  const rows = await sql<RequestRow>`select ${columns} from ${tables} where ${sql.join(conditions, sql` and `)}
    order by t.recorded_at desc, t.id desc limit ${filter.limit}`.execute(db)
  return rows.rows
}

export async function updateRequest(
  db: Db,
  id: string,
  step: Pick<TestRequest, 'state' | 'reply' | 'quotedFen' | 'turnaroundDays' | 'offeredUntil'> & { priceId: string | null },
): Promise<void> {
  await db
    .updateTable('test_request')
    .set({
      ...{ state: step.state, reply: step.reply, quoted_fen: step.quotedFen, price_id: step.priceId },
      ...{ turnaround_days: step.turnaroundDays, offered_until: step.offeredUntil },
    })
    .where('id', '=', id)
    .execute()
}

export async function updateRequestState(db: Db, id: string, state: RequestState): Promise<void> {
  await db.updateTable('test_request').set({ state }).where('id', '=', id).execute()
}

/** What is accepted is done; anything else stays as it is. */
export async function updateRequestFinished(db: Db, id: string): Promise<void> {
  await db.updateTable('test_request').set({ state: 'finished' }).where('id', '=', id).where('state', '=', 'accepted').execute()
}

/** Samples that are accepted and wait, the nearest deadline first. */
export async function listAcceptedRequests(
  db: Db,
  filter: { institutionId: string; instrumentIds: readonly string[] | undefined; limit: number },
): Promise<RequestRow[]> {
  const only = filter.instrumentIds ? sql`and t.instrument_id = any(${[...filter.instrumentIds]}::uuid[])` : sql``
  const rows = await sql<RequestRow>`select ${columns} from ${tables}
    where i.institution_id = ${filter.institutionId} and ${sql.raw(isToDo)} ${only}
    order by t.deadline_on nulls last, t.recorded_at limit ${filter.limit}`.execute(db)
  return rows.rows
}
