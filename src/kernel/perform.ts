// The one short function that every request of every slice passes, in this order.
import { createHash } from 'node:crypto'
import type { Actor, Origin } from './actor.ts'
import type { Check } from './check.ts'
import {
  type Contract,
  type Input,
  type Output,
  type PrebuiltAnswer,
  permissionAnyone,
  permissionSignedIn,
  type StreamAnswer,
  type Upload,
} from './contract.ts'
import { type Db, inTransaction, run, sendAlong, settle } from './db.ts'
import { Refused } from './errors.ts'
import { type Listener, setContext, type TransactionContext } from './events.ts'
import { inputIssues, nulIssues } from './issue.rules.ts'
import { issueWords } from './issue.words.ts'
import type { Worker } from './jobs.ts'
import { accountHeld, inPersonOnly, invalidInput, keyReused, notPermitted, notSignedIn, secondFactorNeeded } from './kernel.contract.ts'
import type { Seed } from './seeds.ts'
import type { Statement } from './wire.ts'
import { say } from './word.ts'

const keyLengthMost = 200

type Answer<C extends Contract> = C['answer'] extends 'stream' ? StreamAnswer : C['answer'] extends 'prebuilt' ? PrebuiltAnswer : Output<C>
export type Call<C extends Contract, Prepared = undefined> = {
  input: Input<C>
  actor: C['permission'] extends 'anyone' ? Actor | null : Actor
  db: Db
  now: Date
  from: Origin
  /** What `prepare` found before the transaction opened; only sign-in has one. */
  prepared: Prepared
} & (C['upload'] extends true ? { upload: Upload } : unknown)
export type Handler = {
  contract: Contract
  run: (call: {
    input: unknown
    actor: Actor | null
    db: Db
    now: Date
    from: Origin
    prepared: unknown
    upload?: Upload
  }) => Promise<unknown>
  /** Asked before a byte of an upload is read. */
  admit?: (call: Admission) => Promise<void>
  prepare?: (call: {
    input: unknown
    actor: Actor | null
    read: <T>(body: (db: Db) => Promise<T>) => Promise<T>
    write: <T>(body: (db: Db) => Promise<T>) => Promise<T>
    now: Date
    from: Origin
  }) => Promise<unknown>
}
export type Admission<Input = unknown> = { input: Input; actor: Actor; read: <T>(body: (db: Db) => Promise<T>) => Promise<T>; now: Date }
/** What a slice hands to the application: its stories, its ears, its jobs and its reference data. */
export type Slice = {
  handlers: readonly Handler[]
  listeners?: readonly Listener[]
  workers?: readonly Worker[]
  seeds?: readonly Seed[]
  /** What must hold of this slice's rows. */
  checks?: readonly Check[]
}

/** Ties an operation to its story. */
export function handle<C extends Contract>(contract: C, story: (call: Call<C>) => Promise<Answer<C>>): Handler {
  return { contract, run: story as unknown as Handler['run'] }
}

/** As `handle`, for uploads that may be refused before they are read. */
export function handleUpload<C extends Contract>(
  contract: C,
  admit: (call: Admission<Call<C>['input']>) => Promise<void>,
  story: (call: Call<C>) => Promise<Answer<C>>,
): Handler {
  return { ...handle(contract, story), admit: admit as unknown as NonNullable<Handler['admit']> }
}

type Preparation<C extends Contract> = {
  input: Input<C>
  actor: C['permission'] extends 'anyone' ? Actor | null : Actor
  read: <T>(body: (db: Db) => Promise<T>) => Promise<T>
  /** A transaction of its own, which stands whatever is answered: a failed attempt is counted although it is refused. */
  write: <T>(body: (db: Db) => Promise<T>) => Promise<T>
  now: Date
  from: Origin
}
/** As `handle`, with work before the transaction opens: password hashing, sign-in providers, and what a read leaves behind. */
export function handlePrepared<C extends Contract, Prepared>(
  contract: C,
  prepare: (call: Preparation<C>) => Promise<Prepared>,
  story: (call: Call<C, Prepared>) => Promise<Answer<C>>,
): Handler {
  return { contract, run: story as unknown as Handler['run'], prepare: prepare as unknown as NonNullable<Handler['prepare']> }
}

