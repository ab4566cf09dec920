import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { signedIn } from '../../test/kit/people.ts'
import { getService, listPendingCharges, listServices } from '../billing/billing.contract.ts'
import { approveBooking, book, getBooking, listBookings } from '../booking/booking.contract.ts'
import { answerTestRequest, listTestRequests, requestTest } from '../booking/request.contract.ts'
import { addMaintenance, setBookingPolicy } from '../booking/schedule.contract.ts'
import { makeInstrumentGroup, putIntoGroup } from '../catalogue/group.contract.ts'
import { giveRole } from '../identity/grant.server.ts'
import { chooseOrganisation } from '../identity/identity.contract.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { endUse, listUse, startUse } from '../metering/metering.contract.ts'
import { listDuties } from './duty.contract.ts'

/** Two instruments of an institution, one of them in a group, and an operator of that group who acts for the institution. */
async function makeGroupSetting(world: World) {
  const setting = await makeSetting(world, { policy: { approval: 'manual', noticeMinutes: 0 } })
  const { officer, operator, instrument, institution } = setting
  const other = await makeInstrument(world, { institutionId: institution.id, hourFen: null })
  await world.send(operator.token, setBookingPolicy, { id: other.id, approval: 'manual', noticeMinutes: 0 })
  const group = await world.send(officer.token, makeInstrumentGroup, { id: institution.id, nameZh: '示例质谱组' })
  await world.send(officer.token, putIntoGroup, { id: group.body.id, innerCodes: [instrument.innerCode] })
  const person = await signedIn(world, 'individual', {})
  const grant = { role: 'operator', organisationId: institution.id, divisionCode: null, instrumentGroupId: group.body.id }
  await giveRole(world.db, person.personId, grant)
  const { token } = (await world.send(person.token, chooseOrganisation, { organisationId: institution.id })).body
  return { ...setting, other, token }
}

scenario('an operator of one group does the whole day’s work, and sees nothing of other instruments', async (world) => {
  const { engineer, rival, operator, instrument, institution, firm, other, token } = await makeGroupSetting(world)
  const wish = { startsAt: at('10:00'), endsAt: at('11:00') }
  const [own, theirs] = [
    await world.send(engineer.token, book, { instrumentId: instrument.id, ...wish }),
    await world.send(rival.token, book, { instrumentId: other.id, startsAt: at('13:00'), endsAt: at('14:00') }),
  ]
  const sample = { material: '示例钢', property: '硬度', sampleCount: 1 }
  await world.send(engineer.token, requestTest, { instrumentId: instrument.id, ...sample })
  await world.send(rival.token, requestTest, { instrumentId: other.id, ...sample })
  const notices = (await world.send(token, listMyNotices, {})).body.items
  assert.deepEqual(
    notices.map((notice) => notice.text.zh.includes(instrument.nameZh)),
    [true, true],
    'told of its own booking and request alone',
  )
  const duties = Object.fromEntries((await world.send(token, listDuties, {})).body.items.map((item) => [item.kind, item.count]))
  const others = { decide_faults: 0, running: 0, bookings_today: 0, finish_requests: 0, mend_cases: 0 }
  assert.deepEqual(duties, { decide_bookings: 1, answer_requests: 1, ...others })

  const listed = await world.send(token, listBookings, { institutionId: institution.id })
  assert.deepEqual(
    listed.body.items.map((one) => one.id),
    [own.body.id],
  )
  assert.equal((await world.send(token, getBooking, { id: theirs.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(token, approveBooking, { id: theirs.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(token, approveBooking, { id: own.body.id })).status, 200)
  for (const asked of [{}, { institutionId: institution.id }]) {
    const requests = (await world.send(token, listTestRequests, asked)).body.items
    assert.deepEqual(
      requests.map((request) => request.instrumentId),
      [instrument.id],
    )
    if (requests[0]?.state === 'submitted')
      assert.equal((await world.send(token, answerTestRequest, { id: requests[0].id, answer: 'accept', quotedFen: 100 })).status, 200)
  }
  const closed = { startsAt: at('15:00'), endsAt: at('16:00'), reason: '示例校准' }
  assert.equal((await world.send(token, addMaintenance, { id: instrument.id, ...closed })).status, 200)
  assert.equal((await world.send(token, addMaintenance, { id: other.id, ...closed })).problem.code, 'not_found')

  world.now = new Date(at('10:00'))
  const started = await world.send(token, startUse, { bookingId: own.body.id })
  assert.equal(started.status, 200, started.text)
  const otherUse = await world.send(operator.token, startUse, {
    instrumentId: other.id,
    customer: { organisationId: firm.id },
    minutes: 30,
  })
  const desk = (await world.send(token, listUse, {})).body
  assert.deepEqual(
    [desk.running, desk.testRequests].map((rows) => rows.map((row) => row.instrumentId)),
    [[instrument.id], [instrument.id]],
  )
  world.now = new Date(at('10:30'))
  assert.equal((await world.send(token, endUse, { id: otherUse.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(token, endUse, { id: started.body.id })).status, 200)
  await world.send(operator.token, endUse, { id: otherUse.body.id })

  const services = (await world.send(token, listServices, {})).body.items
  assert.deepEqual(
    services.map((service) => service.instrumentId),
    [instrument.id],
  )
  assert.equal((await world.send(token, getService, { serviceNo: services[0]!.serviceNo })).status, 200)
  assert.equal((await world.send(token, listPendingCharges, {})).body.total, 0, 'what waits on another instrument is not theirs')
  assert.equal((await world.send(operator.token, listPendingCharges, {})).body.total, 1)
})
