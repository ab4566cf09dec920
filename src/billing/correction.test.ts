import assert from 'node:assert/strict'
import { latestOf, titlesOf } from '../../test/kit/notices.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { aService, bookOf, makeWorkshop, peopleOf } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { resolveNamedParty } from '../identity/identity.contract.ts'
import { partyByName } from '../identity/resolution.server.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { correctService, getService, listServices, voidService } from './billing.contract.ts'
import { writeServices } from './billing.server.ts'

scenario('a correction reverses what was posted and posts anew; both stay visible', async (world) => {
  const workshop = await makeWorkshop(world)
  const people = await peopleOf(world, workshop)
  const [serviceNo] = await write(world, (tx) => writeServices(tx, [aService(workshop, { sampleCount: 2 })]))
  assert.deepEqual(await bookOf(world, workshop.institutionId), { fen: 30_000, seconds: 3_600, samples: 2 })
  const reply = await world.send(people.officer, correctService, {
    serviceNo: serviceNo!,
    versionId: serviceNo!,
    reason: '示例：发票金额有误',
    fen: 28_800,
    seconds: 7_200,
  })
  assert.equal(reply.status, 200)
  assert.deepEqual(await bookOf(world, workshop.institutionId), { fen: 28_800, seconds: 7_200, samples: 2 })
  const { standing, versions } = reply.body
  assert.deepEqual([standing?.fen, standing?.seconds, standing?.sampleCount, standing?.serviceNo], [28_800, 7_200, 2, serviceNo])
  assert.deepEqual([standing?.correctionReason, standing?.priceParts], ['示例：发票金额有误', [{ basis: 'stated', fen: 28_800 }]])
  assert.deepEqual(
    versions.map((version) => version.transactions.map(({ kind, commodity }) => `${kind} ${commodity}`).sort()),
    [
      ['reversal CNY', 'reversal SAMPLE', 'reversal TIME', 'service CNY', 'service SAMPLE', 'service TIME'],
      ['service CNY', 'service SAMPLE', 'service TIME'],
    ],
  )
  const amounts = versions.flatMap((version) => version.transactions.flatMap(({ entries }) => entries.map(({ amount }) => amount)))
  assert.equal(
    amounts.reduce((sum, amount) => sum + amount, 0),
    0,
  )
  assert.equal(versions[0]!.supersededAt !== null && versions[1]!.supersededAt === null, true)
  assert.match((await latestOf(world, people.engineer))!, /^2022年3月4日 使用“.+”的记录已更正，费用由 300\.00 元 变为 288\.00 元。$/)
})

scenario('a correction meant for an earlier version, of nothing, or by another institution is refused', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const [serviceNo] = await write(world, (tx) => writeServices(tx, [aService(workshop)]))
  const correction = { serviceNo: serviceNo!, versionId: serviceNo!, reason: '示例更正' }
  const nothing = await world.send(officer, correctService, correction)
  assert.deepEqual([nothing.status, nothing.problem.code], [422, 'correction_refused'])
  assert.deepEqual(nothing.problem.params.reasons, [{ code: 'nothing_changed' }])
  const customers = { name: '示例名称', organisationId: workshop.otherId }
  const twice = await world.send(officer, correctService, { ...correction, customer: customers })
  assert.deepEqual(twice.problem.params.reasons, [{ code: 'customer_twice' }])
  const unknown = await world.send(officer, correctService, { ...correction, customer: { organisationId: newId() }, fen: 1 })
  assert.deepEqual(unknown.problem.params.reasons, [{ code: 'customer_unknown' }])
  assert.equal((await world.send(officer, correctService, { ...correction, fen: 1 })).status, 200)
  assert.equal((await world.send(officer, correctService, { ...correction, fen: 2 })).problem.code, 'service_changed_meanwhile')
  const elsewhere = await signedIn(world, 'asset_officer', { organisationId: (await makeOrganisation(world, 'university')).id })
  assert.equal((await world.send(elsewhere.token, correctService, { ...correction, fen: 2 })).problem.code, 'not_found')
  assert.equal((await world.send(officer, correctService, { ...correction, serviceNo: newId(), fen: 2 })).problem.code, 'not_found')
})

scenario('of two corrections at once one is made, the other is told', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const [serviceNo] = await write(world, (tx) => writeServices(tx, [aService(workshop)]))
  const seen = { serviceNo: serviceNo!, versionId: serviceNo!, reason: '示例更正' }
  const replies = await Promise.all([1, 2, 3, 4].map((fen) => world.send(officer, correctService, { ...seen, fen })))
  assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409, 409, 409])
  const winner = replies.find((reply) => reply.status === 200)!.body.standing!
  assert.equal((await bookOf(world, workshop.institutionId)).fen, winner.fen)
})

