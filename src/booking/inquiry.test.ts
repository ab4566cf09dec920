import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { titlesOf } from '../../test/kit/notices.ts'
import { clauses } from '../../test/kit/orders.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { newId } from '../kernel/id.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { askSeveral, endInquiry, getInquiry, listInquiries, listUnmetNeeds, takeOffer } from './inquiry.contract.ts'
import { compareOffers, endOfInquiry, offerProblemsOf } from './inquiry.rules.ts'
import { closeInquiriesJob } from './inquiry.server.ts'
import { draftTestOrder } from './order.contract.ts'
import { answerTestRequest, listTestRequests, requestStates, withdrawTestRequest } from './request.contract.ts'
import { setBookingPolicy } from './schedule.contract.ts'

const wish = { material: '示例合金', property: '高温拉伸', sampleCount: 3, answersBy: '2026-03-10' } as const

async function begin(world: World) {
  const one = await makeSetting(world)
  const institution = await makeOrganisation(world, 'university')
  const instrument = await makeInstrument(world, { institutionId: institution.id })
  const second = await signedIn(world, 'operator', { organisationId: institution.id })
  const instrumentIds = [one.instrument.id, instrument.id]
  const ask = (more: object = {}) => world.send(one.engineer.token, askSeveral, { ...wish, instrumentIds, ...more } as never)
  return { ...one, second: second.token, instrumentIds, ask, customer: one.engineer.token, first: one.operator.token }
}

scenario(
  'several owners are asked at once; one offer is taken, the others are told, and only the taken one leads to a contract',
  async (world) => {
    const { ask, instrumentIds, customer, first, second, rival } = await begin(world)
    assert.equal((await ask({ answersBy: '2026-03-02' })).problem?.code, 'answers_by_wrong')
    assert.equal((await ask({ deadlineOn: '2026-03-05' })).problem?.code, 'answers_by_wrong')
    assert.equal((await ask({ instrumentIds: [instrumentIds[0], newId()] })).status, 404)
    assert.equal((await ask({ instrumentIds: [instrumentIds[0]] })).status, 400)
    const asked = await ask()
    assert.equal(asked.status, 200, asked.text)
    const { id, offers } = asked.body
    assert.deepEqual([offers.length, offers.every(({ problems }) => problems.includes('not_offered'))], [2, true])
    assert.equal((await world.send(rival.token, getInquiry, { id })).status, 404)
    const [mine, theirs] = instrumentIds.map((one) => offers.find(({ instrumentId }) => instrumentId === one)!.id)
    const answer = (token: string, requestId: string, more: object) =>
      world.send(token, answerTestRequest, { id: requestId, answer: 'accept', quotedFen: 90_000, ...more } as never)
    assert.equal((await answer(first, mine!, {})).problem?.code, 'turnaround_missing')
    assert.equal((await answer(first, mine!, { turnaroundDays: 5, offeredUntil: '2026-03-01' })).problem?.code, 'offered_until_past')
    assert.equal((await answer(first, mine!, { turnaroundDays: 5, offeredUntil: '2026-03-20' })).status, 200)
    assert.equal((await answer(second, theirs!, { quotedFen: 80_000, turnaroundDays: 9 })).status, 200)
    const seen = (await world.send(customer, getInquiry, { id })).body
    assert.deepEqual(
      seen.offers.map(({ expectedFen, turnaroundDays, problems }) => [expectedFen, turnaroundDays, problems.length]),
      [
        [80_000, 9, 0],
        [90_000, 5, 0],
      ],
      'the cheapest first',
    )
    const draft = (token: string, requestId: string) => world.send(token, draftTestOrder, { id: requestId, clauses, turnaroundDays: 5 })
    assert.deepEqual((await draft(first, mine!)).problem?.params, { reasons: ['not_accepted'] }, 'nothing was taken yet')
    assert.equal((await world.send(customer, takeOffer, { id, requestId: newId() })).status, 404)
    const taken = await world.send(customer, takeOffer, { id, requestId: mine! })
    assert.deepEqual([taken.body.state, taken.body.chosenId], ['chosen', mine])
    assert.equal((await world.send(customer, takeOffer, { id, requestId: theirs! })).problem?.code, 'inquiry_over')
    assert.equal((await world.send(customer, endInquiry, { id, isUnmet: true, reason: '示例' })).problem?.code, 'inquiry_over')
    assert.equal((await draft(first, mine!)).status, 200)
    assert.equal((await draft(second, theirs!)).problem?.code, 'order_step_wrong')
    assert.ok((await titlesOf(world, first)).includes('您的报价被选定'))
    assert.ok((await titlesOf(world, second)).includes('询价已结束'))
    assert.deepEqual(
      (await world.send(customer, listInquiries, {})).body.items.map((one) => [one.id, one.state]),
      [[id, 'chosen']],
    )
  },
)

