import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { feedWords as words } from './feed.words.ts'

/** Nobody reads from so many programs; what is no longer read is to be ended. */
export const feedsMost = 20

export const tooManyFeeds = defineError<{ most: number }>('too_many_feeds', 409, words.tooManyFeeds)

/** An address for calendar programs, which whoever knows it may read; it is told this once. */
export const createCalendarFeed = operation({
  name: 'createCalendarFeed',
  title: words.createCalendarFeed,
  method: 'POST',
  path: '/api/me/calendars',
  permission: 'signed_in',
  input: z.object({
    /** One instrument's times, for those who run it; without it, one's own bookings. */
    instrumentId: z.uuid().optional(),
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  output: z.object({
    id: z.uuid(),
    /** Whole, with the secret in it. */
    url: z.string(),
  }),
  errors: [notFound, tooManyFeeds],
  inPerson: true,
})

const CalendarFeed = z.object({
  id: z.uuid(),
  /** Null for one's own bookings. */
  instrumentId: z.uuid().nullable(),
  instrumentNameZh: z.string().nullable(),
  recordedAt: z.string(),
  /** To the minute. */
  lastReadAt: z.string().nullable(),
})
export type CalendarFeed = z.infer<typeof CalendarFeed>

/** The addresses that can still be read, without their secrets. */
export const listMyCalendarFeeds = operation({
  name: 'listMyCalendarFeeds',
  title: words.listMyCalendarFeeds,
  method: 'GET',
  path: '/api/me/calendars',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(CalendarFeed) }),
  errors: [],
  inPerson: true,
})

export const endCalendarFeed = operation({
  name: 'endCalendarFeed',
  title: words.endCalendarFeed,
  method: 'POST',
  path: '/api/me/calendars/{id}/end',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  inPerson: true,
})

/** What a calendar program reads (RFC 5545): three months back and all that is to come; empty once its maker may no longer see it. */
export const readCalendarFeed = operation({
  name: 'readCalendarFeed',
  title: words.readCalendarFeed,
  method: 'GET',
  path: '/api/calendars/{secret}',
  permission: 'anyone',
  input: z.object({ secret: z.string().regex(/^[\w-]{43}\.ics$/) }),
  output: z.unknown(),
  answer: 'stream',
  errors: [notFound],
})

/** One booking for a calendar program, for its two parties. */
export const downloadBooking = operation({
  name: 'downloadBooking',
  title: words.downloadBooking,
  method: 'GET',
  path: '/api/bookings/{id}/calendar',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), language: z.enum(['zh', 'en']).default('zh') }),
  output: z.unknown(),
  answer: 'stream',
  errors: [notFound],
})
