import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { indicatorWords as words } from './indicator.words.ts'

/** What is measured: what each is called, and its units, stand in quantity.rules. */
export const quantityCodes = [
  ...(['temperature', 'force', 'wavelength', 'resolution', 'size', 'travel', 'frequency', 'pressure', 'capacity'] as const),
  ...(['readability', 'voltage', 'current', 'power', 'rotation', 'magnification', 'mass_range', 'field', 'energy', 'torque'] as const),
] as const

/** The less the better: what resolves 0.05 nm resolves 0.1 nm. */
export const finerQuantities: readonly string[] = ['resolution', 'readability']

/** What one value of an instrument comes to: numbers as typed, an open end as ''. */
export const Indicator = z.object({
  quantity: z.enum(quantityCodes),
  low: z.string(),
  high: z.string(),
  unit: z.string(),
  note: z.string(),
})
export type Indicator = z.infer<typeof Indicator>

const reachMistakes = ['no_value', 'not_a_number', 'low_above_high', 'unit_wrong'] as const
/** The first row that is wrong, counted from 1, and why. */
export const indicatorWrong = defineError<{ row: number; reason: (typeof reachMistakes)[number] }>(
  'indicator_wrong',
  422,
  words.indicatorWrong,
)

/** Says what an instrument reaches, all of it; what stood before is kept as superseded. */
export const keepIndicators = operation({
  name: 'keepIndicators',
  title: words.keepIndicators,
  method: 'POST',
  path: '/api/instruments/{id}/indicators',
  permission: 'catalogue.edit',
  input: z.object({
    id: z.uuid(),
    indicators: z
      .array(
        z.object({
          quantity: z.enum(quantityCodes),
          low: z.string().trim().max(20).default(''),
          high: z.string().trim().max(20).default(''),
          unit: z.string().trim().max(10),
          note: z.string().trim().max(100).default(''),
        }),
      )
      .max(30),
  }),
  output: z.object({ indicators: z.array(Indicator) }),
  errors: [notFound, indicatorWrong],
})

/** What an instrument that was found says to each demand of the query. */
export const Answer = z.object({
  text: z.string(),
  says: z.enum(['reached', 'unsaid']),
  /** The value that reaches it. */
  by: Indicator.nullable(),
})
export type Answer = z.infer<typeof Answer>
