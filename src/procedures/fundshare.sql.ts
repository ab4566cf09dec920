import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { ShareState } from './payment.sql.ts'

export type FundShareRow = {
  id: string
  caseNo: string
  procedureCode: string
  lineNumber: number
  dueOn: string
  fen: number
  state: ShareState
  listId: string | null
  listNo: string | null
  paidOn: string | null
  recoveredFen: number
}
const shown = {
  all: sql`true`,
  committed: sql`s.state in ('payable', 'listed')`,
  paid: sql`s.state = 'paid'`,
  recovered: sql`k.recovered_fen > 0`,
}

/** The shares that a budget line's sums are made of, each with the last list it was on. */
export async function listFundShareRows(
  db: Db,
  which: { fundLineId: string; show: keyof typeof shown; after: string | null; limit: number },
): Promise<FundShareRow[]> {
  const found = await sql<FundShareRow>`
    select s.id, c.case_no as "caseNo", c.procedure_code as "procedureCode", l.number as "lineNumber", l.due_on as "dueOn", s.fen, s.state,
      i.list_id as "listId", p.list_no as "listNo", case when i.state = 'paid' then i.settled_on end as "paidOn",
      coalesce(k.recovered_fen, 0)::bigint as "recoveredFen"
    from payment_share s join payment_line l on l.id = s.line_id join procedure_case c on c.id = l.case_id
      left join payment_claim k on k.share_id = s.id
      left join lateral (select list_id, state, settled_on from payment_item where share_id = s.id order by id desc limit 1) i on true
      left join payment_list p on p.id = i.list_id
    where s.fund_line_id = ${which.fundLineId} and ${shown[which.show]} and (${which.after}::uuid is null or s.id > ${which.after})
    order by s.id limit ${which.limit}`.execute(db)
  return found.rows
}
