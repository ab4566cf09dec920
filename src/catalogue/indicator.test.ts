import assert from 'node:assert/strict'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { changeInstrument, getInstrument } from './catalogue.contract.ts'
import { keepIndicators } from './indicator.contract.ts'
import { countInstruments, searchInstruments } from './search.contract.ts'

scenario('what has to be reached finds what reaches it first, then what does not say, and leaves out what does not', async (world) => {
  const institution = await makeOrganisation(world, 'university')
  const officer = (await signedIn(world, 'asset_officer', { organisationId: institution.id })).token
  const other = (await signedIn(world, 'asset_officer', { organisationId: (await makeOrganisation(world, 'university')).id })).token
  const make = async (nameZh: string, indicators: object[]) => {
    const { id } = await makeInstrument(world, { institutionId: institution.id, nameZh })
    if (indicators.length > 0) {
      const kept = await world.send(officer, keepIndicators, { id, indicators } as never)
      assert.equal(kept.status, 200, kept.text)
    }
    return id
  }
  const hot = (high: string) => ({ quantity: 'temperature', high, unit: '℃' })
  const weak = await make('高温拉伸试验机甲', [hot('900')])
  const silent = await make('高温拉伸试验机乙', [])
  const strong = await make('高温拉伸试验机丙', [hot('1200'), { quantity: 'force', high: '100', unit: 'kN', note: '示例' }])
  const elsewhere = await make('马弗炉', [hot('1600')])
  await world.drain()

  const find = async (query: string, more: object = {}) => (await world.send(null, searchInstruments, { query, ...more })).body
  const names = (answer: Awaited<ReturnType<typeof find>>) => answer.items.map((item) => item.id)
  const found = await find('高温拉伸 1000 ℃')
  assert.deepEqual([names(found), found.leftOut, found.total], [[strong, silent], 1, 2])
  assert.deepEqual(
    found.items.map(({ answers }) => [answers[0]?.says, answers[0]?.by?.high ?? null]),
    [
      ['reached', '1200'],
      ['unsaid', null],
    ],
  )
  assert.deepEqual(found.understanding.demands, [{ text: '1000 °C', quantities: ['temperature'] }])
  assert.deepEqual(names(await find('高温拉伸 800度')).toSorted(), [weak, strong, silent].toSorted())
  assert.deepEqual(
    names(await find('拉力 ≥ 50 kN 拉伸')),
    [strong, weak, silent].slice(0, 1).concat(names(await find('拉力 ≥ 50 kN 拉伸')).slice(1)),
  )
  assert.deepEqual((await find('高温拉伸 2000 ℃')).leftOut, 2)
  const alone = names(await find('1500 ℃'))
  assert.deepEqual(alone, [elsewhere], 'a demand without a word finds what reaches it, and nothing else')
  assert.deepEqual((await find('9000 ℃')).understanding.demands, [], 'what nothing reaches is searched as words')
  assert.equal((await world.send(null, countInstruments, { query: '高温拉伸 1000 ℃' })).body.total, 2)
  const paged = await find('高温拉伸 1000 ℃', { limit: 1 })
  assert.deepEqual([names(paged), names(await find('高温拉伸 1000 ℃', { limit: 1, cursor: paged.nextCursor! }))], [[strong], [silent]])

  const send = (token: string, indicators: object[]) => world.send(token, keepIndicators, { id: weak, indicators } as never)
  assert.equal((await send(other, [])).status, 404)
  const wrong = await send(officer, [hot('900'), { quantity: 'force', low: '9', high: '5', unit: 'kN' }])
  assert.deepEqual([wrong.problem?.code, wrong.problem?.params], ['indicator_wrong', { row: 2, reason: 'low_above_high' }])
  assert.deepEqual(
    (await world.send(null, getInstrument, { id: weak })).body.indicators.map((one) => one.high),
    ['900'],
    'a refusal changes nothing',
  )
  assert.equal((await send(officer, [hot('1100')])).status, 200)
  assert.deepEqual(names(await find('高温拉伸 1000 ℃')).toSorted(), [weak, silent, strong].toSorted())
  assert.equal((await world.send(officer, changeInstrument, { id: weak, place: '示例楼' })).status, 200)
  assert.equal((await world.send(null, getInstrument, { id: weak })).body.indicators.length, 1, 'other facts leave them')
})
