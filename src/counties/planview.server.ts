// A plan as it is shown to somebody: one of its versions, what it lacks, what it changed, what was said of it, what the reader may do.
import { scopesOf } from '../identity/grant.rules.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { guideOn } from './guide.server.ts'
import { type chapters, type Plan, planActs } from './plan.contract.ts'
import { changesBetween, type PlanRights, planActProblems, problemsOf } from './plan.rules.ts'
import { listComments, listPlanActs, listTasks, listVersions, type PlanRow } from './plan.sql.ts'

export type AskingOfPlan = { db: Db; actor: Actor; now: Date }

const may = (actor: Actor, permission: string, divisionCode: string) =>
  scopesOf(actor, permission).divisionCodes.some((code) => isWithin(divisionCode, code))

export const isProvincial = (divisionCode: string) => divisionCode.endsWith('0000')

/** A county's bureau writes for its county, the province for itself. */
export function planRightsOf(actor: Actor, divisionCode: string): PlanRights {
  const approves = may(actor, 'counties.approve', divisionCode)
  return {
    writes: isProvincial(divisionCode) ? approves : may(actor, 'counties.file', divisionCode),
    passes: may(actor, 'counties.pass', divisionCode),
    approves,
  }
}

/** @throws not_found for none, and for that of a county the actor has no business with */
export function requirePlan(row: PlanRow | undefined, actor: Actor): PlanRow {
  if (!row || !may(actor, 'counties.report', row.divisionCode)) throw notFound({ what: 'county_plan' })
  return row
}

/** @throws not_found for those above the county too, who read and do not write */
export function requireWriter(row: PlanRow | undefined, actor: Actor): PlanRow {
  const own = requirePlan(row, actor)
  if (!planRightsOf(actor, own.divisionCode).writes) throw notFound({ what: 'county_plan' })
  return own
}

async function saidOf(db: Db, row: PlanRow, versionId: string): Promise<Pick<Plan, 'comments' | 'journal'>> {
  const [comments, acts] = [await listComments(db, versionId), await listPlanActs(db, row.id)]
  const ids = new Set([...comments, ...acts].flatMap((one) => one.personId ?? []))
  const people = await displayNames(db, [...ids])
  const nameOf = (personId: string | null) => (personId === null ? '' : (people.get(personId) ?? ''))
  return {
    comments: comments.map(({ personId, chapter, ...one }) => ({
      ...{ ...one, chapter: chapter as (typeof chapters)[number], by: nameOf(personId) },
    })),
    journal: acts.map(({ personId, ...act }) => ({ ...act, by: nameOf(personId) })),
  }
}

/** Everything a page shows of a version of a plan, the latest unless a number is given. @throws not_found */
export async function planShown({ db, actor, now }: AskingOfPlan, row: PlanRow, number?: number): Promise<Plan> {
  const versions = await listVersions(db, row.id)
  const version = number === undefined ? versions[0] : versions.find((one) => one.number === number)
  if (!version) throw notFound({ what: 'county_plan' })
  const guide = await guideOn(db, row.guideCode, dayOf(now))
  const tasks = await listTasks(db, version.id)
  const before = versions.find((one) => one.number === version.number - 1)
  const problems = problemsOf({ content: version.content, tasks }, guide)
  const rights = planRightsOf(actor, row.divisionCode)
  const isLatest = version === versions[0]
  const division = (await divisionsOn(db, dayOf(now))).find((one) => one.code === row.divisionCode)
  return {
    ...row,
    guideTitle: guide.title,
    nameZh: division?.nameZh ?? row.divisionCode,
    nameEn: division?.nameEn ?? row.divisionCode,
    groups: guide.groups.map(({ code, title, measures }) => ({ code, title, measures })),
    guideFirstOn: guide.firstOn,
    guideLastOn: guide.lastOn,
    versions: versions.map(({ number, state, documentNo, begunAt, approvedOn }) => ({ number, state, documentNo, begunAt, approvedOn })),
    number: version.number,
    state: version.state,
    documentNo: version.documentNo,
    approvedOn: version.approvedOn,
    content: version.content,
    tasks,
    problems,
    changes: before
      ? changesBetween({ content: before.content, tasks: await listTasks(db, before.id) }, { content: version.content, tasks })
      : null,
    ...(await saidOf(db, row, version.id)),
    acts: planActs.map((act) => ({
      act,
      reasons: isLatest ? planActProblems(act, version.state, rights, problems.length === 0) : (['wrong_state'] as const).slice(),
    })),
    mayWrite: isLatest && rights.writes && version.state === 'draft',
    mayAmend: isLatest && rights.writes && version.state === 'approved' && guide.state === 'in_force',
  }
}
