// Plans of counties and of the province: drafted, handed in, passed by the city, approved by the province, amended by a new version.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin, patternsWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { comparisonHandlers } from './comparison.server.ts'
import { isDirectOn } from './direct.sql.ts'
import { type Guide, guideOver } from './guide.contract.ts'
import { groupAfter } from './guide.rules.ts'
import { guideHandlers, guideOn, guidesOn } from './guide.server.ts'
import { upsertGroups, upsertGuides } from './guide.sql.ts'
import { tellOfPlan } from './notice.server.ts'
import {
  actOnPlan,
  amendPlan,
  beginPlan,
  commentOnPlan,
  getPlan,
  keepPlan,
  listPlans,
  noSuchGroup,
  noSuchIndicator,
  type PlanContent,
  type PlanTask,
  planActNotNow,
  planDocumentMissing,
  planLocked,
  planNotApproved,
  planReasonMissing,
} from './plan.contract.ts'
import { emptyContent, type PlanState, planStateAfter } from './plan.rules.ts'
import {
  findPlan,
  findPlanUnder,
  insertComment,
  insertPlan,
  insertVersion,
  listPlanRows,
  listTaskKeys,
  listTasks,
  listVersions,
  movePlan,
  replaceTasks,
  takePlan,
  updateContent,
} from './plan.sql.ts'
import { planChecks } from './planverify.sql.ts'
import { isProvincial, planRightsOf, planShown, requirePlan, requireWriter } from './planview.server.ts'
import { profileHandlers } from './profile.server.ts'
import { listIndicatorRows } from './return.sql.ts'
import { taskHandlers, unfinishedTasks } from './task.server.ts'

/** What the county left undone under the guide before, under the groups that follow, each with where it comes from. */
async function carriedTasks(db: Db, guide: Guide, divisionCode: string, day: string): Promise<PlanTask[]> {
  const before = guide.follows === null ? undefined : await findPlanUnder(db, guide.follows, divisionCode)
  const left = before ? await unfinishedTasks(db, before.id, day) : []
  return left.map((task) => ({
    ...{ ...task, key: newId(), groupCode: groupAfter(guide.groups, task.groupCode), dueOn: null, carriedFrom: task.key },
  }))
}

export type WrittenPlan = {
  guideCode: string
  divisionCode: string
  content: PlanContent
  tasks: readonly PlanTask[]
  state: PlanState
  documentNo: string
  /** Of an approved one. */
  approvedOn: string | null
}

/** Writes a plan as it stands, with the acts that led there, without asking who may; for the example province. */
export async function writePlan(db: Db, plan: WrittenPlan): Promise<string> {
  const planId = await insertPlan(db, plan)
  const versionId = await insertVersion(db, { planId, number: 1, content: plan.content }, null)
  await replaceTasks(db, versionId, plan.tasks)
  const led = ['hand_in', 'pass', 'approve'] as const
  const upTo = { draft: 0, at_city: 1, at_province: 2, approved: 3 }[plan.state]
  for (const act of led.slice(0, upTo)) {
    const more = act === 'approve' ? { documentNo: plan.documentNo, approvedOn: plan.approvedOn } : { documentNo: '', approvedOn: null }
    await movePlan(db, { ...more, versionId, act, state: planStateAfter(act, isProvincial(plan.divisionCode)), reason: '', personId: null })
  }
  return planId
}

const planLists = [
  handle(listPlans, async ({ actor, db, now }) => {
    const today = dayOf(now)
    const scopes = scopesOf(actor, 'counties.report').divisionCodes
    const guides = new Map((await guidesOn(db, today)).map((guide) => [guide.code, guide]))
    const divisions = new Map((await divisionsOn(db, today)).map((division) => [division.code, division]))
    const rows = await listPlanRows(db, patternsWithin(scopes))
    const items = rows.map((row) => {
      const { nameZh = row.divisionCode, nameEn = row.divisionCode, parentCode = null } = divisions.get(row.divisionCode) ?? {}
      const { title: guideTitle, state: guideState } = guides.get(row.guideCode)!
      return { ...row, guideTitle, guideState, nameZh, nameEn, parentCode }
    })
    const own = [...divisions.values()].filter(
      (one) => (one.level === 'county' || one.level === 'province') && scopes.some((scope) => isWithin(one.code, scope)),
    )
    const has = new Set(rows.map((row) => `${row.guideCode} ${row.divisionCode}`))
    const missing = [...guides.values()]
      .filter((guide) => guide.kind === 'guide' && guide.state === 'in_force')
      .flatMap((guide) =>
        own
          .filter((one) => !has.has(`${guide.code} ${one.code}`))
          .map(({ code, nameZh, nameEn }) => ({ guideCode: guide.code, guideTitle: guide.title, divisionCode: code, nameZh, nameEn })),
      )
    return { items, missing, writes: own.filter((one) => planRightsOf(actor, one.code).writes).map((one) => one.code) }
  }),

  handle(getPlan, async ({ input, ...asking }) =>
    planShown(asking, requirePlan(await findPlan(asking.db, input.id), asking.actor), input.number),
  ),

  handle(beginPlan, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const today = dayOf(now)
    const division = (await divisionsOn(db, today)).find((one) => one.code === input.divisionCode)
    if (!division || division.level === 'prefecture' || !planRightsOf(actor, division.code).writes) throw notFound({ what: 'division' })
    const guide = await guideOn(db, input.guideCode, today)
    if (guide.kind !== 'guide' || guide.state !== 'in_force') throw guideOver({})
    const id = await insertPlan(db, input)
    const versionId = await insertVersion(db, { planId: id, number: 1, content: emptyContent }, actor.personId)
    await replaceTasks(db, versionId, await carriedTasks(db, guide, division.code, today))
    return planShown(asking, { id, ...input })
  }),
]

