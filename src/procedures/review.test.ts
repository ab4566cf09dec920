import assert from 'node:assert/strict'
import { act, bring, expertsInPool, filed, gradingAnswers, type Offices, offices, openedBatch, verbsOf } from '../../test/kit/cases.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getCase } from './case.contract.ts'
import { addExpert, endExpert, listExperts } from './expert.contract.ts'
import { importExperts } from './expertimport.contract.ts'
import { drawExperts, getReview, replaceExpert } from './review.contract.ts'
import { draw } from './review.rules.ts'
import { declareConflict, getMyReview, handInScores, listMyReviews, saveScores, signPledge } from './seat.contract.ts'

type Expert = Awaited<ReturnType<typeof expertsInPool>>[number]
const points = (total: number) => ({
  standing: Math.min(30, total),
  results: Math.min(40, Math.max(0, total - 30)),
  promise: Math.max(0, total - 70),
})
const codesOf = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params['problems'] as { code: string }[]).map(({ code }) => code)

/** A case at its expert stage, with experts in the pool. */
async function atReview(world: World, poolSize: number) {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  // Every scenario has a pool of its own.
  await run(world.db, 'update expert set ended_by = person_id, ended_at = now() where ended_at is null')
  const experts = await expertsInPool(world, people.province, poolSize)
  const one = await filed(world, people.applicant, batchId, gradingAnswers({ route: 'assessed' }), { organisationId: people.firm.id })
  await bring(world, people, one.id, 'notice')
  return { people, experts, id: one.id }
}

const draws = async (world: World, { province }: Offices, id: string) => {
  const seen = await world.send(province.token, getCase, { id })
  return world.send(province.token, drawExperts, { id, number: seen.body.actionCount })
}

/** The experts who have a seat that waits, each with it. */
async function seated(world: World, experts: readonly Expert[]) {
  const found = []
  for (const expert of experts)
    for (const seat of (await world.send(expert.token, listMyReviews, {})).body.items)
      if (seat.state !== 'handed_in') found.push({ ...expert, seatId: seat.id })
  return found
}

async function scored(world: World, of: { token: string; seatId: string }, total: number) {
  assert.equal((await world.send(of.token, signPledge, { id: of.seatId })).status, 200)
  const done = await world.send(of.token, handInScores, { id: of.seatId, scores: points(total), comments: { overall: '示例意见' } })
  assert.equal(done.status, 200, done.text)
}

