import assert from 'node:assert/strict'
import { act, bring, filed, gradingAnswers, later, offices, openedBatch, verbsOf } from '../../test/kit/cases.ts'
import { signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { listNoticeBoard, objectToCase } from './board.contract.ts'
import { actOnCase, actOnCases, appealCase, getCase, listCases, withdrawCase } from './case.contract.ts'
import { listMaterials, verifyMaterial } from './material.contract.ts'

const at = async (world: World, stage: string, count = 1) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const cases = []
  for (let left = count; left > 0; left -= 1) {
    const person = left === 1 ? people.applicant : await signedIn(world, 'individual', {})
    const one = await filed(world, person, batchId, gradingAnswers(), { organisationId: people.firm.id })
    await bring(world, people, one.id, stage)
    cases.push(one.id)
  }
  return { ...people, people, id: cases.at(-1)!, cases, batchId }
}
const reasons = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params['problems'] as { code: string }[]).map((problem) => problem.code)

scenario('a batch gives no more places than it has, however many decide at once', async (world) => {
  const people = await offices(world)
  const { applicant, employer, firm, leader } = people
  const batchId = await openedBatch(world, people.province, 'talent_grading', { quota: 1 })
  const other = await signedIn(world, 'individual', {})
  const cases = []
  for (const person of [applicant, other]) {
    const one = await filed(world, person, batchId, gradingAnswers(), { organisationId: firm.id })
    await bring(world, people, one.id, 'decision')
    cases.push(one.id)
  }
  const grant = { verb: 'grant', level: 'D', reason: '符合条件' } as const
  const both = await Promise.all(cases.map((id) => act(world, leader, id, grant)))
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const refused = both.findIndex(({ status }) => status === 409)
  assert.deepEqual(reasons(both[refused]!), ['places_given'])
  const seen = await world.send(leader.token, getCase, { id: cases[refused]! })
  assert.deepEqual(seen.body.places, { given: 1, quota: 1 })
  assert.equal((await world.send(employer.token, getCase, { id: cases[refused]! })).body.places, null)
  await act(world, leader, cases[1 - refused]!, { verb: 'revoke', reason: '提供的业绩不实' })
  assert.equal((await act(world, leader, cases[refused]!, grant)).status, 200)
})

scenario('a case is handed over, signed by a colleague, sent back, and only as often as is allowed', async (world) => {
  const { id, county, city, province, neighbour } = await at(world, 'city')
  const colleague = await signedIn(world, 'city_officer', { divisionCode: '220100' })
  const unfit = await act(world, city, id, { verb: 'assign', personId: neighbour.personId, opinion: '' })
  assert.equal(unfit.problem.code, 'colleague_unfit')
  const handed = await act(world, city, id, { verb: 'assign', personId: colleague.personId, opinion: '请办理' })
  assert.equal(handed.body.assigneeName !== null, true)
  assert.equal((await act(world, city, id, { verb: 'add_signer', personId: colleague.personId, opinion: '请会签' })).status, 200)
  assert.deepEqual(reasons(await act(world, city, id, { verb: 'pass', opinion: '' })), ['signers_wait'])
  assert.equal((await act(world, colleague, id, { verb: 'sign', agrees: true, opinion: '同意' })).status, 200)
  const wrongStage = await act(world, city, id, { verb: 'return', toStage: 'province', reason: '退回重核' })
  assert.equal(wrongStage.problem.code, 'stage_unfit')
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await act(world, city, id, { verb: 'return', toStage: 'intake', reason: '退回重核' })).body.stage, 'intake')
    assert.equal((await act(world, county, id, { verb: 'accept', opinion: '' })).body.stage, 'city')
  }
  assert.deepEqual(reasons(await act(world, city, id, { verb: 'return', toStage: 'intake', reason: '退回重核' })), ['returned_enough'])
  const seen = await world.send(city.token, getCase, { id })
  const moved = await world.send(city.token, actOnCase, { id, number: seen.body.actionCount - 1, act: { verb: 'pass', opinion: '' } })
  assert.deepEqual([moved.status, moved.problem.code], [409, 'case_moved'])
  await act(world, city, id, { verb: 'suspend', kind: 'inspection', reason: '现场核查' })
  assert.deepEqual(reasons(await act(world, city, id, { verb: 'pass', opinion: '' })), ['is_suspended'])
  assert.equal((await act(world, city, id, { verb: 'resume', opinion: '' })).status, 200)
  assert.equal((await act(world, city, id, { verb: 'pass', opinion: '' })).body.stage, 'province')
  assert.deepEqual(reasons(await act(world, county, id, { verb: 'accept', opinion: '' })), ['not_your_turn'])
  assert.equal((await act(world, province, id, { verb: 'refuse', reason: '业绩未达到参考标准', ground: 'merits' })).body.status, 'refused')
})

