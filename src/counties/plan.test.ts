import assert from 'node:assert/strict'
import { waitingFor } from '../../test/kit/duties.ts'
import { signedIn } from '../../test/kit/people.ts'
import { getFigure, listFigureRows } from '../figures/figure.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { closeGuide, listGuides, loadGuide, recordGuideTargets } from './guide.contract.ts'
import { actOnPlan, amendPlan, beginPlan, chapters, commentOnPlan, getPlan, keepPlan, listPlans, type Plan } from './plan.contract.ts'
import { emptyContent } from './plan.rules.ts'
import { listCountyTasks, reportOnTask, watchTasks } from './task.contract.ts'

const tonghua = '220521'
const groups = ['policy', 'resources', 'transfer', 'firms', 'carriers', 'people', 'institutions'] as const
const taskIn = (groupCode: string, dueOn: string | null = '2025-06-30') => ({
  ...{
    groupCode,
    title: `示例任务 ${groupCode}`,
    department: '示例县科技局',
    fundFen: 1_234_500,
    measure: '办成一件',
    dueOn,
    evidence: '验收文件',
  },
})
const whole = {
  ...emptyContent,
  chapters: { ...emptyContent.chapters, ...Object.fromEntries(chapters.map((chapter) => [chapter, `示例：${chapter}`])) },
  targets: [
    { code: 'high_tech_firms', year: 2023, isBase: true, value: '3' },
    { code: 'high_tech_firms', year: 2025, isBase: false, value: '8' },
  ],
  milestones: [{ on: '2024-12-31', title: '中期' }],
  bodies: [{ name: '示例领导小组', duty: '统筹' }],
  policies: [{ title: '示例县十条', documentNo: '示例〔2024〕1号', department: '示例县科技局' }],
}

/** A moment, and everybody newly signed in at it. */
async function peopleAt(world: World, day: string) {
  world.now = new Date(`${day}T02:00:00Z`)
  const token = async (role: string, divisionCode: string) => (await signedIn(world, role, { divisionCode })).token
  return {
    province: await token('provincial_officer', '220000'),
    city: await token('city_officer', '220500'),
    county: await token('county_officer', tonghua),
    neighbour: await token('county_officer', '220524'),
    otherCity: await token('city_officer', '220200'),
  }
}
type People = Awaited<ReturnType<typeof peopleAt>>

scenario(
  'a county plans: drafted, sent back, approved, amended, worked on, and carried over into the guide that follows',
  async (world) => {
    const plan = await approveFirst(world, await peopleAt(world, '2024-03-04'))
    await amend(world, await peopleAt(world, '2024-09-02'), plan.id)
    await workOn(world, await peopleAt(world, '2024-09-03'), plan.id)
    await growLate(world)
    await follow(world, await peopleAt(world, '2026-02-02'), plan)
  },
)

