import assert from 'node:assert/strict'
import { makeSetting } from '../../test/kit/bookings.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { scenario } from '../kernel/test.ts'
import { getPidinst, getSchemaOrg } from './metadata.contract.ts'

scenario('an instrument is told in PIDINST and schema.org; a draft is not', async (world) => {
  const { instrument, institution } = await makeSetting(world, {
    model: '示例-1',
    manufacturer: '示例厂',
    serialNo: 'S1',
    startedOn: '2020-02-03',
    delistedOn: '2025-01-01',
    technicalText: '最高温度 1200 ℃',
  })
  const { status, body: pidinst } = await world.send(null, getPidinst, { id: instrument.id })
  assert.equal(status, 200)
  assert.match(pidinst.landingPage, new RegExp(`^https?://[^/]+/instruments/${instrument.id}$`))
  assert.deepEqual(pidinst.identifier, { identifierValue: pidinst.landingPage, identifierType: 'URL' })
  assert.deepEqual([pidinst.schemaVersion, pidinst.name, pidinst.model?.modelName], ['1.0', instrument.nameZh, '示例-1'])
  assert.deepEqual(pidinst.manufacturers, [{ manufacturerName: '示例厂' }])
  // It left the network and still works: that is not decommissioned.
  assert.deepEqual(pidinst.dates, [{ dateValue: '2020-02-03', dateType: 'Commissioned' }])
  assert.deepEqual(
    pidinst.alternateIdentifiers.map((one) => one.alternateIdentifierValue),
    ['S1', instrument.innerCode],
  )
  const { body: linked } = await world.send(null, getSchemaOrg, { id: instrument.id })
  assert.deepEqual([linked['@context'], linked['@id'], linked.productID], ['https://schema.org', pidinst.landingPage, instrument.innerCode])
  assert.equal(linked['@reverse'].owns.name, pidinst.owners[0]?.ownerName)
  assert.deepEqual(linked.additionalProperty, [{ '@type': 'PropertyValue', name: '技术指标', value: '最高温度 1200 ℃' }])

  const plain = await makeInstrument(world, { institutionId: institution.id })
  const { body: bare } = await world.send(null, getPidinst, { id: plain.id })
  assert.deepEqual([bare.manufacturers, bare.model, bare.dates], [[{ manufacturerName: ':unav' }], undefined, []])
  const invented = await makeInstrument(world, { institutionId: institution.id, isExample: true })
  for (const operation of [getPidinst, getSchemaOrg])
    assert.equal((await world.send(null, operation, { id: invented.id })).body.name, `${invented.nameZh}（示例）`)
  const draft = await makeInstrument(world, { institutionId: institution.id, state: 'draft' })
  for (const operation of [getPidinst, getSchemaOrg]) assert.equal((await world.send(null, operation, { id: draft.id })).status, 404)
})
