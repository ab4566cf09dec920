// Which instruments are free, for the search of an earlier slice: it is handed this function where the slices are put together.
import type { Db } from '../kernel/db.ts'
import { addDays, dayOf, isoOf, minuteOfDay, momentOf, weekdayOf } from '../kernel/time.ts'
import { earliestStart, lastDay, standardPolicy } from './booking.rules.ts'
import { type FreeFactsRow, listFreeAt, listFreeFacts } from './free.sql.ts'
import { nextFreeTimes } from './opening.rules.ts'

const weekDays = 7
const atOnce = 2000

/** Of these instruments those that can be used now, or for which some time of the next seven days can be booked. */
export async function freeAmong(
  db: Db,
  instrumentIds: readonly string[],
  when: 'now' | 'this_week',
  now: Date,
): Promise<ReadonlySet<string>> {
  const today = dayOf(now)
  const free = new Set<string>()
  for (let from = 0; from < instrumentIds.length; from += atOnce) {
    const ids = instrumentIds.slice(from, from + atOnce)
    if (when === 'now') {
      const moment = { at: now.toISOString(), weekday: weekdayOf(today), minute: minuteOfDay(now) }
      for (const id of await listFreeAt(db, ids, moment)) free.add(id)
    } else {
      const until = isoOf(momentOf(addDays(today, weekDays + 1)).getTime())
      for (const facts of await listFreeFacts(db, ids, now.toISOString(), until)) if (hasFreeTime(facts, now)) free.add(facts.id)
    }
  }
  return free
}

function hasFreeTime(row: FreeFactsRow, now: Date): boolean {
  const policy = { ...standardPolicy, noticeMinutes: row.noticeMinutes, horizonDays: row.horizonDays }
  const earliest = earliestStart({ now: now.getTime(), policy })
  const days = [lastDay({ now: now.getTime(), policy }), addDays(dayOf(now), weekDays - 1)].sort()
  const wish = { from: earliest, to: earliest + row.minutesLeast * 60_000 }
  return nextFreeTimes(wish, { ...row, earliest, lastDay: days[0]! }, 1).length > 0
}
