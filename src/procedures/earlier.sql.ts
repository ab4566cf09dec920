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

/** The keyed digest by which a number is known again without being told. */
export const idKeyOf = (idNumber: string): string => vault().equalityKey(sealedFor.id, idNumber)

/** What came in already of people with these keys, and cards with these numbers, whoever has them. */
export async function listEarlierLike(db: Db, idKeys: readonly string[], cardNos: readonly string[]): Promise<EarlierRow[]> {
  const found = await sql<EarlierRow>`select ${columns} from earlier_grant where id_key = any(${[...idKeys]}::text[])
    union select ${columns} from earlier_grant where kind = 'card' and grant_no = any(${[...cardNos]}::text[])`.execute(db)
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
    'update earlier_grant set person_id = $2, claimed_at = $3 where id_key = $1 and person_id is null returning id',
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

export type EarlierShown = Omit<EarlierRow, 'idKey' | 'personId' | 'procedureCode'> & {
  isClaimed: boolean
  name: string
  recordedAt: string
}
/** What came in for these divisions, the latest first, with names whole. */
export async function listEarlierRows(
  db: Db,
  patterns: readonly string[],
  { after, limit }: { after: string | null; limit: number },
): Promise<EarlierShown[]> {
  const found = await sql<EarlierShown & { sealed: string }>`
    select id, kind, level, grant_no as "grantNo", fen, first_on as "firstOn", last_on as "lastOn", document_no as "documentNo",
      document_on as "documentOn", division_code as "divisionCode", person_id is not null as "isClaimed", name_sealed as sealed,
      recorded_at as "recordedAt"
    from earlier_grant where division_code like any(${[...patterns]}::text[]) and (${after}::uuid is null or id < ${after}::uuid)
    order by id desc limit ${limit}`.execute(db)
  return found.rows.map(({ sealed, ...row }) => ({ ...row, name: sealed === '' ? '' : vault().open(sealedFor.name, sealed) }))
}
