import { type Db, run } from '../kernel/db.ts'
import type { Clauses, OrderState, OrderStep } from './order.contract.ts'
import type { Custody, OrderSide } from './order.rules.ts'

export type OrderRow = {
  id: string
  number: string
  state: OrderState
  clauses: Clauses
  turnaroundDays: number
  paysFirst: boolean
  paidAt: string | null
  custody: Custody
  stars: number | null
  rating: string
  ratedAt: string | null
  recordedAt: string
}

/** The order of a request; it is taken with the request. */
export async function findOrder(db: Db, id: string): Promise<OrderRow | undefined> {
  const text = `select id, number, state, clauses, turnaround_days as "turnaroundDays", pays_first as "paysFirst", paid_at as "paidAt", custody,
    stars, rating, rated_at as "ratedAt", recorded_at as "recordedAt" from test_order where id = $1`
  return (await run<OrderRow>(db, text, [id]))[0]
}

type Draft = { id: string; clauses: Clauses; turnaroundDays: number; paysFirst: boolean; at: string }

/** Puts a contract in place, with the next number of its year the first time; those who draft at once come one after the other. */
export async function putOrder(db: Db, { id, clauses, turnaroundDays, paysFirst, at }: Draft): Promise<void> {
  await run(db, `select pg_advisory_xact_lock(hashtextextended('test_order', 0))`)
  await run(
    db,
    `insert into test_order (id, number, state, clauses, turnaround_days, pays_first, recorded_at)
     select $1, y.head || lpad((coalesce((select max(right(number, 6)::int) from test_order where number like y.head || '%'), 0) + 1)::text, 6, '0'),
       'drafted', $2::jsonb, $3, $4, $5
     from (select 'WT' || to_char($5::timestamptz at time zone 'Asia/Shanghai', 'YYYY') || '-' as head) y
     on conflict (id) do update set state = 'drafted', clauses = excluded.clauses, turnaround_days = excluded.turnaround_days,
       pays_first = excluded.pays_first`,
    [id, JSON.stringify(clauses), turnaroundDays, paysFirst, at],
  )
}

type Moved = { state: OrderState; custody: Custody; paidAt: string | null }
export async function updateOrder(db: Db, id: string, { state, custody, paidAt }: Moved): Promise<void> {
  await run(db, 'update test_order set state = $2, custody = $3, paid_at = $4 where id = $1', [id, state, custody, paidAt])
}

export async function updateRating(db: Db, id: string, one: { stars: number; words: string; by: string; at: string }): Promise<void> {
  await run(db, 'update test_order set stars = $2, rating = $3, rated_by = $4, rated_at = $5 where id = $1', [
    ...[id, one.stars, one.words, one.by, one.at],
  ])
}

type NewStep = { id: string; step: OrderStep; side: OrderSide; note: string; by: string; at: string }
export async function insertStep(db: Db, { id, step, side, note, by, at }: NewStep): Promise<void> {
  await run(
    db,
    `insert into test_order_step (order_id, number, step, side, note, actor_id, recorded_at)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from test_order_step where order_id = $1`,
    [id, step, side, note, by, at],
  )
}

export type StepRow = {
  number: number
  step: OrderStep
  side: OrderSide
  note: string
  actorId: string
  recordedAt: string
}

/** What was done, the latest first. */
export function listSteps(db: Db, id: string): Promise<StepRow[]> {
  return run(
    db,
    `select number, step, side, note, actor_id as "actorId", recorded_at as "recordedAt" from test_order_step where order_id = $1
     order by number desc`,
    [id],
  )
}

export type ReportRow = { id: string; orderId: string; reportNo: string; code: string; issuedAt: string }
const reportColumns = 'id, order_id as "orderId", report_no as "reportNo", code, issued_at as "issuedAt"'

export function listReports(db: Db, orderId: string): Promise<ReportRow[]> {
  return run(db, `select ${reportColumns} from test_report where order_id = $1 order by issued_at, id`, [orderId])
}

export async function findReport(db: Db, code: string): Promise<ReportRow | undefined> {
  return (await run<ReportRow>(db, `select ${reportColumns} from test_report where code = $1`, [code]))[0]
}

export async function insertReport(db: Db, one: ReportRow & { by: string }): Promise<void> {
  await run(db, 'insert into test_report (id, order_id, report_no, code, issued_by, issued_at) values ($1, $2, $3, $4, $5, $6)', [
    ...[one.id, one.orderId, one.reportNo, one.code, one.by, one.issuedAt],
  ])
}
