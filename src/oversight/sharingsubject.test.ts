import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { aService, makeWorkshop } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { writeServices } from '../billing/billing.server.ts'
import { createIndexRound, getIndexRound, getIndexUnit, recordIndexSystem } from '../evaluation/round.contract.ts'
import { getOrganisation } from '../identity/identity.server.ts'
import { scenario } from '../kernel/test.ts'

/** Hours for each instrument, and what was charged; three customers at least, so that nobody's column tells of one. */
const system = JSON.stringify({
  code: 'sharing',
  version: '1',
  method: { impute: 'none' },
  groups: [{ code: 'index' }],
  indicators: [
    { code: 'shared_hours', parent: 'index', denominator: 'shared_instrument_count' },
    { code: 'amount_accrued', parent: 'index' },
  ],
})
const asked = { systemCode: 'sharing', systemVersion: '1', fromYear: 2022, year: 2022, runs: 100 } as const

scenario('institutions are ranked by the same engine, from what the platform recorded of their sharing', async (world) => {
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const [busy, quiet] = [await makeWorkshop(world), await makeWorkshop(world)]
  const customers = [busy.firmId, busy.otherId, quiet.firmId]
  const rows = (workshop: typeof busy, seconds: number) =>
    customers.map((customerId) => aService(workshop, { customerId, seconds, fen: seconds * 10 }))
  await write(world, (tx) => writeServices(tx, [...rows(busy, 36_000), ...rows(quiet, 3_600)]))
  const record = (subject: string) =>
    world.send(province, recordIndexSystem, {
      subject,
      titleZh: '示例共享评价',
      titleEn: 'Example sharing index',
      basis: '示例',
      file: system,
    })
  assert.equal((await record('counties')).problem.code, 'index_system_wrong', 'counties have no such columns')
  const recorded = await record('sharing_institutions')
  assert.equal(recorded.status, 200, recorded.text)
  const made = await world.send(province, createIndexRound, asked)
  assert.equal(made.status, 200, made.text)
  await world.drain()
  const shown = (await world.send(province, getIndexRound, { id: made.body.id })).body
  const nameOf = async (id: string) => (await getOrganisation(world.db, id))?.nameZh
  assert.deepEqual(
    shown.units.toSorted((a, b) => a.rank! - b.rank!).map(({ unit, rank, nameZh }) => [unit, rank, nameZh]),
    [
      [busy.institutionId, 1, await nameOf(busy.institutionId)],
      [quiet.institutionId, 2, await nameOf(quiet.institutionId)],
    ],
  )
  // An institution's own people look at their own before it is published, and at nobody else's.
  const officer = await signedIn(world, 'asset_officer', { organisationId: quiet.institutionId })
  const other = await world.send(officer.token, getIndexUnit, { id: made.body.id, unit: busy.institutionId })
  assert.equal(other.status, 404)
})
