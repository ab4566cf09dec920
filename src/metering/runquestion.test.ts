import assert from 'node:assert/strict'
import { at, makeSetting } from '../../test/kit/bookings.ts'
import { book } from '../booking/booking.contract.ts'
import type { InputSent } from '../kernel/contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { declareUse, endUse, listUse, startUse } from './metering.contract.ts'
import { listRunQuestions, setRunQuestions } from './runquestion.contract.ts'

const once = () => ({ idempotencyKey: newId() })
type Given = InputSent<typeof setRunQuestions>['questions'][number]
const vacuum: Given = {
  ...{ kind: 'number', choices: [], isNeeded: true, isConsumable: false },
  ...{ labelZh: '真空度', labelEn: 'Vacuum', unit: 'Pa' },
}
const helium: Given = { ...vacuum, labelZh: '氦气', labelEn: 'Helium', unit: 'L', isNeeded: false, isConsumable: true }

scenario('what an instrument asks is answered when a use ends, kept with it, and counted where it is used up', async (world) => {
  const { operator, engineer, instrument, firm } = await makeSetting(world)
  const ask = (questions: Given[]) => world.send(operator.token, setRunQuestions, { id: instrument.id, questions })
  assert.equal((await ask([{ ...vacuum, kind: 'choice' }])).problem.code, 'run_questions_wrong')
  assert.equal((await world.send(engineer.token, listRunQuestions, { id: instrument.id })).status, 403)
  const first = (await ask([vacuum, helium])).body.items
  const kept = (await ask([helium, { ...vacuum, unit: 'mPa' }])).body.items
  assert.deepEqual(
    kept.map(({ labelEn, unit }) => `${labelEn} ${unit}`),
    ['Helium L', 'Vacuum mPa'],
  )
  assert.deepEqual([kept[0]!.id === first[1]!.id, kept[1]!.id === first[0]!.id], [true, false], 'what is changed is another')

  const start = { instrumentId: instrument.id, customer: { organisationId: firm.id }, minutes: 60 }
  const { id } = (await world.send(operator.token, startUse, start, once())).body
  world.now = new Date(at('08:40'))
  const bare = await world.send(operator.token, endUse, { id })
  assert.deepEqual(bare.problem.params.reasons, [{ code: 'question_unanswered', params: { label: '真空度' } }])
  const old = await world.send(operator.token, endUse, { id, answers: [{ questionId: first[0]!.id, answer: '1' }] })
  assert.deepEqual(
    (old.problem.params.reasons as { code: string }[]).map(({ code }) => code),
    ['question_unanswered', 'question_unknown'],
  )
  const answers = [
    { questionId: kept[1]!.id, answer: '3.2e-5' },
    { questionId: kept[0]!.id, answer: '1.50' },
  ]
  const ended = await world.send(operator.token, endUse, { id, answers })
  assert.deepEqual(
    ended.body.answers.map(({ labelEn, answer, unit }) => `${labelEn} ${answer} ${unit}`),
    ['Helium 1.50 L', 'Vacuum 3.2e-5 mPa'],
    ended.text,
  )
  // Recorded afterwards nothing must be answered, and what is answered counts too; also once it is no longer asked.
  const use = { instrumentId: instrument.id, customer: { organisationId: firm.id }, seconds: 600, usedOn: '2026-03-01', reason: '示例' }
  const late = await world.send(operator.token, declareUse, { ...use, answers: [{ questionId: kept[0]!.id, answer: '2' }] }, once())
  assert.deepEqual([late.status, late.body.isAsBooked], [200, false], late.text)
  assert.equal((await world.send(operator.token, declareUse, use, once())).status, 200)
  const { consumed, items } = (await ask([])).body
  assert.deepEqual([items, consumed], [[], [{ labelZh: '氦气', labelEn: 'Helium', unit: 'L', total: '3.5', useCount: 2 }]])
})

scenario('a booking confirmed with its own times says so, with other hours it does not', async (world) => {
  const { operator, engineer, instrument, firm } = await makeSetting(world)
  const times = [
    { startsAt: at('09:00'), endsAt: at('10:00') },
    { startsAt: at('11:00'), endsAt: at('12:00') },
  ]
  const ids: string[] = []
  for (const one of times) ids.push((await world.send(engineer.token, book, { instrumentId: instrument.id, ...one }, once())).body.id)
  world.now = new Date(at('12:30'))
  const desk = (await world.send(operator.token, listUse, { day: '2026-03-02' })).body
  assert.deepEqual(
    desk.bookings.map(({ organisationId, state }) => [organisationId, state]),
    [
      [firm.id, 'confirmed'],
      [firm.id, 'confirmed'],
    ],
  )
  const reason = '当日核对'
  const same = await world.send(operator.token, declareUse, { bookingId: ids[0]!, ...times[0], reason }, once())
  const other = await world.send(operator.token, declareUse, { bookingId: ids[1]!, seconds: 1_800, usedOn: '2026-03-02', reason }, once())
  assert.deepEqual([same.body.isAsBooked, same.body.declaredSeconds], [true, 3_600], same.text)
  assert.deepEqual([other.body.isAsBooked, other.body.declaredSeconds], [false, 1_800], other.text)
})
