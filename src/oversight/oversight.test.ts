import assert from 'node:assert/strict'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { aService, makeWorkshop, peopleOf, type Workshop } from '../../test/kit/services.ts'
import { writeServices } from '../billing/billing.server.ts'
import type { NewService } from '../billing/service.rules.ts'
import { getFigure, listFigureRows } from '../figures/figure.contract.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { inTransaction } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { downloadStatement, getStatement, type Statement } from './oversight.contract.ts'

const write = (world: World, services: NewService[]) => inTransaction(world.db, 'write', (tx) => writeServices(tx, services))
const textOf = (statement: Statement, figure: string) => statement.cells.find((cell) => cell.figure === figure)?.value.text
const amountOf = (statement: Statement, figure: string) => statement.cells.find((cell) => cell.figure === figure)?.value.amount

/** Two institutions in one county of their own: a customer both serve, two more each, a name, a use of its own. */
async function aCounty(world: World, divisionCode: string): Promise<{ shops: [Workshop, Workshop]; shared: string }> {
  const make = async () => {
    const institution = await makeOrganisation(world, 'institute', { divisionCode })
    const { id, innerCode } = await makeInstrument(world, { institutionId: institution.id, worthFen: 150_000_000, listedOn: '2021-12-31' })
    return {
      institutionId: institution.id,
      instrumentId: id,
      innerCode,
      firmId: (await makeOrganisation(world, 'firm')).id,
      otherId: (await makeOrganisation(world, 'hospital')).id,
    }
  }
  const [a, b] = [await make(), await make()]
  const shared = (await makeOrganisation(world, 'firm')).id
  await write(
    world,
    [a, b].flatMap((shop) => [
      aService(shop),
      aService(shop, { customerId: shared }),
      aService(shop, { customerId: shop.otherId, fen: 10_000 }),
    ]),
  )
  const { partyId } = await inTransaction(world.db, 'write', (tx) => partyByName(tx, a.institutionId, `示例名称${newId()}`))
  await write(world, [aService(a, { customerId: partyId, fen: 0 }), aService(a, { customerId: a.institutionId, fen: 0 })])
  return { shops: [a, b], shared }
}

scenario('a statement has stocks of a day apart from flows of a year, and each number is the figure it opens to', async (world) => {
  const { shops } = await aCounty(world, '220521')
  const { token } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const { body } = await world.send(token, getStatement, { year: 2022, divisionCode: '220521' })
  assert.deepEqual([body.stockOn, body.from, body.to], ['2022-12-31', '2022-01-01', '2023-01-01'])
  const texts = Object.fromEntries(body.cells.map((cell) => [cell.figure, cell.value.text]))
  assert.deepEqual(texts, {
    sharing_institution_count: '2',
    shared_instrument_count: '2',
    shared_instrument_worth: '300.0',
    shared_hours: '7.0',
    units_served: '5',
    enterprises_served: '3',
    unresolved_names: '1',
    amount_accrued: '0.1',
    enterprise_amount_accrued: '0.1',
    amount_invoiced: '0.0',
    amount_received: '0.0',
    enterprise_unit_share: '60.0',
    enterprise_amount_share: '85.7',
  })
  assert.equal(amountOf(body, 'amount_accrued'), 140_000)
  for (const cell of body.cells) {
    const asked = {
      name: cell.figure,
      divisionCode: '220521',
      asOf: body.asOfAt,
      ...(cell.nature === 'stock' ? { on: body.stockOn } : { year: 2022 }),
    }
    const figure = await world.send(token, getFigure, asked)
    assert.deepEqual(figure.body.value, cell.value, cell.figure)
  }
  assert.deepEqual(body.rows.map((row) => row.institutionId).sort(), shops.map((shop) => shop.institutionId).sort())
  const units = body.rows.map((row) => row.values.units_served!.amount!)
  assert.equal(units[0]! + units[1]!, 6, 'the customer of both counts in each and once in the whole')
  assert.ok(body.notes.some((note) => note.zh.includes('可以大于合计')))
  assert.ok(body.notes.some((note) => note.zh.includes('1 个客户名称')))
  assert.ok(body.assumptions.some(({ figure, text }) => figure === 'shared_hours' && text.zh.includes('假定')))
  const earlier = await world.send(token, getStatement, { year: 2022, divisionCode: '220521', stockOn: '2021-12-30' })
  assert.equal(textOf(earlier.body, 'shared_instrument_count'), null, 'nothing was listed by then: none is known, which is not 0')
  const current = await world.send(token, getStatement, { year: 2026 })
  assert.deepEqual([current.body.stockOn, current.body.cells.some((cell) => cell.figure === 'visit_count')], ['2026-03-02', true])
})

