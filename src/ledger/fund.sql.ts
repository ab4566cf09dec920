import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type FundSource, fundTaken, monthClosed } from './ledger.contract.ts'

export type NewFund = { holderId: string; source: FundSource; budgetCode: string; year: number; title: string; by: string }

/** A budget line under the id of its party. @throws fund_taken where its holder has one of that code and year */
export async function insertFund(db: Db, id: string, fund: NewFund): Promise<void> {
  try {
    await run(
      db,
      'insert into fund_line (id, holder_id, source, budget_code, year, title, recorded_by) values ($1, $2, $3, $4, $5, $6, $7)',
      [id, fund.holderId, fund.source, fund.budgetCode, fund.year, fund.title, fund.by],
    )
  } catch (error) {
    if (constraintOf(error) === 'fund_line_code') throw fundTaken({ budgetCode: fund.budgetCode, year: fund.year })
    throw error
  }
}

export async function insertAppropriation(
  db: Db,
  one: { id: string; fundLineId: string; fen: number; documentNo: string; day: string; by: string },
): Promise<void> {
  await run(
    db,
    `insert into fund_appropriation (id, fund_line_id, fen, document_no, appropriated_on, recorded_by) values ($1, $2, $3, $4, $5, $6)`,
    [one.id, one.fundLineId, one.fen, one.documentNo, one.day, one.by],
  )
}

/** Begins the limit of a line's spending at nothing. */
export async function insertFundLimit(db: Db, accountId: string): Promise<void> {
  await run(db, 'insert into account_limit (account_id, limit_amount) values ($1, 0)', [accountId])
}

export async function moveFundLimit(db: Db, accountId: string, fen: number): Promise<void> {
  await run(db, 'update account_limit set limit_amount = limit_amount + $2 where account_id = $1', [accountId, fen])
}

export type TakenFund = { id: string; holderId: string; year: number; accountId: string; leftFen: number }

/** Takes the limits of budget lines, in the order of their accounts: whoever commits or changes an appropriation waits here. */
export async function takeFundRows(db: Db, ids: readonly string[]): Promise<TakenFund[]> {
  const joined = `from account_limit l join account a on a.id = l.account_id and a.purpose = 'spending' and a.commodity = 'CNY'
    join fund_line f on f.id = a.counterparty_id and f.holder_id = a.owner_id where f.id = any($1::uuid[])`
  await run(db, `select l.account_id ${joined} order by l.account_id for no key update of l`, [ids])
  return run<TakenFund>(
    db,
    `select f.id, f.holder_id as "holderId", f.year, l.account_id as "accountId",
       l.limit_amount - l.posted_amount - l.held_amount as "leftFen" ${joined}`,
    [ids],
  )
}

/** Writes commitments and counts them as held; the limits were taken and found to suffice. @returns the ids of the holds */
export async function insertCommitments(db: Db, holds: readonly { accountId: string; fen: number }[]): Promise<string[]> {
  const ids = holds.map(() => newId())
  const values = [ids, holds.map((one) => one.accountId), holds.map((one) => one.fen)]
  // A commitment stands until it is paid or given up: no day ends it.
  await run(
    db,
    `insert into hold (id, account_id, amount, expires_at)
     select id, account_id, fen, '9999-12-30T00:00:00Z' from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as h (id, account_id, fen)`,
    values,
  )
  await run(
    db,
    `update account_limit l set held_amount = l.held_amount + m.fen
     from (select account_id, sum(fen)::bigint as fen from unnest($1::uuid[], $2::bigint[]) as h (account_id, fen) group by 1) m
     where m.account_id = l.account_id`,
    values.slice(1),
  )
  return ids
}

