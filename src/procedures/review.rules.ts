// Expert review as an official would do it on paper: who must stand aside, who is drawn, and what the sheets come to.
import type { Sheet } from './procedure.rules.ts'
import { type RecusalReason, recusalReasons } from './review.contract.ts'

export type Candidate = {
  readonly expertId: string
  readonly personId: string
  readonly employments: readonly { organisationId: string; firstOn: string; lastOn: string | null }[]
  readonly ties: readonly { kind: 'funding' | 'co_author' | 'declared'; otherId: string | null; organisationId: string | null }[]
}
/** What a case is, for who must stand aside. */
export type Concerned = {
  readonly applicantId: string
  readonly subjectId: string | null
  readonly organisationId: string | null
  /** Organisations tied to the case's own, as registered. */
  readonly relatedIds: readonly string[]
  /** Who has acted on the case, and who acts for its organisation. */
  readonly handlerIds: readonly string[]
  readonly colleagueIds: readonly string[]
  readonly on: string
}

/** Every reason why an expert must stand aside; none for one who may be drawn. Kinship is never inferred: it is declared. */
export function recusalsOf({ personId, employments, ties }: Candidate, of: Concerned): RecusalReason[] {
  const stands = (one: { firstOn: string; lastOn: string | null }) => one.firstOn <= of.on && (one.lastOn === null || one.lastOn >= of.on)
  const own = employments.filter((one) => one.organisationId === of.organisationId)
  const people = [of.applicantId, of.subjectId]
  const touching = ties.filter(
    (tie) =>
      (tie.otherId !== null && people.includes(tie.otherId)) || (tie.organisationId !== null && tie.organisationId === of.organisationId),
  )
  const holds: Readonly<Record<RecusalReason, boolean>> = {
    is_applicant: personId === of.applicantId,
    is_subject: personId === of.subjectId,
    handled_case: of.handlerIds.includes(personId),
    same_organisation: own.some(stands) || of.colleagueIds.includes(personId),
    past_organisation: own.some((one) => !stands(one)),
    related_organisation: employments.some((one) => stands(one) && of.relatedIds.includes(one.organisationId)),
    funding: touching.some((tie) => tie.kind === 'funding'),
    co_author: touching.some((tie) => tie.kind === 'co_author'),
    declared: touching.some((tie) => tie.kind === 'declared'),
  }
  return recusalReasons.filter((reason) => holds[reason])
}

/** Numbers from a seed, the same ones for the same seed (xmur3 and mulberry32, both in the public domain). @returns from 0 up to 1 */
export function numbersFrom(seed: string): () => number {
  let state = 1779033703 ^ seed.length
  for (let at = 0; at < seed.length; at += 1) {
    state = Math.imul(state ^ seed.charCodeAt(at), 3432918353)
    state = (state << 13) | (state >>> 19)
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Draws some of those who may be drawn: whoever knows the seed and the list draws the same, whatever order the list came in. */
export function draw(expertIds: readonly string[], seed: string, count: number): string[] {
  const pool = expertIds.toSorted()
  const next = numbersFrom(seed)
  for (let at = pool.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1))
    ;[pool[at], pool[other]] = [pool[other]!, pool[at]!]
  }
  return pool.slice(0, count)
}

export type Scores = Readonly<Record<string, number>>

export type SheetFault = { criterion: string; what: 'missing' | 'wrong' }
/** What is wrong with a sheet, by criterion; a sheet that is only kept for later may be incomplete. */
export function sheetFaults(sheet: Sheet, scores: Scores, isWhole: boolean): SheetFault[] {
  const known = new Set(sheet.criteria.map(({ code }) => code))
  const strange = Object.keys(scores).filter((code) => !known.has(code))
  return [
    ...strange.map((criterion) => ({ criterion, what: 'wrong' as const })),
    ...sheet.criteria.flatMap(({ code, most }): SheetFault[] => {
      const given = scores[code]
      if (given === undefined) return isWhole ? [{ criterion: code, what: 'missing' as const }] : []
      return Number.isSafeInteger(given) && given >= 0 && given <= most ? [] : [{ criterion: code, what: 'wrong' as const }]
    }),
  ]
}

/** The points of one sheet. */
export function totalOf(scores: Scores): number {
  return Object.values(scores).reduce((sum, one) => sum + one, 0)
}

/** From how many sheets on the highest and the lowest are left out. */
export const sheetsToDropEnds = 4

export type ReviewResult = {
  /** The mean of those that count, to two decimals. */
  readonly score: number
  readonly isPassed: boolean
  readonly spread: number
  readonly isAlarm: boolean
  /** How many sheets count. */
  readonly counted: number
}

/** What the totals of all sheets come to: the mean is compared with the mark before it is rounded. None for no sheet. */
export function resultOf(sheet: Sheet, totals: readonly number[], passMark: number): ReviewResult | null {
  if (totals.length === 0) return null
  const sorted = totals.toSorted((a, b) => a - b)
  const counted = sheet.dropsEnds && sorted.length >= sheetsToDropEnds ? sorted.slice(1, -1) : sorted
  const sum = counted.reduce((whole, one) => whole + one, 0)
  const spread = sorted.at(-1)! - sorted[0]!
  return {
    score: Math.round((sum * 100) / counted.length) / 100,
    isPassed: sum >= passMark * counted.length,
    spread,
    isAlarm: spread > sheet.spreadMost,
    counted: counted.length,
  }
}
