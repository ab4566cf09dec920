import assert from 'node:assert/strict'
import { at, makeSetting, type Setting } from '../../test/kit/bookings.ts'
import { titlesOf } from '../../test/kit/notices.ts'
import { signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { approveBooking, book, changeBooking } from './booking.contract.ts'
import { handOverBooking } from './handover.contract.ts'
import {
  askQualification,
  decideQualification,
  listMyQualifications,
  listQualificationLevels,
  listQualifications,
  setQualificationLevels,
} from './qualification.contract.ts'
import { remindOfEndsJob } from './reminder.server.ts'
import { setBookingPolicy } from './schedule.contract.ts'
import { bookSeveral, lookAtSeveral } from './series.contract.ts'
import { joinWaiting } from './waiting.contract.ts'

const levelsOf = [
  { nameZh: '辅助使用', nameEn: 'Assisted', monthsValid: null, monthsUnused: null },
  { nameZh: '独立使用', nameEn: 'Independent', monthsValid: 12, monthsUnused: null },
]

async function setLevels(world: World, { operator, instrument }: Setting, neededRank: number | null = 2) {
  const reply = await world.send(operator.token, setQualificationLevels, { id: instrument.id, levels: levelsOf, neededRank })
  assert.equal(reply.status, 200, reply.text)
  return reply.body.items
}

async function grant(world: World, { operator, engineer }: Setting, levelId: string, validUntil?: string) {
  const asked = await world.send(engineer.token, askQualification, { id: levelId, note: '学过' })
  assert.equal(asked.status, 200, asked.text)
  const id = asked.body.items.find((one) => one.levelId === levelId)!.id
  const wish = { id, action: 'grant' as const, note: '考核合格', ...(validUntil ? { validUntil } : {}) }
  assert.equal((await world.send(operator.token, decideQualification, wish)).status, 200)
  return id
}

const wishOf = ({ instrument }: Setting, day = '2026-03-02', from = '09:00', to = '10:00') => ({
  instrumentId: instrument.id,
  startsAt: at(from, day),
  endsAt: at(to, day),
})

const reasonsOf = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params['reasons'] as { code: string; lastOn?: string }[]).map(({ code, lastOn }) => [code, lastOn])

scenario('whoever is not qualified is told so with every other reason, and books once it is granted', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, operator } = setting
  const [assisted, independent] = await setLevels(world, setting)
  const refused = await world.send(engineer.token, book, wishOf(setting, '2026-03-02', '07:00', '08:00'))
  assert.deepEqual([refused.status, refused.problem.code], [422, 'booking_refused'])
  assert.deepEqual(
    reasonsOf(refused).map(([code]) => code),
    ['in_the_past', 'outside_opening', 'not_qualified'],
  )
  await grant(world, setting, assisted!.id)
  assert.deepEqual(reasonsOf(await world.send(engineer.token, book, wishOf(setting))), [['not_qualified', undefined]])
  await grant(world, setting, independent!.id)
  const booked = await world.send(engineer.token, book, wishOf(setting))
  assert.deepEqual([booked.status, booked.body.state], [200, 'confirmed'])
  assert.ok((await titlesOf(world, operator.token)).includes('资质申请待审核'))
  assert.ok((await titlesOf(world, engineer.token)).includes('资质有变化'))
  const { items } = (await world.send(engineer.token, listMyQualifications, {})).body
  const own = items.find((one) => one.levelId === independent!.id)!
  assert.deepEqual([own.standing, own.grantedOn, own.validUntil], ['in_force', '2026-03-02', '2027-03-02'])
  assert.deepEqual(
    own.acts.map(({ action, note }) => [action, note]),
    [
      ['grant', '考核合格'],
      ['ask', '学过'],
    ],
  )
})

