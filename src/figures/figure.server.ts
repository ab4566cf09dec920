import type { Actor } from '../kernel/actor.ts'
import { csvText } from '../kernel/csv.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { type Handler, handle, handlePrepared } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { findWatermark } from '../kernel/watermark.ts'
import type { Language, Word } from '../kernel/word.ts'
import {
  downloadFigureRows,
  type Figure,
  type FigureDimension,
  type FigureValue,
  getFigure,
  listFigureRows,
  listFigures,
  tooManyFigureRows,
} from './figure.contract.ts'
import {
  dimensionTitles,
  type FigureCell,
  type FigureColumn,
  type FigureDeclaration,
  type FigureVersion,
  meanOf,
  shareInPercent,
  writtenOut,
} from './figure.rules.ts'
import { figuresWords as words } from './figures.words.ts'
import {
  type Asked,
  type CutCells,
  cutCells,
  cutRatio,
  dimensionsOpen,
  type FigureReader,
  findMoment,
  isAsPublished,
  labelsOf,
  type Moment,
  questionOf,
  readerFor,
  readerOf,
  requirePublished,
  type Sources,
  withheldFrom,
} from './question.server.ts'
import { type ComputedSource, checkMark, type FigureQuestion, type FigureRow, type FigureSource, isRatio } from './source.server.ts'

const rowsAtMost = 200_000
const rowsAtOnce = 5_000

/** A figure as answers describe it: its words, its definition's versions, what it can be told apart by. */
export function describeFigure(figure: FigureDeclaration, open: readonly FigureDimension[] = figure.dimensions): Figure {
  const { name, title, unit, precision, kind, nature, isAboutCases = false } = figure
  const dimensions = open.map((key) => ({ key, title: dimensionTitles[key] }))
  return {
    name,
    title,
    unit,
    precision,
    kind,
    nature,
    isAboutCases,
    dimensions,
    versions: figure.versions.map(asVersion),
    notes: [...(figure.notes ?? [])],
  }
}

function asVersion({ id, validFrom, definition, assumption, documentNo }: FigureVersion) {
  return { id, validFrom, definition, assumption: assumption ?? null, documentNo }
}

/** A number of a figure with the text a page shows; without either where it is not published, or where nothing was recorded. */
export function figureValue(
  figure: Pick<FigureDeclaration, 'perUnit' | 'precision'>,
  amount: number | null,
  { isSuppressed = false, isUnrecorded = false } = {},
): FigureValue {
  const { perUnit, precision } = figure
  if (isSuppressed || isUnrecorded || amount === null) return { amount: null, perUnit, text: null, isSuppressed, isUnrecorded }
  return { amount, perUnit, text: writtenOut(amount, perUnit, precision), isSuppressed: false, isUnrecorded: false }
}

/** Whether a number would be 0 because nothing at all was recorded, of the period and by anyone, as known then. */
export function isEmpty(cell: FigureCell): boolean {
  return cell.amount === 0 && !cell.denominator && !cell.rowCount
}

function requireSource(sources: Sources, name: string): FigureSource {
  const source = sources.get(name)
  if (!source) throw notFound({ what: 'figure' })
  return source
}

function requireComputed(sources: Sources, name: string): ComputedSource {
  const source = requireSource(sources, name)
  if (isRatio(source)) throw new Error(`the ratio of a ratio ${name} is not declared`)
  return source
}

/** The number a cell shows: its amount, or for a ratio the share in percent; null where it would divide by nothing. */
export function amountOf(figure: FigureDeclaration, cell: FigureCell): number | null {
  if (cell.denominator === undefined) return cell.amount
  return (figure.isMean ? meanOf : shareInPercent)(cell.amount, cell.denominator, figure.precision)
}

