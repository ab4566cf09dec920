// What people are told: into the inbox in the transaction that gives the news, and by their wish into mail by a job.
import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { contextOf } from '../kernel/events.ts'
import { calendarText } from '../kernel/icalendar.ts'
import { newId } from '../kernel/id.ts'
import type { importFailed, importFinished } from '../kernel/imports/imports.contract.ts'
import { defineJob, enqueue, type StepCall, workInSteps } from '../kernel/jobs.ts'
import { vault } from '../kernel/keyring.ts'
import { sendMail } from '../kernel/mail.ts'
import { here } from '../kernel/mailer.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { emailPurpose } from './email.rules.ts'
import {
  countUnread,
  getNoticePreferences,
  importFailedNotice,
  importFinishedNotice,
  listMyNotices,
  markNoticesRead,
  type NoticeCategory,
  type NoticeKind,
  type NoticePreferences,
  type NoticeValue,
  noticeCategories,
  quietHoursWrong,
  setNoticePreferences,
  unsubscribe,
  unsubscribeLinkWrong,
} from './notice.contract.ts'
import { appointmentsOf, deliveryAtFirst, letterOf, mailDueAt, tokenParts, told } from './notice.rules.ts'
import {
  countUnreadOf,
  findPersonDue,
  findQuiet,
  findVerifiedAddress,
  insertNotices,
  listHolders,
  listHoldersIn,
  listNotices,
  listPreferences,
  listWishes,
  type NoticeRow,
  takeDue,
  updateMailed,
  updateRead,
  writePreference,
  writeQuiet,
} from './notice.sql.ts'

/** Holders for an organisation (null: for any), and for these groups of its instruments alone. */
type HoldersFor = { permission: string; organisationId: string | null; instrumentGroupIds?: readonly string[] }
/** Holders for the first of these divisions that has any, from the lowest up, and for this matter alone. */
type HoldersIn = { permission: string; divisionCodes: readonly string[]; matterCode?: string }
/** Who is told: people by their ids, or whoever holds a permission. */
export type Audience = { personIds: readonly string[] } | { holdersOf: HoldersFor | HoldersIn }
export type Telling<Name extends string> = { kind: NoticeKind<Name>; params: Record<Name, NoticeValue>; link: string }

/** Puts notices whose time has come into letters; queued with each that is due at once, and every five minutes for the rest. */
export const mailNotices = defineJob('mail_notices', z.object({}))

/**
 * Tells people something, in this transaction: it lands in their inbox and, by their wish, in their mail. Nobody is told what they
 * did themselves. `params` are ids and plain values, never a name or a word of a person; `link` is a path of ours.
 */
export async function notify<Name extends string>(db: Db, audience: Audience, { kind, params, link }: Telling<Name>): Promise<void> {
  const { now, actor } = contextOf(db)
  const meant = await peopleMeant(db, audience)
  const personIds = [...new Set(meant)].filter((personId) => personId !== actor?.personId)
  if (personIds.length === 0) return
  const { category, isLegal } = kind
  const wishes = await listWishes(db, personIds, category)
  const notices = wishes.map(({ personId, delivery, quiet }) => {
    return { id: newId(), personId, dueAt: mailDueAt(now, { delivery: delivery ?? deliveryAtFirst[category], quiet, isLegal }) }
  })
  if (notices.length === 0) return
  const rows = notices.map(({ id, personId, dueAt }) => ({ id, personId, mailDueAt: dueAt && isoOf(dueAt) }))
  await insertNotices(db, rows, { kind: kind.name, params, link, recordedAt: isoOf(now) })
  if (notices.some(({ dueAt }) => dueAt !== null && dueAt <= now)) await enqueue(db, mailNotices, {})
}

function peopleMeant(db: Db, audience: Audience): Promise<readonly string[]> {
  if ('personIds' in audience) return Promise.resolve(audience.personIds)
  const { holdersOf } = audience
  if ('divisionCodes' in holdersOf) return listHoldersIn(db, holdersOf.permission, holdersOf.divisionCodes, holdersOf.matterCode ?? null)
  return listHolders(db, holdersOf.permission, holdersOf.organisationId, holdersOf.instrumentGroupIds ?? [])
}

/** Tells an officer that the file they gave could not be read; the page says why. */
export async function tellImportFailed(db: Db, ended: z.output<typeof importFailed.payload>, page: string): Promise<void> {
  const { runId, startedBy, fileName } = ended
  if (startedBy === null) return
  await notify(db, { personIds: [startedBy] }, { kind: importFailedNotice, params: { fileName }, link: `${page}?run=${runId}` })
}

/** Tells an officer that the import they started came to its end; the slice that declares the kind says where it is seen. */
export async function tellImportFinished(db: Db, ended: z.output<typeof importFinished.payload>, page: string): Promise<void> {
  const { runId, startedBy, fileName, writtenCount: written, refusedCount: refused } = ended
  if (startedBy === null) return
  await notify(
    db,
    { personIds: [startedBy] },
    { kind: importFinishedNotice, params: { fileName, written, refused }, link: `${page}?run=${runId}` },
  )
}