export type AuditEntry = {
  actor: Actor | null
  operation: string
  outcome: string
  targetId: string | null
  requestId: string
  /** The row of the address the request came from. */
  originId?: string | undefined
}
export type PerformSettings = {
  db: Db
  listeners: readonly Listener[]
  enqueue: TransactionContext['enqueue']
  /** The one statement that writes the trace of a request; null where none is kept. */
  auditOf: (entry: AuditEntry) => Statement | null
}
export type Request = {
  sent: unknown
  actor: Actor | null
  now: Date
  requestId: string
  from: Origin
  originId?: string | undefined
  idempotencyKey?: string | undefined
  /** Stores the body of an upload; called once the sender may send it. */
  takeUpload?: () => Promise<Upload>
}

/**
 * Signed in? permitted? input valid? → one transaction, retried on a lost race → handler → output cut to its contract → audit.
 * @throws Refused for what the user can act on; anything else is a fault of ours.
 */
export async function perform(handler: Handler, request: Request, settings: PerformSettings): Promise<unknown> {
  const { contract } = handler
  // A refused command leaves its trace although nothing else of it remains; a refused public read is no news.
  const traceOf = (error: unknown) =>
    error instanceof Refused && (contract.method === 'POST' || contract.readsPersonalData)
      ? settings.auditOf(entryApart(handler, request, error.code))
      : null
  let told: unknown
  try {
    checkPermission(contract, request.actor)
    const input = checkInput(contract, request.sent)
    const read = <T>(body: (db: Db) => Promise<T>) => inTransaction(settings.db, 'read', body)
    if (request.actor) await handler.admit?.({ input, actor: request.actor, read, now: request.now })
    const upload = await request.takeUpload?.()
    const write = <T>(body: (db: Db) => Promise<T>) => inTransaction(settings.db, 'write', (tx) => body(withContext(tx, request, settings)))
    const prepared = await handler.prepare?.({ input, actor: request.actor, read, write, now: request.now, from: request.from })
    if (contract.readsPersonalData) await writeApart(settings.db, settings.auditOf(entryApart(handler, request, 'read')))
    const story = (tx: Db) => inside(handler, request, { input, prepared, ...(upload ? { upload } : {}) }, tx, settings)
    if (contract.answer === 'stream') return await streaming(settings.db, story as (tx: Db) => Promise<StreamAnswer>)
    return await inTransaction(settings.db, contract.method === 'GET' ? 'read' : 'write', story, (error) => {
      told = error
      return traceOf(error)
    }).catch((error: unknown) => {
      if (error instanceof KeySeen) return answerAgain(settings.db, request, error)
      throw error
    })
  } catch (error) {
    if (error !== told) await writeApart(settings.db, traceOf(error))
    throw error
  }
}

/** A stream's transaction stays open while it is read, so that all its rows are of one snapshot; it ends with the stream, whichever way. */
function streaming(db: Db, story: (tx: Db) => Promise<StreamAnswer>): Promise<StreamAnswer> {
  return new Promise((answer, refuse) => {
    inTransaction(db, 'read', async (tx) => {
      const { chunks, ...rest } = await story(tx)
      if (rest.isApart) return answer({ ...rest, chunks })
      await new Promise<void>((ended) => answer({ ...rest, chunks: untilEnded(chunks, ended) }))
    }).catch(refuse)
  })
}

/** The same chunks, and news of their end: read to the last, failed, or given up by the reader, even before the first. */
function untilEnded<T>(chunks: AsyncIterable<T>, ended: () => void): AsyncIterable<T> {
  const source = chunks[Symbol.asyncIterator]()
  const next = () =>
    source.next().then(
      (result) => {
        if (result.done) ended()
        return result
      },
      (error: unknown) => {
        ended()
        throw error
      },
    )
  const giveUp = async () => {
    await source.return?.()
    ended()
    return { done: true as const, value: undefined }
  }
  return { [Symbol.asyncIterator]: () => ({ next, return: giveUp }) }
}

async function inside(
  handler: Handler,
  request: Request,
  { input, ...more }: { input: Record<string, unknown>; prepared: unknown; upload?: Upload },
  tx: Db,
  settings: PerformSettings,
): Promise<unknown> {
  const { contract } = handler
  withContext(tx, request, settings)
  const key = keyOf(contract, request)
  const story = () => handler.run({ input, actor: request.actor, db: tx, now: request.now, from: request.from, ...more })
  const answer = key ? await once(tx, handler, request, { input, key }, story) : await story()
  const output = contract.answer === 'stream' || contract.answer === 'prebuilt' ? answer : contract.output.parse(answer)
  if (contract.method === 'POST') {
    if (key) {
      const values = [request.actor?.personId, key, JSON.stringify(output ?? null)]
      sendAlong(tx, { text: 'update idempotency set body = $3, status = 200 where actor_id = $1 and key = $2', values })
    }
    const { actor, requestId, originId } = request
    const entry = { actor, operation: contract.name, outcome: 'done', targetId: targetOf(output, input), requestId, originId }
    const trace = contract.leavesNoTrace ? null : settings.auditOf(entry)
    if (trace) sendAlong(tx, trace)
  }
  return output
}

