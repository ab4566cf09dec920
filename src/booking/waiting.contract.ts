// The waiting list 候补: who wants a time that is taken is told when it is given back, in turn.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { limitReached } from '../ledger/ledger.contract.ts'
import { alreadyBooked, Booking, bookingRefused, moment, slotTaken } from './booking.contract.ts'
import { waitingWords as words } from './waiting.words.ts'

export const timeFree = defineError('time_free', 409, words.timeFree)
export const waitsAlready = defineError('waits_already', 409, words.waitsAlready)
export const waitsTooMany = defineError<{ most: number }>('waits_too_many', 422, words.waitsTooMany)
export const turnOver = defineError('turn_over', 409, words.turnOver)

export const waitingStates = ['waiting', 'turn', 'booked', 'passed', 'left'] as const

export const Waiting = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  state: z.enum(waitingStates),
  /** How many asked before for a time of the instrument that touches this one, and wait still. */
  before: z.int(),
  /** Till when the time is kept for whose turn it is. */
  turnEndsAt: z.string().nullable(),
  recordedAt: z.string(),
})
export type Waiting = z.infer<typeof Waiting>

/** Waits for a time that could be booked if it were not taken. */
export const joinWaiting = operation({
  name: 'joinWaiting',
  title: words.joinWaiting,
  method: 'POST',
  path: '/api/waiting',
  permission: 'booking.book',
  input: z.object({ instrumentId: z.uuid(), startsAt: moment, endsAt: moment }),
  output: Waiting,
  errors: [notFound, notPermitted, bookingRefused, alreadyBooked, timeFree, waitsAlready, waitsTooMany],
  creates: true,
})

/** Stops waiting; a turn that is given up is the next one's. */
export const leaveWaiting = operation({
  name: 'leaveWaiting',
  title: words.leaveWaiting,
  method: 'POST',
  path: '/api/waiting/{id}/leave',
  permission: 'booking.book',
  input: z.object({ id: z.uuid() }),
  output: Waiting,
  errors: [notFound, turnOver],
})

/** Books the time that is kept, while the turn lasts. */
export const bookTurn = operation({
  name: 'bookTurn',
  title: words.bookTurn,
  method: 'POST',
  path: '/api/waiting/{id}/book',
  permission: 'booking.book',
  input: z.object({ id: z.uuid(), purpose: z.string().trim().max(500).default('') }),
  output: Booking,
  errors: [notFound, turnOver, bookingRefused, slotTaken, alreadyBooked, limitReached],
})

/** What the organisation one acts for waits for, the soonest first. */
export const listMyWaiting = operation({
  name: 'listMyWaiting',
  title: words.listMyWaiting,
  method: 'GET',
  path: '/api/my/waiting',
  permission: 'booking.book',
  input: z.object({}),
  output: z.object({ items: z.array(Waiting) }),
  errors: [],
})
