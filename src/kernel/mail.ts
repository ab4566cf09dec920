// Letters: rows of the transaction that wants them, handed to a mail server by a job.
//
// What is promised is at least once. A letter whose acceptance we heard of is never sent again: the answer and the mark stand
// next to each other, and the mark is written again until it holds. A letter whose acceptance we did not hear of (the connection
// broke after its last line, this machine died) is sent again with the same Message-ID, by which mail programs tell it is the same.
import * as z from 'zod'
import { type Db, run } from './db.ts'
import { contextOf } from './events.ts'
import { newId } from './id.ts'
import { defineJob, enqueue, type StepCall, type Worker, work, workInSteps } from './jobs.ts'
import { vault } from './keyring.ts'
import { failureOf, isMailAddress, keptDays, leaseSeconds, nextAttempt, oneLine } from './mail.rules.ts'
import type { Mailer } from './mailer.ts'

const Calendar = z.object({ method: z.enum(['publish', 'cancel']), text: z.string() })
const Content = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  unsubscribePath: z.string().optional(),
  calendars: z.array(Calendar).optional(),
})
export type Mail = z.infer<typeof Content>
const sealedAs = 'mail.content'

/** Sends every letter that is due; queued with each letter, and every minute for those that failed before. */
export const sendMails = defineJob('send_mails', z.object({}))
/** Empties letters long after they were sent or given up. */
export const emptyMails = defineJob('empty_mails', z.object({}))

/**
 * Queues a letter in this transaction: it goes out when, and only when, the transaction commits; without SMTP_URL it waits.
 * `{here}` in its texts becomes PUBLIC_URL. `unsubscribePath` is a path of ours that a mail program may POST to.
 * @returns the letter's id, which its Message-ID bears
 * @throws when `to` is not one mailbox: what a person typed is checked where it is typed
 */
export async function sendMail(db: Db, mail: Mail): Promise<string> {
  if (!isMailAddress(mail.to)) throw new Error('a letter goes to one mailbox')
  const id = newId()
  const content = vault().seal(sealedAs, JSON.stringify(Content.parse({ ...mail, subject: oneLine(mail.subject) })))
  const dueAt = contextOf(db).now.toISOString()
  await run(db, 'insert into mail (id, content_sealed, due_at) values ($1, $2, $3)', [id, content, dueAt])
  await enqueue(db, sendMails, {})
  return id
}

export type MailState = {
  waitingCount: number
  retriedCount: number
  givenUpCount: number
  sentCount: number
  oldestWaitingAt: string | null
  lastSentAt: string | null
  lastFailure: string | null
}

/** How many letters wait, were given up and were sent, of those whose content is still kept; nothing of what they say. */
export async function findMailState(db: Db): Promise<MailState> {
  const [row] = await run<MailState>(
    db,
    `select count(*) filter (where ended_at is null) as "waitingCount",
       count(*) filter (where ended_at is null and attempts > 0) as "retriedCount",
       count(*) filter (where state = 'given_up') as "givenUpCount",
       count(*) filter (where state = 'sent') as "sentCount",
       min(recorded_at) filter (where ended_at is null) as "oldestWaitingAt",
       max(ended_at) filter (where state = 'sent') as "lastSentAt",
       (array_agg(last_failure order by coalesce(ended_at, due_at) desc) filter (where last_failure is not null and state <> 'sent'))[1]
         as "lastFailure"
     from mail where content_sealed is not null`,
  )
  return row!
}

/** The jobs that send and empty letters. Without a mailer letters wait where they are. */
export function mailWorkers(mailer: Mailer | undefined): Worker[] {
  return [
    workInSteps(sendMails, async ({ step }) => mailer && sendDue(mailer, step), { every: '* * * * *' }),
    work(
      emptyMails,
      async ({ db, now }) => {
        const before = new Date(now.getTime() - keptDays * 86_400_000).toISOString()
        await run(db, 'update mail set content_sealed = null where ended_at < $1 and content_sealed is not null', [before])
      },
      { every: '40 19 * * *' },
    ),
  ]
}

type Step = StepCall<unknown>['step']
type Taken = { id: string; contentSealed: string; attempts: number }

async function sendDue(mailer: Mailer, step: Step): Promise<void> {
  for (let taken = await step(takeOne); taken; taken = await step(takeOne)) {
    const { id, contentSealed, attempts } = taken
    try {
      await mailer.send({ id, ...Content.parse(JSON.parse(vault().open(sealedAs, contentSealed))) })
    } catch (error) {
      const failure = failureOf(error as object)
      await step((db, now) => markFailed(db, taken, failure.code, nextAttempt(failure, attempts, now), now))
      continue
    }
    await surely(() => step((db, now) => markSent(db, id, now)))
  }
}

/** One letter that is due, marked as in hand, so that nobody else takes it while a mail server thinks about it. */
async function takeOne(db: Db, now: Date): Promise<Taken | undefined> {
  const lost = new Date(now.getTime() + leaseSeconds * 1000).toISOString()
  const text = `update mail set state = 'sending', attempts = attempts + 1, due_at = $2 where id = (
      select id from mail where state in ('waiting', 'sending') and due_at <= $1 order by due_at, id limit 1 for no key update skip locked)
    returning id, content_sealed as "contentSealed", attempts`
  return (await run<Taken>(db, text, [now.toISOString(), lost]))[0]
}

async function markSent(db: Db, id: string, now: Date): Promise<void> {
  await run(db, `update mail set state = 'sent', ended_at = $2, last_failure = null where id = $1`, [id, now.toISOString()])
}

/** An attempt that took so long that another has begun has nothing more to say. */
async function markFailed(db: Db, { id, attempts }: Taken, code: string, again: Date | null, now: Date): Promise<void> {
  const text = `update mail set state = $3, last_failure = $4, due_at = coalesce($5, due_at), ended_at = $6
    where id = $1 and attempts = $2 and state = 'sending'`
  const ended = again ? null : now.toISOString()
  await run(db, text, [id, attempts, again ? 'waiting' : 'given_up', code, again?.toISOString() ?? null, ended])
}

/** The server has the letter: what says so is written again while the database is away for a moment. */
async function surely(mark: () => Promise<void>, times = 5): Promise<void> {
  for (let time = 1; ; time++) {
    try {
      return await mark()
    } catch (error) {
      if (time === times) throw error
      await new Promise((go) => setTimeout(go, time * 500))
    }
  }
}
