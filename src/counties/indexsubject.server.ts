// Counties as a subject of indices: the approved cells of their returns, a ratio as its two parts.
import type { IndexSubject } from '../evaluation/subject.server.ts'
import { scopesOf } from '../identity/grant.rules.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { type IndexCell, listIndexCells, listPlannedTargets } from './indexsubject.sql.ts'
import { listIndicatorRows } from './return.sql.ts'
import { returnWords as words } from './return.words.ts'

const cityOf = (code: string) => `${code.slice(0, 4)}00`

function valuesOf({ code, amount, numerator, denominator }: IndexCell): [string, number][] {
  if (code === null) return []
  const parts: [string, number | null][] = [
    [code, amount ?? numerator],
    [`${code}.denominator`, denominator],
  ]
  return parts.flatMap(([column, value]) => (value === null ? [] : [[column, value]]))
}

export const countySubject: IndexSubject = {
  code: 'counties',
  title: words.counties,

  async columns(db) {
    const rows = (await listIndicatorRows(db, 'county')).filter(({ kind }) => kind !== 'text')
    return new Set(rows.flatMap(({ code, kind }) => (kind === 'ratio' ? [code, `${code}.denominator`] : [code])))
  },

  async gather(db, asked) {
    const cells = await listIndexCells(db, asked)
    const returns = [...Map.groupBy(cells, ({ year, unit }) => `${year} ${unit}`).values()]
    const approved = returns.filter(([first]) => first!.isApproved)
    return {
      rows: approved.map((own) => ({
        ...{ unit: own[0]!.unit, year: own[0]!.year, group: cityOf(own[0]!.unit) },
        values: new Map(own.flatMap(valuesOf)),
      })),
      absent: returns.flatMap(([first]) => (first!.isApproved ? [] : [{ unit: first!.unit, year: first!.year }])),
    }
  },

  async names(db, year) {
    const divisions = await divisionsOn(db, `${year}-12-31`)
    return new Map(divisions.filter(({ level }) => level === 'county').map(({ code, nameZh, nameEn }) => [code, { nameZh, nameEn }]))
  },

  /** What the county's own plan aims at. */
  async targets(db, { unit, year, asOf }) {
    const rows = await listPlannedTargets(db, { divisionCode: unit, year, on: dayOf(asOf) })
    return new Map(rows.map(({ code, ...target }) => [code, target]))
  },

  holds: (actor, permission, unit) =>
    scopesOf(actor, permission).divisionCodes.some((code) => (unit === null ? code.endsWith('0000') : isWithin(unit, code))),
}
