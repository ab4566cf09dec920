import { defineFigure } from '../figures/figure.rules.ts'
import { designationWords } from './designation.words.ts'
import { countyFigureWords as words } from './figure.words.ts'

const common = {
  unit: words.unit,
  precision: 0,
  perUnit: 1,
  kind: 'computed',
  nature: 'stock',
  dimensions: ['prefecture'],
  isDistinct: true,
  isAboutCustomers: false,
  columns: [
    { key: 'county', title: words.columnCounty, type: 'text' },
    { key: 'divisionCode', title: words.columnCode, type: 'text' },
    {
      key: 'stage',
      title: words.columnStage,
      type: 'text',
      choices: {
        building: designationWords.stage_building,
        named: designationWords.stage_named,
        extended: designationWords.stage_extended,
      },
    },
    { key: 'firstOn', title: words.columnFirst, type: 'day' },
    { key: 'documentNo', title: words.columnDocument, type: 'text' },
  ],
} as const

export const nationalCountyCount = defineFigure({
  ...common,
  name: 'national_county_count',
  title: words.national,
  versions: [{ id: 'v1', validFrom: '2018-01-01', definition: words.nationalDefinition, documentNo: '国科发农〔2018〕130号' }],
})

export const provincialCountyCount = defineFigure({
  ...common,
  name: 'provincial_county_count',
  title: words.provincial,
  versions: [{ id: 'v1', validFrom: '2018-01-01', definition: words.provincialDefinition, documentNo: '' }],
})

/** Quoted from a census and added up from its places; zones that it counted apart belong to their city and to no county. */
export const residentPopulation = defineFigure({
  name: 'resident_population',
  title: words.residents,
  unit: words.persons,
  precision: 0,
  perUnit: 1,
  kind: 'quoted',
  nature: 'stock',
  dimensions: ['prefecture'],
  isDistinct: false,
  isAboutCustomers: false,
  versions: [{ id: 'v1', validFrom: '2020-11-01', definition: words.residentsDefinition, documentNo: '第七次全国人口普查' }],
  columns: [
    { key: 'place', title: words.columnPlace, type: 'text' },
    { key: 'code', title: words.columnCode, type: 'text' },
    { key: 'kind', title: words.columnKind, type: 'text', choices: { division: words.kindDivision, zone: words.kindZone } },
    { key: 'persons', title: words.columnPersons, type: 'count' },
    { key: 'countedOn', title: words.columnCounted, type: 'day' },
    { key: 'document', title: words.columnSource, type: 'text' },
  ],
})
