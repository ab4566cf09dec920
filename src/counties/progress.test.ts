import assert from 'node:assert/strict'
import { waitingFor } from '../../test/kit/duties.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { approvedReturns } from '../../test/kit/returns.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { recordStatus } from '../registry/status.contract.ts'
import { getPlan } from './plan.contract.ts'
import { emptyContent } from './plan.rules.ts'
import { writePlan } from './plan.server.ts'
import {
  actOnProgressReport,
  beginProgressReport,
  getProgressReport,
  keepProgressReport,
  listProgressReports,
  type ProgressReport,
} from './progress.contract.ts'
import { reportOnTask } from './task.contract.ts'

const tonghua = '220521'
const content = {
  ...emptyContent,
  targets: [
    { code: 'high_tech_firms', year: 2023, isBase: true, value: '3' },
    { code: 'high_tech_firms', year: 2024, isBase: false, value: '8' },
  ],
}
const task = (groupCode: string, dueOn: string) => ({
  ...{
    key: newId(),
    groupCode,
    title: `示例任务 ${groupCode}`,
    department: '示例科技局',
    fundFen: 100,
    measure: '办成',
    dueOn,
    evidence: '文件',
  },
  carriedFrom: null,
})

async function begin(world: World, day = '2024-07-10') {
  world.now = new Date(`${day}T02:00:00Z`)
  const token = async (role: string, divisionCode: string) => (await signedIn(world, role, { divisionCode })).token
  return {
    province: await token('provincial_officer', '220000'),
    city: await token('city_officer', '220500'),
    county: await token('county_officer', tonghua),
    neighbour: await token('county_officer', '220524'),
  }
}
type People = Awaited<ReturnType<typeof begin>>
const once = () => ({ idempotencyKey: newId() })
const list = async (world: World, token: string, more: object = {}) => (await world.send(token, listProgressReports, more)).body

scenario('half a year is reported on: filled in by what is known, handed in as it was, sent back, passed and accepted', async (world) => {
  const people = await begin(world, '2024-02-20')
  const approved = { state: 'approved', documentNo: '示例〔2024〕1号', approvedOn: '2024-02-01' } as const
  const tasks = [task('policy', '2024-05-31'), task('firms', '2025-06-30')]
  const planId = await write(world, (tx) => writePlan(tx, { ...approved, guideCode: 'guide-2019', divisionCode: tonghua, content, tasks }))
  assert.deepEqual((await list(world, people.county)).periods, [], 'nothing is over yet')
  const early = await world.send(people.county, beginProgressReport, { planId, year: 2024, half: 1 }, once())
  assert.equal(early.problem.code, 'half_year_wrong')
  const firm = await makeOrganisation(world, 'firm', { divisionCode: tonghua })
  const status = { kind: 'high_tech', certificateNo: 'GR202422000001', firstOn: '2024-01-01', lastOn: '2026-12-31' } as const
  assert.equal((await world.send(people.county, recordStatus, { id: firm.id, ...status })).status, 200)
  const plan = (await world.send(people.county, getPlan, { id: planId })).body
  world.now = new Date('2024-06-20T02:00:00Z')
  const later = await begin(world, '2024-06-20')
  const said = {
    planId,
    key: plan.tasks[1]!.key,
    percent: 40,
    isDone: false,
    documentNo: '',
    note: '示例：已完成四成',
  }
  const told = await world.send(later.county, reportOnTask, said as never, once())
  assert.equal(told.status, 200, told.text)
  await reviewed(world, await begin(world), planId)
})

/** Three returns: one approved in the half-year, one approved after it, one that nobody has approved. */
async function reported(world: World): Promise<void> {
  const [{ id: personId }] = (await run<{ id: string }>(world.db, 'select id from person limit 1', [])) as [{ id: string }]
  for (const [year, firms, approvedOn] of [
    [2021, 6, '2024-05-01'],
    [2022, 7, '2024-07-01'],
    [2023, 9, '2024-05-02'],
  ] as const) {
    const ids = await approvedReturns(world, year, personId, { [tonghua]: { high_tech_firms: firms } })
    await run(world.db, 'update return_act set acted_at = $1 where return_id = $2', [approvedOn, ids.get(tonghua)])
  }
  await run(
    world.db,
    `update county_return r set state = 'filling' from return_round o where o.id = r.round_id and o.year = 2023 and r.division_code = $1`,
    [tonghua],
  )
}

