import { sql } from 'kysely'
import type { Db } from '../kernel/db.ts'
import type { StepFacts } from './step.rules.ts'

export type NewStep = StepFacts & {
  caseId: string
  procedureCode: string
  divisionCode: string | null
  dueOn: string | null
  promisedDays: number | null
}

/** Writes what actions made of their case, beside the journal and for good. */
export async function insertSteps(db: Db, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return
  await sql`insert into case_step (action_id, case_id, number, verb, is_first, procedure_code, division_code, status, level, is_frozen, due_on,
      worked_days, promised_days, ground, outcome, acted_on)
    select a.id, a.case_id, a.number, a.verb, s."isFirst", s."procedureCode", s."divisionCode", s.status, s.level, s."isFrozen", s."dueOn",
      s."workedDays", s."promisedDays", s.ground, s.outcome, s."actedOn"
    from json_to_recordset(${JSON.stringify(steps)}::json) as s ("caseId" uuid, number integer, "isFirst" boolean, "procedureCode" text,
      "divisionCode" text, status text, level text, "isFrozen" boolean, "dueOn" date, "workedDays" integer, "promisedDays" integer,
      ground text, outcome text, "actedOn" date)
    join case_action a on a.case_id = s."caseId" and a.number = s.number`.execute(db)
}
