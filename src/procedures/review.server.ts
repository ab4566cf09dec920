// The office's side of an expert review: the draw with its recusals, seats drawn again, and what the sheets come to.
import { actingFor, displayNames } from '../identity/name.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf } from '../kernel/time.ts'
import { addWorkingDays, isWithin } from '../places/places.rules.ts'
import { workingCalendar } from '../places/places.server.ts'
import { actNotOpen, caseMoved } from './case.contract.ts'
import type { ActProblem } from './case.rules.ts'
import { officerOf } from './delegation.server.ts'
import { listCandidates } from './expert.sql.ts'
import { append, project } from './journal.server.ts'
import { actingAs, type Ground, type LoadedCase, loadCase, maySee, officeDivisionOf, readsReview } from './known.server.ts'
import { reviewDrawn } from './notice.contract.ts'
import { numberOf, type Stage, stageOf } from './procedure.rules.ts'
import { drawExperts, getReview, type ReviewShown, replaceExpert, seatClosed, tooFewExperts } from './review.contract.ts'
import { draw, type ReviewResult, recusalsOf, resultOf, totalOf } from './review.rules.ts'
import { insertRecusals, insertSeats, listRecusals, listSeatsOfCase, listSheets, releaseSeat, type SeatRow } from './review.sql.ts'
import { problemShown } from './view.server.ts'

export type ExpertStage = Extract<Stage, { kind: 'expert' }>

/** The expert stage that a case is at. */
export function expertStageOf({ procedure, state }: LoadedCase): ExpertStage | undefined {
  const stage = stageOf(procedure, state.stage)
  return state.status === 'open' && stage?.kind === 'expert' ? stage : undefined
}

/** The journal's number by which a case came to the stage it is at: seats of an earlier coming count no more. */
export function roundOf({ actions }: LoadedCase): number {
  return actions.findLast((action) => action.toStage !== null)?.number ?? 0
}

const isLive = (seat: SeatRow) => seat.releasedAt === null

/** The division whose office has the review. */
function divisionOf(loaded: LoadedCase, { office }: ExpertStage): string | null {
  return officeDivisionOf(loaded, office)
}

/** The pools that a case's experts come from: the office's own division and those above it. */
function poolsOf(loaded: LoadedCase, stage: ExpertStage): string[] {
  const own = divisionOf(loaded, stage)
  return own === null ? [] : loaded.path.flatMap(({ code }) => (isWithin(own, code) ? [code] : []))
}

type Drawing = { ground: Ground; db: Db; loaded: LoadedCase; stage: ExpertStage; now: Date }

/** Who may be drawn, and who must stand aside: found out before anybody is. Whoever had a seat of this coming has none again. */
async function sifted({ ground, db, loaded, stage, now }: Drawing, field: string | null, used: ReadonlySet<string>) {
  const { row, actions } = loaded
  // Whoever is in the pools of two divisions may be drawn once.
  const byPerson = new Map((await listCandidates(db, poolsOf(loaded, stage), field)).map((one) => [one.personId, one]))
  const all = [...byPerson.values()].filter((one) => !used.has(one.personId))
  const on = dayOf(now)
  const { organisationId } = row
  const people = all.map((one) => one.personId)
  const concerned = {
    ...{ applicantId: row.applicantId, subjectId: row.subjectId, organisationId, on },
    relatedIds: organisationId === null ? [] : await ground.relatedOf(db, organisationId, on),
    handlerIds: actions.filter((one) => one.verb !== 'pledge' && one.verb !== 'hand_in').flatMap((one) => one.actorId ?? []),
    colleagueIds: organisationId === null ? [] : [...(await actingFor(db, people, organisationId))],
  }
  const judged = all.map((one) => ({ ...one, reasons: recusalsOf(one, concerned) }))
  return {
    free: judged.filter((one) => one.reasons.length === 0),
    recusals: judged.filter((one) => one.reasons.length > 0),
  }
}

/** Who had a seat since the case came to its stage. */
async function peopleOfRound(db: Db, loaded: LoadedCase): Promise<Set<string>> {
  const round = roundOf(loaded)
  return new Set((await listSeatsOfCase(db, loaded.row.id)).filter((one) => one.roundNumber === round).map((one) => one.personId))
}

type Wanted = { count: number; field: string | null; verb: 'draw' | 'replace'; actorId: string; text?: string; mayBeNone?: boolean }

