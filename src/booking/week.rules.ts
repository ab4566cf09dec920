// How a week of an instrument's time is laid out, and what part of it a reader may take. Minutes are of the day in Asia/Shanghai.
export type BlockKind = 'free' | 'busy' | 'maintenance' | 'closed' | 'too_soon' | 'too_far'
export type Span = { readonly fromMinute: number; readonly toMinute: number }
export type Block = Span & { readonly kind: BlockKind }
export type Steps = { readonly stepMinutes: number; readonly minutesLeast: number; readonly minutesMost: number }
export type Choice = Span & { readonly day: string }

/**
 * One day's blocks, in order, as they are drawn: neighbours of one kind are one block. Free time shorter than the least booking is not
 * offered; it counts as taken.
 */
export function drawnBlocks(blocks: readonly Block[], minutesLeast: number): Block[] {
  const whole = joined(blocks)
  return joined(
    whole.map((block) => (block.kind === 'free' && lengthOf(block) < minutesLeast ? { ...block, kind: 'busy' as const } : block)),
  )
}

function lengthOf(span: Span): number {
  return span.toMinute - span.fromMinute
}

function joined(blocks: readonly Block[]): Block[] {
  const result: Block[] = []
  for (const block of blocks) {
    const last = result.at(-1)
    if (last && last.kind === block.kind && last.toMinute === block.fromMinute)
      result[result.length - 1] = { ...last, toMinute: block.toMinute }
    else if (lengthOf(block) > 0) result.push(block)
  }
  return result
}

/** The hours a week is drawn for: whole even hours round all that is open or taken, at least 08:00 to 18:00. */
export function visibleHours(days: readonly (readonly Block[])[]): Span {
  const used = days.flat().filter((block) => block.kind !== 'closed')
  const from = Math.min(480, ...used.map((block) => block.fromMinute))
  const to = Math.max(1080, ...used.map((block) => block.toMinute))
  return { fromMinute: Math.floor(from / 120) * 120, toMinute: Math.ceil(to / 120) * 120 }
}

/** The part of a block that shows within the hours drawn; nothing if none does. */
export function cut<B extends Span>(block: B, window: Span): B | undefined {
  const fromMinute = Math.max(block.fromMinute, window.fromMinute)
  const toMinute = Math.min(block.toMinute, window.toMinute)
  return toMinute > fromMinute ? { ...block, fromMinute, toMinute } : undefined
}

/** Starts a booking may take within free time, on the steps of the clock. */
export function startsWithin(free: Span, steps: Steps): number[] {
  const first = Math.ceil(free.fromMinute / steps.stepMinutes) * steps.stepMinutes
  const starts: number[] = []
  for (let at = first; at + steps.minutesLeast <= free.toMinute; at += steps.stepMinutes) starts.push(at)
  return starts
}

/** Ends a booking may take once its start is chosen. */
export function endsAfter(free: Span, start: number, steps: Steps): number[] {
  const ends: number[] = []
  const last = Math.min(free.toMinute, start + steps.minutesMost)
  for (let end = start + steps.minutesLeast; end <= last; end += steps.stepMinutes) ends.push(end)
  return ends
}

/** The booking of least length that starts at or just before a point of free time; nothing where none fits. */
export function choiceAt(free: Span, minute: number, steps: Steps): Span | undefined {
  const starts = startsWithin(free, steps)
  const start = starts.findLast((one) => one <= minute) ?? starts[0]
  return start === undefined ? undefined : { fromMinute: start, toMinute: start + steps.minutesLeast }
}

/** The booking between two points of free time, as when one drags from the first to the second, held to what is allowed. */
export function choiceBetween(free: Span, anchor: number, point: number, steps: Steps): Span | undefined {
  const first = choiceAt(free, anchor, steps)
  if (!first) return undefined
  if (point >= anchor) return withEnd(free, first, point, steps)
  const starts = startsWithin(free, steps).filter((start) => start <= first.fromMinute && first.toMinute - start <= steps.minutesMost)
  const start = starts.findLast((one) => one <= point) ?? starts[0]
  return start === undefined ? first : { fromMinute: start, toMinute: first.toMinute }
}

function withEnd(free: Span, choice: Span, point: number, steps: Steps): Span {
  const ends = endsAfter(free, choice.fromMinute, steps)
  const end = ends.find((one) => one >= point) ?? ends.at(-1) ?? choice.toMinute
  return { fromMinute: choice.fromMinute, toMinute: end }
}

/** The same length some steps earlier or later, if that is still free. */
export function moved(free: Span, choice: Span, by: number, steps: Steps): Span {
  const shift = by * steps.stepMinutes
  const next = { fromMinute: choice.fromMinute + shift, toMinute: choice.toMinute + shift }
  return next.fromMinute >= free.fromMinute && next.toMinute <= free.toMinute ? next : choice
}

/** The same start, longer or shorter by some steps, if that is allowed. */
export function resized(free: Span, choice: Span, by: number, steps: Steps): Span {
  const end = choice.toMinute + by * steps.stepMinutes
  return endsAfter(free, choice.fromMinute, steps).includes(end) ? { fromMinute: choice.fromMinute, toMinute: end } : choice
}

/** The free block a choice lies in. */
export function blockOf(blocks: readonly Block[], choice: Span): Block | undefined {
  return blocks.find((block) => block.kind === 'free' && block.fromMinute <= choice.fromMinute && block.toMinute >= choice.toMinute)
}
