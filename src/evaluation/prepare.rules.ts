// From raw values to comparable ones: screened, put in relation, filled in, and with their outliers treated. Each step is kept.
import { meanOf, presentOf, quantileOf, shapeOf } from './spread.rules.ts'
import type { Imputation, Indicator, IndicatorSystem, Treatment } from './system.contract.ts'
import type { YearData } from './table.rules.ts'

export type Columns = ReadonlyMap<string, Float64Array>

export type Note =
  | { code: 'indicator_left_out'; indicator: string; share: number }
  | { code: 'unit_left_out'; unit: string; share: number }
  | { code: 'denominator_wrong'; indicator: string; unit: string }
  | { code: 'log_impossible'; indicator: string; unit: string }
  | { code: 'imputed'; indicator: string; unit: string; value: number; from: Imputation }
  | { code: 'treated'; indicator: string; unit: string; from: number; to: number }
  | { code: 'still_skewed'; indicator: string; skewness: number; kurtosis: number }
  | { code: 'no_spread'; indicator: string }

export type MissingCell = { code: 'cell_missing'; unit: string; year: number | null; column: string }

/** One year's values, step by step; every column is in the order of `units`. */
export type Prepared = {
  year: number | null
  units: readonly string[]
  peers: readonly (string | null)[]
  raw: Columns
  denominated: Columns
  imputed: Columns
  treated: Columns
  notes: Note[]
}

/** The columns a system asks of its data. Of an indicator scored by people, `expertsOf` finds the columns among the heads. */
export function columnsOf({ indicators }: IndicatorSystem, heads: readonly string[]): string[] {
  const asked = indicators.flatMap((indicator) => [
    ...(indicator.experts ? expertColumns(indicator, heads) : [indicator.code]),
    ...(indicator.denominator ? [indicator.denominator] : []),
  ])
  return [...new Set(asked)]
}

/** Every cell that is missing where the system forbids it; nothing where it says how gaps are filled, or lets them be. */
export function forbiddenGaps(system: IndicatorSystem, years: readonly YearData[]): MissingCell[] {
  if (system.method.impute !== 'refuse') return []
  return years.flatMap(({ year, units, columns }) =>
    columnsOf(system, [...columns.keys()])
      .filter((column) => !isOneOfExperts(system, column))
      .flatMap((column) =>
        units.flatMap((unit, at): MissingCell[] =>
          Number.isNaN(columns.get(column)![at]!) ? [{ code: 'cell_missing', unit, year, column }] : [],
        ),
      ),
  )
}

/** One expert may have given no score while others did. */
const isOneOfExperts = ({ indicators }: IndicatorSystem, column: string) =>
  indicators.some(({ code, experts }) => experts && column.startsWith(`${code}@`))

function expertColumns({ code }: Indicator, heads: readonly string[]): string[] {
  const found = heads.filter((head) => head.startsWith(`${code}@`)).sort()
  return found.length > 0 ? found : [`${code}@1`]
}

/** Prepares every year. Indicators are screened over all of them, so that years stay comparable; units in each. */
export function prepare(system: IndicatorSystem, years: readonly YearData[]): { indicators: Indicator[]; years: Prepared[] } {
  const { screen, impute, treat } = system.method
  const measured = years.map((data) => measure(system.indicators, data))
  const leftOut: Note[] = []
  const indicators = system.indicators.filter((indicator) => {
    const all = measured.map(({ denominated }) => denominated.get(indicator.code)!)
    const share =
      all.reduce((sum, own) => sum + presentOf(own).length, 0) /
      Math.max(
        1,
        all.reduce((sum, own) => sum + own.length, 0),
      )
    const isKept = share > 0 && share >= screen.indicatorShareLeast
    if (!isKept) leftOut.push({ code: 'indicator_left_out', indicator: indicator.code, share })
    return isKept
  })
  const prepared: Prepared[] = []
  for (const [at, data] of years.entries()) {
    const kept = screenUnits(data, measured[at]!, indicators, screen.unitShareLeast)
    const notes = at === 0 ? [...leftOut, ...kept.notes] : kept.notes
    const before = prepared.at(-1)
    const imputed = mapColumns(kept.denominated, (values, code) => imputeColumn(values, code, impute, { kept, before, indicators, notes }))
    const treated = mapColumns(imputed, (values, code) => treatColumn(values, code, treat, kept.units, notes))
    const { units, peers, raw, denominated } = kept
    prepared.push({ year: data.year, units, peers, raw, denominated, imputed, treated, notes })
  }
  return { indicators, years: prepared }
}

function mapColumns(columns: Columns, change: (values: Float64Array, code: string) => Float64Array): Columns {
  return new Map([...columns].map(([code, values]) => [code, change(values, code)]))
}

type Measured = { raw: Columns; denominated: Columns; notes: Note[] }

/** Puts each indicator in relation to its denominator and takes its logarithm, where the system says so. */
function measure(indicators: readonly Indicator[], { units, columns }: YearData): Measured {
  const notes: Note[] = []
  const raw = new Map<string, Float64Array>()
  const denominated = new Map<string, Float64Array>()
  for (const indicator of indicators) {
    const { code, denominator, per, transform } = indicator
    const own = indicator.experts ? meanOfExperts(indicator, columns, units.length) : columns.get(code)!
    raw.set(code, own)
    const below = denominator ? columns.get(denominator)! : null
    const values = own.map((value, at) => {
      const divisor = below ? below[at]! : 1
      if (!Number.isNaN(value) && divisor <= 0) notes.push({ code: 'denominator_wrong', indicator: code, unit: units[at]! })
      const quotient = divisor > 0 ? (below ? value / divisor : value) * per : Number.NaN
      if (transform === 'none' || Number.isNaN(quotient)) return quotient
      if (quotient <= 0) notes.push({ code: 'log_impossible', indicator: code, unit: units[at]! })
      return quotient > 0 ? Math.log(quotient) : Number.NaN
    })
    denominated.set(code, values)
  }
  return { raw, denominated, notes }
}

