// The book under any sequence of postings, reversals and holds, and under hands that would change it directly.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { makeOrganisation } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import type { ServicePosting } from './ledger.contract.ts'
import { placeHold, postHold, postServices, reverseServices, verifyLedger, voidHold } from './ledger.server.ts'

async function assertSound(world: World): Promise<void> {
  for (const check of await verifyLedger(world.db)) assert.equal(check.wrong, 0, `${check.name}: ${check.example}`)
}

async function postOne(world: World, effectiveOn = '2022-03-05'): Promise<ServicePosting> {
  const institution = await makeOrganisation(world, 'university')
  const customer = await makeOrganisation(world, 'firm')
  const parties = { institutionId: institution.id, customerId: customer.id }
  const posting = { serviceId: newId(), effectiveOn, ...parties, fen: 12_345, seconds: 3_600, samples: 2 }
  await write(world, (db) => postServices(db, [posting]))
  return posting
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      service: fc.nat(11),
      fen: fc.nat(99_999),
      seconds: fc.nat(9_999),
      samples: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reverse' as const), service: fc.nat(11), moneyOnly: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hold' as const), fen: fc.nat(50_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const), hold: fc.nat(9), fen: fc.nat(60_000), isVoid: fc.boolean() }) },
)

scenario('the book balances after any sequence of postings, reversals and holds, and doing each twice changes nothing', async (world) => {
  const institution = await makeOrganisation(world, 'university')
  const customers = [await makeOrganisation(world, 'firm'), await makeOrganisation(world, 'firm')]
  const serviceIds = new Set<string>()
  const total = async () =>
    (
      await run<{ fen: number; seconds: number; samples: number }>(
        world.db,
        `select coalesce(sum(amount) filter (where purpose = 'receivable'), 0)::bigint as fen,
           coalesce(sum(amount) filter (where purpose = 'time_used'), 0)::bigint as seconds,
           coalesce(sum(amount) filter (where purpose = 'samples_tested'), 0)::bigint as samples
         from report_ledger where service_id = any($1::uuid[])`,
        [[...serviceIds]],
      )
    )[0]

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.nat(1), async (steps, which) => {
      const customerId = customers[which]!.id
      const services = Array.from({ length: 12 }, () => newId())
      const posted = new Map<string, { fen: number; seconds: number; samples: number }>()
      const holds: string[] = []
      serviceIds.clear()
      for (const id of services) serviceIds.add(id)
      for (const one of steps) {
        if (one.kind === 'post') {
          const serviceId = services[one.service]!
          const { fen, seconds, samples } = one
          const posting = { serviceId, effectiveOn: '2022-03-05', institutionId: institution.id, customerId, fen, seconds, samples }
          if (!posted.has(serviceId)) {
            await write(world, (db) => postServices(db, [posting]))
            posted.set(serviceId, { fen, seconds, samples })
            await write(world, (db) => postServices(db, [posting]))
          }
        } else if (one.kind === 'reverse') {
          const serviceId = services[one.service]!
          await write(world, (db) => reverseServices(db, [serviceId], one.moneyOnly ? ['CNY'] : undefined))
          await write(world, (db) => reverseServices(db, [serviceId], one.moneyOnly ? ['CNY'] : undefined))
          const left = posted.get(serviceId)
          if (left) posted.set(serviceId, one.moneyOnly ? { ...left, fen: 0 } : { fen: 0, seconds: 0, samples: 0 })
        } else if (one.kind === 'hold') {
          const hold = { ownerId: institution.id, counterpartyId: customerId, amountFen: one.fen, expiresAt: '2026-04-01T00:00:00Z' }
          holds.push(await write(world, (db) => placeHold(db, hold)))
        } else if (holds[one.hold]) {
          const id = holds[one.hold]!
          await write(world, (db) => (one.isVoid ? voidHold(db, id) : postHold(db, id, { fen: one.fen, transactionId: null })))
          assert.equal(await write(world, (db) => voidHold(db, id)), false)
        }
      }
      const expected = { fen: 0, seconds: 0, samples: 0 }
      for (const { fen, seconds, samples } of posted.values()) {
        expected.fen += fen
        expected.seconds += seconds
        expected.samples += samples
      }
      assert.deepEqual(await total(), expected)
    }),
    { numRuns: 25 },
  )
  await assertSound(world)
})

