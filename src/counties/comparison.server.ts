// Any counties side by side, for everybody: approved numbers alone.
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { divisionsOn } from '../places/places.server.ts'
import { compareCounties, notCounties } from './comparison.contract.ts'
import { comparedIndicators } from './comparison.rules.ts'
import { isPublished } from './profile.server.ts'
import { listApprovedCells, listApprovedYears } from './profile.sql.ts'
import { listIndicatorRows } from './return.sql.ts'

export const comparisonHandlers = [
  handle(compareCounties, async ({ input, db, now }) => {
    const divisions = new Map((await divisionsOn(db, dayOf(now))).map((division) => [division.code, division]))
    const codes = [...new Set(input.codes.split(','))]
    const unknown = codes.filter((code) => divisions.get(code)?.level !== 'county')
    if (unknown.length > 0) throw notCounties({ codes: unknown })
    const approved = await listApprovedYears(db, codes)
    const years = approved.map((one) => one.year)
    // The latest of which all of them have something to compare.
    const year = input.year ?? approved.find((one) => one.isOfAll)?.year ?? years[0] ?? null
    const dictionary = (await listIndicatorRows(db, 'county')).filter(isPublished)
    const cells = year === null ? [] : await listApprovedCells(db, { pattern: '%', sinceYear: year, untilYear: year })
    return {
      ...{ years, year },
      counties: codes.map((code) => {
        const { nameZh, nameEn, parentCode } = divisions.get(code)!
        const { nameZh: cityZh = '', nameEn: cityEn = '' } = divisions.get(parentCode ?? '') ?? {}
        return { code, nameZh, nameEn, cityZh, cityEn }
      }),
      indicators: comparedIndicators(dictionary, cells, codes),
    }
  }),
]
