import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { signedIn } from '../../test/kit/people.ts'
import { approvedReturns, countyRoundCheck, type Reported, smallSystem } from '../../test/kit/returns.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { type Reply, scenario, type World } from '../kernel/test.ts'
import { computeComposite } from './composite.rules.ts'
import { columnsOf } from './prepare.rules.ts'
import {
  actOnIndexRound,
  createIndexRound,
  downloadIndexSheet,
  getIndexRound,
  getIndexUnit,
  listIndexRounds,
  listIndexSystems,
  recordIndexSystem,
} from './round.contract.ts'
import { IndicatorSystem } from './system.contract.ts'
import { rowsOfSheet, yearsOf } from './table.rules.ts'

const tonghua = '220521'
const daan = '220882'
const hunchun = '222404'
const returned: Reported = {
  [tonghua]: { fiscal_science_share: [2, 100], high_tech_firms: 6 },
  [daan]: { fiscal_science_share: [1, 100], high_tech_firms: 2 },
  [hunchun]: { fiscal_science_share: [3, 100], high_tech_firms: 6 },
}
const before: Reported = { ...returned, [tonghua]: { fiscal_science_share: [1, 100], high_tech_firms: 3 } }
const asked = { systemCode: 'small', systemVersion: '1', fromYear: 2023, year: 2024, runs: 100 } as const

async function recordSystems(world: World, province: string): Promise<void> {
  const systems = (await world.send(null, listIndexSystems, {})).body.items
  assert.deepEqual(
    systems.map(({ code, system, isAssumption }) => [code, system.indicators.length, isAssumption]),
    [
      ['innovative_county', 15, true],
      ['sharing_institution', 4, true],
    ],
  )
  const record = (file: string, subject = 'counties') =>
    world.send(province, recordIndexSystem, { subject, titleZh: '示例指数', titleEn: 'Example index', basis: '示例', file })
  const reasonsOf = async (file: string) => {
    const { problem } = await record(file)
    assert.equal(problem.code, 'index_system_wrong')
    return (problem.params.reasons as { en: string }[]).map(({ en }) => en)
  }
  assert.deepEqual(await reasonsOf('{'), ['The file is no JSON.'])
  assert.deepEqual(await reasonsOf(smallSystem('1', { indicators: [{ code: 'nothing', parent: 'money' }] })), [
    'The group "firms" has nothing in it.',
    'The records of counties have no column "nothing".',
  ])
  assert.equal((await record(smallSystem('1'), 'parks')).status, 404)
  assert.equal((await record(smallSystem('1'))).status, 200)
  assert.equal((await record(smallSystem('1'))).problem.code, 'index_system_exists')
  assert.equal((await record(smallSystem('2', { method: { impute: 'refuse', aggregate: 'geometric' } }))).status, 200)
}

scenario(
  'a round of an index: refused while cells are missing, computed, looked at, published, replaced and computed again',
  async (world) => {
    const officer = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
    const province = officer.token
    const county = (await signedIn(world, 'county_officer', { divisionCode: tonghua })).token
    await recordSystems(world, province)
    const create = (more: object = {}) => world.send(province, createIndexRound, { ...asked, ...more })
    assert.equal((await create({ systemCode: 'none' })).status, 404)
    assert.deepEqual((await create()).problem.params.reasons, [{ code: 'nobody', unit: '', year: 2024, columns: [] }])

    await approvedReturns(world, 2023, officer.personId, before)
    const ids = await approvedReturns(world, 2024, officer.personId, { ...returned, [daan]: { fiscal_science_share: [1, 100] } })
    await run(world.db, "update return_act set state = 'filling' where return_id = $1", [ids.get(hunchun)])
    const refused = await create()
    assert.equal(refused.problem.code, 'index_not_computable')
    assert.deepEqual(refused.problem.params.reasons, [
      { code: 'not_approved', unit: hunchun, year: 2024, columns: [] },
      { code: 'cells_missing', unit: daan, year: 2024, columns: ['high_tech_firms'] },
    ])
    await run(world.db, "update return_act set state = 'approved' where return_id = $1", [ids.get(hunchun)])
    await run(
      world.db,
      `insert into return_cell (id, return_id, code, amount, vintage, origin, source_document, provider, explanation)
     values (gen_random_uuid(), $1, 'high_tech_firms', 2, 'annual', 'filed', '示例', '示例', '')`,
      [ids.get(daan)],
    )

    const made = await create()
    assert.equal(made.status, 200, made.text)
    const { id } = made.body
    const act = (roundId: string, name: 'publish' | 'withdraw', reason = '') =>
      world.send(province, actOnIndexRound, { id: roundId, act: name, reason })
    assert.deepEqual((await act(id, 'publish')).problem.params.reasons, ['not_computed', 'intervals_missing'])
    await world.drain()
    await lookBefore(world, { id, province, county })
    assert.equal((await act(id, 'publish')).body.state, 'published')
    assert.deepEqual((await act(id, 'publish')).problem.params.reasons, ['wrong_state'])
    await lookAfter(world, id)
    await fromFiles(world, id)
    await recompute(world, ids.get(tonghua)!)
    await replace(world, { id, create, act })
  },
)

