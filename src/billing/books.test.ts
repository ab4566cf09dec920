// Whatever is done to services in whatever order, the book balances, the roll-up equals a recount, and what was known stays known.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { importText } from '../../test/kit/imports.ts'
import { signedIn } from '../../test/kit/people.ts'
import { bookOf, makeWorkshop, peopleOf } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { getFigure, listFigures } from '../figures/figure.contract.ts'
import { foldRollup } from '../figures/figures.server.ts'
import { resolveNamedParty, undoResolution } from '../identity/identity.contract.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { verifyLedger } from '../ledger/ledger.server.ts'
import { declareUse } from '../metering/metering.contract.ts'
import { correctService, listServices, type Service, voidService } from './billing.contract.ts'
import { importServiceRecords } from './import.contract.ts'
import { verifyBilling } from './verify.server.ts'

const figures = ['amount_accrued', 'shared_hours', 'units_served', 'enterprises_served', 'unresolved_names'] as const
type Known = Record<(typeof figures)[number], number | null>

/** What is done: which of five things, to the how-manieth service or customer, by how much. */
type Step = { act: 'charge' | 'correct' | 'void' | 'settle' | 'import' | 'fold'; which: number; size: number }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    act: fc.constantFrom('charge', 'charge', 'correct', 'void', 'settle', 'settle', 'import', 'fold'),
    which: fc.nat(20),
    size: fc.integer({ min: 1, max: 9 }),
  }) as fc.Arbitrary<Step>,
  { minLength: 4, maxLength: 14 },
)

async function open(world: World) {
  const workshop = await makeWorkshop(world)
  const people = await peopleOf(world, workshop)
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const names = [`示例甲厂${workshop.innerCode}`, `示例乙厂${workshop.innerCode}`]
  const parties = await write(world, async (tx) => [
    (await partyByName(tx, workshop.institutionId, names[0]!)).writtenId,
    (await partyByName(tx, workshop.institutionId, names[1]!)).writtenId,
  ])
  return { world, workshop, people, province, names, parties, settled: new Map<string, string>(), imported: 0 }
}
type Shop = Awaited<ReturnType<typeof open>>

const standing = async ({ world, workshop, people }: Shop): Promise<Service[]> =>
  (await world.send(people.officer, listServices, { institutionId: workshop.institutionId, limit: 200 })).body.items

/** Waits until figures can be asked as of now: for a moment some other transaction may still be open. */
async function catchUp(world: World, token: string): Promise<void> {
  const [now] = await run<{ at: string }>(world.db, 'select clock_timestamp() as at')
  for (let tries = 0; tries < 200; tries++) {
    if ((await world.send(token, listFigures, {})).body.latestAt >= now!.at) return
    await sleep(10)
  }
  throw new Error('a transaction stayed open')
}

async function known(shop: Shop, asOf?: string): Promise<{ known: Known; at: string }> {
  const { world, workshop, people } = shop
  if (!asOf) await catchUp(world, people.officer)
  const found: Partial<Known> = {}
  let at = ''
  for (const name of figures) {
    const reply = await world.send(people.officer, getFigure, {
      name,
      year: 2022,
      institutionId: workshop.institutionId,
      ...(asOf ? { asOf } : {}),
    })
    assert.equal(reply.status, 200, reply.text)
    found[name] = reply.body.value.amount
    at = at && at < reply.body.asOfAt ? at : reply.body.asOfAt
  }
  return { known: found as Known, at }
}

