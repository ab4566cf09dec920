// The whole sheet of a round: as a plain table, and as sheets whose cells compute scores and ranks again in a spreadsheet.
import type { Word } from '../kernel/word.ts'
import type { Bounds } from './normalise.rules.ts'
import type { Table, YearReport } from './report.rules.ts'
import type { Aggregation, Group, Indicator, IndicatorSystem } from './system.contract.ts'
import { treeOf } from './system.rules.ts'

/** A cell that computes: a formula without its equals sign, and what it comes to. */
export type Formula = { formula: string; result: number }
export type SheetValue = string | number | null | Formula
export type ComputedSheet = { name: string; rows: SheetValue[][] }
export type SheetWords = Record<'unit' | 'name' | 'value' | 'treated' | 'score' | 'index' | 'rank' | 'weight' | 'compared', string>

const stepNames = ['raw', 'denominated', 'imputed', 'treated', 'normalised', 'scores', 'ranks'] as const

/** Every table of every year as rows: year, step, unit, code, value. */
export function longTable(reports: readonly YearReport[]): (string | number)[][] {
  return reports.flatMap((report) =>
    stepNames.flatMap((step) => {
      const { columns, rows } = report.tables[step]
      return Object.entries(rows).flatMap(([unit, values]) =>
        columns.map((code, at): (string | number)[] => [report.year ?? '', step, unit, code, values[at] ?? '']),
      )
    }),
  )
}

/** 0 is A, 26 is AA. */
export function columnName(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : columnName(Math.floor(at / 26) - 1) + columnName(at % 26)
}

/** The first row of units; weights stand above them. */
const firstRow = 3
const cell = (table: Table, unit: string, code: string): number | null => {
  const at = table.columns.indexOf(code)
  return at < 0 ? null : (table.rows[unit]?.[at] ?? null)
}

type Book = { system: IndicatorSystem; report: YearReport; names: ReadonlyMap<string, string>; units: readonly string[]; words: SheetWords }

/**
 * Four sheets of one year: values, scores of indicators, groups, the ranking. Scores are formulas over values, groups over scores, ranks over
 * the index; what was filled in or brought back stands as a number, since it came about step by step.
 */
export function computedSheets(
  system: IndicatorSystem,
  report: YearReport,
  names: ReadonlyMap<string, string>,
  titleOf: (title: Word | undefined, code: string) => string,
  words: SheetWords,
): ComputedSheet[] {
  const book = { system, report, names, units: report.units.map(({ unit }) => unit), words }
  const present = system.indicators.filter(({ code }) => report.tables.normalised.columns.includes(code))
  return [valueSheet(book, present, titleOf), scoreSheet(book, present, titleOf), groupSheet(book, present, titleOf)]
}

type TitleOf = (title: Word | undefined, code: string) => string

/** Of each indicator the value and what is scored: the same, but where it was filled in, an outlier, or a logarithm was taken. */
function valueSheet({ report, names, units, words }: Book, indicators: readonly Indicator[], titleOf: TitleOf): ComputedSheet {
  const { denominated, treated } = report.tables
  const rows = units.map((unit, at): SheetValue[] => [
    unit,
    names.get(unit) ?? unit,
    ...indicators.flatMap(({ code }, column): SheetValue[] => {
      const value = cell(denominated, unit, code)
      const scored = cell(treated, unit, code)
      const same = scored !== null && scored === value
      return [value, same ? { formula: `${columnName(2 + 2 * column)}${firstRow + at}`, result: scored } : scored]
    }),
  ])
  const titles = indicators.flatMap(({ code, title }) => [
    `${titleOf(title, code)} · ${words.value}`,
    `${titleOf(title, code)} · ${words.treated}`,
  ])
  const codes = indicators.flatMap(({ code }) => [code, code])
  return { name: words.value, rows: [[words.unit, words.name, ...titles], ['', '', ...codes], ...rows] }
}

function scoreSheet({ system, report, names, units, words }: Book, indicators: readonly Indicator[], titleOf: TitleOf): ComputedSheet {
  const last = firstRow + units.length - 1
  const rows = units.map((unit, at): SheetValue[] => [
    unit,
    names.get(unit) ?? unit,
    ...indicators.map(({ code, direction }, column): SheetValue => {
      const result = cell(report.tables.normalised, unit, code)
      if (result === null) return null
      const own = columnName(3 + 2 * column)
      const value = `'${words.value}'!${own}${firstRow + at}`
      const formula = scoreFormula(value, `'${words.value}'!${own}$${firstRow}:${own}$${last}`, direction, system, report.bounds[code]!)
      return formula === null ? result : { formula, result }
    }),
  ])
  const weights = indicators.map(({ weight }) => weight)
  return {
    name: words.score,
    rows: [[words.unit, words.name, ...indicators.map(({ code, title }) => titleOf(title, code))], ['', words.weight, ...weights], ...rows],
  }
}