export const plansSlice: Slice = {
  checks: planChecks,
  seeds: [
    { file: 'county_guides.csv', write: upsertGuides },
    { file: 'county_guide_groups.csv', write: upsertGroups },
  ],
  handlers: [
    ...guideHandlers,
    ...planLists,
    ...taskHandlers,
    ...profileHandlers,
    ...comparisonHandlers,

    handle(keepPlan, async ({ input, ...asking }) => {
      const { db, actor, now } = asking
      const row = requireWriter(await takePlan(db, input.id), actor)
      const [version] = await listVersions(db, row.id)
      if (version?.state !== 'draft') throw planLocked({})
      const groups = new Set((await guideOn(db, row.guideCode, dayOf(now))).groups.map((group) => group.code))
      for (const { groupCode: code } of input.tasks) if (!groups.has(code)) throw noSuchGroup({ code })
      const known = new Set((await listIndicatorRows(db, 'county')).map((indicator) => indicator.code))
      for (const { code } of input.content.targets) if (!known.has(code)) throw noSuchIndicator({ code })
      const keys = await listTaskKeys(db, row.id)
      const used = new Set<string>()
      const tasks = input.tasks.map(({ key, ...task }) => {
        const isOwn = key !== null && keys.has(key) && !used.has(key)
        if (isOwn) used.add(key)
        return { ...task, key: isOwn ? key : newId(), carriedFrom: isOwn ? (keys.get(key) ?? null) : null }
      })
      await updateContent(db, version.id, input.content)
      await replaceTasks(db, version.id, tasks)
      return planShown(asking, row)
    }),

    handle(commentOnPlan, async ({ input, ...asking }) => {
      const { db, actor } = asking
      const row = requirePlan(await takePlan(db, input.id), actor)
      const [version] = await listVersions(db, row.id)
      const { approves, passes } = planRightsOf(actor, row.divisionCode)
      const office = approves ? 'province' : passes ? 'city' : 'county'
      await insertComment(db, { versionId: version!.id, chapter: input.chapter, office, body: input.body, personId: actor.personId })
      return planShown(asking, row)
    }),

    handle(actOnPlan, async ({ input, ...asking }) => {
      const { db, actor, now } = asking
      const { act, reason } = input
      const row = requirePlan(await takePlan(db, input.id), actor)
      const shown = await planShown(asking, row)
      const { reasons } = shown.acts.find((one) => one.act === act)!
      if (reasons.includes('not_yours')) throw notPermitted({ permission: `counties.${act}` })
      if (reasons.length > 0) throw planActNotNow({ reasons })
      if (act === 'send_back' && reason.length < 4) throw planReasonMissing({})
      if (act === 'approve' && input.documentNo.trim().length < 4) throw planDocumentMissing({})
      const [version] = await listVersions(db, row.id)
      const isPastCity = isProvincial(row.divisionCode) || (await isDirectOn(db, row.divisionCode, dayOf(now)))
      const state = planStateAfter(act, isPastCity)
      await movePlan(db, {
        ...{ versionId: version!.id, act, reason, personId: actor.personId, state },
        ...{ documentNo: act === 'approve' ? input.documentNo : '', approvedOn: act === 'approve' ? dayOf(now) : null },
      })
      await tellOfPlan(db, { state, divisionCode: row.divisionCode, link: `/work/plan/${row.id}`, now })
      return planShown(asking, row)
    }),

    handle(amendPlan, async ({ input, ...asking }) => {
      const { db, actor, now } = asking
      const row = requireWriter(await takePlan(db, input.id), actor)
      if ((await guideOn(db, row.guideCode, dayOf(now))).state !== 'in_force') throw guideOver({})
      const [latest] = await listVersions(db, row.id)
      if (latest?.state !== 'approved') throw planNotApproved({})
      const { content, number } = latest
      const versionId = await insertVersion(db, { planId: row.id, number: number + 1, content }, actor.personId)
      await replaceTasks(db, versionId, await listTasks(db, latest.id))
      return planShown(asking, row)
    }),
  ],
}
