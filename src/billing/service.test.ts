import assert from 'node:assert/strict'
import { aService, makeWorkshop } from '../../test/kit/services.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { scenario } from '../kernel/test.ts'
import { writeServices } from './billing.server.ts'

scenario('a batch of services is written, each customer of its kind, inside or outside', async (world) => {
  const workshop = await makeWorkshop(world)
  const ids = await inTransaction(world.db, 'write', async (tx) => {
    const { partyId } = await partyByName(tx, workshop.institutionId, '某某机械厂（示例名称）')
    return writeServices(tx, [
      aService(workshop),
      aService(workshop, { customerId: workshop.otherId, sampleCount: 3 }),
      aService(workshop, { customerId: partyId }),
      aService(workshop, { customerId: workshop.institutionId }),
    ])
  })
  const rows = await run<{ id: string; service_no: string; customer_kind: string; audience: string }>(
    world.db,
    'select id, service_no, customer_kind, audience from service where institution_id = $1 order by id',
    [workshop.institutionId],
  )
  assert.deepEqual(
    rows.map((row) => [row.id, row.customer_kind, row.audience]),
    [
      [ids[0], 'firm', 'external'],
      [ids[1], 'other', 'external'],
      [ids[2], 'unknown', 'external'],
      [ids[3], 'other', 'internal'],
    ],
  )
  assert.ok(rows.every((row) => row.service_no === row.id))
})

scenario('a record number stands once in an institution; nothing of the refused batch remains', async (world) => {
  const workshop = await makeWorkshop(world)
  const twice = [aService(workshop, { recordNo: 'FW-1' }), aService(workshop, { recordNo: 'FW-1' })]
  await assert.rejects(
    inTransaction(world.db, 'write', (tx) => writeServices(tx, twice)),
    (error) => error instanceof Refused && error.code === 'record_no_taken',
  )
  assert.equal((await run(world.db, 'select 1 from service where institution_id = $1', [workshop.institutionId])).length, 0)
})
