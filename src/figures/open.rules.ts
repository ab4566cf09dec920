// What an address asks of a figure, and how a question is written into one. Addresses may hold anything.
import { type FigureDimension, figureDimensions } from './figure.contract.ts'

export type FigureSearch = {
  year?: number
  from?: string
  to?: string
  on?: string
  institutionId?: string
  divisionCode?: string
  procedure?: string
  asOf?: string
  version?: string
  by?: FigureDimension
  /** The part that whoever comes is after: it stands first. */
  part?: string
}

/** The question an address asks; what it cannot mean is left out. */
export function figureSearchOf(given: Record<string, unknown>): FigureSearch {
  const text = (name: string, shape: RegExp) => {
    const value = String(given[name] ?? '')
    return shape.test(value) ? { [name]: value } : {}
  }
  const year = Number(given['year'])
  const by = figureDimensions.find((dimension) => dimension === given['by'])
  return {
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? { year } : {}),
    ...text('from', /^\d{4}-\d{2}$/),
    ...text('to', /^\d{4}-\d{2}$/),
    ...text('on', /^\d{4}-\d{2}-\d{2}$/),
    ...text('institutionId', /^[0-9a-f-]{36}$/),
    ...text('divisionCode', /^\d{6}$/),
    ...text('procedure', /^[a-z][a-z_]{1,59}$/),
    ...text('asOf', /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/),
    ...text('version', /^[\w.]{1,20}$/),
    ...(by ? { by } : {}),
    ...text('part', /^[\w-]{1,40}$/),
  }
}

/** The query of a download that asks the same question. */
export function queryOf(search: FigureSearch, more: Record<string, string>): string {
  const { by: _, part: __, ...question } = search
  const entries = Object.entries({ ...question, ...more }).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return new URLSearchParams(entries).toString()
}

/**
 * The days one asks "as known on" of first: the end of January, when the first figures are filed, and the end of March, when they are
 * published, of the year after the period; none that is still to come.
 */
export function asOfDays(lastDay: string, today: string): string[] {
  const next = Number(lastDay.slice(0, 4)) + 1
  return [`${next}-01-31`, `${next}-03-31`].filter((day) => day < today)
}
