import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { latestOf, titlesOf } from '../../test/kit/notices.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { write as writeIn } from '../../test/kit/transaction.ts'
import { type Db, inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { enqueue } from '../kernel/jobs.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  closeMonth,
  listClosings,
  listLedger,
  listLimits,
  listMonths,
  reopenMonth,
  type ServicePosting,
  setLimit,
} from './ledger.contract.ts'
import { expireHoldsJob, placeHold, postHold, postServices, reverseServices, verifyLedger, voidHold } from './ledger.server.ts'

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
  const write = <T>(body: (db: Db) => Promise<T>) => writeIn(world, body)
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
  const rows = await run(world.db, 'select state, posted_amount from hold where id in ($1, $2) order by id', [first, second])
  assert.deepEqual(rows, [
    { state: 'voided', posted_amount: null },
    { state: 'posted', posted_amount: 100 },
  ])
})

scenario('a limit cannot be passed by many at once, and is free again for what comes to nothing', async (world) => {
  const { institution, customer, write, posting } = await pairOf(world)
  const officer = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  const stranger = await signedIn(world, 'asset_officer', { organisationId: customer.id })
  const limit = { id: institution.id, customerId: customer.id, limitFen: 100_000 }
  assert.equal((await world.send(stranger.token, setLimit, limit)).problem.code, 'not_found')
  await write((db) => postServices(db, [posting({ fen: 4_000 })]))
  const set = await world.send(officer.token, setLimit, limit)
  assert.deepEqual([set.body.limit?.postedFen, set.body.limit?.heldFen], [4_000, 0])

  const hold = { ownerId: institution.id, counterpartyId: customer.id, amountFen: 10_000, expiresAt: '2026-04-01T00:00:00Z' }
  const tried = await Promise.allSettled(Array.from({ length: 32 }, () => write((db) => placeHold(db, hold))))
  const placed = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  assert.equal(placed.length, 9)
  const refused = tried.find((one) => one.status === 'rejected')
  assert.deepEqual([refused?.reason.code, refused?.reason.params], ['limit_reached', { remainingFen: 6_000, wantedFen: 10_000 }])

  const engineer = await signedIn(world, 'firm_engineer', { organisationId: customer.id })
  assert.equal(
    await latestOf(world, officer.token),
    `${customer.name}在${institution.name}的限额 1,000.00 元 只剩 60.00 元，用完后不能再预约。`,
    'told once, when less than a tenth is left',
  )
  await write((db) => voidHold(db, placed[0]!))
  await write((db) => placeHold(db, hold))
  const service = posting({ fen: 30_000 })
  await write(async (db) => {
    await postServices(db, [service])
    await postHold(db, placed[1]!, { fen: 30_000, transactionId: null })
  })
  const [now] = (await world.send(officer.token, listLimits, { id: institution.id })).body.items
  assert.deepEqual([now?.postedFen, now?.heldFen], [34_000, 80_000], 'a use that cost more than was held is recorded all the same')
  await assert.rejects(
    write((db) => placeHold(db, { ...hold, amountFen: 1 })),
    /limit_reached/,
  )
  await write((db) => reverseServices(db, [service.serviceId]))
  await write((db) => placeHold(db, { ...hold, amountFen: 16_000 }))
  assert.deepEqual([...new Set(await titlesOf(world, engineer.token))], ['限额将用完'])
  for (const check of await verifyLedger(world.db)) assert.equal(check.wrong, 0, check.name)
  assert.equal((await world.send(officer.token, setLimit, { ...limit, limitFen: null })).body.limit, null)
})

scenario('a limit that is set while holds are being placed counts every one of them', async (world) => {
  const { institution, customer, write, posting } = await pairOf(world)
  const officer = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  const hold = { ownerId: institution.id, counterpartyId: customer.id, amountFen: 1_000, expiresAt: '2026-04-01T00:00:00Z' }
  const limit = { id: institution.id, customerId: customer.id, limitFen: 1_000_000 }
  await write((db) => placeHold(db, hold))
  let setting: ReturnType<typeof world.send<typeof setLimit>> | undefined
  await write(async (db) => {
    await placeHold(db, hold)
    await postServices(db, [posting({ fen: 500 })])
    setting = world.send(officer.token, setLimit, limit)
    assert.equal(await Promise.race([setting, setTimeout(300, 'waits')]), 'waits')
  })
  const { body } = await setting!
  assert.deepEqual([body.limit?.heldFen, body.limit?.postedFen], [2_000, 500])
  await Promise.all(
    Array.from({ length: 40 }, (_, at) => (at % 8 === 3 ? world.send(officer.token, setLimit, limit) : write((db) => placeHold(db, hold)))),
  )
  const [counted] = (await world.send(officer.token, listLimits, { id: institution.id })).body.items
  assert.equal(counted?.heldFen, 37_000)
})

scenario('a hold whose time is over is let go by itself', async (world) => {
  const { institution, customer, write } = await pairOf(world)
  const officer = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  await world.send(officer.token, setLimit, { id: institution.id, customerId: customer.id, limitFen: 100 })
  const hold = { ownerId: institution.id, counterpartyId: customer.id, amountFen: 60 }
  const soon = await write((db) => placeHold(db, { ...hold, expiresAt: '2026-03-02T01:00:00Z' }))
  world.now = new Date('2026-03-02T01:00:01Z')
  await write((db) => enqueue(db, expireHoldsJob, {}))
  await world.drain()
  const [row] = await run(world.db, 'select state from hold where id = $1', [soon])
  assert.deepEqual(row, { state: 'expired' })
  await write((db) => placeHold(db, { ...hold, expiresAt: '2026-05-01T00:00:00Z' }))
  assert.equal(await write((db) => voidHold(db, soon)), false)
})