/** Ends commitments and counts them as held no more. */
export async function settleCommitments(
  db: Db,
  holds: readonly { holdId: string; transactionId: string | null }[],
  state: 'posted' | 'voided',
): Promise<void> {
  const settled = await run<{ accountId: string; amount: number }>(
    db,
    `update hold h set state = $3, settled_at = now(), posted_amount = case when $3 = 'posted' then h.amount end, transaction_id = s.transaction_id
     from unnest($1::uuid[], $2::uuid[]) as s (hold_id, transaction_id) where h.id = s.hold_id and h.state = 'pending'
     returning h.account_id as "accountId", h.amount`,
    [holds.map((one) => one.holdId), holds.map((one) => one.transactionId), state],
  )
  if (settled.length !== holds.length) throw new Error('a commitment was settled before')
  await run(
    db,
    `update account_limit l set held_amount = l.held_amount - m.fen
     from (select account_id, sum(fen)::bigint as fen from unnest($1::uuid[], $2::bigint[]) as h (account_id, fen) group by 1) m
     where m.account_id = l.account_id`,
    [settled.map((one) => one.accountId), settled.map((one) => one.amount)],
  )
}

export type FundTransaction = { id: string; kind: 'funding' | 'payment' | 'recovery'; effectiveOn: string; sourceId: string }

/** Writes transactions of money, each once for its source; the month must be open. @throws month_closed */
export async function insertFundTransactions(db: Db, rows: readonly FundTransaction[]): Promise<void> {
  try {
    await run(
      db,
      `insert into ledger_transaction (id, kind, commodity, effective_on, service_id)
       select id, kind, 'CNY', effective_on, source_id
       from unnest($1::uuid[], $2::text[], $3::date[], $4::uuid[]) as t (id, kind, effective_on, source_id)`,
      [rows.map((row) => row.id), rows.map((row) => row.kind), rows.map((row) => row.effectiveOn), rows.map((row) => row.sourceId)],
    )
  } catch (error) {
    if (constraintOf(error) === 'ledger_month_open') throw monthClosed({ month: String((error as { detail?: string }).detail).slice(0, 7) })
    throw error
  }
}

/** The transactions of these sources that stand. */
export async function listPaymentsOf(db: Db, sourceIds: readonly string[]): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select id from ledger_transaction t where service_id = any($1::uuid[]) and kind = 'payment'
       and not exists (select from ledger_transaction r where r.reverses_id = t.id) order by id`,
    [sourceIds],
  )
  return rows.map((row) => row.id)
}

export type FundRow = {
  id: string
  holderId: string
  source: FundSource
  budgetCode: string
  year: number
  title: string
  appropriatedFen: number
  committedFen: number
  paidFen: number
  recoveredFen: number
  documents: { documentNo: string; fen: number; appropriatedOn: string }[]
}

/** Budget lines of holders, or by their ids, with what the book says of each; latest year first. */
export async function listFundRows(db: Db, which: { holderIds: readonly string[] } | { ids: readonly string[] }): Promise<FundRow[]> {
  const chosen = 'ids' in which ? sql`f.id = any(${which.ids}::uuid[])` : sql`f.holder_id = any(${which.holderIds}::uuid[])`
  const found = await sql<FundRow>`
    select f.id, f.holder_id as "holderId", f.source, f.budget_code as "budgetCode", f.year, f.title, l.limit_amount as "appropriatedFen",
      l.held_amount as "committedFen", l.posted_amount as "paidFen",
      coalesce((select -sum(e.amount) from account r join ledger_entry e on e.account_id = r.id
        where r.owner_id = f.holder_id and r.counterparty_id = f.id and r.purpose = 'recovered'), 0)::bigint as "recoveredFen",
      coalesce((select json_agg(json_build_object('documentNo', p.document_no, 'fen', p.fen, 'appropriatedOn', p.appropriated_on) order by p.id)
        from fund_appropriation p where p.fund_line_id = f.id), '[]') as documents
    from fund_line f join account a on a.owner_id = f.holder_id and a.counterparty_id = f.id and a.purpose = 'spending' and a.commodity = 'CNY'
      join account_limit l on l.account_id = a.id
    where ${chosen} order by f.year desc, f.budget_code, f.id`.execute(db)
  return found.rows
}