scenario('an objection holds the notice until it is answered; one that is upheld ends the case', async (world) => {
  const { id, province, applicant, cases } = await at(world, 'notice', 2)
  const citizen = await signedIn(world, 'individual', {})
  const text = '公示内容与实际情况不符，请核查。'
  const object = (token: string, one: string) => world.send(token, objectToCase, { id: one, text }, { idempotencyKey: newId() })
  assert.equal((await object(citizen.token, id)).problem.code, 'not_found')
  for (const one of cases) assert.equal((await act(world, province, one, { verb: 'publish' })).status, 200)
  const board = await world.send(null, listNoticeBoard, {})
  const shown = board.body.items.find((item) => item.id === id)
  assert.deepEqual([shown?.subjectName, shown?.noticeTo], ['示**', '2026-03-09'])
  assert.equal((await object(applicant.token, id)).problem.code, 'not_found')
  const raised = await object(citizen.token, id)
  assert.equal(raised.status, 200)
  assert.equal((await object(citizen.token, id)).problem.code, 'objected_before')
  await later(world, '2026-03-12T02:00:00Z')
  assert.deepEqual(reasons(await act(world, province, id, { verb: 'close_notice' })), ['objections_open'])
  const held = await world.send(province.token, getCase, { id })
  assert.deepEqual([held.body.objections[0]?.text, held.body.dueOn], [text, null])
  const answer = { verb: 'answer_objection' as const, objectionId: raised.body.objectionId, isUpheld: false, answer: '经核查，材料属实。' }
  assert.equal((await act(world, province, id, { ...answer, objectionId: newId() })).problem.code, 'not_found')
  assert.equal((await act(world, province, id, answer)).status, 200)
  assert.deepEqual(reasons(await act(world, province, id, answer)), ['no_objection'])
  assert.equal((await act(world, province, id, { verb: 'close_notice' })).body.stage, 'decision')
  await later(world, '2026-03-09T02:00:00Z')
  const other = await object(citizen.token, cases[0]!)
  const upheld = await act(world, province, cases[0]!, { ...answer, objectionId: other.body.objectionId, isUpheld: true })
  assert.equal(upheld.body.status, 'refused')
  assert.deepEqual((await verbsOf(world, cases[0]!)).slice(-3), ['object', 'answer_objection', 'refuse'])
})

scenario('a refusal is appealed against once and in time, and whoever decides answers', async (world) => {
  const { id, leader, applicant, people } = await at(world, 'decision')
  const appeal = () => world.send(applicant.token, appealCase, { id, reason: '对决定有异议，请求复核' })
  assert.deepEqual(reasons(await appeal()), ['nothing_to_appeal'])
  await act(world, leader, id, { verb: 'refuse', reason: '业绩未达到参考标准', ground: 'merits' })
  assert.equal((await appeal()).body.status, 'appealed')
  const waiting = await world.send(leader.token, listCases, {})
  assert.ok(waiting.body.items.some((item) => item.id === id))
  const overturn = (by: typeof leader) => act(world, by, id, { verb: 'overturn', reason: '复核认为应当重新决定' })
  assert.deepEqual(reasons(await overturn(leader)), ['decided_by_oneself'])
  assert.equal((await overturn(people.otherLeader)).body.stage, 'decision')
  assert.equal((await act(world, leader, id, { verb: 'grant', level: 'E', reason: '复核后同意' })).body.status, 'granted')
  assert.equal((await act(world, leader, id, { verb: 'revoke', reason: '申报材料不实' })).body.status, 'revoked')
  assert.deepEqual(reasons(await appeal()), ['appealed_before'])
  const states = await run<{ state: string }>(world.db, 'select state from award where case_id = $1 order by recorded_at, superseded_at', [
    id,
  ])
  assert.deepEqual(
    states.map((row) => row.state),
    ['standing', 'revoked'],
  )
})

