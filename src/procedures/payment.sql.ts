import { sql } from 'kysely'
import { type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'
import type { StopReason } from './payment.contract.ts'

export type ProgrammeFund = { fundLineId: string; basisPoints: number }

/** Which budget lines pay a programme, by the year; in the order of their ids. */
export async function listProgrammeFunds(db: Db, programmeIds: readonly string[]) {
  return run<ProgrammeFund & { programmeId: string; year: number }>(
    db,
    `select programme_id as "programmeId", fund_line_id as "fundLineId", year, basis_points as "basisPoints"
     from programme_fund where programme_id = any($1::uuid[]) order by fund_line_id`,
    [programmeIds],
  )
}

/** Takes a programme, so that its parts of a year are changed, and looked at, one after another. */
export async function takeProgramme(db: Db, id: string): Promise<void> {
  await run(db, 'select id from programme where id = $1 for no key update', [id])
}

export async function writeProgrammeFund(
  db: Db,
  one: ProgrammeFund & { programmeId: string; year: number; recordedBy: string },
): Promise<void> {
  const values = [one.programmeId, one.fundLineId]
  if (one.basisPoints === 0) {
    await run(db, 'delete from programme_fund where programme_id = $1 and fund_line_id = $2', values)
    return
  }
  await run(
    db,
    `insert into programme_fund (programme_id, fund_line_id, year, basis_points, recorded_by) values ($1, $2, $3, $4, $5)
     on conflict (programme_id, fund_line_id) do update set basis_points = excluded.basis_points, recorded_by = excluded.recorded_by, recorded_at = now()`,
    [...values, one.year, one.basisPoints, one.recordedBy],
  )
}

export type NewLine = { id: string; number: number; fen: number; dueOn: string; needsCheck: boolean; state: 'waiting' | 'funded' }
export type NewShare = { lineId: string; fundLineId: string; fen: number; holdId: string }

export async function insertPlan(db: Db, plan: { caseId: string; programmeId: string; fen: number }): Promise<void> {
  await run(db, 'insert into payment_plan (case_id, programme_id, fen) values ($1, $2, $3)', [plan.caseId, plan.programmeId, plan.fen])
}

export async function insertLines(db: Db, caseId: string, lines: readonly NewLine[]): Promise<void> {
  await run(
    db,
    `insert into payment_line (id, case_id, number, fen, due_on, needs_check, state)
     select id, $1, number, fen, due_on, needs_check, state
     from unnest($2::uuid[], $3::int[], $4::bigint[], $5::date[], $6::boolean[], $7::text[]) as l (id, number, fen, due_on, needs_check, state)`,
    [
      caseId,
      lines.map((one) => one.id),
      lines.map((one) => one.number),
      lines.map((one) => one.fen),
      lines.map((one) => one.dueOn),
      lines.map((one) => one.needsCheck),
      lines.map((one) => one.state),
    ],
  )
}

export async function insertShares(db: Db, shares: readonly NewShare[]): Promise<void> {
  await run(
    db,
    `insert into payment_share (id, line_id, fund_line_id, fen, hold_id, state)
     select id, line_id, fund_line_id, fen, hold_id, 'payable'
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[]) as s (id, line_id, fund_line_id, fen, hold_id)`,
    [
      shares.map(() => newId()),
      shares.map((one) => one.lineId),
      shares.map((one) => one.fundLineId),
      shares.map((one) => one.fen),
      shares.map((one) => one.holdId),
    ],
  )
}

export type Payee = { name: string; account: string; bank: string }
const sealedPayee = { name: 'case.name', account: 'person.bank_account', bank: 'case.answers' } as const

export function sealPayee(payee: Payee): { name: string; account: string; bank: string; accountKey: string } {
  const { seal, equalityKey } = { seal: vault().seal.bind(vault()), equalityKey: vault().equalityKey.bind(vault()) }
  return {
    name: seal(sealedPayee.name, payee.name),
    account: seal(sealedPayee.account, payee.account),
    bank: seal(sealedPayee.bank, payee.bank),
    accountKey: equalityKey(sealedPayee.account, payee.account),
  }
}

export function openPayee(sealed: { nameSealed: string; accountSealed: string; bankSealed: string }): Payee {
  const open = (purpose: string, text: string) => (text === '' ? '' : vault().open(purpose, text))
  return {
    name: open(sealedPayee.name, sealed.nameSealed),
    account: open(sealedPayee.account, sealed.accountSealed),
    bank: open(sealedPayee.bank, sealed.bankSealed),
  }
}

export async function writePayee(db: Db, caseId: string, payee: Payee, at: string): Promise<void> {
  const sealed = sealPayee(payee)
  await run(
    db,
    `insert into payee (case_id, name_sealed, account_sealed, bank_sealed, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (case_id) do update set name_sealed = excluded.name_sealed, account_sealed = excluded.account_sealed,
       bank_sealed = excluded.bank_sealed, changed_at = excluded.changed_at`,
    [caseId, sealed.name, sealed.account, sealed.bank, at],
  )
}

export async function findPayee(db: Db, caseId: string): Promise<Payee | undefined> {
  const [row] = await run<{ nameSealed: string; accountSealed: string; bankSealed: string }>(
    db,
    'select name_sealed as "nameSealed", account_sealed as "accountSealed", bank_sealed as "bankSealed" from payee where case_id = $1',
    [caseId],
  )
  return row && openPayee(row)
}

export type LineState = 'waiting' | 'funded' | 'stopped'
export type ShareState = 'payable' | 'listed' | 'paid' | 'stopped'
export type LineRow = {
  id: string
  caseId: string
  number: number
  fen: number
  dueOn: string
  needsCheck: boolean
  checkedOn: string | null
  state: LineState
  shares: {
    id: string
    fundLineId: string
    holderId: string
    fen: number
    holdId: string
    state: ShareState
    paidOn: string | null
    reason: string | null
    claimId: string | null
    claimFen: number | null
    recoveredFen: number | null
  }[]
}
export type PlanRow = { caseId: string; fen: number; stoppedOn: string | null; stoppedFor: string | null }

export async function findPlan(db: Db, caseId: string): Promise<PlanRow | undefined> {
  const [row] = await run<PlanRow>(
    db,
    'select case_id as "caseId", fen, stopped_on as "stoppedOn", stopped_for as "stoppedFor" from payment_plan where case_id = $1',
    [caseId],
  )
  return row
}

/** The instalments of cases, each with what every payer pays of it and what became of that. */
export async function listLineRows(db: Db, caseIds: readonly string[]): Promise<LineRow[]> {
  const found = await sql<LineRow>`
    select l.id, l.case_id as "caseId", l.number, l.fen, l.due_on as "dueOn", l.needs_check as "needsCheck", l.checked_on as "checkedOn", l.state,
      coalesce((select json_agg(json_build_object('id', s.id, 'fundLineId', s.fund_line_id, 'holderId', a.owner_id, 'fen', s.fen,
          'holdId', s.hold_id, 'state', s.state,
          'paidOn', (select settled_on from payment_item i where i.share_id = s.id and i.state = 'paid'),
          'reason', (select reason from payment_item i where i.share_id = s.id and i.state = 'returned' order by i.id desc limit 1),
          'claimId', c.id, 'claimFen', c.fen, 'recoveredFen', c.recovered_fen) order by s.fund_line_id)
        from payment_share s join report_hold a on a.id = s.hold_id left join payment_claim c on c.share_id = s.id
        where s.line_id = l.id), '[]') as shares
    from payment_line l where l.case_id = any(${caseIds}::uuid[]) order by l.case_id, l.number`.execute(db)
  return found.rows
}

/** Takes every share of a case, so that what is stopped is not put on a list meanwhile. */
export async function takeSharesOf(db: Db, caseId: string): Promise<void> {
  await run(
    db,
    `select s.id from payment_share s join payment_line l on l.id = s.line_id where l.case_id = $1 order by s.id for no key update of s`,
    [caseId],
  )
}

export async function setShares(db: Db, ids: readonly string[], state: ShareState): Promise<void> {
  await run(db, 'update payment_share set state = $2 where id = any($1::uuid[])', [ids, state])
}

export async function setHold(db: Db, shareId: string, holdId: string): Promise<void> {
  await run(db, "update payment_share set hold_id = $2, state = 'payable' where id = $1", [shareId, holdId])
}

export async function setLines(db: Db, ids: readonly string[], state: LineState): Promise<void> {
  await run(db, 'update payment_line set state = $2 where id = any($1::uuid[])', [ids, state])
}

export async function setChecked(db: Db, lineId: string, day: string): Promise<void> {
  await run(db, 'update payment_line set checked_on = $2 where id = $1', [lineId, day])
}

/** A plan that was stopped goes on; what came back meanwhile is paid once more, by a line more. */
export async function resumePlan(db: Db, caseId: string, addedFen: number): Promise<void> {
  await run(db, 'update payment_plan set stopped_on = null, stopped_for = null, fen = fen + $2 where case_id = $1', [caseId, addedFen])
}

/** Claims of a case that is granted again end with what has come back. */
export async function endClaims(db: Db, caseId: string): Promise<void> {
  const ofCase = 'share_id in (select s.id from payment_share s join payment_line l on l.id = s.line_id where l.case_id = $1)'
  await run(db, `delete from payment_claim where recovered_fen = 0 and ${ofCase}`, [caseId])
  await run(db, `update payment_claim set fen = recovered_fen where ${ofCase}`, [caseId])
}

export async function stopPlan(db: Db, caseId: string, day: string, why: StopReason): Promise<void> {
  await run(db, 'update payment_plan set stopped_on = $2, stopped_for = $3 where case_id = $1 and stopped_on is null', [caseId, day, why])
}

/** The lines of a programme that fall due in a year and have no budget behind them yet; their cases are taken. */
export async function listWaiting(db: Db, programmeId: string, year: number): Promise<{ id: string; fen: number }[]> {
  await run(
    db,
    `select p.case_id from payment_plan p where p.programme_id = $1 and p.stopped_on is null order by p.case_id for no key update`,
    [programmeId],
  )
  return run(
    db,
    `select l.id, l.fen from payment_line l join payment_plan p on p.case_id = l.case_id
     where p.programme_id = $1 and l.state = 'waiting' and extract(year from l.due_on) = $2 order by l.id`,
    [programmeId, year],
  )
}

/** What was paid and must come back; a share has one claim, which grows again where an appeal had ended it. */
export async function insertClaims(db: Db, shares: readonly { shareId: string; fen: number }[], day: string): Promise<void> {
  await run(
    db,
    `insert into payment_claim (id, share_id, fen, raised_on) select id, share_id, fen, $4
     from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as c (id, share_id, fen) on conflict (share_id) do update set fen = excluded.fen`,
    [shares.map(() => newId()), shares.map((one) => one.shareId), shares.map((one) => one.fen), day],
  )
}

/** Takes the plan of a case: a check, a revocation and a new budget come one after the other. */
export async function takePlan(db: Db, caseId: string): Promise<void> {
  await run(db, 'select case_id from payment_plan where case_id = $1 for no key update', [caseId])
}

/** The programmes that budget lines pay a part of. */
export async function listFundedProgrammes(db: Db, fundLineIds: readonly string[]) {
  return run<{ fundLineId: string; programmeId: string; nameZh: string; nameEn: string; basisPoints: number }>(
    db,
    `select f.fund_line_id as "fundLineId", p.id as "programmeId", p.name_zh as "nameZh", p.name_en as "nameEn", f.basis_points as "basisPoints"
     from programme_fund f join programme p on p.id = f.programme_id where f.fund_line_id = any($1::uuid[]) order by p.id desc`,
    [fundLineIds],
  )
}
