// Times that were given back go to those who wait, in turn; a turn that is over goes to the next.
import { notify } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import { workInSteps } from '../kernel/jobs.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { bookingRefusals, occupiedBy, type Policy } from './booking.rules.ts'
import { takePolicy } from './booking.sql.ts'
import { turnCame, turnPassed } from './notice.contract.ts'
import { deleteOccupancy, insertOccupancies } from './occupancy.sql.ts'
import { gateRefusals } from './qualification.rules.ts'
import { findGate } from './qualification.sql.ts'
import { turnEndOf } from './waiting.rules.ts'
import { findWaiting, listAwaited, listTurnsOf, listWaitingFor, moveWaiting, type WaitingRow } from './waiting.sql.ts'
import { offerTurnsJob } from './wake.server.ts'
import { factsOf } from './wish.server.ts'

/** A wished time as numbers. */
export const spanOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
  from: Date.parse(startsAt),
  to: Date.parse(endsAt),
})

async function tell(db: Db, kind: typeof turnCame, row: WaitingRow, turnEndsAt: string): Promise<void> {
  const { instrumentNameZh: instrument, startsAt, endsAt } = row
  await notify(db, { personIds: [row.personId] }, { kind, params: { instrument, startsAt, endsAt, turnEndsAt }, link: '/my' })
}

/** Somebody's turn is over, or they give it up: they leave the list as said, and the time is free again. */
export async function endTurn(db: Db, row: WaitingRow, state: 'waiting' | 'passed' | 'left'): Promise<void> {
  await moveWaiting(db, row.id, { state })
  if (row.occupancyId) await deleteOccupancy(db, row.occupancyId)
}

/** The times kept for these turns are needed otherwise: whoever had one waits again, and is told. */
export async function takeTurnsBack(db: Db, occupancyIds: readonly string[]): Promise<void> {
  for (const id of await listTurnsOf(db, occupancyIds)) {
    const row = (await findWaiting(db, id))!
    await endTurn(db, row, 'waiting')
    await tell(db, turnPassed, row, row.turnEndsAt!)
  }
}

/** Keeps the time for one who waits, if it can be booked now and is free; who waits too long for it waits no more. */
async function offer(db: Db, row: WaitingRow, policy: Policy, now: Date): Promise<void> {
  const span = spanOf(row)
  const turnEndsAt = turnEndOf(span, now.getTime(), policy.noticeMinutes)
  if (turnEndsAt === null) return moveWaiting(db, row.id, { state: 'passed' })
  const facts = await factsOf(db, { instrumentId: row.instrumentId, organisationId: row.organisationId, span })
  if (!facts || facts.freeLane === null) return
  const reasons = bookingRefusals(span, { now: now.getTime(), isOnline: facts.isOnline, policy, openings: facts.openings })
  reasons.push(...gateRefusals(await findGate(db, row.instrumentId, row.personId), policy.approval, dayOf(new Date(span.from))))
  if (reasons.length > 0) return
  const { from, to } = occupiedBy(span, policy)
  const time = { instrumentId: row.instrumentId, lane: facts.freeLane, startsAt: isoOf(from), endsAt: isoOf(to) }
  const [occupancyId] = await insertOccupancies(db, [{ ...time, kind: 'turn', reason: '' }])
  if (!occupancyId) return
  await moveWaiting(db, row.id, { state: 'turn', occupancyId, turnEndsAt })
  await tell(db, turnCame, row, turnEndsAt)
}

/** The turns of one instrument: those that are over end, and what is free goes to who waits longest. */
async function turnsOf(db: Db, instrumentId: string, now: Date): Promise<void> {
  const policy = await takePolicy(db, instrumentId)
  if (!policy) return
  for (const row of await listWaitingFor(db, instrumentId)) {
    if (row.state !== 'turn' || Date.parse(row.turnEndsAt!) > now.getTime()) continue
    await endTurn(db, row, 'passed')
    await tell(db, turnPassed, row, row.turnEndsAt!)
  }
  for (const row of await listWaitingFor(db, instrumentId)) if (row.state === 'waiting') await offer(db, row, policy, now)
}

export const offerTurns = workInSteps(
  offerTurnsJob,
  async ({ step }) => {
    for (const id of await step((db) => listAwaited(db))) await step((db, now) => turnsOf(db, id, now))
  },
  { every: '* * * * *' },
)
