import { type Db, run } from '../kernel/db.ts'
import type { CheckResult } from './ledger.contract.ts'

const counted = (text: string) => `select count(*) as checked, count(*) filter (where is_wrong) as wrong,
  min(id::text) filter (where is_wrong) as example from (${text}) counted`

const checks = {
  /** Each transaction has entries, and they sum to nothing. */
  book_balances: counted(`select t.id, coalesce(sum(e.amount) <> 0, true) as is_wrong
    from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id group by t.id`),
  /** A reversal is its original with the other sign: same day, commodity and service, entry by entry. */
  reversals_mirror:
    counted(`select r.id, (r.commodity, r.effective_on, r.service_id) is distinct from (o.commodity, o.effective_on, o.service_id)
      or (select array_agg((account_id, -amount) order by account_id, -amount) from ledger_entry where transaction_id = r.id)
        is distinct from (select array_agg((account_id, amount) order by account_id, amount) from ledger_entry where transaction_id = o.id) as is_wrong
    from ledger_transaction r join ledger_transaction o on o.id = r.reverses_id`),
  /** What an account with a limit says is posted and held is what its entries and its pending holds come to. */
  limits_recount: counted(`select l.account_id as id,
      l.posted_amount <> coalesce((select sum(e.amount) from ledger_entry e where e.account_id = l.account_id), 0)
      or l.held_amount <> coalesce((select sum(h.amount) from hold h where h.account_id = l.account_id and h.state = 'pending'), 0) as is_wrong
    from account_limit l`),
} as const

export async function recountLedger(db: Db): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const [name, text] of Object.entries(checks)) {
    const [row] = await run<Omit<CheckResult, 'name'>>(db, text)
    results.push({ name, ...row! })
  }
  return results
}
