import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { approvedReturns } from '../../test/kit/returns.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { actOnPlan, amendPlan, beginPlan, chapters, keepPlan } from './plan.contract.ts'
import { emptyContent } from './plan.rules.ts'
import { getCounty } from './profile.contract.ts'

const tonghua = '220521'
const groups = ['policy', 'resources', 'transfer', 'firms', 'carriers', 'people', 'institutions'] as const
const task = (groupCode: string) => ({
  ...{ groupCode, title: `示例任务 ${groupCode}`, department: '示例县科技局', fundFen: 100, measure: '办成一件' },
  ...{ dueOn: '2025-06-30', evidence: '验收文件' },
})
const content = (goals: string) => ({
  ...emptyContent,
  chapters: Object.fromEntries(chapters.map((chapter) => [chapter, chapter === 'goals' ? goals : '示例'])),
  targets: [
    { code: 'high_tech_firms', year: 2023, isBase: true, value: '3' },
    { code: 'high_tech_firms', year: 2025, isBase: false, value: '8' },
    { code: 'shared_instrument_firms', year: 2023, isBase: true, value: '1' },
    { code: 'shared_instrument_firms', year: 2025, isBase: false, value: '9' },
  ],
  milestones: [{ on: '2024-12-31', title: '中期' }],
  bodies: [{ name: '示例领导小组', duty: '统筹' }],
  policies: [{ title: '示例县十条', documentNo: '示例〔2024〕1号', department: '示例县科技局' }],
})

const read = async (world: World) => (await world.send(null, getCounty, { divisionCode: tonghua })).body

scenario('everybody reads of a county what is approved of its plan, and no draft', async (world) => {
  world.now = new Date('2024-03-04T02:00:00Z')
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
  const county = (await signedIn(world, 'county_officer', { divisionCode: tonghua })).token
  for (const divisionCode of ['220500', '220000', '229999'])
    assert.equal((await world.send(null, getCounty, { divisionCode })).problem?.code, 'not_found')

  const { id } = (await world.send(county, beginPlan, { guideCode: 'guide-2019', divisionCode: tonghua })).body
  const keep = (goals: string) => world.send(county, keepPlan, { id, content: content(goals), tasks: groups.map(task) } as never)
  assert.equal((await keep('第一版的目标')).status, 200)
  const empty = await read(world)
  assert.deepEqual([empty.nameZh, empty.city?.code, empty.plan, empty.years], ['通化县', '220500', null, []])
  assert.equal(empty.peers.length, 6)
  for (const [who, act, more] of [
    [county, 'hand_in', {}],
    [city, 'pass', {}],
    [province, 'approve', { documentNo: '示例〔2024〕8号' }],
  ] as const)
    assert.equal((await world.send(who, actOnPlan, { id, act, ...more })).status, 200)
  assert.equal((await world.send(county, amendPlan, { id })).status, 200)
  assert.equal((await keep('第二版的草稿')).status, 200)

  const { plan } = await read(world)
  assert.deepEqual([plan?.goals, plan?.number, plan?.documentNo], ['第一版的目标', 1, '示例〔2024〕8号'])
  assert.deepEqual(plan?.versions, [{ number: 1, documentNo: '示例〔2024〕8号', approvedOn: '2024-03-04' }])
  assert.deepEqual([...new Set(plan?.targets.map(({ code }) => code))], ['high_tech_firms'], 'what tells of customers is left out')
})

scenario('six years of approved numbers stand beside the middle of the city; what tells of customers does not', async (world) => {
  world.now = new Date('2026-05-06T01:00:00Z')
  const officer = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const told = (firms: number) => ({ high_tech_firms: firms, fiscal_science_share: [2, 100], shared_instrument_firms: 1 }) as const
  for (let year = 2018; year <= 2024; year += 1)
    await approvedReturns(world, year, officer.personId, {
      [tonghua]: told(year - 2010),
      '220523': told(2),
      '220524': told(5),
      '220882': told(90),
    })
  const { years, indicators } = await read(world)
  assert.deepEqual(years, [2019, 2020, 2021, 2022, 2023, 2024])
  assert.deepEqual(
    indicators.map(({ code }) => code),
    ['fiscal_science_share', 'high_tech_firms'],
    'a cell of one or two customers is told by no return either',
  )
  const [share, firms] = indicators
  const last = share?.values.at(-1)
  assert.deepEqual([last?.value, last?.numerator, last?.denominator, last?.provider], ['2.00', '2', '100', '示例'])
  assert.deepEqual(
    firms?.values.map(({ value }) => value),
    ['9', '10', '11', '12', '13', '14'],
  )
  assert.deepEqual(firms?.middles.at(-1), { year: 2024, value: '3.5', count: 2 })
  assert.deepEqual(firms?.peers.map(({ code }) => code).toSorted(), ['220523', '220524'])

  await run(
    world.db,
    `update county_return r set state = 'filling' from return_round o where o.id = r.round_id and o.year = 2024 and r.division_code = $1`,
    [tonghua],
  )
  const reopened = (await read(world)).indicators.find(({ code }) => code === 'high_tech_firms')
  assert.equal(reopened?.values.at(-1)?.year, 2023, 'what is open again is not shown')
})