async function reviewed(world: World, { province, city, county, neighbour }: People, planId: string): Promise<void> {
  const waiting = async () => {
    const all = [county, city, province, neighbour].map((who) => waitingFor(world, who, 'handle_reports'))
    return (await Promise.all(all)).map((one) => one?.[0])
  }
  assert.deepEqual(await waiting(), [1, 0, 0, 0], 'nobody began it')
  const before = await list(world, province)
  assert.deepEqual([before.period, before.periods], [{ year: 2024, half: 1 }, [{ year: 2024, half: 1 }]])
  const row = before.items.find((one) => one.divisionCode === tonghua)
  assert.deepEqual([row?.state, row?.isLate, row?.dueOn, row?.mayBegin], ['missing', false, '2024-07-30', false])
  assert.deepEqual((await list(world, neighbour)).items, [])
  for (const who of [neighbour])
    assert.equal((await world.send(who, beginProgressReport, { planId, year: 2024, half: 1 }, once())).status, 404)
  await reported(world)
  const draft = (await world.send(county, beginProgressReport, { planId, year: 2024, half: 1 }, once())).body
  assert.equal((await world.send(county, beginProgressReport, { planId, year: 2024, half: 1 }, once())).problem.code, 'report_there')
  const { id, known } = draft
  assert.deepEqual(
    known.groups.map(({ code, counts, tasks }) => [code, counts.late, tasks[0]!.percent, tasks[0]!.status]),
    [
      ['policy', 1, 0, 'late'],
      ['firms', 0, 40, 'on_way'],
    ],
  )
  assert.deepEqual(
    known.targets.map(({ code, target, value }) => [code, target, value]),
    [['high_tech_firms', '8', '6']],
    'what was approved by then; no draft, and nothing that was approved later',
  )
  assert.equal(known.figures.find(({ name }) => name === 'high_tech_firm_count')?.amount, '1')
  const act = (who: string, name: ProgressReport['acts'][number]['act'], reason = '') =>
    world.send(who, actOnProgressReport, { id, act: name, reason })
  const hasty = await act(county, 'hand_in')
  assert.deepEqual([hasty.problem.code, hasty.problem.params], ['report_not_now', { reasons: ['summary_missing'] }])
  const keep = (who: string) =>
    world.send(who, keepProgressReport, { id, summary: '示例：总体顺利。', notes: { firms: '示例：新增一家。' } })
  for (const who of [neighbour]) assert.equal((await keep(who)).status, 404)
  assert.equal((await keep(city)).status, 403)
  assert.equal((await keep(county)).body.notes['firms'], '示例：新增一家。')
  assert.equal((await act(city, 'pass')).problem.code, 'report_not_now')
  assert.equal((await act(city, 'hand_in')).status, 403)
  assert.equal((await act(county, 'hand_in')).body.state, 'at_city')
  assert.deepEqual(await waiting(), [0, 1, 0, 0])
  assert.equal((await keep(county)).problem.code, 'report_locked')
  assert.equal((await act(city, 'send_back', '短')).problem.code, 'report_reason_missing')
  assert.equal((await act(city, 'send_back', '示例：请写明困难')).body.mayWrite, false)
  assert.equal((await act(county, 'hand_in')).body.state, 'at_city')
  assert.equal((await act(city, 'pass')).body.state, 'at_province')
  assert.deepEqual(await waiting(), [0, 0, 1, 0])
  // What happens after the handing in changes nothing of it.
  const status = { kind: 'high_tech', certificateNo: 'GR202422000002', firstOn: '2024-01-01', lastOn: '2026-12-31' } as const
  const another = await makeOrganisation(world, 'firm', { divisionCode: tonghua })
  assert.equal((await world.send(county, recordStatus, { id: another.id, ...status })).status, 200)
  const accepted = (await act(province, 'accept')).body
  assert.deepEqual([accepted.state, accepted.known.figures.find(({ name }) => name === 'high_tech_firm_count')?.amount], ['accepted', '1'])
  assert.deepEqual(
    accepted.journal.map((one) => one.act),
    ['begin', 'hand_in', 'send_back', 'hand_in', 'pass', 'accept'],
  )
  assert.equal((await act(province, 'send_back', '示例：再看一次')).problem.code, 'report_not_now')
  assert.equal((await world.send(neighbour, getProgressReport, { id })).status, 404)
}

scenario('a report that is not handed in by its day is late, and the list says who is missing', async (world) => {
  const { county, province } = await begin(world, '2025-02-10')
  const [second] = (await list(world, province)).periods
  assert.deepEqual(second, { year: 2024, half: 2 })
  const row = (await list(world, county)).items.find((one) => one.divisionCode === tonghua)
  assert.deepEqual([row?.state, row?.isLate, row?.mayBegin], ['missing', true, true])
  assert.deepEqual(await waitingFor(world, county, 'handle_reports'), [1, 1])
  assert.deepEqual((await list(world, county, { year: 2024, half: 1 })).waiting, [{ year: 2024, half: 2, count: 1 }])
  const first = (await list(world, province, { year: 2024, half: 1 })).items.find((one) => one.divisionCode === tonghua)
  assert.deepEqual([first?.state, first?.isLate], ['accepted', false])
})