/** Draws experts for a case and journals the seed. @throws too_few_experts, unless there may be none */
async function drawSeats(drawing: Drawing, { count, field, verb, actorId, text = '', mayBeNone }: Wanted): Promise<void> {
  const { db, loaded, stage, now } = drawing
  const roundNumber = roundOf(loaded)
  const { free, recusals } = await sifted(drawing, field, await peopleOfRound(db, loaded))
  if (free.length < count && !mayBeNone) throw tooFewExperts({ needed: count, found: free.length })
  const seed = newId()
  const drawn = draw(
    free.map((one) => one.expertId),
    seed,
    count,
  )
  const seats = drawn.map((expertId) => ({ id: newId(), expertId }))
  const drawNumber = loaded.state.actionCount + 1
  const detail = { seed, candidates: free.length, seatIds: seats.map(({ id }) => id) }
  await append(db, loaded, { verb, actorId, detail, text }, now)
  const today = dayOf(now)
  const calendar = await workingCalendar(db, today, addDays(today, 400))
  const { parameters } = loaded.version
  await insertSeats(db, {
    ...{ caseId: loaded.row.id, drawNumber, roundNumber, drawnAt: isoOf(now), seats },
    dueOn: addWorkingDays(today, numberOf(stage.sheet.reviewDays, parameters), calendar).day,
    feeFen: numberOf(stage.sheet.fee, parameters),
    officeDivision: divisionOf(loaded, stage)!,
  })
  await insertRecusals(db, loaded.row.id, drawNumber, recusals)
  for (const { id, expertId } of seats) {
    const personIds = free.filter((one) => one.expertId === expertId).map((one) => one.personId)
    await notify(db, { personIds }, { kind: reviewDrawn, params: { procedure: loaded.procedure.title }, link: `/reviews/${id}` })
  }
}

/** Gives a seat up and draws again for it. @param mayBeNone an expert may stand aside even where nobody is left to take the seat */
export async function redraw(
  ground: Ground,
  call: { db: Db; now: Date; actor: Actor },
  loaded: LoadedCase,
  seat: SeatRow,
  to: { why: 'conflict' | 'office'; reason: string },
): Promise<void> {
  const { db, now, actor } = call
  const stage = expertStageOf(loaded)
  if (!stage || !isLive(seat) || seat.handedInAt !== null || seat.roundNumber !== roundOf(loaded)) throw seatClosed({})
  await releaseSeat(db, seat.id, { at: isoOf(now), why: to.why, by: actor.personId })
  const wanted = { count: 1, field: null, verb: 'replace', actorId: actor.personId, text: to.reason } as const
  await drawSeats({ ground, db, loaded, stage, now }, { ...wanted, mayBeNone: to.why === 'conflict' })
  await project(db, loaded)
}

/** The live seats of the case's present coming to its expert stage, with what was handed in. */
async function reviewOf(db: Db, loaded: LoadedCase) {
  const all = await listSeatsOfCase(db, loaded.row.id)
  const round = expertStageOf(loaded) ? roundOf(loaded) : Math.max(0, ...all.map((one) => one.roundNumber))
  const seats = all.filter((one) => one.roundNumber === round)
  const sheets = await listSheets(
    db,
    seats.filter((one) => one.handedInAt !== null).map((one) => one.id),
  )
  return { seats, sheets }
}

/** What the sheets of a case come to; null while one is missing. */
export async function reviewResult(db: Db, loaded: LoadedCase, stage: ExpertStage): Promise<(ReviewResult & { passMark: number }) | null> {
  const { seats, sheets } = await reviewOf(db, loaded)
  const live = seats.filter(isLive)
  if (live.length === 0 || live.some((one) => one.handedInAt === null)) return null
  const passMark = numberOf(stage.sheet.passMark, loaded.version.parameters)
  const result = resultOf(
    stage.sheet,
    live.map((one) => totalOf(sheets.get(one.id)!.scores)),
    passMark,
  )
  return result && { ...result, passMark }
}

/** How many experts may be drawn now: all, those that are missing, one more where scores differ too much; none, with the reason. */
async function drawable(db: Db, loaded: LoadedCase, stage: ExpertStage): Promise<{ count: number; problem: ActProblem | null }> {
  const { state, version } = loaded
  if (state.seats === 0) return { count: numberOf(stage.sheet.seats, version.parameters), problem: null }
  const live = (await reviewOf(db, loaded)).seats.filter(isLive)
  if (live.length < state.seats) return { count: state.seats - live.length, problem: null }
  const result = await reviewResult(db, loaded, stage)
  if (!result) return { count: 0, problem: 'drawn_before' }
  return result.isAlarm ? { count: 1, problem: null } : { count: 0, problem: 'no_alarm' }
}

const seatState = (seat: SeatRow) => {
  if (seat.releasedFor !== null) return seat.releasedFor === 'conflict' ? ('conflict' as const) : ('replaced' as const)
  return seat.handedInAt ? ('handed_in' as const) : seat.pledgedAt ? ('pledged' as const) : ('drawn' as const)
}

