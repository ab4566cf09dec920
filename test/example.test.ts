// The example province on paper: its sums are the published ones, and its shape is that of a province's year.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedInstitutes } from '../seeds/example/names.ts'
import { planExample, published } from '../seeds/example/plan.ts'
import type { PlannedRecord } from '../seeds/example/records.ts'
import { planReturns, returnYears } from '../seeds/example/returns.ts'
import { readSeed } from '../src/kernel/seeds.ts'
import { weekdayOf } from '../src/kernel/time.ts'

const places = readSeed('divisions.csv').map((row) => ({ code: row.code!, nameZh: row.name_zh!, nameEn: row.name_en!, level: row.level! }))
const special = new Map(readSeed('calendar.csv').map((row) => [row.day!, row.is_working === 'true']))
const isWorkday = (day: string) => special.get(day) ?? weekdayOf(day) <= 5
const plan = planExample(places, isWorkday)
const outside = plan.records.filter((record) => record.customer.of !== 'own')
const sumOf = (records: readonly PlannedRecord[], of: (record: PlannedRecord) => number) =>
  records.reduce((sum, record) => sum + of(record), 0)
const customerOf = (record: PlannedRecord) => (record.customer.of === 'customer' ? plan.customers[record.customer.at]! : undefined)
const distinct = (records: readonly PlannedRecord[]) => new Set(records.map((record) => JSON.stringify(record.customer))).size
const firmRecords = outside.filter((record) => customerOf(record)?.kind === 'firm')

/** The value below which a part of the values lies. */
function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)]!
}

test('the sums are the published ones, to the second and the yuan', () => {
  assert.deepEqual([plan.institutions.length, plan.instruments.length], [published.institutions, published.instruments])
  assert.equal(
    plan.instruments.reduce((sum, one) => sum + one.worthYuan, 0),
    published.worthYuan,
  )
  assert.equal(
    sumOf(outside, (record) => record.seconds),
    published.seconds,
  )
  assert.equal(
    sumOf(outside, (record) => record.yuan),
    published.yuan,
  )
  assert.equal(
    sumOf(firmRecords, (record) => record.yuan),
    published.firmYuan,
  )
  assert.equal(distinct(outside.filter((record) => record.customer.of === 'customer')), published.customers)
  assert.equal(distinct(firmRecords), published.firms)
  for (const [at, institute] of namedInstitutes.entries()) {
    const own = firmRecords.filter((record) => record.institution === at)
    assert.deepEqual([distinct(own), sumOf(own, (record) => record.yuan)], [institute.firms, institute.yuan], institute.zh)
  }
})

test('the same seed gives the same province, another seed another one with the same sums', () => {
  assert.deepEqual(planExample(places, isWorkday), plan)
  const other = planExample(places, isWorkday, 7)
  assert.notDeepEqual(other.records.slice(0, 50), plan.records.slice(0, 50))
  assert.equal(
    other.records.filter((record) => record.customer.of !== 'own').reduce((sum, record) => sum + record.seconds, 0),
    published.seconds,
  )
})

test('no record holds more than a twentieth of its institution, in hours or in money', () => {
  for (const own of Map.groupBy(outside, (record) => record.institution).values()) {
    const [seconds, yuan] = [sumOf(own, (record) => record.seconds), sumOf(own, (record) => record.yuan)]
    for (const record of own) assert.ok(record.seconds * 20 <= seconds && record.yuan * 20 <= yuan, JSON.stringify(record))
  }
})

test('nobody works at an instrument while another does, nor at night, nor when its institution is shut', () => {
  const timed = plan.records.filter((record) => record.minutes)
  assert.ok(timed.length > plan.records.length * 0.3 && timed.length < plan.records.length * 0.7)
  for (const day of Map.groupBy(timed, (record) => `${record.instrument} ${record.day}`).values()) {
    const turns = day.map((record) => record.minutes!).sort((a, b) => a.from - b.from)
    for (const [at, turn] of turns.entries()) assert.ok(turn.from >= (turns[at - 1]?.to ?? 480) && turn.to <= 1_200)
  }
  for (const record of timed) {
    assert.ok(isWorkday(record.day), record.day)
    assert.equal(record.seconds, (record.minutes!.to - record.minutes!.from) * 60)
  }
  const offWork = plan.records.filter((record) => !isWorkday(record.day))
  assert.ok(offWork.length > 0 && offWork.length < plan.records.length * 0.05)
})