scenario('a batch is written whole: one service after another or five thousand at once', async (world) => {
  const institution = await makeOrganisation(world, 'university')
  const customers = await Promise.all(Array.from({ length: 20 }, () => makeOrganisation(world, 'firm')))
  const postings = Array.from({ length: 5_000 }, (_, at) => ({
    serviceId: newId(),
    effectiveOn: `2022-${String((at % 12) + 1).padStart(2, '0')}-05`,
    institutionId: institution.id,
    customerId: customers[at % 20]!.id,
    fen: at,
    seconds: 60,
    samples: at % 2,
  }))
  await write(world, (db) => postServices(db, postings))
  const [row] = await run(
    world.db,
    `select sum(amount) filter (where purpose = 'receivable')::bigint as fen, sum(amount) filter (where purpose = 'time_used')::bigint as seconds,
       sum(amount) filter (where purpose = 'samples_given')::bigint as samples from report_ledger where $1 in (owner_id, counterparty_id)`,
    [institution.id],
  )
  assert.deepEqual(row, { fen: (4_999 * 5_000) / 2, seconds: 300_000, samples: -2_500 })
  await write(world, (db) =>
    reverseServices(
      db,
      postings.slice(0, 1_000).map((posting) => posting.serviceId),
    ),
  )
  await assertSound(world)
})

scenario('the database refuses entries that are added later, changed or removed', async (world) => {
  const { serviceId } = await postOne(world)
  const [first] = await run<{ transaction_id: string; account_id: string }>(
    world.db,
    `select e.transaction_id, e.account_id from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
     where t.service_id = $1 and t.commodity = 'CNY' and e.line_no = 1`,
    [serviceId],
  )
  const { transaction_id, account_id } = first!
  const refuses = (text: string, message: RegExp, values: unknown[] = []) => assert.rejects(run(world.db, text, values), message, text)
  await refuses('update ledger_entry set amount = amount + 1', /never changed or deleted/)
  await refuses('delete from ledger_entry', /never changed or deleted/)
  await refuses('truncate ledger_entry cascade', /never changed or deleted/)
  await refuses('update ledger_transaction set effective_on = effective_on + 1', /never changed or deleted/)
  await refuses('delete from ledger_transaction', /never changed or deleted/)
  const insert = 'insert into ledger_entry (transaction_id, line_no, account_id, commodity, amount) values '
  const values = [transaction_id, account_id]
  await refuses(`${insert} ($1, 3, $2, 'CNY', 5)`, /does not balance/, values)
  await refuses(`${insert} ($1, 3, $2, 'CNY', 5), ($1, 4, $2, 'CNY', -5)`, /did not arrive in one insert/, values)
  await refuses(`${insert} ($1, 1, $2, 'CNY', 5), ($1, 2, $2, 'CNY', -5)`, /ledger_entry_pkey/, values)
  await refuses(`${insert} ($1, 3, $2, 'TIME', 5)`, /ledger_entry_transaction_fkey|ledger_entry_account_fkey|does not balance/, values)
  await refuses(`${insert} ($1, 3, $2, 'CNY', 0)`, /ledger_entry_amount/, values)
  await assertSound(world)
})

scenario('the database refuses a reversal that does not mirror its original', async (world) => {
  const { serviceId } = await postOne(world)
  const rows = await run<{ id: string; account_id: string; amount: number }>(
    world.db,
    `select t.id, e.account_id, e.amount from ledger_transaction t join ledger_entry e on e.transaction_id = t.id
     where t.service_id = $1 and t.commodity = 'CNY' order by e.line_no`,
    [serviceId],
  )
  const reverse = (effectiveOn: string, factor: number) =>
    write(world, async (db) => {
      const id = newId()
      await run(
        db,
        `insert into ledger_transaction (id, kind, commodity, effective_on, service_id, reverses_id) values ($1, 'reversal', 'CNY', $2, $3, $4)`,
        [id, effectiveOn, serviceId, rows[0]!.id],
      )
      await run(
        db,
        `insert into ledger_entry (transaction_id, line_no, account_id, commodity, amount) values ($1, 1, $2, 'CNY', $3), ($1, 2, $4, 'CNY', $5)`,
        [id, rows[0]!.account_id, rows[0]!.amount * factor, rows[1]!.account_id, rows[1]!.amount * factor],
      )
    })
  await assert.rejects(reverse('2022-03-05', 1), /does not mirror/)
  await assert.rejects(reverse('2022-03-05', -2), /does not mirror/)
  await assert.rejects(reverse('2022-03-06', -1), /does not mirror/)
  await reverse('2022-03-05', -1)
  await assert.rejects(reverse('2022-03-05', -1), /ledger_transaction_reverses_key|ledger_transaction_service_key/)
  await assertSound(world)
})

scenario('the recount sees what is wrong: entries are missing, or a limit was miscounted', async (world) => {
  await postOne(world)
  await assert.rejects(
    write(world, async (db) => {
      await run(db, `insert into ledger_transaction (id, kind, commodity, effective_on) values ($1, 'funding', 'CNY', '2022-01-01')`, [
        newId(),
      ])
      const [account] = await run<{ id: string }>(db, 'select id from account limit 1')
      await run(db, 'insert into account_limit (account_id, limit_amount, held_amount) values ($1, 100, 7)', [account!.id])
      const wrong = (await verifyLedger(db)).filter((check) => check.wrong > 0).map((check) => check.name)
      throw new Error(wrong.join(' '))
    }),
    /^Error: book_balances limits_recount$/,
  )
})
