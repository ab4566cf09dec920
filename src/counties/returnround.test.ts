import assert from 'node:assert/strict'
import { later } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { makeDataRequest } from './datarequest.contract.ts'
import { keepReturnCells, listReturns, openReturnRound, prefillReturn, withdrawReturnRound } from './return.contract.ts'
import { importReturn } from './returnimport.contract.ts'

const source = { sourceDocument: '示例统计年鉴', provider: '示例统计局' } as const

scenario('a year opens once it is over, is filled in once it begins, and goes again while nobody has touched it', async (world) => {
  world.now = new Date('2026-02-06T01:00:00Z')
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
  const county = (await signedIn(world, 'county_officer', { divisionCode: '220521' })).token
  const open = (year: number) => world.send(province, openReturnRound, { year, opensOn: '2026-03-01', dueOn: '2026-04-30' })
  const early = await open(2026)
  assert.deepEqual([early.problem?.code, early.problem?.params], ['year_not_over', { year: 2026 }])
  const { id } = (await open(2025)).body

  const [own] = (await world.send(county, listReturns, {})).body.items
  const cells = [{ code: 'rd_expenditure', amount: '12', ...source }]
  for (const reply of [
    await world.send(county, keepReturnCells, { id: own!.id, cells }),
    await world.send(county, prefillReturn, { id: own!.id }),
    await world.send(county, importReturn, { id: own!.id, fileHash: 'a'.repeat(64) }, { idempotencyKey: newId() }),
  ])
    assert.deepEqual([reply.problem?.code, reply.problem?.params], ['returns_not_begun', { on: '2026-03-01' }])
  const withdraw = (token: string) => world.send(token, withdrawReturnRound, { id })
  assert.deepEqual([(await withdraw(city)).status, (await withdraw(province)).status], [403, 200])
  const left = await run<{ count: number }>(world.db, 'select count(*) as count from county_return where round_id = $1', [id])
  assert.equal(left[0]!.count, 0)

  await later(world, '2026-03-06T01:00:00Z')
  const again = (await open(2025)).body
  const [mine] = (await world.send(county, listReturns, {})).body.items
  assert.equal((await world.send(county, keepReturnCells, { id: mine!.id, cells })).status, 200)
  assert.equal((await world.send(province, withdrawReturnRound, { id: again.id })).problem?.code, 'round_in_use')
  assert.equal((await world.send(province, withdrawReturnRound, { id: newId() })).status, 404)
  const asked = { id: mine!.id, department: '示例科技局', dueOn: '2026-04-01', codes: ['shared_instrument_firms'] }
  assert.equal((await world.send(county, makeDataRequest, asked)).problem?.code, 'no_such_cell', 'what only the platform counts')
})
