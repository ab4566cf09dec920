// A day's work on one screen: what is to be confirmed, and what has been recorded, instrument by instrument.
import type { DeskBooking, Use } from './metering.contract.ts'

export type DayDesk = { bookings: readonly DeskBooking[]; running: readonly Use[]; finished: readonly Use[] }
export type DayOfInstrument = { instrumentId: string; nameZh: string; bookings: DeskBooking[]; running: Use[]; finished: Use[] }

/** The day by instrument, in the order of names; bookings that were used stand with their use alone. What runs is of today. */
export function byInstrument({ bookings, running, finished }: DayDesk, isToday: boolean): DayOfInstrument[] {
  const found = new Map<string, DayOfInstrument>()
  const of = (instrumentId: string, nameZh: string) => {
    const one = found.get(instrumentId) ?? { instrumentId, nameZh, bookings: [], running: [], finished: [] }
    found.set(instrumentId, one)
    return one
  }
  for (const one of bookings)
    if (one.state !== 'in_use' && one.state !== 'finished') of(one.instrumentId, one.instrumentNameZh).bookings.push(one)
  if (isToday) for (const one of running) of(one.instrumentId, one.instrumentNameZh).running.push(one)
  for (const one of finished) of(one.instrumentId, one.instrumentNameZh).finished.push(one)
  return [...found.values()].toSorted((a, b) => a.nameZh.localeCompare(b.nameZh, 'zh') || (a.instrumentId < b.instrumentId ? -1 : 1))
}

/** Whether a booking is over and waits to be said what became of it. */
export const isToConfirm = (booking: Pick<DeskBooking, 'state' | 'endsAt'>, now: string): boolean =>
  booking.state === 'confirmed' && Date.parse(booking.endsAt) <= Date.parse(now)

/** Seconds that were recorded, for others and for the institution itself. */
export function totalsOf(finished: readonly Use[], institutionId: string | undefined): { external: number; internal: number } {
  const seconds = (uses: readonly Use[]) => uses.reduce((sum, use) => sum + (use.meteredSeconds ?? use.declaredSeconds ?? 0), 0)
  const internal = seconds(finished.filter((use) => use.customerId === institutionId))
  return { external: seconds(finished) - internal, internal }
}

type Said = { bookingId: string; reason: string } & ({ startsAt: string; endsAt: string } | { seconds: number; usedOn: string })

/** What is declared of a booking: its own times while the hours stand as they were booked, else so many hours on its day. */
export function saidOf(booking: Pick<DeskBooking, 'id' | 'startsAt' | 'endsAt'>, seconds: number, usedOn: string, reason: string): Said {
  const { id: bookingId, startsAt, endsAt } = booking
  const isBooked = seconds === Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / 1000)
  return isBooked ? { bookingId, reason, startsAt, endsAt } : { bookingId, reason, seconds, usedOn }
}
