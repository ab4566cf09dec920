// What a decision promises to pay: planned and committed when it is granted, stopped and claimed back when it is taken back.
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { commitFunds, releaseFunds, requireLeft, takeFunds } from '../ledger/fund.server.ts'
import { levelUnfit } from './case.contract.ts'
import { type Ground, knownOf, type LoadedCase } from './known.server.ts'
import { fundMissing } from './payment.contract.ts'
import { lineChecked, type PlannedLine, plannedLines, splitByParts, wholePart } from './payment.rules.ts'
import {
  findPlan,
  insertClaims,
  insertPlan,
  insertShares,
  listLineRows,
  listProgrammeFunds,
  type Payee,
  setChecked,
  setLines,
  setShares,
  stopPlan,
  takePlan,
  takeProgramme,
  takeSharesOf,
  writePayee,
} from './payment.sql.ts'

type Share = { lineAt: number; fundLineId: string; fen: number }
export type Promised = { lines: PlannedLine[]; shares: Share[] }

/**
 * What granting a case at a level would promise, with the budget lines it is promised from taken and found to suffice: asked before
 * anything is written. Instalments of a later year wait for that year's budget. @returns null where nothing is paid
 * @throws level_unfit where the level has no amount, fund_missing, fund_exhausted
 */
export async function promiseOf(ground: Ground, db: Db, loaded: LoadedCase, level: string | null, now: Date): Promise<Promised | null> {
  const { outcome, payee } = loaded.procedure
  // A procedure that names no account tells what is due without having it paid here.
  if (!outcome.instalments || !payee || (await findPlan(db, loaded.row.id))) return null
  const today = dayOf(now)
  const instalments = outcome.instalments(await knownOf(ground, db, loaded, now), level).filter(({ fen }) => fen > 0)
  const lines = plannedLines(instalments, today)
  if (lines.length === 0) throw levelUnfit({})
  const { programmeId } = loaded.batch
  await takeProgramme(db, programmeId)
  const rows = await listProgrammeFunds(db, [programmeId])
  const shares = lines.flatMap((line, lineAt): Share[] => {
    const year = Number(line.dueOn.slice(0, 4))
    const payers = rows.filter((row) => row.year === year)
    if (isWhole(payers)) return splitByParts(line.fen, payers).map(({ fundLineId, fen }) => ({ lineAt, fundLineId, fen }))
    if (year <= Number(today.slice(0, 4))) throw fundMissing({ year })
    return []
  })
  requireLeft(shares, await takeFunds(db, [...new Set(shares.map((one) => one.fundLineId))]))
  return { lines, shares }
}

/** Whether the payers of a year pay the whole of it. */
export function isWhole(payers: readonly { basisPoints: number }[]): boolean {
  return payers.reduce((sum, one) => sum + one.basisPoints, 0) === wholePart
}

/** Writes what was promised: the plan, its lines, the commitment behind every share, and who is paid. */
export async function writePromise(db: Db, loaded: LoadedCase, { lines, shares }: Promised, now: Date): Promise<void> {
  const caseId = loaded.row.id
  const rows = lines.map((line, at) => {
    const isFunded = shares.some((share) => share.lineAt === at)
    return { ...line, id: newId(), state: isFunded ? ('funded' as const) : ('waiting' as const) }
  })
  const fen = lines.reduce((sum, line) => sum + line.fen, 0)
  await insertPlan(db, { caseId, programmeId: loaded.batch.programmeId, fen }, rows)
  await commitShares(
    db,
    shares.map(({ lineAt, ...share }) => ({ ...share, lineId: rows[lineAt]!.id })),
  )
  await writePayee(db, caseId, payeeOf(loaded), isoOf(now))
}

/** Commits shares on their budget lines and writes them. @throws fund_exhausted */
export async function commitShares(db: Db, shares: readonly { lineId: string; fundLineId: string; fen: number }[]): Promise<void> {
  if (shares.length === 0) return
  const funds = await takeFunds(db, [...new Set(shares.map((one) => one.fundLineId))])
  const holds = await commitFunds(db, shares, funds)
  await insertShares(
    db,
    shares.map((share, at) => ({ ...share, holdId: holds[at]! })),
  )
}

/** Whom a case says is paid, by the fields its declaration names. */
function payeeOf({ procedure, answers }: LoadedCase): Payee {
  const text = (key: string | undefined) => (key !== undefined && typeof answers[key] === 'string' ? answers[key] : '')
  return { name: text(procedure.nameField), account: text(procedure.payee?.account), bank: text(procedure.payee?.bank) }
}

/** A yearly check: passed, it lets the next instalment through; failed, it stops what is left and claims back what was paid. */
export async function checkPayments(db: Db, caseId: string, isPassed: boolean, now: Date): Promise<void> {
  if (!isPassed) return stopPayments(db, caseId, 'check_failed', now)
  if (!(await findPlan(db, caseId))) return
  await takePlan(db, caseId)
  const line = lineChecked(await listLineRows(db, [caseId]), dayOf(now))
  if (line && line.state !== 'stopped') await setChecked(db, line.id, dayOf(now))
}

/**
 * Stops what is not paid yet and claims back what was. What is on a list already is settled by its receipt: paid, it is claimed back;
 * returned, it is stopped.
 */
export async function stopPayments(db: Db, caseId: string, why: 'revoked' | 'check_failed', now: Date): Promise<void> {
  if (!(await findPlan(db, caseId))) return
  await takePlan(db, caseId)
  await takeSharesOf(db, caseId)
  const lines = await listLineRows(db, [caseId])
  const waiting = lines.filter((line) => line.state === 'waiting')
  const shares = lines.flatMap((line) => line.shares)
  const payable = shares.filter((share) => share.state === 'payable')
  await stopPlan(db, caseId, dayOf(now), why)
  await setLines(
    db,
    waiting.map((line) => line.id),
    'stopped',
  )
  await giveUpShares(db, payable)
  const paid = shares.filter((share) => share.state === 'paid').map(({ id, fen }) => ({ shareId: id, fen }))
  await insertClaims(db, paid, dayOf(now))
}

/** Stops shares and frees what was committed for them. */
export async function giveUpShares(db: Db, shares: readonly { id: string; fundLineId: string; holdId: string }[]): Promise<void> {
  if (shares.length === 0) return
  await takeFunds(db, [...new Set(shares.map((one) => one.fundLineId))])
  await releaseFunds(
    db,
    shares.map((one) => one.holdId),
  )
  await setShares(
    db,
    shares.map((one) => one.id),
    'stopped',
  )
}
