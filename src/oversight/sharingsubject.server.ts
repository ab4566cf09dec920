// Sharing institutions as a subject of indices: what the platform's own figures say of each of them, year by year.
import type { IndexSubject } from '../evaluation/subject.server.ts'
import type { IndexRow } from '../evaluation/table.rules.ts'
import { versionAsked } from '../figures/figure.rules.ts'
import { labelsOf } from '../figures/question.server.ts'
import { type ComputedSource, type FigureSource, isRatio } from '../figures/source.server.ts'
import { scopesOf } from '../identity/grant.rules.ts'
import type { Db } from '../kernel/db.ts'
import { oversightIndexWords as words } from './sharingsubject.words.ts'

/** What can be judged of a sharing institution, by the figures of the same names. */
const columns = [
  'shared_instrument_count',
  'shared_instrument_worth',
  'shared_hours',
  'units_served',
  'amount_accrued',
  'amount_received',
] as const
/** No institution's column tells of one or two customers. */
const few = 3

/** As known when everything is that will ever be. */
const latest = new Date(8_640_000_000_000).toISOString()

/** A figure in each institution of a year, in its own unit, as known on a moment. */
async function byInstitution(db: Db, source: ComputedSource, year: number, asOf: string): Promise<[unit: string, value: number][]> {
  const { figure } = source
  const stock = { from: null, to: null, on: `${year}-12-31` }
  const flow = { from: `${year}-01-01`, to: `${year + 1}-01-01`, on: null }
  const version = versionAsked(figure, undefined, `${year}-12-31`)?.id
  if (version === undefined) return []
  const cells = await source.compute(db, {
    version,
    period: figure.nature === 'stock' ? stock : flow,
    scopeIds: null,
    asOf,
    by: 'institution',
  })
  return cells.flatMap(({ key, amount, customerCount }): [string, number][] =>
    key === 'all' || (customerCount !== null && customerCount < few) ? [] : [[key, Number(amount) / figure.perUnit]],
  )
}

/** Institutions by what the platform recorded of their sharing. */
export function sharingSubject(sources: ReadonlyMap<string, FigureSource>): IndexSubject {
  const own = columns.flatMap((name) => {
    const source = sources.get(name)
    return source && !isRatio(source) ? [[name, source] as const] : []
  })
  const first = own[0]?.[1]
  const unitsOf = async (db: Db, year: number, asOf: string) => (first ? byInstitution(db, first, year, asOf) : [])
  return {
    code: 'sharing_institutions',
    title: words.institutions,
    columns: async () => new Set(own.map(([name]) => name)),
    async gather(db, { fromYear, year: last, asOf }) {
      const rows: IndexRow[] = []
      for (let year = fromYear; year <= last; year += 1) {
        const values = new Map<string, Map<string, number>>()
        for (const [name, source] of own)
          for (const [unit, value] of await byInstitution(db, source, year, asOf))
            values.set(unit, (values.get(unit) ?? new Map()).set(name, value))
        // Whoever shares no instrument in a year is none of them.
        const there = new Set((await unitsOf(db, year, asOf)).filter(([, count]) => count > 0).map(([unit]) => unit))
        for (const [unit, found] of values) if (there.has(unit)) rows.push({ unit, year, group: null, values: found })
      }
      return { rows, absent: [] }
    },
    async names(db, year) {
      const units = (await unitsOf(db, year, latest)).map(([unit]) => unit)
      const labels = first ? await labelsOf(db, first, { by: 'institution', asOf: latest }, units) : []
      return new Map([...labels].map(([unit, { zh, en }]) => [unit, { nameZh: zh, nameEn: en }]))
    },
    holds: (actor, permission, unit) => {
      const { divisionCodes, organisationIds } = scopesOf(actor, permission)
      return divisionCodes.some((code) => code.endsWith('0000')) || (unit !== null && organisationIds.includes(unit))
    },
  }
}
