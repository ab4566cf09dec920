import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { aService, makeWorkshop, peopleOf } from '../../test/kit/services.ts'
import { downloadFigureRows, getFigure, listFigureRows, listFigures } from '../figures/figure.contract.ts'
import { appendDeltas } from '../figures/figures.server.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { mergeOrganisations } from '../registry/change.contract.ts'
import { correctService } from './billing.contract.ts'
import { writeServices } from './billing.server.ts'
import type { NewService } from './service.rules.ts'

const write = (world: World, services: NewService[]) => inTransaction(world.db, 'write', (tx) => writeServices(tx, services))
const firms = async (world: World, count: number) => Promise.all(Array.from({ length: count }, () => makeOrganisation(world, 'firm')))

scenario('a figure opens to its definition, its parts and its rows, and every number fits', async (world) => {
  const shop = await makeWorkshop(world)
  const customers = await firms(world, 4)
  await write(world, [
    ...customers.map((firm, at) =>
      aService(shop, { customerId: firm.id, seconds: 3600 * (at + 1), recordNo: `R-${at}`, effectiveOn: `2022-0${at + 1}-10` }),
    ),
    aService(shop, { customerId: shop.institutionId, seconds: 1800, fen: 0 }),
  ])
  const { officer } = await peopleOf(world, shop)
  const asked = { name: 'shared_hours', year: 2022, institutionId: shop.institutionId }
  const { body } = await world.send(null, getFigure, asked)
  assert.deepEqual([body.value.amount, body.value.text, body.rowCount, body.version.id], [36_000, '10.0', 4, 'v1'])
  assert.match(body.version.assumption?.zh ?? '', /假定/)
  const own = await world.send(officer, getFigure, { ...asked, by: 'month' })
  assert.deepEqual(
    own.body.parts.map((part) => part.value.text),
    ['1.0', '2.0', '3.0', '4.0'],
  )
  const all = await world.send(officer, getFigure, { ...asked, version: 'v2' })
  assert.deepEqual([all.body.value.text, all.body.rowCount], ['10.5', 5])
  const rows = await world.send(officer, listFigureRows, { ...asked, limit: 3 })
  const noMark = await world.send(officer, listFigureRows, { ...asked, cursor: rows.body.items[0]!.id.slice(11) })
  assert.equal(noMark.problem.code, 'invalid_input', 'a page ends with a row of this figure')
  assert.equal(rows.status, 200, rows.text)
  assert.deepEqual(
    rows.body.items.map((row) => row.values.recordNo),
    ['R-3', 'R-2', 'R-1'],
  )
  const rest = await world.send(officer, listFigureRows, { ...asked, limit: 3, cursor: rows.body.nextCursor! })
  assert.deepEqual([rest.body.items.map((row) => row.values.recordNo), rest.body.nextCursor], [['R-0'], null])
  const sum = [...rows.body.items, ...rest.body.items].reduce((total, row) => total + Number(row.values.seconds), 0)
  assert.equal(sum, body.value.amount)
  const units = await world.send(officer, listFigureRows, { ...asked, name: 'units_served' })
  assert.deepEqual(units.body.items.map((row) => row.values.customer).sort(), customers.map((firm) => firm.name).sort())
})

scenario('the public sees no name, no amount and no cell below three; an institution its own; a customer its own rows', async (world) => {
  const shop = await makeWorkshop(world)
  const [one, two, three] = await firms(world, 3)
  await write(world, [aService(shop, { customerId: one!.id }), aService(shop, { customerId: two!.id })])
  const asked = { name: 'amount_accrued', year: 2022, institutionId: shop.institutionId }
  const hidden = await world.send(null, getFigure, asked)
  assert.deepEqual([hidden.body.value.isSuppressed, hidden.body.value.amount, hidden.body.rowCount], [true, null, null])
  const none = await world.send(null, listFigureRows, asked)
  assert.deepEqual([none.body.items, none.body.isSuppressed], [[], true])
  await write(world, [aService(shop, { customerId: three!.id })])
  const shown = await world.send(null, getFigure, asked)
  assert.equal(shown.body.value.text, '0.1')
  const open = await world.send(null, listFigureRows, asked)
  assert.equal(open.body.items.length, 3)
  for (const row of open.body.items)
    assert.deepEqual([row.isMasked, row.values.customer, row.values.fen, row.values.kind], [true, null, null, null])
  const stranger = await peopleOf(world, await makeWorkshop(world))
  assert.ok((await world.send(stranger.officer, listFigureRows, asked)).body.items.every((row) => row.isMasked))
  const { officer } = await peopleOf(world, shop)
  assert.ok((await world.send(officer, listFigureRows, asked)).body.items.every((row) => !row.isMasked && row.values.fen === 30_000))
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  assert.ok((await world.send(province, listFigureRows, asked)).body.items.every((row) => !row.isMasked))
  const customer = (await signedIn(world, 'firm_engineer', { organisationId: one!.id })).token
  const seen = (await world.send(customer, listFigureRows, asked)).body.items.filter((row) => !row.isMasked)
  assert.deepEqual(
    seen.map((row) => row.values.customer),
    [one!.name],
  )
})

