import { type Db, run } from '../kernel/db.ts'
import type { Action } from './case.rules.ts'
import type { StepFacts } from './step.rules.ts'

export type FoldedRow = {
  id: string
  caseNo: string
  status: string
  stage: string | null
  actionCount: number
  assigneeId: string | null
  level: string | null
  mendTo: string | null
  actions: Omit<Action, 'actedOn'>[]
  steps: KeptStep[]
}
export type KeptStep = Omit<StepFacts, 'workedDays' | 'actedOn'>

/** Cases in the order of their ids, each with its whole journal. */
export async function listJournals(db: Db, after: string | null, limit: number): Promise<FoldedRow[]> {
  return run(
    db,
    `select c.id, c.case_no as "caseNo", c.status, c.stage, c.action_count as "actionCount", c.assignee_id as "assigneeId", c.level, c.mend_to as "mendTo",
       coalesce((select json_agg(json_build_object('number', a.number, 'verb', a.verb, 'toStage', a.to_stage, 'actorId', a.actor_id,
         'detail', a.detail, 'actedAt', a.acted_at) order by a.number) from case_action a where a.case_id = c.id), '[]') as actions,
       coalesce((select json_agg(json_build_object('number', s.number, 'verb', s.verb, 'isFirst', s.is_first, 'status', s.status, 'level', s.level,
         'isFrozen', s.is_frozen, 'ground', s.ground, 'outcome', s.outcome) order by s.number) from case_step s where s.case_id = c.id), '[]') as steps
     from procedure_case c where $1::uuid is null or c.id > $1 order by c.id limit $2`,
    [after, limit],
  )
}