/** The cells of a figure, cut to the reader: a ratio as its two sides are. */
async function cutFigure(
  db: Db,
  sources: Sources,
  source: FigureSource,
  question: FigureQuestion,
  input: Asked,
  reader: FigureReader,
): Promise<CutCells> {
  const { by, asOf } = question
  const cut = async (side: ComputedSource) => {
    const cells = await side.compute(db, question)
    const isCut = isAsPublished(side.figure, input, reader)
    if (isCut && side.figure.isAboutCases) return cutCases(db, side, cells, question, input, reader)
    const isByInstitution = question.scopeIds !== null || by === 'institution' || by === 'prefecture' || by === 'institutionKind'
    const all = isCut && isByInstitution ? await side.compute(db, { ...question, scopeIds: null, by: 'institution' }) : []
    return cutCells(side.figure, cells, by, input, reader, await withheldFrom(db, side.figure, all, reader, asOf))
  }
  if (!isRatio(source)) return cut(source)
  const sides = [await cut(requireComputed(sources, source.numerator)), await cut(requireComputed(sources, source.denominator))] as const
  const of = (below: FigureCell, above: FigureCell | undefined): FigureCell => ({
    ...(above ?? { key: below.key, amount: 0, rowCount: 0, customerCount: 0 }),
    denominator: below.amount,
  })
  const [above, below] = sides
  const parts = below.parts.map((part) =>
    of(
      part,
      above.parts.find(({ key }) => key === part.key),
    ),
  )
  return cutRatio({ whole: of(below.whole, above.whole), parts }, sides)
}

/** Cells of cases as they are published; one procedure alone exactly where it is published among the others. */
async function cutCases(
  db: Db,
  side: ComputedSource,
  cells: FigureCell[],
  question: FigureQuestion,
  input: Asked,
  reader: FigureReader,
): Promise<CutCells> {
  const cut = cutCells(side.figure, cells, question.by, input, reader, new Set())
  if (!question.procedure) return cut
  const all = await side.compute(db, { ...question, procedure: null, by: 'procedure' })
  const { suppressed } = cutCells(side.figure, all, 'procedure', { ...input, procedure: undefined }, reader, new Set())
  return { ...cut, isWholeSuppressed: cut.isWholeSuppressed || suppressed.has(question.procedure) }
}

async function tellFigure(db: Db, sources: Sources, input: Asked & { name: string }, actor: Actor | null, now: Date, moment: Moment) {
  const source = requireSource(sources, input.name)
  const { figure } = source
  const { institution, ...question } = await questionOf(db, figure, input, moment, now)
  const base = isRatio(source) ? requireComputed(sources, source.numerator) : source
  const reader = readerFor(base, actor, input)
  requirePublished(figure, question.period, input, reader, dayOf(now))
  const { whole, isWholeSuppressed, parts, suppressed } = await cutFigure(db, sources, source, question, input, reader)
  const isUnrecorded = isEmpty(whole) && !(await base.isRecorded(db, question))
  const state = { isSuppressed: isWholeSuppressed, isUnrecorded }
  const labels = await labelsOf(
    db,
    base,
    question,
    parts.map((part) => part.key),
  )
  const version = figure.versions.find(({ id }) => id === question.version)!
  const assumption = isRatio(source) ? undefined : await source.assumption?.(db, moment.asOf)
  const sideOf = (name: string, amount: number) => {
    const side = requireComputed(sources, name).figure
    return { name, title: side.title, unit: side.unit, value: figureValue(side, amount, state) }
  }
  return {
    figure: describeFigure(figure, dimensionsOpen(figure, input, reader)),
    version: { ...asVersion(version), ...(assumption ? { assumption } : {}) },
    period: question.period,
    asOfAt: moment.asOf,
    latestAt: moment.latestAt,
    institution,
    divisionCode: input.divisionCode ?? null,
    value: figureValue(figure, amountOf(figure, whole), state),
    numerator: isRatio(source) ? sideOf(source.numerator, whole.amount) : null,
    denominator: isRatio(source) ? sideOf(source.denominator, whole.denominator ?? 0) : null,
    by: question.by,
    procedure: await findProcedure(db, base, question.procedure ?? null),
    isAsPublished: isAsPublished(figure, input, reader),
    areRowsClosed: !opensRows(base, actor, input),
    parts: parts.map((part) => ({
      key: part.key,
      label: labels.get(part.key)!,
      value: figureValue(figure, amountOf(figure, part), { isSuppressed: suppressed.has(part.key) }),
      rowCount: suppressed.has(part.key) ? null : part.rowCount,
    })),
    partsMayOverlap: figure.isDistinct && question.by !== null,
    rowCount: isWholeSuppressed ? null : whole.rowCount,
  }
}

