// What a race comes to, told from outside: what clients were promised against what the system says stands.
import type { Slot } from './adapter.ts'

export type Standing = { id: string } & Slot
export type Verdict = {
  /** Bookings that begin while as many as fit stand already: each is somebody who comes and finds another. */
  overlaps: number
  /** Promised to a client, never given back, and not there. */
  lost: number
  /** There, and promised to nobody. */
  ghosts: number
  /** There at another time than was promised. */
  moved: number
}

/** How many of some bookings begin while at least `capacity` others stand. */
export function overlapsOf(bookings: readonly Slot[], capacity: number): number {
  const sorted = bookings.toSorted((a, b) => a.from - b.from)
  let standing: Slot[] = []
  let count = 0
  for (const booking of sorted) {
    standing = standing.filter(({ to }) => to > booking.from)
    if (standing.length >= capacity) count += 1
    standing.push(booking)
  }
  return count
}

/** Compares promises with what stands; overlaps are counted in both, for a system may hide one of two. */
export function judge(promised: readonly Standing[], listed: readonly Standing[], capacity: number): Verdict {
  const there = new Map(listed.map((one) => [one.id, one]))
  const known = new Set(promised.map(({ id }) => id))
  return {
    overlaps: Math.max(overlapsOf(promised, capacity), overlapsOf(listed, capacity)),
    lost: promised.filter(({ id }) => !there.has(id)).length,
    ghosts: listed.filter(({ id }) => !known.has(id)).length,
    moved: promised.filter(({ id, from, to }) => {
      const found = there.get(id)
      return found !== undefined && (found.from !== from || found.to !== to)
    }).length,
  }
}

export const sumOf = (a: Verdict, b: Verdict): Verdict => ({
  overlaps: a.overlaps + b.overlaps,
  lost: a.lost + b.lost,
  ghosts: a.ghosts + b.ghosts,
  moved: a.moved + b.moved,
})
export const nothingWrong: Verdict = { overlaps: 0, lost: 0, ghosts: 0, moved: 0 }
