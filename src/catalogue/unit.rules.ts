// Units of what instruments reach, each turned into the one its kind is kept in. Pure.

export const dimensions = [
  ...(['temperature', 'force', 'length', 'frequency', 'pressure', 'mass', 'voltage', 'current', 'power'] as const),
  ...(['rotation', 'magnification', 'particle', 'field', 'energy', 'torque'] as const),
] as const
export type Dimension = (typeof dimensions)[number]

export type Unit = {
  /** As it is shown. */
  code: string
  dimension: Dimension
  /** What one of it is in the unit that its kind is kept in. */
  factor: number
  /** Added afterwards: degrees begin at another nought. */
  offset?: number
  /** As people write it besides, letter by letter. */
  also?: readonly string[]
  /** A letter that stands for too much else: read as a unit only beside a word for what is measured. */
  needsWord?: true
}

/** Kept in: K, N, pm, Hz, Pa, µg, mV, nA, mW, r/min, times, Da, mT, eV, mN·m. Factors are exact by the definition of each unit. */
export const units: readonly Unit[] = [
  { code: '℃', dimension: 'temperature', factor: 1, offset: 273.15, also: ['°C', '摄氏度', '度'] },
  { code: 'K', dimension: 'temperature', factor: 1, needsWord: true },
  { code: 'N', dimension: 'force', factor: 1, needsWord: true, also: ['牛'] },
  { code: 'kN', dimension: 'force', factor: 1e3, also: ['KN', 'kn', 'Kn', '千牛'] },
  { code: 'MN', dimension: 'force', factor: 1e6, also: ['兆牛'] },
  { code: 'pm', dimension: 'length', factor: 1, also: ['皮米'] },
  { code: 'Å', dimension: 'length', factor: 100, also: ['埃'] },
  { code: 'nm', dimension: 'length', factor: 1e3, also: ['NM', '纳米'] },
  { code: 'µm', dimension: 'length', factor: 1e6, also: ['um', 'UM', '微米'] },
  { code: 'mm', dimension: 'length', factor: 1e9, also: ['MM', '毫米'] },
  { code: 'cm', dimension: 'length', factor: 1e10, also: ['CM', '厘米'] },
  { code: 'm', dimension: 'length', factor: 1e12, needsWord: true, also: ['米'] },
  { code: 'Hz', dimension: 'frequency', factor: 1, also: ['HZ', 'hz', '赫兹'] },
  { code: 'kHz', dimension: 'frequency', factor: 1e3, also: ['KHz', 'KHZ', 'khz', '千赫'] },
  { code: 'MHz', dimension: 'frequency', factor: 1e6, also: ['MHZ', 'Mhz', 'mhz', '兆赫'] },
  { code: 'GHz', dimension: 'frequency', factor: 1e9, also: ['GHZ', 'Ghz', 'ghz', '吉赫'] },
  { code: 'THz', dimension: 'frequency', factor: 1e12, also: ['THZ', 'Thz', 'thz', '太赫'] },
  { code: 'Pa', dimension: 'pressure', factor: 1, also: ['帕'] },
  { code: 'kPa', dimension: 'pressure', factor: 1e3, also: ['KPa', 'kpa', '千帕'] },
  { code: 'MPa', dimension: 'pressure', factor: 1e6, also: ['Mpa', 'MPA', '兆帕'] },
  { code: 'GPa', dimension: 'pressure', factor: 1e9, also: ['Gpa', 'GPA', '吉帕'] },
  { code: 'bar', dimension: 'pressure', factor: 1e5, also: ['巴'] },
  { code: 'µg', dimension: 'mass', factor: 1, also: ['ug', '微克'] },
  { code: 'mg', dimension: 'mass', factor: 1e3, also: ['毫克'] },
  { code: 'g', dimension: 'mass', factor: 1e6, needsWord: true, also: ['克'] },
  { code: 'kg', dimension: 'mass', factor: 1e9, also: ['KG', 'Kg', '千克', '公斤'] },
  { code: 't', dimension: 'mass', factor: 1e12, needsWord: true, also: ['吨'] },
  { code: 'mV', dimension: 'voltage', factor: 1, also: ['毫伏'] },
  { code: 'V', dimension: 'voltage', factor: 1e3, also: ['伏'] },
  { code: 'kV', dimension: 'voltage', factor: 1e6, also: ['KV', 'kv', '千伏'] },
  { code: 'nA', dimension: 'current', factor: 1, also: ['纳安'] },
  { code: 'µA', dimension: 'current', factor: 1e3, also: ['uA', '微安'] },
  { code: 'mA', dimension: 'current', factor: 1e6, also: ['毫安'] },
  { code: 'A', dimension: 'current', factor: 1e9, needsWord: true, also: ['安'] },
  { code: 'mW', dimension: 'power', factor: 1, also: ['毫瓦'] },
  { code: 'W', dimension: 'power', factor: 1e3, needsWord: true, also: ['瓦'] },
  { code: 'kW', dimension: 'power', factor: 1e6, also: ['KW', 'kw', '千瓦'] },
  { code: 'r/min', dimension: 'rotation', factor: 1, also: ['rpm', 'RPM', '转/分', '转每分'] },
  { code: '倍', dimension: 'magnification', factor: 1 },
  { code: '万倍', dimension: 'magnification', factor: 1e4 },
  { code: 'Da', dimension: 'particle', factor: 1, also: ['amu', '道尔顿'] },
  { code: 'kDa', dimension: 'particle', factor: 1e3 },
  { code: 'mT', dimension: 'field', factor: 1, also: ['毫特'] },
  { code: 'T', dimension: 'field', factor: 1e3, also: ['特斯拉'] },
  { code: 'eV', dimension: 'energy', factor: 1, also: ['电子伏'] },
  { code: 'keV', dimension: 'energy', factor: 1e3, also: ['KeV', 'kev'] },
  { code: 'MeV', dimension: 'energy', factor: 1e6, also: ['Mev'] },
  { code: 'mN·m', dimension: 'torque', factor: 1 },
  { code: 'N·m', dimension: 'torque', factor: 1e3, also: ['Nm', 'N.m', '牛米'] },
]

const byCode = new Map(units.map((unit) => [unit.code, unit]))

/** The unit of a code. */
export function unitOf(code: string): Unit | undefined {
  return byCode.get(code)
}

/** A number of a unit in the unit that its kind is kept in. */
export function toBase(amount: number, { factor, offset = 0 }: Unit): number {
  return amount * factor + offset
}
