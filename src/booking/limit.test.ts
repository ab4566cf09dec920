import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { signedIn } from '../../test/kit/people.ts'
import type { InputSent } from '../kernel/contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { book, cancelBooking, changeBooking } from './booking.contract.ts'
import { handOverBooking } from './handover.contract.ts'
import { getBookingLimits, setBookingLimits } from './limit.contract.ts'
import { bookSeveral, lookAtSeveral } from './series.contract.ts'

type Limits = Omit<InputSent<typeof setBookingLimits>, 'id'>
const set = (world: World, { operator, instrument }: Setting, limits: Limits, token = operator.token) =>
  world.send(token, setBookingLimits, { id: instrument.id, ...limits })
const perWeek = { scope: 'person', period: 'week', countMost: 2, minutesMost: null } as const
const perDay = { scope: 'organisation', period: 'day', countMost: null, minutesMost: 180 } as const

const wishOf = ({ instrument }: Setting, day: string, from: string, to: string) => ({
  instrumentId: instrument.id,
  startsAt: at(from, day),
  endsAt: at(to, day),
})
type Told = { code: string; left: number; fromOn: string; lastOn: string }
const reasonsOf = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params['reasons'] as Told[]).map(({ code, left, fromOn, lastOn }) => [code, left, fromOn, lastOn])

scenario('quotas are counted by person and organisation in their period, and say what is left', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, firm } = setting
  assert.equal((await set(world, setting, { quotas: [perWeek, perDay] })).status, 200)
  const send = (token: string, day: string, from: string, to: string) => world.send(token, book, wishOf(setting, day, from, to))
  const first = await send(engineer.token, '2026-03-03', '09:00', '11:00')
  assert.equal(first.status, 200)
  const colleague = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const over = await send(colleague.token, '2026-03-03', '11:00', '13:00')
  assert.deepEqual(reasonsOf(over), [['quota_minutes_organisation', 60, '2026-03-03', '2026-03-03']])
  assert.equal((await send(colleague.token, '2026-03-03', '11:00', '12:00')).status, 200)
  assert.equal((await send(rival.token, '2026-03-03', '13:00', '16:00')).status, 200, 'another organisation has its own')
  assert.equal((await send(engineer.token, '2026-03-06', '09:00', '10:00')).status, 200)
  const third = await send(engineer.token, '2026-03-05', '09:00', '10:00')
  assert.deepEqual(reasonsOf(third), [['quota_count_person', 0, '2026-03-02', '2026-03-08']])
  assert.equal((await send(engineer.token, '2026-03-09', '09:00', '10:00')).status, 200, 'a week begins on Monday')
  const times = { startsAt: at('09:00', '2026-03-04'), endsAt: at('10:00', '2026-03-04') }
  assert.equal(
    (await world.send(engineer.token, changeBooking, { id: first.body.id, ...times })).status,
    200,
    'a moved one is not in its own way',
  )
  const handed = await world.send(colleague.token, handOverBooking, {
    id: (await send(colleague.token, '2026-03-05', '14:00', '15:00')).body.id,
    personId: engineer.personId,
  })
  assert.deepEqual(reasonsOf(handed), [['quota_count_person', 0, '2026-03-02', '2026-03-08']])
  await world.send(engineer.token, cancelBooking, { id: first.body.id, note: '不用了' })
  assert.equal((await send(engineer.token, '2026-03-05', '09:00', '10:00')).status, 200, 'what is cancelled does not count')
})

scenario('a series books no more than the quota allows', async (world) => {
  const setting = await makeSetting(world)
  await set(world, setting, { quotas: [perWeek] })
  const { engineer, instrument } = setting
  const daily = {
    instrumentIds: [instrument.id],
    startsAt: at('09:00', '2026-03-03'),
    endsAt: at('10:00', '2026-03-03'),
    rule: 'FREQ=DAILY;COUNT=3',
    except: [],
  }
  const looked = (await world.send(engineer.token, lookAtSeveral, daily)).body.items
  assert.deepEqual(
    looked.map(({ reasons }) => reasons.map(({ code }) => code)),
    [[], [], ['quota_count_person']],
  )
  const { booked, left } = (await world.send(engineer.token, bookSeveral, { ...daily, mode: 'possible' })).body
  assert.deepEqual([booked.length, left[0]?.reasons[0]?.code], [2, 'quota_count_person'])
})

scenario('twenty at once never book more than one’s organisation may', async (world) => {
  const setting = await makeSetting(world, { laneCount: 20 })
  await set(world, setting, { quotas: [{ ...perDay, countMost: 3, minutesMost: null }] })
  const wish = wishOf(setting, '2026-03-03', '09:00', '10:00')
  const replies = await Promise.all(Array.from({ length: 20 }, () => world.send(setting.engineer.token, book, wish)))
  assert.equal(replies.filter(({ status }) => status === 200).length, 3)
  assert.equal(replies.filter(({ status }) => status === 422).length, 17)
})

scenario('limits are the institution’s own to set and everybody’s to read', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, firm, instrument } = setting
  const limits = { quotas: [perDay, perWeek] }
  assert.equal((await set(world, setting, { quotas: [perDay, perDay] })).problem.code, 'quota_twice')
  assert.equal((await set(world, setting, { quotas: [{ ...perWeek, countMost: null }] })).problem.code, 'quota_empty')
  assert.equal((await set(world, setting, limits, engineer.token)).status, 403)
  const elsewhere = await signedIn(world, 'operator', { organisationId: firm.id })
  assert.equal((await set(world, setting, limits, elsewhere.token)).status, 404)
  await set(world, setting, limits)
  assert.deepEqual((await world.send(null, getBookingLimits, { id: instrument.id })).body, limits)
})
