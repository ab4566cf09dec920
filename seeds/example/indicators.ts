// What the example's instruments reach, by their kinds: invented like the instruments themselves, 示例; of one in six nobody has said it yet.
import type { Indicator } from '../../src/catalogue/indicator.contract.ts'
import { recordIndicators } from '../../src/catalogue/indicator.server.ts'
import type { Db } from '../../src/kernel/db.ts'
import type { PlannedInstrument } from './plan.ts'

type Value = readonly [Indicator['quantity'], low: string, high: string, unit: string]
/** One kind's values; where several are given the instruments of the kind take them in turn. */
const reached: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  场发射透射电子显微镜: [
    [
      ['resolution', '0.1', '', 'nm'],
      ['voltage', '80', '200', 'kV'],
    ],
    [
      ['resolution', '0.08', '', 'nm'],
      ['voltage', '80', '300', 'kV'],
    ],
  ],
  场发射扫描电子显微镜: [
    [
      ['resolution', '0.8', '', 'nm'],
      ['magnification', '30', '800000', '倍'],
    ],
    [
      ['resolution', '1.2', '', 'nm'],
      ['magnification', '30', '500000', '倍'],
    ],
  ],
  钨灯丝扫描电子显微镜: [[['resolution', '3.0', '', 'nm']]],
  聚焦离子束双束电镜: [[['resolution', '2.5', '', 'nm']]],
  气相色谱质谱联用仪: [[['mass_range', '1.5', '1050', 'Da']]],
  液相色谱质谱联用仪: [[['mass_range', '5', '2000', 'Da']]],
  紫外可见近红外分光光度计: [[['wavelength', '175', '3300', 'nm']], [['wavelength', '190', '1100', 'nm']]],
  稳态瞬态荧光光谱仪: [[['wavelength', '200', '1700', 'nm']]],
  电感耦合等离子体发射光谱仪: [[['wavelength', '167', '785', 'nm']]],
  近红外谷物分析仪: [[['wavelength', '570', '1050', 'nm']]],
  超导核磁共振波谱仪: [[['frequency', '', '600', 'MHz']], [['frequency', '', '400', 'MHz']]],
  差示扫描量热仪: [[['temperature', '-90', '700', '℃']]],
  同步热分析仪: [[['temperature', '25', '1600', '℃']], [['temperature', '25', '1000', '℃']]],
  动态热机械分析仪: [[['temperature', '-150', '600', '℃']]],
  微波消解仪: [[['temperature', '', '300', '℃']]],
  超速冷冻离心机: [[['rotation', '', '100000', 'r/min']], [['rotation', '', '70000', 'r/min']]],
  万能材料试验机: [[['force', '', '100', 'kN']], [['force', '', '300', 'kN']], [['force', '', '10', 'kN']]],
  高温拉伸试验机: [
    [
      ['temperature', '300', '1200', '℃'],
      ['force', '', '100', 'kN'],
    ],
    [
      ['temperature', '300', '900', '℃'],
      ['force', '', '50', 'kN'],
    ],
    [
      ['temperature', '300', '1000', '℃'],
      ['force', '', '100', 'kN'],
    ],
  ],
  电液伺服疲劳试验机: [
    [
      ['force', '', '250', 'kN'],
      ['frequency', '', '50', 'Hz'],
    ],
  ],
  标准热电偶检定系统: [[['temperature', '300', '1500', '℃']]],
  力标准机: [[['force', '', '1', 'MN']]],
  工业CT: [[['voltage', '', '225', 'kV']]],
  矢量网络分析仪: [[['frequency', '0.01', '67', 'GHz']], [['frequency', '0.01', '26.5', 'GHz']]],
  电磁兼容测试系统: [[['frequency', '0.03', '18', 'GHz']]],
  环境试验舱: [[['temperature', '-70', '180', '℃']]],
  高精度面形干涉仪: [[['size', '100', '300', 'mm']]],
}

/** @param ids of the instruments, in the order of the plan */
export async function sayWhatIsReached(tx: Db, instruments: readonly PlannedInstrument[], ids: readonly string[]): Promise<void> {
  const seen = new Map<string, number>()
  const rows = instruments.flatMap(({ nameZh }, at) => {
    const ways = reached[nameZh]
    const turn = seen.get(nameZh) ?? 0
    seen.set(nameZh, turn + 1)
    if (!ways || turn % 6 === 5) return []
    const indicators = ways[turn % ways.length]!.map(([quantity, low, high, unit]) => ({ quantity, low, high, unit, note: '' }))
    return [{ instrumentId: ids[at]!, indicators }]
  })
  await recordIndicators(tx, rows)
}