test('the year has its seasons: quiet at New Year and in spring, busiest before its end', () => {
  const months = Array.from({ length: 12 }, (_, at) => plan.records.filter((record) => Number(record.day.slice(5, 7)) === at + 1).length)
  assert.equal(months.indexOf(Math.min(...months)), 1)
  assert.ok(months.indexOf(Math.max(...months)) >= 10)
  assert.ok(Math.max(...months) < Math.min(...months) * 5)
  assert.ok(plan.records.every((record) => record.day >= '2022-01-01' && record.day <= '2022-12-31'))
})

test('instruments are used as instruments are: most some hours, few a great many, some not at all', () => {
  const hours = new Map<number, number>()
  for (const record of plan.records) hours.set(record.instrument, (hours.get(record.instrument) ?? 0) + record.seconds / 3_600)
  const all = plan.instruments.map((_, at) => hours.get(at) ?? 0)
  assert.ok(Math.max(...all) < 8_760)
  assert.ok(quantile(all, 0.5) > 60 && quantile(all, 0.5) < 300, `median ${quantile(all, 0.5)}`)
  assert.ok(quantile(all, 0.9) > 2 * quantile(all, 0.5))
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length
  assert.ok(mean > 200 && mean < 280, `mean ${mean}`)
})

test('customers are skewed: a tenth of the firms brings half of the money, most come a few times', () => {
  const money = [...Map.groupBy(firmRecords, (record) => JSON.stringify(record.customer)).values()].map((own) =>
    sumOf(own, (record) => record.yuan),
  )
  const sorted = money.sort((a, b) => b - a)
  const top = sorted.slice(0, Math.floor(sorted.length / 10)).reduce((sum, value) => sum + value, 0)
  assert.ok(top > published.firmYuan * 0.35 && top < published.firmYuan * 0.85, `${top}`)
  assert.ok(sorted.every((yuan) => yuan > 0))
  const visits = [...Map.groupBy(firmRecords, (record) => JSON.stringify(record.customer)).values()].map((own) => own.length)
  assert.ok(quantile(visits, 0.5) <= 15 && Math.max(...visits) > 100)
  assert.ok(distinct(firmRecords.filter((record) => record.source === 'live')) > 500)
})

test('everything is plainly an example, in the places that are there, listed before the year began', () => {
  const codes = new Set(places.map((place) => place.code))
  const named = namedInstitutes.map((institute) => institute.zh as string)
  for (const one of plan.institutions) {
    assert.ok(one.nameZh.includes('示例') || named.includes(one.nameZh), one.nameZh)
    assert.ok(codes.has(one.divisionCode), one.divisionCode)
  }
  for (const customer of plan.customers) {
    assert.ok(customer.nameZh.includes('示例'), customer.nameZh)
    assert.ok(customer.divisionCode === null || codes.has(customer.divisionCode))
  }
  assert.equal(new Set([...plan.institutions, ...plan.customers].map((one) => one.nameZh)).size, 72 + 3_657)
  assert.ok(new Set(plan.institutions.map((one) => one.divisionCode.slice(0, 4))).size === 9, 'every prefecture shares something')
  for (const one of plan.instruments) {
    assert.ok(one.listedOn >= '2015-01-01' && one.listedOn <= '2021-12-31', one.listedOn)
    assert.ok(one.startedOn <= one.listedOn, `${one.startedOn} ${one.listedOn}`)
    assert.ok(one.worthYuan >= 10_000 && one.model.includes('示例'))
  }
  for (const name of plan.unsettled) assert.ok(name.includes('示例'), name)
  const perName = Map.groupBy(
    outside.filter((record) => record.customer.of === 'name'),
    (record) => JSON.stringify(record.customer),
  )
  assert.equal(perName.size, plan.unsettled.length)
})

test('six years of returns of sixty counties: the residents are those the census counted, and another run says the same', () => {
  const years = planReturns()
  assert.deepEqual([[...years.keys()], [...years.values()].map((returns) => returns.size)], [[...returnYears], returnYears.map(() => 60)])
  const residents = [...years.get(2020)!.values()].map((cells) => cells.find((cell) => cell.code === 'patents_per_10000')!.denominator)
  assert.equal(
    residents.reduce((sum, one) => sum + Number(one), 0),
    21_989_150,
  )
  assert.deepEqual(planReturns(), years)
})
