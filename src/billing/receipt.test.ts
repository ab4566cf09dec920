import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { aService, bookOf, makeWorkshop, peopleOf, type Workshop } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { getFigure } from '../figures/figure.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { correctService, getService, voidService } from './billing.contract.ts'
import { writeServices } from './billing.server.ts'
import { recordReceipt } from './receipt.contract.ts'
import { verifyBilling } from './verify.server.ts'

async function amountsOf(world: World, token: string, workshop: Workshop, asOf?: string) {
  const amounts: (number | null)[] = []
  let at = ''
  for (const name of ['amount_accrued', 'amount_invoiced', 'amount_received']) {
    const asked = { name, year: 2022, institutionId: workshop.institutionId, ...(asOf ? { asOf } : {}) }
    const { body } = await world.send(token, getFigure, asked)
    amounts.push(body.value.amount)
    at = body.asOfAt
  }
  return { amounts, at }
}

const wrongIn = async (world: World) => (await verifyBilling(world.db)).filter(({ wrong }) => wrong > 0)

scenario('what is invoiced and received moves its figures and nothing else; a correction and a voiding carry it along', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer, engineer, operator } = await peopleOf(world, workshop)
  const finance = (await signedIn(world, 'finance', { organisationId: workshop.institutionId })).token
  const [serviceNo] = await write(world, (tx) => writeServices(tx, [aService(workshop), aService(workshop, { fen: 5_000 })]))
  const before = await amountsOf(world, officer, workshop)
  assert.deepEqual(before.amounts, [35_000, 0, 0])
  const invoice = { serviceNo: serviceNo!, versionId: serviceNo!, invoiceNo: '示例0001', invoicedFen: 30_000, invoicedOn: '2022-04-01' }
  for (const token of [engineer, operator]) assert.equal((await world.send(token, recordReceipt, invoice)).problem.code, 'not_permitted')
  const invoiced = await world.send(finance, recordReceipt, invoice)
  assert.equal(invoiced.status, 200, invoiced.text)
  assert.deepEqual((await amountsOf(world, officer, workshop)).amounts, [35_000, 30_000, 0])
  const seen = { serviceNo: serviceNo!, versionId: invoiced.body.standing!.id }
  const received = await world.send(officer, recordReceipt, { ...seen, receivedFen: 20_000, receivedOn: '2022-05-06', note: '示例到账' })
  assert.equal(received.status, 200, received.text)
  const { standing, versions } = received.body
  assert.deepEqual([standing?.invoiceNo, standing?.invoicedOn, standing?.receivedFen], ['示例0001', '2022-04-01', 20_000])
  assert.deepEqual(
    versions.map((version) => [version.invoicedFen, version.receivedFen, version.supersededAt === null]),
    [
      [0, 0, false],
      [30_000, 0, false],
      [30_000, 20_000, true],
    ],
  )
  assert.deepEqual((await bookOf(world, workshop.institutionId)).fen, 35_000, 'the book keeps what is accrued')
  const half = await amountsOf(world, officer, workshop)
  assert.deepEqual(half.amounts, [35_000, 30_000, 20_000])
  assert.deepEqual((await amountsOf(world, officer, workshop, before.at)).amounts, before.amounts, 'as known before')

  const correction = { serviceNo: serviceNo!, versionId: standing!.id, reason: '示例更正' }
  const tooLow = await world.send(officer, correctService, { ...correction, fen: 19_999 })
  assert.deepEqual(tooLow.problem.params.reasons, [{ code: 'received_more_than_accrued' }])
  const corrected = await world.send(officer, correctService, { ...correction, fen: 28_000 })
  assert.equal(corrected.status, 200, corrected.text)
  assert.deepEqual((await amountsOf(world, officer, workshop)).amounts, [33_000, 30_000, 20_000])
  assert.deepEqual(await wrongIn(world), [])
  await world.send(officer, voidService, { ...seen, versionId: corrected.body.standing!.id, reason: '示例作废' })
  assert.deepEqual((await amountsOf(world, officer, workshop)).amounts, [5_000, 0, 0])
  assert.deepEqual((await amountsOf(world, officer, workshop, half.at)).amounts, half.amounts)
  assert.deepEqual(await wrongIn(world), [])
})

scenario('no more is received than accrued, nothing in a closed month, and only for the version that was seen', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const [serviceNo, closedNo] = await write(world, (tx) =>
    writeServices(tx, [aService(workshop), aService(workshop, { effectiveOn: '2018-05-06' })]),
  )
  const receipt = { serviceNo: serviceNo!, versionId: serviceNo!, receivedFen: 30_001, receivedOn: '2022-05-06' }
  const tooMuch = await world.send(officer, recordReceipt, receipt)
  assert.deepEqual([tooMuch.status, tooMuch.problem.code], [422, 'receipt_refused'])
  assert.deepEqual(tooMuch.problem.params.reasons, [{ code: 'received_more_than_accrued' }])
  const replies = await Promise.all([1, 2, 3].map((receivedFen) => world.send(officer, recordReceipt, { ...receipt, receivedFen })))
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409, 409])
  await run(world.db, `insert into ledger_closing (id, month, closed_by) values ($1, '2018-05-01', $1)`, [newId()])
  const closed = await world.send(officer, recordReceipt, { ...receipt, serviceNo: closedNo!, versionId: closedNo!, receivedFen: 1 })
  assert.deepEqual([closed.status, closed.problem.code], [409, 'month_closed'])
  assert.equal((await world.send(officer, getService, { serviceNo: closedNo! })).body.standing?.receivedFen, 0)
  assert.deepEqual(await wrongIn(world), [])
})