scenario('a booking is judged as of its own day: one made and one moved behind the last day are refused', async (world) => {
  const setting = await makeSetting(world)
  const { engineer } = setting
  const [, independent] = await setLevels(world, setting)
  await grant(world, setting, independent!.id, '2026-03-05')
  const expired = await world.send(engineer.token, book, wishOf(setting, '2026-03-06'))
  assert.deepEqual(reasonsOf(expired), [['qualification_expired', '2026-03-05']])
  const { body } = await world.send(engineer.token, book, wishOf(setting, '2026-03-05'))
  const times = { startsAt: at('09:00', '2026-03-06'), endsAt: at('10:00', '2026-03-06') }
  const moved = await world.send(engineer.token, changeBooking, { id: body.id, ...times })
  assert.deepEqual(reasonsOf(moved), [['qualification_expired', '2026-03-05']])
  const rivals = { instrumentId: setting.instrument.id, ...times }
  assert.deepEqual(reasonsOf(await world.send(engineer.token, joinWaiting, rivals)), [['qualification_expired', '2026-03-05']])
  const both = { instrumentIds: [setting.instrument.id], startsAt: at('13:00', '2026-03-05'), endsAt: at('14:00', '2026-03-05') }
  const daily = { ...both, rule: 'FREQ=DAILY;COUNT=2', except: [] }
  const looked = (await world.send(engineer.token, lookAtSeveral, daily)).body.items
  assert.deepEqual(
    looked.map(({ reasons }) => reasons.map(({ code, lastOn }) => [code, lastOn])),
    [[], [['qualification_expired', '2026-03-05']]],
  )
  const several = await world.send(engineer.token, bookSeveral, { ...daily, mode: 'possible' })
  assert.deepEqual([several.body.booked.length, several.body.left[0]?.reasons[0]?.code], [1, 'qualification_expired'])
  const colleague = await signedIn(world, 'firm_engineer', { organisationId: setting.firm.id })
  const handed = await world.send(engineer.token, handOverBooking, { id: body.id, personId: colleague.personId })
  assert.deepEqual(reasonsOf(handed), [['not_qualified', undefined]])
  const said = await world.send(engineer.token, changeBooking, { id: body.id, purpose: '只改用途' })
  assert.equal(said.status, 200, 'what is not moved is not judged again')
})

scenario('a suspended level books nothing until it is given back; a revoked one may be asked for again', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, operator } = setting
  const [, independent] = await setLevels(world, setting)
  const id = await grant(world, setting, independent!.id)
  const decide = (action: 'suspend' | 'resume' | 'revoke' | 'extend', validUntil?: string) =>
    world.send(operator.token, decideQualification, { id, action, note: '示例理由', ...(validUntil ? { validUntil } : {}) })
  await decide('suspend')
  assert.deepEqual(reasonsOf(await world.send(engineer.token, book, wishOf(setting))), [['qualification_suspended', undefined]])
  assert.equal((await decide('suspend')).problem.code, 'qualification_state_wrong')
  assert.equal((await world.send(engineer.token, askQualification, { id: independent!.id })).problem.code, 'qualification_state_wrong')
  await decide('resume')
  assert.equal((await world.send(engineer.token, book, wishOf(setting))).status, 200)
  assert.equal((await decide('extend', '2026-03-01')).problem.code, 'validity_past')
  await decide('extend', '2028-01-01')
  const [shown] = (await world.send(operator.token, listQualifications, { id: setting.instrument.id })).body.items
  assert.deepEqual([shown!.validUntil, shown!.organisationNameZh], ['2028-01-01', setting.firm.name])
  await decide('revoke')
  assert.deepEqual(reasonsOf(await world.send(engineer.token, book, wishOf(setting, '2026-03-03'))), [['not_qualified', undefined]])
  assert.equal((await world.send(engineer.token, askQualification, { id: independent!.id })).status, 200)
})

scenario('where the trained are confirmed at once, all others wait for the institution', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, operator, instrument } = setting
  const [assisted] = await setLevels(world, setting, null)
  await world.send(operator.token, setBookingPolicy, { id: instrument.id, approval: 'trained' })
  await grant(world, setting, assisted!.id, '2026-03-05')
  const trained = await world.send(engineer.token, book, wishOf(setting))
  assert.equal(trained.body.state, 'confirmed')
  assert.equal((await world.send(rival.token, book, wishOf(setting, '2026-03-03'))).body.state, 'pending')
  const times = { startsAt: at('09:00', '2026-03-06'), endsAt: at('10:00', '2026-03-06') }
  assert.equal((await world.send(engineer.token, changeBooking, { id: trained.body.id, ...times })).body.state, 'pending')
})

