// What a plan aims at, beside what is reached.
import { compareDecimals } from './decimal.rules.ts'

type Target = { code: string; year: number; isBase: boolean; value: string }

/** Targets by indicator, in the order of the plan: the latest base year, and the last year aimed at. */
export function targetsOf(targets: readonly Target[]): { code: string; base: Target | undefined; aim: Target | undefined }[] {
  return [...Map.groupBy(targets, ({ code }) => code)].map(([code, own]) => {
    const sorted = own.toSorted((a, b) => a.year - b.year)
    return { code, base: sorted.findLast(({ isBase }) => isBase), aim: sorted.findLast(({ isBase }) => !isBase) }
  })
}

/** The latest value of a year after the base that a plan begins from; what was there before it is no progress of the plan's. */
export function reachedSince<Value extends { year: number }>(
  values: readonly Value[],
  base: { year: number } | undefined,
): Value | undefined {
  return values.findLast(({ year }) => base === undefined || year > base.year)
}

/** Whether a value is where its indicator is meant to go; of one that has no direction nobody says so. */
export function isReached(value: string, aim: string, direction: 'up' | 'down' | 'none' | undefined): boolean {
  const difference = compareDecimals(value, aim)
  return direction === 'up' ? difference >= 0 : direction === 'down' ? difference <= 0 : false
}
