// How much of a quota a wish would take, and why it is too much. Pure.
import type { Reason } from './booking.contract.ts'
import type { Quota } from './limit.contract.ts'

/** A quota with what was booked already in the period of the wish, whose days are told from the first to the last. */
export type QuotaFacts = Quota & { usedCount: number; usedMinutes: number; fromOn: string; lastOn: string }

/** Every quota that a wish of so many minutes goes over, each with what is left. */
export function quotaRefusals(quotas: readonly QuotaFacts[], minutes: number): Reason[] {
  return quotas.flatMap(({ scope, countMost, minutesMost, usedCount, usedMinutes, fromOn, lastOn }) => {
    const reasons: Reason[] = []
    const days = { fromOn, lastOn }

    // So many times in the period.
    if (countMost !== null && usedCount + 1 > countMost)
      reasons.push({ code: `quota_count_${scope}`, ...days, most: countMost, left: Math.max(0, countMost - usedCount) })

    // So many hours in the period.
    if (minutesMost !== null && usedMinutes + minutes > minutesMost)
      reasons.push({ code: `quota_minutes_${scope}`, ...days, most: minutesMost, left: Math.max(0, minutesMost - usedMinutes) })

    return reasons
  })
}

/** Whether the same period is limited twice for the same. */
export function isQuotaTwice(quotas: readonly Quota[]): boolean {
  return new Set(quotas.map(({ scope, period }) => `${scope} ${period}`)).size < quotas.length
}

export type EarlierWish = { instrumentId: string; startsOn: string; minutes: number }

/** Quotas as they stand once earlier wishes of the same errand are booked: those on the same instrument within the period. */
export function afterEarlier(quotas: readonly QuotaFacts[], instrumentId: string, earlier: readonly EarlierWish[]): QuotaFacts[] {
  return quotas.map((quota) => {
    const own = earlier.filter(
      (wish) => wish.instrumentId === instrumentId && wish.startsOn >= quota.fromOn && wish.startsOn <= quota.lastOn,
    )
    const minutes = own.reduce((sum, wish) => sum + wish.minutes, 0)
    return { ...quota, usedCount: quota.usedCount + own.length, usedMinutes: quota.usedMinutes + minutes }
  })
}
