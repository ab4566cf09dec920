import type { Db } from '../kernel/db.ts'
import { dayOf } from '../kernel/time.ts'
import { type Action, foldCase } from './case.rules.ts'
import { type FoldedRow, listJournals } from './verify.sql.ts'

const casesAtOnce = 500

/** Folds the journal of every case again and compares it with the case's row. @returns how many were looked at, how many differ, the first's number */
export async function refoldCases(db: Db): Promise<{ checked: number; wrong: number; example: string | null }> {
  const total = { checked: 0, wrong: 0, example: null as string | null }
  for (let after: string | null = null; ; ) {
    const rows: FoldedRow[] = await listJournals(db, after, casesAtOnce)
    for (const row of rows) {
      total.checked += 1
      if (isSame(row)) continue
      total.wrong += 1
      total.example ??= row.caseNo
    }
    after = rows.at(-1)?.id ?? null
    if (rows.length < casesAtOnce) return total
  }
}

function isSame({ actions, ...row }: FoldedRow): boolean {
  const state = foldCase(actions.map((action): Action => ({ ...action, actedOn: dayOf(action.actedAt) })))
  const { status, stage, actionCount, assigneeId, level } = state
  return (
    status === row.status &&
    stage === row.stage &&
    actionCount === row.actionCount &&
    assigneeId === row.assigneeId &&
    level === row.level &&
    actions.every((action, at) => action.number === at + 1)
  )
}
