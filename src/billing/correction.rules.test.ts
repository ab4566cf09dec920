import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Correction, corrected, correctionReasons, hoursKindAfter, partsAfter } from './correction.rules.ts'

const service = {
  customerId: 'c',
  effectiveOn: '2022-03-04',
  seconds: 3_600,
  sampleCount: 0,
  fen: 30_000,
  invoiceNo: null,
  invoicedFen: 0,
  content: '',
}
const received = { ...service, receivedFen: 20_000 }
const table: [string, Correction, string[]][] = [
  ['an amount', { fen: 31_000 }, []],
  ['an invoice', { invoiceNo: '0001', invoicedFen: 30_000 }, []],
  ['nothing at all', {}, ['nothing_changed']],
  ['the same amount', { fen: 30_000 }, ['nothing_changed']],
  ['hours to nothing', { seconds: 0 }, ['nothing_done']],
  ['hours to samples', { seconds: 0, sampleCount: 2 }, []],
  ['a day to come', { effectiveOn: '2026-03-03' }, ['in_future']],
  ['today', { effectiveOn: '2026-03-02' }, []],
  ['an invoiced amount without its number', { invoicedFen: 1 }, ['invoice_without_number']],
  ['an amount to what was received', { fen: 20_000 }, []],
  ['an amount to less than was received', { fen: 19_999 }, ['received_more_than_accrued']],
  ['several at once', { seconds: 0, effectiveOn: '2027-01-01', invoicedFen: 1 }, ['nothing_done', 'in_future', 'invoice_without_number']],
]
for (const [name, correction, expected] of table)
  test(`correcting ${name}`, () => {
    const reasons = correctionReasons(received, corrected(service, correction), '2026-03-02')
    assert.deepEqual(
      reasons.map(({ code }) => code),
      expected,
    )
  })

test('what a correction does not mention stays', () => {
  assert.deepEqual(corrected(service, { fen: 1, content: undefined }), { ...service, fen: 1 })
})

test('metered hours that are changed by hand are declared', () => {
  assert.equal(hoursKindAfter({ seconds: 60, hoursKind: 'metered' }, 60), 'metered')
  assert.equal(hoursKindAfter({ seconds: 60, hoursKind: 'metered' }, 61), 'declared')
  assert.equal(hoursKindAfter({ seconds: 60, hoursKind: 'declared' }, 60), 'declared')
})

test('an amount that is changed no longer claims to come of a price', () => {
  const before = { fen: 6, priceId: 'p', priceParts: [{ basis: 'hour' as const, priceId: 'p', unitFen: 20_000, quantity: 1, fen: 6 }] }
  assert.equal(partsAfter(before, 6).priceId, 'p')
  assert.deepEqual(partsAfter(before, 7), { priceId: null, priceParts: [{ basis: 'stated', fen: 7 }] })
})
