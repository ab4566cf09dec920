import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { AuditEntry } from '../kernel/perform.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import type { Statement } from '../kernel/wire.ts'
import type { AuditRecord } from './audit.contract.ts'
import type { AuditFacts, BlockFacts } from './audit.rules.ts'

/** The trace of a request, for the kernel to send along with what it writes. */
export function auditStatement(entry: AuditEntry): Statement {
  const { actor, operation, outcome, targetId, requestId, originId } = entry
  return {
    text: `insert into audit_record (id, actor_id, organisation_id, operation, outcome, target_id, request_id, origin_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [newId(), actor?.personId ?? null, actor?.organisationId ?? null, operation, outcome, targetId, requestId, originId ?? null],
  }
}

/** Leaves the trace of a command in its own transaction. */
export async function insertAudit(db: Db, entry: AuditEntry): Promise<void> {
  const { text, values } = auditStatement(entry)
  await run(db, text, values)
}

/** The row of an address, made when it is seen for the first time. `keys` are its equality keys, the current one first. */
export async function takeOrigin(db: Db, keys: readonly string[], sealed: string): Promise<string> {
  await sql`
    insert into audit_origin (id, address_sealed, address_key)
    select ${newId()}, ${sealed}, ${keys[0]} where not exists (select from audit_origin where address_key = any(${[...keys]}::text[]))
    on conflict do nothing`.execute(db)
  const found = await sql<{
    id: string
  }>`select id from audit_origin where address_key = any(${[...keys]}::text[]) order by id limit 1`.execute(db)
  return found.rows[0]!.id
}

const facts = sql`id, actor_id as "actorId", organisation_id as "organisationId", operation, outcome, target_id as "targetId",
  request_id as "requestId", origin_id as "originId", recorded_at as "recordedAt"`

/** Takes the chain, so that one seals at a time. @returns its last block, if there is one. */
export async function takeLastBlock(db: Db): Promise<{ number: number; toAt: string; hash: string } | undefined> {
  await sql`select pg_advisory_xact_lock(20220519)`.execute(db)
  const found = await sql<{ number: number; toAt: string; hash: string }>`
    select number, to_at as "toAt", hash from audit_block order by number desc limit 1`.execute(db)
  return found.rows[0]
}

/** Where a block of about so many records ends: no later than `through`, and never between records of one moment. Nothing where there is none. */
export async function findBlockEnd(db: Db, from: string, through: string, records: number): Promise<string | undefined> {
  const found = await sql<{ end: string | null }>`
    with stretch as (select recorded_at from audit_record where recorded_at >= ${from}::timestamptz and recorded_at < ${through}::timestamptz order by recorded_at limit ${records})
    select case when count(*) = 0 then null when count(*) < ${records} then ${through}::timestamptz
      else least(max(recorded_at) + interval '1 microsecond', ${through}::timestamptz) end as end from stretch`.execute(db)
  return found.rows[0]?.end ?? undefined
}

export async function listRecordsBetween(db: Db, from: string, to: string): Promise<AuditFacts[]> {
  const rows = await sql<AuditFacts>`
    select ${facts} from audit_record where recorded_at >= ${from}::timestamptz and recorded_at < ${to}::timestamptz order by recorded_at, id`.execute(
    db,
  )
  return rows.rows
}

export type Block = BlockFacts & { family: 'international' | 'guomi'; hash: string; proof: string }

export async function insertBlock(db: Db, block: Block): Promise<void> {
  await db
    .insertInto('audit_block')
    .values({
      number: block.number,
      from_at: block.fromAt,
      to_at: block.toAt,
      family: block.family,
      record_ids: [...block.recordIds],
      record_hashes: [...block.recordHashes],
      previous_hash: block.previousHash,
      hash: block.hash,
      proof: block.proof,
    })
    .execute()
}

/** Blocks after a number, a few at a time, each with whether its records were deleted after their time. */
export async function listBlocksAfter(db: Db, number: number, limit: number): Promise<(Block & { isPurged: boolean })[]> {
  const rows = await sql<Block & { isPurged: boolean }>`
    select b.number, b.from_at as "fromAt", b.to_at as "toAt", b.family, b.record_ids::text[] as "recordIds", b.record_hashes as "recordHashes",
      b.previous_hash as "previousHash", b.hash, b.proof, p.block_number is not null as "isPurged"
    from audit_block b left join audit_purge p on p.block_number = b.number where b.number > ${number} order by b.number limit ${limit}`.execute(
    db,
  )
  return rows.rows
}

/** How many blocks are proven by each key. */
export async function listProofCounts(db: Db): Promise<{ key: string; count: number }[]> {
  const found = await sql<{
    key: string
    count: number
  }>`select split_part(proof, '.', 2) as key, count(*) as count from audit_block group by 1`.execute(db)
  return found.rows
}

export async function countRecordsFrom(db: Db, from: string): Promise<number> {
  const found = await sql<{ count: number }>`select count(*) as count from audit_record where recorded_at >= ${from}::timestamptz`.execute(
    db,
  )
  return found.rows[0]!.count
}

/** The oldest block whose last record is past its time, if any. */
export async function findExpiredBlock(db: Db): Promise<{ number: number; fromAt: string; toAt: string } | undefined> {
  const found = await sql<{ number: number; fromAt: string; toAt: string }>`
    select b.number, b.from_at as "fromAt", b.to_at as "toAt" from audit_block b
    where b.to_at < now() - make_interval(months => (select keep_months from retention where kind = 'audit'))
      and not exists (select from audit_purge p where p.block_number = b.number)
    order by b.number limit 1`.execute(db)
  return found.rows[0]
}

/** Deletes a block's records and notes that it was done; the database refuses any that are younger than their time. */
export async function purgeBlock(db: Db, block: { number: number; fromAt: string; toAt: string }): Promise<void> {
  await sql`delete from audit_record where recorded_at >= ${block.fromAt}::timestamptz and recorded_at < ${block.toAt}::timestamptz`.execute(
    db,
  )
  await db.insertInto('audit_purge').values({ block_number: block.number }).execute()
}

export async function writeRetention(db: Db, rows: readonly SeedRow[]): Promise<void> {
  for (const row of rows)
    await sql`insert into retention (kind, keep_months, basis_zh, basis_en) values (${row.kind}, ${Number(row.keep_months)}, ${row.basis_zh}, ${row.basis_en})
      on conflict (kind) do update set basis_zh = excluded.basis_zh, basis_en = excluded.basis_en`.execute(db)
}

export type AuditFilter = {
  personId?: string | undefined
  organisationId?: string | undefined
  operation?: string | undefined
  outcome?: string | undefined
  targetId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}
export type AuditRow = Omit<AuditRecord, 'address'> & { addressSealed: string | null }

/** The trail, the newest first; `after` is the last record of the page before. */
export async function listAuditRows(
  db: Db,
  filter: AuditFilter,
  after: { recordedAt: string; id: string } | undefined,
  limit: number,
): Promise<AuditRow[]> {
  const { personId, organisationId, operation, outcome, targetId, from, to } = filter
  const rows = await sql<AuditRow>`
    select a.id, a.recorded_at as "recordedAt", a.actor_id as "personId", v.login_name as "loginName", a.organisation_id as "organisationId",
      o.name_zh as "organisationZh", o.name_en as "organisationEn", a.operation, a.outcome, a.target_id as "targetId", a.request_id as "requestId",
      g.address_sealed as "addressSealed",
      a.recorded_at < coalesce((select max(to_at) from audit_block), '-infinity') as "isSealed"
    from audit_record a left join person_private v on v.person_id = a.actor_id left join audit_origin g on g.id = a.origin_id
      left join report_organisation o on o.id = a.organisation_id and o.superseded_at is null
    where (${personId ?? null}::uuid is null or a.actor_id = ${personId ?? null}::uuid)
      and (${organisationId ?? null}::uuid is null or a.organisation_id = ${organisationId ?? null}::uuid)
      and (${operation ?? null}::text is null or a.operation = ${operation ?? null}::text)
      and (${outcome ?? null}::text is null or a.outcome = ${outcome ?? null}::text)
      and (${targetId ?? null}::text is null or a.target_id = ${targetId ?? null}::text)
      and (${from ?? null}::timestamptz is null or a.recorded_at >= ${from ?? null}::timestamptz)
      and (${to ?? null}::timestamptz is null or a.recorded_at < ${to ?? null}::timestamptz)
      and (${after?.recordedAt ?? null}::timestamptz is null or (a.recorded_at, a.id) < (${after?.recordedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by a.recorded_at desc, a.id desc limit ${limit}`.execute(db)
  return rows.rows
}

/** The person of a login name, for the search. */
export async function findPersonIdByLogin(db: Db, loginName: string): Promise<string | undefined> {
  const found = await db.selectFrom('person_private').select('person_id').where('login_name', '=', loginName).executeTakeFirst()
  return found?.person_id
}

/** How long the trail is kept and why, with its last block. */
export async function findRetention(
  db: Db,
): Promise<{ keepMonths: number; basisZh: string; basisEn: string; last: { number: number; toAt: string; hash: string } | null }> {
  const found = await sql<{
    keepMonths: number
    basisZh: string
    basisEn: string
    last: { number: number; toAt: string; hash: string } | null
  }>`
    select keep_months as "keepMonths", basis_zh as "basisZh", basis_en as "basisEn",
      (select json_build_object('number', b.number, 'toAt', to_char(b.to_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'hash', b.hash) from audit_block b order by b.number desc limit 1) as last
    from retention where kind = 'audit'`.execute(db)
  return found.rows[0]!
}
