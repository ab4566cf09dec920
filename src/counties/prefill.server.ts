// What the platform fills in of itself: its own figures of the year, and what the year before says of things that stand unless they change.
import { lastDayOf, versionAsked } from '../figures/figure.rules.ts'
import { type ComputedSource, type FigureSource, isRatio } from '../figures/source.server.ts'
import type { Db } from '../kernel/db.ts'
import { addDays } from '../kernel/time.ts'
import { findWatermark } from '../kernel/watermark.ts'
import { ratioOf } from './decimal.rules.ts'
import { type CarriedRow, listCarried } from './prefill.sql.ts'
import { type FormLine, listIndicatorRows, type NewCell } from './return.sql.ts'
import { returnWords as words } from './return.words.ts'

export type FigureSources = ReadonlyMap<string, FigureSource>
type Filled = Pick<NewCell, 'code' | 'amount'>

const plain = { numerator: null, denominator: null, words: null, expectedOn: null, explanation: '', vintage: 'annual' } as const

/** What a figure comes to in each county in a span of days, or on its last, as decimal text; undefined where nothing at all is known of it. */
async function figureByCounty(
  db: Db,
  source: ComputedSource,
  { from, on }: { from: string; on: string },
  decimals: number,
): Promise<Map<string, string> | undefined> {
  const { figure } = source
  const by = figure.dimensions.includes('county') ? 'county' : 'customerCounty'
  const period = figure.nature === 'stock' ? ({ from: null, to: null, on } as const) : ({ from, to: addDays(on, 1), on: null } as const)
  const version = versionAsked(figure, undefined, lastDayOf(period))!.id
  const question = { version, period, scopeIds: null, asOf: await findWatermark(db), by } as const
  if (!(await source.isRecorded(db, question))) return undefined
  const cells = await source.compute(db, question)
  return new Map(cells.map(({ key, amount }) => [key, ratioOf(String(amount), String(figure.perUnit), 1, decimals) ?? '0']))
}

/** For every division that is asked for, the cells of a form that the platform's figures fill. */
export async function computedCells(
  db: Db,
  sources: FigureSources,
  form: readonly FormLine[],
  year: number,
  divisionCodes: readonly string[],
): Promise<Map<string, Filled[]>> {
  const found = new Map<string, Filled[]>(divisionCodes.map((code) => [code, []]))
  for (const { code, figure, decimals } of form) {
    const source = figure === null ? undefined : sources.get(figure)
    if (!source || isRatio(source)) continue
    const amounts = await figureByCounty(db, source, { from: `${year}-01-01`, on: `${year}-12-31` }, decimals)
    if (amounts) for (const [divisionCode, cells] of found) cells.push({ code, amount: amounts.get(divisionCode) ?? '0' })
  }
  return found
}

/** What the platform itself knows of one county in a span of days: every figure that returns are filled from, with what it is called. */
export async function figuresOfCounty(db: Db, sources: FigureSources, divisionCode: string, span: { from: string; on: string }) {
  const found = []
  const seen = new Set<string>()
  for (const { figure: name, decimals, title, unit } of await listIndicatorRows(db, 'county')) {
    const source = name === null || seen.has(name) ? undefined : sources.get(name)
    if (!source || name === null || isRatio(source)) continue
    seen.add(name)
    const amounts = await figureByCounty(db, source, span, decimals)
    if (amounts) found.push({ name, title, unit, amount: amounts.get(divisionCode) ?? '0' })
  }
  return found
}

export function asComputed({ code, amount }: Filled, returnId: string, year: number): NewCell {
  return {
    ...{ returnId, code, amount, ...plain, origin: 'computed', carriedFrom: null, isConfirmed: true },
    sourceDocument: words.platformDocument.zh.replace('{on}', `${year}-12-31`),
    provider: words.platform.zh,
  }
}

/** What the approved returns of the year before say of what stands unless it changed: quoted, and waiting for the county's word. */
export async function carriedCells(db: Db, form: readonly FormLine[], year: number, returnIds: readonly string[]): Promise<NewCell[]> {
  const codes = form.filter((line) => line.carries).map((line) => line.code)
  if (codes.length === 0) return []
  return (await listCarried(db, { codes, year: year - 1, returnIds })).map((row) => asCarried(row, year - 1))
}

function asCarried({ returnId, code, cellId, amount, numerator, denominator, words: text, provider }: CarriedRow, from: number): NewCell {
  return {
    ...{ ...plain, returnId, code, amount, numerator, denominator, words: text, origin: 'quoted', provider },
    ...{ carriedFrom: cellId, isConfirmed: false, sourceDocument: words.carriedDocument.zh.replace('{year}', String(from)) },
  }
}
