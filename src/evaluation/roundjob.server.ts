// A round is computed from what was known on its moment: its tables at once, the runs behind its intervals a few at a time.
import * as z from 'zod'
import type { Check } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { defineJob, workInSteps } from '../kernel/jobs.ts'
import { type Composite, computeComposite } from './composite.rules.ts'
import { columnsOf, forbiddenGaps } from './prepare.rules.ts'
import { yearReport } from './report.rules.ts'
import { type Robustness, rankDraws, rankIntervals } from './robust.rules.ts'
import { indexNotComputable, type Round } from './round.contract.ts'
import { reportDifferences } from './round.rules.ts'
import {
  findRound,
  findSystem,
  insertIntervals,
  insertReports,
  listIntervals,
  listReports,
  listRoundRows,
  setRunsMade,
} from './round.sql.ts'
import { roundWords as words } from './round.words.ts'
import type { Absence, IndexSubjects } from './subject.server.ts'
import type { IndicatorSystem } from './system.contract.ts'
import { yearsOf } from './table.rules.ts'

export const computeIndexRound = defineJob('compute_index_round', z.object({ roundId: z.uuid() }))
/** So often a reader sees how far the runs are. */
const stepsOfRuns = 20

type Pinned = Pick<Round, 'systemCode' | 'systemVersion' | 'subject' | 'fromYear' | 'year' | 'asOf'>

async function gathered(db: Db, subjects: IndexSubjects, { subject, fromYear, year, asOf }: Pinned, system: IndicatorSystem) {
  const source = subjects.get(subject)!
  const { rows, absent } = await source.gather(db, { fromYear, year, asOf })
  const columns = columnsOf(system, [...new Set(rows.flatMap((row) => [...row.values.keys()]))])
  return { years: yearsOf(rows, columns), absent }
}

/** Everything that keeps a round from being computed. @throws index_not_computable */
export async function requireComputable(db: Db, subjects: IndexSubjects, round: Pinned, system: IndicatorSystem): Promise<void> {
  const { years, absent } = await gathered(db, subjects, round, system)
  const empty = { unit: '', columns: [] }
  const nobody = years.some((one) => one.year === round.year) ? [] : [{ code: 'nobody' as const, year: round.year, ...empty }]
  const isForbidden = system.method.impute === 'refuse'
  const missing = (one: Absence) => ({ code: 'not_approved' as const, ...one, columns: [] })
  const gaps = Map.groupBy(forbiddenGaps(system, years), ({ unit, year }) => `${year} ${unit}`)
  const cells = [...gaps.values()].map((own) => ({
    ...{ code: 'cells_missing' as const, unit: own[0]!.unit, year: own[0]!.year ?? round.year },
    columns: own.map(({ column }) => column),
  }))
  const reasons = [...nobody, ...(isForbidden ? absent.map(missing) : []), ...cells]
  if (reasons.length > 0) throw indexNotComputable({ reasons })
}

/** The two files from which `xianchuang index` computes a round: its system as it was used, and its records as rows under their columns. */
export async function filesOf(
  db: Db,
  subjects: IndexSubjects,
  round: Pinned,
): Promise<{ system: IndicatorSystem; rows: (string | number)[][] }> {
  const { system } = (await findSystem(db, round.systemCode, round.systemVersion))!
  const { years } = await gathered(db, subjects, round, system)
  const columns = [...new Set(years.flatMap((one) => [...one.columns.keys()]))]
  const rows = years.flatMap((one) =>
    one.units.map((unit, at) => [
      ...[unit, one.year ?? '', one.peers[at] ?? ''],
      ...columns.map((code) => {
        const value = one.columns.get(code)?.[at]
        return value === undefined || Number.isNaN(value) ? '' : value
      }),
    ]),
  )
  const method = { ...system.method, baseYear: system.method.baseYear ?? round.fromYear }
  return { system: { ...system, method }, rows: [['unit', 'year', 'group', ...columns], ...rows] }
}

/** The whole computation of a round, the same whenever it is asked for. */
export async function composedRound(db: Db, subjects: IndexSubjects, round: Pinned): Promise<Composite> {
  const { system } = (await findSystem(db, round.systemCode, round.systemVersion))!
  const { years } = await gathered(db, subjects, round, system)
  return computeComposite({ ...system, method: { ...system.method, baseYear: system.method.baseYear ?? round.fromYear } }, years)
}

export function robustnessOf({ seed, runs, spreadPercent }: Pick<Round, 'seed' | 'runs' | 'spreadPercent'>): Robustness {
  return { seed, runs, weightSpread: spreadPercent / 100, normalisations: ['minMax', 'zScore', 'rank'] }
}

const lastYear = ({ years }: Composite, { year }: Pick<Round, 'year'>) => years.find((one) => one.prepared.year === year)!

export const roundWorker = (subjects: IndexSubjects) =>
  workInSteps(computeIndexRound, async ({ payload: { roundId }, step }) => {
    const begun = await step(async (db) => {
      const round = await findRound(db, roundId)
      if (!round || round.runsMade === round.runs || round.state === 'withdrawn') return undefined
      const composite = await composedRound(db, subjects, round)
      await insertReports(
        db,
        roundId,
        composite.years.map((year) => yearReport(composite, year)),
      )
      return { round, composite }
    })
    if (!begun) return
    const { round, composite } = begun
    const draws = rankDraws(composite, lastYear(composite, round), robustnessOf(round))
    const atOnce = Math.ceil(round.runs / stepsOfRuns)
    for (let made = 0; made < round.runs; ) {
      made = draws.draw(atOnce)
      const isDone = made === round.runs
      await step(async (db) => {
        if (isDone) await insertIntervals(db, roundId, draws.intervals())
        await setRunsMade(db, roundId, made)
      })
    }
  })

/** Whether what is kept of a round is what comes out when it is computed again. @returns where it is not */
async function differencesOf(db: Db, subjects: IndexSubjects, round: Round): Promise<string[]> {
  const composite = await composedRound(db, subjects, round)
  const kept = await listReports(db, round.id)
  const found = composite.years.flatMap((year, at) => {
    const own = kept[at]
    return own
      ? reportDifferences(own, yearReport(composite, year)).map((where) => `${round.id} ${own.year} ${where}`)
      : [`${round.id} ${at}`]
  })
  if (round.runsMade < round.runs) return found
  const again = rankIntervals(composite, lastYear(composite, round), robustnessOf(round))
  const isSame = JSON.stringify(await listIntervals(db, round.id)) === JSON.stringify(again)
  return isSame ? found : [...found, `${round.id} intervals`]
}

/** Every round that is computed is computed again: values agree to twelve digits, ranks and their intervals exactly. */
export const roundCheck = (subjects: IndexSubjects): Check => ({
  name: 'index_rounds_recompute',
  word: words.roundsRecompute,
  find: async (db) => {
    const rounds = (await listRoundRows(db)).filter(({ state }) => state !== 'computing')
    const wrong: string[] = []
    for (const round of rounds) wrong.push(...(await differencesOf(db, subjects, round)).slice(0, 1))
    return { checked: rounds.length, wrong: wrong.length, example: wrong[0] ?? null }
  },
})