/** The score of a value, its bounds as numbers; null for places among others, which no short formula tells with its ties. */
function scoreFormula(value: string, column: string, direction: 1 | -1, { method }: IndicatorSystem, bounds: Bounds): string | null {
  const how = method.normalise
  const { low, high, mean, deviation } = bounds
  if (how.kind === 'minMax' && low !== null && high !== null) {
    const share = direction === 1 ? `(${value}-(${low}))/((${high})-(${low}))` : `((${high})-${value})/((${high})-(${low}))`
    return `(${how.from})+((${how.to})-(${how.from}))*${how.isClipped ? `MIN(MAX(${share},0),1)` : share}`
  }
  if (how.kind === 'zScore' && mean !== null && deviation !== null)
    return `(${how.mean})+(${how.deviation})*(${direction})*(${value}-(${mean}))/(${deviation})`
  return how.kind === 'rank' ? `100*(COUNT(${column})-RANK(${value},${column},${direction === 1 ? 0 : 1}))/(COUNT(${column})-1)` : null
}

/** Groups from the leaves up, then what ranks compare and the rank itself. */
function groupSheet({ system, report, names, units, words }: Book, indicators: readonly Indicator[], titleOf: TitleOf): ComputedSheet {
  const tree = treeOf(system)
  const { groups } = tree
  const root = groups.at(-1)!
  const last = firstRow + units.length - 1
  const placeOf = new Map<string, string>([
    ...indicators.map(({ code }, at) => [code, `'${words.score}'!${columnName(2 + at)}`] as const),
    ...groups.map(({ code }, at) => [code, columnName(2 + at)] as const),
  ])
  const compared = columnName(2 + groups.length)
  const rows = units.map((unit, at): SheetValue[] => {
    const row = firstRow + at
    const scores = groups.map((group): SheetValue => {
      const result = cell(report.tables.scores, unit, group.code)
      if (result === null) return null
      const parts = (tree.partsOf.get(group.code) ?? []).flatMap((part) => {
        const place = placeOf.get(part.code)
        const there = cell(report.tables.normalised, unit, part.code) ?? cell(report.tables.scores, unit, part.code)
        return place && there !== null ? [{ score: `${place}${row}`, weight: `${place}$2`, isZero: there === 0 }] : []
      })
      return { formula: groupFormula(group, system, parts), result }
    })
    const index = cell(report.tables.scores, unit, root.code)
    const rank = cell(report.tables.ranks, unit, root.code)
    const digits = index === null ? null : { formula: `ROUND(${placeOf.get(root.code)}${row},9)`, result: Number(index.toFixed(9)) }
    const place = rank === null ? null : { formula: `RANK(${compared}${row},${compared}$${firstRow}:${compared}$${last})`, result: rank }
    return [unit, names.get(unit) ?? unit, ...scores, digits, place]
  })
  const heads = [words.unit, words.name, ...groups.map(({ code, title }) => titleOf(title, code)), words.compared, words.rank]
  return { name: words.index, rows: [heads, ['', words.weight, ...groups.map(({ weight }) => weight), null, null], ...rows] }
}

type Part = { score: string; weight: string; isZero: boolean }

function groupFormula(group: Group, { method }: IndicatorSystem, parts: readonly Part[]): string {
  const how: Aggregation = group.aggregate ?? method.aggregate
  const weights = parts.map(({ weight }) => weight).join('+')
  const meanBy = (value: (score: string) => string) =>
    `((${parts.map(({ score, weight }) => `${weight}*${value(score)}`).join('+')})/(${weights}))`
  const mean = meanBy((score) => score)
  const combined =
    how === 'arithmetic'
      ? mean
      : how === 'geometric'
        ? parts.some(({ isZero }) => isZero)
          ? '0'
          : `EXP(${meanBy((score) => `LN(${score})`)})`
        : `(${mean}-${meanBy((score) => `(${score}-${mean})^2`)}/${mean})`
  if (!group.goalposts) return combined
  const [low, high] = group.goalposts
  const [from, to] = method.normalise.kind === 'minMax' ? [method.normalise.from, method.normalise.to] : [0, 100]
  return `(${from})+((${combined})-(${low}))/((${high})-(${low}))*((${to})-(${from}))`
}
