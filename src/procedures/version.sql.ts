import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { ParameterValues } from './procedure.rules.ts'
import type { StandardItem } from './standard.rules.ts'
import type { Texts } from './versiontext.rules.ts'

export type VersionRow = {
  id: string
  procedureCode: string
  number: number
  edition: string
  digest: string
  parameters: ParameterValues
  texts: Texts
  standard: readonly StandardItem[]
  validFrom: string
  documentNo: string
  note: string
  triedFrom: string | null
  triedTo: string | null
  triedCases: number | null
  triedChanged: number | null
}
const columns = sql`id, procedure_code as "procedureCode", number, edition, digest, parameters, texts, standard,
  valid_from as "validFrom", document_no as "documentNo", note, tried_from as "triedFrom", tried_to as "triedTo", tried_cases as "triedCases",
  tried_changed as "triedChanged"`

/** The version in force on a day: the latest to begin by then, and of those the latest published. */
export async function findVersionOn(db: Db, procedureCode: string, day: string): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`select ${columns} from procedure_version
    where procedure_code = ${procedureCode} and valid_from <= ${day} order by valid_from desc, number desc limit 1`.execute(db)
  return found.rows[0]
}

export async function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`select ${columns} from procedure_version where id = ${id}`.execute(db)
  return found.rows[0]
}

/** Every version of one procedure, or of all, the latest first. */
export async function listVersionRows(db: Db, procedureCode: string | null): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`select ${columns} from procedure_version
    where ${procedureCode}::text is null or procedure_code = ${procedureCode} order by procedure_code, number desc`.execute(db)
  return found.rows
}

export async function insertVersion(
  db: Db,
  version: Omit<VersionRow, 'id' | 'number'> & { publishedBy: string | null; number?: number },
): Promise<string> {
  const id = newId()
  await sql`insert into procedure_version (id, procedure_code, number, edition, digest, parameters, texts, standard, valid_from,
      document_no, note, published_by, tried_from, tried_to, tried_cases, tried_changed)
    values (${id}, ${version.procedureCode},
      ${version.number ?? sql`(select coalesce(max(number), 0) + 1 from procedure_version where procedure_code = ${version.procedureCode})`},
      ${version.edition}, ${version.digest}, ${JSON.stringify(version.parameters)}::jsonb, ${JSON.stringify(version.texts)}::jsonb,
      ${JSON.stringify(version.standard)}::jsonb, ${version.validFrom}, ${version.documentNo}, ${version.note}, ${version.publishedBy},
      ${version.triedFrom}, ${version.triedTo}, ${version.triedCases}, ${version.triedChanged})`.execute(db)
  return id
}

/** Versions whose declaration reads otherwise now, with how many cases stand on each. */
export async function listDigestsUsed(db: Db): Promise<{ procedureCode: string; edition: string; digest: string; caseCount: number }[]> {
  return run(
    db,
    `select v.procedure_code as "procedureCode", v.edition, v.digest, count(c.id) as "caseCount"
     from procedure_version v left join procedure_case c on c.version_id = v.id group by 1, 2, 3`,
  )
}

/** A declaration that no case stands on may still be mended. */
export async function updateDigest(db: Db, procedureCode: string, edition: string, digest: string): Promise<void> {
  await run(db, 'update procedure_version set digest = $3 where procedure_code = $1 and edition = $2', [procedureCode, edition, digest])
}

/** The versions of one procedure, taken: two publications come one after the other. */
export async function takeVersions(db: Db, procedureCode: string): Promise<void> {
  await run(db, 'select 1 from procedure_version where procedure_code = $1 order by id for no key update', [procedureCode])
}
