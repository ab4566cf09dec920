// Requests for data: the link answers what was asked and nothing else; the return changes only when its county takes an answer over.
import { attach, attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Output } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { hashToken, newToken } from '../kernel/password.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf, momentOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { divisionsOn } from '../places/places.server.ts'
import {
  answerDataRequest,
  answerEmpty,
  answerWrong,
  attachDataScan,
  cellChanged,
  cellNotAsked,
  endDataRequest,
  listDataRequests,
  makeDataRequest,
  readDataRequest,
  recordDataAnswer,
  replyDayPast,
  requestClosed,
  requestNotAnswered,
  requestOver,
  scanPurpose,
  settleDataRequest,
} from './datarequest.contract.ts'
import { isAwaited, isStanding, stateOf } from './datarequest.rules.ts'
import {
  findRequestBy,
  insertAnswers,
  insertRequest,
  listAnswers,
  listRequests,
  markRequest,
  markTaken,
  type Parts,
  type RequestRow,
  takeRequest,
} from './datarequest.sql.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import { asGiven, fitsKind, putCells } from './filling.server.ts'
import { KeptCell, noSuchCell, returnLocked } from './return.contract.ts'
import { wrongValue } from './return.rules.ts'
import { type FormLine, findReturn, listCells, listForm, type ReturnRow, takeReturn } from './return.sql.ts'
import { type Asking, requireBegun, requireFiler, requireOwn, rightsOf, roundOf } from './returnview.server.ts'

async function requestsShown({ db, actor, now }: Asking, row: ReturnRow): Promise<Output<typeof listDataRequests>> {
  const requests = await listRequests(db, row.id)
  const ids = requests.map(({ id }) => id)
  const answers = await listAnswers(db, ids)
  const scans = new Map((await attachmentsOf(db, ids)).map((one) => [one.subjectId, presentAttachment(one, now)]))
  const items = requests.map((one) => ({
    ...{ id: one.id, department: one.department, codes: one.codes, dueOn: one.dueOn, expiresAt: one.expiresAt, answeredAt: one.answeredAt },
    state: stateOf(one, now, dayOf(now)),
    answers: answers.filter(({ requestId }) => requestId === one.id).map(({ requestId: _, ...answer }) => answer),
    scan: scans.get(one.id) ?? null,
  }))
  return { items, mayAsk: row.state === 'filling' && rightsOf(actor, row).files }
}

/** A request of a return that the actor fills in, both taken. @throws not_found */
async function takeOwn({ db, actor }: Asking, id: string): Promise<{ request: RequestRow; row: ReturnRow }> {
  const request = await takeRequest(db, id)
  const row = request && (await takeReturn(db, request.returnId))
  return { request: request!, row: requireFiler(row, actor) }
}

/** The request behind a secret, while its link is good. @throws request_over */
async function standing(db: Db, secret: string, now: Date, isTaken = false): Promise<RequestRow> {
  const request = await findRequestBy(db, hashToken(secret), isTaken)
  if (!request || !isStanding(stateOf(request, now, dayOf(now)))) throw requestOver({})
  return request
}

const isSaid = ({ amount, numerator, denominator, words: text }: Parts) =>
  [amount, numerator, denominator].some((one) => one !== null) || Boolean(text?.trim())

/** What was answered of the cells that were asked: what says nothing is left out. @throws cell_not_asked, answer_wrong, answer_empty */
function answersOf(request: RequestRow, form: ReadonlyMap<string, FormLine>, cells: readonly (Parts & { code: string })[]) {
  const last = new Map(cells.map((cell) => [cell.code, cell]))
  for (const cell of last.values()) {
    const line = form.get(cell.code)
    if (!line || !request.codes.includes(cell.code) || !fitsKind(line, cell)) throw cellNotAsked({ code: cell.code })
    if (isSaid(cell) && wrongValue(line, cell).length > 0) throw answerWrong({ code: cell.code })
  }
  const said = [...last.values()].filter(isSaid)
  if (said.length === 0) throw answerEmpty({})
  return said
}

/** Keeps an answer beside its request, however it came. */
async function keepAnswer(db: Db, request: RequestRow, row: ReturnRow, cells: readonly (Parts & { code: string })[], now: Date) {
  await insertAnswers(db, request.id, answersOf(request, await formOf(db, row), cells))
  await markRequest(db, request.id, 'answered', isoOf(now))
}

const formOf = async (db: Db, row: ReturnRow) => new Map((await listForm(db, row)).map((line) => [line.code, line]))

