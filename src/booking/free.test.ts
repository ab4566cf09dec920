import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { searchInstruments } from '../catalogue/search.contract.ts'
import { scenario } from '../kernel/test.ts'
import { book } from './booking.contract.ts'

scenario('search keeps to what is free now, or this week', async (world) => {
  const { institution, engineer, instrument } = await makeSetting(world)
  const other = await makeInstrument(world, { institutionId: institution.id })
  const found = async (free: 'now' | 'this_week') => {
    const { status, body } = await world.send(null, searchInstruments, { institutionId: institution.id, free })
    assert.equal(status, 200)
    assert.equal(body.total, body.items.length)
    return body.items.map((item) => item.id).sort()
  }
  const both = [instrument.id, other.id].sort()
  assert.deepEqual(await found('now'), both)
  const booked = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('09:00'), endsAt: at('12:00') })
  assert.equal(booked.status, 200)
  world.now = new Date(at('10:00'))
  assert.deepEqual(await found('now'), [other.id], 'one of them is in use')
  assert.deepEqual(await found('this_week'), both, 'it is free in the afternoon')
  const { body } = await world.send(null, searchInstruments, { institutionId: institution.id, free: 'this_week' })
  const freeAt = new Map(body.items.map((item) => [item.id, item.freeAt]))
  assert.deepEqual([freeAt.get(instrument.id), freeAt.get(other.id)], [at('12:00'), at('10:00')], 'and says from when')
  world.now = new Date(at('19:00'))
  assert.deepEqual(await found('now'), [], 'both are closed')
  assert.deepEqual(await found('this_week'), both)
})

scenario('what takes no bookings, opens too shortly or is given away is not free this week', async (world) => {
  const { institution, engineer, instrument } = await makeSetting(world, {
    openings: [{ weekday: 1, fromMinute: 480, toMinute: 600 }],
    policy: { noticeMinutes: 30 },
  })
  const search = { institutionId: institution.id, free: 'this_week' } as const
  const total = async () => (await world.send(null, searchInstruments, search)).body.total
  assert.equal(await total(), 1)
  const booked = await world.send(engineer.token, book, { instrumentId: instrument.id, startsAt: at('08:30'), endsAt: at('10:00') })
  assert.equal(booked.status, 200, booked.text)
  assert.equal(await total(), 0, 'what is left of Monday is too short, and no other day is open')
})
