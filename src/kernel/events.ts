// News travels forward only: an earlier slice records, a later slice's listener runs in the same transaction and may refuse.
import type * as z from 'zod'
import type { Actor } from './actor.ts'
import type { EventKind } from './contract.ts'
import { type Db, run } from './db.ts'
import { newId } from './id.ts'

export type Listener = { event: EventKind; run: (call: { payload: unknown; db: Db; now: Date; actor: Actor | null }) => Promise<void> }

/** What a transaction of the kernel knows beside its rows. */
export type TransactionContext = { now: Date; actor: Actor | null; requestId: string; listeners: readonly Listener[]; enqueue: Enqueue }
export type Enqueue = (db: Db, name: string, payload: object, options: { startAfter?: Date; singletonKey?: string }) => Promise<void>

const contexts = new WeakMap<Db, TransactionContext>()

/** Tells a transaction what it works for; the kernel does it once, before anybody else has the handle. */
export function setContext(db: Db, context: TransactionContext): void {
  contexts.set(db, context)
}

/** The context of a transaction that the kernel opened. A handle from anywhere else is a mistake of ours. */
export function contextOf(db: Db): TransactionContext {
  const context = contexts.get(db)
  if (!context) throw new Error('this handle is not a transaction of the kernel')
  return context
}

/** A later slice's answer to an event. */
export function on<P extends z.ZodType>(
  event: EventKind<P>,
  answer: (call: { payload: z.output<P>; db: Db; now: Date; actor: Actor | null }) => Promise<void>,
): Listener {
  return { event, run: answer as Listener['run'] }
}

/** Records an event in the transaction and runs its listeners there, in slice order. */
export async function record<P extends z.ZodType>(db: Db, event: EventKind<P>, payload: z.input<P>): Promise<void> {
  const { listeners, now, actor } = contextOf(db)
  const checked = event.payload.parse(payload)
  await run(db, 'insert into event (id, name, payload) values ($1, $2, $3)', [newId(), event.name, JSON.stringify(checked)])
  for (const listener of listeners) if (listener.event.name === event.name) await listener.run({ payload: checked, db, now, actor })
}
