import { type Db, run } from '../kernel/db.ts'
import type { SeedRow } from '../kernel/seeds.ts'
import type { RegistrationRule } from './registration.rules.ts'

/** Brings the rules of registration to what the file says; a rule of before that is no longer in it goes. */
export async function writeRules(db: Db, rows: readonly SeedRow[]): Promise<void> {
  await run(db, 'delete from registration_rule', [])
  for (const row of rows)
    await run(db, `insert into registration_rule (division_code, kind, decides_in, valid_from, document_no) values ($1, $2, $3, $4, $5)`, [
      row.division_code,
      row.kind,
      row.decides_in,
      row.valid_from,
      row.document_no,
    ])
}

export function listRules(db: Db): Promise<RegistrationRule[]> {
  return db
    .selectFrom('registration_rule')
    .select(['division_code as divisionCode', 'kind', 'decides_in as decidesIn', 'valid_from as validFrom'])
    .execute()
}

/** Ties an organisation to the case it came of. */
export async function insertRegistered(db: Db, one: { organisationId: string; caseId: string; appliedAt: string }): Promise<void> {
  await db
    .insertInto('organisation_registration')
    .values({ organisation_id: one.organisationId, case_id: one.caseId, applied_at: one.appliedAt })
    .execute()
}
