// Figures that county returns are filled from, and the share of them that nobody had to fill in.
import * as z from 'zod'
import type { FigureCell, FigureDeclaration } from '../figures/figure.rules.ts'
import type { ComputedSource, FigureQuestion, FigureRow, FigureSource } from '../figures/source.server.ts'
import { scopesOf } from '../identity/grant.rules.ts'
import type { Db } from '../kernel/db.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { type AskedCell, isAnyRoundOpened, listAskedCells } from './fileonce.sql.ts'
import { isAnyRecognised, listRecognised } from './recognised.sql.ts'
import { fileOnceShare, highTechFirmCount, returnCellsAsked, returnCellsByPlatform, techSmeCount } from './return.declaration.ts'

/** A row, and where it lies. */
type Placed = { id: string; divisionCode: string | null; taskGroup?: string }
export type Listed = { row: Placed; shown: Omit<FigureRow, 'institutionId' | 'customerId' | 'institutionDivisionCode'> }

const cityOf = (code: string | null) => (code === null ? '' : `${code.slice(0, 4)}00`)

function keyBy(by: FigureQuestion['by'], row: Placed): string {
  if (by === 'taskGroup') return row.taskGroup ?? ''
  return by === 'county' ? (row.divisionCode ?? '') : cityOf(row.divisionCode)
}

/** A count that always equals its list: both are the same rows, which lie in counties and belong to no institution. */
export function listedSource(
  figure: FigureDeclaration,
  list: (db: Db, question: FigureQuestion, within: string) => Promise<Listed[]>,
  rest: Pick<ComputedSource, 'isRecorded' | 'mark' | 'opensRow' | 'labels'>,
): ComputedSource {
  const listed = async (db: Db, question: FigureQuestion): Promise<Listed[]> => {
    if (question.divisionCode) return list(db, question, prefixOf(question.divisionCode))
    return question.scopeIds === null ? list(db, question, '') : []
  }
  return {
    figure,
    ...rest,
    async compute(db, question) {
      const rows = await listed(db, question)
      const cell = (key: string, count: number): FigureCell => ({ key, amount: count, rowCount: count, customerCount: null })
      const whole = cell('all', rows.length)
      if (question.by === null) return [whole]
      const parts = Map.groupBy(rows, ({ row }) => keyBy(question.by, row))
      return [whole, ...[...parts].map(([key, own]) => cell(key, own.length))]
    },
    async rows(db, question, { after, limit }) {
      const rows = await listed(db, question)
      const from = after === undefined ? 0 : rows.findIndex(({ row }) => row.id === after) + 1
      return rows.slice(from, from + limit).map(({ row, shown }) => ({
        ...{ ...shown, institutionId: null, institutionDivisionCode: row.divisionCode, customerId: null },
      }))
    },
  }
}

function firmSource(figure: FigureDeclaration, kind: 'tech_sme' | 'high_tech'): ComputedSource {
  return listedSource(
    figure,
    async (db, { period, asOf }, within) =>
      (await listRecognised(db, { kind, on: period.on ?? '', asOf, within })).map((row) => ({
        row,
        shown: {
          id: row.id,
          values: { firm: row.nameZh, divisionCode: row.divisionCode, certificateNo: row.certificateNo, firstOn: row.firstOn },
        },
      })),
    { isRecorded: (db, { asOf }) => isAnyRecognised(db, kind, asOf) },
  )
}

function cellSource(figure: FigureDeclaration, counts: (cell: AskedCell) => boolean): ComputedSource {
  const asked = ({ period, asOf }: FigureQuestion) => ({ from: period.from ?? '', to: period.to ?? '', asOf })
  return listedSource(
    figure,
    async (db, question, within) => {
      const cells = (await listAskedCells(db, { ...asked(question), within })).filter(counts)
      const names = new Map((await divisionsOn(db, asked(question).from)).map((division) => [division.code, division.nameZh]))
      return cells.map((row) => ({ row, shown: shownCell(row, names.get(row.divisionCode) ?? row.divisionCode) }))
    },
    {
      isRecorded: (db, question) => isAnyRoundOpened(db, asked(question)),
      mark: z.string().regex(/^[0-9a-f-]{36}:[a-z0-9_]{1,60}$/),
      // The numbers are everybody's; the returns themselves open to the offices that they pass through.
      opensRow: (actor, { institutionDivisionCode: code }) =>
        code !== null && scopesOf(actor, 'counties.report').divisionCodes.some((scope) => isWithin(code, scope)),
    },
  )
}

const shownCell = ({ id, returnId, year, titleZh, origin, sourceDocument }: AskedCell, county: string): Listed['shown'] => ({
  id,
  values: { county, year, indicator: titleZh, origin, document: sourceDocument },
  link: `/work/returns/${returnId}`,
})

export const returnSources: readonly FigureSource[] = [
  firmSource(highTechFirmCount, 'high_tech'),
  firmSource(techSmeCount, 'tech_sme'),
  cellSource(returnCellsByPlatform, (cell) => cell.isByPlatform),
  cellSource(returnCellsAsked, () => true),
  { figure: fileOnceShare, numerator: 'return_cells_by_platform', denominator: 'return_cells_asked' },
]