/** The two files of a round are all that is needed to compute it again. */
async function fromFiles(world: World, id: string): Promise<void> {
  const file = async (format: 'system' | 'data') => (await world.send(null, downloadIndexSheet, { id, format })).text
  const system = IndicatorSystem.parse(JSON.parse(await file('system')))
  const sheet: string[][] = parse(await file('data'), { bom: true })
  const columns = columnsOf(system, sheet[0]!)
  const { rows, problems } = rowsOfSheet(sheet, columns)
  assert.deepEqual(problems, [])
  const composite = computeComposite(system, yearsOf(rows, columns))
  const { round, units } = (await world.send(null, getIndexRound, { id })).body
  const year = composite.years.find((one) => one.prepared.year === round.year)!
  const scores = year.scores.get(composite.rootCode)!
  assert.deepEqual(
    year.prepared.units.map((unit, at) => [unit, scores[at], year.ranks.get(composite.rootCode)![at]]).toSorted(),
    units.map(({ unit, score, rank }) => [unit, score, rank]).toSorted(),
  )
}

type Standing = { id: string; province: string; county: string }

/** Before it is published the province sees all of it, a county its own sheet, the public nothing. */
async function lookBefore(world: World, { id, province, county }: Standing): Promise<void> {
  const round = (await world.send(province, getIndexRound, { id })).body
  assert.deepEqual([round.round.state, round.round.runsMade, round.acts[0]?.reasons], ['computed', 100, []])
  // (2/5 + 6/10) / 2 = 50, (1/5 + 2/10) / 2 = 20, (3/5 + 6/10) / 2 = 60.
  assert.deepEqual(
    round.units.map(({ unit, score, rank, class: own, growth, scores }) => [unit, score, rank, own, growth, scores.money]),
    [
      [hunchun, 60, 1, 'A', 100, 60],
      [tonghua, 50, 2, 'B', 200, 40],
      [daan, 20, 3, 'C', 100, 20],
    ],
  )
  for (const { rank, low, high } of round.units) assert.ok(low! <= rank! && rank! <= high!)
  const own = (await world.send(county, getIndexRound, { id })).body
  assert.deepEqual([own.units.map(({ unit }) => unit), own.rankedCount, own.acts], [[tonghua], 3, []])
  assert.equal((await world.send(county, getIndexUnit, { id, unit: daan })).status, 404)
  assert.equal((await world.send(null, getIndexRound, { id })).status, 404)
  assert.equal((await world.send(county, downloadIndexSheet, { id })).status, 404)
  const counts = await Promise.all(
    [province, county, null].map(async (who) => (await world.send(who, listIndexRounds, {})).body.items.length),
  )
  assert.deepEqual(counts, [1, 1, 0])
  const sheet = (await world.send(county, getIndexUnit, { id, unit: tonghua })).body
  assert.deepEqual(
    sheet.trend.map(({ year, score, rank }) => [year, score, rank]),
    [
      [2023, 25, 2],
      [2024, 50, 2],
    ],
  )
  assert.deepEqual(
    sheet.indicators.map(({ code, raw, value, score, rank, gap }) => [code, raw, value, score, rank, gap]),
    [
      ['fiscal_science_share', 2, 2, 40, 2, 2],
      ['high_tech_firms', 6, 6, 60, 1, null],
    ],
  )
  assert.deepEqual(
    sheet.next?.moves.map(({ indicator, to }) => [indicator, Math.round(to * 1e6) / 1e6]),
    [
      ['fiscal_science_share', 3],
      ['high_tech_firms', 8],
    ],
  )
}

