import { sql } from 'kysely'
import { type Check, countedCheck } from '../kernel/check.ts'
import { constraintOf, type Db, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { delegationOverlaps } from './delegation.contract.ts'
import { delegationWords as words } from './delegation.words.ts'

export type DelegationRow = {
  id: string
  fromId: string
  toId: string
  procedureCode: string | null
  firstOn: string
  lastOn: string
  reason: string
  givenAt: string
  revokedAt: string | null
}

const columns = `id, from_id as "fromId", to_id as "toId", procedure_code as "procedureCode", first_on as "firstOn", last_on as "lastOn",
  reason, given_at as "givenAt", revoked_at as "revokedAt"`
/** So many of each side are shown; the audit keeps them all. */
const shownMost = 50

/** For whom a person stands in on a day ('2026-03-02'). */
export function listPrincipals(db: Db, toId: string, day: string): Promise<Pick<DelegationRow, 'fromId' | 'procedureCode'>[]> {
  return run(
    db,
    `select from_id as "fromId", procedure_code as "procedureCode" from delegation
      where to_id = $1 and revoked_at is null and first_on <= $2 and last_on >= $2 order by given_at`,
    [toId, day],
  )
}

/** Who stands in for some people on a day, in a procedure or in all. */
export async function listStandIns(db: Db, fromIds: readonly string[], procedureCode: string, day: string): Promise<string[]> {
  const rows = await run<{ toId: string }>(
    db,
    `select distinct to_id as "toId" from delegation
      where from_id = any($1::uuid[]) and revoked_at is null and first_on <= $3 and last_on >= $3
        and (procedure_code is null or procedure_code = $2) order by 1`,
    [fromIds, procedureCode, day],
  )
  return rows.map(({ toId }) => toId)
}

/** Those that a person gave or got, the latest first. */
export function listDelegationRows(db: Db, side: 'from_id' | 'to_id', personId: string): Promise<DelegationRow[]> {
  return run(db, `select ${columns} from delegation where ${side} = $1 order by given_at desc, id desc limit ${shownMost}`, [personId])
}

/** @throws delegation_overlaps */
export async function insertDelegation(db: Db, row: Omit<DelegationRow, 'id' | 'revokedAt'>): Promise<DelegationRow> {
  const id = newId()
  const { fromId, toId, procedureCode, firstOn, lastOn, reason, givenAt } = row
  try {
    await sql`insert into delegation (id, from_id, to_id, procedure_code, first_on, last_on, reason, given_at)
      values (${id}, ${fromId}, ${toId}, ${procedureCode}, ${firstOn}, ${lastOn}, ${reason}, ${givenAt})`.execute(db)
  } catch (error) {
    if (constraintOf(error) === 'delegation_once') throw delegationOverlaps({})
    throw error
  }
  return { ...row, id, revokedAt: null }
}

/** One that a person gave or got, taken. */
export async function takeDelegation(db: Db, id: string, personId: string): Promise<DelegationRow | undefined> {
  await run(db, 'select 1 from delegation where id = $1 for no key update', [id])
  const rows = await run<DelegationRow>(db, `select ${columns} from delegation where id = $1 and $2 in (from_id, to_id)`, [id, personId])
  return rows[0]
}

export async function endDelegation(db: Db, id: string, revokedAt: string): Promise<void> {
  await run(db, 'update delegation set revoked_at = $2 where id = $1 and revoked_at is null', [id, revokedAt])
}

export const delegationChecks: readonly Check[] = [
  // Whoever acted for somebody else had been asked to, on that day and of that procedure.
  countedCheck(
    'acts_delegated',
    words.checkCovered,
    `select a.id, not exists (select from delegation d where d.from_id = a.for_id and d.to_id = a.actor_id
        and (d.procedure_code is null or d.procedure_code = c.procedure_code)
        and (a.acted_at at time zone 'Asia/Shanghai')::date between d.first_on and d.last_on
        and a.acted_at < coalesce(d.revoked_at, 'infinity')) as is_wrong
    from case_action a join procedure_case c on c.id = a.case_id where a.for_id is not null`,
  ),
]
