// The example province on paper: pure, from one seed, and calibrated so that its sums are the published figures of 2022 exactly.
import { instrumentKinds } from './kinds.ts'
import { firmName, inventedInstitutions, namedInstitutes, otherName, unsettledNames } from './names.ts'
import { cumulate, type Random, randomFrom, shareOut } from './random.ts'
import { type PlannedRecord, planRecords } from './records.ts'

/** The figures of the letter 吉科发农〔2024〕71号 that the example comes to: yuan, seconds and counts. */
export const published = {
  institutions: 72,
  instruments: 2_387,
  worthYuan: 2_534_646_000,
  seconds: 1_834_787_880,
  customers: 3_657,
  firms: 2_852,
  yuan: 78_014_000,
  firmYuan: 58_172_000,
  visits: 160_000,
} as const

export type Place = { code: string; nameZh: string; nameEn: string; level: string }
export type PlannedInstitution = {
  nameZh: string
  nameEn: string
  otherNames: readonly string[]
  kind: 'university' | 'institute' | 'hospital' | 'government' | 'park'
  divisionCode: string
  weight: number
}
export type PlannedInstrument = {
  institution: number
  innerCode: string
  nameZh: string
  nameEn: string
  model: string
  classCode: string
  worthYuan: number
  hourYuan: number | null
  sampleYuan: number | null
  isOnRequest: boolean
  startedOn: string
  listedOn: string
  divisionCode: string
  place: string
  functionText: string
  technicalText: string
  standards: string
  seals: string[]
  takesSelfUse: boolean
  isSpecial: boolean
}
export type PlannedCustomer = {
  nameZh: string
  nameEn: string
  kind: 'firm' | 'university' | 'institute' | 'government' | 'hospital' | 'other'
  divisionCode: string | null
}
export type Plan = {
  institutions: PlannedInstitution[]
  instruments: PlannedInstrument[]
  customers: PlannedCustomer[]
  unsettled: readonly string[]
  records: PlannedRecord[]
}

/** Where firms are: the prefectures' cities first, every county some. */
const placeWeights: Record<string, number> = {
  220102: 9,
  220103: 6,
  220104: 9,
  220105: 6,
  220106: 7,
  220112: 2,
  220113: 3,
  220184: 3,
  220202: 4,
  220203: 4,
  220204: 4,
  220211: 3,
  220302: 2.4,
  220402: 1.8,
  220502: 3,
  220521: 2.4,
  220581: 2.4,
  220602: 1.8,
  220702: 2.4,
  220802: 1.8,
  222401: 4,
  222404: 1.8,
  222403: 1.6,
  220882: 1.4,
}
/** Customers from outside the province: they have no division of ours. */
const outsiders = 145

/** The whole plan. `places` are the county-level divisions, `workdays` says of each day of 2022 whether people work. */
export function planExample(places: readonly Place[], isWorkday: (day: string) => boolean, seed = 20_220_521): Plan {
  const random = randomFrom(seed)
  const counties = places.filter((place) => place.level === 'county')
  const institutions = planInstitutions()
  const instruments = planInstruments(random, institutions)
  const customers = planCustomers(random, counties)
  const records = planRecords(random, { institutions, instruments, customers, unsettledCount: unsettledNames.length, isWorkday })
  return { institutions, instruments, customers, unsettled: unsettledNames, records }
}

function planInstitutions(): PlannedInstitution[] {
  const named = namedInstitutes.map(({ zh, en, otherNames, kind, divisionCode, weight }) => ({
    nameZh: zh,
    nameEn: en,
    otherNames,
    kind,
    divisionCode,
    weight,
  }))
  const invented = inventedInstitutions.map(({ zh, en, kind, divisionCode, weight }) => ({
    nameZh: zh,
    nameEn: en,
    otherNames: [],
    kind,
    divisionCode,
    weight,
  }))
  const institutions = [...named, ...invented]
  if (institutions.length !== published.institutions) throw new Error(`the example has ${institutions.length} institutions`)
  return institutions
}

/** What an institution is for shows in its name, and so in what it owns. */
const leanings: readonly (readonly [RegExp, RegExp])[] = [
  [/计量/, /^03/],
  [/光|激光|卫星/, /^(0307|0301|1105|0104|0101)/],
  [/医|药/, /^(0105|0102|0110|0106|0108)/],
  [/农|粮|林|畜|玉米|大豆|稻|参|食品/, /^(0111|0105|0110|0102|0112)/],
  [/材料|机械|车|冶金|轨道|建筑|装备|特种/, /^(02|0103|0109|1105)/],
  [/化学|化工|油气/, /^(0104|0105|0106|0109|0107)/],
  [/电子|电力/, /^(08|0107)/],
]

