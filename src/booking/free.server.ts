// Which instruments are free, for the search of an earlier slice: it is handed this function where the slices are put together.
import type { Db } from '../kernel/db.ts'
import { addDays, dayOf, isoOf, minuteOfDay, momentOf, weekdayOf } from '../kernel/time.ts'
import { earliestStart, lastDay, standardPolicy } from './booking.rules.ts'
import { type FreeFactsRow, listFreeAt, listFreeFacts } from './free.sql.ts'
import { nextFreeTimes } from './opening.rules.ts'

const weekDays = 7
const atOnce = 2000

/** Of these instruments those that can be used now, or for which some time of the next seven days can be booked, and from when. */
export async function freeAmong(
  db: Db,
  instrumentIds: readonly string[],
  when: 'now' | 'this_week',
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const today = dayOf(now)
  const free = new Map<string, string>()
  for (let from = 0; from < instrumentIds.length; from += atOnce) {
    const ids = instrumentIds.slice(from, from + atOnce)
    if (when === 'now') {
      const moment = { at: now.toISOString(), weekday: weekdayOf(today), minute: minuteOfDay(now) }
      for (const id of await listFreeAt(db, ids, moment)) free.set(id, moment.at)
    } else {
      const until = isoOf(momentOf(addDays(today, weekDays + 1)).getTime())
      for (const facts of await listFreeFacts(db, ids, now.toISOString(), until)) {
        const from = firstFreeTime(facts, now)
        if (from !== undefined) free.set(facts.id, isoOf(from))
      }
    }
  }
  return free
}

function firstFreeTime(row: FreeFactsRow, now: Date): number | undefined {
  const policy = { ...standardPolicy, noticeMinutes: row.noticeMinutes, horizonDays: row.horizonDays }
  const earliest = earliestStart({ now: now.getTime(), policy })
  const days = [lastDay({ now: now.getTime(), policy }), addDays(dayOf(now), weekDays - 1)].sort()
  const wish = { from: earliest, to: earliest + row.minutesLeast * 60_000 }
  return nextFreeTimes(wish, { ...row, earliest, lastDay: days[0]! }, 1)[0]?.from
}
