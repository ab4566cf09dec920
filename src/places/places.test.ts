import assert from 'node:assert/strict'
import { migrateAll } from '../app.ts'
import { run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { listDivisions, listReportingUnits } from './places.contract.ts'
import { addWorkingDays } from './places.rules.ts'
import { divisionPath, workingCalendar } from './places.server.ts'

scenario('divisions are those in force on the day, and a path leads up to the province', async (world) => {
  await run(
    world.db,
    `insert into division (code, name_zh, name_en, level, kind, parent_code, valid_from, valid_to, source) values
      ('990000', '示例省', 'Example', 'province', 'province', null, '1949-10-01', null, 'test'),
      ('990300', '示例市', 'Example city', 'prefecture', 'prefecture_level_city', '990000', '1949-10-01', null, 'test'),
      ('990381', '示例旧市', 'Old example', 'county', 'county_level_city', '990300', '1949-10-01', '2020-06-01', 'test'),
      ('990382', '示例新市', 'New example', 'county', 'county_level_city', '990300', '2020-06-01', null, 'test')`,
    [],
  )
  const codes = async (input: { on?: string }) =>
    (await world.send(null, listDivisions, input)).body.items.map((item) => item.code).filter((code) => code.startsWith('99'))
  assert.deepEqual(await codes({}), ['990000', '990300', '990382'])
  assert.deepEqual(await codes({ on: '2020-05-31' }), ['990000', '990300', '990381'])
  assert.deepEqual(
    (await divisionPath(world.db, '990382')).map((division) => division.nameZh),
    ['示例省', '示例市', '示例新市'],
  )
  assert.deepEqual(await divisionPath(world.db, '123456'), [])
})

scenario("the province's divisions are there from the first start, and loading them again changes nothing", async (world) => {
  const { items } = (await world.send(null, listDivisions, {})).body
  const jilin = items.filter((item) => item.code.startsWith('22'))
  const count = (level: string) => jilin.filter((item) => item.level === level).length
  assert.deepEqual([count('province'), count('prefecture'), count('county')], [1, 9, 60])
  const kinds = Map.groupBy(
    jilin.filter((item) => item.level === 'county'),
    (item) => item.kind,
  )
  assert.deepEqual(
    [...kinds].map(([kind, members]) => [kind, members.length]).sort(),
    [
      ['autonomous_county', 3],
      ['county', 16],
      ['county_level_city', 20],
      ['district', 21],
    ],
    'by GB/T 2260',
  )
  assert.equal(jilin.filter((item) => item.isNationalPilotEligible).length, 39, 'counties and county-level cities, no districts')
  assert.deepEqual(
    (await divisionPath(world.db, '222404')).map((division) => division.nameZh),
    ['吉林省', '延边朝鲜族自治州', '珲春市'],
  )
  const units = (await world.send(null, listReportingUnits, {})).body.items
  assert.equal(units.filter((unit) => unit.code !== null).length, 9, 'zones with a statistical code')
  const versions = () =>
    run(world.db, 'select code, xmin::text from division union all select id::text, xmin::text from reporting_unit', [])
  const before = await versions()
  await migrateAll(world.url)
  assert.deepEqual(await versions(), before)
})

scenario('working days follow the notices of each year', async (world) => {
  const calendar = await workingCalendar(world.db, '2026-01-01', '2026-12-31')
  assert.deepEqual(
    addWorkingDays('2026-02-13', 1, calendar),
    { day: '2026-02-14', isCertain: true },
    'the Saturday before the festival is worked',
  )
  assert.deepEqual(addWorkingDays('2026-02-14', 1, calendar), { day: '2026-02-24', isCertain: true })
  assert.equal(addWorkingDays('2026-12-31', 1, calendar).isCertain, false, 'the notice of 2027 is not there yet')
})
