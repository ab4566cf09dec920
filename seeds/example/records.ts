// The year 2022's service records: who, on what, when, how long, for how much; each sum is shared out from the published one.
import { namedInstitutes } from './names.ts'
import type { PlannedCustomer, PlannedInstitution, PlannedInstrument } from './plan.ts'
import { cumulate, type Random, shareOut, shareOutCapped } from './random.ts'
import { planTimes, type Timetable } from './timetable.ts'

export type PlannedRecord = {
  institution: number
  instrument: number
  /** A customer of the plan, an unsettled name, or the institution's own people. */
  customer: { of: 'customer'; at: number } | { of: 'name'; at: number } | { of: 'own' }
  day: string
  /** Minutes of the day in Asia/Shanghai, where somebody worked at the instrument; undefined for a sample that was sent. */
  minutes?: { from: number; to: number }
  seconds: number
  samples: number
  yuan: number
  source: 'live' | 'declared' | 'imported'
  invoiceNo: string | null
}

export type World = {
  institutions: readonly PlannedInstitution[]
  instruments: readonly PlannedInstrument[]
  customers: readonly PlannedCustomer[]
  unsettledCount: number
  isWorkday: (day: string) => boolean
}

const totals = { seconds: 1_834_787_880, yuan: 78_014_000, firmYuan: 58_172_000, unsettledYuan: 62_000 }
const externalRecords = 50_000
const leastRecords = 140
const internalRecords = 4_000
/** No record holds more than this part of its institution's money or hours; the promise is 5 %. */
const mostOfInstitution = 0.04
/** Hours are shared out in tenths, the precision in which they are reported. */
const secondsOfTenth = 360
const longestTenths = 480

type Draft = { institution: number; customer: PlannedRecord['customer']; isFirm: boolean; weight: number }

/** All records, in no particular order of days. */
export function planRecords(random: Random, world: World): PlannedRecord[] {
  const { institutions } = world
  const clients = planClients(random, world)
  const money = planMoney(random, institutions)
  const counts = shareOut(
    externalRecords,
    institutions.map((one) => one.weight),
    leastRecords,
  ).map((count, at) => Math.max(count, clients[at]!.length * 2))
  const tenths = shareOut(totals.seconds / secondsOfTenth, counts)
  const timetable = planTimes(random, world)
  const records = institutions.flatMap((_, institution) => {
    const drafts = draftsOf(random, institution, clients[institution]!, counts[institution]!)
    return fillInstitution(random, { drafts, timetable, money: money[institution]!, tenths: tenths[institution]!, world })
  })
  return [...records, ...planInternal(random, timetable, world)]
}

type Client = { customer: PlannedRecord['customer']; isFirm: boolean }

/** Who each institution serves. The four named institutes have as many firms as published; every customer is served somewhere. */
function planClients(random: Random, { institutions, customers, unsettledCount }: World): Client[][] {
  const firms = customers.flatMap((customer, at) => (customer.kind === 'firm' ? [at] : []))
  const others = customers.flatMap((customer, at) => (customer.kind === 'firm' ? [] : [at]))
  const served = institutions.map(() => new Set<number>())
  const reached = new Set<number>()
  namedInstitutes.forEach((institute, at) => {
    for (const firm of random.shuffled(firms).slice(0, institute.firms)) {
      served[at]!.add(firm)
      reached.add(firm)
    }
  })
  const free = institutions.map((one, at) => (at < namedInstitutes.length ? 0 : one.weight))
  const byFree = cumulate(free)
  const byWeight = cumulate(institutions.map((one) => one.weight))
  for (const firm of firms) {
    const times = (reached.has(firm) ? 0 : 1) + (random.next() < 0.22 ? 1 : 0) + (random.next() < 0.05 ? 3 : 0)
    for (let turn = 0; turn < times; turn++) served[random.pickBy(byFree)]!.add(firm)
  }
  for (const other of others) {
    const times = 1 + (random.next() < 0.3 ? 1 : 0)
    for (let turn = 0; turn < times; turn++) served[random.pickBy(byWeight)]!.add(other)
  }
  // Every institution that shares has served a firm and another body.
  served.forEach((set, at) => {
    for (const pool of at < namedInstitutes.length ? [others] : [firms, others])
      while (![...set].some((one) => pool.includes(one))) set.add(random.pick(pool))
  })
  const lists = served.map((set) =>
    [...set].map((at): Client => ({ customer: { of: 'customer', at }, isFirm: customers[at]!.kind === 'firm' })),
  )
  for (let name = 0; name < unsettledCount; name++) lists[4 + name]!.push({ customer: { of: 'name', at: name }, isFirm: false })
  return lists
}

type Money = { firmYuan: number; otherYuan: number; nameYuan: number }

