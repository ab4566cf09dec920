import assert from 'node:assert/strict'
import { makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { clauses } from '../../test/kit/orders.ts'
import { askSeveral, takeOffer } from '../booking/inquiry.contract.ts'
import { draftTestOrder, stepTestOrder } from '../booking/order.contract.ts'
import { answerTestRequest } from '../booking/request.contract.ts'
import { scenario } from '../kernel/test.ts'
import { declareUse, listUse } from './metering.contract.ts'

scenario(
  'an offer that nobody took, and an order that was cancelled, are no work: neither waits at the desk nor is charged',
  async (world) => {
    const { instrument, institution, engineer, operator } = await makeSetting(world)
    const second = await makeInstrument(world, { institutionId: institution.id })
    const wish = { material: '示例', property: '示例', sampleCount: 1, answersBy: '2026-03-10', instrumentIds: [instrument.id, second.id] }
    const { id, offers } = (await world.send(engineer.token, askSeveral, wish)).body
    for (const offer of offers) {
      const answer = { id: offer.id, answer: 'accept', quotedFen: 100, turnaroundDays: 3 } as const
      assert.equal((await world.send(operator.token, answerTestRequest, answer)).status, 200)
    }
    const waiting = async () => (await world.send(operator.token, listUse, {})).body.testRequests.map((one) => one.id)
    const declare = async (testRequestId: string) =>
      (await world.send(operator.token, declareUse, { testRequestId, reason: '示例：送样检测', usedOn: '2026-03-02' })).problem?.params
        .reasons
    const refused = [{ code: 'request_not_accepted', params: { state: 'accepted' } }]
    assert.deepEqual([await waiting(), await declare(offers[0]!.id)], [[], refused], 'nothing was taken yet')

    const requestId = offers[0]!.id
    assert.equal((await world.send(engineer.token, takeOffer, { id, requestId })).status, 200)
    assert.deepEqual(await waiting(), [requestId])
    await world.send(operator.token, draftTestOrder, { id: requestId, clauses, turnaroundDays: 3 })
    assert.equal((await world.send(engineer.token, stepTestOrder, { id: requestId, step: 'cancel', note: '示例：不做了' })).status, 200)
    assert.deepEqual([await waiting(), await declare(requestId)], [[], refused])
  },
)
