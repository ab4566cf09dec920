import { dayOf } from '../kernel/time.ts'
import { type FaultDecision, type FaultState, faultStates } from './fault.contract.ts'
import { type Opening, openSpans } from './opening.rules.ts'

/** How far back a fault may be said to have begun: a year, in days. */
export const brokenDaysMost = 366

const from: Readonly<Record<FaultDecision, readonly FaultState[]>> = {
  accept: ['reported'],
  // Said of one in repair, it moves the end.
  repair: ['accepted', 'in_repair'],
  finish: ['accepted', 'in_repair'],
  dismiss: ['reported', 'accepted', 'in_repair'],
}
const to: Readonly<Record<FaultDecision, FaultState>> = {
  accept: 'accepted',
  repair: 'in_repair',
  finish: 'done',
  dismiss: 'dismissed',
}

/** Whether a fault in this state can be dealt with so. */
export const mayDecide = (action: FaultDecision, state: FaultState): boolean => from[action].includes(state)

/** The state a fault has after it. */
export const faultStateAfter = (action: FaultDecision): FaultState => to[action]

export const isOver = (state: FaultState): boolean => state === 'done' || state === 'dismissed'

/** Opening hours between two moments, in whole seconds: time in which the instrument could have been used. */
export function openSecondsBetween(openings: readonly Opening[], startsAt: string, endsAt: string): number {
  const span = { from: Date.parse(startsAt), to: Date.parse(endsAt) }
  if (span.to <= span.from) return 0
  const open = openSpans(openings, dayOf(new Date(span.from)), dayOf(new Date(span.to)))
  const lost = open.map((one) => Math.max(0, Math.min(one.to, span.to) - Math.max(one.from, span.from)))
  return Math.floor(lost.reduce((sum, ms) => sum + ms, 0) / 1000)
}

export type Stopping = { state: FaultState; isUsable: boolean; brokenAt: string; stoppedAt: string | null }

/** Since when a fault keeps its instrument from use once this was decided: since it broke where it cannot be used, else since the repair began. */
export function stoppedAfter(action: FaultDecision, fault: Stopping, isUsable: boolean, now: string): string | null {
  if (action === 'repair') return fault.stoppedAt ?? now
  if (action === 'accept') return isUsable ? null : fault.brokenAt
  return fault.stoppedAt
}

/** The states that a filter of the list means; all where it says nothing. */
export function statesMeant(filter: 'open' | 'over' | FaultState | undefined): FaultState[] {
  if (filter === undefined) return [...faultStates]
  if (filter === 'open' || filter === 'over') return faultStates.filter((state) => isOver(state) === (filter === 'over'))
  return [filter]
}
