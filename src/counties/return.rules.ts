// What is checked of a return, and who may take it on: all reasons at once. What only looks odd asks for an explanation and stops nobody who gives one.

import { changeInPercent, compareDecimals, isWhole, ratioOf } from './decimal.rules.ts'
import type { cellProblems, formLevels, returnActs, returnStates } from './return.contract.ts'

export type ReturnState = (typeof returnStates)[number]
export type FormLevel = (typeof formLevels)[number]
export type ReturnAct = (typeof returnActs)[number]
export type CellProblem = (typeof cellProblems)[number]
/** A check that found something: open until it is mended, or explained where that is enough. */
export type CellFinding = { problem: CellProblem; isExplainable: boolean; isOpen: boolean }

export type CellRule = {
  kind: 'amount' | 'count' | 'ratio' | 'text'
  factor: number | null
  decimals: number
  isShare: boolean
  isRequired: boolean
}
export type CellValue = {
  amount: string | null
  numerator: string | null
  denominator: string | null
  words: string | null
  origin: 'computed' | 'filed' | 'quoted' | 'imported'
  sourceDocument: string
  provider: string
  explanation: string
  vintage: 'flash' | 'preliminary' | 'annual' | 'revised'
  expectedOn: string | null
  isConfirmed: boolean
}
/** `platform`: what the platform counted last of the same cell; null where it counts nothing. */
export type Comparison = {
  platform: string | null
  lastYear: string | null
  peers: readonly string[]
  jumpPercent: number
  outlierTimes: number
}

const wordsAtMost = 200
const peersAtLeast = 5
/** What makes the median distance of a normal spread its standard deviation. */
const usualSpread = 1.4826

/** The number a cell comes to: as it stands, or of its two parts; null while there is none. */
export function cellNumber(
  { kind, factor, decimals }: Pick<CellRule, 'kind' | 'factor' | 'decimals'>,
  cell: Pick<CellValue, 'amount' | 'numerator' | 'denominator'> | null,
): string | null {
  if (!cell || kind === 'text') return null
  if (kind !== 'ratio') return cell.amount
  if (cell.numerator === null || cell.denominator === null) return null
  return ratioOf(cell.numerator, cell.denominator, factor ?? 1, decimals)
}

const isEmpty = ({ amount, numerator, denominator, words }: CellValue) =>
  amount === null && numerator === null && denominator === null && !words?.trim()

/** Everything that is to be said of a cell. @source 湖南省创新型县（市、区）建设指标体系 for the 200 characters of what is particular */
export function findingsOf(rule: CellRule, cell: CellValue | null, comparison: Comparison): CellFinding[] {
  if (!cell || isEmpty(cell)) return rule.isRequired ? [{ problem: 'missing', isExplainable: false, isOpen: true }] : []
  const findings = wrongOf(rule, cell).map((problem): CellFinding => ({ problem, isExplainable: false, isOpen: true }))
  const isOpen = cell.explanation.trim() === ''
  // What the platform counted itself, nobody has to explain.
  const isTyped = cell.origin !== 'computed' && findings.length === 0
  const odd = isTyped ? oddOf(cellNumber(rule, cell), comparison) : []
  return [...findings, ...odd.map((problem) => ({ problem, isExplainable: true, isOpen }))]
}

/** What can be said of a value alone, whoever gives it. */
export function wrongValue(
  { kind, isShare }: Pick<CellRule, 'kind' | 'isShare'>,
  { amount, numerator, denominator, words }: Pick<CellValue, 'amount' | 'numerator' | 'denominator' | 'words'>,
): CellProblem[] {
  const problems: CellProblem[] = []
  if ([amount, numerator, denominator].some((text) => text !== null && compareDecimals(text, '0') < 0)) problems.push('negative')
  if (kind === 'count' && amount !== null && !isWhole(amount)) problems.push('not_whole')
  if (kind === 'ratio') {
    if (numerator === null || denominator === null) problems.push('part_missing')
    if (denominator !== null && compareDecimals(denominator, '0') === 0) problems.push('no_denominator')
    else if (isShare && numerator !== null && denominator !== null && compareDecimals(numerator, denominator) > 0)
      problems.push('over_whole')
  }
  if (words !== null && [...words].length > wordsAtMost) problems.push('too_long')
  return problems
}

