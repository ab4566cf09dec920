import { say, type Word } from '../kernel/word.ts'
import { caseWords } from './case.words.ts'
import { judgeGeneral } from './general.rules.ts'
import {
  type Answers,
  type Condition,
  type Facts,
  type Known,
  noFacts,
  type ParameterValues,
  type Procedure,
  type Stage,
} from './procedure.rules.ts'

export type ConditionResult = { code: string; text: Word; remedy: Word | null; result: 'met' | 'not_met' | 'unknown' }

/** Every condition of a procedure with its answer, never the first alone: who is refused learns all the reasons at once. */
export function judge(procedure: Procedure, known: Known): ConditionResult[] {
  return [...judged(procedure.conditions, known), ...judgeGeneral(procedure, known)]
}

/** Whether something may be given unasked: the procedure's conditions and what this way needs beyond them, each with its answer. */
export function judgeUnasked(procedure: Procedure, known: Known): { conditions: ConditionResult[]; isEntitled: boolean } {
  const conditions = [...judge(procedure, known), ...judged(procedure.unasked?.needs ?? [], known)]
  return { conditions, isEntitled: conditions.every(({ result }) => result === 'met') }
}

/** Some conditions with their answers. Where nobody is known (`noFacts`), what looks at the past is told neither met nor not met. */
export function judged(conditions: readonly Condition[], known: Known): ConditionResult[] {
  return conditions.map(({ code, text, remedy, test }) => {
    let isOfPast = false
    const get = (all: Facts, key: string | symbol) => {
      isOfPast = true
      return all[key as keyof Facts]
    }
    const answer = test(known.facts === noFacts ? { ...known, facts: new Proxy(noFacts, { get }) } : known)
    const result = answer === null || isOfPast ? 'unknown' : answer ? 'met' : 'not_met'
    return { code, text: filled(text, known), remedy: remedy ? filled(remedy, known) : null, result } as const
  })
}

/** The fields that a condition looks at, found by letting it look; those that only some answers lead to are named by giving each choice. */
export function needsOf(procedure: Procedure, parameters: ParameterValues): { code: string; needs: string[] }[] {
  return procedure.conditions.map(({ code, test }) => {
    const looked = new Set<string>()
    const get = (all: Answers, key: string | symbol) => {
      looked.add(String(key))
      return all[String(key)]
    }
    const watched = (given: Answers) => new Proxy(given, { get })
    const look = (given: Answers) => test({ answers: watched(given), facts: noFacts, parameters, on: '2000-01-01' })
    look({})
    for (const [key, field] of Object.entries(procedure.form))
      if (looked.has(key) && field.type === 'choice') for (const choice of Object.keys(field.choices)) look({ [key]: choice })
    const behind = [...looked].flatMap((key) => procedure.form[key]?.askedWhen?.field ?? [])
    return { code, needs: Object.keys(procedure.form).filter((key) => looked.has(key) || behind.includes(key)) }
  })
}

/**
 * How much of a record a yearly check asks for: the number that its own words name in the record's unit; null where none does.
 */
export function askedYearly(procedure: Procedure, kind: string, parameters: ParameterValues): number | null {
  const unit = procedure.records?.[kind]?.unit
  const named = (procedure.outcome.checkNeeds ?? []).flatMap(({ text }) => [...text.zh.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))
  const found = named.find((name) => procedure.parameters[name]?.unit.zh === unit?.zh)
  const value = found === undefined ? undefined : parameters[found]
  return typeof value === 'number' ? value : null
}

/** A sentence with the numbers of the version in force. */
function filled(word: Word, { parameters }: Known): Word {
  return { zh: say(word, 'zh', parameters), en: say(word, 'en', parameters) }
}

const goingOn = ['accept', 'pass', 'close_notice', 'grant']
/** What is still needed before a case goes on from a stage, as reasons against the act; `known.on` is today: what was recorded by then counts. */
export function needsAgainst(procedure: Procedure, stage: Stage | undefined, verb: string, known: Known): { code: string; text: Word }[] {
  if (!stage || !goingOn.includes(verb)) return []
  const general = verb === 'grant' ? judgeGeneral(procedure, known).filter(({ result }) => result === 'not_met') : []
  const consent = isConsentGone(procedure, known) ? [{ code: 'consent_gone', text: caseWords.consentGone }] : []
  return [...consent, ...unmet(stage.needs ?? [], known), ...general.map(({ code, text }) => ({ code, text }))]
}

/** Whether a guardian took back the consent for a child whom the form names: without it the case may end, and go nowhere else. */
function isConsentGone({ form }: Procedure, { answers, facts }: Known): boolean {
  return Object.entries(form).some(([key, field]) => {
    const childId = answers[key]
    if (field.type !== 'child' || typeof childId !== 'string') return false
    return !facts.consents.some((one) => one.childId === childId && one.purpose === field.purpose)
  })
}

/** The conditions that are not met, each as a reason that says so; what cannot be told is not met either. */
export function unmet(conditions: readonly Condition[], known: Known): { code: string; text: Word }[] {
  return judged(conditions, known)
    .filter(({ result }) => result !== 'met')
    .map(({ code, text: { zh, en } }) => ({
      code,
      text: { zh: say(caseWords.notYet, 'zh', { text: zh }), en: say(caseWords.notYet, 'en', { text: en }) },
    }))
}
