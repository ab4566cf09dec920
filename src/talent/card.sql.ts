import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import { cardCodeUsed } from './card.contract.ts'

export type ServiceRow = {
  code: string
  nameZh: string
  nameEn: string
  classes: string[]
  providerKind: string
  documentNo: string | null
  isSettled: boolean
}

/** Brings the services to what the file says; those it names no more stay for the uses that name them, and open nothing. */
export async function upsertCardServices(db: Db, rows: readonly SeedRow[]): Promise<void> {
  const given = rows.map((row) => ({
    ...row,
    classes: (row.classes ?? '').split(' ').filter(Boolean),
    is_settled: row.is_settled === 'yes',
  }))
  await sql`
    insert into card_service (code, name_zh, name_en, classes, provider_kind, document_no, is_settled)
    select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(code text, name_zh text, name_en text, classes text[],
      provider_kind text, document_no text, is_settled boolean)
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, classes = excluded.classes,
      provider_kind = excluded.provider_kind, document_no = excluded.document_no, is_settled = excluded.is_settled
    where card_service is distinct from excluded`.execute(db)
  const codes = rows.flatMap((row) => row.code ?? [])
  await run(db, `update card_service set classes = '{}' where not code = any($1::text[]) and classes <> '{}'`, [codes])
}

export function listServiceRows(db: Db): Promise<ServiceRow[]> {
  return run<ServiceRow>(
    db,
    `select code, name_zh as "nameZh", name_en as "nameEn", classes, provider_kind as "providerKind", document_no as "documentNo",
       is_settled as "isSettled" from card_service order by code`,
  )
}

export type ProviderRow = { serviceCode: string; organisationId: string }
/** Who gives which service now. */
export function listProviderRows(db: Db): Promise<ProviderRow[]> {
  return run<ProviderRow>(
    db,
    `select service_code as "serviceCode", organisation_id as "organisationId" from card_provider where ended_at is null order by id`,
  )
}

export async function insertProvider(db: Db, one: ProviderRow & { by: string }): Promise<void> {
  await run(
    db,
    `insert into card_provider (id, service_code, organisation_id, recorded_by) values ($1, $2, $3, $4)
     on conflict (service_code, organisation_id) where ended_at is null do nothing`,
    [newId(), one.serviceCode, one.organisationId, one.by],
  )
}

export async function endProvider(db: Db, one: ProviderRow & { by: string; at: string }): Promise<void> {
  await run(
    db,
    'update card_provider set ended_by = $3, ended_at = $4 where service_code = $1 and organisation_id = $2 and ended_at is null',
    [one.serviceCode, one.organisationId, one.by, one.at],
  )
}

export type NewUse = {
  /** Null for a card given before this platform. */
  caseId: string | null
  earlierId: string | null
  holderId: string
  cardNo: string
  class: string
  serviceCode: string
  organisationId: string
  recordedBy: string
  codeExpiresAt: string
  usedAt: string
}
/** Writes a use. @returns its id @throws card_code_used where the code served before */
export async function insertUse(db: Db, one: NewUse): Promise<string> {
  const id = newId()
  try {
    await sql`insert into card_use (id, case_id, earlier_id, holder_id, card_no, class, service_code, organisation_id, recorded_by, code_expires_at, used_at)
      values (${id}, ${one.caseId}, ${one.earlierId}, ${one.holderId}, ${one.cardNo}, ${one.class}, ${one.serviceCode}, ${one.organisationId},
        ${one.recordedBy}, ${one.codeExpiresAt}, ${one.usedAt})`.execute(db)
  } catch (error) {
    if (constraintOf(error) === 'card_use_once') throw cardCodeUsed({})
    throw error
  }
  return id
}

export async function isCodeUsed(db: Db, cardNo: string, codeExpiresAt: string): Promise<boolean> {
  return (await run(db, 'select 1 from card_use where card_no = $1 and code_expires_at = $2', [cardNo, codeExpiresAt])).length > 0
}

export type UseRow = { id: string; usedAt: string; serviceCode: string; serviceZh: string; serviceEn: string; organisationId: string }
/** The uses of a holder's cards, the latest first. */
export async function listUseRows(db: Db, holderId: string, after: string | null, limit: number): Promise<UseRow[]> {
  const found = await sql<UseRow>`select u.id, u.used_at as "usedAt", u.service_code as "serviceCode", s.name_zh as "serviceZh",
      s.name_en as "serviceEn", u.organisation_id as "organisationId"
    from card_use u join card_service s on s.code = u.service_code
    where u.holder_id = ${holderId} and (${after}::uuid is null or u.id < ${after}::uuid) order by u.id desc limit ${limit}`.execute(db)
  return found.rows
}

/** How often cards of each class were used for each service between two moments. */
export function countUses(db: Db, from: string, to: string): Promise<{ serviceCode: string; class: string; count: number }[]> {
  return run(
    db,
    `select service_code as "serviceCode", class, count(*)::int as count from card_use where used_at >= $1 and used_at < $2
     group by service_code, class order by service_code, class`,
    [from, to],
  )
}
