import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quantityCodes } from './indicator.contract.ts'
import { answerTo, demandsOf, isFiner, type QuantityCode, quantities, reaches, reachOf } from './quantity.rules.ts'
import { toBase, unitOf, units } from './unit.rules.ts'

const kelvin = (celsius: number) => celsius + 273.15

test('a number with a unit is a demand, and what is left is searched as words', () => {
  const cases: [string, string, [QuantityCode[], number | null, number | null][]][] = [
    ['高温拉伸 1000 ℃', '高温拉伸', [[['temperature'], kelvin(1000), kelvin(1000)]]],
    ['高温拉伸1000°C以上', '高温拉伸', [[['temperature'], null, kelvin(1000)]]],
    ['拉力 ≥ 100 kN', '', [[['force'], null, 1e5]]],
    ['试验机 100KN', '试验机', [[['force'], 1e5, 1e5]]],
    ['0.1 nm', '', [[['wavelength', 'resolution'], 100, 100]]],
    ['电镜 分辨率0.1nm', '电镜', [[['resolution'], 100, 100]]],
    ['2-18 GHz', '', [[['frequency'], 2e9, 18e9]]],
    ['波长 190 nm ~ 1.1 µm 光谱', '光谱', [[['wavelength'], 190e3, 1.1e6]]],
    ['压力 30 MPa 反应釜', '反应釜', [[['pressure'], 30e6, 30e6]]],
    ['核磁 9.4 T', '核磁', [[['field'], 9400, 9400]]],
    ['20万倍', '', [[['magnification'], 2e5, 2e5]]],
    ['温度不超过 80 ℃', '', [[['temperature'], kelvin(80), null]]],
    [
      '试验机 100 kN 1200 ℃',
      '试验机',
      [
        [['force'], 1e5, 1e5],
        [['temperature'], kelvin(1200), kelvin(1200)],
      ],
    ],
    // None of these is a demand.
    ['X200', 'X200', []],
    ['JY/T 0581', 'JY/T 0581', []],
    ['D8 Advance', 'D8 Advance', []],
    ['GB/T 228.1-2021', 'GB/T 228.1-2021', []],
    ['5A 分子筛', '5A 分子筛', []],
    ['2022年', '2022年', []],
    ['3D打印', '3D打印', []],
    ['18-2 GHz', '18-2 GHz', []],
    ['', '', []],
  ]
  for (const [query, rest, expected] of cases) {
    const read = demandsOf(query)
    assert.deepEqual([read.rest, read.demands.map((one) => [one.quantities, one.low, one.high])], [rest, expected], query)
  }
})

test('a value is reached, missed, or not told of', () => {
  const [hot] = demandsOf('1000 ℃').demands
  const [fine] = demandsOf('分辨率 0.1 nm').demands
  const [wide] = demandsOf('2-18 GHz').demands
  const [least] = demandsOf('拉力 ≥ 100 kN').demands
  const value = (quantity: QuantityCode, low: string, high: string, unit: string) => {
    const read = reachOf({ quantity, low, high, unit })
    assert.ok(typeof read === 'object', String(read))
    return read
  }
  const cases = [
    [hot!, value('temperature', '', '1200', '℃'), 'reached'],
    [hot!, value('temperature', '25', '1000', '℃'), 'reached'],
    [hot!, value('temperature', '25', '999', '℃'), 'missed'],
    [hot!, value('force', '', '100', 'kN'), 'unsaid'],
    [fine!, value('resolution', '0.05', '', 'nm'), 'reached'],
    [fine!, value('resolution', '1', '', 'Å'), 'reached'],
    [fine!, value('resolution', '1', '', 'nm'), 'missed'],
    [fine!, value('wavelength', '0', '900', 'nm'), 'unsaid'],
    [wide!, value('frequency', '1', '18', 'GHz'), 'reached'],
    [wide!, value('frequency', '4', '40', 'GHz'), 'missed'],
    [least!, value('force', '5', '300', 'kN'), 'reached'],
    [least!, value('force', '', '50', 'kN'), 'missed'],
  ] as const
  for (const [demand, own, expected] of cases) assert.equal(answerTo([own], demand), expected, `${demand.text} ${JSON.stringify(own)}`)
  assert.equal(
    answerTo([value('temperature', '', '300', '℃'), value('temperature', '800', '1600', '℃')], hot!),
    'reached',
    'any of several',
  )
})

test('what is typed wrongly is told', () => {
  for (const [typed, expected] of [
    [{ low: '', high: '', unit: '℃' }, 'no_value'],
    [{ low: '1e5', high: '', unit: '℃' }, 'not_a_number'],
    [{ low: '9', high: '5', unit: '℃' }, 'low_above_high'],
    [{ low: '1', high: '', unit: 'kN' }, 'unit_wrong'],
    [{ low: '1', high: '', unit: '尺' }, 'unit_wrong'],
  ] as const)
    assert.equal(reachOf({ quantity: 'temperature', ...typed }), expected)
})

test('whatever an instrument says it reaches is found when it is asked for, in whatever unit', () => {
  const usual = quantityCodes.flatMap((quantity) => quantities[quantity].units.map((unit) => [quantity, unit] as const))
  fc.assert(
    fc.property(
      fc.constantFrom(...usual),
      fc.constantFrom(...usual),
      fc.integer({ min: 1, max: 99_999 }),
      ([quantity, unit], [, other], tenths) => {
        const text = (tenths / 10).toFixed(1)
        const own = reachOf({
          quantity,
          low: isFiner(quantity) ? text : '',
          high: isFiner(quantity) ? '' : text,
          unit,
        })
        assert.ok(typeof own === 'object')
        const [to, from] = [unitOf(other)!, unitOf(unit)!]
        if (to.dimension !== from.dimension) return
        // The same amount, written in another unit and read back.
        const amount = (toBase(tenths / 10, from) - (to.offset ?? 0)) / to.factor
        const high = toBase(amount, to)
        assert.ok(reaches(own, { text, word: text, quantities: [quantity], low: high, high }), `${text} ${unit} asked for in ${other}`)
      },
    ),
    { numRuns: 500 },
  )
})

test('units of one kind differ in what they are worth, and none is written as two', () => {
  const written = units.flatMap((unit) => [unit.code, ...(unit.also ?? [])])
  assert.equal(new Set(written).size, written.length)
  for (const quantity of quantityCodes)
    for (const code of quantities[quantity].units)
      assert.equal(unitOf(code)?.dimension, quantities[quantity].dimension, `${quantity} ${code}`)
})
