// What power tells: a day as it is shown, thresholds as they are set, and uses as a job counts them.
import * as z from 'zod'
import { deskOf } from '../booking/use.server.ts'
import type { Db } from '../kernel/db.ts'
import { defineJob, type Worker, workInSteps } from '../kernel/jobs.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf, momentOf } from '../kernel/time.ts'
import { matchOf, type PowerRun, runsOf, secondsIn, stretchesOf } from './detector.rules.ts'
import { ruleOfMarks, ruleOfReadings } from './detectorrule.rules.ts'
import { meteredInstrument } from './meter.server.ts'
import {
  calibratePower,
  getPowerDay,
  type PowerRuleShown,
  powerNotApart,
  powerNotMetered,
  powerStateMissing,
  powerTooFew,
  setPowerRule,
} from './power.contract.ts'
import { clearDue, insertRule, instrumentOn, listRecorded, markDaysDue, powerMetersOn, ruleOn, takeDueDay, updateDay } from './power.sql.ts'
import { pointsOf } from './reading.rules.ts'
import { readingsOf } from './reading.server.ts'

const unfound = { too_few: powerTooFew, state_missing: powerStateMissing, not_apart: powerNotApart }
const calibrationDays = 14
/** Days older than this may have lost some of their readings, and stay as they were counted. */
const countedAgainDays = 28
const bookingsMost = 5_000

/** A day's moments in milliseconds since 1970, [from, to). */
function spanOf(day: string, now: Date) {
  return { from: momentOf(day).getTime(), to: Math.min(momentOf(addDays(day, 1)).getTime(), now.getTime()) }
}

type Record = { kind: 'use' | 'booking'; from: number; to: number }

/** What was booked and what was recorded on an instrument in a time. */
async function recordsOf(db: Db, { id, institutionId }: { id: string; institutionId: string }, span: { from: number; to: number }) {
  const [from, to] = [isoOf(span.from), isoOf(span.to)]
  const uses = await listRecorded(db, [id], { from, to })
  const { bookings } = await deskOf(db, { institutionId, instrumentIds: [id], from, to, limit: bookingsMost })
  const times = (kind: Record['kind']) => (one: { startsAt: string; endsAt: string }) => ({
    ...{ kind, from: Date.parse(one.startsAt), to: Date.parse(one.endsAt) },
  })
  return [...uses.map(times('use')), ...bookings.filter(({ state }) => state !== 'pending').map(times('booking'))]
}

const runShown = (records: readonly Record[]) => (run: PowerRun) => ({
  ...{ startsAt: isoOf(run.from), endsAt: isoOf(run.to), onSeconds: Math.round(run.onMs / 1000), certaintyPercent: run.certaintyPercent },
  match:
    matchOf(
      run,
      records.filter(({ kind }) => kind === 'use'),
    )?.kind ??
    matchOf(run, records)?.kind ??
    ('none' as const),
})

async function keepRule(
  db: Db,
  instrumentId: string,
  rule: PowerRuleShown,
  { by, now }: { by: string; now: Date },
): Promise<PowerRuleShown> {
  await insertRule(db, instrumentId, rule, by)
  await markDaysDue(db, instrumentId, { from: rule.validFrom, oldest: addDays(dayOf(now), -countedAgainDays) })
  return rule
}

export const powerHandlers = [
  handle(getPowerDay, async ({ input, actor, db, now }) => {
    const { instrument } = await meteredInstrument(db, actor, input.id)
    const day = input.day ?? dayOf(now)
    const span = spanOf(day, now)
    const [meterId] = await powerMetersOn(db, input.id, day)
    const rule = await ruleOn(db, input.id, day)
    const readings = meterId && span.to > span.from ? await readingsOf(db, meterId, span.from, span.to) : []
    const stretches = readings.length > 0 ? stretchesOf(readings, rule, span) : []
    const runs = runsOf(stretches)
    const records = runs.length > 0 ? await recordsOf(db, instrument, span) : []
    return {
      ...{ day, hasMeter: meterId !== undefined, rule },
      points: pointsOf(readings).map(({ at, ...values }) => ({ at: isoOf(at), ...values })),
      stretches: stretches.map(({ state, from, to, certaintyPercent }) => ({
        ...{ state, startsAt: isoOf(from), endsAt: isoOf(to), certaintyPercent },
      })),
      seconds: secondsIn(stretches),
      runs: runs.map(runShown(records)),
    }
  }),

  handle(setPowerRule, async ({ input, actor, db, now }) => {
    await meteredInstrument(db, actor, input.id)
    const { validFrom, standbyWatt, onWatt } = input
    const rule = { validFrom, standbyWatt, onWatt, basis: 'stated', certaintyPercent: null } as const
    return keepRule(db, input.id, rule, { by: actor.personId, now })
  }),

  handle(calibratePower, async ({ input, actor, db, now }) => {
    await meteredInstrument(db, actor, input.id)
    const [meterId] = await powerMetersOn(db, input.id, dayOf(now))
    if (!meterId) throw powerNotMetered({})
    const marks = input.marks?.map(({ state, startsAt, endsAt }) => ({ state, from: Date.parse(startsAt), to: Date.parse(endsAt) }))
    const to = now.getTime()
    const from = marks ? Math.min(...marks.map((mark) => mark.from)) : momentOf(addDays(dayOf(now), -calibrationDays)).getTime()
    const readings = await readingsOf(db, meterId, from, to)
    const found = marks ? ruleOfMarks(readings, marks) : ruleOfReadings(readings)
    if (typeof found === 'string') throw unfound[found]({})
    const rule = { ...found, validFrom: input.validFrom, basis: marks ? 'marked' : 'clustered' } as const
    return keepRule(db, input.id, rule, { by: actor.personId, now })
  }),
]

/** Counts one day that is due. @returns whether there was one */
async function countDay(db: Db, now: Date): Promise<boolean> {
  const due = await takeDueDay(db)
  if (!due) return false
  const { meterId, day } = due
  const instrumentId = await instrumentOn(db, meterId, day)
  const span = spanOf(day, now)
  const readings = await readingsOf(db, meterId, span.from, span.to)
  const rule = instrumentId ? await ruleOn(db, instrumentId, day) : null
  const stretches = stretchesOf(readings, rule, span)
  if (readings.length === 0) await clearDue(db, meterId, day)
  else await updateDay(db, { meterId, day, instrumentId, seconds: secondsIn(stretches), runs: runsOf(stretches) })
  return true
}

const countPower = defineJob('count_power', z.object({}))

export const powerWorkers: readonly Worker[] = [
  workInSteps(
    countPower,
    async ({ step }) => {
      while (await step(countDay));
    },
    { every: '5-59/10 * * * *' },
  ),
]
