import { defineFigure } from './figure.rules.ts'
import { figuresWords as words } from './figures.words.ts'

/** Visits since the platform opened: what was carried over, and what this system counts by the hour. */
export const visitCount = defineFigure({
  name: 'visit_count',
  title: words.visits,
  unit: words.person,
  precision: 0,
  perUnit: 1,
  kind: 'computed',
  nature: 'stock',
  dimensions: [],
  isDistinct: false,
  isAboutCustomers: false,
  versions: [{ id: 'v1', validFrom: '2015-01-01', definition: words.visitsDefinition, documentNo: '' }],
  columns: [
    { key: 'hour', title: words.columnHour, type: 'text' },
    { key: 'visits', title: words.columnVisits, type: 'count' },
    { key: 'source', title: words.columnSource, type: 'text' },
  ],
})
