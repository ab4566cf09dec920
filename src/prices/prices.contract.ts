import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { pricesWords as words } from './prices.words.ts'

export const priceBases = ['hour', 'sample', 'on_request'] as const
export type PriceBasis = (typeof priceBases)[number]

export const Price = z.object({
  id: z.uuid(),
  basis: z.enum(priceBases),
  /** For an hour or a sample, tax included; null when the price is on request 面议. */
  fen: z.int().nonnegative().nullable(),
  validFrom: daySent,
  /** The first day on which it no longer holds; null while no end is set. */
  validTo: daySent.nullable(),
  documentNo: z.string(),
})
export type Price = z.infer<typeof Price>

export const priceAmountWrong = defineError('price_amount_wrong', 422, words.priceAmountWrong)
export const priceRaced = defineError('price_raced', 409, words.priceRaced)

export const priceSpans = ['present', 'all'] as const

/** An instrument's prices that hold or will hold, for anyone; with `span` all, the earlier ones too. */
export const listPrices = operation({
  name: 'listPrices',
  title: words.listPrices,
  method: 'GET',
  path: '/api/instruments/{id}/prices',
  permission: 'anyone',
  input: z.object({ id: z.uuid(), span: z.enum(priceSpans).default('present') }),
  output: z.object({ isOnRequest: z.boolean(), items: z.array(Price) }),
  errors: [notFound],
})

/** From a day on, this is the price of that basis; earlier days keep theirs, later ones fall away. */
export const setPrice = operation({
  name: 'setPrice',
  title: words.setPrice,
  method: 'POST',
  path: '/api/instruments/{id}/prices',
  permission: 'prices.edit',
  input: z.object({
    id: z.uuid(),
    basis: z.enum(priceBases),
    fen: z.int().nonnegative().max(100_000_000_000).nullable(),
    validFrom: daySent,
    documentNo: z.string().trim().max(200).default(''),
  }),
  output: z.object({ isOnRequest: z.boolean(), items: z.array(Price) }),
  errors: [notFound, notPermitted, priceAmountWrong, priceRaced],
})
