import assert from 'node:assert/strict'
import { migrateAll } from '../app.ts'
import { run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { getDivisionLine, getPopulation, listDivisions, listReportingUnits } from './places.contract.ts'
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

scenario('a moved division is found by either code, and on each day it has one', async (world) => {
  const line = async (code: string) => (await world.send(null, getDivisionLine, { code })).body.items.map((one) => [one.code, one.validTo])
  const both = [
    ['220381', '2020-06-19'],
    ['220184', null],
  ]
  assert.deepEqual([await line('220381'), await line('220184')], [both, both])
  assert.deepEqual(await line('220521'), [['220521', null]])
  assert.equal((await world.send(null, getDivisionLine, { code: '229999' })).problem.code, 'no_such_division')
  const cityOf = async (on: string) =>
    (await world.send(null, listDivisions, { on })).body.items
      .filter(({ nameZh }) => nameZh === '公主岭市')
      .map(({ parentCode }) => parentCode)
  assert.deepEqual([await cityOf('2020-06-18'), await cityOf('2020-06-19')], [['220300'], ['220100']])
})

scenario('residents add up: counties and the zones counted apart come to the province, and nobody stands twice', async (world) => {
  const { body } = await world.send(null, getPopulation, {})
  const total = (code: string) => body.totals.find((one) => one.code === code)
  const { personsInDivisions, personsInZones, persons } = total('220000')!
  assert.deepEqual([personsInDivisions, personsInZones, persons], [21_989_150, 2_084_303, 24_073_453])
  assert.equal(body.unplacedPersons, 0)
  assert.deepEqual([body.items.length, body.items.filter(({ isZone }) => isZone).length], [69, 9])
  const cities = body.totals.filter(({ code }) => /00$/.test(code) && code !== '220000')
  assert.equal(
    cities.reduce((sum, city) => sum + city.persons, 0),
    persons,
  )
  assert.equal((await world.send(null, getPopulation, { on: '2020-10-31' })).problem.code, 'not_counted')
})
