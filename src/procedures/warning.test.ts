import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, later, offices, openedBatch } from '../../test/kit/cases.ts'
import { titlesOf } from '../../test/kit/notices.ts'
import { signedIn } from '../../test/kit/people.ts'
import { inTransaction } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase } from './case.contract.ts'
import { warnOfLimits } from './warning.server.ts'

const soon = '一个案件即将到期'
const due = '一个案件已到期限'
const warned = async (world: World, token: string) => (await titlesOf(world, token)).filter((title) => title === soon || title === due)
async function morning(world: World, day: string): Promise<void> {
  await later(world, `${day}T00:00:00Z`)
  await inTransaction(world.db, 'write', (tx) => world.app.jobs.enqueue(tx, warnOfLimits.name, {}, {}))
  await world.drain()
}
const before = (day: string, days: number) => new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

scenario('whoever is responsible is warned before a limit and at it, each once; while the clock stands nobody is', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const { id } = await filed(world, people.applicant, batchId, gradingAnswers(), { organisationId: people.firm.id })
  await bring(world, people, id, 'city')
  const colleague = await signedIn(world, 'city_officer', { divisionCode: '220100' })
  const dueOn = async () => (await world.send(people.city.token, getCase, { id })).body.dueOn!
  const first = await dueOn()
  await morning(world, world.now.toISOString().slice(0, 10))
  assert.deepEqual(await warned(world, people.city.token), [])

  await act(world, people.city, id, { verb: 'suspend', kind: 'hearing', reason: '组织听证' })
  await morning(world, first)
  assert.deepEqual(await warned(world, people.city.token), [])
  await act(world, people.city, id, { verb: 'resume', opinion: '' })

  const second = await dueOn()
  assert.equal(second > first, true)
  await morning(world, before(second, 1))
  await morning(world, before(second, 1))
  assert.deepEqual(await warned(world, people.city.token), [soon])
  assert.deepEqual(await warned(world, colleague.token), [soon])
  for (const other of [people.neighbour, people.county, people.applicant]) assert.deepEqual(await warned(world, other.token), [])

  // Once it is handed to somebody, the others are left in peace.
  await act(world, people.city, id, { verb: 'assign', personId: colleague.personId, opinion: '' })
  await morning(world, second)
  await morning(world, second)
  assert.deepEqual(await warned(world, colleague.token), [due, soon])
  assert.deepEqual(await warned(world, people.city.token), [soon])
})
