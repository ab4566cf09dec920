import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'
import { sealedFor } from './case.sql.ts'

export type EarlierKind = 'class' | 'card' | 'payment'
/** What a line of a list says was given, or paid, before this platform. */
export type EarlierGrant = {
  readonly kind: EarlierKind
  readonly procedureCode: string
  readonly level: string | null
  readonly grantNo: string
  readonly fen: number | null
  readonly firstOn: string
  readonly lastOn: string | null
  readonly documentNo: string
  readonly documentOn: string
}
export type EarlierRow = EarlierGrant & { id: string; idKey: string; divisionCode: string; personId: string | null }

const columns = sql`id, kind, procedure_code as "procedureCode", level, grant_no as "grantNo", fen, first_on as "firstOn", last_on as "lastOn",
  document_no as "documentNo", document_on as "documentOn", id_key as "idKey", division_code as "divisionCode", person_id as "personId"`

const reasonPurpose = 'case.record'

/** The keyed digest by which a number is known again without being told. */
export const idKeyOf = (idNumber: string): string => vault().equalityKey(sealedFor.id, idNumber)

/** What came in already of people with these keys, and cards with these numbers, whoever has them. */
export async function listEarlierLike(db: Db, idKeys: readonly string[], cardNos: readonly string[]): Promise<EarlierRow[]> {
  const found =
    await sql<EarlierRow>`select ${columns} from earlier_grant where superseded_at is null and id_key = any(${[...idKeys]}::text[])
    union select ${columns} from earlier_grant where superseded_at is null and kind = 'card' and grant_no = any(${[...cardNos]}::text[])`.execute(
      db,
    )
  return found.rows
}

export type Held = { procedureCode: string; idKey: string | null; personId: string | null; lastOn: string | null }
/** What people hold of procedures by cases of this platform. */
export async function listHeldHere(
  db: Db,
  procedureCodes: readonly string[],
  idKeys: readonly string[],
  personIds: readonly string[],
): Promise<Held[]> {
  return run<Held>(
    db,
    `select a.procedure_code as "procedureCode", s.id_key as "idKey", a.subject_id as "personId", a.last_on as "lastOn"
     from award a join case_subject s on s.case_id = a.case_id
     where a.procedure_code = any($1::text[]) and a.superseded_at is null and a.state in ('standing', 'frozen')
       and (s.id_key = any($2::text[]) or a.subject_id = any($3::uuid[]))`,
    [procedureCodes, idKeys, personIds],
  )
}

export type NewEarlier = EarlierGrant & {
  name: string
  idNumber: string
  divisionCode: string
  personId: string | null
  recordedBy: string
  at: string
}
/** Writes what came in. @returns its id; null where somebody else brought the same in meanwhile */
export async function insertEarlier(db: Db, one: NewEarlier): Promise<string | null> {
  const id = newId()
  const rows = await run(
    db,
    `insert into earlier_grant (id, kind, procedure_code, level, grant_no, fen, first_on, last_on, document_no, document_on, division_code,
       name_sealed, id_sealed, id_key, person_id, claimed_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do nothing returning id`,
    [
      ...[id, one.kind, one.procedureCode, one.level, one.grantNo, one.fen, one.firstOn, one.lastOn, one.documentNo, one.documentOn],
      ...[one.divisionCode, vault().seal(sealedFor.name, one.name), vault().seal(sealedFor.id, one.idNumber), idKeyOf(one.idNumber)],
      ...[one.personId, one.personId === null ? null : one.at, one.recordedBy],
    ],
  )
  return rows.length > 0 ? id : null
}

/** What came in under a number and is nobody's yet becomes a person's. @returns the ids */
export async function claimRows(db: Db, idKey: string, personId: string, at: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    'update earlier_grant set person_id = $2, claimed_at = $3 where id_key = $1 and person_id is null and superseded_at is null returning id',
    [idKey, personId, at],
  )
  return rows.map((row) => row.id)
}

export async function findEarlier(db: Db, id: string): Promise<{ name: string; grantNo: string; documentNo: string }> {
  const [row] = await run<{ sealed: string; grantNo: string; documentNo: string }>(
    db,
    'select name_sealed as sealed, grant_no as "grantNo", document_no as "documentNo" from earlier_grant where id = $1',
    [id],
  )
  const { sealed, grantNo, documentNo } = row!
  return { name: sealed === '' ? '' : vault().open(sealedFor.name, sealed), grantNo, documentNo }
}

