// Whose turn it is when a time is given back, and how long the turn lasts.
import { isoOf } from '../kernel/time.ts'
import type { Span } from './opening.rules.ts'

/** An organisation waits for no more times at once. */
export const waitsMost = 20
/** How long a time is kept for whose turn it is. */
export const turnHours = 2
const turnMs = turnHours * 3_600_000

/**
 * Till when a turn that begins now lasts: some hours, and no longer than the time can still be booked with the notice that the institution
 * needs. @returns null where it cannot be booked any more
 */
export function turnEndOf(span: Span, now: number, noticeMinutes: number): string | null {
  const last = Math.min(now + turnMs, span.from - noticeMinutes * 60_000)
  return last > now ? isoOf(last) : null
}
