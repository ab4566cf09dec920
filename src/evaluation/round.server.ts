// Rounds of an index: computed by a pinned version over what was known on a moment, published once their intervals are there.
import { enqueue } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { type Handler, handle, type Slice } from '../kernel/perform.ts'
import { findWatermark } from '../kernel/watermark.ts'
import {
  actOnIndexRound,
  createIndexRound,
  getIndexRound,
  getIndexUnit,
  indexActNotNow,
  indexNotReplaced,
  indexReasonMissing,
  listIndexRounds,
} from './round.contract.ts'
import { roundReasons } from './round.rules.ts'
import {
  findPublished,
  findRound,
  findSystem,
  insertRound,
  insertRoundAct,
  listReports,
  listRoundRows,
  setRoundState,
  takeRound,
} from './round.sql.ts'
import { computeIndexRound, requireComputable, roundCheck, roundWorker } from './roundjob.server.ts'
import { isPublic, mayRun, openRound, roundShown, seesUnit, unitShown } from './roundview.server.ts'
import { sheetHandlers } from './sheet.server.ts'
import type { IndexSubject, IndexSubjects } from './subject.server.ts'
import { systemHandlers, systemSeeds } from './system.server.ts'

const leastReason = 4

const readHandlers = (subjects: IndexSubjects): Handler[] => [
  handle(listIndexRounds, async ({ actor, db }) => {
    const items = []
    for (const round of await listRoundRows(db)) {
      const subject = subjects.get(round.subject)
      if (isPublic(round) || mayRun(subject, actor)) items.push(round)
      else if (actor && round.state === 'computed' && actor.permissions.has('evaluation.read')) {
        const units = (await listReports(db, round.id)).flatMap((report) => report.units)
        if (units.some(({ unit }) => seesUnit(subject, actor, round, unit))) items.push(round)
      }
    }
    return { items }
  }),

  handle(getIndexRound, async ({ input, actor, db }) => roundShown(db, subjects, actor, await openRound(db, subjects, actor, input.id))),

  handle(getIndexUnit, async ({ input, actor, db }) => {
    const opened = await openRound(db, subjects, actor, input.id)
    const { year, asOf, subject } = opened.round
    const aims = await subjects.get(subject)?.targets?.(db, { unit: input.unit, year, asOf })
    return unitShown(opened, input.unit, aims ?? new Map())
  }),
]

/** Indicator systems, rounds of them, and the job that computes. @param list whose records there are indices of */
export function evaluationSlice(list: readonly IndexSubject[]): Slice {
  const subjects: IndexSubjects = new Map(list.map((subject) => [subject.code, subject]))
  return {
    checks: [roundCheck(subjects)],
    seeds: systemSeeds,
    workers: [roundWorker(subjects)],
    handlers: [
      ...systemHandlers(subjects),
      ...readHandlers(subjects),
      ...sheetHandlers(subjects),

      handle(createIndexRound, async ({ input, actor, db }) => {
        const { systemCode, systemVersion, year, replaces, reason } = input
        const found = await findSystem(db, systemCode, systemVersion)
        if (!found || !mayRun(subjects.get(found.subject), actor)) throw notFound({ what: 'index_system' })
        if (replaces !== null) {
          if ((await findPublished(db, systemCode, year)) !== replaces) throw indexNotReplaced({})
          if (reason.length < leastReason) throw indexReasonMissing({})
        }
        const asOf = await findWatermark(db)
        const id = await insertRound(db, input, asOf, actor.personId)
        // Read back: the moment is what the database keeps of it.
        const round = (await findRound(db, id))!
        await requireComputable(db, subjects, round, found.system)
        await insertRoundAct(db, { roundId: id, act: 'compute', reason, personId: actor.personId })
        await enqueue(db, computeIndexRound, { roundId: id })
        return round
      }),

      handle(actOnIndexRound, async ({ input, actor, db }) => {
        const { id, act, reason } = input
        const round = await takeRound(db, id)
        if (!round || !mayRun(subjects.get(round.subject), actor)) throw notFound({ what: 'index_round' })
        const publishedId = await findPublished(db, round.systemCode, round.year)
        const reasons = roundReasons(act, { ...round, publishedId })
        if (reasons.length > 0) throw indexActNotNow({ reasons })
        if (act === 'withdraw' && reason.length < leastReason) throw indexReasonMissing({})
        const { personId } = actor
        if (act === 'publish' && publishedId !== null) {
          await setRoundState(db, publishedId, 'superseded')
          await insertRoundAct(db, { roundId: publishedId, act: 'supersede', reason, personId })
        }
        await setRoundState(db, id, act === 'publish' ? 'published' : 'withdrawn')
        await insertRoundAct(db, { roundId: id, act, reason, personId })
        // What it took the place of stands again: the public is not left without any.
        if (act === 'withdraw' && publishedId === id && round.replaces !== null) {
          await setRoundState(db, round.replaces, 'published')
          await insertRoundAct(db, { roundId: round.replaces, act: 'publish', reason, personId })
        }
        return (await findRound(db, id))!
      }),
    ],
  }
}
