import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Receipt, receiptAfter, receiptReasons } from './receipt.rules.ts'

const none: Receipt = { invoiceNo: null, invoicedFen: 0, invoicedOn: null, receivedFen: 0, receivedOn: null }
const invoiced: Receipt = { ...none, invoiceNo: '0001', invoicedFen: 30_000, invoicedOn: '2022-04-01' }
const old: Receipt = { ...none, invoiceNo: 'F1', invoicedFen: 40_000 }
const table: [string, Receipt, Partial<Receipt>, string[]][] = [
  ['an invoice', none, { invoiceNo: '0001', invoicedFen: 30_000, invoicedOn: '2022-04-01' }, []],
  ['all that is accrued', invoiced, { receivedFen: 30_000, receivedOn: '2022-05-01' }, []],
  ['money without an invoice', none, { receivedFen: 1, receivedOn: '2022-05-01' }, []],
  ['nothing new', invoiced, { receivedFen: 0, receivedOn: '2022-05-01' }, ['nothing_changed']],
  ['an amount without a number', none, { invoicedFen: 1, invoicedOn: '2022-04-01' }, ['invoice_without_number']],
  ['a number without a day', none, { invoiceNo: '0001' }, ['invoice_without_day']],
  ['money for an invoice of earlier years, which has no day', old, { receivedFen: 1, receivedOn: '2022-05-01' }, []],
  ['money without a day', invoiced, { receivedFen: 1 }, ['received_without_day']],
  ['more money than accrued', invoiced, { receivedFen: 30_001, receivedOn: '2022-05-01' }, ['received_more_than_accrued']],
  ['a larger invoice than accrued', invoiced, { invoicedFen: 30_001 }, ['invoiced_more_than_accrued']],
  ['a day to come', invoiced, { receivedFen: 1, receivedOn: '2026-03-03' }, ['day_in_future']],
]
for (const [name, before, given, expected] of table)
  test(`recording ${name}`, () => {
    const reasons = receiptReasons(before, receiptAfter(before, given), 30_000, '2026-03-02')
    assert.deepEqual(
      reasons.map(({ code }) => code),
      expected,
    )
  })

test('money that is taken back takes its day along', () => {
  const paid = { ...invoiced, receivedFen: 1, receivedOn: '2022-05-01' }
  assert.deepEqual(receiptAfter(paid, { receivedFen: 0 }), invoiced)
})