/** What whoever has the link does: read what is asked, and answer it once. */
const linkHandlers = [
  handle(readDataRequest, async ({ input, db, now }) => {
    const { returnId, department, codes, dueOn } = await standing(db, input.secret, now)
    const row = (await findReturn(db, returnId))!
    const { year } = await roundOf(db, row.roundId)
    const division = (await divisionsOn(db, dayOf(now))).find(({ code }) => code === row.divisionCode)
    const form = await formOf(db, row)
    return {
      ...{ department, dueOn, year, nameZh: division?.nameZh ?? row.divisionCode, nameEn: division?.nameEn ?? row.divisionCode },
      indicators: codes.flatMap((code) => {
        const line = form.get(code)
        if (!line) return []
        const { title, unit, definition, kind, isShare, numerator, denominator } = line
        return [{ code, title, unit, definition, kind, isShare, numerator, denominator }]
      }),
    }
  }),

  handle(answerDataRequest, async ({ input, db, now }) => {
    const request = await standing(db, input.secret, now, true)
    const row = (await findReturn(db, request.returnId))!
    await keepAnswer(db, request, row, input.cells, now)
    return {}
  }),
]

/** The stories of requests for data. */
export const dataRequestHandlers = [
  ...linkHandlers,

  handle(listDataRequests, async ({ input, ...asking }) =>
    requestsShown(asking, requireOwn(await findReturn(asking.db, input.id), asking.actor)),
  ),

  handle(makeDataRequest, async ({ input, db, actor, now }) => {
    const row = requireFiler(await takeReturn(db, input.id), actor)
    if (row.state !== 'filling') throw returnLocked({})
    const form = await formOf(db, row)
    const codes = [...new Set(input.codes)]
    // What only the platform counts is asked of nobody.
    for (const code of codes) if (form.get(code)?.isOptional !== false) throw noSuchCell({ code })
    if (input.dueOn < dayOf(now)) throw replyDayPast({})
    const secret = newToken()
    const expiresAt = isoOf(momentOf(addDays(input.dueOn, input.linkDays)))
    const { department, dueOn } = input
    const made = {
      returnId: row.id,
      department,
      codes,
      dueOn,
      secretHash: hashToken(secret),
      expiresAt,
      by: actor.personId,
      at: isoOf(now),
    }
    return { id: await insertRequest(db, made), secret, expiresAt }
  }),

  handle(endDataRequest, async ({ input, ...asking }) => {
    const { request, row } = await takeOwn(asking, input.id)
    if (isStanding(stateOf(request, asking.now, dayOf(asking.now)))) await markRequest(asking.db, request.id, 'ended', isoOf(asking.now))
    return requestsShown(asking, row)
  }),

  handle(recordDataAnswer, async ({ input, ...asking }) => {
    const { request, row } = await takeOwn(asking, input.id)
    if (!isAwaited(stateOf(request, asking.now, dayOf(asking.now)))) throw requestClosed({})
    await keepAnswer(asking.db, request, row, input.cells, asking.now)
    return requestsShown(asking, row)
  }),

  handle(settleDataRequest, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const { request, row } = await takeOwn(asking, input.id)
    if (row.state !== 'filling') throw returnLocked({})
    await requireBegun(db, row, now)
    if (request.answeredAt === null || request.settledAt !== null) throw requestNotAnswered({})
    const answers = new Map((await listAnswers(db, [request.id])).map((one) => [one.code, one]))
    const sourceDocument = say(words.source, 'zh', { on: dayOf(new Date(request.answeredAt)) })
    const standing = new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell.id]))
    const chosen = new Map(input.cells.map(({ code, over }) => [code, over]))
    const cells = [...chosen].map(([code, over]) => {
      const answer = answers.get(code)
      if (!answer) throw cellNotAsked({ code })
      if ((standing.get(code) ?? null) !== over) throw cellChanged({ code })
      const { amount, numerator, denominator, words: text } = answer
      return asGiven(
        KeptCell.parse({ code, amount, numerator, denominator, words: text, sourceDocument, provider: request.department }),
        row.id,
      )
    })
    await putCells(db, row, cells, actor.personId)
    await markTaken(db, request.id, [...chosen.keys()])
    await markRequest(db, request.id, 'settled', isoOf(now))
    return requestsShown(asking, row)
  }),

  handle(attachDataScan, async ({ input, ...asking }) => {
    const { request, row } = await takeOwn(asking, input.id)
    await attach(asking.db, [input.attachmentId], { by: asking.actor, purpose: scanPurpose, subjectId: request.id, now: asking.now })
    return requestsShown(asking, row)
  }),
]
