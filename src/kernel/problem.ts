// Errors on the wire are problem details (RFC 9457) in the reader's language; in the log they are enough to find them.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from './errors.ts'
import { issueWords } from './issue.words.ts'
import { invalidInput, noSuchAddress, unreadableBody, uploadTooLarge } from './kernel.contract.ts'
import { kernelWords } from './kernel.words.ts'
import { type Language, say, type Word } from './word.ts'

function languageOf(request: FastifyRequest): Language {
  return /^\s*en/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

/** Answers an error: a refusal by its own status and words, a fault as 500 with the request's number and nothing else. */
export function sendError(error: FastifyError | Refused, request: FastifyRequest, reply: FastifyReply): unknown {
  const refused = asRefused(error)
  const requestId = request.id
  reply.type('application/problem+json; charset=utf-8')
  if (!refused) {
    request.log.error({ err: error, requestId }, 'fault')
    return reply.code(500).send({
      type: 'about:blank',
      title: say(kernelWords.fault, languageOf(request), { requestId }),
      status: 500,
      code: 'fault',
      params: {},
      requestId,
    })
  }
  const title = say(refused.word, languageOf(request), inWords(refused, languageOf(request)))
  if (refused.status === 503) reply.header('retry-after', '1')
  if (refused.status === 429) reply.header('retry-after', String((refused.params as { seconds?: number }).seconds ?? 60))
  return reply
    .code(refused.status)
    .send({ type: 'about:blank', title, status: refused.status, code: refused.code, params: refused.params, requestId })
}

let permissionTitles: Readonly<Record<string, Word>> = {}

/** States what permissions are called, for the sentences that name one; whoever puts the product together knows. */
export function namePermissions(titles: Readonly<Record<string, Word>>): void {
  permissionTitles = titles
}

/** The parameters as a person reads them: a permission by its title. */
function inWords({ params }: Refused, language: Language): Record<string, unknown> {
  const { permission } = params as { permission?: string }
  const title = permission === undefined ? undefined : permissionTitles[permission]
  return title ? { ...params, permission: title[language] } : { ...params }
}

/** Fastify's own refusals of a malformed request, told in our words; undefined for a fault of ours. */
function asRefused(error: FastifyError | Refused): Refused | undefined {
  if (error instanceof Refused) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return uploadTooLarge({ megabytes: 2 })
  if (
    error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ||
    error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' ||
    error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY'
  )
    return unreadableBody({})
  if (error.statusCode && error.statusCode < 500)
    return error.statusCode === 404 ? noSuchAddress({}) : invalidInput({ count: 1, issues: [{ path: '', text: issueWords.unreadable }] })
  return undefined
}

type Logged = { type: string; message: string; stack: string; [more: string]: unknown }

/**
 * What a log line says of an error: enough to find it. The database's messages quote the values they complain about, and its details are
 * rows; those stay out, since they may be somebody's name.
 */
export function logError(error: Error & { code?: string; constraint?: string; table?: string }): Logged {
  const isOfDatabase = error.constructor.name === 'DatabaseError'
  const clean = (text: string | undefined) => (isOfDatabase ? text?.replace(/"[^"]*"|'[^']*'/g, '"…"') : text)
  const cause = error.cause instanceof Error ? logError(error.cause) : undefined
  const { code, constraint, table } = error
  return {
    type: error.constructor.name,
    message: clean(error.message) ?? '',
    code,
    constraint,
    table,
    stack: clean(error.stack) ?? '',
    cause,
  }
}
