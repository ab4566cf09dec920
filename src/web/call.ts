// Calls an operation by its contract. What comes back is its output, a refusal the reader can act on, or a fault that is ours.
import type { Contract, InputSent, Output } from '../kernel/contract.ts'
import type { ErrorKind } from '../kernel/errors.ts'
import * as shared from '../kernel/kernel.contract.ts'
import type { Word } from '../kernel/word.ts'

/** The server refused, for a reason stated in the contract; `word` is its sentence in both languages. */
export class CallRefused extends Error {
  readonly code: string
  readonly status: number
  readonly params: Readonly<Record<string, unknown>>
  readonly requestId: string
  readonly word: Word | undefined
  constructor(problem: Problem, word: Word | undefined) {
    super(problem.code)
    this.code = problem.code
    this.status = problem.status
    this.params = problem.params ?? {}
    this.requestId = problem.requestId ?? ''
    this.word = word
  }
}

/** Ours: the server failed, or did not answer at all (`requestId` is then empty). */
export class CallFailed extends Error {
  readonly status: number
  readonly requestId: string
  constructor(status: number, requestId: string) {
    super(`call failed with status ${status}`)
    this.status = status
    this.requestId = requestId
  }
}

type Problem = { code: string; status: number; params?: Record<string, unknown>; requestId?: string }
export type CallOptions = {
  idempotencyKey?: string
  signal?: AbortSignal
  /** Sends no session along: the answer is what somebody not signed in gets. */
  asAnyone?: boolean
}

const sharedKinds: readonly ErrorKind<never>[] = Object.values(shared).filter((kind) => typeof kind === 'function' && 'word' in kind)

/** The sentence of a refusal's code: the operation's own errors first, then those every operation may answer. */
function wordOf(contract: Contract, code: string): Word | undefined {
  return [...contract.errors, ...sharedKinds].find((kind) => kind.code === code)?.word
}

/** The address of a call: `{id}` filled in from the input, the rest as a query where nothing is written. */
export function addressOf(
  contract: Contract,
  input: Readonly<Record<string, unknown>>,
): { address: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  const path = contract.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  if (contract.method === 'POST' && !contract.upload) return { address: path, rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const text = query.toString()
  return { address: text ? `${path}?${text}` : path, rest }
}

/**
 * Sends one call. `input` is what the contract takes before it is read. A POST that creates carries `idempotencyKey`, so that sending
 * it again after a lost answer changes nothing. Throws `CallRefused`, `CallFailed`, or an AbortError when `signal` ends it.
 */
export async function call<C extends Contract>(contract: C, input: InputSent<C>, options: CallOptions = {}): Promise<Output<C>> {
  const { address, rest } = addressOf(contract, input as Record<string, unknown>)
  const headers = new Headers({ accept: 'application/json' })
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey)
  const response = await send(address, {
    method: contract.method,
    headers,
    ...bodyOf(contract, rest, headers),
    signal: options.signal,
    credentials: options.asAnyone ? 'omit' : 'same-origin',
  })
  const text = await response.text()
  if (response.ok) return (text === '' ? undefined : parse(text)) as Output<C>
  throw refusalOf(contract, response.status, text, response.headers.get('x-request-id') ?? '')
}

/** What an answer that is no success means: a refusal with its words, or a fault of ours. */
export function refusalOf(contract: Contract, status: number, text: string, requestIdOfHeader: string): CallRefused | CallFailed {
  const problem = problemOf(parse(text))
  const requestId = problem?.requestId ?? requestIdOfHeader
  const word = problem && wordOf(contract, problem.code)
  if (!problem || (status >= 500 && word === undefined)) return new CallFailed(status, requestId)
  return new CallRefused({ ...problem, requestId }, word)
}

function bodyOf(contract: Contract, rest: Record<string, unknown>, headers: Headers): { body?: BodyInit } {
  if (contract.method === 'GET') return {}
  headers.set('content-type', 'application/json')
  return { body: JSON.stringify(rest) }
}

async function send(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new CallFailed(0, '')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function problemOf(body: unknown): Problem | undefined {
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') return undefined
  return body as Problem
}
