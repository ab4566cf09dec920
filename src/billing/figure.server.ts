import * as z from 'zod'
import type { FigureDimension } from '../figures/figure.contract.ts'
import type { FigureCell, FigureDeclaration } from '../figures/figure.rules.ts'
import { isRollupRecorded, rollupCustomers, rollupSums } from '../figures/figures.server.ts'
import type { CustomerKind, RollupDimension, RollupRow, RollupSums } from '../figures/rollup.rules.ts'
import type { ComputedSource, FigureQuestion, FigureRow, FigureSource } from '../figures/source.server.ts'
import type { Db } from '../kernel/db.ts'
import { daySent, pageMark } from '../kernel/shape.ts'
import {
  amountAccrued,
  amountInvoiced,
  amountReceived,
  enterpriseAmountAccrued,
  enterpriseAmountShare,
  enterprisesServed,
  enterpriseUnitShare,
  sharedHours,
  unitsServed,
  unresolvedNames,
} from './figure.declaration.ts'
import { type BehindWhich, listServicesBehind } from './figure.sql.ts'

type Reading = {
  amount: (sums: RollupSums) => number
  rows: (sums: RollupSums) => number | null
  customers: (sums: RollupSums) => number
  /** Of a part of another published figure: the customers of the rest. */
  rest?: (sums: RollupSums) => number
}
const outside = (sums: RollupSums) => sums.unitCount + sums.unresolvedCount

/** What each figure reads of the sums; by definition version where versions differ. */
const readings: Record<string, Reading> = {
  shared_hours: { amount: (s) => s.externalSeconds, rows: (s) => s.recordCount, customers: outside },
  'shared_hours v2': {
    amount: (s) => s.externalSeconds + s.internalSeconds,
    rows: (s) => s.recordCount + s.internalRecordCount,
    customers: outside,
  },
  units_served: { amount: (s) => s.unitCount, rows: (s) => s.unitCount, customers: (s) => s.unitCount },
  enterprises_served: {
    amount: (s) => s.firmCount,
    rows: (s) => s.firmCount,
    customers: (s) => s.firmCount,
    rest: (s) => s.unitCount - s.firmCount,
  },
  unresolved_names: { amount: (s) => s.unresolvedCount, rows: (s) => s.unresolvedCount, customers: (s) => s.unresolvedCount },
  amount_accrued: { amount: (s) => s.accruedFen, rows: (s) => s.recordCount, customers: outside },
  amount_invoiced: { amount: (s) => s.invoicedFen, rows: () => null, customers: outside },
  amount_received: { amount: (s) => s.receivedFen, rows: () => null, customers: outside },
  enterprise_amount_accrued: {
    amount: (s) => s.firmAccruedFen,
    rows: (s) => s.firmRecordCount,
    customers: (s) => s.firmCount,
    rest: (s) => outside(s) - s.firmCount,
  },
}

function periodOf({ period }: FigureQuestion): { from: string; to: string } {
  return { from: period.from ?? '', to: period.to ?? '' }
}

function cellOf({ amount, rows, customers, rest }: Reading, row: RollupRow): FigureCell {
  const cell = { key: row.key, amount: amount(row), rowCount: rows(row), customerCount: customers(row) }
  return rest ? { ...cell, restCount: rest(row) } : cell
}

const isRecorded: ComputedSource['isRecorded'] = (db, question) =>
  isRollupRecorded(db, { rollup: 'service', ...periodOf(question), asOf: question.asOf })

async function compute(db: Db, figure: FigureDeclaration, question: FigureQuestion): Promise<FigureCell[]> {
  const reading = readings[`${figure.name} ${question.version}`] ?? readings[figure.name]!
  const by: FigureDimension = question.by ?? 'institution'
  const sums = await rollupSums(db, {
    rollup: 'service',
    ...periodOf(question),
    scopeIds: question.scopeIds,
    asOf: question.asOf,
    by: by as RollupDimension,
  })
  return sums
    .filter((row) => question.by !== null || row.key === 'all')
    .map((row) => cellOf(reading, row))
    .filter((cell) => cell.key === 'all' || cell.amount !== 0 || cell.rowCount !== 0)
}