async function approveFirst(world: World, { province, city, county, neighbour, otherCity }: People): Promise<Plan> {
  const begin = (who: string, divisionCode = tonghua, guideCode = 'guide-2019') => world.send(who, beginPlan, { guideCode, divisionCode })
  const refusals = await Promise.all([begin(neighbour), begin(city), begin(county, tonghua, 'umbrella-2022'), begin(county, '220500')])
  assert.deepEqual(
    refusals.map((reply) => reply.problem?.code),
    ['not_found', 'not_found', 'guide_over', 'not_found'],
  )
  const lacking = (await world.send(county, listPlans, {})).body
  assert.deepEqual([lacking.items.length, lacking.missing.map((one) => one.divisionCode), lacking.writes], [0, [tonghua], [tonghua]])
  const begun = await begin(county)
  assert.equal(begun.status, 200, begun.text)
  assert.equal((await begin(county)).problem?.code, 'plan_exists')
  const { id } = begun.body
  assert.equal(begun.body.problems.length, 8 + 1 + 7 + 3)
  const keep = (who: string, content: object = whole, tasks: object[] = groups.map((group) => taskIn(group))) =>
    world.send(who, keepPlan, { id, content, tasks } as never)
  for (const who of [neighbour, otherCity]) assert.equal((await world.send(who, getPlan, { id })).status, 404)
  for (const who of [neighbour, city, province]) assert.equal((await keep(who)).status, 404)
  assert.equal((await keep(county, whole, [taskIn('nothing')])).problem?.code, 'no_such_group')
  const strange = { ...whole, targets: [{ ...whole.targets[0], code: 'nothing' }] }
  assert.equal((await keep(county, strange)).problem?.code, 'no_such_indicator')

  const partly = (await keep(county, { ...whole, milestones: [] }, [taskIn('policy', '2026-02-01'), taskIn('firms', null)])).body
  assert.deepEqual(
    partly.problems.map(({ problem, at }) => `${problem} ${at}`.trim()),
    [
      ...['resources', 'transfer', 'carriers', 'people', 'institutions'].map((group) => `group_empty ${group}`),
      ...['due_outside 示例任务 policy', 'due_missing 示例任务 firms', 'no_milestones'],
    ],
  )
  const act = (who: string, name: 'hand_in' | 'pass' | 'send_back' | 'approve', more: object = {}) =>
    world.send(who, actOnPlan, { id, act: name, ...more })
  const hasty = await act(county, 'hand_in')
  assert.deepEqual([hasty.problem?.code, hasty.problem?.params], ['plan_act_not_now', { reasons: ['incomplete'] }])
  const kept = (await keep(county)).body
  assert.deepEqual(kept.problems, [])
  assert.deepEqual([(await act(county, 'hand_in')).body.state, (await keep(county)).problem?.code], ['at_city', 'plan_locked'])
  const waiting = () => Promise.all([county, city, province, otherCity].map((who) => waitingFor(world, who, 'handle_plans')))
  assert.deepEqual(
    (await waiting()).map((one) => one?.[0]),
    [0, 1, 0, 0],
  )
  assert.equal((await act(county, 'pass')).status, 403)
  assert.equal((await act(otherCity, 'pass')).status, 404)
  assert.equal((await world.send(city, commentOnPlan, { id, chapter: 'goals', body: '示例：目标偏低' })).body.comments[0]?.office, 'city')
  assert.equal((await act(city, 'send_back')).problem?.code, 'plan_reason_missing')
  assert.equal((await act(city, 'send_back', { reason: '示例：请提高目标' })).body.state, 'draft')
  assert.deepEqual(
    (await waiting()).map((one) => one?.[0]),
    [1, 0, 0, 0],
  )
  assert.equal((await keep(county, whole, kept.tasks)).body.tasks[0]?.key, kept.tasks[0]?.key, 'a task keeps its key')
  for (const [who, name] of [
    [county, 'hand_in'],
    [city, 'pass'],
  ] as const)
    assert.equal((await act(who, name)).status, 200)
  assert.equal((await act(city, 'approve')).status, 403)
  const approved = (await act(province, 'approve', { documentNo: '示例〔2024〕8号' })).body
  assert.deepEqual([approved.state, approved.approvedOn, approved.documentNo], ['approved', '2024-03-04', '示例〔2024〕8号'])
  assert.equal(approved.journal.length, 5)
  return approved
}

/** An approved plan is changed by a new version, which shows what it changes and holds from its own approval. */
async function amend(world: World, { province, city, county, neighbour }: People, id: string): Promise<void> {
  for (const who of [neighbour, city]) assert.equal((await world.send(who, amendPlan, { id })).status, 404)
  const second = (await world.send(county, amendPlan, { id })).body
  assert.deepEqual([second.number, second.state, second.changes, second.mayWrite], [2, 'draft', [], true])
  assert.equal((await world.send(county, amendPlan, { id })).problem?.code, 'plan_not_approved')
  const tasks = second.tasks.map((task, at) => (at === 0 ? { ...task, dueOn: '2025-12-31' } : task))
  const content = { ...second.content, milestones: [{ on: '2025-01-31', title: '年度总结' }] }
  const changed = (await world.send(county, keepPlan, { id, content, tasks: [...tasks, { ...taskIn('firms'), title: '新任务' }] })).body
  assert.deepEqual(
    changed.changes?.map(({ kind, change, name }) => `${change} ${kind} ${name}`),
    ['changed task 示例任务 policy', 'added task 新任务', 'added milestone 年度总结', 'removed milestone 中期'],
  )
  assert.equal((await world.send(null, listCountyTasks, { divisionCode: tonghua })).body.tasks.length, 7, 'a draft holds nowhere')
  for (const [who, act] of [
    [county, 'hand_in'],
    [city, 'pass'],
  ] as const)
    assert.equal((await world.send(who, actOnPlan, { id, act })).status, 200)
  assert.equal((await world.send(province, actOnPlan, { id, act: 'approve', documentNo: ' ' })).problem?.code, 'plan_document_missing')
  assert.equal((await world.send(province, actOnPlan, { id, act: 'approve', documentNo: '示例〔2024〕9号' })).status, 200)
  assert.deepEqual((await world.send(province, getPlan, { id, number: 1 })).body.changes, null)
}

