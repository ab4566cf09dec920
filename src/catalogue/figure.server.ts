import type { FigureCell, FigureDeclaration } from '../figures/figure.rules.ts'
import type { ComputedSource, FigureQuestion, FigureRow } from '../figures/source.server.ts'
import type { Db } from '../kernel/db.ts'
import { sharedInstrumentCount, sharedInstrumentWorth, sharingInstitutionCount } from './catalogue.declaration.ts'
import {
  isAnythingListed,
  listClassNames,
  listListedInstruments,
  listSharingInstitutions,
  type StockDimension,
  type StockQuestion,
  type StockRow,
  sumInstruments,
} from './figure.sql.ts'
import { catalogueFigureWords as words } from './figure.words.ts'

/** What was listed on a day as known on a moment: institutions, instruments, original value in fen; the whole under the key 'all'. */
export function instrumentStocks(db: Db, question: StockQuestion, by: StockDimension | null): Promise<StockRow[]> {
  return sumInstruments(db, question, by)
}

/** Whether any instrument was listed by a day, as known on a moment. */
export function isStockRecorded(db: Db, question: Pick<StockQuestion, 'on' | 'asOf'>): Promise<boolean> {
  return isAnythingListed(db, question)
}

/** What a statement shows of instruments: each figure's cell for every row of stocks. */
export function statementStocks(rows: readonly StockRow[]): { figure: FigureDeclaration; cells: FigureCell[] }[] {
  const told = (figure: FigureDeclaration, amount: (row: StockRow) => number) => ({
    figure,
    cells: rows.map((row) => ({ key: row.key, amount: amount(row), rowCount: row.instrumentCount, customerCount: null })),
  })
  return [
    told(sharingInstitutionCount, (row) => row.institutionCount),
    told(sharedInstrumentCount, (row) => row.instrumentCount),
    told(sharedInstrumentWorth, (row) => row.worthFen),
  ]
}

const stockOf = ({ period, asOf, scopeIds }: FigureQuestion): StockQuestion => ({ on: period.on ?? '', asOf, scopeIds })

async function cells(
  db: Db,
  question: FigureQuestion,
  read: (row: StockRow) => Pick<FigureCell, 'amount' | 'rowCount'>,
): Promise<FigureCell[]> {
  const rows = await sumInstruments(db, stockOf(question), question.by as StockDimension | null)
  return rows.map((row) => ({ key: row.key, customerCount: null, ...read(row) }))
}

async function instrumentRows(db: Db, question: FigureQuestion, page: { after: string | undefined; limit: number }): Promise<FigureRow[]> {
  const found = await listListedInstruments(db, stockOf(question), page.after, page.limit)
  return found.map(({ id, institutionId, institutionDivisionCode, ...values }) => ({
    id,
    institutionId,
    institutionDivisionCode,
    customerId: null,
    values,
  }))
}

const isRecorded: ComputedSource['isRecorded'] = (db, question) => isAnythingListed(db, stockOf(question))

const labels: NonNullable<ComputedSource['labels']> = async (db, by, keys) => {
  if (by !== 'class') return new Map()
  const names = await listClassNames(db, keys)
  return new Map([['', words.classNotStated], ...names.map(({ code, nameZh, nameEn }) => [code, { zh: nameZh, en: nameEn }] as const)])
}

/** The catalogue's figures: what is listed on a day. */
export const catalogueSources: readonly ComputedSource[] = [
  {
    figure: sharingInstitutionCount,
    labels,
    isRecorded,
    compute: (db, question) => cells(db, question, (row) => ({ amount: row.institutionCount, rowCount: row.institutionCount })),
    async rows(db, question, { after, limit }) {
      const found = await listSharingInstitutions(db, stockOf(question), after, limit)
      return found.map(({ institutionId, ...values }) => ({
        id: institutionId,
        institutionId,
        institutionDivisionCode: values.divisionCode,
        customerId: null,
        values,
      }))
    },
  },
  {
    figure: sharedInstrumentCount,
    labels,
    isRecorded,
    compute: (db, question) => cells(db, question, (row) => ({ amount: row.instrumentCount, rowCount: row.instrumentCount })),
    rows: instrumentRows,
  },
  {
    figure: sharedInstrumentWorth,
    labels,
    isRecorded,
    compute: (db, question) => cells(db, question, (row) => ({ amount: row.worthFen, rowCount: row.instrumentCount })),
    rows: instrumentRows,
  },
]