function cursorOf(cursor: string | undefined): { day: string; id: string } | undefined {
  return cursor === undefined ? undefined : { day: cursor.slice(0, 10), id: cursor.slice(11) }
}

function serviceSource(figure: FigureDeclaration, which: BehindWhich, widest: BehindWhich = which): ComputedSource {
  return {
    figure,
    compute: (db, question) => compute(db, figure, question),
    isRecorded,
    mark: pageMark('_', daySent, z.uuid()),
    async rows(db, question, { after, limit }) {
      const asked = { ...periodOf(question), scopeIds: question.scopeIds, asOf: question.asOf }
      const found = await listServicesBehind(db, asked, question.version === 'v1' ? which : widest, cursorOf(after), limit)
      return found.map(
        ({ id, institutionId, institutionDivisionCode, customerId, ...values }): FigureRow => ({
          id: `${values.day}_${id}`,
          institutionId,
          institutionDivisionCode,
          customerId,
          values,
        }),
      )
    },
  }
}

function customerSource(figure: FigureDeclaration, kinds: readonly CustomerKind[]): ComputedSource {
  return {
    figure,
    compute: (db, question) => compute(db, figure, question),
    isRecorded,
    async rows(db, question, { after, limit }) {
      const asked = { rollup: 'service', ...periodOf(question), scopeIds: question.scopeIds, asOf: question.asOf }
      const found = await rollupCustomers(db, asked, kinds, after, limit)
      return found.map((row) => ({
        id: row.customerId,
        institutionId: question.scopeIds?.length === 1 ? question.scopeIds[0]! : null,
        institutionDivisionCode: null,
        customerId: row.customerId,
        values: {
          customer: row.name,
          kind: row.kind,
          institutions: row.institutionCount,
          records: row.recordCount,
          seconds: row.seconds,
          fen: row.accruedFen,
        },
      }))
    },
  }
}

const inStatement = [
  sharedHours,
  unitsServed,
  enterprisesServed,
  unresolvedNames,
  amountAccrued,
  enterpriseAmountAccrued,
  amountInvoiced,
  amountReceived,
]

/** A figure's cells; of a ratio also which two it divides. */
export type StatementFigure = { figure: FigureDeclaration; cells: FigureCell[]; divides?: readonly string[] }

/** What a statement shows of services: each figure's cell for every row of sums, by the definition version in force. */
export function statementFigures(sums: readonly RollupRow[]): StatementFigure[] {
  const cellsOf = (figure: FigureDeclaration) => sums.map((row) => cellOf(readings[figure.name]!, row))
  const plain = inStatement.map((figure) => ({ figure, cells: cellsOf(figure) }))
  const ratio = (figure: FigureDeclaration, above: FigureDeclaration, below: FigureDeclaration) => {
    const whole = cellsOf(below)
    const cells = cellsOf(above).map((cell, at) => ({ ...cell, denominator: whole[at]!.amount }))
    return { figure, cells, divides: [above.name, below.name] }
  }
  return [
    ...plain,
    ratio(enterpriseUnitShare, enterprisesServed, unitsServed),
    ratio(enterpriseAmountShare, enterpriseAmountAccrued, amountAccrued),
  ]
}

/** The figures of services: hours, customers, amounts. */
export const billingSources: readonly FigureSource[] = [
  serviceSource(sharedHours, 'external', 'all'),
  customerSource(unitsServed, ['firm', 'other']),
  customerSource(enterprisesServed, ['firm']),
  customerSource(unresolvedNames, ['unknown']),
  serviceSource(amountAccrued, 'external'),
  serviceSource(amountInvoiced, 'invoiced'),
  serviceSource(amountReceived, 'received'),
  serviceSource(enterpriseAmountAccrued, 'firm'),
  { figure: enterpriseUnitShare, numerator: enterprisesServed.name, denominator: unitsServed.name },
  { figure: enterpriseAmountShare, numerator: enterpriseAmountAccrued.name, denominator: amountAccrued.name },
]
