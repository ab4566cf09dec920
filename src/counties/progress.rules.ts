// Half-years and their reports: which are over, when a report is due, and who may take it on.
import { addDays } from '../kernel/time.ts'
import type { PlanRights } from './plan.rules.ts'
import type { progressActs, progressProblems, progressStates } from './progress.contract.ts'

export type Period = { readonly year: number; readonly half: 1 | 2 }
export type ProgressState = (typeof progressStates)[number]
export type ProgressAct = (typeof progressActs)[number]
export type ProgressProblem = (typeof progressProblems)[number]

export const firstDayOf = ({ year, half }: Period): string => `${year}-${half === 1 ? '01-01' : '07-01'}`
export const lastDayOf = ({ year, half }: Period): string => `${year}-${half === 1 ? '06-30' : '12-31'}`
/** The last day on which the report of a half-year is in time: so many days after its end. */
export const dueOf = (period: Period, days: number): string => addDays(lastDayOf(period), days)

/** The half-years that were over before a day in which a plan held that began on another; the latest first. */
export function periodsBetween(beganOn: string, today: string): Period[] {
  const found: Period[] = []
  for (let year = Number(beganOn.slice(0, 4)); year <= Number(today.slice(0, 4)); year += 1)
    for (const half of [1, 2] as const) {
      const last = lastDayOf({ year, half })
      if (last >= beganOn && last < today) found.unshift({ year, half })
    }
  return found
}

/** Whether two half-years are one. */
export const isSame = (one: Period, other: Period): boolean => one.year === other.year && one.half === other.half

const startsIn: Readonly<Record<ProgressAct, readonly ProgressState[]>> = {
  hand_in: ['draft'],
  pass: ['at_city'],
  accept: ['at_province'],
  send_back: ['at_city', 'at_province'],
}

/** Where an act leads; a county that reports directly has no city above it. */
export const stateAfter = (act: ProgressAct, isDirect: boolean): ProgressState =>
  (({ hand_in: isDirect ? 'at_province' : 'at_city', pass: 'at_province', accept: 'accepted', send_back: 'draft' }) as const)[act]

/** Why somebody may not act, all reasons; none when they may. */
export function actProblems(act: ProgressAct, state: ProgressState, rights: PlanRights, hasSummary: boolean): ProgressProblem[] {
  const problems: ProgressProblem[] = []
  const isTheirs = {
    hand_in: rights.writes,
    pass: rights.passes,
    accept: rights.approves,
    send_back: state === 'at_province' ? rights.approves : rights.passes || rights.approves,
  }[act]
  if (!isTheirs) problems.push('not_yours')
  if (!startsIn[act].includes(state)) problems.push('wrong_state')
  if (act === 'hand_in' && !hasSummary) problems.push('summary_missing')
  return problems
}
