import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, offices, openedBatch, reasonsOf } from '../../test/kit/cases.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { giveRole } from '../identity/grant.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase, listCases } from '../procedures/case.contract.ts'
import { listColleagues } from '../procedures/desk.contract.ts'
import { refoldCases } from '../procedures/verify.server.ts'
import { transferMatter } from './matter.contract.ts'

/** An officer of the province who belongs to a body. */
async function officerOf(world: World, organisationId: string) {
  const officer = await signedIn(world, 'department_officer', { divisionCode: '220000' })
  const member = { role: 'firm_engineer', organisationId, divisionCode: null }
  await inTransaction(world.db, 'write', (tx) => giveRole(tx, officer.personId, member))
  return officer
}

scenario('a matter that goes to another body takes its open cases along, and leaves what was signed as it was', async (world) => {
  const people = await offices(world)
  const bodies = [
    await makeOrganisation(world, 'government', { divisionCode: '220000', name: '示例省人才局' }),
    await makeOrganisation(world, 'government', { divisionCode: '220000', name: '示例省人社厅' }),
  ] as const
  const [before, colleague, after] = [
    await officerOf(world, bodies[0].id),
    await officerOf(world, bodies[0].id),
    await officerOf(world, bodies[1].id),
  ]
  const give = async (organisationId: string, validFrom: string, code = 'talent_grading') => {
    const wish = {
      code,
      divisionCode: '220000',
      organisationId,
      officeName: '人才处',
      validFrom,
      documentNo: '示例〔2026〕6号',
    }
    const given = await world.send(people.province.token, transferMatter, wish)
    assert.equal(given.status, 200, given.text)
  }
  await give(bodies[0].id, '2020-01-01')
  await give(bodies[1].id, '2020-01-01', 'service_card')
  await world.drain()
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const { id } = await filed(world, people.applicant, batchId, gradingAnswers(), { organisationId: people.firm.id })
  await bring(world, people, id, 'province')
  const waits = async ({ token }: { token: string }) => (await world.send(token, listCases, {})).body.items.some((item) => item.id === id)
  assert.deepEqual([await waits(before), await waits(after)], [true, false])
  const colleagues = await world.send(before.token, listColleagues, { id })
  assert.ok(colleagues.body.items.some((one) => one.personId === colleague.personId))
  assert.ok(colleagues.body.items.every((one) => one.personId !== after.personId))
  assert.equal((await act(world, before, id, { verb: 'assign', personId: after.personId, opinion: '' })).problem.code, 'colleague_unfit')
  await act(world, before, id, { verb: 'assign', personId: colleague.personId, opinion: '' })
  const seen = await world.send(before.token, getCase, { id })
  assert.deepEqual(reasonsOf(await act(world, after, id, { verb: 'pass', opinion: '' })), ['not_your_turn'])
  const journal = () =>
    run<{ text: string }>(world.db, 'select a::text as text from case_action a where case_id = $1 order by number', [id])
  const signed = await journal()

  const today = world.now.toISOString().slice(0, 10)
  await give(bodies[1].id, today)
  await world.drain()
  assert.deepEqual([await waits(before), await waits(after)], [false, true])
  const moved = await world.send(after.token, getCase, { id })
  assert.deepEqual(
    [moved.body.stage, moved.body.dueOn, moved.body.assigneeName, seen.body.assigneeName === null],
    [seen.body.stage, seen.body.dueOn, null, false],
  )
  const last = moved.body.journal.at(-1)
  assert.deepEqual([last?.verb, last?.text], ['transfer', `自 ${today} 起由示例省人社厅人才处承办（示例〔2026〕6号）。`])
  assert.deepEqual((await journal()).slice(0, signed.length), signed)
  assert.equal((await journal()).length, signed.length + 1, 'told once')
  for (const officer of [before, colleague])
    assert.deepEqual(reasonsOf(await act(world, officer, id, { verb: 'pass', opinion: '' })), ['not_your_turn'])
  assert.ok(await waits(people.province), 'whoever belongs to no body acts by their grant')
  assert.equal((await act(world, after, id, { verb: 'pass', opinion: '' })).body.stage, 'notice')
  assert.deepEqual((await refoldCases(world.db)).wrong, 0)
})
