import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { type Acceptance, customsIncomplete, type Listing } from './acceptance.contract.ts'
import type { ListingRule } from './acceptance.rules.ts'
import type { InstrumentFacts } from './catalogue.contract.ts'

/** Writes the dated rules of joining as the file says. */
export async function upsertListingRules(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await run(
    db,
    `insert into listing_rule select * from jsonb_to_recordset($1::jsonb) as r(valid_from date, working_days integer, worth_least_fen bigint, document_no text)
     on conflict (valid_from) do update set working_days = excluded.working_days, worth_least_fen = excluded.worth_least_fen,
       document_no = excluded.document_no where listing_rule is distinct from excluded`,
    [JSON.stringify(rows)],
  )
}

/** The rule in force on a day. */
export async function findListingRule(db: Db, on: string): Promise<ListingRule> {
  const [rule] = await run<ListingRule>(
    db,
    `select working_days as "workingDays", worth_least_fen as "worthLeastFen", document_no as "documentNo" from listing_rule
     where valid_from <= $1::date order by valid_from desc limit 1`,
    [on],
  )
  if (!rule) throw new Error(`no rule of joining is in force on ${on}`)
  return rule
}

export type AcceptanceRow = Omit<Acceptance, 'clock'>

/** What was said last of an instrument's acceptance. */
export async function findAcceptance(db: Db, instrumentId: string): Promise<AcceptanceRow | undefined> {
  const [row] = await run<AcceptanceRow>(
    db,
    `select accepted_on as "acceptedOn", is_duty_free as "isDutyFree", declaration_no as "declarationNo", item_no as "itemNo",
       released_on as "releasedOn", supervised_to as "supervisedTo" from instrument_acceptance
     where instrument_id = $1 and superseded_at is null`,
    [instrumentId],
  )
  return row
}

/** Puts an acceptance in the place of what stood; the instrument is taken. @throws customs_incomplete */
export async function replaceAcceptance(db: Db, instrumentId: string, row: AcceptanceRow, personId: string): Promise<void> {
  const { acceptedOn, isDutyFree, declarationNo, itemNo, releasedOn, supervisedTo } = row
  await run(db, `update instrument_acceptance set superseded_at = now() where instrument_id = $1 and superseded_at is null`, [instrumentId])
  try {
    await run(
      db,
      `insert into instrument_acceptance (id, instrument_id, accepted_on, is_duty_free, declaration_no, item_no, released_on, supervised_to, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [newId(), instrumentId, acceptedOn, isDutyFree, declarationNo, itemNo, releasedOn, supervisedTo, personId],
    )
  } catch (error) {
    if (constraintOf(error)?.startsWith('instrument_acceptance_')) throw customsIncomplete({})
    throw error
  }
}

/** Acceptances of many instruments of which nothing is said yet. */
export async function insertAcceptances(
  db: Db,
  rows: readonly { instrumentId: string; acceptedOn: string }[],
  personId: string,
): Promise<void> {
  await run(
    db,
    `insert into instrument_acceptance (id, instrument_id, accepted_on, is_duty_free, recorded_by)
     select id, "instrumentId", "acceptedOn", false, $2 from jsonb_to_recordset($1::jsonb) as r(id uuid, "instrumentId" uuid, "acceptedOn" date)`,
    [JSON.stringify(rows.map((row) => ({ ...row, id: newId() }))), personId],
  )
}

const exempt = (id: string, on: string) =>
  `exists (select from sharing_exemption e where e.instrument_id = ${id} and e.first_on <= ${on}::date and (e.last_on is null or e.last_on >= ${on}::date))`

/** Whether an instrument is excused from sharing on a day. */
export async function isExemptOn(db: Db, instrumentId: string, on: string): Promise<boolean> {
  const [row] = await run<{ isExempt: boolean }>(db, `select ${exempt('$1::uuid', '$2')} as "isExempt"`, [instrumentId, on])
  return row!.isExempt
}

export type ListingRow = Omit<Listing, 'clock'> & Pick<InstrumentFacts, 'state'> & { isExempt: boolean }

/** The instruments that are not retired, of some institutions and of all in some divisions, each with its acceptance. */
export function listListingRows(
  db: Db,
  scope: { institutionIds: readonly string[]; patterns: readonly string[] },
  on: string,
): Promise<ListingRow[]> {
  return run(
    db,
    `select i.id, i.institution_id as "institutionId", o.name_zh as "institutionNameZh", o.name_en as "institutionNameEn",
       v.name_zh as "nameZh", v.name_en as "nameEn", i.inner_code as "innerCode", v.worth_fen as "worthFen", v.state,
       a.accepted_on as "acceptedOn", v.listed_on as "listedOn", ${exempt('i.id', '$3')} as "isExempt"
     from instrument i join instrument_version v on v.instrument_id = i.id and v.superseded_at is null
     join report_organisation o on o.id = i.institution_id and o.superseded_at is null
     left join instrument_acceptance a on a.instrument_id = i.id and a.superseded_at is null
     where v.state <> 'retired' and (i.institution_id = any($1::uuid[]) or coalesce(o.division_code, '') like any($2::text[]))`,
    [scope.institutionIds, scope.patterns, on],
  )
}