scenario('no two answers to the public can be taken from each other to find one customer', async (world) => {
  const shop = await makeWorkshop(world)
  const customers = await firms(world, 4)
  await write(
    world,
    customers.map((firm, at) =>
      aService(shop, { customerId: firm.id, fen: 10_000 * (at + 1), effectiveOn: at < 3 ? '2022-02-10' : '2022-12-10' }),
    ),
  )
  const { officer } = await peopleOf(world, shop)
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const stranger = (await peopleOf(world, await makeWorkshop(world))).officer
  const scopes = [{ institutionId: shop.institutionId }, { divisionCode: '220000' }, { divisionCode: '220100' }, {}]
  const part = { from: '2022-01', to: '2022-11' }
  const fenOf = async (token: string | null, asked: object) => {
    const reply = await world.send(token, getFigure, { name: 'amount_accrued', ...asked } as never)
    return reply.status === 200 ? reply.body.value.amount : reply.problem.code
  }
  const own = { institutionId: shop.institutionId }
  const told = Number(await fenOf(officer, { ...own, year: 2022 })) - Number(await fenOf(officer, { ...own, ...part }))
  assert.equal(told, 40_000, 'what the subtraction would tell: the one customer of December')
  for (const token of [null, stranger])
    for (const scope of scopes)
      for (const months of [
        part,
        { from: '2022-01', to: '2022-01' },
        { from: '2021-12', to: '2022-12' },
        { from: '2022-01', to: '2023-12' },
      ]) {
        assert.equal(await fenOf(token, { ...scope, ...months }), 'whole_year_only')
        const asked = { name: 'amount_accrued', ...scope, ...months }
        assert.equal((await world.send(token, listFigureRows, asked)).problem.code, 'whole_year_only')
        assert.equal((await world.send(token, downloadFigureRows, asked)).problem.code, 'whole_year_only')
        const share = await world.send(token, getFigure, { ...asked, name: 'enterprise_amount_share' })
        assert.equal(share.problem.code, 'whole_year_only')
      }
  const refused = await world.send(null, getFigure, { name: 'amount_accrued', ...part })
  assert.equal(refused.problem.params.year, 2022)
  for (const by of ['month', 'customerKind', 'customerCounty'] as const)
    assert.equal(await fenOf(null, { ...own, year: 2022, by }), 'parts_not_published')
  const months = (await world.send(null, getFigure, { name: 'amount_accrued', year: 2022, by: 'month' })).body
  assert.deepEqual([months.isAsPublished, months.parts.find(({ key }) => key === '2022-12-01')?.value.isSuppressed], [true, true])
  const whole = (await world.send(province, getFigure, { name: 'amount_accrued', ...part })).body
  assert.deepEqual([whole.isAsPublished, whole.value.isSuppressed], [false, false])
  assert.equal(
    await fenOf(null, { ...part, year: 2022, from: '2022-01', to: '2022-12' }),
    whole.value.amount! + 40_000,
    'the months of a year are the year',
  )
})

