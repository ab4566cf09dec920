import assert from 'node:assert/strict'
import { planCounties } from '../../seeds/example/plans.ts'
import { signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { listPlans } from './plan.contract.ts'
import { listCountyTasks, watchTasks } from './task.contract.ts'

scenario('the example has an approved plan with tasks in every group, one at its city, and one that is late', async (world) => {
  await planCounties(world.db)
  world.now = new Date('2026-11-23T02:00:00Z')
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const city = (await signedIn(world, 'city_officer', { divisionCode: '220500' })).token
  const listed = (await world.send(province, listPlans, {})).body.items
  assert.deepEqual(
    listed.map(({ divisionCode, state }) => `${divisionCode} ${state}`).filter((one) => /^(220882|220521|222404)/.test(one)),
    ['220882 at_city', '220521 approved', '222404 approved', '220521 approved'],
  )
  assert.equal(
    new Set(listed.filter((one) => one.state === 'approved').map((one) => one.divisionCode.slice(0, 4))).size,
    9,
    'in every city',
  )
  const shown = (await world.send(null, listCountyTasks, { divisionCode: '220521' })).body
  assert.ok(shown.groups.every((group) => group.all === 1))
  assert.equal(shown.tasks.filter((task) => task.isCarried).length, 2)
  assert.equal(
    (await world.send(null, listCountyTasks, { divisionCode: '222404' })).body.tasks.filter((task) => task.status === 'late').length,
    2,
  )
  assert.equal((await world.send(city, watchTasks, {})).body.counts.late, 0)
})
