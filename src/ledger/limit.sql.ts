import { type Db, run } from '../kernel/db.ts'
import type { Limit } from './ledger.contract.ts'

/**
 * Sets what a customer may run up on an account, counting what stands on it. The account is taken for update, which waits for
 * everybody who has written an entry or a hold that refers to it and keeps others from doing so until the limit is there.
 */
export async function writeLimit(db: Db, accountId: string, limitFen: number | null): Promise<void> {
  await run(db, 'select id from account where id = $1 for update', [accountId])
  if (limitFen === null) {
    await run(db, 'delete from account_limit where account_id = $1', [accountId])
    return
  }
  await run(
    db,
    `insert into account_limit (account_id, limit_amount, posted_amount, held_amount)
     values ($1, $2, (select coalesce(sum(amount), 0) from ledger_entry where account_id = $1),
       (select coalesce(sum(amount), 0) from hold where account_id = $1 and state = 'pending'))
     on conflict (account_id) do update set limit_amount = excluded.limit_amount`,
    [accountId, limitFen],
  )
}

/** The limits an institution has set, for one customer or for all. */
export function listLimitRows(db: Db, institutionId: string, customerId: string | null): Promise<Limit[]> {
  return run<Limit>(
    db,
    `select a.owner_id as "institutionId", a.counterparty_id as "customerId", l.limit_amount as "limitFen",
       l.posted_amount as "postedFen", l.held_amount as "heldFen",
       coalesce((select name_zh from report_organisation where id = a.counterparty_id and superseded_at is null),
         (select name from report_named_party where id = a.counterparty_id)) as "customerName"
     from account_limit l join account a on a.id = l.account_id
     where a.purpose = 'receivable' and a.owner_id = $1 and ($2::uuid is null or a.counterparty_id = $2) order by "customerName"`,
    [institutionId, customerId],
  )
}
