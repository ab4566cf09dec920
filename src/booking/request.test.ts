import assert from 'node:assert/strict'
import { makeSetting } from '../../test/kit/bookings.ts'
import { titlesOf } from '../../test/kit/notices.ts'
import { signedIn } from '../../test/kit/people.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { answerTestRequest, getTestRequest, listTestRequests, requestTest, withdrawTestRequest } from './request.contract.ts'
import { setBookingPolicy } from './schedule.contract.ts'

const wish = {
  material: '20CrMnTi 齿轮钢',
  property: '高温拉伸',
  standard: 'GB/T 228.2-2015',
  sampleCount: 6,
  deadlineOn: '2026-03-20',
  seal: 'CMA',
  invoiceType: 'special',
  note: '每组 3 件',
} as const

scenario('a firm sends samples without picking an hour, and the institution accepts with a quote', async (world) => {
  const { instrument, institution, firm, engineer, rival, operator } = await makeSetting(world)
  const idempotencyKey = newId()
  const sent = await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...wish }, { idempotencyKey })
  const again = await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...wish }, { idempotencyKey })
  assert.equal(sent.status, 200)
  assert.deepEqual(again.body, sent.body)
  const { id, recordedAt: _, ...rest } = sent.body
  assert.deepEqual(rest, {
    ...wish,
    instrumentId: instrument.id,
    instrumentNameZh: instrument.nameZh,
    institutionId: institution.id,
    institutionNameZh: institution.name,
    organisationId: firm.id,
    organisationNameZh: firm.name,
    personId: engineer.personId,
    state: 'submitted',
    reply: '',
    quotedFen: null,
    ...{ turnaroundDays: null, offeredUntil: null, inquiryId: null, isChosen: false },
    expectedFen: null,
  })
  assert.equal((await world.send(rival.token, getTestRequest, { id })).problem.code, 'not_found')
  assert.equal((await world.send(engineer.token, answerTestRequest, { id, answer: 'accept' })).problem.code, 'not_permitted')
  const answered = await world.send(operator.token, answerTestRequest, { id, answer: 'accept', quotedFen: 180_000, reply: '7 个工作日' })
  assert.deepEqual([answered.body.state, answered.body.expectedFen, answered.body.reply], ['accepted', 180_000, '7 个工作日'])
  assert.equal((await world.send(operator.token, answerTestRequest, { id, answer: 'accept' })).problem.code, 'request_state_wrong')
  assert.equal((await world.send(engineer.token, getTestRequest, { id })).body.quotedFen, 180_000)
  assert.deepEqual(
    [await titlesOf(world, operator.token), await titlesOf(world, engineer.token)],
    [['有送样检测待答复'], ['送样检测已接受']],
  )
})

scenario('without a quote a request costs the price of its samples', async (world) => {
  const { instrument, engineer, operator } = await makeSetting(world, { sampleFen: 12_000 })
  const { id } = (await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...wish })).body
  const answered = await world.send(operator.token, answerTestRequest, { id, answer: 'accept' })
  assert.equal(answered.body.expectedFen, 72_000)
})

scenario('an institution that declines says why, and a firm withdraws', async (world) => {
  const { instrument, engineer, rival, operator } = await makeSetting(world)
  const ask = async () => (await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...wish })).body.id
  const first = await ask()
  assert.equal((await world.send(operator.token, answerTestRequest, { id: first, answer: 'decline' })).problem.code, 'reply_missing')
  const declined = await world.send(operator.token, answerTestRequest, { id: first, answer: 'decline', reply: '高温炉检修' })
  assert.equal(declined.body.state, 'declined')
  assert.equal((await world.send(engineer.token, withdrawTestRequest, { id: first })).problem.code, 'request_state_wrong')
  const second = await ask()
  assert.equal((await world.send(rival.token, withdrawTestRequest, { id: second })).problem.code, 'not_found')
  assert.equal((await world.send(engineer.token, withdrawTestRequest, { id: second })).body.state, 'withdrawn')
  assert.deepEqual(await titlesOf(world, engineer.token), ['送样检测未接受'])
  assert.equal((await titlesOf(world, operator.token))[0], '送样检测已撤回')
})

scenario('a request is refused with all reasons, whatever price there is', async (world) => {
  const { instrument, engineer, operator } = await makeSetting(world, { hourFen: null })
  await world.send(operator.token, setBookingPolicy, { id: instrument.id, takesSamples: false })
  const refused = await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...wish, deadlineOn: '2026-03-01' })
  assert.deepEqual(
    [refused.problem.code, refused.problem.params.reasons],
    ['request_refused', [{ code: 'takes_no_samples' }, { code: 'deadline_past' }]],
  )
  const { instrument: draft } = await makeSetting(world, { state: 'draft' })
  assert.equal((await world.send(engineer.token, requestTest, { instrumentId: draft.id, ...wish })).problem.code, 'not_found')
})

scenario('requests are listed for the firm that asked and the institution that is asked', async (world) => {
  const { instrument, institution, engineer, rival, operator } = await makeSetting(world)
  for (let count = 1; count <= 3; count++)
    await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...wish, sampleCount: count })
  const mine = await world.send(engineer.token, listTestRequests, { limit: 2 })
  assert.deepEqual(
    mine.body.items.map((item) => item.sampleCount),
    [3, 2],
  )
  const rest = await world.send(engineer.token, listTestRequests, { limit: 2, cursor: mine.body.nextCursor! })
  assert.deepEqual([rest.body.items.map((item) => item.sampleCount), rest.body.nextCursor], [[1], null])
  const queue = { institutionId: institution.id, instrumentId: instrument.id, state: 'submitted' } as const
  assert.equal((await world.send(operator.token, listTestRequests, queue)).body.items.length, 3)
  assert.equal((await world.send(operator.token, listTestRequests, { limit: 2 })).body.items.length, 2)
  assert.deepEqual((await world.send(rival.token, listTestRequests, {})).body.items, [])
  assert.equal((await world.send(rival.token, listTestRequests, queue)).problem.code, 'not_found')
  const auditor = await signedIn(world, 'finance', { organisationId: institution.id })
  assert.equal((await world.send(auditor.token, listTestRequests, {})).problem.code, 'not_permitted')
})
