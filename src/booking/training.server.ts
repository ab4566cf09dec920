// The stories of training: announced, enrolled in, given up, called off, and recorded with the levels it gives.
import { requireOrganisationOf, requireOwn } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { takePolicy } from './booking.sql.ts'
import { trainingCancelled, trainingSeatGiven } from './notice.contract.ts'
import { tellOfTraining } from './notice.server.ts'
import { knownInstrument, passFor, requireKeeper } from './qualification.server.ts'
import { findLevel } from './qualification.sql.ts'
import {
  announceTraining,
  cancelTraining,
  enrolledAlready,
  enrolTraining,
  listMyTrainings,
  listTrainees,
  listTrainings,
  recordTraining,
  type Trainee,
  type Training,
  trainingMarkWrong,
  trainingNotBegun,
  trainingResultStands,
  trainingStateWrong,
  trainingTimeWrong,
  withdrawTraining,
} from './training.contract.ts'
import { freeSeat, isMarkRight, resultOf } from './training.rules.ts'
import {
  deleteSeat,
  endTraining,
  findTraining,
  giveSeat,
  insertSeat,
  insertTraining,
  listComingTrainings,
  listPastTrainings,
  listSeats,
  listTrainingsOf,
  recordSeat,
  type TrainingRow,
  takeTraining,
} from './training.sql.ts'

function told({ institutionId: _, isRetired: __, own, ...row }: TrainingRow): Training {
  if (own === null) return { ...row, own }
  const { seat, before, mark } = own
  return { ...row, own: { isSeated: seat !== null, before, result: resultOf(own, row.passMark), mark } }
}

const seatsOf = (rows: readonly { seat: number | null }[]) => rows.flatMap(({ seat }) => seat ?? [])

async function toldTrainees(db: Db, { id, passMark }: TrainingRow): Promise<Trainee[]> {
  const rows = await listSeats(db, id)
  const names = await displayNames(
    db,
    rows.map(({ personId }) => personId),
  )
  return rows.map(({ seatId, personId, organisationNameZh, seat, attendance, mark }) => ({
    ...{ seatId, organisationNameZh, attendance, mark, isSeated: seat !== null },
    personName: names.get(personId) ?? '',
    result: resultOf({ attendance, mark }, passMark),
  }))
}

/** A training as somebody sees it who may know of its instrument. @throws not_found */
async function knownTraining(db: Db, actor: Actor, id: string): Promise<TrainingRow> {
  const row = await findTraining(db, id, actor.personId)
  if (!row) throw notFound({ what: 'training' })
  await knownInstrument(db, actor, row.instrumentId)
  return row
}

/** A training of the keeper's own. @throws not_found, not_permitted */
async function keptTraining(db: Db, actor: Actor, id: string): Promise<TrainingRow> {
  const row = await findTraining(db, id, actor.personId)
  if (!row) throw notFound({ what: 'training' })
  await requireKeeper(db, actor, { instrumentId: row.instrumentId, permission: 'booking.approve', what: 'training' })
  return row
}

const isOpen = ({ isCancelled, isRetired, startsAt }: TrainingRow, now: Date) =>
  !isCancelled && !isRetired && Date.parse(startsAt) > now.getTime()

/** A training that was taken and not begun. @throws not_found, training_state_wrong */
async function takenOpen(db: Db, actor: Actor, id: string, now: Date): Promise<TrainingRow> {
  await takeTraining(db, id)
  const row = await knownTraining(db, actor, id)
  if (!isOpen(row, now)) throw trainingStateWrong({})
  return row
}

/** A free seat goes to whoever waits longest. */
async function fillSeats(db: Db, row: TrainingRow): Promise<void> {
  const seats = await listSeats(db, row.id)
  const taken = seatsOf(seats)
  for (const { seatId, personId } of seats.filter(({ seat }) => seat === null)) {
    const seat = freeSeat(taken, row.seatCount)
    if (seat === null) return
    taken.push(seat)
    await giveSeat(db, seatId, seat)
    await tellOfTraining(db, trainingSeatGiven, row, [personId])
  }
}

