import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { placesWords as words } from './places.words.ts'

export const Division = z.object({
  /** GB/T 2260, six digits. */
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  level: z.enum(['province', 'prefecture', 'county']),
  parentCode: z.string().nullable(),
})
export type Division = z.infer<typeof Division>

/** The divisions in force on a day, today if none is given, in the order of their codes. */
export const listDivisions = operation({
  name: 'listDivisions',
  title: words.listDivisions,
  method: 'GET',
  path: '/api/divisions',
  permission: 'anyone',
  input: z.object({ on: z.iso.date().optional() }),
  output: z.object({ items: z.array(Division) }),
  errors: [],
})