scenario('an institution sees its own statement whole; the public sees no cell below three', async (world) => {
  const { shops } = await aCounty(world, '220182')
  const { officer } = await peopleOf(world, shops[0])
  const own = await world.send(officer, getStatement, { year: 2022, institutionId: shops[0].institutionId })
  assert.deepEqual([textOf(own.body, 'units_served'), textOf(own.body, 'enterprises_served'), own.body.rows.length], ['3', '2', 0])
  const open = await world.send(null, getStatement, { year: 2022, divisionCode: '220182' })
  const cell = open.body.cells.find(({ figure }) => figure === 'units_served')
  assert.deepEqual(cell?.value.text, '5')
  assert.ok(open.body.rows.every((row) => row.values.enterprises_served!.isSuppressed && row.values.enterprises_served!.amount === null))
  assert.ok(
    open.body.rows.every((row) => row.values.shared_instrument_count!.text === '1'),
    'what is listed is public',
  )
  assert.ok(open.body.notes.some((note) => note.zh.includes('不足 3 家')))
})

scenario('the statement stays what it was known to be, whatever is recorded later', async (world) => {
  const { shops } = await aCounty(world, '220183')
  const { token } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const ask = async (asOf?: string) =>
    (await world.send(token, getStatement, { year: 2022, divisionCode: '220183', ...(asOf ? { asOf } : {}) })).body
  const before = await ask()
  const shop: Workshop = await makeWorkshop(world)
  await write(world, [aService(shops[0], { customerId: shop.firmId, fen: 1_000_000 })])
  const after = await ask()
  assert.deepEqual([amountOf(before, 'amount_accrued'), amountOf(after, 'amount_accrued')], [140_000, 1_140_000])
  assert.deepEqual([textOf(before, 'units_served'), textOf(after, 'units_served')], ['5', '6'])
  const again = await ask(before.asOfAt)
  assert.deepEqual({ ...again, latestAt: '' }, { ...before, latestAt: '' })
  // The public asks by whole days: of a moment of today it is told today as it stands, by every way to ask.
  const told = (await world.send(null, getStatement, { year: 2022, divisionCode: '220183', asOf: before.asOfAt })).body
  assert.deepEqual([told.asOfAt > before.asOfAt, textOf(told, 'units_served')], [true, '6'])
  const figure = { name: 'units_served', year: 2022, divisionCode: '220183', asOf: before.asOfAt }
  const [open, exact] = [await world.send(null, getFigure, figure), await world.send(token, getFigure, figure)]
  assert.deepEqual([open.body.value.text, exact.body.value.text], ['6', '5'])
  assert.equal((await world.send(token, getStatement, { year: 2022, asOf: '2099-01-01' })).problem.code, 'as_of_too_late')
  assert.equal((await world.send(token, getStatement, { year: 2022, institutionId: newId() })).problem.code, 'not_found')
})

scenario('where nothing was recorded a statement says so, and what cannot be asked is refused', async (world) => {
  await aCounty(world, '220581')
  const ask = (input: object) => world.send(null, getStatement, { year: 2022, ...input })
  for (const input of [{ asOf: '2001-01-01' }, { year: 2003 }]) {
    const { body } = await ask(input)
    assert.equal(body.isRecorded, false)
    for (const { value } of body.cells.filter((cell) => cell.figure !== 'visit_count'))
      assert.deepEqual([value.text, value.isUnrecorded], [null, true])
    assert.ok(body.notes.some((note) => note.zh.includes('不是零')))
  }
  assert.match((await world.send(null, downloadStatement, { year: 2003 })).text, /合计,,没有记录/)
  const { body } = await ask({ year: 2024, divisionCode: '220581' })
  const values = Object.fromEntries(body.cells.map((cell) => [cell.figure, cell.value]))
  assert.deepEqual([values.shared_instrument_count!.text, values.shared_hours!.isUnrecorded], ['2', true])
  const code = async (input: object) => (await ask(input)).problem.code
  assert.equal(await code({ divisionCode: '229999' }), 'no_such_division')
  assert.equal(await code({ year: 2027 }), 'period_to_come')
  assert.equal(await code({ stockOn: '2026-03-03' }), 'period_to_come')
  assert.equal(await code({ year: 1999 }), 'invalid_input')
})

