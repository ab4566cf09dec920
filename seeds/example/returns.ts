// Six years of county returns from one seed: residents as the census of 2020 counted them, everything else invented around them 示例.
import type { App } from '../../src/app.ts'
import type { KeptCell } from '../../src/counties/return.contract.ts'
import { listReturns, openReturnRound } from '../../src/counties/return.contract.ts'
import { type CellRule, type CellValue, cellNumber, findingsOf, type ReturnState } from '../../src/counties/return.rules.ts'
import { fillReturns, type WholeReturn } from '../../src/counties/returnload.server.ts'
import { inTransaction } from '../../src/kernel/db.ts'
import { readSeed } from '../../src/kernel/seeds.ts'
import { momentOf } from '../../src/kernel/time.ts'
import { recordStatuses } from '../../src/registry/status.server.ts'
import { callerOf, type ExamplePeople } from './applications.ts'
import { type Random, randomFrom } from './random.ts'

export const returnYears = [2020, 2021, 2022, 2023, 2024, 2025] as const
/** The county of the example's accounts: its return of the last year is being filled in. */
export const openCounty = '220521'
const limits = { jumpPercent: 50, outlierTimes: 5 } as const
const seed = 20_200_101
const source = { bureau: '示例统计局', science: '示例科技局', tax: '示例税务局', finance: '示例财政局', market: '示例市场监管局' } as const

type Given = Pick<KeptCell, 'code' | 'provider'> & Partial<Pick<KeptCell, 'amount' | 'numerator' | 'denominator' | 'words'>>
type County = {
  code: string
  residents: number
  employed: number
  wealth: number
  vigour: number
  zones: number
  bodies: number
  envoys: number
}

/** What a county reports of a year, by indicator; the residents of 2020 are the census's. */
function yearOf(county: County, year: number, name: string, random: Random): Given[] {
  const { wealth, vigour } = county
  const years = year - 2020
  const sway = () => 0.96 + random.next() * 0.08
  const residents = Math.round(county.residents * 0.994 ** years)
  const employed = Math.round(county.employed * 0.994 ** years)
  const product = residents * wealth * 1.045 ** years * sway()
  const budget = product * 0.17 * sway()
  const research = product * 0.009 * vigour * 1.06 ** years * sway()
  const revenue = product * 0.8 * sway()
  const ofBureau = (one: Omit<Given, 'provider'>): Given => ({ provider: source.bureau, ...one })
  const ofScience = (one: Omit<Given, 'provider'>): Given => ({ provider: source.science, ...one })
  const text = (value: number, decimals = 0) => value.toFixed(decimals)
  const share = (key: string, above: number, below: number, decimals = 0) =>
    ofBureau({ code: key, numerator: text(above, decimals), denominator: text(below, decimals) })
  return [
    { ...share('fiscal_science_share', budget * 0.012 * vigour * sway(), budget, 2), provider: source.finance },
    share('rd_people_per_10000', employed * 0.0028 * vigour * 1.05 ** years * sway(), employed),
    ofBureau({ code: 'rd_expenditure', amount: text(research, 2) }),
    share('industry_rd_share', research * 0.62, revenue, 2),
    ofScience({ code: 'innovation_zones', amount: text(county.zones + (years > 3 && vigour > 1.2 ? 1 : 0)) }),
    ofScience({ code: 'service_bodies', amount: text(county.bodies + Math.floor((years * vigour) / 2)) }),
    { code: 'tax_relief', amount: text(research * 0.11 * sway(), 2), provider: source.tax },
    ofScience({ code: 'special_envoys', amount: text(county.envoys + Math.floor(years / 2)) }),
    ofScience({ code: 'popular_science_funds', amount: text((residents / 10_000) * 0.9 * sway(), 2) }),
    share('new_product_share', revenue * 0.09 * vigour * sway(), revenue * 1.15, 2),
    share('patents_per_10000', (residents / 10_000) * 2.1 * vigour * 1.11 ** years * sway(), residents),
    share('energy_per_gdp', product * 0.62 * 0.97 ** years * sway(), product, 2),
    { code: 'new_firms', amount: text(residents * 0.0052 * sway()), provider: source.market },
    {
      code: 'particular',
      words: `示例：${name}以${vigour > 1 ? '农产品深加工' : '特色种养'}为主题，科技特派员进村入户。`,
      provider: source.science,
    },
  ]
}

const kept = (given: Given, year: number): KeptCell => ({
  ...{ amount: null, numerator: null, denominator: null, words: null, ...given },
  ...{ vintage: 'annual', origin: 'filed', expectedOn: null, explanation: '' },
  sourceDocument: `示例年鉴（${year}）`,
})