/** Rows of cases open to the offices that see the cases; all others, cut, to everybody. */
function opensRows(source: ComputedSource, actor: Actor | null, asked: Asked): boolean {
  return !source.opensRows || (actor !== null && source.opensRows(actor, asked))
}

/** @throws not_found for a procedure that the figure knows nothing of */
async function findProcedure(db: Db, source: ComputedSource, code: string | null): Promise<{ code: string; title: Word } | null> {
  if (code === null) return null
  const title = (await source.labels?.(db, 'procedure', [code]))?.get(code)
  if (!title) throw notFound({ what: 'procedure' })
  return { code, title }
}

type RowsAnswer = {
  isClosed: boolean
  base: ComputedSource
  question: FigureQuestion
  rowCount: number | null
  isSuppressed: boolean
  mask: (row: FigureRow) => ShownRow
}
type ShownRow = { id: string; values: Record<string, string | number | null>; isMasked: boolean; link: string | null }

async function openRows(
  db: Db,
  sources: Sources,
  input: Asked & { name: string },
  actor: Actor | null,
  now: Date,
  moment: Moment,
): Promise<RowsAnswer> {
  const named = requireSource(sources, input.name)
  const base = isRatio(named) ? requireComputed(sources, named.numerator) : named
  const reader = readerFor(base, actor, input)
  const { institution: _, ...question } = await questionOf(db, base.figure, { ...input, by: undefined }, moment, now)
  requirePublished(base.figure, question.period, { ...input, by: undefined }, reader, dayOf(now))
  if (!opensRows(base, actor, input)) return closedRows(base, question)
  const isCut = base.figure.isAboutCustomers && isAsPublished(base.figure, input, reader)
  const all = isCut ? await base.compute(db, { ...question, scopeIds: null, by: 'institution' }) : []
  const withheld = await withheldFrom(db, base.figure, all, reader, question.asOf)
  const { whole, isWholeSuppressed } = cutCells(base.figure, await base.compute(db, question), null, input, reader, withheld)
  return {
    base,
    question,
    isClosed: false,
    rowCount: isWholeSuppressed ? null : whole.rowCount,
    isSuppressed: isWholeSuppressed,
    mask(row) {
      const isOwn = base.opensRow ? actor !== null && base.opensRow(actor, row) : isOwnRow(base.figure, input, reader, row)
      // Of an institution whose number is withheld the rows tell no more than their day: else they would add up to it.
      const isBare = !isOwn && row.institutionId !== null && withheld.has(row.institutionId)
      const isShown = (column: FigureColumn) => isOwn || (isBare ? column.type === 'day' : !column.isPrivate)
      const shown = base.figure.columns.map((column) => [column.key, isShown(column) ? (row.values[column.key] ?? null) : null] as const)
      const isMasked = !isOwn && base.figure.columns.some((column) => column.isPrivate)
      return { id: row.id, values: Object.fromEntries(shown), isMasked, link: isOwn ? (row.link ?? null) : null }
    },
  }
}

/** Whether a row is shown whole: to whom the scope, the institution, or the customer of the row is. */
function isOwnRow({ isAboutCustomers }: FigureDeclaration, { institutionId, divisionCode }: Asked, reader: FigureReader, row: FigureRow) {
  if (!isAboutCustomers || reader.seesScope(institutionId, divisionCode)) return true
  return reader.sees(row.institutionId, row.institutionDivisionCode) || (row.customerId !== null && row.customerId === reader.customerId)
}

