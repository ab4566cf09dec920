import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'

export const objectionSeal = 'case.objection'
export type ObjectionRow = {
  id: string
  raisedBy: string
  raisedAt: string
  state: 'open' | 'upheld' | 'dismissed'
  text: string
  answer: string | null
}

export async function insertObjection(db: Db, one: { caseId: string; raisedBy: string; raisedAt: string; text: string }): Promise<string> {
  const id = newId()
  await run(db, 'insert into objection (id, case_id, raised_by, raised_at) values ($1, $2, $3, $4)', [
    id,
    one.caseId,
    one.raisedBy,
    one.raisedAt,
  ])
  await run(db, 'insert into objection_text (objection_id, text_sealed) values ($1, $2)', [id, vault().seal(objectionSeal, one.text)])
  return id
}

export async function listObjections(db: Db, caseId: string): Promise<ObjectionRow[]> {
  const rows = await run<Omit<ObjectionRow, 'text' | 'answer'> & { textSealed: string | null; answerSealed: string | null }>(
    db,
    `select o.id, o.raised_by as "raisedBy", o.raised_at as "raisedAt", o.state, t.text_sealed as "textSealed", t.answer_sealed as "answerSealed"
     from objection o left join objection_text t on t.objection_id = o.id where o.case_id = $1 order by o.id`,
    [caseId],
  )
  const opened = (sealed: string | null) => (sealed === null ? null : vault().open(objectionSeal, sealed))
  return rows.map(({ textSealed, answerSealed, ...row }) => ({ ...row, text: opened(textSealed) ?? '', answer: opened(answerSealed) }))
}

export async function settleObjection(
  db: Db,
  id: string,
  settled: { state: 'upheld' | 'dismissed'; answeredBy: string; answeredAt: string; answer: string },
): Promise<void> {
  await run(db, 'update objection set state = $2, answered_by = $3, answered_at = $4 where id = $1', [
    id,
    settled.state,
    settled.answeredBy,
    settled.answeredAt,
  ])
  await run(db, 'update objection_text set answer_sealed = $2 where objection_id = $1', [id, vault().seal(objectionSeal, settled.answer)])
}
