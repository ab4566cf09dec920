// Numbers that every procedure has beside those it declares. A declaration does not name them, so what it is recognised by stays the same, and
// a version published before there was one counts with what is said here.
import { say } from '../kernel/word.ts'
import type { ConditionResult } from './condition.rules.ts'
import { generalWords as words } from './general.words.ts'
import { yuanText } from './payment.rules.ts'
import type { Known, Material, Parameters, ParameterValues, Procedure } from './procedure.rules.ts'

/**
 * What holds where a version says nothing: no law sets a limit to mend in, so there is none until somebody publishes one; nobody is given
 * a new subsidy who still has to pay back an earlier one; how materials are looked at is each office's own affair.
 */
const defaults = { mendDays: 0, refusesWhileOwed: 1, verifiesMaterials: 0 } as const
export type GeneralKey = keyof typeof defaults

const ofAll: Parameters = {
  // Working days from the day on which the defects are told; that day does not count (Civil Code 民法典, article 201).
  mendDays: { type: 'integer', title: words.mendDays, unit: words.mendDaysUnit, zero: words.noLimit, least: 0, most: 250 },
}
const ofMaterials: Parameters = {
  verifiesMaterials: {
    type: 'integer',
    title: words.verifiesMaterials,
    unit: words.refusesUnit,
    zero: words.refusesNot,
    least: 0,
    most: 1,
  },
}
const ofSubsidies: Parameters = {
  refusesWhileOwed: { type: 'integer', title: words.refusesWhileOwed, unit: words.refusesUnit, zero: words.refusesNot, least: 0, most: 1 },
}

/** The general numbers of a procedure, as an administrator publishes them. */
export function generalParameters({ outcome, materials }: Pick<Procedure, 'outcome' | 'materials'>): Parameters {
  return { ...ofAll, ...(materials.length > 0 ? ofMaterials : {}), ...(outcome.kind === 'subsidy' ? ofSubsidies : {}) }
}

/** A general number as a version has it. */
export function generalNumber(key: GeneralKey, values: ParameterValues): number {
  const value = values[key]
  return typeof value === 'number' ? value : defaults[key]
}

/** Whether a version leaves a general number as it is without being said. */
export function isUnsaid(key: string, values: ParameterValues): boolean {
  return isGeneral(key) && generalNumber(key, values) === defaults[key]
}

/** Whether a number is a general one, of this procedure or of another. */
export function isGeneral(key: string): key is GeneralKey {
  return key in defaults
}

/** Whoever files for somebody else shows that they may: an employer's handler brings the person's own authorisation 授权书. */
export const authorisation: Material = { code: 'authorisation', title: words.authorisation, source: words.fromPerson }

const owesNothing = 'owes_nothing'
/** The codes of the conditions that a procedure has without declaring them. */
export function generalConditions({ outcome }: Pick<Procedure, 'outcome'>): string[] {
  return outcome.kind === 'subsidy' ? [owesNothing] : []
}

/** A subsidy asks that nothing of an earlier one is still to be paid back, unless its version says otherwise; the amount is told. */
export function judgeGeneral(procedure: Pick<Procedure, 'outcome'>, { facts: { owedFen }, parameters }: Known): ConditionResult[] {
  if (generalConditions(procedure).length === 0 || generalNumber('refusesWhileOwed', parameters) === 0) return []
  const base = { code: owesNothing, text: words.owesNothing, remedy: null }
  if (owedFen === null) return [{ ...base, result: 'unknown' }]
  if (owedFen === 0) return [{ ...base, result: 'met' }]
  const owedYuan = yuanText(owedFen)
  return [{ ...base, result: 'not_met', text: { zh: say(words.owes, 'zh', { owedYuan }), en: say(words.owes, 'en', { owedYuan }) } }]
}
