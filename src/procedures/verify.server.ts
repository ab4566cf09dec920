import type { Db } from '../kernel/db.ts'
import { dayOf } from '../kernel/time.ts'
import { type Action, foldCase } from './case.rules.ts'
import { digestOfList } from './paylist.server.ts'
import { findListRow, listItemRows } from './paylist.sql.ts'
import { listListIds, recountPayments } from './payverify.sql.ts'
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

/** Recounts plans, budget lines, payments and claims from the book, and the digest of every list from its lines. */
export async function verifyPayments(db: Db): Promise<{ name: string; checked: number; wrong: number; example: string | null }[]> {
  const ids = await listListIds(db)
  const changed: string[] = []
  for (const id of ids) {
    const list = (await findListRow(db, id))!
    if (digestOfList({ ...list, items: await listItemRows(db, id) }) !== list.digest) changed.push(list.listNo)
  }
  const digests = { name: 'lists_unchanged', checked: ids.length, wrong: changed.length, example: changed[0] ?? null }
  return [...(await recountPayments(db)), digests]
}

/** All of verifyPayments as one; what is wrong is named by its check. */
export async function recountAllPayments(db: Db): Promise<{ checked: number; wrong: number; example: string | null }> {
  const checks = await verifyPayments(db)
  const wrong = checks.find((check) => check.wrong > 0)
  const total = (pick: (check: (typeof checks)[number]) => number) => checks.reduce((sum, check) => sum + pick(check), 0)
  return {
    checked: total((check) => check.checked),
    wrong: total((check) => check.wrong),
    example: wrong ? `${wrong.name} ${wrong.example}` : null,
  }
}