scenario('an offer that is over is not taken, and what nobody can do is an unmet need without a name', async (world) => {
  const { ask, customer, first, second, instrumentIds, firm } = await begin(world)
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const { id, offers } = (await ask()).body
  const [mine, theirs] = instrumentIds.map((one) => offers.find(({ instrumentId }) => instrumentId === one)!.id)
  const decline = (token: string, requestId: string, reply: string) =>
    world.send(token, answerTestRequest, { id: requestId, answer: 'decline', reply })
  assert.equal((await decline(first, mine!, '示例：温度达不到')).status, 200)
  assert.equal((await world.send(customer, getInquiry, { id })).body.state, 'open')
  assert.equal((await decline(second, theirs!, '示例：没有夹具')).status, 200)
  assert.equal((await world.send(customer, getInquiry, { id })).body.state, 'unmet', 'every owner declined')
  assert.ok((await titlesOf(world, customer)).includes('询价没有办成'))
  const needs = (await world.send(province, listUnmetNeeds, {})).body.items
  assert.deepEqual(
    needs.map(({ material, askedCount, replies }) => [material, askedCount, replies.toSorted()]),
    [['示例合金', 2, ['示例：没有夹具', '示例：温度达不到']]],
  )
  assert.ok(!JSON.stringify(needs).includes(firm.name))
  assert.equal((await world.send(first, listUnmetNeeds, {})).status, 403)

  const silent = (await ask()).body.id
  const offered = (await ask()).body
  const request = offered.offers.find(({ instrumentId }) => instrumentId === instrumentIds[0])!.id
  const offer = { id: request, answer: 'accept', quotedFen: 1, turnaroundDays: 3, offeredUntil: '2026-03-11' } as const
  assert.equal((await world.send(first, answerTestRequest, offer)).status, 200)
  world.now = new Date('2026-03-12T01:00:00Z')
  const later = (await signedIn(world, 'firm_engineer', { organisationId: firm.id })).token
  await write(world, (db) => enqueue(db, closeInquiriesJob, {}))
  await world.drain()
  assert.deepEqual(
    [
      (await world.send(later, getInquiry, { id: silent })).body.state,
      (await world.send(later, getInquiry, { id: offered.id })).body.state,
    ],
    ['unmet', 'open'],
  )
  const over = await world.send(later, takeOffer, { id: offered.id, requestId: request })
  assert.deepEqual([over.problem?.code, over.problem?.params], ['offer_not_takeable', { reasons: ['offer_over'] }])
  assert.equal((await world.send(later, endInquiry, { id: offered.id, isUnmet: false, reason: '示例：不做了' })).body.state, 'closed')
  const rest = (await world.send(later, listTestRequests, { state: 'submitted' })).body.items
  assert.deepEqual(rest, [], 'nobody is asked any more')
})

scenario('an instrument that takes no samples keeps the whole inquiry from being sent', async (world) => {
  const { ask, instrument, officer } = await begin(world)
  assert.equal((await world.send(officer.token, setBookingPolicy, { id: instrument.id, takesSamples: false } as never)).status, 200)
  const refused = await ask()
  assert.equal(refused.problem?.code, 'inquiry_refused')
  assert.deepEqual(refused.problem?.params.items, [{ instrumentId: instrument.id, reasons: [{ code: 'takes_no_samples' }] }])
})

scenario(
  'whoever withdraws every request has ended the inquiry, which is no unmet need; answers and choices at once wait for each other',
  async (world) => {
    const { ask, customer, first, second, instrumentIds } = await begin(world)
    const { id, offers } = (await ask()).body
    const withdraw = (requestId: string) => world.send(customer, withdrawTestRequest, { id: requestId })
    assert.equal((await withdraw(offers[0]!.id)).status, 200)
    assert.equal((await world.send(customer, getInquiry, { id })).body.state, 'open')
    assert.equal((await withdraw(offers[1]!.id)).status, 200)
    assert.equal((await world.send(customer, getInquiry, { id })).body.state, 'closed')

    for (let round = 0; round < 5; round += 1) {
      const asked = (await ask()).body
      const [mine, theirs] = instrumentIds.map((one) => asked.offers.find(({ instrumentId }) => instrumentId === one)!.id)
      const offer = { id: mine!, answer: 'accept', quotedFen: 1, turnaroundDays: 1 } as const
      assert.equal((await world.send(first, answerTestRequest, offer)).status, 200)
      const replies = await Promise.all([
        world.send(customer, takeOffer, { id: asked.id, requestId: mine! }),
        world.send(second, answerTestRequest, { id: theirs!, answer: 'decline', reply: '示例：做不了' }),
        world.send(customer, withdrawTestRequest, { id: mine! }),
        world.send(customer, takeOffer, { id: asked.id, requestId: mine! }),
      ])
      assert.ok(
        replies.every(({ status }) => status === 200 || status === 409),
        replies.map(({ status }) => status).join(),
      )
      const after = (await world.send(customer, getInquiry, { id: asked.id })).body
      const chosen = after.offers.find((one) => one.id === after.chosenId)
      assert.ok(after.state !== 'open')
      if (after.state === 'unmet') assert.ok(after.offers.every(({ state }) => state !== 'accepted'))
      assert.equal(after.state === 'chosen', chosen !== undefined)
    }
  },
)

const offers = fc.record({
  state: fc.constantFrom(...requestStates),
  expectedFen: fc.option(fc.nat(1000)),
  turnaroundDays: fc.option(fc.integer({ min: 1, max: 30 })),
})

test('offers stand in one order, and an inquiry with an offer is never unmet', () => {
  fc.assert(
    fc.property(fc.array(offers, { minLength: 1, maxLength: 6 }), (some) => {
      const sorted = some.toSorted(compareOffers)
      for (const [at, one] of sorted.entries()) if (at > 0) assert.ok(compareOffers(sorted[at - 1]!, one) <= 0)
      if (some.some(({ state }) => state === 'accepted')) assert.equal(endOfInquiry(some, '2026-01-01', '2026-12-31'), null)
    }),
  )
  const table: [Parameters<typeof offerProblemsOf>[0], Parameters<typeof offerProblemsOf>[1], string[]][] = [
    ['open', { state: 'accepted', offeredUntil: '2026-03-02' }, []],
    ['open', { state: 'accepted', offeredUntil: '2026-03-01' }, ['offer_over']],
    ['open', { state: 'submitted', offeredUntil: null }, ['not_offered']],
    ['unmet', { state: 'declined', offeredUntil: null }, ['inquiry_over', 'not_offered']],
  ]
  for (const [state, offer, expected] of table) assert.deepEqual(offerProblemsOf(state, offer, '2026-03-02'), expected)
})
