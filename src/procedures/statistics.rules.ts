// What the address of the statistics asks, and the periods that can be chosen.

export const statisticsWays = ['procedure', 'prefecture', 'county', 'month'] as const
export type StatisticsWay = (typeof statisticsWays)[number]
export const spans = ['year', 'q1', 'q2', 'q3', 'q4', ...Array.from({ length: 12 }, (_, at) => `m${at + 1}`)] as const
export type StatisticsSearch = { year?: number; span?: string; procedure?: string; division?: string; by?: StatisticsWay }

/** What an address asks; what it cannot mean is left out. */
export function statisticsSearchOf(given: Record<string, unknown>): StatisticsSearch {
  const year = Number(given['year'])
  const span = spans.find((one) => one === given['span'])
  const by = statisticsWays.find((one) => one === given['by'])
  const { procedure, division } = given
  return {
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? { year } : {}),
    ...(span ? { span } : {}),
    ...(typeof procedure === 'string' && /^[a-z][a-z_]{1,59}$/.test(procedure) ? { procedure } : {}),
    ...(/^\d{6}$/.test(String(division ?? '')) ? { division: String(division) } : {}),
    ...(by ? { by } : {}),
  }
}

const two = (month: number) => String(month).padStart(2, '0')

/** The months of a span of a year, as a figure is asked for them; the whole year as a year. */
export function monthsOf(year: number, span: string): { year: number } | { from: string; to: string } {
  const number = Number(span.slice(1))
  if (span.startsWith('q')) return { from: `${year}-${two(number * 3 - 2)}`, to: `${year}-${two(number * 3)}` }
  if (span.startsWith('m')) return { from: `${year}-${two(number)}`, to: `${year}-${two(number)}` }
  return { year }
}

/** The last day of a span, and today while it runs: the day its stocks are asked at. */
export function lastDayOfSpan(year: number, span: string, today: string): string {
  const months = monthsOf(year, span)
  const month = 'to' in months ? Number(months.to.slice(5)) : 12
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  return last < today ? last : today
}

/** Whether a span has begun. */
export function isBegun(year: number, span: string, today: string): boolean {
  const months = monthsOf(year, span)
  return ('from' in months ? `${months.from}-01` : `${year}-01-01`) <= today
}
