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
