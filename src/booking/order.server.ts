// The story of an order 委托: drafted, agreed on, samples received, tested, reported, accepted, paid, rated; each step told to the other side.
import { randomBytes } from 'node:crypto'
import { groupsFor } from '../catalogue/group.server.ts'
import { hasRightFor, isOwn } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import { attach, attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { qrSvg } from '../kernel/qr.ts'
import { addDays, dayOf, isoOf } from '../kernel/time.ts'
import { addWorkingDays } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { tellOfOrder } from './notice.server.ts'
import {
  checkTestReport,
  draftTestOrder,
  getTestOrder,
  makeSampleLabels,
  type OrderShown,
  type OrderStep,
  orderNoteMissing,
  orderSteps,
  orderStepWrong,
  rateTestOrder,
  reportPurpose,
  reportTestOrder,
  reportUnknown,
  stepTestOrder,
} from './order.contract.ts'
import { notedSteps, type OrderFacts, type OrderSide, reportCode, sideOf, stepProblemsOf, stepRules, typedCode } from './order.rules.ts'
import {
  findOrder,
  findReport,
  insertReport,
  insertStep,
  listReports,
  listSteps,
  type OrderRow,
  putOrder,
  type StepRow,
  updateOrder,
  updateRating,
} from './order.sql.ts'
import { shownRequest } from './request.rules.ts'
import { requestFor } from './request.server.ts'
import { findTestRequest, type RequestRow, takeTestRequest } from './request.sql.ts'

type Asking = { db: Db; actor: Actor; now: Date }
type Opened = { request: RequestRow; order: OrderRow | undefined; sides: OrderSide[] }

/** A request with its order, and on which side of it somebody is. @throws not_found for whoever is on neither */
async function open({ db, actor }: Asking, id: string): Promise<Opened> {
  const request = await requestFor(db, actor, id)
  const instrumentGroupIds = await groupsFor(db, actor, request.instrumentId)
  const isInstitution = await hasRightFor(db, actor, 'booking.approve', request.institutionId, { instrumentGroupIds })
  const isCustomer = isOwn(actor, 'booking.request_test', request.organisationId)
  const sides: OrderSide[] = [...(isCustomer ? (['customer'] as const) : []), ...(isInstitution ? (['institution'] as const) : [])]
  return { request, order: await findOrder(db, id), sides }
}

const factsOf = ({ request, order }: Opened): OrderFacts => ({
  state: order?.state ?? null,
  // Of several that were asked, only the one whose offer was taken.
  isTaken: (request.state === 'accepted' || request.state === 'finished') && (request.inquiryId === null || request.isChosen),
  isPaid: order?.paidAt != null,
  isRated: order?.stars != null,
  custody: order?.custody ?? 'none',
})

/** By when the report is due: so many working days after the samples came. */
async function dueOf(db: Db, order: OrderRow, steps: readonly StepRow[]): Promise<string | null> {
  const received = steps.find(({ step }) => step === 'receive')
  if (!received) return null
  const from = dayOf(received.recordedAt)
  const calendar = await workingCalendar(db, from, addDays(from, order.turnaroundDays * 2 + 30))
  return addWorkingDays(from, order.turnaroundDays, calendar).day
}

/** The reports of an order; the files of those that wait for the payment are named to the customer and not given. */
async function reportsOf({ db, now }: Asking, { order, sides }: Opened): Promise<OrderShown['reports']> {
  if (!order) return []
  const reports = await listReports(db, order.id)
  const isHeldBack = order.paysFirst && order.paidAt === null && !sides.includes('institution')
  const files = Map.groupBy(
    await attachmentsOf(
      db,
      reports.map(({ id }) => id),
    ),
    (file) => file.subjectId,
  )
  return reports.map(({ orderId: _, ...report }) => ({
    ...report,
    isHeldBack,
    files: (files.get(report.id) ?? []).map((file) => {
      const shown = presentAttachment(file, now)
      return isHeldBack ? { ...shown, link: null } : shown
    }),
  }))
}

async function orderShown(asking: Asking, opened: Opened): Promise<OrderShown> {
  const { db } = asking
  const { request, order, sides } = opened
  const steps = order ? await listSteps(db, order.id) : []
  const people = await displayNames(db, [...new Set(steps.map(({ actorId }) => actorId))])
  const facts = factsOf(opened)
  const { stars, rating, ratedAt, id: _, ...told } = order ?? ({} as OrderRow)
  return {
    request: shownRequest(request),
    order: order
      ? {
          ...told,
          dueOn: await dueOf(db, order, steps),
          rating: stars === null || ratedAt === null ? null : { stars, words: rating, ratedAt },
        }
      : null,
    sides,
    acts: orderSteps.map((step) => ({ step, reasons: stepProblemsOf(step, sides, facts) })),
    reports: await reportsOf(asking, opened),
    journal: steps.map(({ actorId, ...step }) => ({ ...step, by: people.get(actorId) ?? '' })),
  }
}

/** Takes the request and its order for a step of somebody's. @throws not_found, order_step_wrong with all reasons */
async function take(asking: Asking, id: string, step: OrderStep): Promise<Opened> {
  await takeTestRequest(asking.db, id)
  const opened = await open(asking, id)
  const reasons = stepProblemsOf(step, opened.sides, factsOf(opened))
  if (reasons.length > 0) throw orderStepWrong({ reasons })
  return opened
}

/** Writes a step down, moves the order, tells the other side, and shows what stands now. */
async function done(asking: Asking, { request, sides }: Opened, step: OrderStep, note: string): Promise<OrderShown> {
  const { db, actor, now } = asking
  const side = sideOf(step, sides)
  const order = (await findOrder(db, request.id))!
  const { to = order.state, custody = order.custody } = stepRules[step]
  const at = isoOf(now)
  await insertStep(db, { id: request.id, step, side, note, by: actor.personId, at })
  await updateOrder(db, request.id, { state: to, custody, paidAt: step === 'pay' ? at : order.paidAt })
  await tellOfOrder(db, request, { step, number: order.number, side: side === 'customer' ? 'institution' : 'asker' })
  return orderShown(asking, await open(asking, request.id))
}

const paperHandlers = [
  handle(makeSampleLabels, async ({ input, from, ...asking }) => {
    const { request, order } = await open(asking, input.id)
    if (!order) throw notFound({ what: 'test_order' })
    const address = `${from.site}/orders/${request.id}`
    return { number: order.number, material: request.material, sampleCount: request.sampleCount, address, qrSvg: qrSvg(address) }
  }),

  handle(checkTestReport, async ({ input, db }) => {
    const report = await findReport(db, typedCode(input.code))
    if (!report) throw reportUnknown({})
    const { institutionNameZh } = (await findTestRequest(db, report.orderId))!
    const [latest, files] = [(await listReports(db, report.orderId)).at(-1)!, await attachmentsOf(db, [report.id])]
    return {
      ...{ reportNo: report.reportNo, institutionNameZh, issuedAt: report.issuedAt },
      ...{ isReplaced: latest.id !== report.id, digests: files.map(({ digest }) => digest) },
    }
  }),
]

export const orderHandlers = [
  ...paperHandlers,

  handle(getTestOrder, async ({ input, ...asking }) => orderShown(asking, await open(asking, input.id))),

  handle(draftTestOrder, async ({ input, ...asking }) => {
    const { db, now } = asking
    const opened = await take(asking, input.id, 'draft')
    await putOrder(db, { ...input, at: isoOf(now) })
    return done(asking, opened, 'draft', '')
  }),

  handle(stepTestOrder, async ({ input, ...asking }) => {
    const opened = await take(asking, input.id, input.step)
    if (notedSteps.includes(input.step) && input.note.length < 2) throw orderNoteMissing({})
    return done(asking, opened, input.step, input.note)
  }),

  handle(reportTestOrder, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const opened = await take(asking, input.id, 'report')
    const report = { id: newId(), orderId: input.id, reportNo: input.reportNo, code: reportCode(randomBytes(12)), issuedAt: isoOf(now) }
    await insertReport(db, { ...report, by: actor.personId })
    await attach(db, input.attachmentIds, { by: actor, purpose: reportPurpose, subjectId: report.id, now })
    return done(asking, opened, 'report', input.note)
  }),

  handle(rateTestOrder, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const opened = await take(asking, input.id, 'rate')
    await updateRating(db, input.id, { stars: input.stars, words: input.words, by: actor.personId, at: isoOf(now) })
    return done(asking, opened, 'rate', '')
  }),
]
