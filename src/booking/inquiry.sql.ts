import { type Db, run } from '../kernel/db.ts'
import type { InquiryState } from './inquiry.contract.ts'

export type InquiryRow = {
  id: string
  organisationId: string
  personId: string
  answersBy: string
  state: InquiryState
  chosenId: string | null
  reason: string
  recordedAt: string
  endedAt: string | null
}
const columns = `id, organisation_id as "organisationId", person_id as "personId", answers_by as "answersBy", state, chosen_id as "chosenId",
  reason, recorded_at as "recordedAt", ended_at as "endedAt"`

/** An inquiry, taken with its requests: the inquiry first, as by whoever takes one of them. */
export async function takeInquiry(db: Db, id: string): Promise<InquiryRow | undefined> {
  await run(db, 'select id from test_inquiry where id = $1 for no key update', [id])
  await run(db, 'select id from test_request where inquiry_id = $1 order by id for no key update', [id])
  return findInquiry(db, id)
}

export async function findInquiry(db: Db, id: string): Promise<InquiryRow | undefined> {
  return (await run<InquiryRow>(db, `select ${columns} from test_inquiry where id = $1`, [id]))[0]
}

type NewInquiry = Pick<InquiryRow, 'id' | 'organisationId' | 'personId' | 'answersBy' | 'recordedAt'>
export async function insertInquiry(db: Db, one: NewInquiry): Promise<void> {
  await run(db, 'insert into test_inquiry (id, organisation_id, person_id, answers_by, recorded_at) values ($1, $2, $3, $4, $5)', [
    ...[one.id, one.organisationId, one.personId, one.answersBy, one.recordedAt],
  ])
}

export async function updateInquiry(
  db: Db,
  id: string,
  { state, chosenId, reason, at }: { state: InquiryState; chosenId: string | null; reason: string; at: string },
): Promise<void> {
  await run(db, 'update test_inquiry set state = $2, chosen_id = $3, reason = $4, ended_at = $5 where id = $1', [
    ...[id, state, chosenId, reason, at],
  ])
}

/** The latest first. */
export function listInquiryRows(db: Db, organisationId: string, before: string | undefined, limit: number): Promise<InquiryRow[]> {
  return run(
    db,
    `select ${columns} from test_inquiry where organisation_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [organisationId, before ?? null, limit],
  )
}

/** Inquiries whose day is past and of which no owner offers. */
export function listUnanswered(db: Db, today: string): Promise<{ id: string }[]> {
  return run(
    db,
    `select id from test_inquiry i where state = 'open' and answers_by < $1
       and not exists (select from test_request t where t.inquiry_id = i.id and t.state = 'accepted')
     order by id`,
    [today],
  )
}

export type UnmetRow = {
  id: string
  divisionCode: string | null
  material: string
  property: string
  standard: string
  sampleCount: number
  askedCount: number
  replies: string[]
  reason: string
  endedOn: string
}

/** What came to nothing of firms in some divisions, the latest first. */
export function listUnmet(db: Db, patterns: readonly string[], before: string | undefined, limit: number): Promise<UnmetRow[]> {
  return run(
    db,
    `select i.id, o.division_code as "divisionCode", t.material, t.property, t.standard, t.sample_count as "sampleCount",
       (select count(*) from test_request a where a.inquiry_id = i.id) as "askedCount",
       coalesce((select json_agg(a.reply order by a.id) from test_request a where a.inquiry_id = i.id and a.state = 'declined'), '[]') as replies,
       i.reason, (i.ended_at at time zone 'Asia/Shanghai')::date as "endedOn"
     from test_inquiry i join report_organisation o on o.id = i.organisation_id and o.superseded_at is null
     cross join lateral (select * from test_request a where a.inquiry_id = i.id order by a.id limit 1) t
     where i.state = 'unmet' and coalesce(o.division_code, '') like any($1::text[]) and ($2::uuid is null or i.id < $2)
     order by i.id desc limit $3`,
    [patterns, before ?? null, limit],
  )
}
