// 免申即享 from the list to the person: who is entitled by what is known, given by the office, kept by silence or declined.
import assert from 'node:assert/strict'
import { graded, offices, openedBatch, verbsOf } from '../../test/kit/cases.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { declineCase, getCase, listMyCases } from './case.contract.ts'
import { issueWithoutApplying, listEntitlements } from './unasked.contract.ts'
import { refoldCases } from './verify.server.ts'

scenario('who holds a class is given the card unasked, keeps it by silence or declines it, and is not asked twice', async (world) => {
  const people = await offices(world)
  const { applicant, leader, province, county, firm } = people
  await graded(world, people, 'C')
  const second = await offices(world)
  await graded(world, second, 'D')
  const batchId = await openedBatch(world, province, 'service_card')
  const list = async (person: { token: string }, more: object = {}) => (await world.send(person.token, listEntitlements, more)).body
  const shown = await list(leader)
  const offer = shown.procedures.find(({ code }) => code === 'service_card')
  assert.deepEqual([offer?.mayIssue, offer?.declineDays, offer?.batches.some(({ id }) => id === batchId)], [true, 10, true])
  assert.deepEqual(
    shown.items.map(({ personId, name, level, isEntitled }) => [personId, name, level?.code, isEntitled]),
    [[applicant.personId, '示**', 'C', true]],
  )
  assert.ok(shown.items[0]!.conditions.length === 4 && shown.items[0]!.conditions.every(({ result }) => result === 'met'))
  // By the parameter, a class D is not given the card unasked: every condition says whether it is met.
  const all = (await list(leader, { show: 'all' })).items.find(({ personId }) => personId === second.applicant.personId)
  assert.deepEqual(
    all?.conditions.filter(({ result }) => result !== 'met').map(({ code }) => code),
    ['class_unasked'],
  )
  assert.deepEqual([(await list(province)).procedures[0]?.mayIssue, (await list(province)).items.length], [false, 1])
  for (const other of [county, applicant]) assert.deepEqual((await list(other)).items, [])

  const issue = (person: { token: string }, personIds: string[], more: object = {}) =>
    world.send(person.token, issueWithoutApplying, { procedure: 'service_card', batchId, personIds, reason: '免申即享', ...more })
  for (const other of [province, county]) assert.equal((await issue(other, [applicant.personId])).problem.code, 'not_found')
  assert.equal((await issue(leader, [applicant.personId], { batchId: newId() })).problem.code, 'not_found')
  const given = (await issue(leader, [applicant.personId, second.applicant.personId, firm.id])).body.items
  assert.deepEqual(
    given.map(({ isDone, code }) => [isDone, code]),
    [
      [true, null],
      [false, 'not_entitled'],
      [false, 'not_entitled'],
    ],
  )
  const id = given[0]!.caseId!
  assert.deepEqual((await issue(leader, [applicant.personId])).body.items[0]!.code, 'not_entitled')
  assert.deepEqual(await verbsOf(world, id), ['open', 'submit', 'grant'])
  assert.deepEqual((await list(leader)).items, [])

  const mine = (await world.send(applicant.token, listMyCases, {})).body.items.find((one) => one.id === id)
  assert.deepEqual([mine?.status, mine?.level], ['granted', 'C'])
  const seen = (await world.send(applicant.token, getCase, { id })).body
  assert.ok(seen.isUnasked && seen.declineTo !== null && seen.declineTo > '2026-03-01')
  assert.deepEqual(Object.keys(seen.answers).toSorted(), ['division', 'name', 'wantedClass'], 'nothing enters that the card does not need')
  const notices = (await world.send(applicant.token, listMyNotices, {})).body.items
  assert.equal(notices.filter(({ link }) => link === `/cases/${id}`).length, 1)

  const declined = await world.send(applicant.token, declineCase, { id, reason: '不需要' })
  assert.deepEqual([declined.body.status, declined.body.declineTo], ['declined', null])
  assert.deepEqual(await run(world.db, 'select state from award where case_id = $1 and superseded_at is null', [id]), [
    { state: 'revoked' },
  ])
  assert.deepEqual(
    (await list(leader, { show: 'all' })).items.some(({ personId }) => personId === applicant.personId),
    false,
  )
  assert.equal((await issue(leader, [applicant.personId])).body.items[0]!.code, 'not_entitled')
  assert.equal((await refoldCases(world.db)).wrong, 0)
})

scenario('two officers who give it to one person at once give it once', async (world) => {
  const people = await offices(world)
  await graded(world, people, 'B')
  const batchId = await openedBatch(world, people.province, 'service_card')
  const asked = { procedure: 'service_card', batchId, personIds: [people.applicant.personId], reason: '免申即享' }
  const both = await Promise.all([1, 2, 3].map(() => world.send(people.leader.token, issueWithoutApplying, asked)))
  assert.equal(both.flatMap(({ body }) => body.items).filter(({ isDone }) => isDone).length, 1)
})

scenario('what is given unasked takes a place of the batch like any other', async (world) => {
  const [first, second] = [await offices(world), await offices(world)]
  for (const people of [first, second]) await graded(world, people, 'A')
  const batchId = await openedBatch(world, first.province, 'service_card', { quota: 1 })
  const personIds = [first.applicant.personId, second.applicant.personId]
  const asked = { procedure: 'service_card', batchId, personIds, reason: '免申即享' }
  const { items } = (await world.send(first.leader.token, issueWithoutApplying, asked)).body
  assert.deepEqual(items.map(({ isDone, code }) => [isDone, code]).toSorted(), [
    [false, 'act_not_open'],
    [true, null],
  ])
  const given = await run<{ count: number }>(world.db, 'select count(*)::int as count from procedure_case where batch_id = $1', [batchId])
  assert.equal(given[0]!.count, 1, 'who found no place leaves nothing')
})
