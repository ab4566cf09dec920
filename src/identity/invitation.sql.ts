import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'

export type InvitationRow = {
  id: string
  emailSealed: string
  emailKey: string
  role: string
  organisationId: string | null
  organisationZh: string | null
  organisationEn: string | null
  divisionCode: string | null
  organisationDivision: string | null
  invitedBy: string
  invitedAt: string
  expiresAt: string
  acceptedAt: string | null
  withdrawnAt: string | null
}

export async function insertInvitation(
  db: Db,
  invitation: {
    emailSealed: string
    emailKey: string
    role: string
    organisationId: string | null
    divisionCode: string | null
    invitedBy: string
    now: Date
  },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('invitation')
    .values({
      id,
      email_sealed: invitation.emailSealed,
      email_key: invitation.emailKey,
      role: invitation.role,
      organisation_id: invitation.organisationId,
      division_code: invitation.divisionCode,
      invited_by: invitation.invitedBy,
      recorded_at: invitation.now.toISOString(),
      expires_at: invitation.now.toISOString(),
    })
    .execute()
  return id
}

export async function updateInvitationEnd(db: Db, id: string, expiresAt: Date): Promise<void> {
  await db.updateTable('invitation').set({ expires_at: expiresAt.toISOString() }).where('id', '=', id).execute()
}

const columns = sql`i.id, i.email_sealed as "emailSealed", i.email_key as "emailKey", i.role, i.organisation_id as "organisationId",
  o.name_zh as "organisationZh", o.name_en as "organisationEn", i.division_code as "divisionCode", o.division_code as "organisationDivision",
  i.invited_by as "invitedBy", i.recorded_at as "invitedAt", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt",
  i.withdrawn_at as "withdrawnAt"`
const source = sql`invitation i left join report_organisation o on o.id = i.organisation_id and o.superseded_at is null`

export async function findInvitation(db: Db, id: string): Promise<InvitationRow | undefined> {
  return (await sql<InvitationRow>`select ${columns} from ${source} where i.id = ${id}`.execute(db)).rows[0]
}

/** Invitations within the reader's scopes, the latest first. */
export async function listInvitationRows(
  db: Db,
  scopes: { organisationIds: string[]; divisionPatterns: string[] },
  { before, limit }: { before: string | undefined; limit: number },
): Promise<InvitationRow[]> {
  const rows = await sql<InvitationRow>`select ${columns} from ${source}
    where (i.organisation_id = any(${scopes.organisationIds}::uuid[]) or i.division_code like any(${scopes.divisionPatterns}::text[])
        or (i.organisation_id is not null and coalesce(o.division_code, '') like any(${scopes.divisionPatterns}::text[])))
      and (${before ?? null}::uuid is null or i.id < ${before ?? null}::uuid)
    order by i.id desc limit ${limit}`.execute(db)
  return rows.rows
}

/** @returns whether it was still to be accepted */
export async function withdrawRow(db: Db, id: string, now: Date): Promise<boolean> {
  const withdrawn = await db
    .updateTable('invitation')
    .set({ withdrawn_at: now.toISOString() })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return withdrawn.numUpdatedRows > 0n
}

/** @returns whether it still stood */
export async function acceptRow(db: Db, id: string, personId: string, now: Date): Promise<boolean> {
  const accepted = await db
    .updateTable('invitation')
    .set({ accepted_by: personId, accepted_at: now.toISOString() })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return accepted.numUpdatedRows > 0n
}