scenario(
  'nobody is given more than they asked for, and what was found doubtful or, where the version says so, never seen is in the way',
  async (world) => {
    const { id, leader, applicant, people } = await at(world, 'decision')
    const grant = (level: string) => act(world, leader, id, { verb: 'grant', level, reason: '符合条件' })
    const shown = (await world.send(leader.token, getCase, { id })).body
    assert.deepEqual(
      shown.levels.map(({ code }) => code),
      ['D', 'E'],
    )
    assert.equal((await grant('C')).problem.code, 'level_above')
    // Any earlier stage that the case did not pass over; the experts were not asked.
    assert.deepEqual(
      shown.returnsTo.map(({ code }) => code),
      ['employer', 'intake', 'city', 'province', 'notice'],
    )
    const { items } = (await world.send(applicant.token, listMaterials, { id })).body
    const contract = items.find(({ code }) => code === 'contract')!.items[0]!.id
    const verify = (materialId: string, isGood: boolean) => world.send(leader.token, verifyMaterial, { id, materialId, isGood })
    await verify(contract, false)
    assert.deepEqual(reasons(await grant('D')), ['material_doubtful'])
    await verify(contract, true)
    await run(
      world.db,
      `update procedure_version set parameters = parameters || '{"verifiesMaterials": 1}' where procedure_code = 'talent_grading'`,
    )
    try {
      assert.deepEqual(reasons(await grant('D')), ['material_unseen'])
      for (const { isRequired, items: given } of items) for (const one of isRequired ? given : []) await verify(one.id, true)
      assert.equal((await grant('D')).body.status, 'granted')
    } finally {
      await run(
        world.db,
        `update procedure_version set parameters = parameters - 'verifiesMaterials' where procedure_code = 'talent_grading'`,
      )
    }
    assert.equal((await world.send(people.province.token, getCase, { id })).body.level, 'D')
  },
)

scenario('an appeal waits until another application for the same is done with', async (world) => {
  const { id, leader, applicant, firm, batchId } = await at(world, 'decision')
  await act(world, leader, id, { verb: 'refuse', reason: '业绩未达到参考标准', ground: 'merits' })
  const appeal = () => world.send(applicant.token, appealCase, { id, reason: '对决定有异议，请求复核' })
  const other = await filed(world, applicant, batchId, gradingAnswers({ hasNewResult: true }), { organisationId: firm.id })
  const refused = await appeal()
  assert.deepEqual([refused.problem.code, refused.problem.params['caseNo']], ['already_filed', other.caseNo])
  await world.send(applicant.token, withdrawCase, { id: other.id })
  assert.equal((await appeal()).body.status, 'appealed')
})

scenario('an appeal that comes too late is refused', async (world) => {
  const { id, leader, applicant } = await at(world, 'decision')
  await act(world, leader, id, { verb: 'refuse', reason: '业绩未达到参考标准', ground: 'merits' })
  await later(world, '2026-07-30T02:00:00Z')
  const late = await world.send(applicant.token, appealCase, { id, reason: '对决定有异议，请求复核' })
  assert.deepEqual(reasons(late), ['too_late'])
})

scenario('a pile is decided at once, and what cannot be says why and holds up no other', async (world) => {
  const { leader, province, cases, people } = await at(world, 'decision', 3)
  const seen = await Promise.all(
    cases.map(async (id) => ({ id, number: (await world.send(leader.token, getCase, { id })).body.actionCount })),
  )
  const stale = { ...seen[1]!, number: 1 }
  const decided = await world.send(leader.token, actOnCases, {
    cases: [seen[0]!, stale, seen[2]!, { id: newId(), number: 1 }],
    act: { verb: 'grant', level: 'D', reason: '批量核准' },
  })
  const results = new Map(decided.body.items.map((item) => [item.id, item.code]))
  assert.deepEqual(
    seen.map(({ id }) => results.get(id)),
    [null, 'case_moved', null],
  )
  assert.equal(decided.body.items.filter((item) => item.code === 'not_found').length, 1)
  // What stands against a case is said with it, whatever the pile.
  const number = (await world.send(leader.token, getCase, { id: cases[0]! })).body.actionCount
  const again = { cases: [{ id: cases[0]!, number }], act: { verb: 'grant' as const, level: 'D', reason: '批量核准' } }
  const [left] = (await world.send(leader.token, actOnCases, again)).body.items
  assert.deepEqual([left?.code, left?.text?.zh], ['act_not_open', '案件现在不由您所在的机关或岗位办理。'])
  const ended = await world.send(province.token, listCases, {
    show: 'ended',
    q: (await world.send(province.token, getCase, { id: cases[0]! })).body.caseNo,
  })
  assert.deepEqual(
    ended.body.items.map((item) => [item.id, item.status]),
    [[cases[0], 'granted']],
  )
  const part = await world.send(province.token, listCases, { show: 'open', q: people.firm.name.slice(0, 6), limit: 1 })
  assert.equal(part.body.items.length, 1)
  const byName = await world.send(province.token, listCases, { show: 'open', q: '示例人才', limit: 1 })
  assert.equal(byName.body.nextCursor !== null || byName.body.items.length === 1, true)
})