const signedAs = 'notice.unsubscribe'

function tokenOf(personId: string, category: NoticeCategory): string {
  const claim = `${personId}~${category}`
  return `${claim}~${vault().equalityKey(signedAs, claim)}`
}

async function preferencesOf(db: Db, personId: string): Promise<NoticePreferences & { hasAddress: boolean }> {
  const chosen = new Map((await listPreferences(db, personId)).map(({ category, delivery }) => [category, delivery]))
  const items = noticeCategories.map((category) => ({ category, delivery: chosen.get(category) ?? deliveryAtFirst[category] }))
  return { items, quiet: await findQuiet(db, personId), hasAddress: (await findVerifiedAddress(db, personId)) !== undefined }
}

/** The slice of notices: it needs every kind that a slice declares, to write them out. */
export function noticeSlice({ kinds }: { kinds: readonly NoticeKind[] }): Slice {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const written = (rows: readonly NoticeRow[]) =>
    rows.flatMap((row) => {
      const kind = byName.get(row.kind)
      return kind ? [{ ...row, kind }] : []
    })
  return {
    handlers: [
      handle(listMyNotices, async ({ input, actor, db }) => {
        const [recordedAt, id] = input.cursor?.split(' ') ?? []
        const before = recordedAt && id ? { recordedAt, id } : undefined
        const rows = await listNotices(db, actor.personId, { isUnread: input.show === 'unread', before, limit: input.limit + 1 })
        const page = rows.slice(0, input.limit)
        const last = page.at(-1)
        const items = written(page).map(({ kind, params, ...rest }) => ({
          ...rest,
          category: kind.category,
          isLegal: kind.isLegal,
          title: told(kind.title, params),
          text: told(kind.text, params),
        }))
        return { items, nextCursor: rows.length > input.limit && last ? `${last.recordedAt} ${last.id}` : null }
      }),

      handle(countUnread, async ({ actor, db }) => ({ count: await countUnreadOf(db, actor.personId) })),

      handle(markNoticesRead, async ({ input, actor, db, now }) => {
        await updateRead(db, actor.personId, input.ids ?? null, isoOf(now))
        return { count: await countUnreadOf(db, actor.personId) }
      }),

      handle(getNoticePreferences, async ({ actor, db }) => preferencesOf(db, actor.personId)),

      handle(setNoticePreferences, async ({ input, actor, db }) => {
        if (input.quiet && input.quiet.fromMinute === input.quiet.toMinute) throw quietHoursWrong({})
        for (const { category, delivery } of input.items) await writePreference(db, actor.personId, category, delivery)
        await writeQuiet(db, actor.personId, input.quiet)
        return preferencesOf(db, actor.personId)
      }),

      handle(unsubscribe, async ({ input, db }) => {
        const parts = tokenParts(input.token)
        if (!parts) throw unsubscribeLinkWrong({})
        const { personId, category, signature } = parts
        if (!vault().equalityKeys(signedAs, `${personId}~${category}`).includes(signature)) throw unsubscribeLinkWrong({})
        await writePreference(db, personId, category, 'inbox')
        return { category }
      }),
    ],
    workers: [workInSteps(mailNotices, ({ step }) => mailDue(step, written), { every: '*/5 * * * *' })],
  }
}

const noticesInLetter = 100

/** One letter a person and a round: what came due together goes together. */
async function mailDue(
  step: StepCall<unknown>['step'],
  written: (rows: readonly NoticeRow[]) => (Omit<NoticeRow, 'kind'> & { kind: NoticeKind })[],
): Promise<void> {
  for (;;) {
    const personId = await step((db, now) => findPersonDue(db, isoOf(now)))
    if (!personId) return
    const isDone = await step(async (db, now) => {
      const rows = await takeDue(db, personId, isoOf(now), noticesInLetter)
      const { items } = await preferencesOf(db, personId)
      const staysInside = new Set(items.filter(({ delivery }) => delivery === 'inbox').map(({ category }) => category))
      // What was read meanwhile, or unsubscribed from, needs no letter; what must arrive by law goes all the same.
      const due = written(rows).filter(({ kind, readAt }) => kind.isLegal || (readAt === null && !staysInside.has(kind.category)))
      const sealed = due.length > 0 ? await findVerifiedAddress(db, personId) : undefined
      if (sealed) {
        const letter = letterOf(due, here, (category) => tokenOf(personId, category))
        const appointments = appointmentsOf(due, here, isoOf(now))
        const calendars = (['publish', 'cancel'] as const).flatMap((method) =>
          appointments[method].length > 0 ? [{ method, text: calendarText(method, appointments[method]) }] : [],
        )
        await sendMail(db, { to: vault().open(emailPurpose, sealed), ...letter, calendars })
      }
      const mailed = new Set(sealed ? due.map(({ id }) => id) : [])
      await updateMailed(db, [...mailed], isoOf(now))
      await updateMailed(
        db,
        rows.map(({ id }) => id).filter((id) => !mailed.has(id)),
        null,
      )
      return rows.length > 0
    })
    // Another process has this person's letter in hand; the next round sees to what is left.
    if (!isDone) return
  }
}