scenario('nobody works out a number below three by taking published ones from each other', async (world) => {
  const make = async (divisionCode: string, firms: number, others: number) => {
    const institution = await makeOrganisation(world, 'institute', { divisionCode })
    const instrument = await makeInstrument(world, { institutionId: institution.id, listedOn: '2020-01-01' })
    const shop = { institutionId: institution.id, instrumentId: instrument.id, innerCode: instrument.innerCode, firmId: '', otherId: '' }
    for (const kind of [...Array<'firm'>(firms).fill('firm'), ...Array<'hospital'>(others).fill('hospital')])
      await write(world, [aService(shop, { customerId: (await makeOrganisation(world, kind)).id })])
    return { ...shop, firmId: institution.id }
  }
  // Of the first, all customers but one are enterprises; of the second all are, of the third enough are not.
  const [nearly, wholly, amply] = [await make('220802', 5, 1), await make('220802', 4, 0), await make('220881', 6, 4)]
  const figures = ['units_served', 'enterprises_served', 'enterprise_unit_share', 'amount_accrued', 'enterprise_amount_accrued'] as const
  const shownBy = (values: Record<string, { isSuppressed: boolean }>) => figures.filter((name) => !values[name]!.isSuppressed)
  const rowOf = async (token: string | null, id: string, divisionCode = '220800') => {
    const { body } = await world.send(token, getStatement, { year: 2022, divisionCode })
    return body.rows.find((row) => row.institutionId === id)!.values
  }
  const open = ['units_served', 'amount_accrued']
  assert.deepEqual(shownBy(await rowOf(null, nearly.institutionId)), open, 'the one is units less enterprises')
  assert.deepEqual(
    shownBy(await rowOf(null, wholly.institutionId)),
    [...figures],
    'its county is withheld, so nothing is left to subtract from',
  )
  for (const division of ['220800', '220881'])
    assert.deepEqual(shownBy(await rowOf(null, amply.institutionId, division)), open, 'nor from the prefecture less the other county')
  const county = await world.send(null, getStatement, { year: 2022, divisionCode: '220802' })
  assert.equal(county.body.cells.find((cell) => cell.figure === 'enterprises_served')?.value.isSuppressed, true)
  const opened = async (token: string | null, name: string, more: object) =>
    (await world.send(token, getFigure, { name, year: 2022, ...more })).body
  for (const name of figures)
    assert.equal((await opened(null, name, { institutionId: nearly.institutionId })).value.isSuppressed, !open.includes(name), name)
  const rows = await world.send(null, listFigureRows, { name: 'enterprise_amount_accrued', year: 2022, limit: 200 })
  const own = rows.body.items.filter((row) => row.values.instrument === null)
  assert.ok(
    own.length >= 9 && own.every((row) => row.values.seconds === null && row.values.day !== null),
    'rows do not add up to it either',
  )
  const { officer } = await peopleOf(world, nearly)
  const { token: province } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  for (const token of [officer, province])
    assert.deepEqual(shownBy(await rowOf(token, nearly.institutionId)), [...figures], 'its own, and the province, see all')
  const whole = await opened(null, 'enterprises_served', {})
  assert.deepEqual(whole.value, (await opened(province, 'enterprises_served', {})).value, 'the province is published as it is')
})

scenario('the statement downloads as CSV with its units, its notes and its moment', async (world) => {
  await aCounty(world, '220184')
  const { token } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const zh = await world.send(token, downloadStatement, { year: 2022, divisionCode: '220184' })
  const lines = zh.text.split('\r\n')
  assert.ok(lines[0]!.startsWith('\ufeff单位,所在地代码,入网共享单位（家）,入网大型科学仪器（台（套））'))
  assert.ok(lines[1]!.startsWith('合计,220184,2,2,300.0,7.0,5,3,1'))
  assert.equal(lines.filter((line) => line.includes(',220184,1,1,150.0,')).length, 2)
  assert.match(zh.text, /截至 20\d\d-.*Z 已知/)
  assert.match(String(zh.headers['content-disposition']), /statement|%E5/)
  const en = await world.send(null, downloadStatement, { year: 2022, divisionCode: '220184', language: 'en' })
  assert.ok(en.text.includes('Whole,220184'))
  assert.ok(en.text.includes(',*,'))
})
