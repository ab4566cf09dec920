import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import type { StandingGrant } from './grant.sql.ts'
import { isHeld } from './minor.sql.ts'
import type { SessionMethod } from './session.contract.ts'
import type { Device, Place } from './session.rules.ts'

const seenSeconds = 60

export type NewSession = Device &
  Place & {
    id: string
    tokenHash: string
    personId: string
    organisationId: string | null
    method: SessionMethod
    isEnrolling: boolean
    idleSeconds: number
    openedAt: string
    expiresAt: string
  }

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await db
    .insertInto('session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      person_id: session.personId,
      organisation_id: session.organisationId,
      method: session.method,
      is_enrolling: session.isEnrolling,
      idle_seconds: session.idleSeconds,
      browser: session.browser,
      operating_system: session.operatingSystem,
      place: session.place,
      address_shown: session.addressShown,
      recorded_at: session.openedAt,
      last_seen_at: session.openedAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

export type SessionRow = {
  sessionId: string
  personId: string
  organisationId: string | null
  isEnrolling: boolean
  /** The account of a person under eighteen to which no guardian consents. */
  isHeld: boolean
  /** Not marked as seen for a minute. */
  isUnmarked: boolean
  grants: StandingGrant[]
}

/** The live session behind a token's hash, with the person's standing grants, in one statement: it runs on every request. */
export async function findSession(db: Db, tokenHash: string, now: Date): Promise<SessionRow | undefined> {
  const [row] = await run<SessionRow>(
    db,
    `select s.id as "sessionId", s.person_id as "personId", s.organisation_id as "organisationId", s.is_enrolling as "isEnrolling",
       ${isHeld('s.person_id')} as "isHeld",
       s.last_seen_at <= $2::timestamptz - make_interval(secs => ${seenSeconds}) as "isUnmarked",
       coalesce((select json_agg(json_build_object('role', g.role, 'organisationId', g.organisation_id, 'divisionCode', g.division_code,
           'instrumentGroupId', g.instrument_group_id, 'matterCode', g.matter_code))
         from role_grant g where g.person_id = s.person_id and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())), '[]') as grants
     from session s join person p on p.id = s.person_id
     where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2::timestamptz
       and s.last_seen_at + make_interval(secs => s.idle_seconds) > $2::timestamptz and p.closed_at is null`,
    [tokenHash, now.toISOString()],
  )
  return row
}

/** Marks a session as used, at most once a minute however many requests ask at once. */
export async function markSeen(db: Db, sessionId: string, now: Date): Promise<void> {
  const moment = now.toISOString()
  await sql`update session set last_seen_at = ${moment}::timestamptz where id = ${sessionId}
    and last_seen_at <= ${moment}::timestamptz - make_interval(secs => ${seenSeconds})`.execute(db)
}

export async function updateSessionToken(db: Db, sessionId: string, tokenHash: string): Promise<{ expiresAt: string } | undefined> {
  return db
    .updateTable('session')
    .set({ token_hash: tokenHash })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('expires_at as expiresAt')
    .executeTakeFirst()
}

/** The person has set up what their role asks for: from now on the session may do what they may. */
export async function updateEnrolled(db: Db, sessionId: string): Promise<void> {
  await db.updateTable('session').set({ is_enrolling: false }).where('id', '=', sessionId).execute()
}

export async function updateSessionOrganisation(db: Db, sessionId: string, organisationId: string): Promise<void> {
  await db.updateTable('session').set({ organisation_id: organisationId }).where('id', '=', sessionId).execute()
}

/** Live sessions of a person, the one last seen first. */
export function listSessions(db: Db, personId: string, now: Date) {
  const moment = now.toISOString()
  return db
    .selectFrom('session')
    .select([
      'id',
      'method',
      'browser',
      'operating_system as operatingSystem',
      'place',
      'address_shown as addressShown',
      'recorded_at as openedAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
    ])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', moment)
    .where(sql<boolean>`last_seen_at + make_interval(secs => idle_seconds) > ${moment}::timestamptz`)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Ends the oldest live sessions of a person but for so many; example accounts are shared by many people and keep theirs. */
export async function endOldestSessions(db: Db, personId: string, kept: number, now: Date): Promise<void> {
  // Two sign-ins at once take turns, or each would count without the other.
  await sql`select from person where id = ${personId} for no key update`.execute(db)
  await sql`update session set ended_at = ${now.toISOString()}::timestamptz where id in (
    select s.id from session s join person p on p.id = s.person_id
    where s.person_id = ${personId} and s.ended_at is null and not p.is_example order by s.recorded_at desc, s.id desc offset ${kept})`.execute(
    db,
  )
}

/** Ends sessions of a person: one, or all but one, or all. @returns how many were live. */
export async function endSessions(
  db: Db,
  personId: string,
  which: { only: string } | { allBut: string } | 'all',
  now: Date,
): Promise<number> {
  const ended = await db
    .updateTable('session')
    .set({ ended_at: now.toISOString() })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(typeof which === 'object' && 'only' in which, (update) => update.where('id', '=', (which as { only: string }).only))
    .$if(typeof which === 'object' && 'allBut' in which, (update) => update.where('id', '<>', (which as { allBut: string }).allBut))
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}
