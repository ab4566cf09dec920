// What else holds for whoever books an instrument: how much of it in a period.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { limitWords as words } from './limit.words.ts'

export const quotaScopes = ['person', 'organisation'] as const
export const quotaPeriods = ['day', 'week', 'month'] as const
export const quotaTwice = defineError('quota_twice', 422, words.twice)
export const quotaEmpty = defineError('quota_empty', 422, words.empty)

export const Quota = z.object({
  scope: z.enum(quotaScopes),
  /** Cut in Asia/Shanghai; a week begins on Monday. */
  period: z.enum(quotaPeriods),
  countMost: z.int().min(1).max(1000).nullable(),
  minutesMost: z.int().min(5).max(100_000).nullable(),
})
export type Quota = z.infer<typeof Quota>

const Limits = z.object({
  quotas: z.array(Quota).max(6),
})
export type Limits = z.infer<typeof Limits>

/** What holds for whoever books an instrument; nothing where nothing was set. */
export const getBookingLimits = operation({
  name: 'getBookingLimits',
  title: words.getBookingLimits,
  method: 'GET',
  path: '/api/instruments/{id}/booking-limits',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: Limits,
  errors: [notFound],
})

/** Replaces them; bookings that stand are not touched. */
export const setBookingLimits = operation({
  name: 'setBookingLimits',
  title: words.setBookingLimits,
  method: 'POST',
  path: '/api/instruments/{id}/booking-limits',
  permission: 'booking.maintain',
  input: Limits.extend({ id: z.uuid() }),
  output: Limits,
  errors: [notFound, notPermitted, quotaTwice, quotaEmpty],
})
