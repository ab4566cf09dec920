// What statistics keep of each action: where it left its case, and of a decision how long it took.
import type { WorkingCalendar } from '../places/places.rules.ts'
import { workingDaysBetween } from '../places/places.rules.ts'
import { type Action, type CaseState, step, unopened, type Verb } from './case.rules.ts'
import { suspendedDays } from './clock.rules.ts'
import { generalConditions } from './general.rules.ts'
import type { Procedure } from './procedure.rules.ts'

/** Decisions whose time is counted; of these `reject` is none on the merits. */
export const timedVerbs: readonly Verb[] = ['grant', 'refuse', 'reject']
/** Refusals, which have a ground. */
export const groundedVerbs: readonly Verb[] = ['refuse', 'reject']

/** The kinds of ground that an office chooses from; beside them every condition of the procedure is one. */
export const groundsChosen = ['materials', 'untrue', 'out_of_scope', 'merits', 'quota', 'other'] as const
/** Grounds that follow from what happened: the experts' mark was missed, an objection was upheld; or nobody said. */
export const groundsFound = ['score', 'objection', 'not_stated'] as const
export const conditionGround = (code: string) => `condition.${code}`

/** Whether an office may name a ground: a general one, or a condition of the procedure. */
export function isGround(procedure: Pick<Procedure, 'conditions' | 'outcome'>, ground: string): boolean {
  const conditions = [...procedure.conditions.map(({ code }) => code), ...generalConditions(procedure)]
  return (groundsChosen as readonly string[]).includes(ground) || conditions.some((code) => conditionGround(code) === ground)
}

export type StepFacts = {
  readonly number: number
  readonly verb: Verb
  readonly isFirst: boolean
  readonly status: CaseState['status']
  readonly level: string | null
  readonly isFrozen: boolean
  readonly workedDays: number | null
  readonly ground: string | null
  readonly outcome: string | null
  readonly actedOn: string
}

/** The working days that a case spent at its stage until a day, without those in which its clock stood. */
function spentAt(state: CaseState, until: string, calendar: WorkingCalendar): number {
  if (state.enteredOn === null || (state.status !== 'open' && state.status !== 'mending')) return 0
  return workingDaysBetween(state.enteredOn, until, calendar) - suspendedDays(state.suspensions, until, calendar)
}

const hasLeft = (before: CaseState, after: CaseState) =>
  before.stage !== after.stage || before.enteredAt !== after.enteredAt || after.endedOn !== null

/** Where no time is asked for: every Monday to Friday is worked. */
export const noCalendar: WorkingCalendar = { exceptions: new Map(), knownYears: new Set() }

/**
 * Every action of a case as statistics keep it. The time of a decision runs from the filing, or from the day on which an appeal opened the
 * case again; the day it starts on does not count (Civil Code 民法典, article 201), and what suspends the clock is left out.
 */
export function stepsOf(actions: readonly Action[], calendar: WorkingCalendar): StepFacts[] {
  const steps: StepFacts[] = []
  const seen = new Set<Verb>()
  let state = unopened
  let worked = 0
  for (const action of actions) {
    const after = step(state, action)
    if (action.verb === 'submit' || action.verb === 'overturn') worked = 0
    else if (hasLeft(state, after)) worked += spentAt(state, action.actedOn, calendar)
    const { number, verb, actedOn } = action
    steps.push({
      ...{ number, verb, isFirst: !seen.has(verb), actedOn, status: after.status, level: after.level, isFrozen: after.isFrozen },
      workedDays: timedVerbs.includes(verb) ? worked : null,
      ground: groundedVerbs.includes(verb) ? (action.detail.ground ?? 'not_stated') : null,
      outcome: outcomeOf(action),
    })
    seen.add(verb)
    state = after
  }
  return steps
}

function outcomeOf({ verb, detail }: Action): string | null {
  if (verb === 'uphold' || verb === 'overturn') return verb
  if (verb === 'answer_objection') return detail.isUpheld ? 'upheld' : 'dismissed'
  return null
}
