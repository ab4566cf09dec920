import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { listMyNotices } from '../identity/notice.contract.ts'
import type { InputSent } from '../kernel/contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { book, getBooking } from './booking.contract.ts'
import { verifyBooking } from './booking.server.ts'
import { decideFault, getCondition, listFaults, reportFault } from './fault.contract.ts'
import { addMaintenance, listMaintenance } from './schedule.contract.ts'

const once = () => ({ idempotencyKey: newId() })
const told = async (world: World, token: string) =>
  (await world.send(token, listMyNotices, {})).body.items.map(({ title, text }) => `${title.en}: ${text.en}`)

/** A fault of the setting's instrument, reported by the operator at 9:30 and broken since 9:00. */
async function reported(world: World, { operator, instrument }: Setting, isUsable = false) {
  world.now = new Date(at('09:30'))
  const given = { id: instrument.id, what: '真空抽不下来', brokenAt: at('09:00'), isUsable }
  const reply = await world.send(operator.token, reportFault, given, once())
  assert.equal(reply.status, 200, reply.text)
  return reply.body.mine[0]!.id
}
const decided = (world: World, { token }: { token: string }, input: Omit<InputSent<typeof decideFault>, 'note'>) =>
  world.send(token, decideFault, { note: '示例说明', ...input })

scenario('a customer reports a fault once it used the instrument; its keeper hears, and nobody else may say anything', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, operator, instrument, institution } = setting
  const given = { id: instrument.id, what: '真空抽不下来', brokenAt: at('07:00'), isUsable: true }
  const early = await world.send(engineer.token, reportFault, given, once())
  assert.equal(early.problem.code, 'not_found', 'it never used it')
  const slot = { instrumentId: instrument.id, startsAt: at('10:00'), endsAt: at('11:00') }
  assert.equal((await world.send(engineer.token, book, slot, once())).status, 200)
  world.now = new Date(at('10:30'))
  for (const brokenAt of [at('10:31'), at('10:00', '2025-02-01')]) {
    const wrong = await world.send(engineer.token, reportFault, { ...given, brokenAt }, once())
    assert.equal(wrong.problem.code, 'fault_time_wrong')
  }
  const made = await world.send(engineer.token, reportFault, given, once())
  assert.deepEqual([made.body.stopped, made.body.mine.map(({ state }) => state)], [null, ['reported']], made.text)
  assert.ok((await told(world, operator.token)).some((line) => line.startsWith('A fault was reported')))
  assert.equal((await world.send(rival.token, getCondition, { id: instrument.id })).body.mine.length, 0)
  assert.deepEqual((await world.send(null, getCondition, { id: instrument.id })).body, { stopped: null, mayReport: false, mine: [] })
  const { items } = (await world.send(operator.token, listFaults, { institutionId: institution.id })).body
  assert.deepEqual([items[0]?.what, items[0]?.organisationNameZh, items[0]?.acts.length], ['真空抽不下来', setting.firm.name, 1])
  assert.equal((await world.send(engineer.token, listFaults, { institutionId: institution.id })).status, 403)
  const foreign = await makeSetting(world)
  assert.equal((await decided(world, foreign.operator, { id: items[0]!.id, action: 'accept' })).status, 404)
  const dismissed = await decided(world, operator, { id: items[0]!.id, action: 'dismiss' })
  assert.deepEqual([dismissed.body.state, dismissed.body.lostSeconds], ['dismissed', 0], dismissed.text)
  assert.ok((await told(world, engineer.token)).some((line) => line.includes('Not a fault')))
})

