// The story of an inquiry 询价: several owners asked at once, one offer taken, or an unmet need.
import * as z from 'zod'
import { scopesOf } from '../identity/grant.rules.ts'
import { isOwn, requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { defineJob, work } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { say } from '../kernel/word.ts'
import { patternsWithin } from '../places/places.rules.ts'
import {
  answersByWrong,
  askSeveral,
  endInquiry,
  getInquiry,
  type Inquiry,
  type InquiryState,
  inquiryOver,
  inquiryRefused,
  listInquiries,
  listUnmetNeeds,
  offerNotTakeable,
  takeOffer,
} from './inquiry.contract.ts'
import { compareOffers, endOfInquiry, offerProblemsOf } from './inquiry.rules.ts'
import {
  findInquiry,
  type InquiryRow,
  insertInquiry,
  listInquiryRows,
  listUnanswered,
  listUnmet,
  takeInquiry,
  updateInquiry,
} from './inquiry.sql.ts'
import { inquiryWords as words } from './inquiry.words.ts'
import { inquiryEnded, offerNotTaken, offerTaken, requestWaits } from './notice.contract.ts'
import { tellOfInquiry, tellOfRequest } from './notice.server.ts'
import { requestRefusals, shownRequest } from './request.rules.ts'
import { findTestRequest, insertRequest, listRequestsOf, updateRequestState } from './request.sql.ts'
import { findSchedule } from './schedule.sql.ts'

/** Inquiries with their offers, the cheapest first. */
async function shownAll(db: Db, rows: readonly InquiryRow[], now: Date): Promise<Inquiry[]> {
  const requests = await listRequestsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ organisationId: _, personId: __, ...inquiry }) => ({
    ...inquiry,
    offers: requests
      .filter(({ inquiryId }) => inquiryId === inquiry.id)
      .map((request) => ({ ...shownRequest(request), problems: offerProblemsOf(inquiry.state, request, dayOf(now)) }))
      .toSorted(compareOffers),
  }))
}

async function shown(db: Db, id: string, now: Date): Promise<Inquiry> {
  return (await shownAll(db, [(await findInquiry(db, id))!], now))[0]!
}

/** An inquiry of the actor's organisation. @throws not_found */
function requireOwnInquiry(actor: Actor, row: InquiryRow | undefined): InquiryRow {
  if (!row || !isOwn(actor, 'booking.request_test', row.organisationId)) throw notFound({ what: 'test_inquiry' })
  return row
}

/** Ends an inquiry: whoever offered or was still asked is told, but for the one that was taken. */
async function end(
  db: Db,
  row: InquiryRow,
  how: { state: InquiryState; chosenId: string | null; reason: string },
  now: Date,
): Promise<void> {
  await updateInquiry(db, row.id, { ...how, at: isoOf(now) })
  for (const request of (await listRequestsOf(db, [row.id])).map(shownRequest)) {
    const isChosen = request.id === how.chosenId
    if (isChosen) await tellOfRequest(db, offerTaken, request, 'institution')
    if (isChosen || !['submitted', 'accepted'].includes(request.state)) continue
    await updateRequestState(db, request.id, 'withdrawn')
    await tellOfRequest(db, offerNotTaken, request, 'institution')
  }
}

/** Ends an inquiry by itself once nothing more can come of it; whoever asked in vain is told. */
export async function settleInquiry(db: Db, inquiryId: string, now: Date): Promise<void> {
  const row = await takeInquiry(db, inquiryId)
  if (row?.state !== 'open') return
  const why = endOfInquiry(await listRequestsOf(db, [inquiryId]), row.answersBy, dayOf(now))
  if (!why) return
  const reason = say(words[`ended_${why}`], 'zh')
  await end(db, row, { state: why === 'withdrawn' ? 'closed' : 'unmet', chosenId: null, reason }, now)
  if (why !== 'withdrawn') await tellOfInquiry(db, inquiryEnded, row)
}

