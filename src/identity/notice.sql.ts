import { type Db, run } from '../kernel/db.ts'
import type { Delivery, NoticeCategory, NoticeValue } from './notice.contract.ts'
import type { Quiet } from './notice.rules.ts'

const standing = 'g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())'

/**
 * People who hold a permission by a standing grant for an organisation as a whole, or for any organisation when none is named; of those
 * who hold it for a part of an organisation, the ones whose group of instruments it is about.
 */
export async function listHolders(
  db: Db,
  permission: string,
  organisationId: string | null,
  instrumentGroupIds: readonly string[],
): Promise<string[]> {
  const rows = await run<{ personId: string }>(
    db,
    `select distinct g.person_id as "personId" from role_grant g join role_permission r on r.role = g.role
     where r.permission = $1 and g.organisation_id is not null and ($2::uuid is null or g.organisation_id = $2)
       and (g.instrument_group_id is null or g.instrument_group_id = any($3::uuid[])) and g.matter_code is null and ${standing}`,
    [permission, organisationId, instrumentGroupIds],
  )
  return rows.map((row) => row.personId)
}

/**
 * People who hold a permission for the first of some divisions, from the lowest up, where anybody does: who decides there, not everybody
 * above. Who holds it for one matter alone is meant where it is about that matter.
 */
export async function listHoldersIn(
  db: Db,
  permission: string,
  divisionCodes: readonly string[],
  matterCode: string | null,
): Promise<string[]> {
  const rows = await run<{ personId: string }>(
    db,
    `select distinct person_id as "personId" from (
       select g.person_id, rank() over (order by array_position($2::text[], g.division_code)) as place
       from role_grant g join role_permission r on r.role = g.role
       where r.permission = $1 and g.division_code = any($2::text[]) and (g.matter_code is null or g.matter_code = $3) and ${standing}) x
     where place = 1`,
    [permission, divisionCodes, matterCode],
  )
  return rows.map((row) => row.personId)
}

/** How those among these people who still have an account want to hear of a category; null where they have not chosen. */
export function listWishes(
  db: Db,
  personIds: readonly string[],
  category: NoticeCategory,
): Promise<{ personId: string; delivery: Delivery | null; quiet: Quiet }[]> {
  return run(
    db,
    `select p.id as "personId", w.delivery, case when q.person_id is not null
         then json_build_object('fromMinute', q.from_minute, 'toMinute', q.to_minute) end as quiet
     from person p left join notice_preference w on w.person_id = p.id and w.category = $2 left join quiet_hours q on q.person_id = p.id
     where p.id = any($1::uuid[]) and p.closed_at is null order by p.id`,
    [personIds, category],
  )
}

export type NewNotice = { id: string; personId: string; mailDueAt: string | null }

/** Writes one notice for each person it is told to. */
export async function insertNotices(
  db: Db,
  notices: readonly NewNotice[],
  common: { kind: string; params: Readonly<Record<string, NoticeValue>>; link: string; recordedAt: string },
): Promise<void> {
  await run(
    db,
    `insert into notice (id, person_id, mail_due_at, kind, params, link, recorded_at)
     select n.id, n.person_id, n.mail_due_at, $4, $5, $6, $7 from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as n(id, person_id, mail_due_at)`,
    [
      notices.map((one) => one.id),
      notices.map((one) => one.personId),
      notices.map((one) => one.mailDueAt),
      common.kind,
      JSON.stringify(common.params),
      common.link,
      common.recordedAt,
    ],
  )
}

export type NoticeRow = {
  id: string
  kind: string
  params: Record<string, NoticeValue>
  link: string
  recordedAt: string
  readAt: string | null
}
const columns = 'id, kind, params, link, recorded_at as "recordedAt", read_at as "readAt"'

