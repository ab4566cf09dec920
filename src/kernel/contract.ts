// What one operation promises: its address, who may call it, what goes in and what comes out.
// The server and the browser both read it; the OpenAPI document is printed from it.
import type * as z from 'zod'
import type { ErrorKind } from './errors.ts'
import type { Word } from './word.ts'

export type Contract = {
  /** The operationId, verb and noun: `bookInstrument` would be too long, `book` is right. */
  readonly name: string
  readonly title: Word
  /** GET reads in one snapshot; POST writes in one transaction. */
  readonly method: 'GET' | 'POST'
  readonly path: `/api/${string}`
  readonly permission: string
  readonly input: z.ZodObject
  readonly output: z.ZodType
  // biome-ignore lint/suspicious/noExplicitAny: an error's parameters differ from error to error, and a list of them has no common type
  readonly errors: readonly ErrorKind<any>[]
  /** `json` is cut to its contract; `stream` are bytes for exports; `prebuilt` is JSON text that PostgreSQL made, its keys tested. */
  readonly answer?: 'json' | 'stream' | 'prebuilt'
  /** Takes an Idempotency-Key: a retry with the same key gets the first answer, for seven days. */
  readonly creates?: boolean
  /** The body is a file; the handler's input gets `upload`. */
  readonly upload?: boolean
  /** Of an upload: 'documents' are single documents of a known kind, told by their content before they are stored; else anything. */
  readonly takes?: 'documents'
  /** No cookie and no token is looked at: what is asked for shows by itself that it may be given. */
  readonly isSessionless?: boolean
  /** What it writes are many rows that say themselves where they come from; a command that is refused leaves its trace all the same. */
  readonly leavesNoTrace?: boolean
  /** The answer's `token` becomes the browser's session, or the browser forgets the one it has. */
  readonly session?: 'opens' | 'ends'
  /** Done by a person who signed in with all they owe: no key of a program may call it. */
  readonly inPerson?: boolean
  /** Open to a person who is signed in but has yet to set up the second factor their role asks for. */
  readonly whileEnrolling?: boolean
  /** Open to a person whose account rests: what leads out of that, and a person's rights over their own data. */
  readonly whileHeld?: boolean
  /** Costs more than to read one thing: limited by the minute, as writing is. */
  readonly isSearch?: boolean
  /** A read of personal data is audited before it is answered. */
  readonly readsPersonalData?: boolean
}
export type Input<C extends Contract> = z.output<C['input']>
export type InputSent<C extends Contract> = z.input<C['input']>
export type Output<C extends Contract> = z.output<C['output']>

/** What a handler of an `answer: 'stream'` contract returns. */
export type StreamAnswer = {
  mediaType: string
  fileName: string
  chunks: AsyncIterable<string | Uint8Array>
  /** The chunks come from no database: the transaction need not wait for a slow reader. */
  isApart?: boolean
}
/** What a handler of an `answer: 'prebuilt'` contract returns: JSON text, made by PostgreSQL. */
export type PrebuiltAnswer = { json: string }
/** What a handler of an `upload: true` contract finds under `upload`. */
export type Upload = { hash: string; byteCount: number; mediaType: string; fileName: string }

export const permissionAnyone = 'anyone'
export const permissionSignedIn = 'signed_in'

/** States an operation. Keeps the literal types, so that callers see the exact shapes. */
export function operation<const C extends Contract>(contract: C): C {
  return contract
}

export type EventKind<P extends z.ZodType = z.ZodType> = { readonly name: string; readonly payload: P }

/** Declares an event in the contract of the slice that records it. */
export function defineEvent<P extends z.ZodType>(name: string, payload: P): EventKind<P> {
  return { name, payload }
}
