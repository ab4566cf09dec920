import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { nextCaseNo } from './case.sql.ts'
import { openPayee, type Payee } from './payment.sql.ts'

export type DueRow = {
  id: string
  holderId: string
  fundLineId: string
  caseId: string
  caseNo: string
  procedureCode: string
  payeeName: string
  lineNumber: number
  lineCount: number
  fen: number
  dueOn: string
  needsCheck: boolean
  checkedOn: string | null
  isFrozen: boolean
  reason: string | null
}
const due = sql`from payment_share s join payment_line l on l.id = s.line_id join procedure_case c on c.id = l.case_id
  join report_hold h on h.id = s.hold_id`
const isFrozen = sql`exists (select from award w where w.case_id = l.case_id and w.superseded_at is null and w.state = 'frozen')`
const isReady = sql`s.state = 'payable' and (not l.needs_check or l.checked_on is not null) and not ${isFrozen}`

/** What holders still have to pay of instalments due until a day, checked or not; what fell due first comes first. */
export async function listDueRows(db: Db, holderIds: readonly string[], until: string, limit: number): Promise<DueRow[]> {
  const found = await sql<Omit<DueRow, 'payeeName'> & { nameSealed: string }>`
    select s.id, h.owner_id as "holderId", s.fund_line_id as "fundLineId", c.id as "caseId", c.case_no as "caseNo",
      c.procedure_code as "procedureCode", l.number as "lineNumber",
      (select count(*) from payment_line o where o.case_id = l.case_id)::int as "lineCount", s.fen, l.due_on as "dueOn",
      l.needs_check as "needsCheck", l.checked_on as "checkedOn", ${isFrozen} as "isFrozen",
      (select i.reason from payment_item i where i.share_id = s.id and i.state = 'returned' order by i.id desc limit 1) as reason,
      (select p.name_sealed from payee p where p.case_id = c.id) as "nameSealed"
    ${due} where s.state = 'payable' and h.owner_id = any(${holderIds}::uuid[]) and l.due_on <= ${until}::date
    order by l.due_on, s.id limit ${limit}`.execute(db)
  return found.rows.map(({ nameSealed, ...row }) => ({
    ...row,
    payeeName: openPayee({ nameSealed, accountSealed: '', bankSealed: '' }).name,
  }))
}

export type TakenShare = { id: string; fen: number; caseId: string; payee: Payee }

/** Takes what a holder may pay until a day, in the order of the shares; what somebody else is putting on a list meanwhile waits. */
export async function takeDue(db: Db, holderId: string, until: string, limit: number): Promise<TakenShare[]> {
  const taken = await sql<{ id: string }>`select s.id ${due} where ${isReady} and h.owner_id = ${holderId} and l.due_on <= ${until}::date
    order by s.id limit ${limit} for no key update of s`.execute(db)
  const ids = taken.rows.map((row) => row.id)
  const found = await sql<{ id: string; fen: number; caseId: string; nameSealed: string; accountSealed: string; bankSealed: string }>`
    select s.id, s.fen, l.case_id as "caseId", p.name_sealed as "nameSealed", p.account_sealed as "accountSealed", p.bank_sealed as "bankSealed"
    from payment_share s join payment_line l on l.id = s.line_id join payee p on p.case_id = l.case_id
    where s.id = any(${ids}::uuid[]) and ${isReady} order by s.id`.execute(db)
  return found.rows.map(({ id, fen, caseId, ...sealed }) => ({ id, fen, caseId, payee: openPayee(sealed) }))
}

export function nextListNo(db: Db, year: number): Promise<string> {
  return nextCaseNo(db, 'ZFQD', year)
}

export type NewList = {
  id: string
  listNo: string
  holderId: string
  fen: number
  itemCount: number
  digest: string
  madeBy: string
  frozenAt: string
}
export type NewItem = {
  id: string
  number: number
  shareId: string
  fen: number
  sealed: { name: string; account: string; bank: string; accountKey: string }
}