scenario('voiding reverses and leaves the row to be read; it is done once', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer, engineer } = await peopleOf(world, workshop)
  const [serviceNo] = await write(world, (tx) => writeServices(tx, [aService(workshop)]))
  const seen = { serviceNo: serviceNo!, versionId: serviceNo!, reason: '示例：重复记录' }
  const voided = await world.send(officer, voidService, seen)
  assert.deepEqual([voided.status, voided.body.standing, voided.body.versions[0]?.voidReason], [200, null, '示例：重复记录'])
  assert.deepEqual(await bookOf(world, workshop.institutionId), { fen: 0, seconds: 0, samples: 0 })
  assert.equal((await world.send(officer, voidService, seen)).problem.code, 'service_voided')
  assert.equal((await world.send(officer, correctService, { ...seen, fen: 1 })).problem.code, 'service_voided')
  assert.equal((await world.send(engineer, getService, { serviceNo: serviceNo! })).body.versions.length, 1)
  assert.equal((await world.send(engineer, listServices, {})).body.items.length, 0)
  assert.deepEqual(await titlesOf(world, engineer), ['费用已作废'], 'records that came in by a batch told nobody')
})

scenario('in a closed month nothing is corrected, and the refusal says what to do', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const [serviceNo] = await write(world, (tx) => writeServices(tx, [aService(workshop, { effectiveOn: '2019-05-06' })]))
  await run(world.db, `insert into ledger_closing (id, month, closed_by) values ($1, '2019-05-01', $1)`, [newId()])
  const reply = await world.send(officer, correctService, { serviceNo: serviceNo!, versionId: serviceNo!, reason: '示例更正', fen: 1 })
  assert.deepEqual([reply.status, reply.problem.code, reply.problem.params.month], [409, 'month_closed', '2019-05'])
  assert.match(reply.problem.title, /重新开账/)
  const still = await world.send(officer, getService, { serviceNo: serviceNo! })
  assert.deepEqual([still.body.standing?.fen, still.body.versions.length], [30_000, 1])
})

scenario('each reader sees the services that concern them, and nobody else does', async (world) => {
  const workshop = await makeWorkshop(world)
  const people = await peopleOf(world, workshop)
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const name = `示例待认领客户${workshop.innerCode}`
  const { writtenId } = await write(world, (tx) => partyByName(tx, workshop.institutionId, name))
  const [mine, others, named] = await write(world, (tx) =>
    writeServices(tx, [
      aService(workshop, { effectiveOn: '2022-01-31' }),
      aService(workshop, { customerId: workshop.otherId, effectiveOn: '2022-06-30', source: 'declared' }),
      aService(workshop, { customerId: writtenId, effectiveOn: '2021-12-31' }),
    ]),
  )
  const idsSeenBy = async (token: string, input: Parameters<typeof world.send<typeof listServices>>[2] = {}) =>
    (await world.send(token, listServices, { institutionId: workshop.institutionId, ...input })).body.items.map((item) => item.id)
  assert.deepEqual(await idsSeenBy(people.officer), [others, mine, named])
  assert.deepEqual(await idsSeenBy(people.operator, { year: 2022 }), [others, mine])
  assert.deepEqual(await idsSeenBy(people.operator, { source: 'declared' }), [others])
  assert.deepEqual(await idsSeenBy(province, { customerId: writtenId }), [named])
  assert.deepEqual(await idsSeenBy(people.engineer), [mine])
  assert.deepEqual(await idsSeenBy(people.rival), [])
  assert.equal((await world.send(people.rival, getService, { serviceNo: mine! })).problem.code, 'not_found')
  assert.equal((await world.send(null, listServices, {})).problem.code, 'not_signed_in')

  const settled = await world.send(province, resolveNamedParty, { id: writtenId, organisationId: workshop.firmId })
  assert.equal(settled.status, 200)
  assert.deepEqual(await idsSeenBy(people.engineer), [mine, named])
  const row = (await world.send(people.engineer, getService, { serviceNo: named! })).body.standing!
  assert.deepEqual([row.customerName, row.customerOrganisationId, row.customerKind], [name, workshop.firmId, 'unknown'])
})

scenario('a long list is read page by page, without a gap or a repeat', async (world) => {
  const workshop = await makeWorkshop(world)
  const { officer } = await peopleOf(world, workshop)
  const days = ['2022-03-01', '2022-03-02', '2022-03-02', '2022-03-02', '2022-03-03']
  const ids = await write(world, (tx) =>
    writeServices(
      tx,
      days.map((effectiveOn) => aService(workshop, { effectiveOn })),
    ),
  )
  const read: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = (await world.send(officer, listServices, { limit: 2, cursor })).body
    read.push(...items.map((item) => item.id))
    if (nextCursor === null) break
    cursor = nextCursor
  }
  assert.deepEqual([...read].sort(), [...ids].sort())
  assert.equal(read[0], ids[4])
})