scenario('a repair takes the instrument out of booking, tells whoever had booked, and counts the open hours it cost', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, operator, instrument } = setting
  const slot = { instrumentId: instrument.id, startsAt: at('14:00'), endsAt: at('15:00') }
  const booked = await world.send(engineer.token, book, slot, once())
  const id = await reported(world, setting)
  const early = await decided(world, operator, { id, action: 'repair', expectedEndAt: at('18:00') })
  assert.equal(early.problem.code, 'fault_state_wrong', 'it was not accepted yet')
  assert.equal((await decided(world, operator, { id, action: 'accept' })).body.stoppedAt, at('09:00'))
  const public_ = await world.send(null, getCondition, { id: instrument.id })
  assert.deepEqual(public_.body.stopped, { since: at('09:00'), expectedEndAt: null, isInRepair: false })

  assert.equal((await decided(world, operator, { id, action: 'repair' })).problem.code, 'repair_end_missing')
  const inWay = await decided(world, operator, { id, action: 'repair', expectedEndAt: at('18:00') })
  assert.equal(inWay.problem.code, 'time_in_use')
  assert.equal((await decided(world, operator, { id, action: 'repair', expectedEndAt: at('09:00') })).status, 422)
  const repair = await decided(world, operator, { id, action: 'repair', expectedEndAt: at('18:00'), cancelsBookings: true })
  assert.deepEqual([repair.body.state, repair.body.lostSeconds], ['in_repair', 1_800], repair.text)
  assert.equal((await world.send(engineer.token, getBooking, { id: booked.body.id })).body.state, 'cancelled')
  assert.ok((await told(world, engineer.token)).some((line) => line.startsWith('Booking cancelled')))
  assert.equal((await world.send(engineer.token, book, slot, once())).problem.code, 'slot_taken')
  assert.equal((await world.send(operator.token, addMaintenance, { ...slot, id: instrument.id, reason: '示例' }, once())).status, 409)

  world.now = new Date(at('16:00'))
  const moved = await decided(world, operator, { id, action: 'repair', expectedEndAt: at('12:00', '2026-03-03') })
  assert.equal(moved.body.expectedEndAt, at('12:00', '2026-03-03'), moved.text)
  world.now = new Date(at('17:00'))
  const wrong = await decided(world, operator, { id, action: 'finish', endedAt: at('08:59') })
  assert.equal(wrong.problem.code, 'fault_time_wrong')
  const done = await decided(world, operator, { id, action: 'finish', costFen: 120_050, supplier: '示例维修' })
  assert.deepEqual([done.body.state, done.body.lostSeconds, done.body.costFen], ['done', 8 * 3_600, 120_050], done.text)
  assert.deepEqual(
    done.body.acts.map(({ action }) => action),
    ['report', 'accept', 'repair', 'repair', 'finish'],
  )
  assert.deepEqual((await world.send(operator.token, listMaintenance, { id: instrument.id })).body.items, [])
  const later = { ...slot, startsAt: at('17:00'), endsAt: at('18:00') }
  assert.equal((await world.send(engineer.token, book, later, once())).status, 200, 'the rest of its time is free again')
  assert.equal((await decided(world, operator, { id, action: 'dismiss' })).problem.code, 'fault_state_wrong')
  for (const { name, wrong: count } of await verifyBooking(world.db)) assert.deepEqual([name, count], [name, 0])
})

scenario('faults are listed by state and instrument, page by page', async (world) => {
  const setting = await makeSetting(world)
  const { operator, institution, instrument } = setting
  const first = await reported(world, setting, true)
  await decided(world, operator, { id: first, action: 'accept' })
  await decided(world, operator, { id: first, action: 'finish' })
  for (let each = 0; each < 50; each += 1) await reported(world, setting, true)
  const ask = async (more: object) =>
    (await world.send(operator.token, listFaults, { institutionId: institution.id, instrumentId: instrument.id, ...more })).body
  assert.deepEqual([(await ask({ state: 'open' })).items.length, (await ask({ state: 'over' })).items.length], [50, 1])
  const page = await ask({})
  const rest = await ask({ cursor: page.nextCursor! })
  assert.deepEqual([page.items.length, rest.items.map(({ id }) => id), rest.nextCursor], [50, [first], null])
})