/** Reports make a task done; what nobody reports of becomes at risk and then late by itself. */
async function workOn(world: World, { city, county, neighbour }: People, planId: string): Promise<void> {
  const [first, other] = (await world.send(county, watchTasks, { show: 'all' })).body.items
  const report = (who: string, key: string, more: object) => world.send(who, reportOnTask, { planId, key, percent: 40, ...more })
  for (const who of [neighbour, city]) assert.equal((await report(who, first!.key, {})).status, 404)
  assert.equal((await report(county, planId, {})).problem?.code, 'task_not_in_force')
  assert.equal((await report(county, first!.key, { isDone: true })).problem?.code, 'evidence_missing')
  const done = (await report(county, first!.key, { isDone: true, documentNo: '示例验〔2024〕3号' })).body
  assert.deepEqual([done.status, done.percent], ['done', 100])
  assert.equal((await report(county, other!.key, { percent: 60, note: '过半' })).body.status, 'on_way')
}

/** Nobody does anything, and what is due comes to the top by itself. */
async function growLate(world: World): Promise<void> {
  const watched = (await world.send((await peopleAt(world, '2025-06-10')).city, watchTasks, {})).body
  assert.deepEqual(watched.counts, { all: 8, done: 1, late: 0, atRisk: 7 })
  assert.deepEqual(watched.items.find((task) => task.percent === 60)?.reasons, ['due_soon', 'behind', 'silent'])
  const { county, neighbour } = await peopleAt(world, '2025-07-01')
  const dutyOf = (who: string) => waitingFor(world, who, 'watch_tasks')
  assert.deepEqual(
    [await dutyOf(county), await dutyOf(neighbour)],
    [
      [7, 7],
      [0, 0],
    ],
  )
  await countTasksAsFigures(world, county)
  assert.deepEqual((await world.send(county, watchTasks, { show: 'all' })).body.counts, { all: 8, done: 1, late: 7, atRisk: 0 })
  const shown = (await world.send(null, listCountyTasks, { divisionCode: tonghua })).body
  assert.deepEqual(
    [shown.plan?.number, shown.groups.map(({ all, done, late }) => [all, done, late])],
    [
      2,
      [
        [1, 1, 0],
        ...['resources', 'transfer'].map(() => [1, 0, 1]),
        [2, 0, 2],
        ...['carriers', 'people', 'institutions'].map(() => [1, 0, 1]),
      ],
    ],
  )
}

/** What is done and late is a figure of everybody's, told apart by group and county, which opens to its tasks. */
async function countTasksAsFigures(world: World, county: string): Promise<void> {
  const ask = async (name: string, more: object = {}) => (await world.send(null, getFigure, { name, on: '2025-07-01', ...more })).body
  const texts = ['county_task_count', 'county_task_done_count', 'county_task_late_count'].map(async (name) => (await ask(name)).value.text)
  assert.deepEqual(await Promise.all(texts), ['8', '1', '7'])
  const { parts } = await ask('county_task_late_count', { by: 'taskGroup' })
  assert.deepEqual(
    parts.map(({ key, value }) => `${key} ${value.text}`).toSorted(),
    ['carriers 1', 'firms 2', 'institutions 1', 'people 1', 'resources 1', 'transfer 1'].map((part) => `guide-2019:${part}`),
  )
  assert.match(parts.find(({ key }) => key === 'guide-2019:firms')?.label.zh ?? '', /^抓/)
  assert.deepEqual(
    (await ask('county_task_late_count', { by: 'county' })).parts.map(({ key, value }) => [key, value.amount]),
    [[tonghua, 7]],
  )
  assert.equal((await ask('county_task_late_count', { divisionCode: '220500' })).value.amount, 7)
  const { items } = (await world.send(county, listFigureRows, { name: 'county_task_done_count', on: '2025-07-01' })).body
  assert.deepEqual(
    items.map(({ values, link }) => [values.task, values.documentNo, link]),
    [['示例任务 policy', '示例验〔2024〕3号', `/counties/${tonghua}/tasks`]],
  )
}