/** How a row stands: as it came in, taken back, or with another in its place. */
export type EarlierState = 'standing' | 'revoked' | 'corrected'
export type EarlierShown = Omit<EarlierRow, 'idKey' | 'personId' | 'procedureCode'> & {
  isClaimed: boolean
  name: string
  recordedAt: string
  state: EarlierState
  /** Why it was taken back or corrected; '' where it stands. */
  reason: string
  supersededAt: string | null
}

const opened = (purpose: string, sealed: string | null) => (sealed ? vault().open(purpose, sealed) : '')
const shown = sql`id, kind, level, grant_no as "grantNo", fen, first_on as "firstOn", last_on as "lastOn", document_no as "documentNo",
  document_on as "documentOn", division_code as "divisionCode", person_id is not null as "isClaimed", name_sealed as sealed,
  recorded_at as "recordedAt", superseded_at as "supersededAt", reason_sealed as "reasonSealed",
  case when superseded_at is null then 'standing' when replacement_id is null then 'revoked' else 'corrected' end as state`
type SealedShown = Omit<EarlierShown, 'name' | 'reason'> & { sealed: string; reasonSealed: string | null }
const unsealed = ({ sealed, reasonSealed, ...row }: SealedShown): EarlierShown => ({
  ...row,
  ...{ name: opened(sealedFor.name, sealed), reason: opened(reasonPurpose, reasonSealed) },
})

/** What came in for these divisions, the latest first, with names whole. */
export async function listEarlierRows(
  db: Db,
  patterns: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<EarlierShown[]> {
  const found = await sql<SealedShown>`select ${shown} from earlier_grant
    where division_code like any(${[...patterns]}::text[]) and (${after}::uuid is null or id < ${after}::uuid)
    order by id desc limit ${limit}`.execute(db)
  return found.rows.map(unsealed)
}

/** What came in of one person, the latest first; a row that another replaced is told by that other alone. */
export async function listEarlierOf(db: Db, personId: string): Promise<EarlierShown[]> {
  const found = await sql<SealedShown>`select ${shown} from earlier_grant
    where person_id = ${personId} and replacement_id is null order by id desc limit 100`.execute(db)
  return found.rows.map(unsealed)
}

export type EarlierTaken = EarlierRow & { name: string; idNumber: string; supersededAt: string | null }
/** One that came in, taken, so that it is taken back or corrected once. */
export async function takeEarlier(db: Db, id: string): Promise<EarlierTaken | undefined> {
  const found = await sql<EarlierRow & { supersededAt: string | null; nameSealed: string; idSealed: string }>`
    select ${columns}, superseded_at as "supersededAt", name_sealed as "nameSealed", id_sealed as "idSealed"
    from earlier_grant where id = ${id} for no key update`.execute(db)
  const [row] = found.rows
  if (!row) return undefined
  const { nameSealed, idSealed, ...rest } = row
  return { ...rest, name: opened(sealedFor.name, nameSealed), idNumber: opened(sealedFor.id, idSealed) }
}

/** Takes a row back; what it says, and what it was good for until then, stays. */
export async function supersedeEarlier(db: Db, id: string, { by, at, reason }: { by: string; at: string; reason: string }): Promise<void> {
  await run(db, 'update earlier_grant set superseded_at = $2, superseded_by = $3, reason_sealed = $4 where id = $1', [
    ...[id, at, by, vault().seal(reasonPurpose, reason)],
  ])
}

/** Another row of the same person stands in the place of one that was taken back. @returns its id; null where the same stands already */
export async function replaceEarlier(db: Db, beforeId: string, one: EarlierGrant, recordedBy: string): Promise<string | null> {
  const id = newId()
  const rows = await run(
    db,
    `insert into earlier_grant (id, kind, procedure_code, level, grant_no, fen, first_on, last_on, document_no, document_on, division_code,
       name_sealed, id_sealed, id_key, person_id, claimed_at, recorded_by)
     select $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, division_code, name_sealed, id_sealed, id_key, person_id, claimed_at, $12
     from earlier_grant where id = $2 on conflict do nothing returning id`,
    [
      ...[id, beforeId, one.kind, one.procedureCode, one.level, one.grantNo, one.fen, one.firstOn, one.lastOn],
      ...[one.documentNo, one.documentOn, recordedBy],
    ],
  )
  if (rows.length === 0) return null
  await run(db, 'update earlier_grant set replacement_id = $2 where id = $1', [beforeId, id])
  return id
}
