// When an instrument can be booked, and who says so.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { approvals, moment } from './booking.contract.ts'
import { scheduleWords as words } from './schedule.words.ts'

export const Policy = z.object({
  approval: z.enum(approvals),
  minutesLeast: z.int().min(5).max(10_080),
  minutesMost: z.int().min(5).max(10_080),
  /** Bookings start and end on these steps of the clock. */
  stepMinutes: z.union([z.literal(5), z.literal(10), z.literal(15), z.literal(20), z.literal(30), z.literal(60)]),
  /** Kept free after every booking. */
  bufferMinutes: z.int().min(0).max(240),
  noticeMinutes: z.int().min(0).max(43_200),
  horizonDays: z.int().min(1).max(366),
  takesBookings: z.boolean(),
  takesSamples: z.boolean(),
})
export const Opening = z.object({
  /** 1 is Monday. */
  weekday: z.int().min(1).max(7),
  fromMinute: z.int().min(0).max(1439),
  toMinute: z.int().min(1).max(1440),
})
const Openings = z.array(Opening).max(70)
const Rules = z.object({ policy: Policy, openings: Openings })
export type BookingRules = z.infer<typeof Rules>

export const blockKinds = ['free', 'busy', 'maintenance', 'closed', 'too_soon', 'too_far'] as const
const BlockOut = z.object({
  startsAt: z.string(),
  endsAt: z.string(),
  kind: z.enum(blockKinds),
  /** How many bookings still fit side by side. */
  freeLanes: z.int(),
})

/** What stands in the way of maintenance; a booking with its customer, maintenance with its reason. */
export type InTheWay = {
  kind: 'booking' | 'use' | 'maintenance'
  lane: number
  startsAt: string
  endsAt: string
  organisationNameZh: string | null
  reason: string
}
export const timeInUse = defineError<{ count: number; inTheWay: InTheWay[] }>('time_in_use', 409, words.timeInUse)
export const takenByUse = defineError<{ inTheWay: InTheWay[] }>('taken_by_use', 409, words.takenByUse)
export const maintenanceThere = defineError<{ inTheWay: InTheWay[] }>('maintenance_there', 409, words.maintenanceThere)
export const maintenanceOver = defineError('maintenance_over', 409, words.maintenanceOver)
export const maintenanceTimesWrong = defineError('maintenance_times_wrong', 422, words.maintenanceTimesWrong)
export const laneUnknown = defineError<{ laneCount: number }>('lane_unknown', 422, words.laneUnknown)
export const openingsOverlap = defineError('openings_overlap', 422, words.openingsOverlap)
export const minutesWrong = defineError('minutes_wrong', 422, words.minutesWrong)

/** Some days of an instrument at a glance, cut in Asia/Shanghai: what is free, taken (never by whom), maintained or closed. A draft is only its institution's to see. */
export const listAvailability = operation({
  name: 'listAvailability',
  title: words.listAvailability,
  method: 'GET',
  path: '/api/instruments/{id}/availability',
  permission: 'anyone',
  input: z.object({ id: z.uuid(), fromOn: daySent.optional(), days: z.coerce.number().int().min(1).max(31).default(7) }),
  output: z.object({
    instrumentId: z.uuid(),
    isOnline: z.boolean(),
    laneCount: z.int(),
    policy: Policy,
    openings: Openings,
    /** No booking starts before this moment, nor after this day. */
    earliestStartAt: z.string(),
    lastOn: z.string(),
    days: z.array(z.object({ day: z.string(), blocks: z.array(BlockOut) })),
  }),
  errors: [notFound],
})

export const setBookingPolicy = operation({
  name: 'setBookingPolicy',
  title: words.setBookingPolicy,
  method: 'POST',
  path: '/api/instruments/{id}/booking-policy',
  permission: 'booking.maintain',
  input: Policy.partial().extend({ id: z.uuid() }),
  output: Rules,
  errors: [notFound, notPermitted, minutesWrong],
})

/** Replaces an instrument's weekly hours; bookings that stand are not touched. */
export const setOpening = operation({
  name: 'setOpening',
  title: words.setOpening,
  method: 'POST',
  path: '/api/instruments/{id}/opening',
  permission: 'booking.maintain',
  input: z.object({ id: z.uuid(), openings: Openings }),
  output: Rules,
  errors: [notFound, notPermitted, openingsOverlap],
})

/** What an institution's instruments start with when they are entered; those that are there keep what they have. */
export const setBookingDefault = operation({
  name: 'setBookingDefault',
  title: words.setBookingDefault,
  method: 'POST',
  path: '/api/institutions/{id}/booking-default',
  permission: 'booking.maintain',
  input: Rules.extend({ id: z.uuid() }),
  output: Rules,
  errors: [notFound, notPermitted, minutesWrong, openingsOverlap],
})

export const getBookingDefault = operation({
  name: 'getBookingDefault',
  title: words.getBookingDefault,
  method: 'GET',
  path: '/api/institutions/{id}/booking-default',
  permission: 'booking.maintain',
  input: z.object({ id: z.uuid() }),
  output: Rules,
  errors: [notFound, notPermitted],
})

const Maintenance = z.object({ id: z.uuid(), lane: z.int(), startsAt: z.string(), endsAt: z.string(), reason: z.string() })
export type Maintenance = z.infer<typeof Maintenance>

/** Takes an instrument, or one lane of it, out of booking for a time. Bookings in the way are kept unless it says otherwise. */
export const addMaintenance = operation({
  name: 'addMaintenance',
  title: words.addMaintenance,
  method: 'POST',
  path: '/api/instruments/{id}/maintenance',
  permission: 'booking.maintain',
  input: z.object({
    id: z.uuid(),
    /** One lane; all of them when it is left out. */
    lane: z.int().min(1).optional(),
    startsAt: moment,
    endsAt: moment,
    reason: z.string().trim().min(1).max(200),
    cancelsBookings: z.boolean().default(false),
  }),
  output: z.object({ items: z.array(Maintenance), cancelledBookings: z.int() }),
  errors: [notFound, notPermitted, timeInUse, takenByUse, maintenanceThere, maintenanceTimesWrong, laneUnknown],
  creates: true,
})

/** Removes maintenance to come; maintenance under way ends now. */
export const removeMaintenance = operation({
  name: 'removeMaintenance',
  title: words.removeMaintenance,
  method: 'POST',
  path: '/api/maintenance/{id}/remove',
  permission: 'booking.maintain',
  input: z.object({ id: z.uuid() }),
  output: z.object({ endedAt: z.string().nullable() }),
  errors: [notFound, notPermitted, maintenanceOver],
})

/** Maintenance of an instrument that is under way or to come. */
export const listMaintenance = operation({
  name: 'listMaintenance',
  title: words.listMaintenance,
  method: 'GET',
  path: '/api/instruments/{id}/maintenance',
  permission: 'booking.maintain',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Maintenance) }),
  errors: [notFound, notPermitted],
})
