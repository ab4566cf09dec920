/** How many rows an hour's count is spread over, so that servers that add to it at once seldom meet. */
export const visitSlots = 8

/** The hour a moment lies in: its first moment. */
export function hourOf(moment: string): string {
  return `${moment.slice(0, 13)}:00:00Z`
}

/** The hour after which nothing more is expected as of a moment: counts are written a few seconds late. */
export function lastFullHour(asOf: string): string {
  return hourOf(new Date(Date.parse(asOf) - 60_000).toISOString())
}

/** Counts visits by hour in memory until they are taken; nothing about who. */
export function createVisitBuffer(): {
  count(now: Date): void
  take(): Map<string, number>
  putBack(counts: ReadonlyMap<string, number>): void
} {
  let counts = new Map<string, number>()
  const add = (hour: string, visits: number) => void counts.set(hour, (counts.get(hour) ?? 0) + visits)
  return {
    count: (now) => add(hourOf(now.toISOString()), 1),
    take() {
      const taken = counts
      counts = new Map()
      return taken
    },
    putBack: (taken) => {
      for (const [hour, visits] of taken) add(hour, visits)
    },
  }
}
