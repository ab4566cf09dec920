import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { latestOf, titlesOf } from '../../test/kit/notices.ts'
import { signedIn } from '../../test/kit/people.ts'
import type { InputSent } from '../kernel/contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { book } from './booking.contract.ts'
import { decideQualification, listMyQualifications, setQualificationLevels } from './qualification.contract.ts'
import {
  announceTraining,
  cancelTraining,
  enrolTraining,
  listMyTrainings,
  listTrainees,
  listTrainings,
  recordTraining,
  withdrawTraining,
} from './training.contract.ts'

// Soon enough that nobody is signed out before.
const day = '2026-03-02'
const times = { startsAt: at('08:15'), endsAt: at('09:00') }

async function levelOf(world: World, { operator, instrument }: Setting): Promise<string> {
  const level = { nameZh: '独立使用', nameEn: 'Independent', monthsValid: 12, monthsUnused: null }
  const reply = await world.send(operator.token, setQualificationLevels, { id: instrument.id, levels: [level], neededRank: 1 })
  return reply.body.items[0]!.id
}

async function announce(world: World, { operator }: Setting, id: string, facts: Partial<InputSent<typeof announceTraining>> = {}) {
  const wish = { id, ...times, place: '示例楼 101', trainer: '示例老师', seatCount: 1, passMark: 60, ...facts }
  const reply = await world.send(operator.token, announceTraining, wish)
  assert.equal(reply.status, 200, reply.text)
  return reply.body
}

const toMoment = (world: World, moment: string) => {
  world.now = new Date(moment)
}
const toTheDay = (world: World) => toMoment(world, times.startsAt)

scenario('seats go in order, a free one to whoever waits longest, and passing gives the level', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, operator, instrument, firm } = setting
  const levelId = await levelOf(world, setting)
  const { id } = await announce(world, setting, levelId)
  const third = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const enrol = async (token: string) => (await world.send(token, enrolTraining, { id })).body.own
  assert.deepEqual(await enrol(engineer.token), { isSeated: true, before: 0, result: 'open', mark: null })
  assert.deepEqual(await enrol(rival.token), { isSeated: false, before: 0, result: 'open', mark: null })
  assert.equal((await enrol(third.token))!.before, 1)
  assert.equal((await world.send(third.token, enrolTraining, { id })).problem.code, 'enrolled_already')
  assert.equal((await world.send(engineer.token, withdrawTraining, { id })).body.own, null)
  assert.match((await latestOf(world, rival.token))!, /有了名额/)
  const shown = (await world.send(null, listTrainings, { id: instrument.id })).body.items
  assert.deepEqual(
    shown.map(({ takenCount, waitingCount, own }) => [takenCount, waitingCount, own]),
    [[1, 1, null]],
  )
  const { items } = (await world.send(operator.token, listTrainees, { id })).body
  const results = [{ seatId: items[0]!.seatId, attendance: 'attended' as const, mark: 75 }]
  assert.equal((await world.send(operator.token, recordTraining, { id, results })).problem.code, 'training_not_begun')
  toTheDay(world)
  assert.equal((await world.send(rival.token, withdrawTraining, { id })).problem.code, 'training_state_wrong')
  const recorded = await world.send(operator.token, recordTraining, { id, results })
  assert.deepEqual(
    recorded.body.items.map(({ isSeated, result }) => [isSeated, result]),
    [
      [true, 'passed'],
      [false, 'open'],
    ],
  )
  const own = (await world.send(rival.token, listMyQualifications, {})).body.items[0]!
  assert.deepEqual([own.standing, own.grantedOn, own.validUntil, own.acts[0]!.action], ['in_force', day, '2027-03-02', 'pass'])
  const wish = { instrumentId: instrument.id, startsAt: at('09:00', '2026-03-06'), endsAt: at('10:00', '2026-03-06') }
  assert.equal((await world.send(rival.token, book, wish)).status, 200)
  const worse = [{ ...results[0]!, mark: 10 }]
  assert.equal((await world.send(operator.token, recordTraining, { id, results: worse })).problem.code, 'training_result_stands')
  assert.equal((await world.send(rival.token, listMyTrainings, {})).body.items[0]!.own!.result, 'passed')
})