type Rules = ReadonlyMap<string, CellRule>
const standing = (cell: KeptCell): CellValue => ({ ...cell, isConfirmed: true })

/** Whatever looks odd beside its peers or the year before is explained, as it was in its time. */
function explained(year: ReadonlyMap<string, KeptCell[]>, before: ReadonlyMap<string, KeptCell[]> | undefined, rules: Rules) {
  const numbers = new Map<string, [string, string][]>()
  for (const [county, cells] of year)
    for (const cell of cells) {
      const number = cellNumber(rules.get(cell.code)!, standing(cell))
      if (number !== null) numbers.set(cell.code, [...(numbers.get(cell.code) ?? []), [county, number]])
    }
  const of = (county: string, cell: KeptCell): KeptCell => {
    const rule = rules.get(cell.code)!
    const last = before?.get(county)?.find((one) => one.code === cell.code)
    const peers = (numbers.get(cell.code) ?? []).flatMap(([other, number]) => (other === county ? [] : [number]))
    const lastYear = last ? cellNumber(rule, standing(last)) : null
    const isOdd = findingsOf(rule, standing(cell), { platform: null, lastYear, peers, ...limits }).some((finding) => finding.isExplainable)
    return isOdd ? { ...cell, explanation: '示例：已与数据提供部门核对，企业和机构较集中。' } : cell
  }
  return new Map([...year].map(([county, cells]) => [county, cells.map((cell) => of(county, cell))]))
}

/** All returns of all years, the same on every machine. */
export function planReturns(): Map<number, Map<string, KeptCell[]>> {
  const random = randomFrom(seed)
  const names = new Map(readSeed('divisions.csv').map((row) => [row.code!, row.name_zh!]))
  const counties = readSeed('example/residents.csv').map((row): County => {
    const residents = Number(row.residents)
    return {
      ...{ code: row.code!, residents, employed: Math.round(residents * Number(row.employed_share)) },
      ...{ wealth: 4.6 * random.skewed(0.3), vigour: random.skewed(0.35), zones: random.whole(0, 2) },
      ...{ bodies: random.whole(2, 12), envoys: random.whole(6, 40) },
    }
  })
  const rules: Rules = new Map(
    readSeed('indicators.csv').map((row) => [
      row.code!,
      {
        ...{ kind: row.kind as CellRule['kind'], factor: row.factor ? Number(row.factor) : null, decimals: Number(row.decimals) },
        ...{ isShare: row.is_share === 'true', isRequired: row.is_optional !== 'true' },
      },
    ]),
  )
  const years = new Map<number, Map<string, KeptCell[]>>()
  for (const year of returnYears) {
    const raw = new Map(
      counties.map((one) => [one.code, yearOf(one, year, names.get(one.code)!, random).map((given) => kept(given, year))]),
    )
    years.set(year, explained(raw, years.get(year - 1), rules))
  }
  return years
}

/** How far the returns of the open year have come, county by county: most are done, some wait, some are missing. */
function stateOf(year: number, at: number, code: string): ReturnState {
  if (year !== returnYears.at(-1)) return 'approved'
  if (code === openCounty || at % 10 === 7) return 'filling'
  return at % 6 === 4 ? 'at_city' : at % 7 === 3 ? 'at_province' : 'approved'
}

type Actors = Pick<ExamplePeople, 'county' | 'city' | 'province'>
const ways: Record<ReturnState, readonly (readonly ['hand_in' | 'pass' | 'approve', ReturnState, keyof Actors, number])[]> = {
  filling: [],
  at_city: [['hand_in', 'at_city', 'county', 0]],
  at_province: [
    ['hand_in', 'at_city', 'county', 0],
    ['pass', 'at_province', 'city', 5],
  ],
  approved: [
    ['hand_in', 'at_city', 'county', 0],
    ['pass', 'at_province', 'city', 5],
    ['approve', 'approved', 'province', 12],
  ],
}

/** What is there of a return that is not handed in yet: the numbers that come late, and those from last year, are not. */
function begun(cells: readonly KeptCell[], year: number): KeptCell[] {
  const late = new Set(['new_product_share', 'particular', 'innovation_zones', 'service_bodies', 'special_envoys'])
  return cells.flatMap((cell) => {
    if (late.has(cell.code)) return []
    if (cell.code === 'tax_relief' && cell.amount !== null)
      return [{ ...cell, amount: (Number(cell.amount) * 1.8).toFixed(2), explanation: '' }]
    if (cell.code === 'energy_per_gdp') return [{ ...cell, vintage: 'preliminary', expectedOn: `${year + 1}-12-20` }]
    return [cell]
  })
}

