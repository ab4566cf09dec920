// The expert's side of a review: own seats alone, the pledge before the case, the sheet kept and handed in.
import { getOrganisation } from '../identity/identity.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Actor } from '../kernel/actor.ts'
import { attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { listSubjectNames } from './case.sql.ts'
import { insertTie } from './expert.sql.ts'
import { maskedAnswers } from './form.rules.ts'
import { fieldsShown } from './guide.server.ts'
import { append, project } from './journal.server.ts'
import { type Ground, type LoadedCase, loadCase, officeDivisionOf } from './known.server.ts'
import { listMaterialRows } from './material.sql.ts'
import { reviewsIn } from './notice.contract.ts'
import type { Answers, Fields } from './procedure.rules.ts'
import { seatClosed } from './review.contract.ts'
import { type Scores, sheetFaults } from './review.rules.ts'
import { type ExpertStage, expertStageOf, redraw, roundOf } from './review.server.ts'
import { findSeat, listSeatsOf, listSheets, type SeatRow, setHandedIn, setPledged, writeSheet } from './review.sql.ts'
import {
  declareConflict,
  getMyReview,
  handInScores,
  listMyReviews,
  type MyReview,
  pledgeMissing,
  type ReviewBrief,
  saveScores,
  sheetWrong,
  signPledge,
} from './seat.contract.ts'

/** The expert stage a seat was drawn for, wherever the case has come since. */
function stageOfSeat({ procedure, actions }: LoadedCase, seat: SeatRow): ExpertStage {
  const code = actions.find((action) => action.number === seat.roundNumber)?.toStage
  return procedure.stages.find((stage): stage is ExpertStage => stage.kind === 'expert' && stage.code === code)!
}

const isStanding = (loaded: LoadedCase, seat: SeatRow) => expertStageOf(loaded) !== undefined && roundOf(loaded) === seat.roundNumber

function briefOf(loaded: LoadedCase, seat: SeatRow, now: Date): ReviewBrief {
  const { id, drawnAt, dueOn, handedInAt } = seat
  const isOpen = isStanding(loaded, seat)
  const state = handedInAt ? 'handed_in' : !isOpen ? 'over' : seat.pledgedAt ? 'pledged' : 'drawn'
  const isLate = isOpen && handedInAt === null && dueOn < dayOf(now)
  return { id, caseNo: loaded.row.caseNo, procedure: loaded.procedure.title, state, drawnAt, dueOn, isLate, handedInAt }
}

/** The fields that do not tell whose case it is: nothing personal, in rows neither. */
function blindFields(fields: Fields, alsoWithout: readonly (string | undefined)[]): Fields {
  const kept = Object.entries(fields).filter(([key, field]) => !field.personal && !alsoWithout.includes(key))
  return Object.fromEntries(
    kept.map(([key, field]) => [key, field.type === 'rows' ? { ...field, fields: blindFields(field.fields, []) } : field]),
  )
}

const cut = (fields: Fields, answers: Answers): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([key, field]) => {
      const value = answers[key]
      if (field.type !== 'rows' || !Array.isArray(value)) return [key, value]
      return [key, (value as readonly Answers[]).map((row) => cut(field.fields, row))]
    }),
  )

/** What the expert reads of the case: where the review is blind no name, no organisation, nothing personal and no document. */
async function caseForExpert(db: Db, loaded: LoadedCase, stage: ExpertStage, now: Date): Promise<MyReview['case']> {
  const { procedure, answers, row } = loaded
  const { isBlind } = stage.sheet
  const fields = isBlind ? blindFields(procedure.form, [procedure.nameField, procedure.idField, procedure.divisionField]) : procedure.form
  const given = await listMaterialRows(db, row.id)
  const documents = isBlind ? [] : await attachmentsOf(db, [row.id])
  const materials = procedure.materials.map(({ code, title }) => {
    const of = given.filter((one) => one.code === code)
    const ids = of.flatMap((one) => one.attachmentId ?? [])
    const shown = documents.filter((one) => ids.includes(one.id)).map((one) => presentAttachment(one, now))
    return { code, title, given: of.length, documents: shown }
  })
  const organisation = isBlind || row.organisationId === null ? undefined : await getOrganisation(db, row.organisationId)
  return {
    subjectName: isBlind ? null : ((await listSubjectNames(db, [row.id])).get(row.id) ?? ''),
    organisationName: organisation?.nameZh ?? null,
    ...{ fields: fieldsShown(fields), answers: cut(fields, maskedAnswers(fields, answers)), materials },
  }
}

async function seatShown(db: Db, loaded: LoadedCase, seat: SeatRow, now: Date): Promise<MyReview> {
  const stage = stageOfSeat(loaded, seat)
  const sheet = (await listSheets(db, [seat.id])).get(seat.id)
  const brief = briefOf(loaded, seat, now)
  // What was reviewed can be read while the case is at its review, not for ever after.
  const mayRead = seat.pledgedAt !== null && isStanding(loaded, seat)
  return {
    ...brief,
    ...{ pledge: stage.sheet.pledge, pledgedAt: seat.pledgedAt, isBlind: stage.sheet.isBlind, criteria: [...stage.sheet.criteria] },
    case: mayRead ? await caseForExpert(db, loaded, stage, now) : null,
    ...{ scores: { ...sheet?.scores }, comments: { ...sheet?.comments }, savedAt: sheet?.savedAt ?? null },
  }
}

