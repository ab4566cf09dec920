// What several procedures of this slice ask and limit alike.
import { fullYears, type Known } from '../procedures/procedure.rules.ts'
import { talentWords as words } from './talent.words.ts'

type Title = { readonly zh: string; readonly en: string }

/** A parameter of working days, one at least. */
export const limit = (title: Title, most = 60) => ({ type: 'integer', title, unit: words.dayUnit, least: 1, most }) as const
/** A parameter of whole months; 0 is without end. */
export const monthsOf = (title: Title, most = 120) => ({ type: 'integer', title, unit: words.monthUnit, least: 0, most }) as const
/** A parameter of full years. */
export const yearsOf = (title: Title, most = 30) => ({ type: 'integer', title, unit: words.yearUnit, least: 0, most }) as const

/** The classes of talent, in their order. */
export const classes = { A: words.classA, B: words.classB, C: words.classC, D: words.classD, E: words.classE } as const

/** The class of talent that stands, by the award of the classification; null for none. */
export function standingClass({ facts, on }: Pick<Known, 'facts' | 'on'>): string | null {
  const standing = facts.awards.filter(
    (one) => one.procedure === 'talent_grading' && one.isStanding && one.from <= on && (one.to === null || one.to >= on),
  )
  return standing.map(({ level }) => level ?? '').sort()[0] || null
}

/** Whether a class of talent stands: it is known by itself, whatever is answered. */
export const isGraded = (known: Pick<Known, 'facts' | 'on'>): boolean => standingClass(known) !== null

/** Whether a contract is for a time or without end 无固定期限 (Labour Contract Law 劳动合同法, articles 12 to 14); its last day is asked where it has one. */
export const contractTermField = {
  type: 'choice',
  title: words.contractTerm,
  choices: { fixed: words.contractFixed, open: words.contractOpen },
} as const

/** Whether a contract is for so many full years; one without end is for any number. Null while it is not told. */
export function lastsYears(
  {
    contractTerm,
    contractFrom,
    contractTo,
  }: { contractTerm?: string | undefined; contractFrom?: string | undefined; contractTo?: string | undefined },
  least: number,
): boolean | null {
  if (!contractFrom || contractTerm === undefined) return null
  if (contractTerm === 'open') return true
  if (!contractTo) return null
  // A contract of three years ends on the day before its third anniversary at the earliest.
  const dayAfter = new Date(Date.parse(contractTo) + 86_400_000).toISOString().slice(0, 10)
  return fullYears(contractFrom, dayAfter) >= least
}

/** Whether at least so many full years lie between two days; null where the first is not told. */
export function isYearsAgo(from: string | undefined, on: string, least: number): boolean | null {
  return from === undefined ? null : fullYears(from, on) >= least
}

/** How much of a kind was recorded with a case, in all or within the twelve months before a day. */
export function recorded({ facts, on }: Pick<Known, 'facts' | 'on'>, kind: string, isLastYear = false): number {
  const since = `${Number(on.slice(0, 4)) - 1}${on.slice(4)}`
  const counted = facts.records.filter((one) => one.kind === kind && one.on <= on && (!isLastYear || one.on > since))
  return counted.reduce((total, { amount }) => total + amount, 0)
}
