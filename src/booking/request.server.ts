// The stories of a sample that is sent: asked for, answered, withdrawn.
import { groupsFor, requireListed } from '../catalogue/group.server.ts'
import { groupsOf } from '../identity/grant.rules.ts'
import { hasRightFor, isOwn, requireOrganisationOf, requireOwn, requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { priceInForce } from '../prices/prices.server.ts'
import { settleInquiry } from './inquiry.server.ts'
import { requestAccepted, requestDeclined, requestWaits, requestWithdrawn } from './notice.contract.ts'
import { tellOfRequest } from './notice.server.ts'
import { findOrder } from './order.sql.ts'
import {
  answerTestRequest,
  getTestRequest,
  listTestRequests,
  offeredUntilPast,
  replyMissing,
  requestRefused,
  requestStateWrong,
  requestTest,
  turnaroundMissing,
  withdrawTestRequest,
} from './request.contract.ts'
import { requestRefusals, requestStateAfter, shownRequest } from './request.rules.ts'
import {
  findTestRequest,
  insertRequest,
  listRequestRows,
  type RequestRow,
  takeWithInquiry,
  updateRequest,
  updateRequestState,
} from './request.sql.ts'
import { findSchedule } from './schedule.sql.ts'

/** A request as the reader may see it: their own organisation's, or one that their institution is asked. @throws not_found */
export async function requestFor(db: Db, actor: Actor, id: string): Promise<RequestRow> {
  const row = await findTestRequest(db, id)
  if (!row) throw notFound({ what: 'test_request' })
  const isCustomer = isOwn(actor, 'booking.request_test', row.organisationId)
  const instrumentGroupIds = await groupsFor(db, actor, row.instrumentId)
  if (!isCustomer && !(await hasRightFor(db, actor, 'booking.approve', row.institutionId, { instrumentGroupIds })))
    throw notFound({ what: 'test_request' })
  return row
}

export const requestHandlers = [
  handle(requestTest, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.request_test', organisationId)
    const schedule = await findSchedule(db, input.instrumentId)
    if (!schedule || schedule.state === 'draft') throw notFound({ what: 'instrument' })
    const isOnline = schedule.state === 'online'
    const reasons = requestRefusals(input, { today: dayOf(now), isOnline, takesSamples: schedule.policy.takesSamples })
    if (reasons.length > 0) throw requestRefused({ reasons })
    const id = newId()
    await insertRequest(db, { ...input, id, organisationId, personId: actor.personId })
    const request = shownRequest((await findTestRequest(db, id))!)
    await tellOfRequest(db, requestWaits, request, 'institution')
    return request
  }),

  handle(listTestRequests, async ({ input, actor, db }) => {
    const { instrumentId, state, cursor, limit } = input
    // Who answers requests and asks for none sees the queue of their own institution.
    const own = input.institutionId ? undefined : requireOrganisationOf(actor)
    const isAnswering = (id: string) => isOwn(actor, 'booking.approve', id) || groupsOf(actor, 'booking.approve', id).length > 0
    const answers = own !== undefined && !isOwn(actor, 'booking.request_test', own) && isAnswering(own)
    const institutionId = answers ? own : input.institutionId
    const organisationId = institutionId ? undefined : own
    if (!institutionId) requireOwn(actor, 'booking.request_test', organisationId!)
    const instrumentIds = institutionId
      ? await requireListed(db, actor, { permission: 'booking.approve', institutionId, instrumentId })
      : instrumentId && [instrumentId]
    const [recordedAt, id] = cursor?.split(' ') ?? []
    const before = recordedAt && id ? { recordedAt, id } : undefined
    const rows = await listRequestRows(db, {
      organisationId,
      institutionId,
      instrumentIds: instrumentIds || undefined,
      state,
      before,
      limit: limit + 1,
    })
    const items = rows.slice(0, limit).map(shownRequest)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? `${last.recordedAt} ${last.id}` : null }
  }),

  handle(getTestRequest, async ({ input, actor, db }) => shownRequest(await requestFor(db, actor, input.id))),

  handle(answerTestRequest, async ({ input, actor, db, now }) => {
    await takeWithInquiry(db, input.id)
    const request = await requestFor(db, actor, input.id)
    await requireRightFor(db, actor, 'booking.approve', request.institutionId, {
      what: 'test_request',
      instrumentGroupIds: await groupsFor(db, actor, request.instrumentId),
    })
    const state = requestStateAfter(input.answer, request.state)
    if (!state) throw requestStateWrong({ state: request.state })
    if (input.answer === 'decline' && input.reply === '') throw replyMissing({})
    const isAccepted = input.answer === 'accept'
    if (isAccepted && request.inquiryId !== null && input.turnaroundDays === null) throw turnaroundMissing({})
    if (isAccepted && input.offeredUntil !== null && input.offeredUntil < dayOf(now)) throw offeredUntilPast({})
    // With no quote of its own, the request costs what a sample costs on the day it is accepted.
    const price = isAccepted && input.quotedFen === null ? (await priceInForce(db, request.instrumentId, dayOf(now))).sample : undefined
    const quotedFen = isAccepted ? input.quotedFen : null
    const { reply, turnaroundDays, offeredUntil } = isAccepted ? input : { ...input, turnaroundDays: null, offeredUntil: null }
    await updateRequest(db, input.id, { state, reply, quotedFen, turnaroundDays, offeredUntil, priceId: price?.priceId ?? null })
    const answered = shownRequest((await findTestRequest(db, input.id))!)
    await tellOfRequest(db, isAccepted ? requestAccepted : requestDeclined, answered, 'asker')
    if (!isAccepted && request.inquiryId !== null) await settleInquiry(db, request.inquiryId, now)
    return answered
  }),

  handle(withdrawTestRequest, async ({ input, actor, db, now }) => {
    await takeWithInquiry(db, input.id)
    const request = await requestFor(db, actor, input.id)
    if (!isOwn(actor, 'booking.request_test', request.organisationId)) throw notFound({ what: 'test_request' })
    const state = requestStateAfter('withdraw', request.state)
    // What was agreed on is cancelled as an order, with a reason; nobody withdraws from it alone.
    const order = await findOrder(db, input.id)
    if (!state || (order && !['drafted', 'to_revise', 'cancelled'].includes(order.state))) throw requestStateWrong({ state: request.state })
    await updateRequestState(db, input.id, state)
    const withdrawn = shownRequest({ ...request, state })
    await tellOfRequest(db, requestWithdrawn, withdrawn, 'institution')
    if (request.inquiryId !== null) await settleInquiry(db, request.inquiryId, now)
    return withdrawn
  }),
]
