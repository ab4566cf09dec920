// Standing in: a colleague acts in the days of an absence and in no others, in their own name and for whom the journal says.
import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, inventedResidentId, later, offices, openedBatch, reasonsOf } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { runChecks } from '../kernel/check.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase, listCases } from './case.contract.ts'
import { giveDelegation, listDelegations, revokeDelegation } from './delegation.contract.ts'
import { delegationChecks } from './delegation.sql.ts'

/** A leader who decides, a colleague who handles and may not decide, and a case that waits for the decision. */
async function away(world: World) {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const answers = gradingAnswers({ idNumber: inventedResidentId() })
  const { id } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  await bring(world, people, id, 'decision')
  const colleague = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  return { people, id, colleague }
}

const days = (firstOn: string, lastOn: string) => ({ firstOn, lastOn, reason: '示例出差' })
const grant = { verb: 'grant', level: 'D', reason: '符合申报条件' } as const

const wrongly = (world: World) =>
  inTransaction(world.db, 'read', async (db) => (await runChecks(db, delegationChecks)).map(({ checked, wrong }) => [checked, wrong]))

scenario('a colleague decides for a leader who is away, and the journal says for whom', async (world) => {
  const { people, id, colleague } = await away(world)
  const today = world.now.toISOString().slice(0, 10)
  const mine = async () => (await world.send(colleague.token, listCases, { show: 'mine' })).body.items.map((one) => one.id)
  assert.ok(!(await mine()).includes(id))
  const before = await act(world, colleague, id, grant)
  assert.deepEqual([before.status, reasonsOf(before)], [409, ['not_your_turn']])

  const offered = (await world.send(people.leader.token, listDelegations, {})).body
  assert.ok(offered.colleagues.some(({ personId }) => personId === colleague.personId))
  assert.ok(offered.procedures.some(({ code }) => code === 'talent_grading'))
  const given = await world.send(people.leader.token, giveDelegation, { toId: colleague.personId, ...days(today, today) })
  assert.equal(given.status, 200, given.text)
  assert.ok((await mine()).includes(id))
  const done = await act(world, colleague, id, grant)
  assert.equal(done.status, 200, done.text)
  const line = (await world.send(people.city.token, getCase, { id })).body.journal.findLast(({ verb }) => verb === 'grant')!
  assert.notEqual(line.by, line.onBehalfOf)
  const [kept] = await run(world.db, `select actor_id, for_id from case_action where case_id = $1 and verb = 'grant'`, [id])
  assert.deepEqual(kept, { actor_id: colleague.personId, for_id: people.leader.personId })
  const told = (await world.send(colleague.token, listMyNotices, {})).body.items
  assert.ok(told.some(({ link }) => link === '/work/delegations'))

  assert.deepEqual(await wrongly(world), [[1, 0]])
  await run(world.db, 'update delegation set procedure_code = $1', ['service_card'])
  assert.deepEqual(await wrongly(world), [[1, 1]], 'an act that nothing covers is found')
  await run(world.db, 'update delegation set procedure_code = null', [])
})

scenario('standing in holds within its days and its procedure alone, and ends when it is taken back', async (world) => {
  const { people, id, colleague } = await away(world)
  const isRefused = async () => {
    const reply = await act(world, colleague, id, grant)
    assert.deepEqual([reply.status, reasonsOf(reply)], [409, ['not_your_turn']])
  }
  const today = world.now.toISOString().slice(0, 10)
  const dayAfter = (count: number) => new Date(world.now.getTime() + count * 86_400_000).toISOString().slice(0, 10)
  const give = (more: object) =>
    world.send(people.leader.token, giveDelegation, { toId: colleague.personId, ...days(today, today), ...more })
  const ahead = await give(days(dayAfter(1), dayAfter(2)))
  assert.equal(ahead.status, 200, ahead.text)
  await isRefused()
  const other = await give({ procedureCode: 'service_card' })
  assert.equal(other.status, 200, other.text)
  await isRefused()
  assert.equal((await give(days(dayAfter(2), dayAfter(3)))).problem.code, 'delegation_overlaps')
  await later(world, `${dayAfter(1)}T02:00:00Z`)
  const stopped = await world.send(people.leader.token, revokeDelegation, { id: ahead.body.id })
  assert.deepEqual([stopped.status, stopped.body.isNow], [200, false], stopped.text)
  await isRefused()
  const again = await world.send(people.leader.token, revokeDelegation, { id: ahead.body.id })
  assert.equal(again.body.revokedAt, stopped.body.revokedAt, 'asked again it changes nothing')
  const tomorrow = world.now.toISOString().slice(0, 10)
  const short = await give(days(tomorrow, tomorrow))
  assert.equal(short.status, 200, short.text)
  await later(world, `${dayAfter(1)}T02:00:00Z`)
  await isRefused()
})

scenario('nobody hands over what is not theirs, to whom it is not for, or on from another', async (world) => {
  const { people, id, colleague } = await away(world)
  const today = world.now.toISOString().slice(0, 10)
  const give = (token: string, more: object) =>
    world.send(token, giveDelegation, { toId: colleague.personId, ...days(today, today), ...more })
  const codeOf = async (reply: ReturnType<typeof give>) => (await reply).problem.code
  const { leader } = people
  assert.equal(await codeOf(give(people.applicant.token, {})), 'nothing_to_delegate')
  assert.equal(await codeOf(give(leader.token, { procedureCode: 'no_such' })), 'nothing_to_delegate')
  for (const toId of [leader.personId, people.county.personId, people.applicant.personId])
    assert.equal(await codeOf(give(leader.token, { toId })), 'stand_in_unfit')
  for (const wrong of [days('2020-01-01', today), days(today, '2020-01-01'), days(today, '2027-01-01')])
    assert.equal(await codeOf(give(leader.token, wrong)), 'delegation_days_wrong')
  assert.equal(await codeOf(give(leader.token, { reason: '一' })), 'invalid_input')

  const given = await give(leader.token, {})
  assert.equal(given.status, 200, given.text)
  assert.equal((await world.send(people.county.token, revokeDelegation, { id: given.body.id })).status, 404)
  // The colleague hands their own office on, and nothing of the leader's with it.
  const third = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  assert.equal((await give(colleague.token, { toId: third.personId })).status, 200)
  assert.deepEqual(reasonsOf(await act(world, third, id, grant)), ['not_your_turn'])
  // Whoever passed the case on does not decide it too.
  const passed = await give(leader.token, { toId: people.province.personId, procedureCode: 'talent_grading' })
  assert.equal(passed.status, 200, passed.text)
  assert.deepEqual(reasonsOf(await act(world, people.province, id, grant)), ['not_your_turn'])
  assert.equal((await world.send(colleague.token, revokeDelegation, { id: given.body.id })).body.isNow, false, 'who got it may lay it down')
})
