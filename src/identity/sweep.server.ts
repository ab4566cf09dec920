// What nobody needs any more goes by itself: minimum and shortest time (Personal Information Protection Law, articles 6 and 19).
import * as z from 'zod'
import { defineJob, type Worker, workInSteps } from '../kernel/jobs.ts'
import { deleteOldNotices, deleteSpent, emptyInvitations } from './sweep.sql.ts'

const dayMs = 86_400_000
const noticesAtOnce = 5_000
/** Long enough for the limit on letters an hour to count them. */
const spentDays = 1
const invitationDays = 90

/** Old notices by their rule, tickets and links that are over, and the addresses of old invitations. */
export const sweepExpired = defineJob('sweep_expired', z.object({}))

export const sweepWorkers: readonly Worker[] = [
  workInSteps(
    sweepExpired,
    async ({ step }) => {
      while ((await step((db, now) => deleteOldNotices(db, now, noticesAtOnce))) === noticesAtOnce);
      await step((db, now) => deleteSpent(db, new Date(now.getTime() - spentDays * dayMs)))
      await step((db, now) => emptyInvitations(db, new Date(now.getTime() - invitationDays * dayMs)))
    },
    { every: '50 19 * * *' },
  ),
]
