import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signedIn } from '../../test/kit/people.ts'
import { approvedReturns } from '../../test/kit/returns.ts'
import { run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { compareCounties } from './comparison.contract.ts'
import { comparisonSearchOf, placeOf } from './comparison.rules.ts'

const [tonghua, daan, hunchun] = ['220521', '220882', '222404'] as const

scenario('any counties side by side: approved numbers of a year, each with its place among all of the province', async (world) => {
  const ask = (codes: string, year?: number) => world.send(null, compareCounties, { codes, ...(year === undefined ? {} : { year }) })
  const none = (await ask(tonghua)).body
  assert.deepEqual([none.year, none.years, none.indicators], [null, [], []])
  assert.equal((await ask('220521,x')).status, 400)
  const wrong = (await ask(`${tonghua},220000,229999`)).problem
  assert.deepEqual([wrong?.code, wrong?.params], ['not_counties', { codes: ['220000', '229999'] }])

  const { personId } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  await approvedReturns(world, 2023, personId, { [tonghua]: { high_tech_firms: 3 } })
  const ids = await approvedReturns(world, 2024, personId, {
    [tonghua]: { fiscal_science_share: [2, 100], high_tech_firms: 6, energy_per_gdp: [1, 2], shared_instrument_firms: 1 },
    [daan]: { high_tech_firms: 6, energy_per_gdp: [3, 2] },
    [hunchun]: { high_tech_firms: 9 },
  })
  const { year, years, counties, indicators } = (await ask(`${tonghua},${daan},${tonghua}`)).body
  assert.deepEqual([year, years, counties.map(({ code, cityZh }) => code + cityZh)], [2024, [2024, 2023], ['220521通化市', '220882白城市']])
  assert.deepEqual(
    indicators.map(({ code, of, cells }) => [code, of, cells.map((cell) => cell && `${cell.value} ${cell.rank}`)]),
    [
      ['fiscal_science_share', 1, ['2.00 1', null]],
      ['high_tech_firms', 3, ['6 2', '6 2']],
      ['energy_per_gdp', 2, ['0.5000 1', '1.5000 2']],
    ],
    'what tells of customers is left out',
  )
  assert.deepEqual(
    (await ask(tonghua, 2023)).body.indicators.map(({ code, cells }) => [code, cells[0]?.value]),
    [['high_tech_firms', '3']],
  )
  await run(world.db, "update county_return set state = 'filling' where id = $1", [ids.get(tonghua)])
  assert.equal((await ask(tonghua)).body.year, 2023, 'the latest of which all are approved')
  await run(world.db, "update county_return set state = 'approved' where id = $1", [ids.get(tonghua)])
  await run(world.db, "update county_return set state = 'filling' where id = $1", [ids.get(hunchun)])
  const both = (await ask(`${tonghua},${hunchun}`)).body
  assert.deepEqual([both.year, both.indicators.length], [2024, 3], 'no year has both')
  const reopened = (await ask(tonghua)).body.indicators.find(({ code }) => code === 'high_tech_firms')
  assert.deepEqual([reopened?.of, reopened?.cells[0]?.rank], [2, 1], 'what is open again counts for nobody')
})

test('a place is one more than those that are better; none where no direction is', () => {
  const all = ['3', '10', '10.0', '2.5']
  const places = (direction: 'up' | 'down' | 'none') => all.map((value) => placeOf(value, all, direction))
  assert.deepEqual(
    [places('up'), places('down'), places('none')],
    [
      [3, 1, 1, 4],
      [2, 3, 3, 1],
      [null, null, null, null],
    ],
  )
})

test('what of an address is understood', () => {
  const many = Array.from({ length: 20 }, (_, at) => String(220_500 + at))
  const table: [Record<string, unknown>, object][] = [
    [{}, {}],
    [
      { codes: 220521, year: '2024' },
      { codes: ['220521'], year: 2024 },
    ],
    [{ codes: ['220521', 'x', '220521'], year: 1 }, { codes: ['220521'] }],
    [{ codes: many }, { codes: many.slice(0, 12) }],
  ]
  for (const [search, expected] of table) assert.deepEqual(comparisonSearchOf(search), expected)
})