scenario('experts are drawn, pledge, score blind, and the mean of their sheets lets the case pass', async (world) => {
  const { people, experts, id } = await atReview(world, 7)
  const { province, applicant, employer, city, neighbour } = people
  assert.deepEqual(codesOf(await act(world, province, id, { verb: 'conclude', opinion: '' })), ['not_drawn'])
  const drawn = await draws(world, people, id)
  assert.deepEqual([drawn.status, drawn.body.seats?.length, drawn.body.canDraw], [200, 5, 0], drawn.text)
  assert.equal(drawn.body.pool, null)
  // Whoever knows the seed and the pool draws the same.
  const again = draw(
    experts.map((one) => one.expertId),
    drawn.body.draws[0]!.seed,
    5,
  )
  const rows = await run<{ expertId: string }>(world.db, 'select expert_id as "expertId" from review_seat where case_id = $1', [id])
  assert.deepEqual(rows.map((row) => row.expertId).sort(), again.toSorted())
  assert.deepEqual(codesOf(await draws(world, people, id)), ['drawn_before'])
  const stopped = await world.send(province.token, getCase, { id })
  assert.deepEqual([stopped.body.dueOn, stopped.body.suspensions.map((one) => one.kind)], [null, ['expert']])

  const seats = await seated(world, experts)
  assert.equal(seats.length, 5)
  const [first, second] = seats as [(typeof seats)[number], (typeof seats)[number]]
  const told = await world.send(first.token, listMyNotices, {})
  assert.ok(told.body.items.some((notice) => notice.title.zh === '您被抽取为评审专家'))
  const sealed = await world.send(first.token, getMyReview, { id: first.seatId })
  assert.deepEqual([sealed.body.case, sealed.body.state], [null, 'drawn'])
  assert.equal((await world.send(first.token, saveScores, { id: first.seatId, scores: {} })).problem.code, 'pledge_missing')
  const pledged = await world.send(first.token, signPledge, { id: first.seatId })
  assert.equal(pledged.body.case?.answers['position'], '示例岗位')
  assert.deepEqual([pledged.body.case?.subjectName, pledged.body.case?.organisationName, pledged.body.isBlind], [null, null, true])
  for (const hidden of ['示例人才', '138', people.firm.name, '220102']) assert.ok(!pledged.text.includes(hidden), hidden)
  // Others have no such seat, and experts have no such case.
  for (const person of [second, province, applicant])
    for (const operation of [getMyReview, signPledge])
      assert.equal((await world.send(person.token, operation, { id: first.seatId })).status, 404)
  assert.equal((await world.send(first.token, getCase, { id })).status, 404)
  for (const person of [first, applicant, employer, city, neighbour])
    assert.equal((await world.send(person.token, getReview, { id })).status, 404)

  const wrong = await world.send(first.token, saveScores, { id: first.seatId, scores: { standing: 31, other: 1 } })
  assert.deepEqual([wrong.problem.code, wrong.problem.params['count']], ['sheet_wrong', 2])
  const kept = await world.send(first.token, saveScores, { id: first.seatId, scores: { standing: 20 }, comments: { standing: '示例' } })
  assert.deepEqual([kept.body.scores, kept.body.comments], [{ standing: 20 }, { standing: '示例' }])
  assert.equal((await world.send(first.token, handInScores, { id: first.seatId, scores: { standing: 20 } })).problem.code, 'sheet_wrong')
  for (const [at, seat] of seats.entries()) await scored(world, seat, [60, 70, 65, 80, 62][at]!)
  assert.equal((await world.send(first.token, saveScores, { id: first.seatId, scores: {} })).problem.code, 'seat_closed')
  const [sheet] = await run<{ text: string }>(world.db, 'select comments_sealed as text from review_sheet limit 1', [])
  assert.ok(sheet && !sheet.text.includes('示例'))
  const review = (await world.send(province.token, getReview, { id })).body.review!
  assert.deepEqual(review.result, { score: 65.67, isPassed: true, spread: 20, isAlarm: false, counted: 3 })
  assert.deepEqual(
    (await world.send(province.token, getCase, { id })).body.suspensions.map((one) => one.to !== null),
    [true],
  )
  assert.equal((await act(world, province, id, { verb: 'minutes', reason: '示例会议纪要' })).status, 200)
  const done = await act(world, province, id, { verb: 'conclude', opinion: '' })
  assert.equal(done.body.stage, 'notice', done.text)
  // The minutes stay with the case, sealed, for the offices that come after; nobody else reads them.
  const later = (await world.send(people.leader.token, getCase, { id })).body.journal.find(({ verb }) => verb === 'minutes')
  assert.deepEqual([later?.text, later?.by !== ''], ['示例会议纪要', true])
  const texts = await run<{ text: string }>(world.db, 'select text_sealed as text from case_text', [])
  assert.ok(texts.length > 0 && texts.every(({ text }) => !text.includes('纪要')))
  const seen = await world.send(applicant.token, getCase, { id })
  assert.ok(!seen.text.includes('会议纪要') && !seen.body.journal.some((line) => line.verb === 'hand_in'))
  assert.equal((await world.send(first.token, getMyReview, { id: first.seatId })).body.case, null)
})

