import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { type Closing, monthAlreadyClosed } from './ledger.contract.ts'

const columns = `to_char(month, 'YYYY-MM') as month, closed_by as "closedBy", recorded_at as "closedAt", reopened_by as "reopenedBy",
  reopened_at as "reopenedAt", reopening_reason as reason`

/** Takes a month alone: waits for everybody who is writing into it, and keeps everybody else out until this transaction ends. */
export async function takeMonth(db: Db, month: string): Promise<void> {
  await run(db, 'select pg_advisory_xact_lock(ledger_month_lock_key($1::date))', [`${month}-01`])
}

/** @throws month_already_closed */
export async function insertClosing(db: Db, month: string, closedBy: string): Promise<Closing> {
  try {
    const [row] = await run<Closing>(db, `insert into ledger_closing (id, month, closed_by) values ($1, $2, $3) returning ${columns}`, [
      newId(),
      `${month}-01`,
      closedBy,
    ])
    return row!
  } catch (error) {
    if (constraintOf(error) === 'ledger_closing_current') throw monthAlreadyClosed({ month })
    throw error
  }
}

/** Ends the closing that stands for a month; nothing when none does. */
export async function reopenClosing(db: Db, month: string, reopenedBy: string, reason: string): Promise<Closing | undefined> {
  const [row] = await run<Closing>(
    db,
    `update ledger_closing set reopened_at = now(), reopened_by = $2, reopening_reason = $3
     where month = $1 and reopened_at is null returning ${columns}`,
    [`${month}-01`, reopenedBy, reason],
  )
  return row
}

export function listClosingRows(db: Db): Promise<Closing[]> {
  return run<Closing>(db, `select ${columns} from ledger_closing order by month desc, recorded_at desc`)
}

/** The first and the last day on which the book or a closing says anything; nothing while it is empty. */
export async function findSpan(db: Db): Promise<{ firstOn: string; lastOn: string } | undefined> {
  const [row] = await run<{ firstOn: string | null; lastOn: string | null }>(
    db,
    `select least((select min(effective_on) from ledger_transaction), (select min(month) from ledger_closing)) as "firstOn",
       greatest((select max(effective_on) from ledger_transaction), (select max(month) from ledger_closing)) as "lastOn"`,
  )
  return row?.firstOn && row.lastOn ? { firstOn: row.firstOn, lastOn: row.lastOn } : undefined
}

/** Which of these months ('2022-05') the book holds anything of. */
export async function listMonthsWithEntries(db: Db, months: readonly string[]): Promise<Set<string>> {
  const rows = await run<{ month: string }>(
    db,
    `select to_char(m.first, 'YYYY-MM') as month from unnest($1::date[]) as m (first)
     where exists (select from ledger_transaction t where t.effective_on >= m.first and t.effective_on < m.first + interval '1 month')`,
    [months.map((month) => `${month}-01`)],
  )
  return new Set(rows.map((row) => row.month))
}
