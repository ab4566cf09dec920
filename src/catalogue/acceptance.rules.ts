// The clock of joining the network: so many working days after its acceptance, for what is worth enough to have to. Pure.
import { addWorkingDays, type WorkingCalendar, workingDaysBetween } from '../places/places.rules.ts'
import type { Acceptance, Listing, listingStates } from './acceptance.contract.ts'
import type { InstrumentFacts } from './catalogue.contract.ts'

export type ListingRule = { workingDays: number; worthLeastFen: number; documentNo: string }
type Clock = Acceptance['clock']
type Asked = Pick<InstrumentFacts, 'state' | 'worthFen' | 'listedOn'> & { acceptedOn: string | null; isExempt: boolean }

/**
 * Where an instrument stands on its way into the network on a day.
 * @source 国科发基〔2018〕289号 article 11: within 30 working days of the acceptance, from 500,000 yuan on; below that it is voluntary
 */
export function clockOf(
  { state, worthFen, listedOn, acceptedOn, isExempt }: Asked,
  rule: ListingRule,
  calendar: WorkingCalendar,
  today: string,
): Clock {
  const none = { dueOn: null, isCertain: true, days: null }
  // What was excused, by a case that stands, need not join.
  if (isExempt) return { state: 'exempt', ...none }
  // What is worth less need not join; of what nobody says the worth it is not known.
  if (worthFen !== null && worthFen < rule.worthLeastFen) return { state: 'voluntary', ...none }
  if (acceptedOn === null) return { state: 'unknown', ...none }
  const { day: dueOn, isCertain } = addWorkingDays(acceptedOn, rule.workingDays, calendar)
  const joinedOn = state === 'draft' ? null : listedOn
  // It joined, and nobody says when.
  if (state !== 'draft' && joinedOn === null) return { state: 'unknown', dueOn, isCertain, days: null }
  const until = joinedOn ?? today
  const over = workingDaysBetween(dueOn, until, calendar)
  const states: Record<'joined' | 'waiting', readonly [Clock['state'], Clock['state']]> = {
    joined: ['in_time', 'late'],
    waiting: ['open', 'overdue'],
  }
  const [fine, wrong] = states[joinedOn === null ? 'waiting' : 'joined']
  return { state: until <= dueOn ? fine : wrong, dueOn, isCertain, days: Math.abs(over) }
}

/** How many stand where. */
export function countStates(clocks: readonly Clock[]): Record<(typeof listingStates)[number], number> {
  const counts = { overdue: 0, open: 0, late: 0, in_time: 0, unknown: 0, voluntary: 0, exempt: 0 }
  for (const { state } of clocks) counts[state] += 1
  return counts
}

/** The order of a list: the longest over first, then those whose last day comes first, then by name. */
export function orderListings(items: readonly Listing[]): Listing[] {
  const over = ({ clock }: Listing) => (clock.state === 'overdue' || clock.state === 'late' ? (clock.days ?? 0) : 0)
  return items.toSorted(
    (a, b) => over(b) - over(a) || (a.clock.dueOn ?? '9').localeCompare(b.clock.dueOn ?? '9') || a.nameZh.localeCompare(b.nameZh, 'zh'),
  )
}
