// Once a day, whoever holds a level that soon ends or rests is told so, a month and a week before.
import * as z from 'zod'
import { defineJob, work } from '../kernel/jobs.ts'
import { addDays, dayOf } from '../kernel/time.ts'
import { qualificationEnds } from './notice.contract.ts'
import { tellOfEnd } from './notice.server.ts'
import { endOf, reminderDays, reminderDue, standingOn } from './qualification.rules.ts'
import { listEnding, markReminded } from './qualification.sql.ts'

export const remindOfEndsJob = defineJob('remind_of_ends', z.object({}))

export const remindOfEnds = work(
  remindOfEndsJob,
  async ({ db, now }) => {
    const today = dayOf(now)
    for (const row of await listEnding(db, addDays(today, reminderDays[0]))) {
      const endsOn = endOf(row)
      const days = endsOn === null || standingOn(row, today) !== 'in_force' ? null : reminderDue(endsOn, today)
      if (endsOn === null || days === null || !(await markReminded(db, row.id, endsOn, days))) continue
      await tellOfEnd(db, qualificationEnds, row, endsOn)
    }
  },
  { every: '30 0 * * *' },
)
