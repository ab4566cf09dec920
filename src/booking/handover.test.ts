import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { signedIn } from '../../test/kit/people.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { book, cancelBooking, getBooking } from './booking.contract.ts'
import { handOverBooking, listBookers } from './handover.contract.ts'
import { setBookingPolicy } from './schedule.contract.ts'

scenario('a booking is handed over to a colleague, and asked for again where that is the rule', async (world) => {
  const { engineer, rival, operator, firm, instrument } = await makeSetting(world)
  const colleague = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const reader = await signedIn(world, 'finance', { organisationId: firm.id })
  const time = { instrumentId: instrument.id, startsAt: at('10:00'), endsAt: at('11:00') }
  const made = (await world.send(engineer.token, book, time, { idempotencyKey: newId() })).body
  const listed = (await world.send(engineer.token, listBookers, {})).body.items
  assert.deepEqual(
    listed.map(({ personId }) => personId),
    [colleague.personId],
    'who may not book is none, nor oneself',
  )
  const hand = (token: string, personId: string, id = made.id) => world.send(token, handOverBooking, { id, personId })
  for (const person of [rival, reader, operator, engineer])
    assert.equal((await hand(engineer.token, person.personId)).problem.code, 'colleague_unknown')
  assert.equal((await hand(rival.token, colleague.personId)).status, 404)
  assert.equal((await hand(operator.token, colleague.personId)).status, 403)
  assert.equal((await hand(engineer.token, colleague.personId, newId())).status, 404)
  const done = await hand(engineer.token, colleague.personId)
  assert.deepEqual([done.body.personId, done.body.state, done.body.version], [colleague.personId, 'confirmed', 2], done.text)
  const { items } = (await world.send(colleague.token, listMyNotices, {})).body
  assert.equal(items[0]?.title.en, 'A booking was handed over to you')
  const { changes } = (await world.send(operator.token, getBooking, { id: made.id })).body
  assert.deepEqual(
    changes.map(({ action, byParty }) => [action, byParty]),
    [
      ['book', 'customer'],
      ['hand_over', 'customer'],
    ],
  )
  assert.equal((await world.send(operator.token, setBookingPolicy, { id: instrument.id, approval: 'manual' })).status, 200)
  assert.equal((await hand(colleague.token, engineer.personId)).body.state, 'pending')
  world.now = new Date(at('10:30'))
  assert.deepEqual((await hand(engineer.token, colleague.personId)).problem.code, 'booking_refused', 'it has begun')
  world.now = new Date(at('09:00'))
  assert.equal((await world.send(engineer.token, cancelBooking, { id: made.id })).status, 200)
  assert.equal((await hand(engineer.token, colleague.personId)).problem.code, 'booking_state_wrong')
})
