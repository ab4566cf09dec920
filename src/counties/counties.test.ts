import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { getFigure, listFigureRows } from '../figures/figure.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { endDesignation, listDesignations, recordDesignation, withdrawDesignation } from './designation.contract.ts'

const tonghua = '220521'
const daan = '220882'
const hunchun = '222404'
/** 集安市, a county-level city of which the first scenario says nothing. */
const jian = '220582'
const record = { stage: 'named', firstOn: '2021-01-01', documentNo: '示例〔2021〕1号' } as const

async function officerOf(world: World): Promise<string> {
  return (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
}

async function listed(world: World, on: string): Promise<string[]> {
  return (await world.send(null, listDesignations, { on })).body.items.map((item) => `${item.divisionCode} ${item.level} ${item.stage}`)
}

async function counted(
  world: World,
  level: 'national' | 'provincial',
  on: string,
  known?: { asOf: string; by: string },
): Promise<string | null> {
  const asked = { name: `${level}_county_count`, on, ...(known ? { asOf: known.asOf } : {}) }
  return (await world.send(known?.by ?? null, getFigure, asked)).body.value.text
}

scenario('who is an innovative county on a day: a count that always equals its list, also as known before', async (world) => {
  const officer = await officerOf(world)
  const made = []
  for (const [divisionCode, level] of [
    [tonghua, 'national'],
    [daan, 'national'],
    [tonghua, 'provincial'],
    [daan, 'provincial'],
    [hunchun, 'provincial'],
  ] as const) {
    const answer = await world.send(officer, recordDesignation, { ...record, divisionCode, level })
    assert.equal(answer.status, 200, answer.text)
    made.push(answer.body)
  }
  const day = '2024-05-23'
  assert.deepEqual(await listed(world, day), [
    `${tonghua} national named`,
    `${daan} national named`,
    `${tonghua} provincial named`,
    `${daan} provincial named`,
    `${hunchun} provincial named`,
  ])
  assert.deepEqual([await counted(world, 'national', day), await counted(world, 'provincial', day)], ['2', '3'])
  assert.equal(await counted(world, 'national', '2020-12-31'), '0')
  const { body } = await world.send(officer, listFigureRows, { name: 'national_county_count', on: day })
  assert.deepEqual(
    body.items.map((row) => row.values.divisionCode),
    [tonghua, daan],
  )
  const [{ before }] = (await run<{ before: string }>(world.db, 'select now() as before')) as [{ before: string }]

  const ended = await world.send(officer, endDesignation, { id: made[1]!.id, lastOn: '2023-12-31', reason: '示例：验收未通过' })
  assert.equal(ended.status, 200, ended.text)
  assert.equal((await world.send(officer, withdrawDesignation, { id: made[4]!.id, reason: '示例：录入有误' })).status, 200)
  assert.deepEqual([await counted(world, 'national', day), await counted(world, 'national', '2023-12-31')], ['1', '2'])
  assert.equal(await counted(world, 'provincial', day), '2')
  const known = { asOf: before, by: officer }
  assert.deepEqual([await counted(world, 'national', day, known), await counted(world, 'provincial', day, known)], ['2', '3'])
  assert.equal((await listed(world, day)).length, 3)
})

scenario(
  'what is wrong is refused: districts nationally, cities, the same level twice, days in the wrong order, twice undone',
  async (world) => {
    const officer = await officerOf(world)
    const wrong = async (input: object) => {
      const { status, problem } = await world.send(officer, recordDesignation, {
        ...record,
        divisionCode: jian,
        level: 'national',
        ...input,
      })
      return [status, problem?.code]
    }
    assert.deepEqual(await wrong({ divisionCode: '220102' }), [422, 'not_nationally'])
    assert.deepEqual(await wrong({ divisionCode: '220100', level: 'provincial' }), [422, 'not_county'])
    assert.deepEqual(await wrong({ divisionCode: '229999' }), [422, 'not_county'])
    assert.deepEqual(await wrong({ divisionCode: '110105' }), [404, 'not_found'])
    assert.deepEqual(await wrong({ lastOn: '2020-12-31' }), [422, 'designation_days_wrong'])
    assert.deepEqual(await wrong({ documentNo: ' ' }), [400, 'invalid_input'])
    const first = (await world.send(officer, recordDesignation, { ...record, divisionCode: jian, level: 'national', lastOn: '2022-12-31' }))
      .body
    assert.deepEqual(await wrong({ firstOn: '2022-12-31' }), [409, 'designation_overlaps'])
    assert.equal((await wrong({ firstOn: '2023-01-01', stage: 'extended' }))[0], 200)
    const late = await world.send(officer, endDesignation, { id: first.id, lastOn: '2023-06-30', reason: '示例原因' })
    assert.deepEqual([late.status, late.problem?.code], [422, 'designation_days_wrong'])
    const city = await signedIn(world, 'provincial_officer', { divisionCode: '220100' })
    const elsewhere = await world.send(city.token, endDesignation, { id: first.id, lastOn: '2022-06-30', reason: '示例原因' })
    assert.equal(elsewhere.status, 404)
    const undo = () => world.send(officer, withdrawDesignation, { id: first.id, reason: '示例原因' })
    assert.deepEqual([(await undo()).status, (await undo()).status], [200, 404])
  },
)

scenario('residents are a figure that opens to the places of the census, zones among them', async (world) => {
  const asked = { name: 'resident_population', on: '2024-12-31' }
  const { body } = await world.send(null, getFigure, { ...asked, by: 'prefecture' })
  assert.equal(body.value.amount, 24_073_453)
  assert.equal(
    body.parts.reduce((sum, part) => sum + (part.value.amount ?? 0), 0),
    24_073_453,
  )
  const rows = (await world.send(null, listFigureRows, { ...asked, limit: 100 })).body.items
  assert.equal(
    rows.reduce((sum, row) => sum + Number(row.values.persons), 0),
    24_073_453,
  )
  assert.equal(rows.filter((row) => row.values.kind === 'zone').length, 9)
})