const enrolmentHandlers = [
  handle(enrolTraining, async ({ input, actor, db, now }) => {
    const organisationId = requireOrganisationOf(actor)
    requireOwn(actor, 'booking.book', organisationId)
    const row = await takenOpen(db, actor, input.id, now)
    if (row.own) throw enrolledAlready({})
    const seats = await listSeats(db, row.id)
    const isAwaited = seats.some(({ seat }) => seat === null)
    const seat = isAwaited ? null : freeSeat(seatsOf(seats), row.seatCount)
    await insertSeat(db, { id: newId(), sessionId: row.id, personId: actor.personId, organisationId, seat })
    return told((await findTraining(db, row.id, actor.personId)) ?? row)
  }),

  handle(withdrawTraining, async ({ input, actor, db, now }) => {
    const row = await takenOpen(db, actor, input.id, now)
    const own = (await listSeats(db, row.id)).find(({ personId }) => personId === actor.personId)
    if (!own) throw notFound({ what: 'training' })
    await deleteSeat(db, own.seatId)
    await fillSeats(db, row)
    return told((await findTraining(db, row.id, actor.personId)) ?? row)
  }),
]

/** The stories of training. */
export const trainingHandlers = [
  handle(listTrainings, async ({ input, actor, db, now }) => {
    await knownInstrument(db, actor, input.id)
    const listed = { instrumentId: input.id, personId: actor?.personId ?? null, at: isoOf(now) }
    const rows = await (input.which === 'past' ? listPastTrainings(db, listed) : listComingTrainings(db, listed))
    return { items: rows.map(told) }
  }),

  handle(listMyTrainings, async ({ actor, db }) => ({ items: (await listTrainingsOf(db, actor.personId)).map(told) })),

  handle(announceTraining, async ({ input, actor, db, now }) => {
    const level = await findLevel(db, input.id)
    if (!level) throw notFound({ what: 'qualification_level' })
    await requireKeeper(db, actor, { instrumentId: level.instrumentId, permission: 'booking.approve', what: 'qualification_level' })
    if (input.startsAt >= input.endsAt || Date.parse(input.startsAt) <= now.getTime()) throw trainingTimeWrong({})
    const id = newId()
    await insertTraining(db, { ...input, id, levelId: level.id, announcedBy: actor.personId })
    const row = await findTraining(db, id, actor.personId)
    if (!row) throw notFound({ what: 'training' })
    return told(row)
  }),

  handle(cancelTraining, async ({ input, actor, db, now }) => {
    await takeTraining(db, input.id)
    const row = await keptTraining(db, actor, input.id)
    if (row.isCancelled || Date.parse(row.startsAt) <= now.getTime()) throw trainingStateWrong({})
    await endTraining(db, row.id, isoOf(now), input.note)
    const people = (await listSeats(db, row.id)).map(({ personId }) => personId)
    await tellOfTraining(db, trainingCancelled, row, people)
    return told((await findTraining(db, row.id, actor.personId)) ?? row)
  }),

  handle(listTrainees, async ({ input, actor, db }) => ({ items: await toldTrainees(db, await keptTraining(db, actor, input.id)) })),

  handle(recordTraining, async ({ input, actor, db, now }) => {
    const found = await keptTraining(db, actor, input.id)
    // The instrument before the training, as whoever decides on a level takes it.
    await takePolicy(db, found.instrumentId)
    await takeTraining(db, found.id)
    const row = (await findTraining(db, found.id, actor.personId)) ?? found
    if (row.isCancelled) throw trainingStateWrong({})
    if (Date.parse(row.startsAt) > now.getTime()) throw trainingNotBegun({})
    const seats = new Map((await listSeats(db, row.id)).map((one) => [one.seatId, one]))
    for (const { seatId, attendance, mark } of input.results) {
      const seat = seats.get(seatId)
      if (!seat || seat.seat === null) throw notFound({ what: 'training_seat' })
      if (!isMarkRight({ attendance, mark }, row.passMark)) throw trainingMarkWrong({})
      const before = resultOf(seat, row.passMark)
      const after = resultOf({ attendance, mark }, row.passMark)
      if (before === 'passed' && after !== 'passed') throw trainingResultStands({})
      await recordSeat(db, seatId, attendance, mark)
      if (after !== 'passed' || before === 'passed' || row.isRetired) continue
      await passFor(db, { levelId: row.levelId, ...seat }, { day: dayOf(row.startsAt), actorId: actor.personId, now })
    }
    return { items: await toldTrainees(db, row) }
  }),

  ...enrolmentHandlers,
]
