// When an instrument is open, and what of that time is free. Spans are [from, to) in milliseconds since 1970; days are Asia/Shanghai's.
import { addDays, dayOf, momentOf, weekdayOf } from '../kernel/time.ts'

export type Span = { from: number; to: number }
/** Weekly hours, in minutes of the day; weekday 1 is Monday. */
export type Opening = { weekday: number; fromMinute: number; toMinute: number }
/** Time taken in one lane, with whatever buffer belongs to it. */
export type Taken = Span & { lane: number; kind: 'booking' | 'maintenance' | 'use' | 'turn' }

const minuteMs = 60_000

/** Working days from 8:00 to 18:00: what an instrument starts with where its institution has no defaults of its own. */
export const standardOpenings: readonly Opening[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 480, toMinute: 1080 }))

/** Whether every opening ends after it starts and none overlaps another of its day. */
export function areOpeningsSound(openings: readonly Opening[]): boolean {
  const sorted = openings.toSorted((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute)
  return sorted.every((opening, at) => {
    const before = sorted[at - 1]
    return opening.toMinute > opening.fromMinute && !(before?.weekday === opening.weekday && before.toMinute > opening.fromMinute)
  })
}

/** The spans in which an instrument is open from one day to another, both included; hours that touch at midnight are one span. */
export function openSpans(openings: readonly Opening[], fromDay: string, toDay: string): Span[] {
  return [...eachOpenSpan(openings, fromDay, toDay)]
}

/** The same one by one, for whoever seldom reads to the end. */
function* eachOpenSpan(openings: readonly Opening[], fromDay: string, toDay: string): Generator<Span> {
  const sorted = openings.toSorted((a, b) => a.fromMinute - b.fromMinute)
  let last: Span | undefined
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    const weekday = weekdayOf(day)
    const begin = momentOf(day).getTime()
    for (const opening of sorted) {
      if (opening.weekday !== weekday) continue
      const span = { from: begin + opening.fromMinute * minuteMs, to: begin + opening.toMinute * minuteMs }
      if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
      else {
        if (last) yield last
        last = span
      }
    }
  }
  if (last) yield last
}

/** Whether a span lies wholly within opening hours. */
export function isOpenFor(openings: readonly Opening[], span: Span): boolean {
  if (span.to <= span.from) return false
  return openSpans(openings, dayOf(new Date(span.from)), dayOf(new Date(span.to - 1))).some(
    (open) => open.from <= span.from && span.to <= open.to,
  )
}

export type FreeTimeFacts = {
  openings: readonly Opening[]
  laneCount: number
  taken: readonly Taken[]
  stepMinutes: number
  /** Kept free after every booking. */
  bufferMinutes: number
  /** No booking starts before this moment. */
  earliest: number
  /** The last day on which one may start. */
  lastDay: string
}

/** The next free times of the same length, soonest first, none overlapping another. */
export function nextFreeTimes(wish: Span, facts: FreeTimeFacts, atMost: number): Span[] {
  const length = wish.to - wish.from
  const step = facts.stepMinutes * minuteMs
  const found: Span[] = []
  let from = Math.max(wish.from, facts.earliest)
  for (const open of eachOpenSpan(facts.openings, dayOf(new Date(from)), addDays(facts.lastDay, 1))) {
    // Steps are of the clock in Asia/Shanghai, which is whole hours from UTC: they are steps of the epoch too.
    let start = Math.ceil(Math.max(from, open.from) / step) * step
    while (start + length <= open.to && dayOf(new Date(start)) <= facts.lastDay) {
      const span = { from: start, to: start + length }
      const next = whenALaneIsFree(span, facts)
      if (next === start) {
        found.push(span)
        if (found.length === atMost) return found
        from = span.to
        start = Math.ceil(from / step) * step
      } else start = Math.ceil(next / step) * step
    }
  }
  return found
}

/** The start of the span itself if one lane is free for it, else the first moment after it at which one may be. */
function whenALaneIsFree(span: Span, { laneCount, taken, bufferMinutes }: FreeTimeFacts): number {
  const to = span.to + bufferMinutes * minuteMs
  let soonest = Number.POSITIVE_INFINITY
  for (let lane = 1; lane <= laneCount; lane++) {
    const inTheWay = taken.filter((one) => one.lane === lane && one.from < to && one.to > span.from)
    if (inTheWay.length === 0) return span.from
    soonest = Math.min(soonest, Math.max(...inTheWay.map((one) => one.to)))
  }
  return soonest
}

export type BlockKind = 'free' | 'busy' | 'maintenance' | 'closed' | 'too_soon' | 'too_far'
export type Block = Span & { kind: BlockKind; freeLanes: number }

/** One day as blocks that touch and fill it: what is free and in how many lanes, what is taken, and what is not open. */
export function blocksOfDay(day: string, facts: Omit<FreeTimeFacts, 'stepMinutes' | 'bufferMinutes'>): Block[] {
  const from = momentOf(day).getTime()
  const to = momentOf(addDays(day, 1)).getTime()
  const open = openSpans(facts.openings, day, day)
  const { earliest, laneCount } = facts
  const taken = facts.taken.filter((one) => one.lane <= laneCount && one.from < to && one.to > from)
  const cuts = [from, to, earliest, ...[...open, ...taken].flatMap((span) => [span.from, span.to])]
  const marks = [...new Set(cuts)].filter((mark) => mark >= from && mark <= to).sort((a, b) => a - b)
  const blocks: Block[] = []
  for (const [at, mark] of marks.slice(0, -1).entries()) {
    const span = { from: mark, to: marks[at + 1]! }
    const block = { ...span, ...kindOf(span, day, open, taken, facts) }
    const last = blocks.at(-1)
    if (last && last.kind === block.kind && last.freeLanes === block.freeLanes) last.to = block.to
    else blocks.push(block)
  }
  return blocks
}

function kindOf(
  span: Span,
  day: string,
  open: readonly Span[],
  taken: readonly Taken[],
  facts: Omit<FreeTimeFacts, 'stepMinutes' | 'bufferMinutes'>,
): { kind: BlockKind; freeLanes: number } {
  if (!open.some((one) => one.from <= span.from && span.to <= one.to)) return { kind: 'closed', freeLanes: 0 }
  const here = taken.filter((one) => one.from < span.to && one.to > span.from)
  const freeLanes = facts.laneCount - new Set(here.map((one) => one.lane)).size
  if (freeLanes <= 0) return { kind: here.every((one) => one.kind === 'maintenance') ? 'maintenance' : 'busy', freeLanes: 0 }
  if (day > facts.lastDay) return { kind: 'too_far', freeLanes }
  return { kind: span.from < facts.earliest ? 'too_soon' : 'free', freeLanes }
}