/** The mean of what several people gave, without the highest and the lowest of three or more where the system says so. */
function meanOfExperts(indicator: Indicator, columns: Columns, length: number): Float64Array {
  const given = expertColumns(indicator, [...columns.keys()]).map((code) => columns.get(code)!)
  return Float64Array.from({ length }, (_, at) => {
    const scores = presentOf(Float64Array.from(given, (column) => column[at]!)).sort()
    const counted = indicator.experts!.dropsHighLow && scores.length >= 3 ? scores.subarray(1, -1) : scores
    return meanOf(counted)
  })
}

type Kept = Measured & Pick<Prepared, 'units' | 'peers'>

function screenUnits(data: YearData, { raw, denominated, notes }: Measured, indicators: readonly Indicator[], shareLeast: number): Kept {
  const codes = indicators.map((indicator) => indicator.code)
  const places = data.units.flatMap((unit, at) => {
    const share = codes.filter((code) => !Number.isNaN(denominated.get(code)![at]!)).length / Math.max(1, codes.length)
    if (share > 0 && share >= shareLeast) return [at]
    notes.push({ code: 'unit_left_out', unit, share })
    return []
  })
  const pick = (columns: Columns): Columns =>
    new Map(codes.map((code) => [code, Float64Array.from(places, (at) => columns.get(code)![at]!)]))
  return {
    units: places.map((at) => data.units[at]!),
    peers: places.map((at) => data.peers[at]!),
    raw: pick(raw),
    denominated: pick(denominated),
    notes,
  }
}

type Filling = { kept: Kept; before: Prepared | undefined; indicators: readonly Indicator[]; notes: Note[] }

function imputeColumn(values: Float64Array, code: string, how: Imputation, { kept, before, indicators, notes }: Filling): Float64Array {
  if (how === 'none' || how === 'refuse' || !values.some(Number.isNaN)) return values
  const { units, peers } = kept
  const direction = indicators.find((indicator) => indicator.code === code)!.direction
  const places = new Map(before?.units.map((unit, at) => [unit, at]))
  const found = new Map<string | null, number>()
  const forPeers = (of: (own: Float64Array) => number, at: number) => {
    const peer = peers[at]!
    if (!found.has(peer)) found.set(peer, of(values.filter((_, other) => peers[other] === peer)))
    return found.get(peer)!
  }
  const whole = wholeValue(values, how, direction)
  return values.map((value, at) => {
    if (!Number.isNaN(value)) return value
    const filled =
      how === 'groupMean'
        ? forPeers(meanOf, at)
        : how === 'groupMedian'
          ? forPeers((own) => quantileOf(own, 0.5), at)
          : how === 'previous'
            ? (before?.imputed.get(code)?.[places.get(units[at]!) ?? -1] ?? Number.NaN)
            : whole
    if (!Number.isNaN(filled)) notes.push({ code: 'imputed', indicator: code, unit: units[at]!, value: filled, from: how })
    return filled
  })
}

/** What fills every gap of an indicator alike. */
function wholeValue(values: Float64Array, how: Imputation, direction: 1 | -1): number {
  if (how === 'zero') return 0
  if (how === 'mean') return meanOf(values)
  if (how === 'median') return quantileOf(values, 0.5)
  return how === 'worst' ? quantileOf(values, direction === 1 ? 0 : 1) : Number.NaN
}

function treatColumn(values: Float64Array, code: string, how: Treatment, units: readonly string[], notes: Note[]): Float64Array {
  if (how.kind === 'none') return values
  const treated = how.kind === 'percentile' ? clipToPercentiles(values, how) : winsorise(values, how)
  treated.forEach((value, at) => {
    const from = values[at]!
    if (!Number.isNaN(from) && from !== value) notes.push({ code: 'treated', indicator: code, unit: units[at]!, from, to: value })
  })
  if (how.kind === 'winsorise' && isSkewed(treated, how)) notes.push({ code: 'still_skewed', indicator: code, ...shapeOf(treated) })
  return treated
}

function clipToPercentiles(values: Float64Array, { lower, upper }: { lower: number; upper: number }): Float64Array {
  const [low, high] = [quantileOf(values, lower / 100), quantileOf(values, upper / 100)]
  return values.map((value) => (Number.isNaN(value) ? value : Math.min(Math.max(value, low), high)))
}

type Winsorising = Extract<Treatment, { kind: 'winsorise' }>

function isSkewed(values: Float64Array, { skewnessMost, kurtosisMost }: Winsorising): boolean {
  const { skewness, kurtosis } = shapeOf(values)
  return Math.abs(skewness) > skewnessMost && kurtosis > kurtosisMost
}

/** The most extreme value, on the side to which the distribution leans, becomes the next, again and again (OECD and JRC, Handbook on Constructing Composite Indicators, 2008, step 5). */
function winsorise(values: Float64Array, how: Winsorising): Float64Array {
  const treated = values.slice()
  for (let moved = 0; moved < how.pointsMost && isSkewed(treated, how); moved++) {
    const sorted = presentOf(treated).sort()
    const isHigh = shapeOf(treated).skewness > 0
    const extreme = isHigh ? sorted.at(-1)! : sorted[0]!
    const next = isHigh ? sorted.findLast((value) => value < extreme) : sorted.find((value) => value > extreme)
    if (next === undefined) break
    // All that are equally extreme move together, so that equals stay equal.
    treated.forEach((value, at) => {
      if (value === extreme) treated[at] = next
    })
  }
  return treated
}
