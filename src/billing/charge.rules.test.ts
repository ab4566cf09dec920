import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { feeFen } from '../prices/prices.rules.ts'
import { chargeFor } from './charge.rules.ts'

const hour = { priceId: 'h', fen: 20_000 }
const sample = { priceId: 's', fen: 8_000 }
const agreed = { fen: 123_400, note: '示例约定' }

const table = [
  ['an hour', { hour }, 3_600, 0, null, 20_000],
  ['two and a half hours', { hour }, 9_000, 0, null, 50_000],
  ['one second is rounded up to the fen', { hour }, 1, 0, null, 6],
  ['a third of an hour at a price that does not divide', { hour: { priceId: 'h', fen: 100 } }, 1_200, 0, null, 34],
  ['a free hour costs nothing', { hour: { priceId: 'h', fen: 0 } }, 3_600, 0, null, 0],
  ['samples only', { sample }, 0, 3, null, 24_000],
  ['samples, and hours that have no price', { sample }, 7_200, 3, null, 24_000],
  ['hours, and samples that have no price', { hour }, 3_600, 3, null, 20_000],
  ['hours and samples, each by its own price', { hour, sample }, 5_400, 2, null, 46_000],
  ['an agreed amount replaces both', { hour, sample }, 5_400, 2, agreed, 123_400],
  ['an agreed amount for a price on request', { isOnRequest: true }, 3_600, 0, agreed, 123_400],
  ['an agreed amount of nothing', { isOnRequest: true }, 3_600, 0, { fen: 0, note: '示例免费' }, 0],
  ['a price on request waits', { isOnRequest: true }, 3_600, 0, null, 'on_request'],
  ['hours under a price for samples wait', { sample }, 3_600, 0, null, 'no_hour_price'],
  ['samples under a price for hours wait', { hour }, 0, 4, null, 'no_sample_price'],
] as const

for (const [name, prices, seconds, samples, agreedAmount, expected] of table)
  test(name, () => {
    const charge = chargeFor({ prices: { isOnRequest: false, ...prices }, seconds, samples, agreed: agreedAmount })
    assert.equal('pending' in charge ? charge.pending : charge.fen, expected)
  })

test('an hour price never charges less than its exact share, and less than one fen more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 31_622_400 }), (unitFen, seconds) => {
      const exact = BigInt(unitFen) * BigInt(seconds)
      const charged = BigInt(feeFen(seconds, unitFen)) * 3_600n
      return charged >= exact && charged - exact < 3_600n
    }),
  )
})

test('the parts add up to the charge', () => {
  const price = fc.option(fc.record({ priceId: fc.constant('p'), fen: fc.integer({ min: 0, max: 10_000_000 }) }), { nil: undefined })
  const amount = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(price, price, amount, amount, (hourPrice, samplePrice, seconds, samples) => {
      const prices = {
        ...(hourPrice && { hour: hourPrice }),
        ...(samplePrice && { sample: samplePrice }),
        isOnRequest: !hourPrice && !samplePrice,
      }
      const charge = chargeFor({ prices, seconds, samples, agreed: null })
      return 'pending' in charge || charge.fen === charge.parts.reduce((sum, part) => sum + part.fen, 0)
    }),
  )
})
