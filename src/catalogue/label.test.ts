import assert from 'node:assert/strict'
import { makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { newId } from '../kernel/id.ts'
import { qrSvg } from '../kernel/qr.ts'
import { scenario } from '../kernel/test.ts'
import { makeLabels } from './label.contract.ts'

scenario('a label opens the public page of its instrument; what is not public has none', async (world) => {
  const { instrument, institution } = await makeSetting(world)
  const draft = await makeInstrument(world, { institutionId: institution.id, state: 'draft' })
  const { status, body } = await world.send(null, makeLabels, { ids: [draft.id, instrument.id, newId(), instrument.id] })
  assert.equal(status, 200)
  const [label] = body.items
  assert.deepEqual([body.items.length, label?.id], [1, instrument.id])
  assert.match(label!.address, new RegExp(`^https?://[^/]+/instruments/${instrument.id}$`))
  assert.equal(label!.qrSvg, qrSvg(label!.address))
  assert.equal((await world.send(null, makeLabels, { ids: [] })).status, 400)
})
