// Which months of the book are shown.

/** The months of a year up to the one a day lies in, latest first: '2022-12' to '2022-01'. */
export function monthsOf(year: number, today: string): string[] {
  return Array.from({ length: 12 }, (_, at) => `${year}-${String(12 - at).padStart(2, '0')}`).filter((month) => month <= today.slice(0, 7))
}

/** The years that can be looked at, and the one that is opened when none is asked for: the latest with anything in it. */
export function yearsOf(
  span: { firstOn: string; lastOn: string } | undefined,
  today: string,
): { firstYear: number; lastYear: number; latest: number } {
  const thisYear = Number(today.slice(0, 4))
  const firstYear = Math.min(span ? Number(span.firstOn.slice(0, 4)) : thisYear, thisYear)
  const latest = span ? Math.min(Number(span.lastOn.slice(0, 4)), thisYear) : thisYear
  return { firstYear, lastYear: thisYear, latest }
}
