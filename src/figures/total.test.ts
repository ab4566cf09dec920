import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { resolveNamedParty, undoResolution } from '../identity/identity.contract.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { appendDeltas, asOfWatermark, foldRollup, rollupSums } from './figures.server.ts'
import type { Delta, RollupRow } from './rollup.rules.ts'
import { sumRollup } from './rollup.sql.ts'

/** A small generator, so that a run that fails can be told again. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const shown = (rows: readonly RollupRow[]) =>
  rows.filter((row) => Object.entries(row).some(([name, value]) => name !== 'key' && value !== 0)).sort((a, b) => (a.key < b.key ? -1 : 1))

/** The quick answer and the one that adds everything up are the same, of all and of one institution. */
async function compare(world: World, scopes: readonly string[], asOf: string, label: string): Promise<void> {
  for (const from of ['2022-01-01', '2023-01-01']) {
    const question = { rollup: 'service', from, to: `${Number(from.slice(0, 4)) + 1}-01-01`, asOf, by: 'institution' as const }
    for (const scopeIds of [null, [scopes[0]!]]) {
      const [quick, whole] = await inTransaction(world.db, 'read', async (tx) => [
        await rollupSums(tx, { ...question, scopeIds }),
        await sumRollup(tx, { ...question, scopeIds }),
      ])
      assert.deepEqual(shown(quick!), shown(whole!), `${label}, ${from}, ${scopeIds ? 'one' : 'all'}`)
    }
  }
}

scenario('the totals a fold leaves, moved to any moment, are what adding everything up gives', async (world) => {
  const next = chance(20220521)
  const scopes = await Promise.all([1, 2].map(async () => (await makeOrganisation(world, 'institute', { divisionCode: '220102' })).id))
  const firms = await Promise.all([1, 2, 3].map(async () => (await makeOrganisation(world, 'firm')).id))
  const other = (await makeOrganisation(world, 'hospital')).id
  const named = await Promise.all(
    [1, 2, 3].map(async () => (await inTransaction(world.db, 'write', (tx) => partyByName(tx, scopes[0]!, `示例名称${newId()}`))).partyId),
  )
  const { token } = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const settled = new Set<string>()
  const written: Delta[] = []
  const moments: string[] = []
  const now = () => inTransaction(world.db, 'read', (tx) => asOfWatermark(tx))

  const write = () => {
    const scopeId = scopes[next(2)]!
    const pick = next(8)
    const customerId = pick < 3 ? firms[pick]! : pick < 6 ? named[pick - 3]! : pick === 6 ? other : scopeId
    const customerKind = pick < 3 ? 'firm' : pick < 6 ? 'unknown' : 'other'
    const audience = pick === 7 ? ('internal' as const) : ('external' as const)
    const month = `${2022 + next(2)}-${String(1 + next(12)).padStart(2, '0')}-01`
    const sums = { recordCount: 1, seconds: next(9_000), accruedFen: next(90_000), invoicedFen: next(900), receivedFen: next(90) }
    const delta: Delta = { rollup: 'service', scopeId, effectiveMonth: month, customerId, customerKind, audience, ...sums }
    written.push(delta)
    return [delta]
  }
  const takeBack = () => {
    const [delta] = written.splice(next(written.length), 1)
    const { recordCount, seconds, accruedFen, invoicedFen, receivedFen } = delta!
    const sums = { seconds: -seconds, accruedFen: -accruedFen, invoicedFen: -invoicedFen, receivedFen: -receivedFen }
    return [{ ...delta!, recordCount: -recordCount, ...sums }]
  }
  const settleOrUndo = async () => {
    const id = named[next(3)]!
    const organisationId = [...firms, other, scopes[0]!][next(5)]!
    const reply = settled.delete(id)
      ? await world.send(token, undoResolution, { id })
      : await world.send(token, resolveNamedParty, { id, organisationId })
    assert.equal(reply.status, 200)
    if (reply.body.organisation) settled.add(id)
  }

  for (let step = 0; step < 60; step++) {
    const what = next(10)
    if (what < 5 || written.length === 0) await inTransaction(world.db, 'write', (tx) => appendDeltas(tx, write()))
    else if (what < 7) await inTransaction(world.db, 'write', (tx) => appendDeltas(tx, takeBack()))
    else if (what < 9) await settleOrUndo()
    // A fold follows a few changes and adds up many: both leave the same totals.
    else await inTransaction(world.db, 'write', (tx) => foldRollup(tx, 'service', 0, next(2) * 50_000))
    if (step % 6 === 5) {
      moments.push(await now())
      await compare(world, scopes, moments.at(-1)!, `step ${step}`)
    }
  }
  await inTransaction(world.db, 'write', (tx) => foldRollup(tx, 'service', 0))
  for (const [at, moment] of moments.entries()) await compare(world, scopes, moment, `moment ${at} after the last fold`)
  assert.ok((await run(world.db, 'select 1 from rollup_total')).length > 0)
})