async function take(shop: Shop, { act, which, size }: Step): Promise<void> {
  const { world, workshop, people, province, names, parties, settled } = shop
  const { officer, operator } = people
  const services = await standing(shop)
  const service = services[which % Math.max(services.length, 1)]
  const seen = service && { serviceNo: service.serviceNo, versionId: service.id, reason: '示例：随机步骤' }
  if (act === 'charge') {
    const customers = [{ organisationId: workshop.firmId }, { organisationId: workshop.otherId }, { name: names[0]! }, { name: names[1]! }]
    const customer = customers[which % 4]!
    const given = { instrumentId: workshop.instrumentId, customer, usedOn: `2022-0${size}-15`, seconds: size * 601, reason: '示例补录' }
    assert.equal((await world.send(operator, declareUse, given)).status, 200)
  }
  if (act === 'correct' && seen) {
    const change =
      which % 2 === 0 ? { fen: service.fen + size } : { seconds: service.seconds + size, customer: { name: names[which % 2]! } }
    assert.equal((await world.send(officer, correctService, { ...seen, ...change })).status, 200)
  }
  if (act === 'void' && seen) assert.equal((await world.send(officer, voidService, seen)).status, 200)
  if (act === 'settle') {
    const id = parties[which % 2]!
    const organisationId = [workshop.firmId, workshop.otherId, workshop.institutionId][size % 3]!
    const isSettled = settled.has(id)
    const reply = isSettled
      ? await world.send(province, undoResolution, { id })
      : await world.send(province, resolveNamedParty, { id, organisationId })
    assert.equal(reply.status, 200)
    if (isSettled) settled.delete(id)
    else settled.set(id, organisationId)
  }
  if (act === 'import') {
    shop.imported += 1
    const row = `N${shop.imported},${workshop.innerCode},${names[which % 2]},2022-0${size}-20,1.5,${size}00元`
    const file = `记录号,仪器编号,客户名称,服务日期,机时（小时）,服务金额\r\n${row}\r\n`
    assert.equal((await importText(world, officer, importServiceRecords, file)).rowsApplied, 1)
    const before = await known(shop)
    const retried = await importText(world, officer, importServiceRecords, file)
    assert.deepEqual([retried.rowsApplied, retried.counts?.unchanged], [0, 1])
    assert.deepEqual((await known(shop)).known, before.known, 'a retried import changes nothing')
  }
  if (act === 'fold') await inTransaction(world.db, 'write', (tx) => foldRollup(tx, 'service', 0))
}

/** What the figures must say, counted plainly from the services that stand and the settlements that hold. */
function expected(services: readonly Service[], { workshop, settled }: Shop): Known {
  const behind = (one: Service) => settled.get(one.customerId) ?? one.customerId
  const outside = services.filter((one) => behind(one) !== workshop.institutionId)
  const distinct = (rows: Service[]) => new Set(rows.map(behind)).size
  const isName = (one: Service) => one.customerKind === 'unknown' && !settled.has(one.customerId)
  return {
    amount_accrued: outside.reduce((sum, one) => sum + one.fen, 0),
    shared_hours: outside.reduce((sum, one) => sum + one.seconds, 0),
    units_served: distinct(outside.filter((one) => !isName(one))),
    enterprises_served: distinct(outside.filter((one) => behind(one) === workshop.firmId)),
    unresolved_names: distinct(outside.filter(isName)),
  }
}

scenario('any order of charging, correcting, voiding, importing, settling and undoing leaves everything in order', async (world) => {
  // Where nothing at all was recorded of a year, figures are unknown and not 0.
  await take(await open(world), { act: 'charge', which: 0, size: 1 })
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const shop = await open(world)
      const moments: { known: Known; at: string }[] = []
      for (const [index, step] of taken.entries()) {
        await take(shop, step)
        if (index % 3 === 0) moments.push(await known(shop))
      }
      const services = await standing(shop)
      assert.deepEqual((await known(shop)).known, expected(services, shop))
      for (const moment of moments) assert.deepEqual((await known(shop, moment.at)).known, moment.known, `as known at ${moment.at}`)
      const sum = (key: 'fen' | 'seconds' | 'sampleCount') => services.reduce((total, one) => total + one[key], 0)
      assert.deepEqual(await bookOf(world, shop.workshop.institutionId), {
        fen: sum('fen'),
        seconds: sum('seconds'),
        samples: sum('sampleCount'),
      })
      const checks = await inTransaction(world.db, 'read', async (tx) => [...(await verifyLedger(tx)), ...(await verifyBilling(tx))])
      assert.deepEqual(
        checks.filter((check) => check.wrong > 0),
        [],
      )
    }),
    { numRuns: 8, endOnFailure: true },
  )
})