/** The guide ends, is closed with what became of it, and is followed by one into which unfinished tasks go on. */
async function follow(world: World, { province, city, county }: People, { id, tasks }: Plan): Promise<void> {
  const word = (zh: string) => ({ zh, en: zh })
  const next = {
    ...{ code: 'guide-2026', kind: 'guide', title: word('示例指引'), documentNo: '示例〔2026〕1号', source: '示例', follows: 'guide-2019' },
    ...{ firstOn: '2026-01-01', lastOn: '2030-12-31' },
    groups: [
      { code: 'policy', title: word('政策'), measures: word('示例') },
      { code: 'growth', title: word('企业和成果'), measures: word('示例'), followsCode: 'firms' },
    ],
  } as const
  const closing = {
    code: 'guide-2019',
    closedOn: '2026-01-20',
    evaluation: '示例：七组任务完成大半，未完成的转入下一期指引。',
    documentNo: '示例〔2026〕2号',
  }
  const load = (more: object = {}) => world.send(province, loadGuide, { ...next, ...more } as never)
  assert.equal((await world.send(county, amendPlan, { id })).problem?.code, 'guide_over')
  assert.equal((await load()).problem?.code, 'guide_follows_wrong', 'the one before is still open')
  const targets = [{ title: word('示例目标'), wanted: word('示例 2%'), source: '示例' }]
  const told = { code: 'guide-2019', documentNo: '示例〔2019〕1号', targets }
  assert.equal((await world.send(city, recordGuideTargets, told)).status, 403)
  assert.equal((await world.send(province, recordGuideTargets, { ...told, code: 'nothing' })).status, 404)
  for (const documentNo of ['示例〔2019〕1号', '示例〔2019〕2号']) {
    const { body } = await world.send(province, recordGuideTargets, { ...told, documentNo })
    assert.deepEqual([body.documentNo, body.targets], [documentNo, targets])
  }
  assert.equal((await world.send(city, closeGuide, closing)).status, 403)
  assert.equal((await world.send(province, closeGuide, { ...closing, closedOn: '2025-12-31' })).problem?.code, 'guide_days_wrong')
  const findings = [{ code: 'resources', finding: '示例：没有完成，转入下一期。' }]
  const wrong = await world.send(province, closeGuide, { ...closing, findings: [{ code: 'nothing', finding: '示例' }] })
  assert.equal(wrong.problem?.code, 'guide_group_unknown')
  const open = (await world.send(null, listGuides, {})).body.items.find(({ code }) => code === 'guide-2019')!.progress
  const sums = [open.length, ...(['taskCount', 'doneCount'] as const).map((key) => open.reduce((sum, one) => sum + one[key], 0))]
  assert.deepEqual(sums, [7, 8, 1])
  assert.equal((await world.send(province, closeGuide, { ...closing, findings })).body.state, 'closed')
  const closed = (await world.send(null, listGuides, {})).body.items.find(({ code }) => code === 'guide-2019')!.progress
  assert.deepEqual(
    closed.map((one) => [one.code, one.taskCount, one.doneCount, one.finding]),
    open.map((one) => [one.code, one.taskCount, one.doneCount, one.code === 'resources' ? findings[0]!.finding : '']),
  )
  assert.equal((await world.send(province, closeGuide, closing)).problem?.code, 'guide_closed')
  assert.equal((await world.send(province, recordGuideTargets, told)).problem?.code, 'guide_closed')
  for (const [more, code] of [
    [{ groups: [{ ...next.groups[1], followsCode: 'nothing' }] }, 'guide_follows_wrong'],
    [{ firstOn: '2025-12-01' }, 'guide_follows_wrong'],
    [{ lastOn: '2025-12-01' }, 'guide_days_wrong'],
  ] as const)
    assert.equal((await load(more)).problem?.code, code)
  assert.equal((await load()).body.state, 'in_force')
  assert.equal((await load({ code: 'guide-again' })).problem?.code, 'guide_exists')
  assert.equal((await world.send(null, listGuides, {})).body.items.length, 3)
  const begun = (await world.send(county, beginPlan, { guideCode: 'guide-2026', divisionCode: tonghua })).body
  assert.deepEqual([begun.tasks.length, begun.tasks.filter((task) => task.groupCode === 'growth').length], [7, 2])
  const carried = begun.tasks.find((task) => task.carriedTitle === '示例任务 resources')
  assert.equal(carried?.carriedFrom, tasks.find((task) => task.groupCode === 'resources')?.key)
  // The province's own plan has no city above it.
  const own = (await world.send(province, beginPlan, { guideCode: 'guide-2026', divisionCode: '220000' })).body
  const kept = { id: own.id, content: whole, tasks: next.groups.map(({ code }) => taskIn(code, '2029-06-30')) }
  assert.deepEqual((await world.send(province, keepPlan, kept)).body.problems, [])
  assert.equal((await world.send(province, actOnPlan, { id: own.id, act: 'hand_in' })).body.state, 'at_province')
  assert.equal((await world.send(county, getPlan, { id: own.id })).status, 404)
}