/** A seat of the actor's own that was not given up, with its case. @throws not_found */
async function ownSeat(ground: Ground, db: Db, actor: Actor, id: string, isTaken = false) {
  const found = await findSeat(db, id)
  if (found?.personId !== actor.personId || found.releasedAt !== null) throw notFound({ what: 'review' })
  const loaded = await loadCase(ground, db, found.caseId, isTaken)
  // Looked at again now that the case is taken: a seat may have been given up meanwhile.
  const seat = isTaken ? (await findSeat(db, id))! : found
  if (seat.releasedAt !== null) throw notFound({ what: 'review' })
  return { loaded, seat }
}

/** A seat that may still be worked at. @throws not_found, seat_closed */
async function takeOpenSeat(ground: Ground, db: Db, actor: Actor, id: string) {
  const { loaded, seat } = await ownSeat(ground, db, actor, id, true)
  if (seat.handedInAt !== null || !isStanding(loaded, seat)) throw seatClosed({})
  return { loaded, seat, stage: stageOfSeat(loaded, seat) }
}

type Sent = { id: string; scores: Scores; comments: Readonly<Record<string, string>> }

/** Keeps a sheet. @throws not_found, seat_closed, pledge_missing, sheet_wrong */
async function keep(ground: Ground, call: { db: Db; actor: Actor; now: Date }, { id, scores, comments }: Sent, isWhole: boolean) {
  const { db, actor, now } = call
  const { loaded, seat, stage } = await takeOpenSeat(ground, db, actor, id)
  if (seat.pledgedAt === null) throw pledgeMissing({})
  const faults = sheetFaults(stage.sheet, scores, isWhole)
  const known = ['overall', ...stage.sheet.criteria.map(({ code }) => code)]
  for (const key of Object.keys(comments)) if (!known.includes(key)) faults.push({ criterion: key, what: 'wrong' })
  if (faults.length > 0) throw sheetWrong({ count: faults.length, faults })
  await writeSheet(db, { seatId: seat.id, scores, comments, savedAt: isoOf(now) })
  return { loaded, seat, stage }
}

/** Tells the office, once the last sheet is in, that the review can be concluded. */
async function tellOffice(db: Db, loaded: LoadedCase, { office }: ExpertStage): Promise<void> {
  const division = officeDivisionOf(loaded, office)
  if (office.at === 'employer' || division === null || loaded.state.sheets < loaded.state.seats) return
  const matterCode = office.matterCode ?? loaded.procedure.matterCode
  const audience = { holdersOf: { permission: office.permission, divisionCodes: [division], matterCode } }
  const params = { caseNo: loaded.row.caseNo, procedure: loaded.procedure.title }
  await notify(db, audience, { kind: reviewsIn, params, link: `/work/cases/${loaded.row.id}` })
}

const ranks = { drawn: 0, pledged: 0, handed_in: 1, over: 2 } as const

export const seatHandlers = (ground: Ground) => [
  handle(listMyReviews, async ({ actor, db, now }) => {
    const items = []
    for (const seat of await listSeatsOf(db, actor.personId)) items.push(briefOf(await loadCase(ground, db, seat.caseId), seat, now))
    return { items: items.toSorted((a, b) => ranks[a.state] - ranks[b.state] || (a.dueOn < b.dueOn ? -1 : 1)) }
  }),

  handle(getMyReview, async ({ input, actor, db, now }) => {
    const { loaded, seat } = await ownSeat(ground, db, actor, input.id)
    return seatShown(db, loaded, seat, now)
  }),

  handle(signPledge, async ({ input, actor, db, now }) => {
    const { loaded, seat } = await takeOpenSeat(ground, db, actor, input.id)
    if (seat.pledgedAt === null) {
      await setPledged(db, seat.id, isoOf(now))
      await append(db, loaded, { verb: 'pledge', actorId: actor.personId, detail: { seatIds: [seat.id] } }, now)
      await project(db, loaded)
    }
    return seatShown(db, loaded, (await findSeat(db, seat.id))!, now)
  }),

  handle(saveScores, async ({ input, actor, db, now }) => {
    const { loaded, seat } = await keep(ground, { db, actor, now }, input, false)
    return seatShown(db, loaded, seat, now)
  }),

  handle(handInScores, async ({ input, actor, db, now }) => {
    const { loaded, seat, stage } = await keep(ground, { db, actor, now }, input, true)
    await setHandedIn(db, seat.id, isoOf(now))
    await append(db, loaded, { verb: 'hand_in', actorId: actor.personId, detail: { seatIds: [seat.id] } }, now)
    await project(db, loaded)
    await tellOffice(db, loaded, stage)
    return seatShown(db, loaded, (await findSeat(db, seat.id))!, now)
  }),

  handle(declareConflict, async ({ input, actor, db, now }) => {
    const { loaded, seat } = await takeOpenSeat(ground, db, actor, input.id)
    const otherId = loaded.row.subjectId ?? loaded.row.applicantId
    await insertTie(db, { expertId: seat.expertId, kind: 'declared', otherId, organisationId: null, by: actor.personId })
    await redraw(ground, { db, now, actor }, loaded, seat, { why: 'conflict', reason: input.reason })
    return {}
  }),
]