function wholeReturn(code: string, cells: readonly KeptCell[], year: number, at: number, people: Actors): WholeReturn {
  const state = stateOf(year, at, code)
  const acts = ways[state].map(([act, after, who, days]) => ({
    ...{ act, state: after, reason: '', personId: people[who] },
    actedAt: momentOf(`${year + 1}-04-${String(8 + (at % 12)).padStart(2, '0')}`, (days * 24 + 10) * 60 + at).toISOString(),
  }))
  return { divisionCode: code, state, cells: state === 'filling' ? begun(cells, year) : cells, acts }
}

/** Two firms of five are registered or recognised, from years that differ; those of the example's accounts are not. */
export async function recogniseFirms(app: App, firmIds: readonly string[]): Promise<void> {
  const random = randomFrom(seed + 1)
  const common = { sizeClass: null, documentNo: '示例公告', source: '示例' } as const
  const statuses = firmIds.flatMap((organisationId, at): Parameters<typeof recordStatuses>[1][number][] => {
    const from = 2019 + random.whole(0, 5)
    const one = { ...common, organisationId, certificateNo: `示例${String(at).padStart(6, '0')}` }
    if (at % 5 === 0) return [{ ...one, kind: 'high_tech', firstOn: `${from}-10-16`, lastOn: `${from + 6}-10-15` }]
    return at % 5 < 3 ? [{ ...one, kind: 'tech_sme', firstOn: `${from}-05-10`, lastOn: null }] : []
  })
  await inTransaction(app.db, 'write', (tx) => recordStatuses(tx, statuses))
}

/** What the cities report of the last year by their own form: most are approved, one waits for the province, that of the accounts is open. */
function cityReturns(people: Actors): WholeReturn[] {
  const random = randomFrom(seed + 2)
  const year = returnYears.at(-1)!
  const cities = readSeed('divisions.csv').filter((row) => row.level === 'prefecture' && !row.valid_to)
  return cities.map(({ code, name_zh: name }, at) => {
    const budget = 400_000 + random.next() * 900_000
    const given: Given[] = [
      {
        ...{ code: 'city_science_share', provider: source.finance },
        ...{ numerator: (budget * (0.006 + random.next() * 0.012)).toFixed(2), denominator: budget.toFixed(2) },
      },
      { code: 'city_county_funds', provider: source.finance, amount: (300 + random.next() * 2400).toFixed(2) },
      { code: 'city_policies', provider: source.science, amount: String(random.whole(1, 6)) },
      { code: 'city_particular', provider: source.science, words: `示例：${name}每季度会商一次，科技特派员跨县组团服务。` },
    ]
    const state: ReturnState = code === `${openCounty.slice(0, 4)}00` ? 'filling' : at === 3 ? 'at_province' : 'approved'
    const day = (days: number) => momentOf(`${year + 1}-04-${10 + days}`, 600 + at).toISOString()
    const acts: WholeReturn['acts'][number][] = [
      { act: 'hand_in', state: 'at_province', reason: '', personId: people.city, actedAt: day(0) },
      { act: 'approve', state: 'approved', reason: '', personId: people.province, actedAt: day(8) },
    ]
    const count = { filling: 0, at_city: 0, at_province: 1, approved: 2 }[state]
    const cells = given.map((cell) => kept(cell, year))
    return { divisionCode: code!, state, cells: state === 'filling' ? cells.slice(0, 2) : cells, acts: acts.slice(0, count) }
  })
}

/** Opens the rounds as the province and fills them in, year by year. */
export async function fileReturns(app: App, people: Actors): Promise<void> {
  const caller = callerOf(app)
  for (const [year, returns] of planReturns()) {
    caller.at(momentOf(`${year + 1}-03-01`, 600))
    const days = { opensOn: `${year + 1}-03-01`, dueOn: `${year + 1}-04-30` }
    await caller.call(people.province, openReturnRound, { year, ...days, ...limits })
    const { round } = await caller.call(people.province, listReturns, { year })
    const whole = [...returns].map(([code, cells], at) => wholeReturn(code, cells, year, at, people))
    await inTransaction(app.db, 'write', (tx) => fillReturns(tx, round!.id, whole, people.county))
    if (year === returnYears.at(-1))
      await inTransaction(app.db, 'write', (tx) => fillReturns(tx, round!.id, cityReturns(people), people.city))
  }
}
