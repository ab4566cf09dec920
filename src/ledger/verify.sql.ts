import { type Check, countedCheck } from '../kernel/check.ts'
import { ledgerWords as words } from './ledger.words.ts'

export const ledgerChecks: readonly Check[] = [
  // Each transaction has entries, and they sum to nothing.
  countedCheck(
    'book_balances',
    words.bookBalances,
    `select t.id, coalesce(sum(e.amount) <> 0, true) as is_wrong
    from ledger_transaction t left join ledger_entry e on e.transaction_id = t.id group by t.id`,
  ),
  // A reversal is its original with the other sign: same day, commodity and service, entry by entry.
  countedCheck(
    'reversals_mirror',
    words.reversalsMirror,
    `select r.id, (r.commodity, r.effective_on, r.service_id) is distinct from (o.commodity, o.effective_on, o.service_id)
      or (select array_agg((account_id, -amount) order by account_id, -amount) from ledger_entry where transaction_id = r.id)
        is distinct from (select array_agg((account_id, amount) order by account_id, amount) from ledger_entry where transaction_id = o.id) as is_wrong
    from ledger_transaction r join ledger_transaction o on o.id = r.reverses_id`,
  ),
  // What an account with a limit says is posted and held is what its entries and its pending holds come to.
  countedCheck(
    'limits_recount',
    words.limitsRecount,
    `select l.account_id as id,
      l.posted_amount <> coalesce((select sum(e.amount) from ledger_entry e where e.account_id = l.account_id), 0)
      or l.held_amount <> coalesce((select sum(h.amount) from hold h where h.account_id = l.account_id and h.state = 'pending'), 0) as is_wrong
    from account_limit l`,
  ),
]