scenario('rows download as CSV with a byte order mark, cut to the reader, and formulas do not run', async (world) => {
  const shop = await makeWorkshop(world)
  const customers = await firms(world, 3)
  await write(
    world,
    customers.map((firm) => aService(shop, { customerId: firm.id, recordNo: `=1+${firm.id}` })),
  )
  const { officer } = await peopleOf(world, shop)
  const asked = { name: 'shared_hours', year: 2022, institutionId: shop.institutionId }
  const own = await world.send(officer, downloadFigureRows, asked)
  assert.ok(own.text.startsWith('\ufeff记录号,仪器,单位,服务对象'))
  assert.equal(own.text.trim().split('\r\n').length, 4)
  assert.match(own.text, /'=1\+/)
  for (const firm of customers) assert.ok(own.text.includes(firm.name))
  const open = await world.send(null, downloadFigureRows, { ...asked, language: 'en' })
  assert.ok(open.text.startsWith('\ufeffRecord number'))
  for (const firm of customers) assert.ok(!open.text.includes(firm.name))
})

scenario('a correction moves exactly its figure, and the old value stays reachable as known before', async (world) => {
  const shop = await makeWorkshop(world)
  const customers = await firms(world, 3)
  await write(
    world,
    customers.map((firm) => aService(shop, { customerId: firm.id, invoiceNo: `F${firm.id}`, invoicedFen: 10_000 })),
  )
  const { officer } = await peopleOf(world, shop)
  const read = async (asOf?: string) => {
    const found: Record<string, number | null> = {}
    let at = ''
    for (const name of [
      'shared_hours',
      'amount_accrued',
      'amount_invoiced',
      'units_served',
      'enterprise_amount_accrued',
      'amount_received',
    ]) {
      const { body } = await world.send(officer, getFigure, {
        name,
        year: 2022,
        institutionId: shop.institutionId,
        ...(asOf ? { asOf } : {}),
      })
      found[name] = body.value.amount
      at = body.asOfAt
    }
    return { found, at }
  }
  const before = await read()
  assert.deepEqual(before.found, {
    shared_hours: 10_800,
    amount_accrued: 90_000,
    amount_invoiced: 30_000,
    units_served: 3,
    enterprise_amount_accrued: 90_000,
    amount_received: 0,
  })
  const text = 'select service_no, id from service where customer_id = $1'
  const [row] = await run<{ service_no: string; id: string }>(world.db, text, [customers[0]!.id])
  const change = { serviceNo: row!.service_no, versionId: row!.id, reason: '计时有误（示例）', seconds: 1800 }
  const corrected = await world.send(officer, correctService, change)
  assert.equal(corrected.status, 200, corrected.text)
  assert.deepEqual((await read()).found, { ...before.found, shared_hours: 9_000 })
  assert.deepEqual((await read(before.at)).found, before.found)
  const rows = await world.send(officer, listFigureRows, {
    name: 'shared_hours',
    year: 2022,
    institutionId: shop.institutionId,
    asOf: before.at,
  })
  assert.deepEqual(
    rows.body.items.map((item) => item.values.seconds),
    [3600, 3600, 3600],
  )
})

scenario('ratios keep their division, names that nobody settled stand apart, stocks stand at a day', async (world) => {
  const shop = await makeWorkshop(world, { listedOn: '2020-05-01', worthFen: 123_450_000 } as never)
  const customers = await firms(world, 3)
  const { partyId } = await inTransaction(world.db, 'write', (tx) => partyByName(tx, shop.institutionId, `示例只有名称${newId()}`))
  await write(world, [
    ...customers.map((firm) => aService(shop, { customerId: firm.id })),
    aService(shop, { customerId: shop.otherId, fen: 10_000 }),
    aService(shop, { customerId: partyId, fen: 1 }),
  ])
  const { officer } = await peopleOf(world, shop)
  const ask = async (name: string, more: object = {}) =>
    (await world.send(officer, getFigure, { name, institutionId: shop.institutionId, year: 2022, ...more })).body
  const share = await ask('enterprise_unit_share')
  assert.deepEqual([share.value.text, share.numerator?.value.amount, share.denominator?.value.amount], ['75.0', 3, 4])
  assert.equal((await ask('enterprise_amount_share')).denominator?.value.amount, 100_001)
  assert.equal((await ask('unresolved_names')).value.amount, 1)
  const kinds = await ask('amount_accrued', { by: 'customerKind' })
  assert.deepEqual(
    kinds.parts.map((part) => [part.label.zh, part.value.amount]),
    [
      ['企业', 90_000],
      ['其他单位', 10_000],
      ['尚未认领的名称', 1],
    ],
  )
  assert.deepEqual([(await ask('shared_instrument_count')).value.amount, (await ask('shared_instrument_worth')).value.text], [1, '123.5'])
  assert.equal((await ask('shared_instrument_count', { year: undefined, on: '2020-04-30' })).value.amount, 0)
  assert.equal((await ask('sharing_institution_count')).value.amount, 1)
  const listed = await world.send(null, listFigureRows, { name: 'shared_instrument_worth', institutionId: shop.institutionId, year: 2022 })
  assert.deepEqual(
    listed.body.items.map((row) => row.values.worthFen),
    [123_450_000],
  )
})

scenario('more rows than a file should hold are refused before they are read', async (world) => {
  const shop = await makeWorkshop(world)
  const many = {
    rollup: 'service',
    scopeId: shop.institutionId,
    effectiveMonth: '2022-01-01',
    customerId: shop.firmId,
    customerKind: 'firm',
    audience: 'external',
  } as const
  const sums = { recordCount: 200_001, seconds: 1, accruedFen: 1, invoicedFen: 0, receivedFen: 0 }
  await inTransaction(world.db, 'write', (tx) => appendDeltas(tx, [{ ...many, ...sums }]))
  const { officer } = await peopleOf(world, shop)
  const asked = { name: 'shared_hours', year: 2022, institutionId: shop.institutionId }
  assert.equal((await world.send(officer, downloadFigureRows, asked)).problem.code, 'too_many_figure_rows')
})

scenario('a question that cannot be answered is refused with its reason', async (world) => {
  const ask = async (input: object) => (await world.send(null, getFigure, { name: 'units_served', ...input } as never)).problem.code
  assert.equal(await ask({ name: 'no_such_figure' }), 'not_found')
  assert.equal(await ask({ on: '2022-01-01' }), 'period_wrong')
  assert.equal(await ask({ version: 'v9' }), 'no_such_version')
  assert.equal(await ask({ by: 'class' }), 'no_such_dimension')
  assert.equal(await ask({ institutionId: newId() }), 'not_found')
  assert.equal(await ask({ asOf: '2099-01-01' }), 'as_of_too_late')
  assert.equal(await ask({ divisionCode: '229999' }), 'no_such_division')
  assert.equal(await ask({ year: 2027 }), 'period_to_come')
  assert.equal(await ask({ name: 'shared_instrument_count', year: 2027 }), 'period_to_come')
  assert.equal(await ask({ name: 'shared_instrument_count', on: '2026-03-03' }), 'period_to_come')
  assert.equal(await ask({ year: 1999 }), 'invalid_input')
  const refused = await world.send(null, getFigure, { name: 'units_served', asOf: '2099-01-01T00:00:00Z' })
  assert.match(String(refused.problem.params.latestAt), /^20\d\d-/)
  const early = await world.send(null, getFigure, { name: 'amount_accrued', year: 2022, asOf: '2001-01-01' })
  assert.deepEqual([early.body.value.amount, early.body.value.isUnrecorded], [null, true], 'nothing was known then, which is not 0')
  const before = await world.send(null, getFigure, { name: 'units_served', year: 2003 })
  assert.deepEqual([before.body.value.text, before.body.value.isUnrecorded], [null, true], 'nothing was ever recorded of that year')
  const { body } = await world.send(null, listFigures, {})
  assert.ok(body.items.length >= 14)
  for (const figure of body.items)
    assert.equal((await world.send(null, getFigure, { name: figure.name, year: 2022 })).status, 200, figure.name)
})

scenario('customers that become one count once from then on, and as two where it is asked as known before', async (world) => {
  const shop = await makeWorkshop(world)
  const [lost, kept, third] = await Promise.all(
    Array.from({ length: 3 }, () => makeOrganisation(world, 'firm', { divisionCode: '220102' })),
  )
  await write(
    world,
    [lost!, kept!, third!].map((firm) => aService(shop, { customerId: firm.id })),
  )
  const { officer } = await peopleOf(world, shop)
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const figure = async (name: string, more: object = {}) =>
    (await world.send(officer, getFigure, { name, year: 2022, institutionId: shop.institutionId, ...more })).body
  const before = await figure('enterprises_served')
  assert.equal(before.value.amount, 3)
  const amount = (await figure('amount_accrued')).value.amount
  const merger = { id: lost!.id, survivorId: kept!.id, reason: '示例：吸收合并', documentNo: '示例1号' }
  assert.equal((await world.send(province.token, mergeOrganisations, merger)).status, 200)
  const after = await figure('enterprises_served')
  assert.deepEqual([after.value.amount, after.rowCount], [2, 2])
  assert.equal((await figure('amount_accrued')).value.amount, amount, 'money is neither lost nor counted twice')
  assert.equal((await figure('enterprises_served', { asOf: before.asOfAt })).value.amount, 3)
  const asked = { name: 'enterprises_served', year: 2022, institutionId: shop.institutionId }
  const rows = await world.send(officer, listFigureRows, asked)
  assert.deepEqual(rows.body.items.map((row) => row.values.customer).sort(), [kept!.name, third!.name].sort())
  await write(world, [aService(shop, { customerId: lost!.id, effectiveOn: '2022-06-01' })])
  assert.equal((await figure('enterprises_served')).value.amount, 2, 'what is still written of the one that went is the survivor’s')
})
