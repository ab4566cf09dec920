import assert from 'node:assert/strict'
import { waitingFor } from '../../test/kit/duties.ts'
import { signedIn } from '../../test/kit/people.ts'
import { getFigure } from '../figures/figure.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { endDirectReporting, listDirectReporting, recordDirectReporting } from './direct.contract.ts'
import { actOnReturn, getReturn, keepReturnCells, listIndicators, listReturns, openReturnRound } from './return.contract.ts'

const round = { year: 2025, opensOn: '2026-03-01', dueOn: '2026-04-30' } as const
const source = { sourceDocument: '示例决算', provider: '示例财政局' } as const

/** Everything a return asks for, filled in. */
async function filled(world: World, token: string, id: string) {
  const { cells } = (await world.send(token, getReturn, { id })).body
  const given = cells
    .filter(({ cell, isRequired }) => cell === null && isRequired)
    .map(({ indicator: { code, kind } }) => ({
      ...{ code, ...source },
      ...(kind === 'ratio' ? { numerator: '10', denominator: '800' } : kind === 'text' ? { words: '示例做法' } : { amount: '12' }),
    }))
  return world.send(token, keepReturnCells, { id, cells: given })
}

scenario('a city and the province fill in forms of their own, and nobody approves what they handed in', async (world) => {
  world.now = new Date('2026-05-06T01:00:00Z')
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const colleague = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
  const other = (await signedIn(world, 'city_officer', { divisionCode: '220100' })).token
  const county = (await signedIn(world, 'county_officer', { divisionCode: '220521' })).token
  assert.equal((await world.send(province, openReturnRound, round)).body.returnCount, 60 + 9 + 1)
  for (const [level, count] of [
    ['county', 18],
    ['city', 4],
    ['province', 3],
  ] as const)
    assert.equal((await world.send(null, listIndicators, { level })).body.items.length, count)

  const own = async (token: string, level: string) =>
    (await world.send(token, listReturns, {})).body.items.filter((item) => item.level === level)
  const [cityReturn] = await own(city, 'city')
  assert.deepEqual([cityReturn?.divisionCode, cityReturn?.requiredCount, (await own(city, 'province')).length], ['220500', 4, 0])
  assert.equal((await own(county, 'city')).length, 0, 'a county does not see its city’s')
  assert.deepEqual(await waitingFor(world, city, 'handle_returns'), [1, 1], 'its own')
  const { id } = cityReturn!
  assert.equal((await world.send(other, getReturn, { id })).status, 404)
  const foreign = { id, cells: [{ code: 'rd_expenditure', amount: '1' }] }
  assert.equal((await world.send(province, keepReturnCells, foreign)).status, 403, 'the province reads it and does not fill it in')
  assert.equal((await world.send(city, keepReturnCells, foreign)).problem?.code, 'no_such_cell', 'a county’s indicator')
  assert.equal((await filled(world, city, id)).body.openCount, 0)
  assert.equal((await world.send(city, actOnReturn, { id, act: 'hand_in' })).body.state, 'at_province')
  assert.equal((await world.send(province, actOnReturn, { id, act: 'approve' })).body.state, 'approved')

  const [whole] = await own(province, 'province')
  const provinces = { id: whole!.id }
  await filled(world, province, whole!.id)
  assert.equal((await world.send(province, actOnReturn, { ...provinces, act: 'hand_in' })).body.state, 'at_province')
  const hasty = await world.send(province, actOnReturn, { ...provinces, act: 'approve' })
  assert.deepEqual([hasty.problem?.code, hasty.problem?.params], ['act_not_now', { reasons: ['by_yourself'] }])
  assert.equal((await world.send(colleague, actOnReturn, { ...provinces, act: 'approve' })).body.state, 'approved')
  const asked = await world.send(province, getFigure, { name: 'return_cells_asked', year: 2025 })
  assert.equal(asked.body.value.amount, 60 * 18, 'shares are of counties’ forms alone')
})

scenario('a county that reports directly goes past its city while it does', async (world) => {
  world.now = new Date('2026-05-06T01:00:00Z')
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
  const county = (await signedIn(world, 'county_officer', { divisionCode: '220581' })).token
  await world.send(province, openReturnRound, round)
  const record = (input: object) =>
    world.send(province, recordDirectReporting, {
      ...{ divisionCode: '220581', firstOn: '2026-01-01', lastOn: null, documentNo: '示例〔2026〕1号', ...input },
    })
  assert.equal(
    (await world.send(city, recordDirectReporting, { divisionCode: '220581', firstOn: '2026-01-01', documentNo: '示例〔2026〕1号' }))
      .status,
    403,
  )
  assert.equal((await record({ divisionCode: '220500' })).problem?.code, 'not_a_county')
  assert.equal((await record({ lastOn: '2025-12-31' })).problem?.code, 'direct_days_wrong')
  const recorded = await record({})
  assert.deepEqual([recorded.body.items[0]?.nameZh, recorded.body.items[0]?.lastOn], ['梅河口市', null])
  assert.equal((await record({ firstOn: '2026-03-01' })).problem?.code, 'direct_already')

  const [item] = (await world.send(county, listReturns, {})).body.items
  const { id } = item!
  await filled(world, county, id)
  const handed = await world.send(county, actOnReturn, { id, act: 'hand_in' })
  assert.deepEqual([handed.body.state, handed.body.isDirect], ['at_province', true])
  const back = { id, act: 'send_back', reason: '示例：请核对' } as const
  assert.equal((await world.send(city, actOnReturn, back)).status, 403, 'it is not at the city')
  assert.equal((await world.send(province, actOnReturn, back)).body.state, 'filling')

  const [listed] = (await world.send(city, listDirectReporting, {})).body.items
  assert.equal((await world.send(city, endDirectReporting, { id: listed!.id, lastOn: '2026-05-05' })).status, 403)
  assert.equal(
    (await world.send(province, endDirectReporting, { id: listed!.id, lastOn: '2025-05-05' })).problem?.code,
    'direct_days_wrong',
  )
  assert.equal((await world.send(province, endDirectReporting, { id: listed!.id, lastOn: '2026-05-05' })).status, 200)
  assert.equal((await world.send(county, actOnReturn, { id, act: 'hand_in' })).body.state, 'at_city', 'it ended yesterday')
})
