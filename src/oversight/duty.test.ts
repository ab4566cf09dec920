import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { act, bring, filed, gradingAnswers, inventedResidentId, later, offices, openedBatch } from '../../test/kit/cases.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { applied } from '../../test/kit/registrations.ts'
import { book, listBookings } from '../booking/booking.contract.ts'
import { requestTest } from '../booking/request.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { startUse } from '../metering/metering.contract.ts'
import { withdrawCase } from '../procedures/case.contract.ts'
import { askOrganisationChange } from '../registry/change.contract.ts'
import { proposeMerger } from '../registry/proposal.contract.ts'
import { declareRelation } from '../registry/status.contract.ts'
import { listDuties } from './duty.contract.ts'

const dutiesOf = async (world: World, token: string) => {
  const { status, body, text } = await world.send(token, listDuties, {})
  assert.equal(status, 200, text)
  return Object.fromEntries(body.items.map((item) => [item.kind, item.count]))
}

scenario('everybody sees what waits for them, and nothing that is not theirs', async (world) => {
  const setting = await makeSetting(world, { policy: { approval: 'manual' } })
  const { engineer, rival, operator, officer, instrument, institution } = setting
  const other = await makeSetting(world)
  for (const [from, to] of [
    ['10:00', '11:00'],
    ['13:00', '14:00'],
  ] as const)
    await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at(from), endsAt: at(to) })
  await world.send(rival.token, requestTest, { instrumentId: instrument.id, material: '示例钢', property: '硬度', sampleCount: 1 })
  await world.send(operator.token, startUse, { instrumentId: instrument.id, customer: { name: '示例待认定厂' }, minutes: 60 })

  const seen = await dutiesOf(world, operator.token)
  assert.deepEqual(seen, { decide_bookings: 2, answer_requests: 1, decide_faults: 0, running: 1, bookings_today: 0, finish_requests: 0 })
  const { items } = (await world.send(operator.token, listDuties, {})).body
  assert.equal(items[0]?.firstAt, at('10:00'), 'the soonest one')
  const listed = await world.send(operator.token, listBookings, { institutionId: institution.id, state: 'pending' })
  assert.equal(listed.body.items.length, seen['decide_bookings'], 'as many as the page it leads to shows')

  assert.deepEqual(await dutiesOf(world, engineer.token), { coming_bookings: 2 })
  assert.deepEqual(Object.keys(await dutiesOf(world, officer.token)), [
    'handle_cases',
    'decide_bookings',
    'answer_requests',
    'decide_faults',
    'settle_charges',
    'settle_findings',
    'confirm_catalogue',
    'confirm_services',
    'settle_customers',
  ])
  assert.equal((await dutiesOf(world, other.operator.token))['decide_bookings'], 0, 'another institution has none of it')
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  assert.equal((await dutiesOf(world, province.token))['close_months'], 0)
  assert.equal((await world.send(null, listDuties, {})).problem.code, 'not_signed_in')
})

scenario('a county is told of the organisations that wait to be registered there, and another county is not', async (world) => {
  const [own, other] = [
    await signedIn(world, 'county_officer', { divisionCode: '220102' }),
    await signedIn(world, 'county_officer', { divisionCode: '220202' }),
  ]
  const waiting = async ({ token }: { token: string }) => {
    const duties = await dutiesOf(world, token)
    return (['handle_cases', 'decide_changes', 'confirm_relations'] as const).map((kind) => duties[kind]!)
  }
  const before = [await waiting(own), await waiting(other)]
  const person = await signedIn(world, 'individual', {})
  const { id } = await applied(world, person)
  const firm = await makeOrganisation(world, 'firm', { divisionCode: '220102' })
  const sister = await makeOrganisation(world, 'firm', { divisionCode: '220202' })
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const reason = '示例变更'
  await world.send(admin.token, askOrganisationChange, { id: firm.id, wanted: { address: '示例路 1 号' }, reason })
  await world.send(admin.token, declareRelation, { id: firm.id, otherId: sister.id, kind: 'shareholder', firstOn: '2024-01-01' })
  assert.deepEqual([await waiting(own), await waiting(other)], [before[0]!.map((count) => count + 1), before[1]])
  await world.send(own.token, proposeMerger, { id: firm.id, survivorId: sister.id, reason, documentNo: '示例1号' })
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  assert.equal((await dutiesOf(world, province.token))['decide_proposals'], 1)
  assert.equal((await world.send(person.token, withdrawCase, { id })).status, 200)
})

scenario('an office is told of the cases that wait for it, and how many of them are late', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const answers = gradingAnswers({ idNumber: inventedResidentId() })
  const waiting = async ({ token }: { token: string }) => {
    const { items } = (await world.send(token, listDuties, {})).body
    const duty = items.find((item) => item.kind === 'handle_cases')!
    return [duty.count, duty.late]
  }
  const { id } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  assert.deepEqual(
    [await waiting(people.employer), await waiting(people.county)],
    [
      [1, 0],
      [0, 0],
    ],
  )
  await bring(world, people, id, 'intake')
  assert.deepEqual(
    [await waiting(people.employer), await waiting(people.county)],
    [
      [0, 0],
      [1, 0],
    ],
  )
  await later(world, new Date(world.now.getTime() + 20 * 86_400_000).toISOString())
  assert.deepEqual(
    [await waiting(people.county), await waiting(people.neighbour)],
    [
      [1, 1],
      [0, 0],
    ],
  )
})

scenario('an applicant is told what to mend, and an expert what to review', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const answers = gradingAnswers({ idNumber: inventedResidentId() })
  const { id } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  assert.deepEqual(await dutiesOf(world, people.applicant.token), { mend_cases: 0 })
  await bring(world, people, id, 'intake')
  const defects = [{ path: 'position', text: '请写明任职时间' }]
  assert.equal((await act(world, people.county, id, { verb: 'ask_mend', defects })).status, 200)
  assert.deepEqual(await dutiesOf(world, people.applicant.token), { mend_cases: 1 })
  const expert = await signedIn(world, 'expert', {})
  assert.deepEqual(await dutiesOf(world, expert.token), { hand_in_reviews: 0 })
})
