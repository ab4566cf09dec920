import type { Word } from './word.ts'

export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 503

/** A refusal the user can act on. Its code, status and words are stated once, where the contract is. */
export type ErrorKind<Params extends object = object> = {
  readonly code: string
  readonly status: ErrorStatus
  readonly word: Word
  (params: Params): Refused
}

export class Refused extends Error {
  readonly code: string
  readonly status: ErrorStatus
  readonly word: Word
  readonly params: object
  constructor(kind: { code: string; status: ErrorStatus; word: Word }, params: object) {
    // A refusal is an answer: where it was thrown is nobody's question, and looking that up through every await is dear.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(kind.code)
    Error.stackTraceLimit = stackTraceLimit
    this.code = kind.code
    this.status = kind.status
    this.word = kind.word
    this.params = params
  }
}

/** States an error kind: `throw slotTaken({ … })` where the rules refuse. Codes are snake_case and unique in the product. */
export function defineError<Params extends object = Record<string, never>>(
  code: string,
  status: ErrorStatus,
  word: Word,
): ErrorKind<Params> {
  const kind = { code, status, word }
  return Object.assign((params: Params) => new Refused(kind, params), kind)
}