/** A list with its lines. The shares were taken before; the index is the proof that none is sent twice. */
export async function insertList(db: Db, list: NewList, items: readonly NewItem[]): Promise<void> {
  await run(
    db,
    `insert into payment_list (id, list_no, holder_id, fen, item_count, digest, made_by, frozen_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [list.id, list.listNo, list.holderId, list.fen, list.itemCount, list.digest, list.madeBy, list.frozenAt],
  )
  await run(
    db,
    `insert into payment_item (id, list_id, number, share_id, fen, name_sealed, account_sealed, bank_sealed, account_key)
     select id, $1, number, share_id, fen, name_sealed, account_sealed, bank_sealed, account_key
     from unnest($2::uuid[], $3::int[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[])
       as i (id, number, share_id, fen, name_sealed, account_sealed, bank_sealed, account_key)`,
    [
      list.id,
      items.map((one) => one.id),
      items.map((one) => one.number),
      items.map((one) => one.shareId),
      items.map((one) => one.fen),
      items.map((one) => one.sealed.name),
      items.map((one) => one.sealed.account),
      items.map((one) => one.sealed.bank),
      items.map((one) => one.sealed.accountKey),
    ],
  )
}

export type ListRow = Omit<NewList, 'digest'> & { digest: string; sent: number; paid: number; returned: number; paidFen: number }
const listColumns = sql`p.id, p.list_no as "listNo", p.holder_id as "holderId", p.fen, p.item_count as "itemCount", p.digest,
  p.made_by as "madeBy", p.frozen_at as "frozenAt", i.sent, i.paid, i.returned, i."paidFen"`
const counted = sql`join lateral (select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'paid')::int as paid,
  count(*) filter (where state = 'returned')::int as returned, coalesce(sum(fen) filter (where state = 'paid'), 0)::bigint as "paidFen"
  from payment_item where list_id = p.id) i on true`

export async function listListRows(db: Db, holderIds: readonly string[], before: string | null, limit: number): Promise<ListRow[]> {
  const found = await sql<ListRow>`select ${listColumns} from payment_list p ${counted}
    where p.holder_id = any(${holderIds}::uuid[]) and (${before}::uuid is null or p.id < ${before}) order by p.id desc limit ${limit}`.execute(
    db,
  )
  return found.rows
}

export async function findListRow(db: Db, id: string): Promise<ListRow | undefined> {
  return (await sql<ListRow>`select ${listColumns} from payment_list p ${counted} where p.id = ${id}`.execute(db)).rows[0]
}

export type ItemRow = {
  id: string
  number: number
  shareId: string
  fundLineId: string
  holdId: string
  fen: number
  caseId: string
  caseNo: string
  procedureCode: string
  lineNumber: number
  accountKey: string
  state: 'sent' | 'paid' | 'returned'
  settledOn: string | null
  reference: string | null
  reason: string | null
  stoppedOn: string | null
  recoveredFen: number | null
  payee: Payee
}

/** The lines of a list with whom they pay. */
export async function listItemRows(db: Db, listId: string): Promise<ItemRow[]> {
  const found = await sql<Omit<ItemRow, 'payee'> & { nameSealed: string; accountSealed: string; bankSealed: string }>`
    select i.id, i.number, i.share_id as "shareId", s.fund_line_id as "fundLineId", s.hold_id as "holdId", i.fen, c.id as "caseId",
      c.case_no as "caseNo", c.procedure_code as "procedureCode", l.number as "lineNumber", i.account_key as "accountKey", i.state,
      i.settled_on as "settledOn", i.reference, i.reason, p.stopped_on as "stoppedOn", k.recovered_fen as "recoveredFen",
      i.name_sealed as "nameSealed", i.account_sealed as "accountSealed", i.bank_sealed as "bankSealed"
    from payment_item i join payment_share s on s.id = i.share_id join payment_line l on l.id = s.line_id
      join procedure_case c on c.id = l.case_id join payment_plan p on p.case_id = l.case_id left join payment_claim k on k.share_id = s.id
    where i.list_id = ${listId} order by i.number`.execute(db)
  return found.rows.map(({ nameSealed, accountSealed, bankSealed, ...row }) => ({
    ...row,
    payee: openPayee({ nameSealed, accountSealed, bankSealed }),
  }))
}

/** Takes the shares of a list in the order of their ids: two receipts, or a receipt and a revocation, come one after the other. */
export async function takeSharesOfList(db: Db, listId: string): Promise<void> {
  await run(
    db,
    `select s.id from payment_share s where s.id in (select share_id from payment_item where list_id = $1) order by s.id for no key update`,
    [listId],
  )
}

export type Settled = { itemId: string; state: 'paid' | 'returned'; on: string; reference: string; reason: string }
/** What the bank said of lines of a list. */
export async function settleItems(db: Db, settled: readonly Settled[], by: string, at: string): Promise<void> {
  await run(
    db,
    `update payment_item i set state = s.state, settled_on = s.settled_on, reference = nullif(s.reference, ''), reason = nullif(s.reason, ''),
       settled_by = $6, settled_at = $7
     from unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::text[]) as s (id, state, settled_on, reference, reason) where s.id = i.id`,
    [
      settled.map((one) => one.itemId),
      settled.map((one) => one.state),
      settled.map((one) => one.on),
      settled.map((one) => one.reference),
      settled.map((one) => one.reason),
      by,
      at,
    ],
  )
}

/** A claim on what the bank returned after all is none. */
export async function deleteClaims(db: Db, shareIds: readonly string[]): Promise<void> {
  await run(db, 'delete from payment_claim where share_id = any($1::uuid[]) and recovered_fen = 0', [shareIds])
}

export type ClaimRow = {
  id: string
  shareId: string
  fundLineId: string
  holderId: string
  caseId: string
  caseNo: string
  lineNumber: number
  fen: number
  recoveredFen: number
  raisedOn: string
}
const claimColumns = sql`k.id, k.share_id as "shareId", s.fund_line_id as "fundLineId", h.owner_id as "holderId", c.id as "caseId",
  c.case_no as "caseNo", l.number as "lineNumber", k.fen, k.recovered_fen as "recoveredFen", k.raised_on as "raisedOn"
  from payment_claim k join payment_share s on s.id = k.share_id join payment_line l on l.id = s.line_id
  join procedure_case c on c.id = l.case_id join report_hold h on h.id = s.hold_id`

/** Claims of holders, open ones first. */
export async function listClaimRows(db: Db, holderIds: readonly string[], limit: number): Promise<ClaimRow[]> {
  const found = await sql<ClaimRow>`select ${claimColumns} where h.owner_id = any(${holderIds}::uuid[])
    order by k.recovered_fen = k.fen, k.raised_on, k.id limit ${limit}`.execute(db)
  return found.rows
}

export async function takeClaim(db: Db, id: string): Promise<ClaimRow | undefined> {
  await run(db, 'select id from payment_claim where id = $1 for no key update', [id])
  return (await sql<ClaimRow>`select ${claimColumns} where k.id = ${id}`.execute(db)).rows[0]
}

export async function insertRecovery(
  db: Db,
  one: { id: string; claimId: string; fen: number; receivedOn: string; reference: string; by: string },
): Promise<void> {
  await run(db, 'insert into payment_recovery (id, claim_id, fen, received_on, reference, recorded_by) values ($1, $2, $3, $4, $5, $6)', [
    one.id,
    one.claimId,
    one.fen,
    one.receivedOn,
    one.reference,
    one.by,
  ])
  await run(db, 'update payment_claim set recovered_fen = recovered_fen + $2 where id = $1', [one.claimId, one.fen])
}
