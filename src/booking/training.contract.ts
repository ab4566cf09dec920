// Training for a level of an instrument: announced by the institution, enrolled in until its seats are full, and recorded in one table.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { momentSent } from '../kernel/shape.ts'
import { trainingWords as words } from './training.words.ts'

export const seatsMost = 500
export const marksMost = 100
export const attendances = ['attended', 'absent'] as const
export type Attendance = (typeof attendances)[number]
export const trainingResults = ['passed', 'failed', 'absent', 'open'] as const
export type TrainingResult = (typeof trainingResults)[number]

export const trainingStateWrong = defineError('training_state_wrong', 409, words.stateWrong)
export const trainingTimeWrong = defineError('training_time_wrong', 422, words.timeWrong)
export const enrolledAlready = defineError('enrolled_already', 409, words.enrolledAlready)
export const trainingNotBegun = defineError('training_not_begun', 409, words.notBegun)
export const trainingResultStands = defineError('training_result_stands', 409, words.resultStands)
export const trainingMarkWrong = defineError('training_mark_wrong', 422, words.markWrong)

const Own = z.object({
  isSeated: z.boolean(),
  /** How many wait before; 0 for whoever has a seat. */
  before: z.int(),
  result: z.enum(trainingResults),
  mark: z.int().nullable(),
})

export const Training = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  instrumentNameEn: z.string(),
  levelId: z.uuid(),
  levelZh: z.string(),
  levelEn: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  place: z.string(),
  trainer: z.string(),
  note: z.string(),
  seatCount: z.int(),
  takenCount: z.int(),
  waitingCount: z.int(),
  /** Of 100; null where no exam follows. */
  passMark: z.int().nullable(),
  isCancelled: z.boolean(),
  cancelNote: z.string(),
  /** The reader's own enrolment. */
  own: Own.nullable(),
})
export type Training = z.infer<typeof Training>

export const Trainee = z.object({
  seatId: z.uuid(),
  personName: z.string(),
  organisationNameZh: z.string(),
  isSeated: z.boolean(),
  attendance: z.enum(attendances).nullable(),
  mark: z.int().nullable(),
  result: z.enum(trainingResults),
})
export type Trainee = z.infer<typeof Trainee>

/** The training for an instrument's levels: what is still to come, the soonest first, or the last hundred that were. */
export const listTrainings = operation({
  name: 'listTrainings',
  title: words.listTrainings,
  method: 'GET',
  path: '/api/instruments/{id}/trainings',
  permission: 'anyone',
  input: z.object({ id: z.uuid(), which: z.enum(['coming', 'past']).default('coming') }),
  output: z.object({ items: z.array(Training) }),
  errors: [notFound],
})

/** All that one is or was enrolled in, the latest first. */
export const listMyTrainings = operation({
  name: 'listMyTrainings',
  title: words.listMyTrainings,
  method: 'GET',
  path: '/api/my/trainings',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Training) }),
  errors: [],
})

/** Announces a training for a level. Without a pass mark no exam follows, and whoever attends has the level. */
export const announceTraining = operation({
  name: 'announceTraining',
  title: words.announceTraining,
  method: 'POST',
  path: '/api/qualification-levels/{id}/trainings',
  permission: 'booking.approve',
  input: z.object({
    id: z.uuid(),
    startsAt: momentSent,
    endsAt: momentSent,
    place: z.string().trim().min(1).max(100),
    trainer: z.string().trim().min(1).max(60),
    seatCount: z.int().min(1).max(seatsMost),
    passMark: z.int().min(1).max(marksMost).nullable(),
    note: z.string().trim().max(500).default(''),
  }),
  output: Training,
  errors: [notFound, notPermitted, trainingTimeWrong],
})

/** Calls a training off before it begins; everybody enrolled is told. */
export const cancelTraining = operation({
  name: 'cancelTraining',
  title: words.cancelTraining,
  method: 'POST',
  path: '/api/trainings/{id}/cancel',
  permission: 'booking.approve',
  input: z.object({ id: z.uuid(), note: z.string().trim().min(1).max(500) }),
  output: Training,
  errors: [notFound, notPermitted, trainingStateWrong],
})

/** Enrols oneself: on a seat, or where none is left, behind those who wait. */
export const enrolTraining = operation({
  name: 'enrolTraining',
  title: words.enrolTraining,
  method: 'POST',
  path: '/api/trainings/{id}/enrol',
  permission: 'booking.book',
  input: z.object({ id: z.uuid() }),
  output: Training,
  errors: [notFound, notPermitted, trainingStateWrong, enrolledAlready],
})

/** Gives one's place up before it begins; the first who waits has the seat. */
export const withdrawTraining = operation({
  name: 'withdrawTraining',
  title: words.withdrawTraining,
  method: 'POST',
  path: '/api/trainings/{id}/withdraw',
  permission: 'booking.book',
  input: z.object({ id: z.uuid() }),
  output: Training,
  errors: [notFound, notPermitted, trainingStateWrong],
})

/** Who is enrolled: by seat, then those who wait in their order. */
export const listTrainees = operation({
  name: 'listTrainees',
  title: words.listTrainees,
  method: 'GET',
  path: '/api/trainings/{id}/trainees',
  permission: 'booking.approve',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Trainee) }),
  errors: [notFound, notPermitted],
})

/** Records who came and how they did; whoever passes has the level from the day of the training. What was passed is not taken back here. */
export const recordTraining = operation({
  name: 'recordTraining',
  title: words.recordTraining,
  method: 'POST',
  path: '/api/trainings/{id}/record',
  permission: 'booking.approve',
  input: z.object({
    id: z.uuid(),
    results: z
      .array(z.object({ seatId: z.uuid(), attendance: z.enum(attendances).nullable(), mark: z.int().min(0).max(marksMost).nullable() }))
      .min(1)
      .max(seatsMost),
  }),
  output: z.object({ items: z.array(Trainee) }),
  errors: [notFound, notPermitted, trainingStateWrong, trainingNotBegun, trainingResultStands, trainingMarkWrong],
})
