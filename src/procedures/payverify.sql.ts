import { type Check, countedCheck } from '../kernel/check.ts'
import { type Db, run } from '../kernel/db.ts'
import { paymentWords as words } from './payment.words.ts'

export const payChecks: readonly Check[] = [
  // What is paid, to be paid and stopped is what was granted.
  countedCheck(
    'plans_add_up',
    words.plansAddUp,
    `select p.case_id as id, p.fen <> coalesce((select sum(l.fen) from payment_line l where l.case_id = p.case_id), 0)
      or exists (select from payment_line l where l.case_id = p.case_id and l.fen <> (select coalesce(sum(s.fen), 0) from payment_share s
        where s.line_id = l.id) and (l.state = 'funded' or exists (select from payment_share s where s.line_id = l.id))) as is_wrong
    from payment_plan p`,
  ),
  // A budget line has appropriated, committed and paid what its documents, its shares and its lists say.
  countedCheck(
    'funds_recount',
    words.fundsRecount,
    `select f.id, f.limit_amount <> f.appropriated_amount or f.posted_amount + f.held_amount > f.limit_amount
      or f.held_amount <> (select coalesce(sum(fen), 0) from payment_share s where s.fund_line_id = f.id and s.state in ('payable', 'listed'))
      or f.posted_amount <> (select coalesce(sum(fen), 0) from payment_share s where s.fund_line_id = f.id and s.state = 'paid') as is_wrong
    from report_fund f`,
  ),
  // Every share that was paid stands on exactly one list as paid, and in the book once.
  countedCheck(
    'paid_once',
    words.paidOnce,
    `select s.id, (select count(*) from payment_item i where i.share_id = s.id and i.state = 'paid') <> case when s.state = 'paid' then 1 else 0 end
      or (select coalesce(sum(r.amount), 0) from payment_item i join report_ledger r on r.service_id = i.id and r.purpose = 'spending'
        where i.share_id = s.id) <> case when s.state = 'paid' then s.fen else 0 end as is_wrong
    from payment_share s`,
  ),
  // A claim has come back as far as its recoveries in the book say.
  countedCheck(
    'claims_recount',
    words.claimsRecount,
    `select k.id, k.recovered_fen <> (select coalesce(sum(-r.amount), 0) from payment_recovery v
        join report_ledger r on r.service_id = v.id and r.purpose = 'recovered' where v.claim_id = k.id) as is_wrong
    from payment_claim k`,
  ),
]

export async function listListIds(db: Db): Promise<string[]> {
  return (await run<{ id: string }>(db, 'select id from payment_list order by id')).map((row) => row.id)
}
