import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { aService, makeWorkshop, peopleOf, type Workshop } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import { correctService } from './billing.contract.ts'
import { writeServices } from './billing.server.ts'
import {
  computeFindings,
  getFindingRun,
  listFindings,
  listFindingThresholds,
  setFindingThreshold,
  settleFinding,
} from './finding.contract.ts'
import { nightlyFindingsJob } from './finding.server.ts'

const hour = 3_600

/** Two records of one day that are 25 hours long together, and a third beside them. */
async function overfull(world: World, workshop: Workshop): Promise<string[]> {
  const of = (seconds: number, effectiveOn: string) => aService(workshop, { seconds, effectiveOn, invoiceNo: `示例${seconds}`, fen: 1 })
  return write(world, (tx) => writeServices(tx, [of(24 * hour, '2026-02-10'), of(hour, '2026-02-10'), of(2 * hour, '2026-02-11')]))
}

async function computed(world: World, token: string, year = 2026): Promise<string> {
  const reply = await world.send(token, computeFindings, { year })
  assert.equal(reply.status, 200, reply.text)
  await world.drain()
  return reply.body.id
}
const found = async (world: World, token: string, show: 'open' | 'settled' | 'gone' = 'open') =>
  (await world.send(token, listFindings, { show, check: 'day_over' })).body.items

scenario('a finding is settled once, and comes back only when its rows change', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer, operator, rival } = await peopleOf(world, workshop)
  const [first, second] = await overfull(world, workshop)
  const id = await computed(world, officer)
  const run_ = (await world.send(officer, getFindingRun, { id })).body
  assert.deepEqual([run_.done, run_.total, run_.finishedAt === null], [1, 1, false])
  assert.equal((await world.send(operator, getFindingRun, { id })).status, 403)
  const [finding] = await found(world, officer)
  assert.deepEqual([finding?.numerator, finding?.denominator, finding?.rowCount], [25 * hour, 24 * hour, 2])
  assert.deepEqual(
    finding?.rows.map(({ serviceNo, seconds }) => [serviceNo, seconds]),
    [
      [first, 24 * hour],
      [second, hour],
    ],
  )
  assert.equal((await world.send(officer, listFindings, {})).body.waiting.find(({ check }) => check === 'day_over')?.count, 1)
  assert.equal((await world.send(operator, settleFinding, { id: finding!.id, state: 'explained', note: '示例：连续两天' })).status, 403)
  const settled = await world.send(officer, settleFinding, { id: finding!.id, state: 'explained', note: '示例：连续两天' })
  assert.equal(settled.status, 200, settled.text)
  const again = await world.send(officer, settleFinding, { id: finding!.id, state: 'error', note: '示例：再想想' })
  assert.equal(again.problem.code, 'finding_settled')

  await computed(world, officer)
  assert.deepEqual([(await found(world, officer)).length, (await found(world, officer, 'settled'))[0]?.note], [0, '示例：连续两天'])
  const correction = { serviceNo: second!, versionId: second!, reason: '示例更正', seconds: 2 * hour }
  assert.equal((await world.send(officer, correctService, correction)).status, 200)
  await computed(world, officer)
  const [anew] = await found(world, officer)
  assert.deepEqual([anew?.numerator, anew?.state], [26 * hour, 'open'], 'its rows changed')
  assert.deepEqual(
    (await found(world, officer, 'gone')).map(({ state, rows }) => [state, rows.filter((row) => row.isSuperseded).length]),
    [['explained', 1]],
  )
  assert.deepEqual(await found(world, rival), [])
})

scenario('what is corrected is gone, the province sees all of it and nobody of another place any', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const foreign = (await peopleOf(world, await makeWorkshop(world))).officer
  const [province, auditor] = [
    await signedIn(world, 'provincial_officer', { divisionCode: '220000' }),
    await signedIn(world, 'auditor', { divisionCode: '220000' }),
  ]
  const [first] = await overfull(world, workshop)
  await computed(world, province.token)
  const [finding] = await found(world, officer)
  for (const reader of [province, auditor]) assert.equal((await found(world, reader.token))[0]?.id, finding?.id)
  assert.deepEqual(await found(world, foreign), [])
  const note = { id: finding!.id, state: 'error' as const, note: '示例：录入差错' }
  assert.equal((await world.send(foreign, settleFinding, note)).status, 404)
  assert.equal((await world.send(auditor.token, settleFinding, note)).status, 403)
  assert.equal((await world.send(foreign, computeFindings, { year: 2026, institutionId: workshop.institutionId })).status, 404)
  await world.send(officer, correctService, { serviceNo: first!, versionId: first!, reason: '示例更正', seconds: hour })
  await computed(world, officer)
  assert.deepEqual([(await found(world, officer)).length, (await found(world, officer, 'gone')).length], [0, 1])
  assert.equal((await world.send(officer, settleFinding, note)).problem.code, 'finding_settled', 'it is gone')
})

scenario('a broken instrument, a related customer and its own number of days are looked at', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const [person] = await run<{ id: string }>(world.db, 'select id from person limit 1')
  await run(
    world.db,
    `insert into fault (id, instrument_id, person_id, what, broken_at, is_usable, state, stopped_at)
     values (gen_random_uuid(), $1, $2, '示例', '2026-02-09T00:00Z', false, 'accepted', '2026-02-09T00:00Z')`,
    [workshop.instrumentId, person!.id],
  )
  await run(
    world.db,
    `insert into organisation_relation (id, organisation_id, other_id, kind, first_on, declared_by)
     values (gen_random_uuid(), $1, $2, 'subsidiary', '2026-01-01', $3)`,
    [workshop.institutionId, workshop.firmId, person!.id],
  )
  const timed = { startsAt: '2026-02-10T01:00:00Z', endsAt: '2026-02-10T02:00:00Z', effectiveOn: '2026-02-10', fen: 20_000, invoiceNo: 'A' }
  await write(world, (tx) => writeServices(tx, [aService(workshop, timed)]))
  await computed(world, officer)
  const items = (await world.send(officer, listFindings, {})).body.items
  const told = () => items.map(({ check, detail }) => `${check} ${detail}`).toSorted()
  assert.deepEqual(told(), ['external_over ', 'late_entry ', 'own_customer related', 'times_wrong while_broken'])

  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const given = { name: 'late_days' as const, value: 0, validFrom: '2026-01-01', documentNo: '示例〔2026〕1号' }
  assert.equal((await world.send(officer, setFindingThreshold, given)).status, 403)
  await world.send(province.token, setFindingThreshold, { ...given, value: 7 })
  const set = await world.send(province.token, setFindingThreshold, given)
  const own = set.body.items.filter(({ name }) => name === 'late_days')
  assert.deepEqual(
    own.map(({ value, validFrom }) => [value, validFrom]),
    [
      [30, '2015-01-01'],
      [0, '2026-01-01'],
    ],
  )
  assert.deepEqual((await world.send(officer, listFindingThresholds, {})).body, set.body)
  await write(world, (db) => enqueue(db, nightlyFindingsJob, {}))
  await world.drain()
  const late = await world.send(officer, listFindings, { check: 'late_entry' })
  assert.deepEqual([late.body.items[0]?.numerator, late.body.items[0]?.threshold], [1, 0], late.text)
})
