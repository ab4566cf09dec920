// A chosen time as it stands in an address, and what it would cost. Minutes are of the day in Asia/Shanghai.
import type { Choice } from './week.rules.ts'

/** '2026-03-05.780-1020': the day and its minutes from and to. */
export function slotText(choice: Choice): string {
  return `${choice.day}.${choice.fromMinute}-${choice.toMinute}`
}

/** The time an address names; nothing where the text is not one. */
export function slotOf(text: string | undefined): Choice | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,4})-(\d{1,4})$/.exec(text ?? '')
  if (!match) return undefined
  const [, day = '', from = '', to = ''] = match
  const choice = { day, fromMinute: Number(from), toMinute: Number(to) }
  return choice.fromMinute < choice.toMinute && choice.toMinute <= 1440 && !Number.isNaN(Date.parse(day)) ? choice : undefined
}

/** What the chosen time costs at a price by the hour, in fen, half a fen rounded up; a forecast, the charge follows the time used. */
export function expectedFen(minutes: number, fenPerHour: number): number {
  return Math.floor((minutes * fenPerHour * 2 + 60) / 120)
}
