import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import type { RunQuestion } from './runquestion.contract.ts'
import type { Answer } from './runquestion.rules.ts'

/** What is asked now, in its order. */
export function listQuestions(db: Db, instrumentId: string): Promise<RunQuestion[]> {
  return run(
    db,
    `select id, kind, label_zh as "labelZh", label_en as "labelEn", unit, choices, is_needed as "isNeeded", is_consumable as "isConsumable"
     from run_question where instrument_id = $1 and retired_at is null order by position, id`,
    [instrumentId],
  )
}

/** Writes what is asked from now on of an instrument that was taken: whatever has no id is new, what is left out retires. */
export async function replaceQuestions(
  db: Db,
  instrumentId: string,
  questions: readonly (Omit<RunQuestion, 'id'> & { id: string | undefined })[],
  at: string,
): Promise<void> {
  const kept = questions.flatMap(({ id }) => id ?? [])
  await run(db, 'update run_question set retired_at = $3 where instrument_id = $1 and retired_at is null and not id = any($2::uuid[])', [
    ...[instrumentId, kept, at],
  ])
  for (const [position, one] of questions.entries())
    if (one.id) await run(db, 'update run_question set position = $2 where id = $1', [one.id, position])
    else
      await run(
        db,
        `insert into run_question (id, instrument_id, position, kind, label_zh, label_en, unit, choices, is_needed, is_consumable)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [newId(), instrumentId, position, one.kind, one.labelZh, one.labelEn, one.unit, one.choices, one.isNeeded, one.isConsumable],
      )
}

export async function insertAnswers(db: Db, sessionId: string, answers: readonly Answer[]): Promise<void> {
  for (const { questionId, answer } of answers)
    await run(db, 'insert into run_answer (session_id, question_id, answer) values ($1, $2, $3)', [sessionId, questionId, answer])
}

export type Consumed = { labelZh: string; labelEn: string; unit: string; total: string; useCount: number }

/** What was used up on an instrument from one day to before another, by what it is called and counted in. */
export function listConsumed(db: Db, instrumentId: string, from: string, to: string): Promise<Consumed[]> {
  return run(
    db,
    `select q.label_zh as "labelZh", q.label_en as "labelEn", q.unit, trim_scale(sum(a.answer::numeric))::text as total, count(*) as "useCount"
     from run_question q join run_answer a on a.question_id = q.id join usage_session u on u.id = a.session_id
     where q.instrument_id = $1 and q.is_consumable and u.used_on >= $2::date and u.used_on < $3::date
     group by q.label_zh, q.label_en, q.unit order by q.label_zh`,
    [instrumentId, from, to],
  )
}