/** The same transaction, with what events and jobs need to know of the request. */
function withContext(tx: Db, request: Request, settings: PerformSettings): Db {
  const { now, actor, requestId } = request
  setContext(tx, { now, actor, requestId, listeners: settings.listeners, enqueue: settings.enqueue })
  return tx
}

/** The key of a request that takes one. A key longer than its column is as wrong as any other value. */
function keyOf(contract: Contract, request: Request): string | undefined {
  const key = contract.creates && request.actor ? request.idempotencyKey : undefined
  if (key !== undefined && (key.length === 0 || key.length > keyLengthMost)) {
    const word = issueWords.tooLong
    const params = { most: keyLengthMost }
    throw invalidInput({
      count: 1,
      issues: [{ path: 'Idempotency-Key', text: { zh: say(word, 'zh', params), en: say(word, 'en', params) } }],
    })
  }
  return key
}

function checkPermission(contract: Contract, actor: Actor | null): void {
  if (contract.permission === permissionAnyone) return
  if (!actor) throw notSignedIn({})
  if (actor.limit === 'enrolling' && !contract.whileEnrolling) throw secondFactorNeeded({})
  if (actor.limit === 'held' && !contract.whileHeld) throw accountHeld({})
  if (actor.limit === 'key' && contract.inPerson) throw inPersonOnly({})
  if (contract.permission !== permissionSignedIn && !actor.permissions.has(contract.permission))
    throw notPermitted({ permission: contract.permission })
}

function checkInput(contract: Contract, sent: unknown): Record<string, unknown> {
  const parsed = contract.input.safeParse(sent)
  const issues = parsed.success ? nulIssues(parsed.data) : inputIssues(parsed.error)
  if (parsed.success && issues.length === 0) return parsed.data
  throw invalidInput({ count: issues.length, issues })
}

/** Thrown where a key was seen before: the transaction comes to nothing, and the first answer is given again. */
class KeySeen extends Error {
  readonly hash: string
  constructor(hash: string) {
    super('this key was seen before')
    this.hash = hash
  }
}

/**
 * Takes the key and runs the story, whose first statements travel with the taking; a concurrent twin waits there until the first has
 * committed. Whatever a story of a key seen before comes to, it is undone. @throws KeySeen
 */
async function once<T>(
  tx: Db,
  { contract }: Handler,
  { actor }: Request,
  { input, key }: { input: object; key: string },
  story: () => Promise<T>,
): Promise<T> {
  const hash = createHash('sha256')
    .update(JSON.stringify([contract.name, input]))
    .digest('hex')
  const text = 'insert into idempotency (actor_id, key, operation, request_hash) values ($1, $2, $3, $4) on conflict do nothing'
  const answered = ({ rowCount }: { rowCount: number }) => {
    if (rowCount === 0) throw new KeySeen(hash)
  }
  sendAlong(tx, { text, values: [actor?.personId, key, contract.name, hash] }, { answered })
  try {
    return await story()
  } finally {
    await settle(tx)
  }
}

/** What a key was answered before. @throws key_reused for another request than the first */
async function answerAgain(db: Db, { actor, idempotencyKey }: Request, { hash }: KeySeen): Promise<unknown> {
  const [found] = await run<{ request_hash: string; body: unknown }>(
    db,
    'select request_hash, body from idempotency where actor_id = $1 and key = $2',
    [actor?.personId, idempotencyKey],
  )
  if (!found || found.request_hash !== hash) throw keyReused({})
  return found.body
}

function entryApart(handler: Handler, request: Request, outcome: string): AuditEntry {
  const { actor, requestId, originId, sent } = request
  return { actor, operation: handler.contract.name, outcome, targetId: targetOf(undefined, sent), requestId, originId }
}

/** Writes a trace in a transaction of its own. */
async function writeApart(db: Db, trace: Statement | null): Promise<void> {
  if (trace) await run(db, trace.text, trace.values)
}

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
function targetOf(output: unknown, sent: unknown): string | null {
  // An operation that opens a session answers with whose it is.
  const opened = (output as { me?: { personId?: string } | null } | null | undefined)?.me
  for (const source of [output, opened ? { id: opened.personId } : undefined, sent]) {
    const id = (source as { id?: unknown } | null | undefined)?.id
    if (typeof id === 'string' && idShape.test(id)) return id
  }
  return null
}
