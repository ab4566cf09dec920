import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { RequestFacts } from './datarequest.rules.ts'

export type RequestRow = RequestFacts & { id: string; returnId: string; department: string; codes: string[] }
export type Parts = { amount: string | null; numerator: string | null; denominator: string | null; words: string | null }
export type AnswerRow = Parts & { requestId: string; code: string; isTaken: boolean | null }

const columns = `id, return_id as "returnId", department, codes, due_on as "dueOn", expires_at as "expiresAt", ended_at as "endedAt",
  answered_at as "answeredAt", settled_at as "settledAt"`

export function listRequests(db: Db, returnId: string): Promise<RequestRow[]> {
  return run(db, `select ${columns} from data_request where return_id = $1 order by id desc`, [returnId])
}

/** A request, taken. */
export async function takeRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  return (await run<RequestRow>(db, `select ${columns} from data_request where id = $1 for no key update`, [id]))[0]
}

/** The request behind a secret; with `isTaken` two who answer at once come one after the other. */
export async function findRequestBy(db: Db, secretHash: string, isTaken: boolean): Promise<RequestRow | undefined> {
  const lock = isTaken ? 'for no key update' : ''
  return (await run<RequestRow>(db, `select ${columns} from data_request where secret_hash = $1 ${lock}`, [secretHash]))[0]
}

type NewRequest = {
  returnId: string
  department: string
  codes: readonly string[]
  dueOn: string
  secretHash: string
  expiresAt: string
} & {
  by: string
  at: string
}
export async function insertRequest(db: Db, one: NewRequest): Promise<string> {
  const id = newId()
  await run(
    db,
    `insert into data_request (id, return_id, department, codes, due_on, secret_hash, expires_at, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, one.returnId, one.department, one.codes, one.dueOn, one.secretHash, one.expiresAt, one.by, one.at],
  )
  return id
}

/** Marks what happened to a request: its link was taken back, it was answered, its answer was dealt with. */
export async function markRequest(db: Db, id: string, what: 'ended' | 'answered' | 'settled', at: string): Promise<void> {
  await run(db, `update data_request set ${what}_at = $2 where id = $1`, [id, at])
}

export function listAnswers(db: Db, requestIds: readonly string[]): Promise<AnswerRow[]> {
  return run(
    db,
    `select request_id as "requestId", code, amount::text, numerator::text, denominator::text, words, is_taken as "isTaken"
     from data_answer where request_id = any($1::uuid[]) order by request_id, code`,
    [requestIds],
  )
}

export async function insertAnswers(db: Db, requestId: string, answers: readonly (Parts & { code: string })[]): Promise<void> {
  for (const { code, amount, numerator, denominator, words } of answers)
    await run(db, 'insert into data_answer (request_id, code, amount, numerator, denominator, words) values ($1, $2, $3, $4, $5, $6)', [
      ...[requestId, code, amount, numerator, denominator, words],
    ])
}

/** Says of every cell of an answer whether it was taken over. */
export async function markTaken(db: Db, requestId: string, codes: readonly string[]): Promise<void> {
  await run(db, 'update data_answer set is_taken = code = any($2::text[]) where request_id = $1', [requestId, codes])
}
