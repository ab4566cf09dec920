import { stringify } from 'csv-stringify/sync'
import { statementFigures } from '../billing/figure.server.ts'
import { instrumentStocks, statementStocks } from '../catalogue/figure.server.ts'
import { type FigureCell, type FigureDeclaration, periodAsked } from '../figures/figure.rules.ts'
import { amountOf, figureValue } from '../figures/figure.server.ts'
import { rollupSums } from '../figures/figures.server.ts'
import { figuresWords } from '../figures/figures.words.ts'
import { type CutCells, cutCells, findMoment, type Moment, organisationNames, readerOf, scopeOf } from '../figures/question.server.ts'
import { statementVisits } from '../figures/visit.server.ts'
import { isExampleDatabase } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Input } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { handlePrepared, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { type Language, say, type Word } from '../kernel/word.ts'
import { dutyHandlers } from './duty.server.ts'
import { downloadStatement, getStatement, type Statement } from './oversight.contract.ts'
import { oversightWords as words } from './oversight.words.ts'

type Asked = Input<typeof getStatement>
type Told = { figure: FigureDeclaration; cut: CutCells }

/** The statement of a year for a scope and a reader, as known on a moment: stocks of a day, flows of the year. */
async function tellStatement(db: Db, asked: Asked, actor: Actor | null, now: Date, moment: Moment): Promise<Statement> {
  const { year, institutionId, divisionCode } = asked
  const { asOf } = moment
  const stockOn = asked.stockOn ?? periodAsked('stock', { year }, dayOf(now))!.on!
  const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`]
  const { institution, scopeIds } = await scopeOf(db, asked, asOf)
  const stocks = await instrumentStocks(db, { on: stockOn, asOf, scopeIds }, 'institution')
  const sums = await rollupSums(db, { rollup: 'service', from, to, scopeIds, asOf, by: 'institution' })
  const reader = readerOf(actor)
  const told: Told[] = [...statementStocks(stocks), ...statementFigures(sums)].map(({ figure, cells }) => ({
    figure,
    cut: cutCells(figure, cells, 'institution', { institutionId, divisionCode }, reader),
  }))
  const visits = institutionId || divisionCode ? undefined : await statementVisits(db, asOf)
  const ids = [...new Set([...stocks, ...sums].map((row) => row.key).filter((key) => key !== 'all'))]
  const cells = told.map(({ figure, cut }) => cellOf(figure, cut.whole, cut.isWholeSuppressed))
  return {
    year,
    stockOn,
    from,
    to,
    asOfAt: asOf,
    latestAt: moment.latestAt,
    institution,
    divisionCode: divisionCode ?? null,
    cells: visits ? [...cells, cellOf(visits.figure, visits.cell, false)] : cells,
    rows: institutionId ? [] : await rowsOf(db, told, ids, asOf),
    assumptions: assumptionsOf(told, visits),
    ...(await notesOf(db, told, { day: stockOn, year })),
  }
}

function cellOf(figure: FigureDeclaration, cell: FigureCell, isSuppressed: boolean): Statement['cells'][number] {
  const { name, title, unit, nature, isDistinct } = figure
  return {
    figure: name,
    title,
    unit,
    nature,
    partsMayOverlap: isDistinct,
    value: figureValue(figure, amountOf(figure, cell), isSuppressed),
  }
}

async function rowsOf(db: Db, told: readonly Told[], ids: readonly string[], asOf: string): Promise<Statement['rows']> {
  const cells = told.map(({ figure, cut }) => ({ figure, cut, byKey: new Map(cut.parts.map((part) => [part.key, part])) }))
  const rows = (await organisationNames(db, ids, asOf)).map(({ id, nameZh, nameEn, divisionCode }) => {
    const values = cells.map(({ figure, cut, byKey }) => {
      const cell = byKey.get(id) ?? { key: id, amount: 0, rowCount: 0, customerCount: 0 }
      return [
        figure.name,
        figureValue(figure, figure.nature === 'ratio' && !byKey.has(id) ? null : amountOf(figure, cell), cut.suppressed.has(id)),
      ] as const
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
    filled(words.stocksApart, params),
    figuresWords.partsOverlap,
    words.amountsApart,
    ...(unresolved > 0 ? [filled(words.unresolvedMany, { count: unresolved })] : []),
    ...(isAnySuppressed ? [words.suppressedCells] : []),
    ...(isExample ? [words.exampleData, words.exampleStock] : []),
  ]
  return { notes, isExample }
}

function asCsv(statement: Statement, language: Language): string {
  const names = statement.cells.filter((cell) => cell.figure in (statement.rows[0]?.values ?? {}) || statement.rows.length === 0)
  const shown = (value: { text: string | null; isSuppressed: boolean } | undefined) =>
    value?.isSuppressed ? words.withheld[language] : (value?.text ?? '').replaceAll(',', '').replace('−', '-')
  const heads = [
    words.columnInstitution[language],
    words.columnDivision[language],
    ...names.map(({ title, unit }) => `${title[language]}（${unit[language]}）`),
  ]
  const whole = [words.wholeRow[language], statement.divisionCode ?? '', ...names.map(({ value }) => shown(value))]
  const rows = statement.rows.map((row) => [
    language === 'en' ? row.nameEn || row.nameZh : row.nameZh,
    row.divisionCode ?? '',
    ...names.map(({ figure }) => shown(row.values[figure])),
  ])
  const rest = statement.cells
    .filter((cell) => !names.includes(cell))
    .map((cell) => [`${cell.title[language]}（${cell.unit[language]}）`, '', shown(cell.value)])
  const foot = [
    [say(words.asOf, language, { moment: statement.asOfAt })],
    ...[...statement.assumptions.map(({ text }) => text), ...statement.notes].map((note) => [note[language]]),
  ]
  return stringify([heads, whole, ...rows, ...rest, [], ...foot], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

export const oversightSlice: Slice = {
  handlers: [
    ...dutyHandlers,
    handlePrepared(
      getStatement,
      ({ input, read }) => findMoment(read, input.asOf),
      ({ input, actor, db, now, prepared }) => tellStatement(db, input, actor, now, prepared),
    ),
    handlePrepared(
      downloadStatement,
      ({ input, read }) => findMoment(read, input.asOf),
      async ({ input, actor, db, now, prepared }) => {
        const statement = await tellStatement(db, input, actor, now, prepared)
        const fileName = `${words.fileName[input.language]}-${input.year}-${dayOf(prepared.asOf)}.csv`
        return { mediaType: 'text/csv; charset=utf-8', fileName, chunks: once(asCsv(statement, input.language)) }
      },
    ),
  ],
}