/** The year's money by institution and kind of customer, in whole yuan. */
function planMoney(random: Random, institutions: readonly PlannedInstitution[]): Money[] {
  const invented = institutions.slice(namedInstitutes.length)
  const named = namedInstitutes.map((institute) => institute.yuan)
  const left = totals.firmYuan - named.reduce((sum, yuan) => sum + yuan, 0)
  const firmYuan = [
    ...named,
    ...shareOut(
      left,
      invented.map((one) => one.weight * random.skewed(0.35)),
      40_000,
    ),
  ]
  const nameYuan = institutions.map((_, at) => (at >= 4 && at < 16 ? 1 : 0)).map((has) => (has ? totals.unsettledYuan / 12 : 0))
  const wholeNames = shareOut(totals.unsettledYuan, nameYuan)
  const otherYuan = shareOut(
    totals.yuan - totals.firmYuan - totals.unsettledYuan,
    institutions.map((one) => one.weight * random.skewed(0.4)),
    15_000,
  )
  return institutions.map((_, at) => ({ firmYuan: firmYuan[at]!, otherYuan: otherYuan[at]!, nameYuan: wholeNames[at]! }))
}

/** Each client once, and again as often as its place in a long tail says. */
function draftsOf(random: Random, institution: number, clients: readonly Client[], count: number): Draft[] {
  const order = random.shuffled(clients)
  // A name nobody settled comes a few times only.
  const byRank = cumulate(order.map((client, rank) => (client.customer.of === 'name' ? 0.001 : 1 / (rank + 3) ** 0.75)))
  const draft = (client: Client): Draft => ({ institution, ...client, weight: random.skewed(0.7) })
  const once = order.map(draft)
  return [...once, ...Array.from({ length: count - once.length }, () => draft(order[random.pickBy(byRank)]!))]
}

type Filling = { drafts: readonly Draft[]; timetable: Timetable; money: Money; tenths: number; world: World }

function fillInstitution(random: Random, { drafts, timetable, money, tenths, world }: Filling): PlannedRecord[] {
  const slots = drafts.map((draft) => timetable.place(draft.institution))
  const fixed = slots.map((slot) => (slot.minutes ? ((slot.minutes.to - slot.minutes.from) * 60) / secondsOfTenth : 0))
  const sent = slots.flatMap((slot, at) => (slot.minutes ? [] : [at]))
  const leftTenths = tenths - fixed.reduce((sum, value) => sum + value, 0)
  const most = Math.min(longestTenths, Math.floor(tenths * mostOfInstitution))
  const shares = shareOutCapped(
    leftTenths,
    sent.map((at) => drafts[at]!.weight),
    2,
    most,
  )
  sent.forEach((at, turn) => {
    fixed[at] = shares[turn]!
  })
  const yuan = yuanOf(
    drafts,
    slots.map((slot, at) => priceWeight(world.instruments[slot.instrument]!) * fixed[at]! ** 0.8 * drafts[at]!.weight),
    money,
  )
  return drafts.map((draft, at) => {
    const { instrument, day, minutes } = slots[at]!
    const isInvoiced = yuan[at]! > 0 && random.next() < 0.93
    return {
      institution: draft.institution,
      instrument,
      customer: draft.customer,
      day,
      ...(minutes ? { minutes } : {}),
      seconds: fixed[at]! * secondsOfTenth,
      samples: minutes ? random.whole(1, 4) : 1 + Math.floor(random.skewed(0.9) * 3),
      yuan: yuan[at]!,
      source: minutes ? (random.next() < 0.55 ? 'live' : 'imported') : random.next() < 0.3 ? 'declared' : 'imported',
      invoiceNo: isInvoiced
        ? `示例${String(draft.institution + 1).padStart(2, '0')}${day.replaceAll('-', '')}${String(at).padStart(5, '0')}`
        : null,
    }
  })
}

/** Money by kind of customer, by weight, with no record above its part of the institution. */
function yuanOf(drafts: readonly Draft[], weights: readonly number[], money: Money): number[] {
  const yuan = new Array<number>(drafts.length).fill(0)
  const most = Math.floor((money.firmYuan + money.otherYuan + money.nameYuan) * mostOfInstitution)
  const parts = [
    [(draft: Draft) => draft.customer.of === 'name', money.nameYuan],
    [(draft: Draft) => draft.customer.of !== 'name' && draft.isFirm, money.firmYuan],
    [(draft: Draft) => draft.customer.of !== 'name' && !draft.isFirm, money.otherYuan],
  ] as const
  for (const [belongs, total] of parts) {
    const places = drafts.flatMap((draft, at) => (belongs(draft) ? [at] : []))
    if (places.length === 0) continue
    const shares = shareOutCapped(
      total,
      places.map((at) => weights[at]!),
      1,
      most,
    )
    places.forEach((at, turn) => {
      yuan[at] = shares[turn]!
    })
  }
  return yuan
}

function priceWeight(instrument: PlannedInstrument): number {
  return instrument.hourYuan ?? instrument.sampleYuan ?? 200
}

/** The institutions' own people at their shared instruments: hours without money, and not among the published ones. */
function planInternal(random: Random, timetable: Timetable, { institutions }: World): PlannedRecord[] {
  const byWeight = cumulate(institutions.map((one) => one.weight))
  return Array.from({ length: internalRecords }, () => random.pickBy(byWeight)).flatMap((institution): PlannedRecord[] => {
    const { instrument, day, minutes } = timetable.place(institution, true)
    if (!minutes) return []
    return [
      {
        institution,
        instrument,
        customer: { of: 'own' },
        day,
        minutes,
        seconds: (minutes.to - minutes.from) * 60,
        samples: 1,
        yuan: 0,
        source: 'live',
        invoiceNo: null,
      },
    ]
  })
}
