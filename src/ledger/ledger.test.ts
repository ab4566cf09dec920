import assert from 'node:assert/strict'
import { makeOrganisation } from '../../test/kit/people.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import type { ServicePosting } from './ledger.contract.ts'
import { placeHold, postHold, postServices, reverseServices, voidHold } from './ledger.server.ts'

async function pairOf(world: World) {
  const institution = await makeOrganisation(world, 'university')
  const customer = await makeOrganisation(world, 'firm')
  const posting = (more: Partial<ServicePosting> = {}): ServicePosting => ({
    serviceId: newId(),
    effectiveOn: '2022-03-05',
    institutionId: institution.id,
    customerId: customer.id,
    fen: 12_345,
    seconds: 3_600,
    samples: 0,
    ...more,
  })
  const write = <T>(body: Parameters<typeof inTransaction<T>>[2]) => inTransaction(world.db, 'write', body)
  const balances = async () =>
    Object.fromEntries(
      (
        await run<{ purpose: string; sum: number }>(
          world.db,
          'select purpose, sum(amount)::bigint as sum from report_ledger where $1 in (owner_id, counterparty_id) group by purpose having sum(amount) <> 0',
          [institution.id],
        )
      ).map((row) => [row.purpose, row.sum]),
    )
  return { institution, customer, posting, write, balances }
}

scenario('a finished service is one balanced transaction per commodity with an amount', async (world) => {
  const { posting, write, balances } = await pairOf(world)
  const one = posting()
  await write((db) => postServices(db, [one, posting({ fen: 0, seconds: 0, samples: 3 })]))
  const expected = {
    receivable: 12_345,
    service_income: -12_345,
    time_used: 3_600,
    time_given: -3_600,
    samples_tested: 3,
    samples_given: -3,
  }
  assert.deepEqual(await balances(), expected)
  await write((db) => postServices(db, [one]))
  assert.deepEqual(await balances(), expected, 'a retry changes nothing')
  await write((db) => reverseServices(db, [one.serviceId], ['CNY']))
  assert.equal((await balances()).time_used, 3_600, 'a price dispute does not undo hours')
  assert.equal((await balances()).receivable, undefined)
  await write((db) => reverseServices(db, [one.serviceId]))
  assert.deepEqual(await balances(), { samples_tested: 3, samples_given: -3 })
})

scenario('a hold is settled once', async (world) => {
  const { institution, customer, write } = await pairOf(world)
  const hold = { ownerId: institution.id, counterpartyId: customer.id, amountFen: 100, expiresAt: '2026-04-01T00:00:00Z' }
  const first = await write((db) => placeHold(db, hold))
  const second = await write((db) => placeHold(db, hold))
  assert.equal(await write((db) => voidHold(db, first)), true)
  assert.equal(await write((db) => voidHold(db, first)), false)
  assert.equal(await write((db) => postHold(db, second, { fen: 250, transactionId: null })), true)
  const rows = await run(world.db, 'select state, posted_amount from hold order by id')
  assert.deepEqual(rows, [
    { state: 'voided', posted_amount: null },
    { state: 'posted', posted_amount: 100 },
  ])
})