scenario('who is tied to a case is never drawn, and every reason is kept', async (world) => {
  const { people, experts, id } = await atReview(world, 4)
  const { province, firm } = people
  const parent = await makeOrganisation(world, 'firm', {})
  await run(
    world.db,
    `insert into organisation_relation (id, organisation_id, other_id, kind, first_on, declared_by)
     values (gen_random_uuid(), $1, $2, 'parent', '2020-01-01', $3)`,
    [firm.id, parent.id, province.personId],
  )
  const at = (organisationId: string) => ({ employments: [{ organisationId, firstOn: '2020-01-01' }] })
  await expertsInPool(world, province, 1, at(firm.id))
  await expertsInPool(world, province, 1, at(parent.id))
  await expertsInPool(world, province, 1, { ties: [{ kind: 'funding', organisationId: firm.id }] })
  const before = (await world.send(province.token, getReview, { id })).body.review!
  assert.deepEqual([before.pool?.free, before.pool?.fields, before.pool?.recusals.length], [4, [{ field: '材料', free: 4 }], 3])
  const few = await draws(world, people, id)
  assert.deepEqual([few.problem.code, few.problem.params], ['too_few_experts', { needed: 5, found: 4 }])
  const [fifth] = await expertsInPool(world, province, 1)
  const drawn = await draws(world, people, id)
  assert.deepEqual(
    drawn.body.recusals.map((one) => one.reasons),
    [['same_organisation'], ['related_organisation'], ['funding']],
  )
  // One declares a conflict and nobody is left: the seat waits; with another expert in the pool it is drawn again.
  const seats = await seated(world, [...experts, fifth!])
  assert.equal((await world.send(seats[0]!.token, declareConflict, { id: seats[0]!.seatId, reason: '示例：师生关系' })).status, 200)
  assert.equal((await world.send(seats[0]!.token, getMyReview, { id: seats[0]!.seatId })).status, 404)
  assert.equal(
    (await world.send(province.token, replaceExpert, { id, seatId: seats[1]!.seatId, reason: '示例理由' })).problem.code,
    'too_few_experts',
  )
  const more = await expertsInPool(world, province, 2)
  assert.equal((await draws(world, people, id)).body.seats.filter((seat) => seat.state === 'drawn').length, 5)
  const replaced = await world.send(province.token, replaceExpert, { id, seatId: seats[1]!.seatId, reason: '示例：联系不上' })
  assert.equal(replaced.status, 200, replaced.text)
  assert.equal(
    (await world.send(province.token, replaceExpert, { id, seatId: seats[1]!.seatId, reason: '示例：联系不上' })).problem.code,
    'seat_closed',
  )
  assert.equal((await seated(world, more)).length, 2)
  assert.deepEqual((await verbsOf(world, id)).slice(-4), ['draw', 'replace', 'replace', 'replace'])
  const seen = await world.send(people.applicant.token, getCase, { id })
  assert.ok(!seen.text.includes('联系不上'))
})

scenario('scores that differ too much ask for one more expert or a reason, and below the mark a case is refused', async (world) => {
  const { people, experts, id } = await atReview(world, 6)
  const { province } = people
  await draws(world, people, id)
  const seats = await seated(world, experts)
  for (const [at, seat] of seats.entries()) {
    assert.deepEqual(codesOf(await act(world, province, id, { verb: 'conclude', opinion: '' })), ['scores_missing'])
    await scored(world, seat, [20, 50, 52, 55, 90][at]!)
  }
  assert.deepEqual(codesOf(await act(world, province, id, { verb: 'conclude', opinion: '' })), ['spread_unexplained'])
  assert.equal((await draws(world, people, id)).body.seats.length, 6)
  const [extra] = await seated(world, experts)
  await scored(world, extra!, 56)
  const done = await act(world, province, id, { verb: 'conclude', opinion: '两位专家对业绩认定口径不同，其余一致。' })
  assert.deepEqual([done.body.status, (await verbsOf(world, id)).slice(-2)], ['refused', ['conclude', 'refuse']], done.text)
  const seen = await world.send(people.applicant.token, getCase, { id })
  assert.match(seen.body.journal.at(-1)!.text, /53\.25 分，低于合格分 60 分/)
  assert.deepEqual(codesOf(await draws(world, people, id)), ['not_your_turn'])
})

