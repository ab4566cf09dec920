// Several bookings in one errand: the same hours again and again, several instruments together, or both.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { Booking, moment, reasonCodes } from './booking.contract.ts'
import { seriesWords as words } from './series.words.ts'

/** No errand is of more bookings. */
export const severalMost = 50

const Left = z.object({
  instrumentId: z.uuid(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** The code of the refusal, and of `booking_refused` every reason. */
  code: z.string(),
  reasons: z.array(
    z.object({
      code: z.enum(reasonCodes),
      minutes: z.int().optional(),
      days: z.int().optional(),
      level: z.string().optional(),
      lastOn: z.string().optional(),
    }),
  ),
})
export type Left = z.infer<typeof Left>

export const ruleWrong = defineError('rule_wrong', 422, words.ruleWrong)
export const severalRefused = defineError<{ left: Left[] }>('several_refused', 409, words.severalRefused)
export const severalNone = defineError('several_none', 422, words.severalNone)

const asked = {
  instrumentIds: z
    .array(z.uuid())
    .min(1)
    .max(10)
    .refine((ids) => new Set(ids).size === ids.length),
  startsAt: moment,
  endsAt: moment,
  /** Of RFC 5545, daily, weekly or monthly, in the clock of Asia/Shanghai; null for once. */
  rule: z.string().max(200).nullable().default(null),
  /** Days that are left out. */
  except: z.array(daySent).max(366).default([]),
}

/** What stands in the way of each, before anything is taken. */
export const lookAtSeveral = operation({
  name: 'lookAtSeveral',
  title: words.lookAtSeveral,
  method: 'POST',
  path: '/api/bookings/several/look',
  permission: 'booking.book',
  input: z.object(asked),
  output: z.object({
    items: z.array(
      Left.extend({
        instrumentNameZh: z.string(),
        /** Null where it can be booked. */
        code: z.string().nullable(),
        expectedFen: z.int().nullable(),
      }),
    ),
    /** The rule goes on after the last of them. */
    isCut: z.boolean(),
  }),
  errors: [notFound, notPermitted, ruleWrong, severalNone],
})

/** Books all of them or none, or those that can be booked; whatever was not is told with its reasons. */
export const bookSeveral = operation({
  name: 'bookSeveral',
  title: words.bookSeveral,
  method: 'POST',
  path: '/api/bookings/several',
  permission: 'booking.book',
  input: z.object({ ...asked, purpose: z.string().trim().max(500).default(''), mode: z.enum(['all', 'possible']).default('all') }),
  output: z.object({ seriesId: z.uuid(), booked: z.array(Booking), left: z.array(Left) }),
  errors: [notFound, notPermitted, ruleWrong, severalNone, severalRefused],
  creates: true,
})

/** Gives back the bookings of a series that are still to come, all or from one moment on; the others are told. */
export const cancelSeries = operation({
  name: 'cancelSeries',
  title: words.cancelSeries,
  method: 'POST',
  path: '/api/booking-series/{id}/cancel',
  permission: 'booking.book',
  input: z.object({ id: z.uuid(), from: moment.optional(), note: z.string().trim().max(500).default('') }),
  output: z.object({ cancelledCount: z.int(), leftCount: z.int() }),
  errors: [notFound],
})
