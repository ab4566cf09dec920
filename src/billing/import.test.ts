import assert from 'node:assert/strict'
import { importText, reasonsOfRows } from '../../test/kit/imports.ts'
import { titlesOf } from '../../test/kit/notices.ts'
import { inventedCreditCode, makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { bookOf, makeWorkshop, peopleOf, type Workshop } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { occupy } from '../booking/booking.server.ts'
import { listNamedParties, resolveNamedParty, undoResolution } from '../identity/identity.contract.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { listImportRows } from '../kernel/imports/imports.contract.ts'
import { scenario, type World } from '../kernel/test.ts'
import { correctService, listServices, voidService } from './billing.contract.ts'
import { importServiceRecords } from './import.contract.ts'
import { verifyBilling } from './verify.server.ts'

const headings =
  '记录号,仪器编号,客户名称,统一社会信用代码,服务日期,开始时间,结束时间,机时（小时）,样品数,服务金额（元）,发票号码,开票金额（万元）,服务内容'
const fileOf = (...rows: string[]) => `${headings}\r\n${rows.join('\r\n')}\r\n`
async function setting(world: World, options: Parameters<typeof makeWorkshop>[1] = {}) {
  const workshop = await makeWorkshop(world, options)
  return { workshop, ...(await peopleOf(world, workshop)) }
}
const servicesOf = async (world: World, token: string, workshop: Workshop) =>
  (await world.send(token, listServices, { institutionId: workshop.institutionId, limit: 200 })).body.items
const isSound = async (world: World) => {
  const results = await inTransaction(world.db, 'read', (tx) => verifyBilling(tx))
  assert.deepEqual(
    results.filter((result) => result.wrong > 0),
    [],
  )
}

scenario('records of earlier years are imported, reach the book and are marked as imported', async (world) => {
  const { workshop, officer } = await setting(world)
  const code = workshop.innerCode
  const firm = await makeOrganisation(world, 'firm', { name: `示例零件厂${code}` })
  const file = fileOf(
    `FW-1,${code},${firm.name},,2022-03-04,,,2.5,,500,,,断口分析`,
    `FW-2,${code},,${firm.creditCode},,2022-03-05 09:00,2022-03-05 11:00,,4,1200.50,FP-1,0.12005,高温拉伸`,
    `FW-3,${code},只有名称的客户${code},,2022/4/1,,,,6,0,,,`,
  )
  const imported = await importText(world, officer, importServiceRecords, file)
  assert.deepEqual([imported.state, imported.rowsApplied, imported.counts?.new], ['applied', 3, 3], JSON.stringify(imported.counts))
  const services = await servicesOf(world, officer, workshop)
  assert.deepEqual(
    services.map((one) => [one.recordNo, one.effectiveOn, one.seconds, one.sampleCount, one.fen, one.invoicedFen, one.customerKind]),
    [
      ['FW-3', '2022-04-01', 0, 6, 0, 0, 'unknown'],
      ['FW-2', '2022-03-05', 7_200, 4, 120_050, 120_050, 'firm'],
      ['FW-1', '2022-03-04', 9_000, 0, 50_000, 0, 'firm'],
    ],
  )
  assert.ok(services.every((one) => one.source === 'imported' && one.hoursKind === 'declared' && one.priceParts[0]?.basis === 'stated'))
  assert.deepEqual([services[1]?.startsAt, services[1]?.invoiceNo, services[1]?.content], ['2022-03-05T01:00:00Z', 'FP-1', '高温拉伸'])
  assert.deepEqual(await bookOf(world, workshop.institutionId), { fen: 170_050, seconds: 16_200, samples: 10 })
  assert.deepEqual(await titlesOf(world, officer), ['导入完成'])
  await isSound(world)
})

scenario('the same file again changes nothing, with and without record numbers', async (world) => {
  const { workshop, officer } = await setting(world)
  const code = workshop.innerCode
  const file = fileOf(
    `FW-1,${code},示例客户甲${code},,2022-03-04,,,2.5,,500,,,`,
    `,${code},示例客户甲${code},,,2022-03-05 09:00,2022-03-05 11:00,,,300,,,`,
    `,${code},示例客户乙${code},,2022-03-06,,,,2,80,,,`,
  )
  const first = await importText(world, officer, importServiceRecords, file)
  assert.equal(first.rowsApplied, 3)
  const rowsBefore = await run(world.db, 'select id, superseded_at from service where institution_id = $1 order by id', [
    workshop.institutionId,
  ])
  const again = await importText(world, officer, importServiceRecords, file)
  assert.deepEqual([again.rowsApplied, again.counts?.unchanged, again.counts?.refused], [0, 3, 0])
  const rowsAfter = await run(world.db, 'select id, superseded_at from service where institution_id = $1 order by id', [
    workshop.institutionId,
  ])
  assert.deepEqual(rowsAfter, rowsBefore)
  await isSound(world)
})

scenario(
  'a record that says otherwise is a correction; what an officer corrected or voided by hand is left alone by a retry',
  async (world) => {
    const { workshop, officer } = await setting(world)
    const code = workshop.innerCode
    const row = (no: string, amount: string, times = '2022-03-05 09:00,2022-03-05 11:00') =>
      `${no},${code},示例客户丙${code},,,${times},,,${amount},,,`
    const file = fileOf(row('FW-1', '300'), row('FW-2', '400', '2022-03-06 09:00,2022-03-06 11:00'))
    await importText(world, officer, importServiceRecords, file)
    const changed = await importText(
      world,
      officer,
      importServiceRecords,
      fileOf(row('FW-1', '350', '2022-03-05 10:00,2022-03-05 12:00')),
      {
        apply: false,
      },
    )
    const [preview] = (await world.send(officer, listImportRows, { id: changed.id, outcome: 'changed' })).body.items
    assert.deepEqual(
      preview?.changes.map(({ field, from, to }) => [field, from, to]),
      [
        ['startsAt', '2022-03-05T01:00:00Z', '2022-03-05T02:00:00.000Z'],
        ['endsAt', '2022-03-05T03:00:00Z', '2022-03-05T04:00:00.000Z'],
        ['fen', 30_000, 35_000],
      ],
    )
    await importText(world, officer, importServiceRecords, fileOf(row('FW-1', '350', '2022-03-05 10:00,2022-03-05 12:00')))
    const [second, first] = await servicesOf(world, officer, workshop)
    assert.deepEqual([first?.fen, first?.correctionReason, first?.serviceNo !== first?.id], [35_000, '批量导入更正', true])
    const seen = { serviceNo: first!.serviceNo, versionId: first!.id, reason: '示例：合同价' }
    assert.equal((await world.send(officer, correctService, { ...seen, fen: 36_000 })).status, 200)
    assert.equal(
      (await world.send(officer, voidService, { serviceNo: second!.serviceNo, versionId: second!.id, reason: '示例：重复' })).status,
      200,
    )
    const retried = fileOf(row('FW-1', '350', '2022-03-05 10:00,2022-03-05 12:00'), row('FW-2', '400', '2022-03-06 09:00,2022-03-06 11:00'))
    const again = await importText(world, officer, importServiceRecords, retried)
    assert.deepEqual([again.rowsApplied, again.counts?.unchanged, again.counts?.refused], [0, 1, 1])
    assert.match((await reasonsOfRows(world, officer, again.id))[0]!, /^3: 这条记录导入后已作废/)
    assert.deepEqual(
      (await servicesOf(world, officer, workshop)).map((one) => one.fen),
      [36_000],
    )
    const renumbered = await importText(
      world,
      officer,
      importServiceRecords,
      fileOf(row('FW-2b', '400', '2022-03-06 09:00,2022-03-06 11:00')),
    )
    assert.equal(renumbered.rowsApplied, 1, 'the voided record gave its time back')
    await isSound(world)
  },
)

scenario('a row is refused with every reason, in words, and the good rows go in', async (world) => {
  const { workshop, officer } = await setting(world)
  const code = workshop.innerCode
  await run(world.db, `insert into ledger_closing (id, month, closed_by) values ($1, '2018-07-01', $1)`, [newId()])
  const file = fileOf(
    `A1,${code},,,,2022-03-05 09:00,,,,,,,`,
    `A2,${code.replace('0', 'O')},示例客户,91220101MA0000000X,2022-03-05,,,1,,5,,,`,
    `A3,${code.slice(0, -1)},示例客户,,2022-03-05,,,1,,5,,,`,
    `A4,ZZZZ-99,示例客户,,2022-03-05,,,1,,5,,0.1,`,
    `A5,${code},,${inventedCreditCode()},2014-12-31,,,1,,5,,,`,
    `A6,${code},示例客户,,2026-03-03,,,800,,5,,,`,
    `A7,${code},示例客户,,2018-07-09,,,1,,5,,,`,
    `A8,${code},示例客户,,2022-03-09,2022-03-05 09:00,2022-03-05 10:00,2,,5,,,`,
    `A9,${code},示例客户,,2022-03-05,,,1,,5,,,`,
  )
  const imported = await importText(world, officer, importServiceRecords, file)
  assert.equal(imported.rowsApplied, 1)
  assert.deepEqual(await reasonsOfRows(world, officer, imported.id), [
    '2: 客户名称和统一社会信用代码至少填一项；开始和结束时间要一起填写；机时与样品数至少一项大于零；请填写服务金额；免费服务填 0',
    '3: “91220101MA0000000X”不是统一社会信用代码，或校验位不对',
    `4: 没有编号为“${code.slice(0, -1)}”的仪器，最接近的是“${code}”`,
    '5: 有开票金额须填写发票号码',
    `6: ${(await reasonsOfRows(world, officer, imported.id))[4]!.slice(3)}`,
    '7: 一条记录不能超过 31 天',
    '8: 2018-07 已结账；确需补录的，请省级经办先重新开账',
    '9: 服务日期不在起止时间之内；机时超过了起止时间的长度',
  ])
  assert.match(
    (await reasonsOfRows(world, officer, imported.id))[4]!,
    /没有登记过信用代码为 \w{18} 的单位，请同时填写客户名称；早于仪器启用日期 2015-01-01/,
  )
})

scenario('overlapping times in one lane are refused row by row, against the calendar and against the file itself', async (world) => {
  const { workshop, officer } = await setting(world, { laneCount: 2 })
  const { innerCode: code, instrumentId } = workshop
  const taken = { instrumentId, startsAt: '2022-03-05T01:00:00Z', endsAt: '2022-03-05T03:00:00Z', kind: 'use' as const, reason: '' }
  await write(world, (tx) =>
    occupy(
      tx,
      [1, 2].map((lane) => ({ ...taken, lane })),
    ),
  )
  const at = (no: string, from: string, to: string) => `${no},${code},示例客户丁${code},,,2022-03-05 ${from},2022-03-05 ${to},,,10,,,`
  const file = fileOf(
    at('B1', '10:30', '11:30'),
    at('B2', '11:00', '12:00'),
    at('B3', '11:30', '12:30'),
    at('B4', '11:45', '12:15'),
    at('B5', '12:30', '13:00'),
  )
  const preview = await importText(world, officer, importServiceRecords, file, { apply: false })
  const expected = [
    '2: 与已占用的时间重叠：2022-03-05 09:00 至 2022-03-05 11:00',
    '5: 与本文件第 4 行的时间重叠：2022-03-05 11:30 至 2022-03-05 12:30',
  ]
  assert.deepEqual(await reasonsOfRows(world, officer, preview.id), expected)
  const imported = await importText(world, officer, importServiceRecords, file)
  assert.deepEqual([imported.rowsApplied, await reasonsOfRows(world, officer, imported.id)], [3, expected])
  const again = await importText(world, officer, importServiceRecords, file)
  assert.deepEqual([again.rowsApplied, again.counts?.unchanged, again.counts?.refused], [0, 3, 2])
  assert.equal((await run(world.db, 'select 1 from service_import_time where run_id = $1', [imported.id])).length, 0)
})

scenario('rows of one file meet each other however far apart they stand', async (world) => {
  const { workshop, officer } = await setting(world)
  const clock = (hour: number) => new Date(Date.UTC(2021, 0, 4, hour)).toISOString().slice(0, 16).replace('T', ' ')
  const row = (no: number, hour: number) => `G${no},${workshop.innerCode},示例客户庚,,,${clock(hour)},${clock(hour + 1)},,,10,,,`
  const rows = Array.from({ length: 1_500 }, (_, index) => row(index, index))
  const preview = await importText(world, officer, importServiceRecords, fileOf(...rows, row(1_500, 3)), { apply: false })
  assert.deepEqual([preview.counts?.new, preview.counts?.refused], [1_500, 1])
  assert.deepEqual(await reasonsOfRows(world, officer, preview.id), [
    '1502: 与本文件第 5 行的时间重叠：2021-01-04 03:00 至 2021-01-04 04:00',
  ])
})

scenario('rows that say exactly the same need numbers to be two services', async (world) => {
  const { workshop, officer } = await setting(world)
  const row = (no: string) => `${no},${workshop.innerCode},示例客户戊,,2022-03-06,,,,2,80,,,`
  const twins = await importText(world, officer, importServiceRecords, fileOf(row(''), row('')))
  assert.deepEqual([twins.rowsApplied, twins.counts?.duplicate], [1, 1])
  assert.match((await reasonsOfRows(world, officer, twins.id, 'duplicate'))[0]!, /与第 2 行完全相同/)
  const accepted = await importText(world, officer, importServiceRecords, fileOf(row(''), row('')), { acceptDuplicates: true })
  assert.equal(accepted.rowsApplied, 0)
  const numbered = await importText(world, officer, importServiceRecords, fileOf(row('C1'), row('C2')))
  assert.deepEqual([numbered.rowsApplied, numbered.counts?.duplicate], [0, 2])
  assert.match((await reasonsOfRows(world, officer, numbered.id, 'duplicate'))[0]!, /完全相同，可能是同一次服务/)
  const conflicting = await importText(world, officer, importServiceRecords, fileOf(row('C3'), row('C3').replace(',80,', ',90,')))
  assert.equal(conflicting.counts?.refused, 2)
  assert.equal((await servicesOf(world, officer, workshop)).length, 1)
})

scenario('a customer with a new credit code is registered, one that contradicts its name is refused', async (world) => {
  const { workshop, officer } = await setting(world)
  const code = workshop.innerCode
  const known = await makeOrganisation(world, 'firm', { name: `示例已登记企业${code}` })
  const fresh = inventedCreditCode()
  const row = (no: string, name: string, creditCode: string) => `${no},${code},${name},${creditCode},2022-03-06,,,1,,80,,,`
  const file = fileOf(
    row('D1', `示例新企业${code}`, fresh),
    row('D2', `示例新企业${code}`, fresh.toLowerCase()),
    row('D3', known.name, fresh),
    row('D4', '换了写法的名称', known.creditCode),
  )
  const imported = await importText(world, officer, importServiceRecords, file)
  assert.equal(imported.rowsApplied, 3)
  assert.match((await reasonsOfRows(world, officer, imported.id))[0]!, /^4: 名称“示例已登记企业.*”与信用代码 \w{18} 不是同一个单位$/)
  const services = await servicesOf(world, officer, workshop)
  const byNo = new Map(services.map((one) => [one.recordNo, one]))
  assert.equal(byNo.get('D1')?.customerId, byNo.get('D2')?.customerId)
  assert.equal(byNo.get('D4')?.customerId, known.id)
})

scenario('an import is its own institution’s and its division’s; a preview writes nothing', async (world) => {
  const { workshop, officer, operator } = await setting(world)
  const file = fileOf(`E1,${workshop.innerCode},示例客户己,,2022-03-06,,,1,,80,,,`)
  const preview = await importText(world, officer, importServiceRecords, file, { apply: false })
  assert.deepEqual([preview.state, preview.counts?.new], ['previewed', 1])
  assert.equal((await servicesOf(world, officer, workshop)).length, 0)
  const elsewhere = await signedIn(world, 'asset_officer', { organisationId: (await makeOrganisation(world, 'university')).id })
  const { institutionId } = workshop
  const fileHash = '0'.repeat(64)
  assert.equal((await world.send(elsewhere.token, importServiceRecords, { fileHash, institutionId })).problem.code, 'not_found')
  assert.equal((await world.send(operator, importServiceRecords, { fileHash, institutionId })).problem.code, 'not_permitted')
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const imported = await importText(world, province.token, importServiceRecords, file, { institutionId })
  assert.equal(imported.rowsApplied, 1)
})

scenario('a name that is settled afterwards counts as its organisation, and no more once that is undone', async (world) => {
  const { workshop, officer } = await setting(world)
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const name = `示例某机械厂${workshop.innerCode}`
  await importText(world, officer, importServiceRecords, fileOf(`F1,${workshop.innerCode},${name},,2022-03-06,,,1,,80,,,`))
  const waiting = (await world.send(province.token, listNamedParties, { limit: 100 })).body.items.find((item) => item.name === name)
  assert.ok(waiting)
  await world.send(province.token, resolveNamedParty, { id: waiting.id, organisationId: workshop.firmId })
  await importText(world, officer, importServiceRecords, fileOf(`F2,${workshop.innerCode},${name},,2022-03-07,,,1,,90,,,`))
  const ofFirm = async () => (await world.send(province.token, listServices, { customerId: workshop.firmId })).body.items.length
  assert.equal(await ofFirm(), 2, 'a record written after the settlement counts too')
  await isSound(world)
  await world.send(province.token, undoResolution, { id: waiting.id })
  assert.equal(await ofFirm(), 0, 'undoing reaches every record written under the name')
  await isSound(world)
})
