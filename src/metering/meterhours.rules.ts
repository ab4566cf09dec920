// When hours that people stated and hours that a meter saw do not fit (domain rules on hours, number 7: more than a fifth apart).

/** By how much of the metered hours the others may be off, in percent. */
export const differencePercent = 20
/** Below a quarter of an hour nothing is worth a word. */
const secondsLeast = 900

export type Hours = { reservedSeconds: number; meteredSeconds: number; declaredSeconds: number }

/** Which of reserved and declared hours are further off the metered ones than a fifth of these. */
export function differencesOf({ reservedSeconds, meteredSeconds, declaredSeconds }: Hours): ('reserved' | 'declared')[] {
  const isOff = (seconds: number) => {
    const apart = Math.abs(seconds - meteredSeconds)
    return apart >= secondsLeast && apart * 100 > meteredSeconds * differencePercent
  }
  return [...(isOff(reservedSeconds) ? (['reserved'] as const) : []), ...(isOff(declaredSeconds) ? (['declared'] as const) : [])]
}

/** Whether what was thought of some numbers is of these. */
export function isOfThese(settled: Hours, now: Hours): boolean {
  return (
    settled.reservedSeconds === now.reservedSeconds &&
    settled.meteredSeconds === now.meteredSeconds &&
    settled.declaredSeconds === now.declaredSeconds
  )
}

/** How much of a stretch lies within a span, in whole seconds. */
export function secondsWithin(one: { startsAt: string; endsAt: string }, span: { from: string; to: string }): number {
  const ms = Math.min(Date.parse(one.endsAt), Date.parse(span.to)) - Math.max(Date.parse(one.startsAt), Date.parse(span.from))
  return Math.max(0, Math.round(ms / 1000))
}