/** Whom a draw made now could take: in all, and by the fields they know. */
async function poolShown(drawing: Drawing): Promise<ReviewShown['pool']> {
  const { db, loaded } = drawing
  const { free, recusals } = await sifted(drawing, null, await peopleOfRound(db, loaded))
  const names = await displayNames(
    db,
    recusals.map((one) => one.personId),
  )
  const counts = new Map<string, number>()
  for (const field of free.flatMap((one) => one.fields)) counts.set(field, (counts.get(field) ?? 0) + 1)
  return {
    free: free.length,
    fields: [...counts]
      .map(([field, count]) => ({ field, free: count }))
      .toSorted((a, b) => b.free - a.free || (a.field < b.field ? -1 : 1)),
    recusals: recusals.map(({ personId, reasons }) => ({ displayName: names.get(personId) ?? '', reasons })),
  }
}

async function reviewShown(ground: Ground, db: Db, loaded: LoadedCase, actor: Actor, at: Date): Promise<ReviewShown | null> {
  const now = expertStageOf(loaded)
  const stage = now ?? loaded.procedure.stages.findLast((one): one is ExpertStage => one.kind === 'expert')
  if (!stage) return null
  const { seats, sheets } = await reviewOf(db, loaded)
  if (!now && seats.length === 0) return null
  const counted = await reviewResult(db, loaded, stage)
  const recused = await listRecusals(db, loaded.row.id)
  const names = await displayNames(
    db,
    [...seats, ...recused].map((one) => one.personId),
  )
  const { sheet } = stage
  const isOffice = now !== undefined && actingAs(actor, loaded).length > 0
  const canDraw = isOffice ? (await drawable(db, loaded, stage)).count : 0
  const draws = loaded.actions.filter((one) => one.verb === 'draw' || one.verb === 'replace')
  return {
    ...{ criteria: [...sheet.criteria], spreadMost: sheet.spreadMost, isBlind: sheet.isBlind },
    seatsWanted: numberOf(sheet.seats, loaded.version.parameters),
    passMark: numberOf(sheet.passMark, loaded.version.parameters),
    pool: canDraw > 0 ? await poolShown({ ground, db, loaded, stage, now: at }) : null,
    draws: draws.map(({ number, detail }) => ({ number, seed: detail.seed ?? '', candidates: detail.candidates ?? 0 })),
    seats: seats.map((seat) => {
      const given = counted ? sheets.get(seat.id) : undefined
      return {
        ...{ id: seat.id, displayName: names.get(seat.personId) ?? '', title: seat.title, dueOn: seat.dueOn, handedInAt: seat.handedInAt },
        ...{ state: seatState(seat), scores: given ? { ...given.scores } : null, total: given ? totalOf(given.scores) : null },
        comments: given ? { ...given.comments } : null,
      }
    }),
    recusals: recused.map(({ personId, reasons }) => ({ displayName: names.get(personId) ?? '', reasons })),
    result: counted && { ...counted },
    canDraw,
    canReplace: isOffice,
  }
}

/** @throws not_found */
function requireReader(actor: Actor, loaded: LoadedCase): void {
  if (!readsReview(actor, loaded)) throw notFound({ what: 'case' })
}

/** A case at its expert stage, taken, for its office. @throws not_found, act_not_open */
async function takeAtReview(ground: Ground, db: Db, actor: Actor, id: string, verb: string) {
  const loaded = await loadCase(ground, db, id, true)
  if (!maySee(actor, loaded)) throw notFound({ what: 'case' })
  const stage = expertStageOf(loaded)
  if (!stage || actingAs(actor, loaded).length === 0) throw actNotOpen({ verb, problems: [problemShown('not_your_turn')] })
  return { loaded, stage }
}

export const reviewHandlers = (ground: Ground) => [
  handle(getReview, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await loadCase(ground, db, input.id)
    requireReader(actor, loaded)
    return { review: await reviewShown(ground, db, loaded, actor, now) }
  }),

  handle(drawExperts, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const { loaded, stage } = await takeAtReview(ground, db, actor, input.id, 'draw')
    if (loaded.state.actionCount !== input.number) throw caseMoved({ number: loaded.state.actionCount })
    const { count, problem } = await drawable(db, loaded, stage)
    if (problem) throw actNotOpen({ verb: 'draw', problems: [problemShown(problem)] })
    const isFilling = loaded.state.seats > 0 && (await reviewResult(db, loaded, stage)) === null
    const wanted = { count, field: input.field ?? null, verb: isFilling ? 'replace' : 'draw', actorId: actor.personId } as const
    await drawSeats({ ground, db, loaded, stage, now }, wanted)
    await project(db, loaded)
    return (await reviewShown(ground, db, loaded, actor, now))!
  }),

  handle(replaceExpert, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const { loaded } = await takeAtReview(ground, db, actor, input.id, 'replace')
    const seat = (await listSeatsOfCase(db, input.id)).find((one) => one.id === input.seatId)
    if (!seat) throw notFound({ what: 'seat' })
    await redraw(ground, { db, now, actor }, loaded, seat, { why: 'office', reason: input.reason })
    return (await reviewShown(ground, db, loaded, actor, now))!
  }),
]
