// What instruments reach, and what people ask them to reach: quantities, the demands in a query, and whether a value meets one. Pure.
import { finerQuantities, type quantityCodes } from './indicator.contract.ts'
import { compactText } from './token.rules.ts'
import { type Dimension, toBase, type Unit, unitOf, units } from './unit.rules.ts'

export type Quantity = {
  dimension: Dimension
  /** As people call it in a query. */
  names: readonly string[]
  /** The units it is told in; a number in one of them, without a word, may mean it. */
  units: readonly string[]
}

export type QuantityCode = (typeof quantityCodes)[number]

export const quantities: Readonly<Record<QuantityCode, Quantity>> = {
  temperature: { dimension: 'temperature', names: ['温度', '控温', '加热', 'temperature'], units: ['℃', 'K'] },
  force: { dimension: 'force', names: ['载荷', '拉力', '试验力', '压力', '力值', '推力', 'force', 'load'], units: ['kN', 'N', 'MN'] },
  wavelength: { dimension: 'length', names: ['波长', 'wavelength'], units: ['nm', 'µm'] },
  resolution: { dimension: 'length', names: ['分辨率', '分辨', 'resolution'], units: ['nm', 'pm', 'Å', 'µm'] },
  size: { dimension: 'length', names: ['样品尺寸', '尺寸', '直径', '口径', 'size', 'diameter'], units: ['mm', 'cm', 'm'] },
  travel: { dimension: 'length', names: ['行程', '位移', 'travel'], units: ['mm', 'cm', 'm', 'µm'] },
  frequency: {
    dimension: 'frequency',
    names: ['频率', '频段', '带宽', 'frequency', 'bandwidth'],
    units: ['GHz', 'MHz', 'kHz', 'Hz', 'THz'],
  },
  pressure: { dimension: 'pressure', names: ['压强', '压力', '真空度', '气压', 'pressure'], units: ['MPa', 'kPa', 'Pa', 'GPa', 'bar'] },
  capacity: { dimension: 'mass', names: ['称量', '承重', '载重', 'capacity'], units: ['g', 'kg', 'mg', 't'] },
  readability: { dimension: 'mass', names: ['感量', '读数精度', 'readability'], units: ['mg', 'µg', 'g'] },
  voltage: { dimension: 'voltage', names: ['电压', '加速电压', 'voltage'], units: ['V', 'kV', 'mV'] },
  current: { dimension: 'current', names: ['电流', '束流', 'current'], units: ['A', 'mA', 'µA', 'nA'] },
  power: { dimension: 'power', names: ['功率', 'power'], units: ['W', 'kW', 'mW'] },
  rotation: { dimension: 'rotation', names: ['转速', 'speed'], units: ['r/min'] },
  magnification: { dimension: 'magnification', names: ['放大倍数', '放大', 'magnification'], units: ['倍', '万倍'] },
  mass_range: { dimension: 'particle', names: ['质量范围', '质荷比', '分子量', 'mass'], units: ['Da', 'kDa'] },
  field: { dimension: 'field', names: ['磁场', '磁感应强度', '场强', 'field'], units: ['T', 'mT'] },
  energy: { dimension: 'energy', names: ['能量', 'energy'], units: ['keV', 'MeV', 'eV'] },
  torque: { dimension: 'torque', names: ['扭矩', '转矩', 'torque'], units: ['N·m', 'mN·m'] },
}
/** Whether of a quantity the less is the better. */
export const isFiner = (code: QuantityCode): boolean => finerQuantities.includes(code)

/** What is asked for, in the unit of its kind: from a value up, down to one, or all between two; what it may be a value of. */
/** `word` is the number with its unit as search compares words: it may stand in a name or a model. */
export type Demand = { text: string; word: string; quantities: readonly QuantityCode[]; low: number | null; high: number | null }
/** What an instrument reaches of a quantity, in the unit of its kind; an open end is null. */
export type Reach = { quantity: QuantityCode; low: number | null; high: number | null }

const number = String.raw`\d+(?:\.\d+)?`
const aliases = units
  .flatMap((unit) => [unit.code, ...(unit.also ?? [])].map((text) => ({ text: text.normalize('NFKC'), unit })))
  .toSorted((a, b) => b.text.length - a.text.length)
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const unitPattern = aliases.map(({ text }) => escaped(text)).join('|')
const names = Object.entries(quantities).flatMap(([code, quantity]) => quantity.names.map((name) => ({ name, code: code as QuantityCode })))
const namePattern = [...new Set(names.map(({ name }) => name))].toSorted((a, b) => b.length - a.length).join('|')
const least = '≥|>=|>|不低于|不小于|不少于|大于|高于|超过|至少'
const most = '≤|<=|<|不高于|不大于|不超过|小于|低于|至多'
/** A word for what is measured, a comparison, a number or two, and a unit; letters and digits on either side make it something else. */
const demandPattern = new RegExp(
  String.raw`(?:(?<name>${namePattern})\s*(?:为|[:：])?\s*)?(?<sign>${least}|${most})?\s*(?<![\w.\/-])(?<first>${number})\s*(?:(?<unitA>${unitPattern})?\s*(?:-|–|—|~|～|至|到)\s*(?<second>${number})\s*)?(?<unit>${unitPattern})(?<after>以上|及以上|以下|以内|\+)?(?![A-Za-z0-9])`,
  'giu',
)

