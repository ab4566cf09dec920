import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { run } from '../kernel/db.ts'
import { patternsWithin } from '../places/places.rules.ts'
import type { Commodity, LedgerRow, Purpose, TransactionKind } from './ledger.contract.ts'

/** Whose rows a reader may see. */
export type Scopes = { organisationIds: readonly string[]; divisionCodes: readonly string[] }
export type RowFilter = {
  serviceId?: string | undefined
  ownerId?: string | undefined
  counterpartyId?: string | undefined
  purpose?: Purpose | undefined
  commodity?: Commodity | undefined
  from?: string | undefined
  to?: string | undefined
  after?: { effectiveOn: string; transactionId: string; lineNo: number } | undefined
  limit: number
}

/** True in SQL of an account whose owner or other side lies in the scopes: parameters $1 organisations, $2 prefixes of divisions. */
function inScope(scopes: Scopes) {
  const prefixes = patternsWithin(scopes.divisionCodes)
  return sql`(l.owner_id = any(${scopes.organisationIds}::uuid[]) or l.counterparty_id = any(${scopes.organisationIds}::uuid[])
    or exists (select from report_organisation o where o.id in (l.owner_id, l.counterparty_id) and o.superseded_at is null
      and coalesce(o.division_code, '') like any(${prefixes}::text[])))`
}

const partyName = (column: string) =>
  sql.raw(`coalesce((select name_zh from report_organisation where id = l.${column} and superseded_at is null),
    (select name from report_named_party where id = l.${column}), (select budget_code || ' ' || title from fund_line where id = l.${column}))`)

/** Rows of the book within the scopes, latest day first. */
export async function listLedgerRows(db: Db, scopes: Scopes, filter: RowFilter): Promise<LedgerRow[]> {
  const { after } = filter
  const conditions = [
    inScope(scopes),
    filter.serviceId ? sql`l.service_id = ${filter.serviceId}` : undefined,
    filter.ownerId ? sql`l.owner_id = ${filter.ownerId}` : undefined,
    filter.counterpartyId ? sql`l.counterparty_id = ${filter.counterpartyId}` : undefined,
    filter.purpose ? sql`l.purpose = ${filter.purpose}` : undefined,
    filter.commodity ? sql`l.commodity = ${filter.commodity}` : undefined,
    filter.from ? sql`l.effective_on >= ${filter.from}::date` : undefined,
    filter.to ? sql`l.effective_on < ${filter.to}::date` : undefined,
    after
      ? sql`(l.effective_on, l.transaction_id, l.line_no) < (${after.effectiveOn}::date, ${after.transactionId}::uuid, ${after.lineNo}::smallint)`
      : undefined,
  ].filter((condition) => condition !== undefined)
  const rows = await sql<LedgerRow>`
    select l.transaction_id as "transactionId", l.line_no as "lineNo", l.kind, l.commodity, l.effective_on as "effectiveOn",
      l.service_id as "serviceId", l.reverses_id as "reversesId", l.recorded_at as "recordedAt", l.purpose, l.amount,
      l.owner_id as "ownerId", ${partyName('owner_id')} as "ownerName",
      l.counterparty_id as "counterpartyId", ${partyName('counterparty_id')} as "counterpartyName"
    from report_ledger l where ${sql.join(conditions, sql` and `)}
    order by l.effective_on desc, l.transaction_id desc, l.line_no desc limit ${filter.limit}`.execute(db)
  return rows.rows
}

export type JournalEntry = { purpose: Purpose; amount: number; ownerId: string; counterpartyId: string | null }
export type JournalTransaction = {
  id: string
  kind: TransactionKind
  commodity: Commodity
  effectiveOn: string
  serviceId: string | null
  reversesId: string | null
  entries: JournalEntry[]
}

/** A page of whole transactions within the scopes (everything, where none are given), earliest day first. */
export async function listTransactions(
  db: Db,
  scopes: Scopes | null,
  page: { from: string; to: string; after: { effectiveOn: string; id: string } | undefined; limit: number },
): Promise<JournalTransaction[]> {
  const { after } = page
  const visible = scopes ? sql`and exists (select from report_ledger l where l.transaction_id = t.id and ${inScope(scopes)})` : sql``
  const start = after
    ? sql`(t.effective_on, t.id) > (${after.effectiveOn}::date, ${after.id}::uuid)`
    : sql`t.effective_on >= ${page.from}::date`
  const rows = await sql<JournalTransaction>`
    select t.id, t.kind, t.commodity, t.effective_on as "effectiveOn", t.service_id as "serviceId", t.reverses_id as "reversesId",
      (select json_agg(json_build_object('purpose', a.purpose, 'amount', e.amount, 'ownerId', a.owner_id, 'counterpartyId', a.counterparty_id)
         order by e.line_no)
       from ledger_entry e join account a on a.id = e.account_id where e.transaction_id = t.id) as entries
    from ledger_transaction t where ${start} and t.effective_on < ${page.to}::date ${visible}
    order by t.effective_on, t.id limit ${page.limit}`.execute(db)
  return rows.rows
}

/** What parties are called today: organisations by their name, others by the name they were written with. */
export async function listPartyNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await run<{ id: string; name: string }>(
    db,
    `select id, name_zh as name from report_organisation where id = any($1::uuid[]) and superseded_at is null
     union all select id, name from report_named_party where id = any($1::uuid[])
     union all select id, budget_code || ' ' || title from fund_line where id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}