async function lookAfter(world: World, id: string): Promise<void> {
  const round = (await world.send(null, getIndexRound, { id })).body
  assert.deepEqual([round.units.length, round.acts, round.journal.map(({ act, by }) => act + by)], [3, [], ['publish', 'compute']])
  assert.equal((await world.send(null, getIndexUnit, { id, unit: '220000' })).status, 404)
  const csv = (await world.send(null, downloadIndexSheet, { id, format: 'csv' })).text
  assert.ok(csv.includes(`2024,ranks,${tonghua},通化县,index,2\r\n`))
  const book = await world.send(null, downloadIndexSheet, { id })
  assert.deepEqual([book.status, book.text.slice(0, 2)], [200, 'PK'])
}

/** What is corrected afterwards changes nothing of it; what is changed in its tables is found. */
async function recompute(world: World, returnId: string): Promise<void> {
  const check = () => inTransaction(world.db, 'read', (db) => countyRoundCheck.find(db))
  await run(world.db, "update return_cell set superseded_at = now() where return_id = $1 and code = 'high_tech_firms'", [returnId])
  assert.deepEqual(await check(), { checked: 1, wrong: 0, example: null })
  const forged = (by: string) =>
    run(world.db, `update index_round_year set report = jsonb_set(report, '{tables,ranks,rows,${tonghua},4}', ${by}) where year = 2024`)
  await forged("'1'")
  assert.equal((await check()).wrong, 1)
  await forged("'2'")
  assert.equal((await check()).wrong, 0)
  await run(
    world.db,
    `insert into return_cell (id, return_id, code, amount, vintage, origin, source_document, provider, explanation)
     values (gen_random_uuid(), $1, 'high_tech_firms', 9, 'revised', 'filed', '示例', '示例', '')`,
    [returnId],
  )
}

type Acting = {
  id: string
  create: (more: object) => Promise<Reply<typeof createIndexRound>>
  act: (id: string, name: 'publish' | 'withdraw', reason?: string) => Promise<Reply<typeof actOnIndexRound>>
}

/** A round of a year gives way to one that says so, by another version of the method, and both stay to be read. */
async function replace(world: World, { id, create, act }: Acting): Promise<void> {
  const silent = (await create({})).body
  await world.drain()
  assert.deepEqual((await act(silent.id, 'publish')).problem.params.reasons, ['published_already'])
  assert.equal((await act(silent.id, 'withdraw')).problem.code, 'index_reason_missing')
  assert.equal((await act(silent.id, 'withdraw', '示例：未写明替代')).body.state, 'withdrawn')
  assert.equal((await create({ replaces: silent.id, reason: '示例理由' })).problem.code, 'index_not_replaced')
  assert.equal((await create({ replaces: id })).problem.code, 'index_reason_missing')
  const second = (await create({ systemVersion: '2', replaces: id, reason: '示例：年报修订' })).body
  await world.drain()
  const early = await act(second.id, 'publish')
  assert.deepEqual([early.status, early.body.state], [200, 'published'])
  assert.equal((await act(id, 'withdraw', '示例理由')).problem.code, 'index_act_not_now')
  const rounds = (await world.send(null, listIndexRounds, {})).body.items
  assert.deepEqual(rounds.map((round) => [round.id, round.state, round.systemVersion]).sort(), [
    [id, 'superseded', '1'],
    [second.id, 'published', '2'],
  ])
  const { units } = (await world.send(null, getIndexRound, { id: second.id })).body
  // √(40 × 90) and √(60 × 60) are both 60: equals share the better rank.
  assert.deepEqual(
    units.map(({ unit, rank }) => [unit, rank]),
    [
      [tonghua, 1],
      [hunchun, 1],
      [daan, 3],
    ],
  )
  assert.equal((await act(second.id, 'withdraw', '示例：数据有误')).body.state, 'withdrawn')
  const after = (await world.send(null, listIndexRounds, {})).body.items
  assert.deepEqual(
    after.map((round) => [round.id, round.state]),
    [[id, 'published']],
    'what it took the place of stands again',
  )
}
