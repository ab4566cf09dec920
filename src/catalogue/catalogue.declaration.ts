import { defineFigure, type FigureColumn } from '../figures/figure.rules.ts'
import { catalogueFigureWords as words } from './figure.words.ts'

const stock = {
  kind: 'computed',
  nature: 'stock',
  dimensions: ['institution', 'prefecture', 'institutionKind', 'class'],
  isAboutCustomers: false,
} as const

const instrumentColumns: readonly FigureColumn[] = [
  { key: 'institution', title: words.columnInstitution, type: 'text' },
  { key: 'innerCode', title: words.columnInnerCode, type: 'text' },
  { key: 'name', title: words.columnInstrument, type: 'text' },
  { key: 'model', title: words.columnModel, type: 'text' },
  { key: 'classCode', title: words.columnClass, type: 'text' },
  { key: 'listedOn', title: words.columnListedOn, type: 'day' },
  { key: 'worthFen', title: words.columnWorth, type: 'fen' },
]

export const sharingInstitutionCount = defineFigure({
  ...stock,
  name: 'sharing_institution_count',
  title: words.sharingInstitutions,
  unit: words.unitInstitution,
  precision: 0,
  perUnit: 1,
  isDistinct: true,
  versions: [{ id: 'v1', validFrom: '2015-01-01', definition: words.sharingInstitutionsDefinition, documentNo: '' }],
  columns: [
    { key: 'institution', title: words.columnInstitution, type: 'text' },
    { key: 'creditCode', title: words.columnCreditCode, type: 'text' },
    { key: 'divisionCode', title: words.columnDivision, type: 'text' },
    { key: 'instrumentCount', title: words.columnCount, type: 'count' },
    { key: 'worthFen', title: words.columnWorth, type: 'fen' },
  ],
})

export const sharedInstrumentCount = defineFigure({
  ...stock,
  name: 'shared_instrument_count',
  title: words.sharedInstruments,
  unit: words.unitInstrument,
  precision: 0,
  perUnit: 1,
  isDistinct: false,
  versions: [{ id: 'v1', validFrom: '2015-01-01', definition: words.sharedInstrumentsDefinition, documentNo: '' }],
  columns: instrumentColumns,
})

export const sharedInstrumentWorth = defineFigure({
  ...stock,
  name: 'shared_instrument_worth',
  title: words.instrumentWorth,
  unit: words.unitWanYuan,
  precision: 1,
  perUnit: 1_000_000,
  isDistinct: false,
  versions: [{ id: 'v1', validFrom: '2015-01-01', definition: words.instrumentWorthDefinition, documentNo: '' }],
  columns: instrumentColumns,
})
