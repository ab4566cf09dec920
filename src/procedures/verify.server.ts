import { type Check, type CheckResult, type Found, runChecks } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { dayOf } from '../kernel/time.ts'
import { type Action, foldCase } from './case.rules.ts'
import { caseWords as words } from './case.words.ts'
import { delegationChecks } from './delegation.sql.ts'
import { feeListsUnchanged } from './fee.server.ts'
import { feeWords as fees } from './fee.words.ts'
import { digestOfList } from './paylist.server.ts'
import { findListRow, listItemRows } from './paylist.sql.ts'
import { paymentWords as payment } from './payment.words.ts'
import { listListIds, payChecks } from './payverify.sql.ts'
import { noCalendar, stepsOf } from './step.rules.ts'
import { type FoldedRow, listJournals } from './verify.sql.ts'

const casesAtOnce = 500

/** Folds the journal of every case again and compares it with the case's row. @returns how many were looked at, how many differ, the first's number */
export async function refoldCases(db: Db): Promise<Found> {
  const total: Found = { checked: 0, wrong: 0, example: null }
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

/** Whether a case is what its journal says, and every step what its action made of it; how long a decision took hangs on the calendar of its day. */
function isSame({ actions, steps, ...row }: FoldedRow): boolean {
  const dated = actions.map((action): Action => ({ ...action, actedOn: dayOf(action.actedAt) }))
  const state = foldCase(dated)
  const kept = stepsOf(dated, noCalendar).map(({ number, verb, isFirst, status, level, isFrozen, ground, outcome }) => ({
    ...{ number, verb, isFirst, status, level, isFrozen, ground, outcome },
  }))
  const { status, stage, actionCount, assigneeId, level, mendTo } = state
  return (
    status === row.status &&
    stage === row.stage &&
    actionCount === row.actionCount &&
    assigneeId === row.assigneeId &&
    level === row.level &&
    mendTo === row.mendTo &&
    actions.every((action, at) => action.number === at + 1) &&
    JSON.stringify(kept) === JSON.stringify(steps)
  )
}

/** The digest of every payment list is made again from its lines. */
async function listsUnchanged(db: Db): Promise<Found> {
  const ids = await listListIds(db)
  const changed: string[] = []
  for (const id of ids) {
    const list = (await findListRow(db, id))!
    if (digestOfList({ ...list, items: await listItemRows(db, id) }) !== list.digest) changed.push(list.listNo)
  }
  return { checked: ids.length, wrong: changed.length, example: changed[0] ?? null }
}

/** Plans, budget lines, payments and claims are what the book says, and every list what it was when it was made. */
const moneyChecks: readonly Check[] = [
  ...payChecks,
  { name: 'fee_lists_unchanged', word: fees.feesOnce, needsKeys: true, find: feeListsUnchanged },
  { name: 'lists_unchanged', word: payment.listsUnchanged, needsKeys: true, find: listsUnchanged },
]

export const proceduresChecks: readonly Check[] = [
  { name: 'cases_refold', word: words.casesRefold, find: refoldCases },
  ...delegationChecks,
  ...moneyChecks,
]

/** Asks what must hold of payments. @returns one result a check; nothing is wrong in a sound database */
export function verifyPayments(db: Db): Promise<CheckResult[]> {
  return runChecks(db, moneyChecks)
}
