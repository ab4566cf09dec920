// Who is told what becomes of a booking or a request: those of the institution who decide, or the person who asked.
import { groupsWith } from '../catalogue/group.server.ts'
import type { NoticeKind } from '../identity/notice.contract.ts'
import { notify } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import type { Booking } from './booking.contract.ts'
import type { FaultState } from './fault.contract.ts'
import { faultWords } from './fault.words.ts'
import { uidOf } from './feed.rules.ts'
import { orderMoved } from './notice.contract.ts'
import type { OrderStep } from './order.contract.ts'
import { orderWords } from './order.words.ts'
import type { TestRequest } from './request.contract.ts'

type OfInstrument = { institutionId: string; instrumentId: string }

/** Who decides at the institution: for all of it, or for a group that the instrument is in. */
async function deciding(db: Db, { institutionId, instrumentId }: OfInstrument, permission = 'booking.approve') {
  const instrumentGroupIds = await groupsWith(db, instrumentId)
  return { holdersOf: { permission, organisationId: institutionId, instrumentGroupIds } }
}

function tellingOf(kind: NoticeKind, booking: Booking, link: string) {
  const { instrumentNameZh: instrument, organisationNameZh: organisation, startsAt, endsAt } = booking
  return { kind, params: { instrument, organisation, startsAt, endsAt }, link }
}

/** The same with what makes it an appointment in the reader's own calendar. */
function appointmentOf(kind: NoticeKind, booking: Booking) {
  const telling = tellingOf(kind, booking, '/my')
  return { ...telling, params: { ...telling.params, uid: uidOf(booking.id), sequence: booking.version } }
}

/** Tells those who decide at the institution. */
export async function tellInstitution(db: Db, kind: NoticeKind, booking: Booking): Promise<void> {
  return notify(db, await deciding(db, booking), tellingOf(kind, booking, '/work/approvals'))
}

/** Tells the person who booked. */
export function tellBooker(db: Db, kind: NoticeKind, booking: Booking): Promise<void> {
  return notify(db, { personIds: [booking.personId] }, appointmentOf(kind, booking))
}

/** Tells one side of a test request: those who answer at the institution, or the person who asked. */
export async function tellOfRequest(db: Db, kind: NoticeKind, request: TestRequest, side: 'institution' | 'asker'): Promise<void> {
  const { instrumentNameZh: instrument, organisationNameZh: organisation, sampleCount: samples } = request
  const isInstitution = side === 'institution'
  const audience = isInstitution ? await deciding(db, request) : { personIds: [request.personId] }
  return notify(db, audience, { kind, params: { instrument, organisation, samples }, link: isInstitution ? '/work/requests' : '/my' })
}

/** Tells whoever asked several owners what became of it. */
export function tellOfInquiry(db: Db, kind: NoticeKind<never>, inquiry: { id: string; personId: string }): Promise<void> {
  return notify(db, { personIds: [inquiry.personId] }, { kind, params: {}, link: `/inquiries/${inquiry.id}` })
}

type OrderMove = { step: OrderStep; number: string; side: 'institution' | 'asker' }
type OfOrder = OfInstrument & { id: string; instrumentNameZh: string; sampleCount: number; personId: string }

/** Tells one side of an order what the other did. */
export async function tellOfOrder(db: Db, request: OfOrder, { step, number, side }: OrderMove): Promise<void> {
  const { instrumentNameZh: instrument, sampleCount: samples } = request
  const audience = side === 'institution' ? await deciding(db, request) : { personIds: [request.personId] }
  const params = { instrument, samples, number, step: orderWords[`step_${step}`] }
  return notify(db, audience, { kind: orderMoved, params, link: `/orders/${request.id}` })
}

type OfQualification = {
  institutionId: string
  instrumentId: string
  instrumentNameZh: string
  organisationNameZh: string
  levelZh: string
  levelEn: string
  personId: string
}

function qualificationTelling(kind: NoticeKind, one: OfQualification, link: string) {
  const { instrumentNameZh: instrument, organisationNameZh: organisation, levelZh, levelEn } = one
  return { kind, params: { instrument, organisation, level: { zh: levelZh, en: levelEn } }, link }
}

/** Tells those who decide at the institution that somebody asks for a qualification. */
export async function tellInstitutionOf(db: Db, kind: NoticeKind, one: OfQualification): Promise<void> {
  const link = `/work/instruments/${one.instrumentId}/qualification`
  return notify(db, await deciding(db, one), qualificationTelling(kind, one, link))
}

/** Tells a person what became of a qualification of theirs. */
export function tellPerson(db: Db, kind: NoticeKind, one: OfQualification): Promise<void> {
  return notify(db, { personIds: [one.personId] }, qualificationTelling(kind, one, '/my?show=qualifications'))
}

type OfFault = OfInstrument & { instrumentNameZh: string; personId: string }

/** Tells those who keep an instrument that it is said to be broken. */
export async function tellKeepers(db: Db, kind: NoticeKind<'instrument'>, fault: OfFault): Promise<void> {
  const audience = await deciding(db, fault, 'booking.maintain')
  return notify(db, audience, { kind, params: { instrument: fault.instrumentNameZh }, link: '/work/faults' })
}

/** Tells whoever reported a fault what became of it. */
export function tellReporter(db: Db, kind: NoticeKind<'instrument' | 'state'>, fault: OfFault, state: FaultState): Promise<void> {
  const params = { instrument: fault.instrumentNameZh, state: faultWords[`state_${state}`] }
  return notify(db, { personIds: [fault.personId] }, { kind, params, link: `/instruments/${fault.instrumentId}` })
}

/** Tells a person when a level of theirs is good for the last time. */
export function tellOfEnd(db: Db, kind: NoticeKind, one: OfQualification, lastOn: string): Promise<void> {
  const telling = qualificationTelling(kind, one, `/instruments/${one.instrumentId}#qualification`)
  return notify(db, { personIds: [one.personId] }, { ...telling, params: { ...telling.params, lastOn } })
}

type OfTraining = { instrumentNameZh: string; levelZh: string; levelEn: string; startsAt: string; endsAt: string }

/** Tells people what becomes of a training that they are enrolled in. */
export async function tellOfTraining(db: Db, kind: NoticeKind, one: OfTraining, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  const { instrumentNameZh: instrument, levelZh, levelEn, startsAt, endsAt } = one
  const params = { instrument, level: { zh: levelZh, en: levelEn }, startsAt, endsAt }
  return notify(db, { personIds }, { kind, params, link: '/my?show=qualifications' })
}
