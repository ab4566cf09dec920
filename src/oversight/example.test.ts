import assert from 'node:assert/strict'
import { examplePassword } from '../../seeds/example/accounts.ts'
import { hasExample, loadExample } from '../../seeds/example/load.ts'
import { namedInstitutes } from '../../seeds/example/names.ts'
import { correctService, voidService } from '../billing/billing.contract.ts'
import { writeServices } from '../billing/billing.server.ts'
import { verifyBilling } from '../billing/verify.server.ts'
import { verifyBooking } from '../booking/booking.server.ts'
import { getFigure } from '../figures/figure.contract.ts'
import { foldRollup } from '../figures/figures.server.ts'
import { getMe, signIn } from '../identity/identity.contract.ts'
import { type Db, inTransaction, run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { verifyLedger } from '../ledger/ledger.server.ts'
import { verifyPayments } from '../procedures/verify.server.ts'
import { getStatement, type Statement } from './oversight.contract.ts'

/** What the letter says of 2022, and what the example adds to it. */
const publishedTexts = {
  sharing_institution_count: '72',
  shared_instrument_count: '2,387',
  shared_instrument_worth: '253,464.6',
  shared_hours: '509,663.3',
  units_served: '3,657',
  enterprises_served: '2,852',
  amount_accrued: '7,801.4',
  enterprise_amount_accrued: '5,817.2',
  amount_received: '0.0',
  enterprise_unit_share: '78.0',
  enterprise_amount_share: '74.6',
}
const exact = {
  shared_instrument_worth: 253_464_600_000,
  shared_hours: 1_834_787_880,
  amount_accrued: 7_801_400_000,
  enterprise_amount_accrued: 5_817_200_000,
}
const texts = (statement: Statement) => Object.fromEntries(statement.cells.map((cell) => [cell.figure, cell.value.text]))
const amounts = (statement: Statement) => Object.fromEntries(statement.cells.map((cell) => [cell.figure, cell.value.amount ?? 0]))
const as = async (world: World, loginName: string) =>
  (await world.send(null, signIn, { loginName, password: examplePassword })).body.token ?? ''

/** What moved between two statements, figure by figure. */
function moved(before: Statement, after: Statement): Record<string, number> {
  const [was, is] = [amounts(before), amounts(after)]
  return Object.fromEntries(Object.keys(is).flatMap((name) => (is[name] === was[name] ? [] : [[name, is[name]! - was[name]!]])))
}

scenario('the example province comes to the published figures exactly, and every later record moves exactly its own', async (world) => {
  assert.equal(await loadExample(world.app), true)
  assert.equal(await loadExample(world.app), false, 'it is loaded once')
  assert.equal(await hasExample(world.db), true)
  const token = await as(world, 'province')
  const ask = async (more: object = {}) => (await world.send(token, getStatement, { year: 2022, ...more })).body
  const statement = await ask()

  for (const [name, text] of Object.entries(publishedTexts)) assert.equal(texts(statement)[name], text, name)
  for (const [name, amount] of Object.entries(exact)) assert.equal(amounts(statement)[name], amount, name)
  assert.ok(amounts(statement).visit_count! > 160_000)
  assert.ok(amounts(statement).unresolved_names! > 0)
  assert.equal(texts(await ask({ stockOn: '2024-05-23' })).shared_instrument_count, '2,387')
  assert.equal(statement.rows.length, 72)
  assert.equal(statement.isExample, true)
  assert.ok(statement.assumptions.some(({ figure }) => figure === 'shared_hours'))
  assert.deepEqual(texts((await world.send(null, getStatement, { year: 2022 })).body), texts(statement), 'the public sees the same totals')
  const all = await world.send(token, getFigure, { name: 'shared_hours', year: 2022, version: 'v2' })
  assert.ok(all.body.value.amount! > exact.shared_hours, 'the other definition counts the institutions themselves')
  for (const institute of namedInstitutes) {
    const row = statement.rows.find(({ nameZh }) => nameZh === institute.zh)
    assert.deepEqual(
      [row?.values.enterprises_served?.amount, row?.values.enterprise_amount_accrued?.amount],
      [institute.firms, institute.yuan * 100],
    )
  }

  await laterRecordsMoveTheirOwn(world, statement, ask)
  await everythingHolds(world)
})

/** A standing record of a firm's sample, which takes no time of a calendar. */
async function sentSampleOf(world: World, institutionId: string) {
  const [found] = await run<{
    id: string
    service_no: string
    seconds: number
    fen: number
    invoiced_fen: number
    customer_kind: string
  }>(
    world.db,
    `select id, service_no, seconds, fen from service
     where institution_id = $1 and customer_kind = 'firm' and superseded_at is null and starts_at is null order by id limit 1`,
    [institutionId],
  )
  return found!
}

async function laterRecordsMoveTheirOwn(world: World, statement: Statement, ask: (more?: object) => Promise<Statement>): Promise<void> {
  const officer = await as(world, 'officer')
  const { me } = (await world.send(officer, getMe, {})).body
  const institutionId = me!.organisation!.id
  const firm = await as(world, 'firm')
  const { me: customer } = (await world.send(firm, getMe, {})).body
  const [instrument] = await run<{ id: string }>(world.db, 'select id from instrument where institution_id = $1 limit 1', [institutionId])
  const standing = await sentSampleOf(world, institutionId)

  // One more record of a firm that was served already: a record's hours and money, no customer more.
  const write = (tx: Db) =>
    writeServices(tx, [
      {
        instrumentId: instrument!.id,
        institutionId,
        customerId: customer!.organisation!.id,
        effectiveOn: '2022-06-01',
        seconds: 7_200,
        sampleCount: 0,
        fen: 123_400,
        hoursKind: 'declared',
        source: 'imported',
        isExample: true,
      },
    ])
  const wasServed = await run(world.db, `select 1 from service where customer_id = $1 and superseded_at is null limit 1`, [
    customer!.organisation!.id,
  ])
  const [added] = await inTransaction(world.db, 'write', write)
  const afterAdding = await ask()
  const newCustomer = wasServed.length > 0 ? {} : { units_served: 1, enterprises_served: 1 }
  const ratios = (one: Record<string, number>) => Object.fromEntries(Object.entries(one).filter(([name]) => !name.endsWith('_share')))
  assert.deepEqual(ratios(moved(statement, afterAdding)), {
    shared_hours: 7_200,
    amount_accrued: 123_400,
    enterprise_amount_accrued: 123_400,
    ...newCustomer,
  })

  // A correction of another one: only what it says differently.
  const change = { serviceNo: standing.service_no, versionId: standing.id, reason: '示例更正' }
  const corrected = await world.send(officer, correctService, { ...change, seconds: standing.seconds + 600, fen: standing.fen + 5_000 })
  assert.equal(corrected.status, 200, corrected.text)
  const afterCorrecting = await ask()
  assert.deepEqual(ratios(moved(afterAdding, afterCorrecting)), {
    shared_hours: 600,
    amount_accrued: 5_000,
    enterprise_amount_accrued: 5_000,
  })

  // The first one voided again: all of it is gone, and nothing else.
  const [own] = await run<{ service_no: string }>(world.db, 'select service_no from service where id = $1', [added])
  const voided = await world.send(officer, voidService, { serviceNo: own!.service_no, versionId: added!, reason: '示例作废' })
  assert.equal(voided.status, 200, voided.text)
  const afterVoiding = await ask()
  assert.deepEqual(ratios(moved(statement, afterVoiding)), { shared_hours: 600, amount_accrued: 5_000, enterprise_amount_accrued: 5_000 })

  // Whatever was known on each of those moments stays so, before and after the roll-up is folded.
  for (const step of ['tail', 'fold']) {
    for (const known of [statement, afterAdding, afterCorrecting, afterVoiding])
      assert.deepEqual(amounts(await ask({ asOf: known.asOfAt })), amounts(known), `${step} ${known.asOfAt}`)
    await inTransaction(world.db, 'write', (tx) => foldRollup(tx, 'service', 0))
  }
}

async function everythingHolds(world: World): Promise<void> {
  const checks = await inTransaction(world.db, 'read', async (tx) => [
    ...(await verifyBilling(tx)),
    ...(await verifyBooking(tx)),
    ...(await verifyLedger(tx)),
    ...(await verifyPayments(tx)),
  ])
  assert.deepEqual(
    checks.filter((check) => check.wrong > 0),
    [],
  )
  assert.ok(checks.every((check) => check.name !== 'services_in_book' || check.checked > 50_000))
  assert.ok(
    checks.some((check) => check.name === 'plans_add_up' && check.checked === 2),
    'two grants are paid',
  )
}
