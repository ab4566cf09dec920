// Residents of places within places: what a census counted is added up once at every level, and nothing of it is lost.

/**
 * A place that was counted by itself: a division, or a zone inside one. Most zones were counted apart from their host; one that
 * `isWithinHost` was counted in it too, and is added to nothing.
 */
export type Counted = {
  readonly code: string
  readonly persons: number
  readonly isZone: boolean
  readonly hostCode: string | null
  readonly isWithinHost: boolean
}
/** Persons in the counties and districts below a place, and in zones that were counted apart from them. */
export type Residents = { readonly inDivisions: number; readonly inZones: number }

/**
 * Adds up what was counted, for each place and all it lies in. A place below which others were counted is not added itself: its own number
 * holds theirs already.
 * @param parentOf the division a division lies in; null for the highest
 * @returns the sums by division, and what lies nowhere known, which is told and never dropped
 */
export function residentsOf(
  counted: readonly Counted[],
  parentOf: ReadonlyMap<string, string | null>,
): { totals: ReadonlyMap<string, Residents>; unplaced: readonly Counted[] } {
  const pathOf = (start: string | null): string[] => {
    const path: string[] = []
    for (let code = start; code !== null && parentOf.has(code) && !path.includes(code); code = parentOf.get(code) ?? null) path.push(code)
    return path
  }
  const above = new Set(counted.flatMap(({ code, isZone }) => (isZone ? [] : pathOf(code).slice(1))))
  const totals = new Map<string, Residents>()
  const unplaced: Counted[] = []
  for (const place of counted) {
    if (place.isWithinHost || (!place.isZone && above.has(place.code))) continue
    const path = pathOf(place.isZone ? place.hostCode : place.code)
    if (path.length === 0) unplaced.push(place)
    for (const code of path) {
      const { inDivisions, inZones } = totals.get(code) ?? { inDivisions: 0, inZones: 0 }
      totals.set(
        code,
        place.isZone ? { inDivisions, inZones: inZones + place.persons } : { inDivisions: inDivisions + place.persons, inZones },
      )
    }
  }
  return { totals, unplaced }
}
