import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { comparisonWords as words } from './comparison.words.ts'

export const comparedMost = 12

/** Codes that are of no county today. */
export const notCounties = defineError<{ codes: string[] }>('not_counties', 422, words.notCounties)

const Word = z.object({ zh: z.string(), en: z.string() })

const Comparison = z.object({
  /** Years of which any county's return is approved, the latest first, and the one that is compared; null while there is none. */
  years: z.array(z.int()),
  year: z.int().nullable(),
  counties: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), cityZh: z.string(), cityEn: z.string() })),
  indicators: z.array(
    z.object({
      code: z.string(),
      ...{ group: Word, title: Word, unit: Word },
      direction: z.enum(['up', 'down', 'none']),
      /** How many counties of the province have an approved number of that year. */
      of: z.int(),
      /** In the order of the counties; null where nothing is approved. Those that are level share a place; none where no direction is better. */
      cells: z.array(z.object({ value: z.string(), rank: z.int().nullable() }).nullable()),
    }),
  ),
})
export type Comparison = z.infer<typeof Comparison>

/** Any counties side by side: what is approved of one year, each with its place among all counties of the province. */
export const compareCounties = operation({
  name: 'compareCounties',
  title: words.compareCounties,
  method: 'GET',
  path: '/api/county-comparison',
  permission: 'anyone',
  input: z.object({
    /** Division codes joined by commas, 1 to 12. */
    codes: z.string().regex(/^\d{6}(,\d{6}){0,11}$/),
    /** Without one the latest of which all of them are approved, or else the latest. */
    year: z.coerce.number().int().min(2000).max(2100).optional(),
  }),
  output: Comparison,
  errors: [notCounties],
})
