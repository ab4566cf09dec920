// Half-year reports: what is known is looked up while a county writes, and stays as it was once it is handed in.
import { scopesOf } from '../identity/grant.rules.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { addDays, dayOf, isoOf, momentOf } from '../kernel/time.ts'
import { patternsWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { isDirectOn } from './direct.sql.ts'
import { tellOfReport } from './notice.server.ts'
import { findPlan, listVersions } from './plan.sql.ts'
import { planRightsOf, requirePlan, requireWriter } from './planview.server.ts'
import { type FigureSources, figuresOfCounty } from './prefill.server.ts'
import {
  actOnProgressReport,
  beginProgressReport,
  getProgressReport,
  halfYearWrong,
  keepProgressReport,
  listProgressReports,
  type ProgressKnown,
  type ProgressReport,
  progressActs,
  reportLocked,
  reportNotNow,
  reportReasonMissing,
} from './progress.contract.ts'
import { actProblems, dueOf, firstDayOf, isSame, lastDayOf, type Period, periodsBetween, stateAfter } from './progress.rules.ts'
import {
  findReport,
  insertReport,
  listHeldPlans,
  listProgressActs,
  listReports,
  listTold,
  moveReport,
  type ReportRow,
  takeReport,
  updateReport,
} from './progress.sql.ts'
import { cellNumber } from './return.rules.ts'
import { listIndicatorRows } from './return.sql.ts'
import { countTasks } from './task.rules.ts'
import { tasksOn } from './task.server.ts'
import { waitingReports } from './waiting.server.ts'

type Asking = { db: Db; actor: Actor; now: Date }

/** The year's targets of the plan that held, each beside the latest that returns say. */
async function targetsOf(db: Db, { planId, divisionCode, year }: Pick<ReportRow, 'planId' | 'divisionCode' | 'year'>, on: string) {
  const held = (await listVersions(db, planId)).find(
    ({ state, approvedOn }) => state === 'approved' && approvedOn !== null && approvedOn <= on,
  )
  const wanted = held?.content.targets.filter((target) => target.year === year && !target.isBase) ?? []
  const indicators = new Map((await listIndicatorRows(db, 'county')).map((one) => [one.code, one]))
  const told = new Map(
    (await listTold(db, divisionCode, [...new Set(wanted.map(({ code }) => code))], isoOf(momentOf(addDays(on, 1))))).map((one) => [
      one.code,
      one,
    ]),
  )
  return wanted.flatMap(({ code, value: target }) => {
    const indicator = indicators.get(code)
    const said = told.get(code)
    if (!indicator) return []
    const value = said ? cellNumber(indicator, said) : null
    return [{ code, title: indicator.title, unit: indicator.unit, target, value, valueYear: value === null ? null : said!.year }]
  })
}

/** What is known of a report's county on the last day of its half-year. */
async function knownOn(sources: FigureSources, db: Db, row: ReportRow): Promise<ProgressKnown> {
  const on = lastDayOf(row)
  const tasks = (await tasksOn(db, { on, patterns: [row.divisionCode] })).filter((task) => task.planId === row.planId)
  const groups = [...Map.groupBy(tasks, (task) => task.groupCode)].map(([code, own]) => ({
    code,
    title: own[0]!.groupTitle,
    counts: countTasks(own),
    tasks: own.map(({ key, title, department, dueOn, percent, status, note }) => ({
      key,
      title,
      department,
      dueOn,
      percent,
      status,
      note,
    })),
  }))
  const figures = await figuresOfCounty(db, sources, row.divisionCode, { from: firstDayOf(row), on })
  return { on, groups, targets: await targetsOf(db, row, on), figures }
}

async function reportShown(sources: FigureSources, { db, actor, now }: Asking, row: ReportRow): Promise<ProgressReport> {
  const { id, planId, divisionCode, year, half, state, summary, notes, reportDays } = row
  const rights = planRightsOf(actor, divisionCode)
  const division = (await divisionsOn(db, dayOf(now))).find((one) => one.code === divisionCode)
  const acts = await listProgressActs(db, id)
  const names = await displayNames(db, [...new Set(acts.map(({ personId }) => personId))])
  return {
    ...{ id, planId, divisionCode, year, half, state, summary, notes, dueOn: dueOf(row, reportDays) },
    ...{ nameZh: division?.nameZh ?? divisionCode, nameEn: division?.nameEn ?? divisionCode },
    known: row.known ?? (await knownOn(sources, db, row)),
    mayWrite: rights.writes && state === 'draft',
    acts: progressActs.map((act) => ({ act, reasons: actProblems(act, state, rights, summary !== '') })),
    journal: acts.map(({ personId, ...one }) => ({ ...one, by: names.get(personId) ?? '' })),
  }
}

/** A report that the actor reads. @throws not_found */
function requireReport(actor: Actor, row: ReportRow | undefined): ReportRow {
  requirePlan(row && { id: row.planId, guideCode: '', divisionCode: row.divisionCode }, actor)
  return row!
}

const reading = (sources: FigureSources) => [
  handle(listProgressReports, async ({ input, actor, db, now }) => {
    const today = dayOf(now)
    const scopes = scopesOf(actor, 'counties.report').divisionCodes
    const plans = await listHeldPlans(db, today, patternsWithin(scopes))
    const first = plans.map(({ beganOn }) => beganOn).toSorted()[0] ?? today
    const periods = periodsBetween(first, today)
    const latest = periods[0] ?? { year: Number(today.slice(0, 4)), half: 1 as const }
    const period: Period = { year: input.year ?? latest.year, half: input.half ?? latest.half }
    const held = plans.filter(({ beganOn }) => periodsBetween(beganOn, today).some((one) => isSame(one, period)))
    const found = new Map(
      (
        await listReports(
          db,
          period,
          held.map(({ planId }) => planId),
        )
      ).map((one) => [one.planId, one]),
    )
    const divisions = new Map((await divisionsOn(db, today)).map((one) => [one.code, one]))
    const items = held.map(({ planId, divisionCode, reportDays }) => {
      const report = found.get(planId)
      const state = report?.state ?? ('missing' as const)
      const dueOn = dueOf(period, reportDays)
      const division = divisions.get(divisionCode)
      return {
        ...{ id: report?.id ?? null, planId, divisionCode, state, dueOn, movedAt: report?.movedAt ?? null },
        ...{ nameZh: division?.nameZh ?? divisionCode, nameEn: division?.nameEn ?? divisionCode },
        isLate: (state === 'missing' || state === 'draft') && dueOn < today,
        mayBegin: state === 'missing' && planRightsOf(actor, divisionCode).writes,
      }
    })
    return { period, periods, items, waiting: await waitingReports(db, actor, now) }
  }),

  handle(getProgressReport, async ({ input, ...asking }) =>
    reportShown(sources, asking, requireReport(asking.actor, await findReport(asking.db, input.id))),
  ),
]

const writing = (sources: FigureSources) => [
  handle(beginProgressReport, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const plan = requireWriter(await findPlan(db, input.planId), actor)
    const held = (await listHeldPlans(db, dayOf(now), [plan.divisionCode])).find(({ planId }) => planId === plan.id)
    if (!held || !periodsBetween(held.beganOn, dayOf(now)).some((one) => isSame(one, input))) throw halfYearWrong({})
    const id = await insertReport(db, plan.id, input)
    await moveReport(db, { id, act: 'begin', state: 'draft', reason: '', known: null, by: actor.personId, at: isoOf(now) })
    return reportShown(sources, asking, (await findReport(db, id))!)
  }),

  handle(keepProgressReport, async ({ input, ...asking }) => {
    const { db, actor } = asking
    const row = requireReport(actor, await takeReport(db, input.id))
    if (!planRightsOf(actor, row.divisionCode).writes) throw notFound({ what: 'progress_report' })
    if (row.state !== 'draft') throw reportLocked({})
    await updateReport(db, row.id, input)
    return reportShown(sources, asking, (await findReport(db, row.id))!)
  }),

  handle(actOnProgressReport, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const { act, reason } = input
    const row = requireReport(actor, await takeReport(db, input.id))
    const reasons = actProblems(act, row.state, planRightsOf(actor, row.divisionCode), row.summary !== '')
    if (reasons.includes('not_yours')) throw notPermitted({ permission: `counties.${act}` })
    if (reasons.length > 0) throw reportNotNow({ reasons })
    if (act === 'send_back' && reason.length < 4) throw reportReasonMissing({})
    const state = stateAfter(act, await isDirectOn(db, row.divisionCode, dayOf(now)))
    const known = state === 'draft' ? null : (row.known ?? (await knownOn(sources, db, row)))
    await moveReport(db, { id: row.id, act, state, reason, known, by: actor.personId, at: isoOf(now) })
    const { divisionCode, year, half } = row
    await tellOfReport(db, { state, divisionCode, year, half, link: `/work/reports/${row.id}`, now })
    return reportShown(sources, asking, (await findReport(db, row.id))!)
  }),
]

/** The stories of half-year reports, for the figures that the platform computes. */
export const progressHandlers = (sources: FigureSources) => [...reading(sources), ...writing(sources)]