function planInstruments(random: Random, institutions: readonly PlannedInstitution[]): PlannedInstrument[] {
  const counts = shareOut(
    published.instruments,
    institutions.map((one) => one.weight),
    5,
  )
  const drafts = institutions.flatMap((institution, at) => {
    const leaning = leanings.find(([name]) => name.test(institution.nameZh))?.[1]
    const byWeight = cumulate(instrumentKinds.map((kind) => kind.weight * (leaning?.test(kind.classCode) ? 6 : 1)))
    return Array.from({ length: counts[at]! }, (_, number) => ({
      institution: at,
      number,
      kind: instrumentKinds[random.pickBy(byWeight)]!,
    }))
  })
  // In steps of 100 yuan, 0.01 万元: the precision in which original values are reported.
  const weights = drafts.map(
    ({ kind }) => (kind.worthTenThousand[0] + (kind.worthTenThousand[1] - kind.worthTenThousand[0]) * random.next() ** 2) * 100,
  )
  const worths = shareOut(published.worthYuan / 100, weights)
  return drafts.map(({ institution, number, kind }, at) => {
    const year = 2004 + Math.floor(17.9 * Math.sqrt(random.next()))
    const listedYear = Math.max(year, 2015) + (random.next() < 0.15 && year < 2021 ? 1 : 0)
    const isOnRequest = random.next() < 0.09
    const factor = 0.75 + random.next() * 0.6
    const priceOf = (yuan: number | null) => (yuan === null || isOnRequest ? null : Math.max(10, Math.round((yuan * factor) / 10) * 10))
    return {
      institution,
      innerCode: `SL-${String(institution + 1).padStart(2, '0')}-${String(number + 1).padStart(4, '0')}`,
      nameZh: kind.zh,
      nameEn: kind.en,
      model: `${kind.code}${random.pick([100, 150, 200, 300, 500, 800])}${random.pick(['', 'A', 'Plus', 'Pro'])}（示例型号）`,
      classCode: kind.classCode,
      worthYuan: worths[at]! * 100,
      hourYuan: priceOf(kind.hourYuan),
      sampleYuan: priceOf(kind.sampleYuan),
      isOnRequest,
      startedOn: dayIn(random, year),
      listedOn: dayIn(random, Math.min(listedYear, 2021), listedYear === year),
      divisionCode: institutions[institution]!.divisionCode,
      place: `示例楼 ${random.pick(['A', 'B', 'C', 'D'])} 座 ${random.whole(1, 6)}${String(random.whole(1, 30)).padStart(2, '0')}`,
      functionText: kind.functions,
      technicalText: kind.technical,
      standards: kind.standards,
      seals: kind.standards !== '' && random.next() < 0.5 ? (random.next() < 0.3 ? ['CMA', 'CNAS'] : ['CMA']) : [],
      takesSelfUse: kind.hourYuan !== null && random.next() < 0.8,
      isSpecial: /^(0303|0801|1105|0307)/.test(kind.classCode),
    }
  })
}

/** A day in a year; late in it where it must not come before another day of the same year. */
function dayIn(random: Random, year: number, isLate = false): string {
  const month = isLate ? 12 : random.whole(1, 11)
  return `${year}-${String(month).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`
}

function planCustomers(random: Random, counties: readonly Place[]): PlannedCustomer[] {
  const byWeight = cumulate(counties.map((place) => placeWeights[place.code] ?? 1))
  const others = published.customers - published.firms
  return Array.from({ length: published.customers }, (_, at) => {
    const isFirm = at < published.firms
    // Spread over firms and others alike: every twenty-fifth, until there are enough.
    const isOutside = at % 25 === 24 && Math.floor(at / 25) < outsiders
    const place = counties[random.pickBy(byWeight)]!
    const short = isOutside
      ? random.pick(['沈阳', '哈尔滨', '大连', '北京', '天津', '上海'])
      : place.nameZh.replace(/(满族|朝鲜族|回族|蒙古族)+自治县$|[市县区]$/u, '')
    const shortEn = isOutside ? 'Other Province' : place.nameEn.replace(/ (City|County|District|.*Autonomous County)$/, '')
    const divisionCode = isOutside ? null : place.code
    if (isFirm) {
      const { zh, en } = firmName(at, short, shortEn)
      return { nameZh: zh, nameEn: en, kind: 'firm', divisionCode }
    }
    const { zh, en, kind } = otherName((at - published.firms) % others, short, shortEn)
    return { nameZh: zh, nameEn: en, kind, divisionCode }
  })
}
