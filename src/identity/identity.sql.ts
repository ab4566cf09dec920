import { sql } from 'kysely'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { creditCodeTaken, loginNameTaken, type Organisation } from './identity.contract.ts'
import { openName, sealName } from './name.sql.ts'

const organisationColumns = [
  'id',
  'name_zh as nameZh',
  'name_en as nameEn',
  'kind',
  'division_code as divisionCode',
  'credit_code as creditCode',
  'is_example as isExample',
] as const

export type NewOrganisation = {
  nameZh: string
  nameEn: string
  kind: Organisation['kind']
  divisionCode: string | null
  creditCode: string | null
  superiorId?: string | null
  isExample?: boolean
  aliases?: readonly { name: string; normalName: string; source: string }[]
}

/** Writes organisations, their first versions and their names, 1 to 5,000 at once. @returns their ids in the order given @throws credit_code_taken */
export async function insertOrganisations(db: Db, organisations: readonly NewOrganisation[]): Promise<string[]> {
  const rows = organisations.map((organisation) => ({ ...organisation, id: newId() }))
  const ids = rows.map((row) => row.id)
  await run(db, `insert into party (id, kind) select id, 'organisation' from unnest($1::uuid[]) as t (id)`, [ids])
  try {
    await run(db, 'insert into organisation (id, credit_code, is_example) select * from unnest($1::uuid[], $2::text[], $3::boolean[])', [
      ids,
      rows.map((row) => row.creditCode),
      rows.map((row) => row.isExample ?? false),
    ])
  } catch (error) {
    if (constraintOf(error) === 'organisation_credit_code_key') throw creditCodeTaken({ creditCode: takenCodeOf(error) })
    throw error
  }
  await run(
    db,
    `insert into organisation_version (id, organisation_id, name_zh, name_en, kind, division_code, superior_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[])`,
    [
      ids.map(() => newId()),
      ids,
      rows.map((row) => row.nameZh),
      rows.map((row) => row.nameEn),
      rows.map((row) => row.kind),
      rows.map((row) => row.divisionCode),
      rows.map((row) => row.superiorId ?? null),
    ],
  )
  const aliases = rows.flatMap((row) => (row.aliases ?? []).map((alias) => ({ ...alias, id: row.id })))
  await run(
    db,
    `insert into organisation_alias (organisation_id, name, normal_name, source)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
    [aliases.map((one) => one.id), aliases.map((one) => one.name), aliases.map((one) => one.normalName), aliases.map((one) => one.source)],
  )
  return ids
}

/** PostgreSQL says it as `Key (credit_code)=(…) already exists.` */
function takenCodeOf(error: unknown): string {
  return (error as { detail?: string }).detail?.match(/=\((\w+)\)/)?.[1] ?? ''
}

export function findOrganisation(db: Db, id: string): Promise<Organisation | undefined> {
  return db
    .selectFrom('report_organisation')
    .select(organisationColumns)
    .where('id', '=', id)
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
}

export async function listOrganisationsById(db: Db, ids: readonly string[]): Promise<Organisation[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('report_organisation')
    .select(organisationColumns)
    .where('id', 'in', [...ids])
    .where('superseded_at', 'is', null)
    .orderBy('name_zh')
    .execute()
}

/** The organisation of a credit code; of one that became part of another, the other. */
export function findOrganisationByCreditCode(db: Db, creditCode: string): Promise<Organisation | undefined> {
  return db
    .selectFrom('report_organisation')
    .select(organisationColumns)
    .where('id', '=', (eb) =>
      eb
        .selectFrom('organisation as o')
        .leftJoin('organisation_merger as m', (join) => join.onRef('m.organisation_id', '=', 'o.id').on('m.superseded_at', 'is', null))
        .select(({ fn, ref }) => fn.coalesce(ref('m.survivor_id'), ref('o.id')).as('id'))
        .where('o.credit_code', '=', creditCode),
    )
    .where('superseded_at', 'is', null)
    .executeTakeFirst()
}

export function searchOrganisations(
  db: Db,
  normalQuery: string,
  query: string,
  kind: Organisation['kind'] | undefined,
  limit: number,
): Promise<Organisation[]> {
  const pattern = `%${normalQuery.replace(/[%_\\]/g, '\\$&')}%`
  return db
    .selectFrom('report_organisation')
    .select(organisationColumns)
    .where('superseded_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('credit_code', '=', query),
          eb.not(
            eb.exists(
              eb
                .selectFrom('organisation_merger as m')
                .select('m.id')
                .whereRef('m.organisation_id', '=', 'report_organisation.id')
                .where('m.superseded_at', 'is', null),
            ),
          ),
        ]),
        eb.exists(
          eb
            .selectFrom('organisation_alias')
            .select('organisation_id')
            .whereRef('organisation_id', '=', 'report_organisation.id')
            .where('normal_name', 'like', pattern),
        ),
      ]),
    )
    .$if(kind !== undefined, (select) => select.where('kind', '=', kind!))
    .orderBy(sql`length(name_zh)`)
    .orderBy('name_zh')
    .limit(limit)
    .execute()
}

export async function insertPerson(
  db: Db,
  person: { loginName: string; displayName: string; passwordHash: string | null; isExample: boolean },
): Promise<string> {
  const id = newId()
  await db.insertInto('person').values({ id, is_example: person.isExample }).execute()
  try {
    await db
      .insertInto('person_private')
      .values({
        person_id: id,
        login_name: person.loginName,
        name_sealed: sealName(person.displayName),
        password_hash: person.passwordHash,
      })
      .execute()
  } catch (error) {
    if (constraintOf(error) === 'person_private_login_name_key') throw loginNameTaken({ loginName: person.loginName })
    throw error
  }
  return id
}

export async function findDisplayName(db: Db, personId: string): Promise<string> {
  const row = await db.selectFrom('person_private').select('name_sealed').where('person_id', '=', personId).executeTakeFirst()
  return openName(row?.name_sealed)
}

/** Whether this database holds the example province, so that every page says so. */
export async function findIsExample(db: Db): Promise<boolean> {
  return (await db.selectFrom('organisation').select('id').where('is_example', '=', true).limit(1).executeTakeFirst()) !== undefined
}

/** Organisations that go by one of these normal names, or, but for firms, by a name that contains one of these fragments. */
export async function listOrganisationsNamed(
  db: Db,
  normalNames: readonly string[],
  fragments: readonly string[],
  limit: number,
): Promise<{ id: string; nameZh: string; normalName: string; fragment: string | null }[]> {
  const patterns = fragments.map((fragment) => `%${fragment.replace(/[%_\\]/g, '\\$&')}%`)
  const rows = await sql<{ id: string; nameZh: string; normalName: string; fragment: string | null }>`
    select o.id, o.name_zh as "nameZh", a.normal_name as "normalName", null as fragment
    from organisation_alias a join report_organisation o on o.id = a.organisation_id and o.superseded_at is null
    where a.normal_name = any(${normalNames}::text[])
    union all
    select distinct on (o.id, f.fragment) o.id, o.name_zh, a.normal_name, f.fragment
    from unnest(${fragments}::text[], ${patterns}::text[]) as f(fragment, pattern) join organisation_alias a on a.normal_name like f.pattern
      join report_organisation o on o.id = a.organisation_id and o.superseded_at is null and o.kind <> 'firm'
    limit ${limit}`.execute(db)
  return rows.rows
}