const closedRows = (base: ComputedSource, question: FigureQuestion): RowsAnswer => ({
  ...{ base, question, rowCount: null, isSuppressed: true, isClosed: true },
  mask: ({ id }) => ({ id, values: {}, isMasked: true, link: null }),
})

async function downloadRows(db: Db, answer: RowsAnswer, language: Language): Promise<string[]> {
  const { base, question, isSuppressed, mask } = answer
  const { columns } = base.figure
  const chunks = [csvText([columns.map((column) => column.title[language])], { isFirst: true })]
  let after: string | undefined
  for (let count = answer.rowCount ?? 0; !isSuppressed; ) {
    if (count > rowsAtMost) throw tooManyFigureRows({ limit: rowsAtMost })
    const rows = await base.rows(db, question, { after, limit: rowsAtOnce })
    count = Math.max(count, chunks.length * rowsAtOnce)
    const lines = rows.map(mask).map((row) => columns.map((column) => written(column, row.values[column.key] ?? null, language)))
    chunks.push(csvText(lines, { isFirst: false }))
    after = rows.at(-1)?.id
    if (rows.length < rowsAtOnce) break
  }
  return chunks
}

function written(column: FigureColumn, value: string | number | null, language: Language): string {
  if (value === null) return ''
  if (column.choices) return column.choices[value]?.[language] ?? String(value)
  if (column.type === 'seconds') return writtenOut(Number(value), 3600, 4).replaceAll(',', '')
  if (column.type === 'fen') return writtenOut(Number(value), 100, 2).replaceAll(',', '')
  return String(value)
}

async function* inOrder(chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks
}

/** The operations on figures, over every figure that the slices declare. */
export function figureHandlers(declared: readonly FigureSource[]): Handler[] {
  const sources: Sources = new Map(declared.map((source) => [source.figure.name, source]))
  const readerAsking = (asked: Asked & { name: string }, actor: Actor | null) => {
    const source = sources.get(asked.name)
    const base = source && isRatio(source) ? requireComputed(sources, source.numerator) : source
    return base ? readerFor(base, actor, asked) : readerOf(actor)
  }
  return [
    handle(listFigures, async ({ db }) => ({
      items: declared.map(({ figure }) => describeFigure(figure)),
      latestAt: await findWatermark(db),
    })),

    handlePrepared(
      getFigure,
      ({ input, actor, read }) => findMoment(read, input, readerAsking(input, actor)),
      ({ input, actor, db, now, prepared }) => tellFigure(db, sources, input, actor, now, prepared),
    ),

    handlePrepared(
      listFigureRows,
      ({ input, actor, read }) => findMoment(read, input, readerAsking(input, actor)),
      async ({ input, actor, db, now, prepared }) => {
        const { base, question, rowCount, isSuppressed, isClosed, mask } = await openRows(db, sources, input, actor, now, prepared)
        checkMark(base, input.cursor)
        const found = isSuppressed ? [] : await base.rows(db, question, { after: input.cursor, limit: input.limit + 1 })
        const page = found.slice(0, input.limit)
        return {
          columns: base.figure.columns.map(({ isPrivate = false, choices = null, ...column }) => ({
            ...column,
            isPrivate,
            choices: choices && { ...choices },
          })),
          items: page.map(mask),
          asOfAt: prepared.asOf,
          rowCount,
          isSuppressed: isSuppressed && !isClosed,
          isClosed,
          nextCursor: found.length > input.limit ? page.at(-1)!.id : null,
        }
      },
    ),

    handlePrepared(
      downloadFigureRows,
      ({ input, actor, read }) => findMoment(read, input, readerAsking(input, actor)),
      async ({ input, actor, db, now, prepared }) => {
        const answer = await openRows(db, sources, input, actor, now, prepared)
        const title: Word = answer.base.figure.title
        const chunks = await downloadRows(db, answer, input.language)
        const fileName = `${title[input.language]}-${words.csvFileName[input.language]}-${dayOf(prepared.asOf)}.csv`
        return { mediaType: 'text/csv; charset=utf-8', fileName, chunks: inOrder(chunks) }
      },
    ),
  ]
}
