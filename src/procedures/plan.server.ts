// What a decision promises to pay: planned and committed when it is granted, stopped and claimed back when it is taken back.
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { commitFunds, releaseFunds, requireLeft, takeFunds } from '../ledger/fund.server.ts'
import { levelUnfit } from './case.contract.ts'
import { type Ground, knownOf, type LoadedCase } from './known.server.ts'
import { fundMissing, planDiffers, type StopReason } from './payment.contract.ts'
import { lineChecked, type PlannedLine, plannedLines, splitByParts, wholePart, yuanText } from './payment.rules.ts'
import {
  endClaims,
  findPlan,
  insertClaims,
  insertLines,
  insertPlan,
  insertShares,
  type LineRow,
  listLineRows,
  listProgrammeFunds,
  type Payee,
  type PlanRow,
  resumePlan,
  setChecked,
  setHold,
  setLines,
  setShares,
  stopPlan,
  takePlan,
  takeProgramme,
  takeSharesOf,
  writePayee,
} from './payment.sql.ts'

type Share = { lineAt: number; fundLineId: string; fen: number }
/** What is to be written: a new plan, or what a stopped one goes on with. */
export type Promised = { lines: PlannedLine[]; shares: Share[]; stopped?: Stopped }
type Stopped = { shares: LineRow['shares']; lines: LineRow[]; addedFen: number }

/**
 * What granting a case at a level would promise, with the budget lines it is promised from taken and found to suffice: asked before
 * anything is written. Instalments of a later year wait for that year's budget. @returns null where nothing is paid
 * @throws level_unfit where the level has no amount, plan_differs, fund_missing, fund_exhausted
 */
export async function promiseOf(ground: Ground, db: Db, loaded: LoadedCase, level: string | null, now: Date): Promise<Promised | null> {
  const { outcome, payee } = loaded.procedure
  // A procedure that names no account tells what is due without having it paid here.
  if (!outcome.instalments || !payee) return null
  const today = dayOf(now)
  const instalments = outcome.instalments(await knownOf(ground, db, loaded, now), level).filter(({ fen }) => fen > 0)
  const plan = await findPlan(db, loaded.row.id)
  if (plan) return resumptionOf(db, loaded, plan, sumOf(instalments), today)
  const lines = plannedLines(instalments, today)
  // Where the version has no amount for anybody there is nothing to pay; where it has for some, this level is none of them.
  if (lines.length === 0 && outcome.levels) throw levelUnfit({})
  if (lines.length === 0) return null
  const payers = await takePayers(db, loaded)
  const shares = lines.flatMap((line, lineAt) => {
    const found = sharesOf(line, lineAt, payers)
    if (found.length === 0 && yearOf(line) <= Number(today.slice(0, 4))) throw fundMissing({ year: yearOf(line) })
    return found
  })
  requireLeft(shares, await takeFunds(db, [...new Set(shares.map((one) => one.fundLineId))]))
  return { lines, shares }
}

const sumOf = (parts: readonly { fen: number }[]) => parts.reduce((sum, one) => sum + one.fen, 0)
const yearOf = (line: { dueOn: string }) => Number(line.dueOn.slice(0, 4))
type Payers = Awaited<ReturnType<typeof listProgrammeFunds>>

async function takePayers(db: Db, { batch }: LoadedCase): Promise<Payers> {
  await takeProgramme(db, batch.programmeId)
  return listProgrammeFunds(db, [batch.programmeId])
}

/** What the payers of a line's year each pay of it; nothing while they do not pay the whole. */
function sharesOf(line: { fen: number; dueOn: string }, lineAt: number, payers: Payers): Share[] {
  const own = payers.filter((row) => row.year === yearOf(line))
  return isWhole(own) ? splitByParts(line.fen, own).map(({ fundLineId, fen }) => ({ lineAt, fundLineId, fen })) : []
}

/**
 * Granted once more after a revocation was overturned, the plan goes on as it was: what was stopped is committed again, claims end, and
 * what had come back already is due once more. A plan that a failed check had stopped stays stopped: no appeal is about that.
 */
async function resumptionOf(db: Db, loaded: LoadedCase, plan: PlanRow, wantedFen: number, today: string): Promise<Promised | null> {
  if (plan.stoppedFor !== 'revoked') return null
  if (wantedFen !== plan.fen) throw planDiffers({ planYuan: yuanText(plan.fen), wantedYuan: yuanText(wantedFen) })
  const payers = await takePayers(db, loaded)
  await takePlan(db, loaded.row.id)
  await takeSharesOf(db, loaded.row.id)
  const all = await listLineRows(db, [loaded.row.id])
  const stopped = all.flatMap((line) => line.shares).filter((share) => share.state === 'stopped')
  const waiting = all.filter((line) => line.state === 'stopped')
  const addedFen = all.flatMap((line) => line.shares).reduce((sum, share) => sum + (share.recoveredFen ?? 0), 0)
  const added = addedFen > 0 ? [{ number: all.length + 1, fen: addedFen, dueOn: today, needsCheck: false }] : []
  const lines: PlannedLine[] = [...waiting, ...added]
  const shares = lines.flatMap((line, at) => sharesOf(line, at, payers))
  const wanted = [...stopped, ...shares]
  requireLeft(wanted, await takeFunds(db, [...new Set(wanted.map((one) => one.fundLineId))]))
  return { lines, shares, stopped: { shares: stopped, lines: waiting, addedFen } }
}

async function writeResumption(db: Db, caseId: string, { lines, shares }: Promised, stopped: Stopped): Promise<void> {
  await resumePlan(db, caseId, stopped.addedFen)
  await endClaims(db, caseId)
  const rows = lines.map((line, at) => {
    const isFunded = shares.some((share) => share.lineAt === at)
    return { ...line, id: stopped.lines[at]?.id ?? newId(), state: isFunded ? ('funded' as const) : ('waiting' as const) }
  })
  await insertLines(db, caseId, rows.slice(stopped.lines.length))
  for (const { id, state } of rows) await setLines(db, [id], state)
  await commitShares(
    db,
    shares.map(({ lineAt, ...share }) => ({ ...share, lineId: rows[lineAt]!.id })),
  )
  if (stopped.shares.length === 0) return
  const funds = await takeFunds(db, [...new Set(stopped.shares.map((one) => one.fundLineId))])
  const holds = await commitFunds(db, stopped.shares, funds)
  for (const [at, share] of stopped.shares.entries()) await setHold(db, share.id, holds[at]!)
}

/** Whether the payers of a year pay the whole of it. */
export function isWhole(payers: readonly { basisPoints: number }[]): boolean {
  return payers.reduce((sum, one) => sum + one.basisPoints, 0) === wholePart
}

/** Writes what was promised: the plan, its lines, the commitment behind every share, and who is paid. */
export async function writePromise(db: Db, loaded: LoadedCase, promised: Promised, now: Date): Promise<void> {
  const caseId = loaded.row.id
  const { lines, shares, stopped } = promised
  if (stopped) return writeResumption(db, caseId, promised, stopped)
  const rows = lines.map((line, at) => {
    const isFunded = shares.some((share) => share.lineAt === at)
    return { ...line, id: newId(), state: isFunded ? ('funded' as const) : ('waiting' as const) }
  })
  await insertPlan(db, { caseId, programmeId: loaded.batch.programmeId, fen: sumOf(lines) })
  await insertLines(db, caseId, rows)
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
export async function stopPayments(db: Db, caseId: string, why: StopReason, now: Date): Promise<void> {
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
