import * as z from 'zod'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent, momentSentFrom } from '../kernel/shape.ts'
import { meteringWords as words } from './metering.words.ts'

export const useSources = ['live', 'meter', 'declared', 'imported'] as const

const moment = momentSentFrom.transform((text) => new Date(text).toISOString())
const day = daySent
const text = (most: number) => z.string().trim().max(most)
const answers = z
  .array(z.object({ questionId: z.uuid(), answer: text(500) }))
  .max(20)
  .default([])
const count = z.coerce.number().int().min(0).max(100_000)

/** What was reserved, what ran while somebody or a meter watched, and what somebody said afterwards stay three numbers, in seconds. */
export const Use = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  innerCode: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  bookingId: z.uuid().nullable(),
  testRequestId: z.uuid().nullable(),
  source: z.enum(useSources),
  /** The day it counts on in Asia/Shanghai: the one it ended on, or the one that was stated; while it runs, the one it began on. */
  usedOn: z.string(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  reservedSeconds: z.int().nullable(),
  meteredSeconds: z.int().nullable(),
  declaredSeconds: z.int().nullable(),
  sampleCount: z.int(),
  reason: z.string(),
  content: z.string(),
  /** Declared with exactly the times of its booking. */
  isAsBooked: z.boolean(),
  /** What was answered at its end, each with the question as it was then. */
  answers: z.array(z.object({ labelZh: z.string(), labelEn: z.string(), unit: z.string(), answer: z.string() })),
  recordedAt: z.string(),
})
export type Use = z.infer<typeof Use>

export const useReasonCodes = [
  'booking_not_confirmed',
  'too_early',
  'booking_over',
  'already_running',
  'instrument_not_online',
  'end_not_after_start',
  'in_future',
  'longer_than_a_day',
  'before_started_on',
  'nothing_done',
  'times_and_hours',
  'times_incomplete',
  'day_missing',
  'subject_missing',
  'customer_missing',
  'customer_unknown',
  'request_not_accepted',
  'question_unanswered',
  'answer_wrong',
  'question_unknown',
] as const
export type UseReasonCode = (typeof useReasonCodes)[number]
/** Why a use cannot be recorded; its sentence is `reason_<code>`, with the parameters filled in. */
export type UseReason = { code: UseReasonCode; params: Record<string, string | number> }

export const sessionRefused = defineError<{ count: number; reasons: UseReason[] }>('use_refused', 422, words.useRefused)
export const sessionOverlaps = defineError<{ startsAt: string; endsAt: string; meetsFrom: string; meetsTo: string }>(
  'use_overlaps',
  409,
  words.useOverlaps,
)
export const sessionRaced = defineError('use_raced', 409, words.useRaced)
/** `ended` is the moment it ended in Asia/Shanghai, or the day it was recorded for. */
export const sessionOver = defineError<{ ended: string }>('use_already_ended', 409, words.useOver)

/** Who it is done for; exactly one is stated. A name that nobody goes by waits to be settled. */
export const CustomerGiven = z.object({
  organisationId: z.uuid().optional(),
  creditCode: z
    .string()
    .trim()
    .regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/)
    .optional(),
  name: text(200).min(2).optional(),
})
export type CustomerGiven = z.infer<typeof CustomerGiven>

/** Starts a confirmed booking, or a walk-in for so many minutes, which it takes from now on. */
export const startUse = operation({
  name: 'startUse',
  title: words.startUse,
  method: 'POST',
  path: '/api/uses/start',
  permission: 'metering.operate',
  input: z.object({
    bookingId: z.uuid().optional(),
    instrumentId: z.uuid().optional(),
    customer: CustomerGiven.optional(),
    minutes: z.int().min(5).max(1_440).default(60),
    content: text(500).default(''),
  }),
  output: Use,
  errors: [notFound, notPermitted, sessionRefused, sessionOverlaps, sessionRaced],
  creates: true,
})

/** Ends a running use, now or at an earlier moment. What was metered is kept whole, wherever the next occupancy begins. */
export const endUse = operation({
  name: 'endUse',
  title: words.endUse,
  method: 'POST',
  path: '/api/uses/{id}/end',
  permission: 'metering.operate',
  input: z.object({ id: z.uuid(), endedAt: moment.optional(), sampleCount: count.default(0), content: text(500).optional(), answers }),
  output: Use,
  errors: [notFound, notPermitted, sessionRefused, sessionOver, sessionRaced],
})

/** Records a use after it was over, apart from what was metered: by its times, or by hours or samples of a day. */
export const declareUse = operation({
  name: 'declareUse',
  title: words.declareUse,
  method: 'POST',
  path: '/api/uses/declare',
  permission: 'metering.operate',
  input: z.object({
    bookingId: z.uuid().optional(),
    testRequestId: z.uuid().optional(),
    instrumentId: z.uuid().optional(),
    customer: CustomerGiven.optional(),
    startsAt: moment.optional(),
    endsAt: moment.optional(),
    seconds: z.int().min(1).max(31_622_400).optional(),
    usedOn: day.optional(),
    sampleCount: count.default(0),
    /** Why it was not recorded on the spot. */
    reason: text(500).min(2),
    content: text(500).default(''),
    answers,
  }),
  output: Use,
  errors: [notFound, notPermitted, sessionRefused, sessionOverlaps, sessionRaced],
  creates: true,
})

export const DeskBooking = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  organisationId: z.uuid(),
  organisationNameZh: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  state: z.string(),
  purpose: z.string(),
})
export type DeskBooking = z.infer<typeof DeskBooking>
export const DeskRequest = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  organisationNameZh: z.string(),
  material: z.string(),
  property: z.string(),
  sampleCount: z.int(),
  deadlineOn: z.string().nullable(),
})

/** The operator's desk for a day: its bookings, what runs, what is finished, and samples that are accepted and wait. */
export const listUse = operation({
  name: 'listUse',
  title: words.listUse,
  method: 'GET',
  path: '/api/uses',
  permission: 'metering.operate',
  input: z.object({ institutionId: z.uuid().optional(), instrumentId: z.uuid().optional(), day: day.optional() }),
  output: z.object({
    day: z.string(),
    bookings: z.array(DeskBooking),
    running: z.array(Use),
    finished: z.array(Use),
    testRequests: z.array(DeskRequest),
  }),
  errors: [notFound, notPermitted],
})

/** A use is over, or was recorded after it was; whoever charges for it listens. */
export const usageEnded = defineEvent(
  'usage_ended',
  z.object({
    sessionId: z.uuid(),
    instrumentId: z.uuid(),
    institutionId: z.uuid(),
    customerId: z.uuid(),
    bookingId: z.uuid().nullable(),
    testRequestId: z.uuid().nullable(),
    source: z.enum(useSources),
    usedOn: z.string(),
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
    /** What counts: metered where it was metered, else declared. */
    seconds: z.int(),
    hoursKind: z.enum(['metered', 'declared']),
    sampleCount: z.int(),
    content: z.string(),
    /** What is set aside for it in the book, and what was quoted for it, in fen. */
    holdId: z.uuid().nullable(),
    quotedFen: z.int().nullable(),
  }),
)
export type UsageEnded = z.infer<typeof usageEnded.payload>
