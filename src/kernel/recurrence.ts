// The only file that knows how rules of recurrence are expanded (RFC 5545, 3.3.10): a first time and a rule in, times out.
import ICAL from 'ical.js'

/** Every so many days, weeks or months: what is offered of the standard. */
const offered = /^FREQ=(DAILY|WEEKLY|MONTHLY)(;(INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|WKST)=[A-Z0-9,+-]+)*$/
const given = (rule: string, part: string) => new RegExp(`;${part}=([^;]+)`).exec(rule)?.[1]

/**
 * The local times at which something recurs, the first included: '2026-03-02T10:00', of a place whose clocks are never put back.
 * @param rule of RFC 5545, 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8'
 * @param except days that are left out
 * @returns at most so many times and whether there would be more; null where the rule is none, or one that is not offered
 */
export function recurring(
  rule: string,
  first: string,
  { except = [], most }: { except?: readonly string[]; most: number },
): { times: string[]; isCut: boolean } | null {
  if (!offered.test(rule) || (given(rule, 'INTERVAL') !== undefined && !/^[1-9]\d{0,2}$/.test(given(rule, 'INTERVAL')!))) return null
  const left = new Set(except)
  const times: string[] = []
  try {
    const walk = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(`${first}:00`))
    // A rule may name days that never come; it is walked no further than what is asked for and a year's days.
    for (let steps = 0; steps < most + 366; steps += 1) {
      const next = walk.next()
      if (!next) return { times, isCut: false }
      const time = next.toString().slice(0, 16)
      if (left.has(time.slice(0, 10))) continue
      if (times.length === most) return { times, isCut: true }
      times.push(time)
    }
  } catch {
    return null
  }
  return { times, isCut: true }
}