scenario('the pool is kept by who directs procedures there', async (world) => {
  const { province, county, city } = await offices(world)
  const person = await signedIn(world, 'individual', {})
  const wish = { who: person.loginName, divisionCode: '220000', title: '示例研究员', fields: ['光学'] }
  for (const [sent, code] of [
    [{ ...wish, who: 'nobody-示例' }, 'person_unknown'],
    [{ ...wish, divisionCode: '230000' }, 'not_found'],
    [{ ...wish, employments: [{ organisationId: person.personId, firstOn: '2020-01-01' }] }, 'not_found'],
    [{ ...wish, fields: [] }, 'invalid_input'],
  ] as const)
    assert.equal((await world.send(province.token, addExpert, { ...sent } as typeof wish)).problem.code, code)
  for (const who of [county, city]) assert.equal((await world.send(who.token, addExpert, wish)).status, 403)
  const added = await world.send(province.token, addExpert, wish)
  assert.deepEqual([added.status, added.body.fields], [200, ['光学']], added.text)
  assert.equal((await world.send(province.token, addExpert, wish)).problem.code, 'expert_there')
  const local = await signedIn(world, 'provincial_officer', { divisionCode: '220100' })
  assert.equal((await world.send(local.token, endExpert, { id: added.body.id })).status, 404)
  assert.deepEqual((await world.send(local.token, listExperts, {})).body.items, [])
  assert.equal((await world.send(province.token, listExperts, {})).body.items.at(-1)!.id, added.body.id)
  assert.equal((await world.send(province.token, endExpert, { id: added.body.id })).status, 200)
  assert.equal((await world.send(province.token, endExpert, { id: added.body.id })).status, 404)
})

scenario('a list of experts is checked row by row, what is right goes in, and again it changes nothing', async (world) => {
  const { province, county, firm } = await offices(world)
  const [one, two] = [await signedIn(world, 'individual', {}), await signedIn(world, 'individual', {})]
  const text = [
    '\ufeff账号,职称,领域,任职单位信用代码,任职开始,任职结束',
    `${one.loginName},示例教授,材料、光学,${firm.creditCode},2020-01-01,`,
    `${two.loginName},示例教授,光学,,,`,
    `${two.loginName},示例教授,光学,,,`,
    `nobody-示例,,,91220000000000000X,2020-02-30,2019-01-01`,
    `,示例教授,光学,,,`,
  ].join('\n')
  const send = (apply: boolean, sent = text, person = province, divisionCode = '220000') =>
    world.send(person.token, importExperts, { divisionCode, text: sent, apply })
  const codes = (reply: Awaited<ReturnType<typeof send>>) => reply.body.rows.map((row) => row.reasons.map(({ code }) => code).join(' '))
  assert.equal((await send(true, text, county)).status, 403)
  assert.equal((await send(true, text, province, '230000')).status, 404)
  for (const wrong of ['a,b\n1,2\n', '账号,职称,领域\n', '"']) assert.equal((await send(true, wrong)).problem.code, 'list_unreadable')
  const checked = await send(false)
  const wrong = 'title_missing fields_wrong days_wrong person_unknown organisation_unknown'
  assert.deepEqual(
    [codes(checked), checked.body.ready, checked.body.added],
    [['', '', 'row_twice', wrong, 'who_missing'], 2, 0],
    checked.text,
  )
  assert.equal((await send(true)).body.added, 2)
  const again = await send(true)
  assert.deepEqual([codes(again).slice(0, 2), again.body.added], [['expert_there', 'expert_there'], 0])
  const pool = (await world.send(province.token, listExperts, { limit: 100 })).body.items
  const added = pool.find((expert) => expert.employments.some((employment) => employment.organisationId === firm.id))
  assert.deepEqual(added?.fields, ['材料', '光学'])
})
