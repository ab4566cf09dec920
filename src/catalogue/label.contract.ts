// Labels for instruments: a QR picture that opens the public page.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { labelWords as words } from './label.words.ts'

/** Two sheets, and as many as a page of the search tells. */
export const labelsMost = 48

/** The pictures and the addresses they hold, in the order asked for; whatever is not public is left out. */
export const makeLabels = operation({
  name: 'makeLabels',
  title: words.makeLabels,
  method: 'POST',
  path: '/api/instruments/labels',
  permission: 'anyone',
  input: z.object({ ids: z.array(z.uuid()).min(1).max(labelsMost) }),
  output: z.object({ items: z.array(z.object({ id: z.uuid(), address: z.string(), qrSvg: z.string() })) }),
  errors: [],
})
