// The times of an errand of several bookings, in the clock of Asia/Shanghai.
import { isoOf } from '../kernel/time.ts'

const offsetMs = 8 * 3_600_000

/** A moment as people in Asia/Shanghai write it, '2026-03-02T10:00'; whole minutes. */
export const localOf = (moment: string): string => new Date(Date.parse(moment) + offsetMs).toISOString().slice(0, 16)

/** The spans that begin at these local times and are as long as the first. */
export function spansOf(times: readonly string[], first: { startsAt: string; endsAt: string }): { startsAt: string; endsAt: string }[] {
  const length = Date.parse(first.endsAt) - Date.parse(first.startsAt)
  return times.map((time) => {
    const from = Date.parse(`${time}:00+08:00`)
    return { startsAt: isoOf(from), endsAt: isoOf(from + length) }
  })
}

const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export const repeats = ['none', 'daily', 'weekly', 'fortnightly', 'monthly'] as const
export type Repeat = (typeof repeats)[number]

/**
 * What somebody chose as a rule of RFC 5545: every day, on these days of each or every other week (Monday is 1), or monthly, until a day.
 * @returns null for once
 */
export function ruleOf(repeat: Repeat, weekdays: readonly number[], until: string): string | null {
  const last = `;UNTIL=${until.replaceAll('-', '')}T235959`
  const on =
    weekdays.length > 0
      ? `;BYDAY=${weekdays
          .toSorted((a, b) => a - b)
          .map((day) => weekdayCodes[day - 1])
          .join(',')}`
      : ''
  switch (repeat) {
    case 'none':
      return null
    case 'daily':
      return `FREQ=DAILY${last}`
    case 'weekly':
      return `FREQ=WEEKLY${last}${on}`
    case 'fortnightly':
      return `FREQ=WEEKLY;INTERVAL=2${last}${on}`
    case 'monthly':
      return `FREQ=MONTHLY${last}`
  }
}