function wrongOf(rule: CellRule, cell: CellValue): CellProblem[] {
  const { kind } = rule
  const problems = wrongValue(rule, cell)
  if (kind !== 'text' && cell.origin !== 'computed' && !(cell.sourceDocument.trim() && cell.provider.trim()))
    problems.push('source_missing')
  if ((cell.vintage === 'flash' || cell.vintage === 'preliminary') && cell.expectedOn === null) problems.push('release_missing')
  if (!cell.isConfirmed) problems.push('unconfirmed')
  return problems
}

function oddOf(value: string | null, { platform, lastYear, peers, jumpPercent, outlierTimes }: Comparison): CellProblem[] {
  if (value === null) return []
  const problems: CellProblem[] = []
  if (platform !== null && compareDecimals(platform, value) !== 0) problems.push('not_platform')
  const change = lastYear === null ? null : changeInPercent(lastYear, value)
  if (change !== null && change > jumpPercent) problems.push('jump')
  if (isOutlier(Number(value), peers.map(Number), outlierTimes)) problems.push('outlier')
  return problems
}

/** Whether a value lies further from the median of its peers than so many times their usual distance from it. */
function isOutlier(value: number, peers: readonly number[], times: number): boolean {
  if (peers.length < peersAtLeast) return false
  const middle = medianOf(peers)
  const spread = medianOf(peers.map((peer) => Math.abs(peer - middle))) * usualSpread
  return spread > 0 && Math.abs(value - middle) > times * spread
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Who somebody is to a return: who fills it in, the city above it, the province; one may be several. */
export type ReturnRights = { files: boolean; passes: boolean; approves: boolean }
export type ActProblem = 'not_yours' | 'wrong_state' | 'not_begun' | 'cells_open' | 'by_yourself'

const startsIn: Readonly<Record<ReturnAct, readonly ReturnState[]>> = {
  hand_in: ['filling'],
  pass: ['at_city'],
  send_back: ['at_city', 'at_province'],
  approve: ['at_province'],
  reopen: ['approved'],
}
/** Where an act leads; only a county that does not report directly has a city above it. */
export function stateAfter(act: ReturnAct, { level, isDirect }: { level: FormLevel; isDirect: boolean }): ReturnState {
  if (act === 'hand_in') return level === 'county' && !isDirect ? 'at_city' : 'at_province'
  return ({ pass: 'at_province', send_back: 'filling', approve: 'approved', reopen: 'filling' } as const)[act]
}
/** Acts that say why. */
export const reasonedActs: readonly ReturnAct[] = ['send_back', 'reopen']

/** Why somebody may not act, all reasons; none when they may. */
export function actProblems(
  act: ReturnAct,
  state: ReturnState,
  rights: ReturnRights,
  facts: { openCount: number; hasBegun: boolean; isOwnHand: boolean },
): ActProblem[] {
  const problems: ActProblem[] = []
  const isTheirs = {
    hand_in: rights.files,
    pass: rights.passes,
    send_back: state === 'at_province' ? rights.approves : rights.passes || rights.approves,
    approve: rights.approves,
    reopen: rights.approves,
  }[act]
  if (!isTheirs) problems.push('not_yours')
  if (!startsIn[act].includes(state)) problems.push('wrong_state')
  if (act === 'hand_in' && !facts.hasBegun) problems.push('not_begun')
  if (act === 'hand_in' && facts.openCount > 0) problems.push('cells_open')
  // The province’s own return is approved by another officer than the one who handed it in.
  if (act === 'approve' && facts.isOwnHand) problems.push('by_yourself')
  return problems
}
