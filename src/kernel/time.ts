// Connections use UTC; days are cut only in Asia/Shanghai, which has had no summer time since 1991 and is UTC+8 throughout.
const dayMs = 86_400_000
const shanghaiOffsetMs = 8 * 3_600_000

/** The day in Asia/Shanghai of a moment: '2022-12-31'. */
export function dayOf(moment: Date | string): string {
  return new Date(new Date(moment).getTime() + shanghaiOffsetMs).toISOString().slice(0, 10)
}

/** The moment at which a day begins in Asia/Shanghai, plus minutes of that day. */
export function momentOf(day: string, minutes = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - shanghaiOffsetMs + minutes * 60_000)
}

/** A moment as it is written everywhere: UTC, '2026-03-02T01:00:00Z', with a fraction only where there is one. */
export function isoOf(moment: Date | number | string): string {
  return new Date(moment).toISOString().replace('.000Z', 'Z')
}

/** Minutes since midnight in Asia/Shanghai. */
export function minuteOfDay(moment: Date | string): number {
  return Math.floor(((new Date(moment).getTime() + shanghaiOffsetMs) % dayMs) / 60_000)
}

/** 1 is Monday, 7 is Sunday, of a day '2022-12-31'. */
export function weekdayOf(day: string): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

/** The day some days later (or earlier, if negative). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The first day of the month a day lies in. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
}