/** The unit that is meant by what is written: letter by letter, for mW and MW are two. */
function unitWritten(text: string): Unit | undefined {
  return aliases.find((one) => one.text === text)?.unit
}

/** The demands in a query, and the query without them: what is left is searched for as words. */
export function demandsOf(query: string): { demands: Demand[]; rest: string } {
  const demands: Demand[] = []
  // A minus of its own kind and ℃ become what is looked for.
  const rest = query.normalize('NFKC').replace(demandPattern, (whole: string, ...more: unknown[]) => {
    const demand = readDemand(whole, more.at(-1) as Record<string, string | undefined>)
    if (!demand) return whole
    demands.push(demand)
    return ' '
  })
  return demands.length === 0 ? { demands, rest: query } : { demands, rest: rest.replace(/\s+/g, ' ').trim() }
}

function readDemand(whole: string, parts: Record<string, string | undefined>): Demand | null {
  const { name, sign = '', first = '', unitA, second, unit: written = '', after = '' } = parts
  const unit = unitWritten(written)
  const lower = unitA === undefined ? unit : unitWritten(unitA)
  if (!unit || !lower || lower.dimension !== unit.dimension) return null
  if (unit.needsWord && name === undefined) return null
  const named = names.filter((one) => one.name === name?.toLowerCase()).map(({ code }) => code)
  const fitting = (Object.keys(quantities) as QuantityCode[]).filter((code) => quantities[code].dimension === unit.dimension)
  const meant = named.filter((code) => fitting.includes(code))
  const usual = fitting.filter((code) => quantities[code].units.includes(unit.code))
  const asked = meant.length > 0 ? meant : usual.length > 0 ? usual : fitting
  const value = toBase(Number(first), lower)
  const other = second === undefined ? null : toBase(Number(second), unit)
  if (other !== null && other < value) return null
  const isLeast = new RegExp(`^(?:${least})$`, 'u').test(sign) || /以上|\+/.test(after)
  const isMost = new RegExp(`^(?:${most})$`, 'u').test(sign) || /以下|以内/.test(after)
  const text = whole.trim()
  const word = compactText(second === undefined ? `${first}${written}` : `${first}-${second}${written}`)
  const common = { text, word, quantities: asked }
  if (other !== null) return { ...common, low: value, high: other }
  if (isLeast) return { ...common, low: null, high: value }
  return { ...common, low: value, high: isMost ? null : value }
}

/** Numbers of units are products of decimals; so much of one may be lost on the way. */
const slack = 1e-9
const atMost = (a: number, b: number) => a <= b + Math.abs(b) * slack

/** Whether what an instrument reaches covers what is asked for. */
export function reaches({ quantity, low, high }: Reach, demand: Demand): boolean {
  if (!demand.quantities.includes(quantity)) return false
  // The finest of two is what it comes to.
  if (isFiner(quantity)) {
    const finest = low ?? high
    const wanted = demand.high ?? demand.low
    return finest !== null && wanted !== null && atMost(finest, wanted)
  }
  const isLowEnough = demand.low === null || low === null || atMost(low, demand.low)
  const isHighEnough = demand.high === null || high === null || atMost(demand.high, high)
  return isLowEnough && isHighEnough
}

/** What several values of an instrument say to a demand: reached, not reached, or nothing said of it. */
export function answerTo(values: readonly Reach[], demand: Demand): 'reached' | 'missed' | 'unsaid' {
  const own = values.filter(({ quantity }) => demand.quantities.includes(quantity))
  if (own.length === 0) return 'unsaid'
  return own.some((value) => reaches(value, demand)) ? 'reached' : 'missed'
}

export type TypedReach = { quantity: QuantityCode; low: string; high: string; unit: string }
export type ReachMistake = 'no_value' | 'not_a_number' | 'low_above_high' | 'unit_wrong'

/** What is typed of one value, in the unit of its kind; or what is wrong with it. */
export function reachOf({ quantity, low, high, unit: code }: TypedReach): Reach | ReachMistake {
  const unit = unitOf(code)
  if (!unit || unit.dimension !== quantities[quantity].dimension) return 'unit_wrong'
  if (low === '' && high === '') return 'no_value'
  if (![low, high].every((text) => /^(-?\d{1,12}(\.\d{1,6})?)?$/.test(text))) return 'not_a_number'
  const base = (text: string) => (text === '' ? null : toBase(Number(text), unit))
  const [from, to] = [base(low), base(high)]
  if (from !== null && to !== null && from > to) return 'low_above_high'
  return { quantity, low: from, high: to }
}
