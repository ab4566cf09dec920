// Labels for instruments: the address of each public page as a picture.
import { handle } from '../kernel/perform.ts'
import { qrSvg } from '../kernel/qr.ts'
import { listInstruments } from './catalogue.sql.ts'
import { makeLabels } from './label.contract.ts'

export const labelHandlers = [
  handle(makeLabels, async ({ input, db, from }) => {
    const shown = (await listInstruments(db, input.ids)).filter(({ state }) => state !== 'draft')
    const known = new Set(shown.map(({ id }) => id))
    const items = [...new Set(input.ids)].flatMap((id) => {
      if (!known.has(id)) return []
      const address = `${from.site}/instruments/${id}`
      return [{ id, address, qrSvg: qrSvg(address) }]
    })
    return { items }
  }),
]