scenario('a closed month takes nothing more until it is opened again, and both stay visible', async (world) => {
  const { posting, write, institution } = await pairOf(world)
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institution.id })
  const month = '2021-07'
  const inJuly = posting({ effectiveOn: '2021-07-31' })
  await write((db) => postServices(db, [inJuly]))
  assert.equal((await world.send(officer.token, closeMonth, { month })).problem.code, 'not_permitted')
  assert.equal((await world.send(province.token, closeMonth, { month: '2026-03' })).problem.code, 'month_not_over')
  assert.equal((await world.send(province.token, closeMonth, { month })).status, 200)
  assert.equal((await world.send(province.token, closeMonth, { month })).problem.code, 'month_already_closed')

  const isClosed = (error: { code?: string; params?: object }) =>
    error.code === 'month_closed' && isDeepStrictEqual(error.params, { month })
  await assert.rejects(
    write((db) => postServices(db, [posting({ effectiveOn: '2021-07-01' })])),
    isClosed,
  )
  await assert.rejects(
    write((db) => reverseServices(db, [inJuly.serviceId])),
    isClosed,
  )
  await write((db) => postServices(db, [inJuly, posting({ effectiveOn: '2021-08-01' })]))

  assert.equal((await world.send(province.token, reopenMonth, { month, reason: '补登' })).problem.code, 'invalid_input')
  const reason = '省分析测试中心补登一笔'
  assert.equal((await world.send(province.token, reopenMonth, { month, reason })).body.reason, reason)
  assert.equal((await world.send(province.token, reopenMonth, { month, reason })).problem.code, 'month_not_closed')
  await write((db) => reverseServices(db, [inJuly.serviceId]))
  await world.send(province.token, closeMonth, { month })
  const { items } = (await world.send(officer.token, listClosings, {})).body
  assert.deepEqual(
    items.map((item) => [item.month, item.reason]),
    [
      [month, null],
      [month, reason],
    ],
  )
  assert.deepEqual(await titlesOf(world, officer.token), [`${month} 已结账`, `${month} 已重新开账`, `${month} 已结账`])
  const { body: shown } = await world.send(province.token, listMonths, { year: 2021 })
  assert.equal(shown.items.length, 12)
  assert.equal(shown.firstYear, 2021)
  const july = shown.items.find((one) => one.month === month)
  assert.deepEqual([july?.isClosed, july?.isOver, july?.hasEntries, july?.closings.length], [true, true, true, 2])
  assert.ok(july?.closings[1]?.reopenedByName?.startsWith('示例'), 'who re-opened it is named')
  assert.deepEqual(
    (await world.send(province.token, listMonths, { year: 2026 })).body.items.map((one) => one.isOver),
    [false, true, true],
  )
  assert.equal((await world.send(officer.token, listMonths, {})).problem.code, 'not_permitted')
})

scenario('a month is not closed over the head of somebody who is writing into it', async (world) => {
  const { posting } = await pairOf(world)
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  let closing: ReturnType<typeof world.send> | undefined
  await inTransaction(world.db, 'write', async (db) => {
    await postServices(db, [posting({ effectiveOn: '2020-05-05' })])
    closing = world.send(province.token, closeMonth, { month: '2020-05' })
    const early = await Promise.race([closing, setTimeout(300, 'still waiting')])
    assert.equal(early, 'still waiting')
  })
  assert.equal((await closing)?.status, 200)
})

scenario('rows of the book are shown to those on either side and to their division', async (world) => {
  const institution = await makeOrganisation(world, 'university', { divisionCode: '220100' })
  const customer = await makeOrganisation(world, 'firm')
  const { write, posting } = await pairOf(world)
  const one = posting({ institutionId: institution.id, customerId: customer.id })
  await write((db) => postServices(db, [one, posting({ institutionId: institution.id })]))
  const seenBy = async (role: string, scope: { organisationId: string } | { divisionCode: string }, input: object = {}) => {
    const { token } = await signedIn(world, role, scope)
    const { items } = (await world.send(token, listLedger, input)).body
    return items.length
  }
  assert.equal(await seenBy('firm_engineer', { organisationId: customer.id }), 4, 'its own service, in money and in time')
  assert.equal(await seenBy('operator', { organisationId: institution.id }), 8)
  assert.equal(await seenBy('provincial_officer', { divisionCode: '220000' }, { ownerId: institution.id }), 6)
  assert.equal(await seenBy('provincial_officer', { divisionCode: '220200' }, { ownerId: institution.id }), 0)
  assert.equal(await seenBy('operator', { organisationId: institution.id }, { serviceId: one.serviceId, commodity: 'CNY' }), 2)
  const { token } = await signedIn(world, 'operator', { organisationId: institution.id })
  const first = (await world.send(token, listLedger, { limit: 5, from: '2022-01-01', to: '2023-01-01' })).body
  const second = (await world.send(token, listLedger, { limit: 5, cursor: first.nextCursor! })).body
  assert.deepEqual([first.items.length, second.items.length, second.nextCursor], [5, 3, null])
  assert.equal(new Set([...first.items, ...second.items].map((row) => `${row.transactionId} ${row.lineNo}`)).size, 8)
  assert.equal(first.items[0]?.ownerName !== undefined, true)
})