scenario('twenty ask for three seats at once, and three have one', async (world) => {
  const setting = await makeSetting(world)
  const { id } = await announce(world, setting, await levelOf(world, setting), { seatCount: 3 })
  const people = []
  for (let count = 0; count < 20; count += 1)
    people.push(await signedIn(world, 'firm_engineer', { organisationId: count % 2 ? setting.firm.id : setting.rivalFirm.id }))
  const replies = await Promise.all(people.map(({ token }) => world.send(token, enrolTraining, { id })))
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200])
  const count = async () => {
    const { items } = (await world.send(setting.operator.token, listTrainees, { id })).body
    return [items.filter(({ isSeated }) => isSeated).length, items.length]
  }
  assert.deepEqual(await count(), [3, 20])
  const orders = replies.map(({ body }) => (body.own!.isSeated ? -1 : body.own!.before)).filter((before) => before >= 0)
  assert.deepEqual(
    orders.toSorted((a, b) => a - b),
    Array.from({ length: 17 }, (_, at) => at),
  )
  const seated = people.filter((_, at) => replies[at]!.body.own!.isSeated)
  const left = await Promise.all(seated.map(({ token }) => world.send(token, withdrawTraining, { id })))
  assert.deepEqual(
    left.map(({ status }) => status),
    [200, 200, 200],
  )
  assert.deepEqual(await count(), [3, 17])
})

scenario('without an exam whoever came has the level; the absent, the marked and the suspended are told apart', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, operator } = setting
  const levelId = await levelOf(world, setting)
  const { id } = await announce(world, setting, levelId, { seatCount: 5, passMark: null })
  for (const { token } of [engineer, rival]) await world.send(token, enrolTraining, { id })
  toTheDay(world)
  const { items } = (await world.send(operator.token, listTrainees, { id })).body
  const record = (attendance: 'attended' | 'absent', mark: number | null, at = 0) =>
    world.send(operator.token, recordTraining, { id, results: [{ seatId: items[at]!.seatId, attendance, mark }] })
  assert.equal((await record('attended', 80)).problem.code, 'training_mark_wrong')
  assert.equal((await record('absent', null, 1)).body.items[1]!.result, 'absent')
  assert.equal((await record('attended', null)).body.items[0]!.result, 'passed')
  const qualification = (await world.send(engineer.token, listMyQualifications, {})).body.items[0]!
  await world.send(operator.token, decideQualification, { id: qualification.id, action: 'suspend', note: '示例理由' })
  const again = await announce(world, setting, levelId, { startsAt: at('08:25'), endsAt: at('09:25') })
  await world.send(engineer.token, enrolTraining, { id: again.id })
  toMoment(world, at('08:25'))
  const [seat] = (await world.send(operator.token, listTrainees, { id: again.id })).body.items
  const passed = { id: again.id, results: [{ seatId: seat!.seatId, attendance: 'attended' as const, mark: 90 }] }
  assert.equal((await world.send(operator.token, recordTraining, passed)).status, 200)
  assert.equal((await world.send(engineer.token, listMyQualifications, {})).body.items[0]!.standing, 'suspended')
})

scenario('a training is the institution’s own to announce and to call off, and is told to everybody enrolled', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, operator, firm, instrument } = setting
  const levelId = await levelOf(world, setting)
  const { id } = await announce(world, setting, levelId)
  const late = { id: levelId, ...times, startsAt: times.endsAt, place: '示例', trainer: '示例', seatCount: 1, passMark: null }
  assert.equal((await world.send(operator.token, announceTraining, late)).problem.code, 'training_time_wrong')
  const elsewhere = await signedIn(world, 'operator', { organisationId: firm.id })
  assert.equal((await world.send(elsewhere.token, cancelTraining, { id, note: '不来了' })).status, 404)
  assert.equal((await world.send(elsewhere.token, listTrainees, { id })).status, 404)
  await world.send(engineer.token, enrolTraining, { id })
  assert.equal((await world.send(operator.token, cancelTraining, { id, note: '主讲生病' })).body.isCancelled, true)
  assert.ok((await titlesOf(world, engineer.token)).includes('培训已取消'))
  assert.equal((await world.send(engineer.token, enrolTraining, { id })).problem.code, 'training_state_wrong')
  const [own] = (await world.send(engineer.token, listMyTrainings, {})).body.items
  assert.deepEqual([own!.isCancelled, own!.cancelNote], [true, '主讲生病'])
  toTheDay(world)
  assert.equal((await world.send(operator.token, listTrainings, { id: instrument.id, which: 'past' })).body.items.length, 0)
})
