// Requests for data 取数函: a department without an account answers some cells of a return, on paper or by a link that is good once.
import * as z from 'zod'
import { Attachment, attachmentNotReady, attachmentTaken, attachmentUnsafe } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import { CellParts, noSuchCell, returnLocked, returnsNotBegun } from './return.contract.ts'

/** One answer for a link that was used, taken back, is too old or never was. */
export const requestOver = defineError('request_over', 422, words.requestOver)
export const requestNotAnswered = defineError('request_not_answered', 409, words.notAnswered)
export const cellNotAsked = defineError<{ code: string }>('cell_not_asked', 422, words.notAsked)
export const answerEmpty = defineError('answer_empty', 422, words.nothing)
export const answerWrong = defineError<{ code: string }>('answer_wrong', 422, words.answerWrong)
export const replyDayPast = defineError('reply_day_past', 422, words.replyDayPast)
export const requestClosed = defineError('request_closed', 409, words.requestClosed)
export const cellChanged = defineError<{ code: string }>('cell_changed', 409, words.cellChanged)

export const scanPurpose = 'data_scan'
export const requestStates = ['open', 'late', 'expired', 'ended', 'answered', 'settled'] as const

const Word = z.object({ zh: z.string(), en: z.string() })
const parts = {
  amount: z.string().nullable(),
  numerator: z.string().nullable(),
  denominator: z.string().nullable(),
  words: z.string().nullable(),
}
const DataRequest = z.object({
  id: z.uuid(),
  department: z.string(),
  codes: z.array(z.string()),
  dueOn: z.string(),
  expiresAt: z.string(),
  state: z.enum(requestStates),
  answeredAt: z.string().nullable(),
  answers: z.array(z.object({ code: z.string(), ...parts, isTaken: z.boolean().nullable() })),
  scan: Attachment.nullable(),
})
export type DataRequest = z.infer<typeof DataRequest>
const Requests = z.object({ items: z.array(DataRequest), mayAsk: z.boolean() })

/** The requests of one return, the latest first: who has answered, who is missing. */
export const listDataRequests = operation({
  name: 'listDataRequests',
  title: words.listDataRequests,
  method: 'GET',
  path: '/api/returns/{id}/requests',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: Requests,
  errors: [notFound],
})

/** Asks a department for some cells; the secret of the link is told here and never again. */
export const makeDataRequest = operation({
  name: 'makeDataRequest',
  title: words.makeDataRequest,
  method: 'POST',
  path: '/api/returns/{id}/requests',
  permission: 'counties.report',
  input: z.object({
    id: z.uuid(),
    department: z.string().trim().min(2).max(100),
    codes: z.array(z.string().max(60)).min(1).max(60),
    dueOn: daySent,
    /** How many days its link is good after that day. */
    linkDays: z.int().min(1).max(180).default(30),
  }),
  output: z.object({ id: z.uuid(), secret: z.string(), expiresAt: z.string() }),
  errors: [notFound, notPermitted, returnLocked, noSuchCell, replyDayPast],
  inPerson: true,
})

export const endDataRequest = operation({
  name: 'endDataRequest',
  title: words.endDataRequest,
  method: 'POST',
  path: '/api/data-requests/{id}/end',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: Requests,
  errors: [notFound, notPermitted],
})

const secret = z.string().min(1).max(100)

/** What is asked; a POST, so that its secret stands in no address. */
export const readDataRequest = operation({
  name: 'readDataRequest',
  title: words.readDataRequest,
  method: 'POST',
  path: '/api/data-requests/read',
  permission: 'anyone',
  input: z.object({ secret }),
  output: z.object({
    department: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    year: z.int(),
    dueOn: z.string(),
    indicators: z.array(
      z.object({
        code: z.string(),
        title: Word,
        unit: Word,
        definition: Word,
        kind: z.enum(['amount', 'count', 'ratio', 'text']),
        isShare: z.boolean(),
        numerator: Word.nullable(),
        denominator: Word.nullable(),
      }),
    ),
  }),
  errors: [requestOver],
})

const cells = z
  .array(z.object({ code: z.string().max(60), ...CellParts }))
  .min(1)
  .max(60)
const answerErrors = [cellNotAsked, answerEmpty, answerWrong] as const

/** The department's answer, once; nothing of it stands in the return before the county takes it over. */
export const answerDataRequest = operation({
  name: 'answerDataRequest',
  title: words.answerDataRequest,
  method: 'POST',
  path: '/api/data-requests/answer',
  permission: 'anyone',
  input: z.object({ secret, cells }),
  output: z.object({}),
  errors: [requestOver, ...answerErrors],
})

/** What a department answered on paper, typed in by whoever fills the return in; it is taken over as what came by the link is. */
export const recordDataAnswer = operation({
  name: 'recordDataAnswer',
  title: words.recordDataAnswer,
  method: 'POST',
  path: '/api/data-requests/{id}/answer',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), cells }),
  output: Requests,
  errors: [notFound, notPermitted, requestClosed, ...answerErrors],
})

/**
 * Takes some of what a department said over into the return; what is not named is left. Once. `over` is the cell that stood there when it
 * was decided, null when none did: what was put there since is not lost.
 */
export const settleDataRequest = operation({
  name: 'settleDataRequest',
  title: words.settleDataRequest,
  method: 'POST',
  path: '/api/data-requests/{id}/settle',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), cells: z.array(z.object({ code: z.string().max(60), over: z.uuid().nullable() })).max(60) }),
  output: Requests,
  errors: [notFound, notPermitted, returnLocked, returnsNotBegun, requestNotAnswered, cellNotAsked, cellChanged],
})

/** The stamped paper as a scan, uploaded before. */
export const attachDataScan = operation({
  name: 'attachDataScan',
  title: words.attachDataScan,
  method: 'POST',
  path: '/api/data-requests/{id}/scan',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), attachmentId: z.uuid() }),
  output: Requests,
  errors: [notFound, notPermitted, attachmentNotReady, attachmentUnsafe, attachmentTaken],
})
