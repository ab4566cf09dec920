import { defineFigure, type FigureColumn, type FigureVersion } from '../figures/figure.rules.ts'
import { figuresWords } from '../figures/figures.words.ts'
import type { Word } from '../kernel/word.ts'
import { billingWords } from './billing.words.ts'
import { billingFigureWords as words } from './figure.words.ts'

const flow = {
  kind: 'computed',
  nature: 'flow',
  dimensions: ['institution', 'prefecture', 'institutionKind', 'customerKind', 'customerCounty', 'month'],
  isAboutCustomers: true,
  isDistinct: false,
} as const
const hours = { unit: words.unitHour, precision: 1, perUnit: 3_600 } as const
const wanYuan = { unit: words.unitWanYuan, precision: 1, perUnit: 1_000_000 } as const
const counted = { precision: 0, perUnit: 1, isDistinct: true, notes: [figuresWords.partsOverlap] } as const
const customerKinds = { firm: figuresWords.customerFirm, other: figuresWords.customerOther, unknown: figuresWords.customerUnknown }
const sources = {
  live: billingWords.source_live,
  meter: billingWords.source_meter,
  declared: billingWords.source_declared,
  imported: billingWords.source_imported,
}

const serviceColumns: readonly FigureColumn[] = [
  { key: 'recordNo', title: words.columnRecordNo, type: 'text', isPrivate: true },
  { key: 'instrument', title: words.columnInstrument, type: 'text' },
  { key: 'institution', title: words.columnInstitution, type: 'text' },
  { key: 'customer', title: words.columnCustomer, type: 'text', isPrivate: true },
  { key: 'kind', title: words.columnKind, type: 'text', isPrivate: true, choices: customerKinds },
  { key: 'day', title: words.columnDay, type: 'day' },
  { key: 'startsAt', title: words.columnStart, type: 'moment', isPrivate: true },
  { key: 'endsAt', title: words.columnEnd, type: 'moment', isPrivate: true },
  { key: 'seconds', title: words.columnHours, type: 'seconds' },
  { key: 'samples', title: words.columnSamples, type: 'count' },
  { key: 'fen', title: words.columnFen, type: 'fen', isPrivate: true },
  { key: 'invoicedFen', title: words.columnInvoiced, type: 'fen', isPrivate: true },
  { key: 'receivedFen', title: words.columnReceived, type: 'fen', isPrivate: true },
  { key: 'source', title: words.columnSource, type: 'text', choices: sources },
]
const customerColumns: readonly FigureColumn[] = [
  { key: 'customer', title: words.columnCustomer, type: 'text', isPrivate: true },
  { key: 'kind', title: words.columnKind, type: 'text', isPrivate: true, choices: customerKinds },
  { key: 'institutions', title: words.columnInstitutions, type: 'count' },
  { key: 'records', title: words.columnRecords, type: 'count', isPrivate: true },
  { key: 'seconds', title: words.columnHours, type: 'seconds', isPrivate: true },
  { key: 'fen', title: words.columnFen, type: 'fen', isPrivate: true },
]
const first = (definition: Word, assumption?: Word): FigureVersion[] => [
  { id: 'v1', validFrom: '2015-01-01', definition, ...(assumption ? { assumption } : {}), documentNo: '' },
]

export const sharedHours = defineFigure({
  ...flow,
  ...hours,
  name: 'shared_hours',
  title: words.hours,
  versions: [
    ...first(words.hoursExternal, words.hoursExternalAssumption),
    { id: 'v2', validFrom: null, definition: words.hoursAll, documentNo: '' },
  ],
  columns: serviceColumns,
})
export const unitsServed = defineFigure({
  ...flow,
  ...counted,
  name: 'units_served',
  title: words.units,
  unit: words.unitOrganisation,
  versions: first(words.unitsDefinition),
  columns: customerColumns,
})
export const enterprisesServed = defineFigure({
  ...flow,
  ...counted,
  name: 'enterprises_served',
  title: words.enterprises,
  unit: words.unitOrganisation,
  versions: first(words.enterprisesDefinition),
  columns: customerColumns,
})
export const unresolvedNames = defineFigure({
  ...flow,
  ...counted,
  name: 'unresolved_names',
  title: words.unresolved,
  unit: words.unitName,
  versions: first(words.unresolvedDefinition),
  columns: customerColumns,
})
export const amountAccrued = defineFigure({
  ...flow,
  ...wanYuan,
  name: 'amount_accrued',
  title: words.accrued,
  versions: first(words.accruedDefinition),
  columns: serviceColumns,
})
export const amountInvoiced = defineFigure({
  ...flow,
  ...wanYuan,
  name: 'amount_invoiced',
  title: words.invoiced,
  versions: first(words.invoicedDefinition),
  columns: serviceColumns,
})
export const amountReceived = defineFigure({
  ...flow,
  ...wanYuan,
  name: 'amount_received',
  title: words.received,
  versions: first(words.receivedDefinition),
  columns: serviceColumns,
})
export const enterpriseAmountAccrued = defineFigure({
  ...flow,
  ...wanYuan,
  name: 'enterprise_amount_accrued',
  title: words.enterpriseAccrued,
  versions: first(words.enterpriseAccruedDefinition),
  columns: serviceColumns,
})

const ratio = { ...flow, nature: 'ratio', unit: words.unitPercent, precision: 1, perUnit: 10, columns: [] } as const
export const enterpriseUnitShare = defineFigure({
  ...ratio,
  name: 'enterprise_unit_share',
  title: words.enterpriseUnitShare,
  versions: first(words.enterpriseUnitShareDefinition),
})
export const enterpriseAmountShare = defineFigure({
  ...ratio,
  name: 'enterprise_amount_share',
  title: words.enterpriseAmountShare,
  versions: first(words.enterpriseAmountShareDefinition),
})
