import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { aService, makeWorkshop, peopleOf } from '../../test/kit/services.ts'
import { write } from '../../test/kit/transaction.ts'
import { scenario } from '../kernel/test.ts'
import { writeServices } from './billing.server.ts'
import { computeFindings, listFindings } from './finding.contract.ts'
import { listSelfReports, recordSelfReport } from './selfreport.contract.ts'

const hour = 3_600

scenario('what an institution says of its year is compared with its records, and told where it is off', async (world) => {
  world.now = new Date('2026-06-01T01:00:00Z')
  const workshop = await makeWorkshop(world)
  const { officer, operator } = await peopleOf(world, workshop)
  const rival = (await peopleOf(world, await makeWorkshop(world))).officer
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const of = (seconds: number, effectiveOn: string) =>
    aService(workshop, { seconds, effectiveOn, invoiceNo: `示例${seconds}`, fen: 50_000 })
  await write(world, (tx) => writeServices(tx, [of(6 * hour, '2025-02-10'), of(4 * hour, '2025-03-10'), of(hour, '2026-02-11')]))
  const institutionId = workshop.institutionId
  const list = async (token: string) => (await world.send(token, listSelfReports, { institutionId })).body.items
  assert.deepEqual(
    (await list(officer)).map(({ year, counted, reported }) => [year, counted.seconds, counted.fen, reported]),
    [
      [2026, hour, 50_000, null],
      [2025, 10 * hour, 100_000, null],
    ],
  )
  const report = { institutionId, year: 2025, seconds: 12 * hour, fen: 100_900, documentNo: '示例年报〔2025〕' }
  const record = (token: string, more: object = {}) => world.send(token, recordSelfReport, { ...report, ...more } as never)
  assert.deepEqual([(await record(operator)).status, (await record(rival)).status, (await record(province)).status], [403, 404, 403])
  assert.equal((await record(officer, { year: 2027 })).problem?.code, 'year_not_reported')
  assert.equal((await record(officer, { fen: -1 })).status, 400)

  const found = async () => {
    await world.send(officer, computeFindings, { year: 2025, institutionId })
    await world.drain()
    const { items } = (await world.send(officer, listFindings, { check: 'self_report' })).body
    return items.map(({ detail, numerator, denominator, rowCount }) => [detail, numerator, denominator, rowCount])
  }
  assert.deepEqual(await found(), [], 'nothing was said')
  const kept = await record(officer)
  assert.equal(kept.status, 200, kept.text)
  assert.deepEqual(await found(), [['hours_differ', 12 * hour, 10 * hour, 2]], '0.9 % off is within the threshold')
  assert.equal((await record(officer, { seconds: 10 * hour, fen: 0 })).status, 200)
  assert.deepEqual(await found(), [['income_differ', 0, 100_000, 2]])
  assert.equal((await list(province)).find(({ year }) => year === 2025)?.reported?.seconds, 10 * hour, 'the province reads it')
  assert.equal((await record(officer, { year: 2019, fen: 500, seconds: 0 })).status, 200)
  await world.send(officer, computeFindings, { year: 2019, institutionId })
  await world.drain()
  const { items } = (await world.send(officer, listFindings, { check: 'self_report' })).body
  assert.deepEqual(
    items.map(({ foundOn, denominator }) => [foundOn, denominator]).toSorted(),
    [
      ['2019-01-01', 0],
      ['2025-01-01', 100_000],
    ],
    'something was said of a year without a record',
  )
})
