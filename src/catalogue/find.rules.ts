// What an address says of a search, and how counts nest. Pure; addresses may hold anything.
export type FindSearch = {
  query?: string
  divisionCode?: string
  classCode?: string
  institutionId?: string
  hourFenMost?: number
  sampleFenMost?: number
  isOnRequest?: 'yes' | 'no'
  free?: 'now' | 'this_week'
  sort?: 'relevance' | 'hour_price' | 'sample_price' | 'name'
}

const filterNames = ['divisionCode', 'classCode', 'institutionId', 'hourFenMost', 'sampleFenMost', 'isOnRequest', 'free'] as const

/** The search an address asks for; what it cannot mean is left out. */
export function findSearchOf(given: Record<string, unknown>): FindSearch {
  const text = (name: string, shape: RegExp) => {
    const value = String(given[name] ?? '')
    return shape.test(value) ? { [name]: value } : {}
  }
  const amount = (name: string) => {
    const value = Number(given[name])
    return Number.isInteger(value) && value > 0 ? { [name]: value } : {}
  }
  return {
    ...text('query', /^[\s\S]{1,100}$/),
    ...text('divisionCode', /^\d{6}$/),
    ...text('classCode', /^\d{2,6}$/),
    ...text('institutionId', /^[0-9a-f-]{36}$/),
    ...amount('hourFenMost'),
    ...amount('sampleFenMost'),
    ...text('isOnRequest', /^(yes|no)$/),
    ...text('free', /^(now|this_week)$/),
    ...text('sort', /^(relevance|hour_price|sample_price|name)$/),
  }
}

/** How many filters are set, beside the words and the order. */
export function filterCount(search: FindSearch): number {
  return filterNames.filter((name) => search[name] !== undefined).length
}

/** The words and the order without any filter. */
export function withoutFilters({ query, sort }: FindSearch): FindSearch {
  return { ...(query ? { query } : {}), ...(sort ? { sort } : {}) }
}

export type Facet = { code: string; count: number }

/** The choices below a division: prefectures while none is chosen, else the counties of its prefecture. Codes nest by pairs of digits. */
export function divisionsBelow(counts: readonly Facet[], chosen: string | undefined): Facet[] {
  const isPrefecture = (code: string) => code.endsWith('00')
  if (!chosen || chosen.endsWith('0000')) return counts.filter((facet) => isPrefecture(facet.code))
  return counts.filter((facet) => !isPrefecture(facet.code) && facet.code.startsWith(chosen.slice(0, 4)))
}

/** The choices below a class: large classes while none is chosen, else the middle classes of its large one. */
export function classesBelow(counts: readonly Facet[], chosen: string | undefined): Facet[] {
  if (!chosen) return counts.filter((facet) => facet.code.length === 2)
  return counts.filter((facet) => facet.code.length === 4 && facet.code.startsWith(chosen.slice(0, 2)))
}
