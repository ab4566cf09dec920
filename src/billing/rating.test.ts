import assert from 'node:assert/strict'
import { makeSetting } from '../../test/kit/bookings.ts'
import { png } from '../../test/kit/files.ts'
import { clauses } from '../../test/kit/orders.ts'
import { signedIn } from '../../test/kit/people.ts'
import { draftTestOrder, type plainSteps, rateTestOrder, reportPurpose, reportTestOrder, stepTestOrder } from '../booking/order.contract.ts'
import { answerTestRequest, requestTest } from '../booking/request.contract.ts'
import { uploadAttachment } from '../kernel/attachments/attachments.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { computeFindings, listFindings } from './finding.contract.ts'

/** A test from the request to the rating, by a customer and the keeper of the instrument. */
async function rated(world: World, { instrumentId, customer, keeper }: { instrumentId: string; customer: string; keeper: string }) {
  const { id } = (await world.send(customer, requestTest, { instrumentId, material: '示例', property: '示例', sampleCount: 1 })).body
  const step = (token: string, name: (typeof plainSteps)[number]) => world.send(token, stepTestOrder, { id, step: name, note: '示例' })
  await world.send(keeper, answerTestRequest, { id, answer: 'accept', quotedFen: 100 })
  await world.send(keeper, draftTestOrder, { id, clauses, turnaroundDays: 5 })
  await step(customer, 'agree')
  await step(keeper, 'receive')
  await step(keeper, 'start')
  const file = (await world.send(keeper, uploadAttachment, { fileName: '示例.png', purpose: reportPurpose }, { upload: png })).body.id
  await world.send(keeper, reportTestOrder, { id, reportNo: '示例1号', attachmentIds: [file] })
  await step(customer, 'accept')
  const reply = await world.send(customer, rateTestOrder, { id, stars: 5 })
  assert.equal(reply.status, 200, reply.text)
}

scenario('a test rated by the owner’s own people is found, one rated by a customer is not', async (world) => {
  const { instrument, institution, engineer, operator, officer } = await makeSetting(world)
  const inside = await signedIn(world, 'firm_engineer', { organisationId: institution.id })
  const found = async () => {
    const run = await world.send(officer.token, computeFindings, { year: 2026, institutionId: institution.id })
    assert.equal(run.status, 200, run.text)
    await world.drain()
    const { items } = (await world.send(officer.token, listFindings, { check: 'own_rating' })).body
    return items.map(({ detail, instrumentId, foundOn, numerator, order }) => [detail, instrumentId, foundOn, numerator, order?.number])
  }
  const at = { instrumentId: instrument.id, keeper: operator.token }
  await rated(world, { ...at, customer: engineer.token })
  assert.deepEqual(await found(), [])
  await rated(world, { ...at, customer: inside.token })
  assert.deepEqual(await found(), [['owner_itself', instrument.id, '2026-03-02', 5, 'WT2026-000002']])
})