/** A person's notices, latest first. */
export function listNotices(
  db: Db,
  personId: string,
  { isUnread, before, limit }: { isUnread: boolean; before: { recordedAt: string; id: string } | undefined; limit: number },
): Promise<NoticeRow[]> {
  return run<NoticeRow>(
    db,
    `select ${columns} from notice where person_id = $1 and (not $2 or read_at is null)
       and ($3::timestamptz is null or (recorded_at, id) < ($3, $4::uuid)) order by recorded_at desc, id desc limit $5`,
    [personId, isUnread, before?.recordedAt ?? null, before?.id ?? null, limit],
  )
}

export async function countUnreadOf(db: Db, personId: string): Promise<number> {
  const [row] = await run<{ count: number }>(db, 'select count(*) from notice where person_id = $1 and read_at is null', [personId])
  return row!.count
}

/** Marks notices of a person as read, these or all; what is read already keeps its moment. */
export async function updateRead(db: Db, personId: string, ids: readonly string[] | null, now: string): Promise<void> {
  await run(
    db,
    'update notice set read_at = $3 where person_id = $1 and read_at is null and ($2::uuid[] is null or id = any($2::uuid[]))',
    [personId, ids, now],
  )
}

export function listPreferences(db: Db, personId: string): Promise<{ category: NoticeCategory; delivery: Delivery }[]> {
  return run(db, 'select category, delivery from notice_preference where person_id = $1', [personId])
}

export async function writePreference(db: Db, personId: string, category: NoticeCategory, delivery: Delivery): Promise<void> {
  await run(
    db,
    `insert into notice_preference (person_id, category, delivery) values ($1, $2, $3)
     on conflict (person_id, category) do update set delivery = excluded.delivery, recorded_at = now()`,
    [personId, category, delivery],
  )
}

export async function findQuiet(db: Db, personId: string): Promise<Quiet> {
  const text = 'select from_minute as "fromMinute", to_minute as "toMinute" from quiet_hours where person_id = $1'
  const [row] = await run<NonNullable<Quiet>>(db, text, [personId])
  return row ?? null
}

export async function writeQuiet(db: Db, personId: string, quiet: Quiet): Promise<void> {
  if (!quiet) await run(db, 'delete from quiet_hours where person_id = $1', [personId])
  else
    await run(
      db,
      `insert into quiet_hours (person_id, from_minute, to_minute) values ($1, $2, $3)
       on conflict (person_id) do update set from_minute = excluded.from_minute, to_minute = excluded.to_minute, recorded_at = now()`,
      [personId, quiet.fromMinute, quiet.toMinute],
    )
}

/** The sealed mail address of a person, once they have shown that it is theirs. */
export async function findVerifiedAddress(db: Db, personId: string): Promise<string | undefined> {
  const text = 'select email_sealed as "emailSealed" from person_email where person_id = $1 and verified_at is not null'
  return (await run<{ emailSealed: string }>(db, text, [personId]))[0]?.emailSealed
}

/** Somebody to whom a notice is due in mail. */
export async function findPersonDue(db: Db, now: string): Promise<string | undefined> {
  const text = 'select person_id as "personId" from notice where mail_due_at <= $1 order by mail_due_at limit 1'
  return (await run<{ personId: string }>(db, text, [now]))[0]?.personId
}

/** Takes what is due in mail to one person, oldest first; nothing when another process has it in hand. */
export function takeDue(db: Db, personId: string, now: string, limit: number): Promise<NoticeRow[]> {
  const text = `select ${columns} from notice where person_id = $1 and mail_due_at <= $2 order by recorded_at, id limit $3 for no key update skip locked`
  return run<NoticeRow>(db, text, [personId, now, limit])
}

/** What was due is due no more; what was put into a letter says when. */
export async function updateMailed(db: Db, ids: readonly string[], mailedAt: string | null): Promise<void> {
  await run(db, 'update notice set mail_due_at = null, mailed_at = $2 where id = any($1::uuid[])', [ids, mailedAt])
}
