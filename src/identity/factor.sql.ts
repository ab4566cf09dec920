import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { FirstFactor } from './factor.rules.ts'

export type PersonFactors = {
  hasTotp: boolean
  hasPasskey: boolean
  isExample: boolean
  totpSince: string | null
  recoveryCodesLeft: number
}

export async function findPersonFactors(db: Db, personId: string): Promise<PersonFactors> {
  const found = await sql<PersonFactors>`
    select t.confirmed_at is not null as "hasTotp", exists (select from passkey k where k.person_id = p.id) as "hasPasskey",
      p.is_example as "isExample", t.confirmed_at as "totpSince",
      (select count(*) from recovery_code c where c.person_id = p.id and c.used_at is null) as "recoveryCodesLeft"
    from person p left join totp t on t.person_id = p.id where p.id = ${personId}`.execute(db)
  return found.rows[0]!
}

/** Keeps a secret until it is confirmed; one that is confirmed stays. @returns whether it was kept */
export async function keepTotpSecret(db: Db, personId: string, secretSealed: string): Promise<boolean> {
  const kept = await sql`
    insert into totp (person_id, secret_sealed) values (${personId}, ${secretSealed})
    on conflict (person_id) do update set secret_sealed = excluded.secret_sealed, last_step = 0 where totp.confirmed_at is null
    returning person_id`.execute(db)
  return kept.rows.length > 0
}

export type Totp = { secretSealed: string; lastStep: number; isConfirmed: boolean }

/** Takes a person's secret: codes of one person are looked at one after the other. */
export async function takeTotp(db: Db, personId: string): Promise<Totp | undefined> {
  const row = await db
    .selectFrom('totp')
    .select(['secret_sealed as secretSealed', 'last_step as lastStep', 'confirmed_at as confirmedAt'])
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  return row && { secretSealed: row.secretSealed, lastStep: row.lastStep, isConfirmed: row.confirmedAt !== null }
}

export async function updateTotpStep(db: Db, personId: string, step: number): Promise<void> {
  await db.updateTable('totp').set({ last_step: step }).where('person_id', '=', personId).execute()
}

export async function confirmTotpRow(db: Db, personId: string, now: Date): Promise<void> {
  await db.updateTable('totp').set({ confirmed_at: now.toISOString() }).where('person_id', '=', personId).execute()
}

export async function deleteTotp(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('totp').where('person_id', '=', personId).execute()
  await db.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
}

/** These codes are the person's from now on, and no others. */
export async function replaceRecoveryCodes(db: Db, personId: string, codeHashes: readonly string[]): Promise<void> {
  await db.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
  await db
    .insertInto('recovery_code')
    .values(codeHashes.map((hash) => ({ id: newId(), person_id: personId, code_hash: hash })))
    .execute()
}

/** Uses a recovery code up. @returns whether it was there to be used */
export async function spendRecoveryCode(db: Db, personId: string, codeHash: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('recovery_code')
    .set({ used_at: now.toISOString() })
    .where('person_id', '=', personId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

export async function insertTicket(
  db: Db,
  ticket: { tokenHash: string; personId: string; method: FirstFactor; now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('sign_in_ticket')
    .values({
      id: newId(),
      token_hash: ticket.tokenHash,
      person_id: ticket.personId,
      method: ticket.method,
      recorded_at: ticket.now.toISOString(),
      expires_at: ticket.expiresAt.toISOString(),
    })
    .execute()
}

/** Counts one more try with a ticket that still holds. */
export function countTicketTry(db: Db, tokenHash: string, triesMost: number, now: Date) {
  return db
    .updateTable('sign_in_ticket')
    .set((eb) => ({ attempt_count: eb('attempt_count', '+', 1) }))
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('attempt_count', '<', triesMost)
    .where('expires_at', '>', now.toISOString())
    .returning(['person_id as personId', 'method'])
    .executeTakeFirst()
}

/** Uses a ticket up. @returns whether nobody else had */
export async function spendTicket(db: Db, tokenHash: string, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('sign_in_ticket')
    .set({ used_at: now.toISOString() })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}