scenario('levels keep what was granted as long as they stand, and are the institution’s own to set', async (world) => {
  const setting = await makeSetting(world)
  const { engineer, rival, operator, instrument } = setting
  const [, independent] = await setLevels(world, setting)
  await grant(world, setting, independent!.id)
  const kept = { ...levelsOf[1]!, id: independent!.id, nameZh: '独立上机' }
  const set = (levels: (typeof kept)[], token = operator.token) =>
    world.send(token, setQualificationLevels, { id: instrument.id, levels, neededRank: 1 })
  assert.equal((await set([kept])).status, 200)
  assert.equal((await world.send(engineer.token, book, wishOf(setting))).status, 200)
  assert.equal((await set([kept, kept])).problem.code, 'level_names_twice')
  assert.equal((await set([kept], engineer.token)).status, 403)
  const elsewhere = await signedIn(world, 'operator', { organisationId: setting.firm.id })
  assert.equal((await set([kept], elsewhere.token)).status, 404)
  const shown = (await world.send(rival.token, listQualificationLevels, { id: instrument.id })).body.items
  assert.deepEqual(
    shown.map(({ nameZh, rank, isNeeded }) => [nameZh, rank, isNeeded]),
    [['独立上机', 1, true]],
  )
  assert.deepEqual((await world.send(rival.token, listMyQualifications, {})).body.items, [], 'nobody sees another’s')
  const { id: _, ...anew } = kept
  await world.send(operator.token, setQualificationLevels, { id: instrument.id, levels: [anew], neededRank: 1 })
  assert.deepEqual(reasonsOf(await world.send(engineer.token, book, wishOf(setting, '2026-03-03'))), [['not_qualified', undefined]])
})

scenario('a booking is not approved where the level ends before its day', async (world) => {
  const setting = await makeSetting(world, { policy: { approval: 'manual' } })
  const { engineer, operator } = setting
  const [, independent] = await setLevels(world, setting)
  const id = await grant(world, setting, independent!.id, '2026-03-06')
  const { body } = await world.send(engineer.token, book, wishOf(setting, '2026-03-05'))
  await world.send(operator.token, decideQualification, { id, action: 'extend', note: '只到四日', validUntil: '2026-03-04' })
  const refused = await world.send(operator.token, approveBooking, { id: body.id })
  assert.deepEqual(reasonsOf(refused), [['qualification_expired', '2026-03-04']])
  await world.send(operator.token, decideQualification, { id, action: 'extend', note: '再延长', validUntil: '2026-03-05' })
  assert.equal((await world.send(operator.token, approveBooking, { id: body.id })).body.state, 'confirmed')
})

scenario('whoever holds a level is told once a month and once a week before it ends', async (world) => {
  const setting = await makeSetting(world)
  const { engineer } = setting
  const [, independent] = await setLevels(world, setting)
  await grant(world, setting, independent!.id, '2026-04-10')
  const toldOn = async (day: string) => {
    world.now = new Date(`${day}T00:30:00Z`)
    await write(world, (db) => enqueue(db, remindOfEndsJob, {}))
    await world.drain()
    const text = `select count(*)::int as count from notice where person_id = $1 and kind = 'qualification_ends'`
    return (await run<{ count: number }>(world.db, text, [engineer.personId]))[0]!.count
  }
  assert.deepEqual([await toldOn('2026-03-10'), await toldOn('2026-03-11'), await toldOn('2026-03-12')], [0, 1, 1])
  assert.deepEqual([await toldOn('2026-04-02'), await toldOn('2026-04-03'), await toldOn('2026-04-03')], [1, 2, 2])
  assert.equal(await toldOn('2026-04-11'), 2)
})
