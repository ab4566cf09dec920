import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { signedIn } from '../../test/kit/people.ts'
import { book, listBookings, rejectBooking } from '../booking/booking.contract.ts'
import { listInstrumentGroups, makeInstrumentGroup, putIntoGroup, takeOutOfGroup } from '../catalogue/group.contract.ts'
import { giveRole } from '../identity/grant.server.ts'
import { scenario } from '../kernel/test.ts'
import { listUse, startUse } from './metering.contract.ts'

scenario('an operator of a group acts on its instruments and on no other', async (world) => {
  const { engineer, officer, instrument, institution, firm } = await makeSetting(world, { policy: { approval: 'manual' } })
  const other = await makeInstrument(world, { institutionId: institution.id })
  const make = (nameZh: string) => world.send(officer.token, makeInstrumentGroup, { id: institution.id, nameZh })
  const group = await make('示例电镜组')
  assert.equal(group.status, 200, group.text)
  assert.equal((await make('示例电镜组')).problem.code, 'group_name_taken')
  const put = (innerCodes: string[]) => world.send(officer.token, putIntoGroup, { id: group.body.id, innerCodes })
  assert.equal((await put(['nowhere'])).problem.code, 'codes_unknown')
  assert.deepEqual(
    (await put([instrument.innerCode])).body.instruments.map((one) => one.id),
    [instrument.id],
  )
  assert.equal((await put([instrument.innerCode])).body.instruments.length, 1, 'what is in it stays')
  const person = await signedIn(world, 'individual', {})
  const grant = { role: 'operator', organisationId: institution.id, divisionCode: null, instrumentGroupId: group.body.id }
  await giveRole(world.db, person.personId, grant)
  const use = (instrumentId: string) =>
    world.send(person.token, startUse, { instrumentId, customer: { organisationId: firm.id }, minutes: 30 })
  assert.equal((await use(other.id)).problem.code, 'not_found')
  assert.equal((await use(instrument.id)).status, 200)
  const booked = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('13:00'), endsAt: at('14:00') })
  assert.equal(booked.status, 200, booked.text)
  const list = (input: object) => world.send(person.token, listBookings, { institutionId: institution.id, ...input })
  assert.equal((await list({ instrumentId: other.id })).problem.code, 'not_found')
  assert.equal((await list({ instrumentId: instrument.id })).body.items.length, 1)
  assert.equal((await list({})).body.items.length, 1)
  assert.equal((await world.send(person.token, rejectBooking, { id: booked.body.id, note: '示例' })).status, 200)
  const day = await world.send(person.token, listUse, { institutionId: institution.id, instrumentId: instrument.id })
  assert.equal(day.body.running.length, 1)
  assert.equal((await world.send(officer.token, listInstrumentGroups, {})).body.items.length, 1)
  const out = { id: group.body.id, instrumentId: instrument.id }
  assert.equal((await world.send(officer.token, takeOutOfGroup, out)).body.instruments.length, 0)
  assert.equal((await world.send(officer.token, takeOutOfGroup, out)).problem.code, 'not_found')
  assert.equal((await list({ instrumentId: instrument.id })).problem.code, 'not_found')
})
