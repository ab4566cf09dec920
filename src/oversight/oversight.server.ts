import { statementFigures } from '../billing/figure.server.ts'
import { instrumentStocks, isStockRecorded, statementStocks } from '../catalogue/figure.server.ts'
import type { FigureValue } from '../figures/figure.contract.ts'
import { type FigureCell, type FigureDeclaration, periodAsked } from '../figures/figure.rules.ts'
import { amountOf, figureValue, isEmpty } from '../figures/figure.server.ts'
import { isRollupRecorded, rollupSums } from '../figures/figures.server.ts'
import { figuresWords } from '../figures/figures.words.ts'
import {
  type CutCells,
  cutCells,
  cutRatio,
  type FigureReader,
  findMoment,
  type Moment,
  organisationNames,
  readerOf,
  requireBegun,
  scopeOf,
  withheldFromEach,
} from '../figures/question.server.ts'
import type { RollupRow } from '../figures/rollup.rules.ts'
import { statementVisits } from '../figures/visit.server.ts'
import { isExampleDatabase } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Input } from '../kernel/contract.ts'
import { csvText } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { handlePrepared, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { type Language, say, type Word } from '../kernel/word.ts'
import { dutyHandlers, type WaitingElsewhere } from './duty.server.ts'
import { downloadStatement, getStatement, type Statement } from './oversight.contract.ts'
import { oversightWords as words } from './oversight.words.ts'

type Asked = Input<typeof getStatement>
/** A figure of the statement, cut to the reader, and whether anything that it counts was recorded at all. */
type Told = { figure: FigureDeclaration; cut: CutCells; isUnrecorded: boolean }

/** The figures of services, cut to the reader; a ratio as the two it divides are. */
async function tellFlows(db: Db, asked: Asked, reader: FigureReader, sums: readonly RollupRow[], all: readonly RollupRow[], asOf: string) {
  const everywhere = statementFigures(all)
  const keys = await withheldFromEach(db, everywhere, reader, asOf)
  const withheld = new Map(everywhere.map(({ figure }, at) => [figure.name, keys[at]!]))
  const cuts = new Map<string, CutCells>()
  for (const { figure, cells, divides } of statementFigures(sums)) {
    const cut = cutCells(figure, cells, 'institution', asked, reader, withheld.get(figure.name) ?? new Set())
    const sides = divides?.flatMap((name) => cuts.get(name) ?? [])
    cuts.set(figure.name, sides ? cutRatio(cut, sides) : cut)
  }
  return statementFigures(sums).map(({ figure }) => ({ figure, cut: cuts.get(figure.name)! }))
}

/** What the statement counts: what was listed on its day, and the services of its year. */
async function tellAll(db: Db, asked: Asked, period: { stockOn: string; from: string; to: string }, actor: Actor | null, asOf: string) {
  const { stockOn: on, from, to } = period
  const { institution, scopeIds } = await scopeOf(db, asked, asOf)
  const reader = readerOf(actor)
  const question = { rollup: 'service', from, to, asOf, by: 'institution' } as const
  const [stocks, sums] = await Promise.all([
    instrumentStocks(db, { on, asOf, scopeIds }, 'institution'),
    rollupSums(db, { ...question, scopeIds }),
  ])
  const isCut = scopeIds !== null && !reader.seesScope(asked.institutionId, asked.divisionCode)
  const all = isCut ? await rollupSums(db, { ...question, scopeIds: null }) : sums
  const recordsOf = (row: RollupRow) => row.recordCount + row.internalRecordCount
  const noStocks = stocks.every((row) => row.instrumentCount === 0) && !(await isStockRecorded(db, { on, asOf }))
  const noFlows = sums.every((row) => recordsOf(row) === 0) && !(await isRollupRecorded(db, question))
  const cutStocks = statementStocks(stocks).map(({ figure, cells }) => ({
    figure,
    cut: cutCells(figure, cells, 'institution', asked, reader, new Set()),
    isUnrecorded: noStocks,
  }))
  const cutFlows = (await tellFlows(db, asked, reader, sums, all, asOf)).map((each) => ({ ...each, isUnrecorded: noFlows }))
  const ids = [...new Set([...stocks, ...sums].map((row) => row.key).filter((key) => key !== 'all'))]
  return { institution, told: [...cutStocks, ...cutFlows] satisfies Told[], ids, isRecorded: !noStocks || !noFlows }
}

/** The statement of a year for a scope and a reader, as known on a moment: stocks of a day, flows of the year. */
async function tellStatement(db: Db, asked: Asked, actor: Actor | null, now: Date, moment: Moment): Promise<Statement> {
  const { year, institutionId, divisionCode } = asked
  const { asOf } = moment
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`]
  requireBegun({ from, to, on: null }, now)
  const stockOn = asked.stockOn ?? periodAsked('stock', { year }, dayOf(now))!.on!
  requireBegun({ from: null, to: null, on: stockOn }, now)
  const { institution, told, ids, isRecorded } = await tellAll(db, asked, { stockOn, from, to }, actor, asOf)
  const visits = institutionId || divisionCode ? undefined : await statementVisits(db, asOf)
  const cells = told.map(({ figure, cut, isUnrecorded }) =>
    cellOf(figure, cut.whole, { isSuppressed: cut.isWholeSuppressed, isUnrecorded }),
  )
  return {
    year,
    stockOn,
    from,
    to,
    asOfAt: asOf,
    latestAt: moment.latestAt,
    institution,
    divisionCode: divisionCode ?? null,
    isRecorded,
    cells: visits ? [...cells, cellOf(visits.figure, visits.cell, { isUnrecorded: isEmpty(visits.cell) })] : cells,
    rows: institutionId ? [] : await rowsOf(db, told, ids, asOf),
    assumptions: assumptionsOf(told, visits),
    ...(await notesOf(db, told, { day: stockOn, year })),
  }
}

type CellState = { isSuppressed?: boolean; isUnrecorded: boolean }

function cellOf(figure: FigureDeclaration, cell: FigureCell, state: CellState): Statement['cells'][number] {
  const { name, title, unit, nature, isDistinct } = figure
  return { figure: name, title, unit, nature, partsMayOverlap: isDistinct, value: figureValue(figure, amountOf(figure, cell), state) }
}

async function rowsOf(db: Db, told: readonly Told[], ids: readonly string[], asOf: string): Promise<Statement['rows']> {
  const cells = told.map(({ figure, cut, isUnrecorded }) => ({
    figure,
    cut,
    isUnrecorded,
    byKey: new Map(cut.parts.map((part) => [part.key, part])),
  }))
  const rows = (await organisationNames(db, ids, asOf)).map(({ id, nameZh, nameEn, divisionCode }) => {
    const values = cells.map(({ figure, cut, byKey, isUnrecorded }) => {
      const cell = byKey.get(id) ?? { key: id, amount: 0, rowCount: 0, customerCount: 0 }
      const amount = figure.nature === 'ratio' && !byKey.has(id) ? null : amountOf(figure, cell)
      return [figure.name, figureValue(figure, amount, { isSuppressed: cut.suppressed.has(id), isUnrecorded })] as const
    })
    return { institutionId: id, nameZh, nameEn, divisionCode, values: Object.fromEntries(values) }
  })
  const order = (row: { divisionCode: string | null; nameZh: string }) => `${row.divisionCode ?? '999999'} ${row.nameZh}`
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function assumptionsOf(told: readonly Told[], visits: Awaited<ReturnType<typeof statementVisits>> | undefined): Statement['assumptions'] {
  const ofFigures = told.flatMap(({ figure }) => {
    const text = figure.versions.find((version) => version.validFrom !== null)?.assumption
    return text ? [{ figure: figure.name, text }] : []
  })
  return visits?.assumption ? [...ofFigures, { figure: visits.figure.name, text: visits.assumption }] : ofFigures
}

async function notesOf(
  db: Db,
  told: readonly Told[],
  params: { day: string; year: number },
): Promise<Pick<Statement, 'notes' | 'isExample'>> {
  const isExample = await isExampleDatabase(db)
  const names = told.find(({ figure }) => figure.name === 'unresolved_names')?.cut
  const unresolved = names && !names.isWholeSuppressed ? names.whole.amount : 0
  const isAnySuppressed = told.some(({ cut }) => cut.isWholeSuppressed || cut.suppressed.size > 0)
  const filled = (word: Word, more: object): Word => ({ zh: say(word, 'zh', { ...more }), en: say(word, 'en', { ...more }) })
  const notes = [
    ...(told.some(({ isUnrecorded }) => isUnrecorded) ? [filled(words.unrecordedParts, params)] : []),
    filled(words.stocksApart, params),
    figuresWords.partsOverlap,
    words.amountsApart,
    ...(unresolved > 0 ? [filled(words.unresolvedMany, { count: unresolved })] : []),
    ...(isAnySuppressed ? [words.suppressedCells] : []),
    ...(isExample ? [words.exampleData, words.exampleStock] : []),
  ]
  return { notes, isExample }
}

const titleIn = ({ title, unit }: Statement['cells'][number], language: Language) =>
  language === 'zh' ? `${title.zh}（${unit.zh}）` : `${title.en} (${unit.en})`

function asCsv(statement: Statement, language: Language): string {
  const names = statement.cells.filter((cell) => cell.figure in (statement.rows[0]?.values ?? {}) || statement.rows.length === 0)
  const shown = (value: FigureValue | undefined) =>
    value?.isSuppressed
      ? words.withheld[language]
      : value?.isUnrecorded
        ? words.unrecorded[language]
        : (value?.text ?? '').replaceAll(',', '').replace('−', '-')
  const heads = [words.columnInstitution[language], words.columnDivision[language], ...names.map((cell) => titleIn(cell, language))]
  const whole = [words.wholeRow[language], statement.divisionCode ?? '', ...names.map(({ value }) => shown(value))]
  const rows = statement.rows.map((row) => [
    language === 'en' ? row.nameEn || row.nameZh : row.nameZh,
    row.divisionCode ?? '',
    ...names.map(({ figure }) => shown(row.values[figure])),
  ])
  const rest = statement.cells.filter((cell) => !names.includes(cell)).map((cell) => [titleIn(cell, language), '', shown(cell.value)])
  const foot = [
    [say(words.asOf, language, { moment: statement.asOfAt })],
    ...[...statement.assumptions.map(({ text }) => text), ...statement.notes].map((note) => [note[language]]),
  ]
  return csvText([heads, whole, ...rows, ...rest, [], ...foot], { isFirst: true })
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

/** The slice of oversight; what waits at the desks of procedures is counted by those who know their declarations. */
export const oversightSlice = ({ waiting }: { waiting: WaitingElsewhere }): Slice => ({
  handlers: [
    ...dutyHandlers(waiting),
    handlePrepared(
      getStatement,
      ({ input, actor, read }) => findMoment(read, input, readerOf(actor)),
      ({ input, actor, db, now, prepared }) => tellStatement(db, input, actor, now, prepared),
    ),
    handlePrepared(
      downloadStatement,
      ({ input, actor, read }) => findMoment(read, input, readerOf(actor)),
      async ({ input, actor, db, now, prepared }) => {
        const statement = await tellStatement(db, input, actor, now, prepared)
        const fileName = `${words.fileName[input.language]}-${input.year}-${dayOf(prepared.asOf)}.csv`
        return { mediaType: 'text/csv; charset=utf-8', fileName, chunks: once(asCsv(statement, input.language)) }
      },
    ),
  ],
})