export const closeInquiriesJob = defineJob('close_inquiries', z.object({}))
/** Every morning those are ended whose day is past without an offer. */
export const closeInquiries = work(
  closeInquiriesJob,
  async ({ db, now }) => {
    for (const { id } of await listUnanswered(db, dayOf(now))) await settleInquiry(db, id, now)
  },
  { every: '10 22 * * *' },
)

/** Why each instrument does not take the request; none where all do. @throws not_found */
async function refusalsOf(db: Db, instrumentIds: readonly string[], deadlineOn: string | null, today: string) {
  const items = []
  for (const instrumentId of instrumentIds) {
    const schedule = await findSchedule(db, instrumentId)
    if (!schedule || schedule.state === 'draft') throw notFound({ what: 'instrument' })
    const facts = { today, isOnline: schedule.state === 'online', takesSamples: schedule.policy.takesSamples }
    const reasons = requestRefusals({ deadlineOn }, facts)
    if (reasons.length > 0) items.push({ instrumentId, reasons })
  }
  return items
}

const askingHandlers = [
  handle(askSeveral, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.request_test', organisationId)
    const { instrumentIds: asked, answersBy, ...wish } = input
    const [today, instrumentIds] = [dayOf(now), [...new Set(asked)]]
    if (answersBy <= today || (wish.deadlineOn !== null && answersBy > wish.deadlineOn)) throw answersByWrong({})
    const items = await refusalsOf(db, instrumentIds, wish.deadlineOn, today)
    if (items.length > 0) throw inquiryRefused({ items })
    const id = newId()
    await insertInquiry(db, { id, organisationId, personId: actor.personId, answersBy, recordedAt: isoOf(now) })
    for (const instrumentId of instrumentIds) {
      const requestId = newId()
      await insertRequest(db, { ...wish, instrumentId, id: requestId, organisationId, personId: actor.personId, inquiryId: id })
      await tellOfRequest(db, requestWaits, shownRequest((await findTestRequest(db, requestId))!), 'institution')
    }
    return shown(db, id, now)
  }),

  handle(takeOffer, async ({ input, actor, db, now }) => {
    const row = requireOwnInquiry(actor, await takeInquiry(db, input.id))
    if (row.state !== 'open') throw inquiryOver({ state: row.state })
    const offer = (await listRequestsOf(db, [row.id])).find(({ id }) => id === input.requestId)
    if (!offer) throw notFound({ what: 'test_request' })
    const reasons = offerProblemsOf(row.state, offer, dayOf(now))
    if (reasons.length > 0) throw offerNotTakeable({ reasons })
    await end(db, row, { state: 'chosen', chosenId: offer.id, reason: '' }, now)
    return shown(db, row.id, now)
  }),

  handle(endInquiry, async ({ input, actor, db, now }) => {
    const row = requireOwnInquiry(actor, await takeInquiry(db, input.id))
    if (row.state !== 'open') throw inquiryOver({ state: row.state })
    await end(db, row, { state: input.isUnmet ? 'unmet' : 'closed', chosenId: null, reason: input.reason }, now)
    return shown(db, row.id, now)
  }),
]

export const inquiryHandlers = [
  ...askingHandlers,

  handle(getInquiry, async ({ input, actor, db, now }) => shown(db, requireOwnInquiry(actor, await findInquiry(db, input.id)).id, now)),

  handle(listInquiries, async ({ input, actor, db, now }) => {
    const { cursor, limit } = input
    const rows = await listInquiryRows(db, requireOrganisationOf(actor), cursor, limit + 1)
    const page = rows.slice(0, limit)
    return { items: await shownAll(db, page, now), nextCursor: rows.length > limit ? page.at(-1)!.id : null }
  }),

  handle(listUnmetNeeds, async ({ input, actor, db }) => {
    const { cursor, limit } = input
    const rows = await listUnmet(db, patternsWithin(scopesOf(actor, 'counties.report').divisionCodes), cursor, limit + 1)
    const items = rows.slice(0, limit)
    return { items, nextCursor: rows.length > limit ? items.at(-1)!.id : null }
  }),
]
