import { type Db, run } from '../kernel/db.ts'

export type Warned = 'soon' | 'due' | 'mend_soon' | 'mend_over'

/** Open cases whose limit is there, or comes no later than a day, and of which nobody was warned yet. */
export async function listToWarn(
  db: Db,
  { today, soonTo, limit }: { today: string; soonTo: string; limit: number },
): Promise<{ caseId: string; dueOn: string; kind: Warned }[]> {
  return run(
    db,
    `select c.id as "caseId", c.due_on as "dueOn", k.kind from procedure_case c
     cross join lateral (select case when c.due_on <= $1::date then 'due' else 'soon' end as kind) k
     where c.status in ('open', 'appealed') and c.due_on <= $2::date
       and not exists (select from case_warning w where w.case_id = c.id and w.due_on = c.due_on and w.kind = k.kind)
     order by c.due_on, c.id limit $3`,
    [today, soonTo, limit],
  )
}

/** Cases being mended whose last day is over, or comes no later than a day, and of which nobody was warned yet. */
export async function listMending(
  db: Db,
  { today, soonTo, limit }: { today: string; soonTo: string; limit: number },
): Promise<{ caseId: string; dueOn: string; kind: Warned }[]> {
  return run(
    db,
    `select c.id as "caseId", c.mend_to as "dueOn", k.kind from procedure_case c
     cross join lateral (select case when c.mend_to < $1::date then 'mend_over' else 'mend_soon' end as kind) k
     where c.status = 'mending' and c.mend_to <= $2::date
       and not exists (select from case_warning w where w.case_id = c.id and w.due_on = c.mend_to and w.kind = k.kind)
     order by c.mend_to, c.id limit $3`,
    [today, soonTo, limit],
  )
}

/** Cases that are due on a day which was provisional when it was reckoned. */
export async function listProvisional(db: Db, limit: number): Promise<string[]> {
  const rows = await run<{ id: string }>(
    db,
    `select id from procedure_case where status in ('open', 'appealed') and due_on is not null and not is_due_certain order by due_on, id limit $1`,
    [limit],
  )
  return rows.map(({ id }) => id)
}

export async function insertWarning(db: Db, caseId: string, dueOn: string, kind: Warned): Promise<void> {
  await run(db, 'insert into case_warning (case_id, due_on, kind) values ($1, $2, $3) on conflict do nothing', [caseId, dueOn, kind])
}
