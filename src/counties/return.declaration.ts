import { defineFigure } from '../figures/figure.rules.ts'
import { returnWords } from './return.words.ts'
import { returnFigureWords as words } from './returnfigure.words.ts'

const stock = {
  precision: 0,
  perUnit: 1,
  kind: 'computed',
  nature: 'stock',
  dimensions: ['prefecture', 'county'],
  isDistinct: false,
  isAboutCustomers: false,
} as const

const firms = {
  ...stock,
  unit: words.unitFirms,
  columns: [
    { key: 'firm', title: words.columnFirm, type: 'text' },
    { key: 'divisionCode', title: words.columnDivision, type: 'text' },
    { key: 'certificateNo', title: words.columnCertificate, type: 'text' },
    { key: 'firstOn', title: words.columnFirst, type: 'day' },
  ],
} as const
const since2016 = (definition: typeof words.highTechDefinition | typeof words.techSmeDefinition, documentNo: string) => [
  { id: 'v1', validFrom: '2016-01-01', definition, documentNo },
]

export const highTechFirmCount = defineFigure({
  ...firms,
  name: 'high_tech_firm_count',
  title: words.highTech,
  versions: since2016(words.highTechDefinition, '国科发火〔2016〕32号'),
})
export const techSmeCount = defineFigure({
  ...firms,
  name: 'tech_sme_count',
  title: words.techSme,
  versions: since2016(words.techSmeDefinition, '国科发政〔2017〕115号'),
})

const cells = {
  ...stock,
  nature: 'flow',
  unit: words.unitCells,
  columns: [
    { key: 'county', title: words.columnCounty, type: 'text' },
    { key: 'year', title: words.columnYear, type: 'count' },
    { key: 'indicator', title: words.columnIndicator, type: 'text' },
    {
      key: 'origin',
      title: words.columnOrigin,
      type: 'text',
      choices: {
        computed: returnWords.origin_computed,
        filed: returnWords.origin_filed,
        quoted: returnWords.origin_quoted,
        imported: returnWords.origin_imported,
        carried: returnWords.origin_carried,
      },
    },
    { key: 'document', title: words.columnDocument, type: 'text' },
  ],
} as const

export const returnCellsByPlatform = defineFigure({
  ...cells,
  name: 'return_cells_by_platform',
  title: words.byPlatform,
  versions: [{ id: 'v1', validFrom: '2019-01-01', definition: words.byPlatformDefinition, documentNo: '' }],
})
export const returnCellsAsked = defineFigure({
  ...cells,
  name: 'return_cells_asked',
  title: words.asked,
  versions: [{ id: 'v1', validFrom: '2019-01-01', definition: words.askedDefinition, documentNo: '' }],
})
export const fileOnceShare = defineFigure({
  ...cells,
  columns: [],
  name: 'file_once_share',
  title: words.fileOnce,
  unit: words.unitPercent,
  precision: 1,
  nature: 'ratio',
  perUnit: 10,
  versions: [{ id: 'v1', validFrom: '2019-01-01', definition: words.fileOnceDefinition, documentNo: '' }],
})
