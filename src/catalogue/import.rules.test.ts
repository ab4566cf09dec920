import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankFacts, likenessOf, saysDouble } from './catalogue.rules.ts'
import { catalogueFields, checkCatalogueRow, dayReasons, factsOf, resolveClass, settle } from './import.rules.ts'

const classes = [
  { code: '01', nameZh: '分析仪器', nameEn: 'Analytical instruments', parentCode: null },
  { code: '0102', nameZh: '质谱仪器', nameEn: 'Mass spectrometers', parentCode: '01' },
  { code: '0113', nameZh: '其他', nameEn: 'Other', parentCode: '01' },
  { code: '03', nameZh: '计量仪器', nameEn: 'Measuring instruments', parentCode: null },
  { code: '0308', nameZh: '其他', nameEn: 'Other', parentCode: '03' },
  { code: '99', nameZh: '其他类', nameEn: 'Others', parentCode: null },
  { code: '0207', nameZh: '其他', nameEn: 'Other', parentCode: null },
]

test('a class is the narrowest known one, and a finer code stays beside it', () => {
  const cases: [string, string][] = [
    ['010200', '0102|'],
    ['0102', '0102|'],
    ['010000', '01|'],
    ['010205', '0102|010205'],
    ['0199', '!unknown_middle_class'],
    ['019999', '!unknown_middle_class'],
    ['030822', '0308|030822'],
    ['030900', '03|030900?'],
    ['999999', '99|'],
    ['999900', '!unknown_middle_class'],
    ['880000', '!unknown_class'],
    ['质谱仪器', '0102|'],
    ['mass spectrometers', '0102|'],
    ['其他', '!ambiguous_class'],
    ['990000', '99|'],
    ['激光器', '!unknown_class'],
    ['10205', '!not_a_class_code'],
  ]
  for (const [given, wanted] of cases) {
    const found = resolveClass(given, classes)
    assert.equal(
      'reason' in found ? `!${found.reason.code}` : `${found.classCode}|${found.classItemCode}${found.doubt ? '?' : ''}`,
      wanted,
      given,
    )
  }
})

test('an instrument is not in use from a day to come', () => {
  assert.deepEqual(dayReasons({ startedOn: '2026-03-02' }, '2026-03-02'), [])
  assert.deepEqual(dayReasons({}, '2026-03-02'), [])
  assert.deepEqual(
    dayReasons({ startedOn: '2026-03-03' }, '2026-03-02').map((reason) => [reason.code, reason.field]),
    [['started_in_future', 'startedOn']],
  )
})

test('states, kinds and seals are read in the words registers use', () => {
  const read = (name: 'state' | 'kind' | 'seals', text: string) => {
    const reading = catalogueFields[name].reader.read(text, { unit: undefined, is1904: false })
    return 'reason' in reading ? `!${reading.reason.code}` : reading.value
  }
  assert.equal(read('state', '正常'), 'online')
  assert.equal(read('state', 'Inactive'), 'out_of_service')
  assert.equal(read('state', '报废'), 'retired')
  assert.equal(read('state', 'PrepHPLC'), '!not_a_choice')
  assert.equal(read('kind', '专用'), 'special')
  assert.deepEqual(read('seals', 'CNAS、cma'), ['CMA', 'CNAS'])
  assert.deepEqual(read('seals', '无'), null)
  assert.equal(read('seals', 'ISO'), '!not_a_choice')
})

test('a row speaks only of what it says: absent is silence, null clears', () => {
  assert.deepEqual(factsOf({ innerCode: 'A1' }, undefined), {})
  assert.deepEqual(factsOf({ innerCode: 'A1', model: null, worthFen: null, seals: null, classCode: null, kind: null }, undefined), {
    model: '',
    worthFen: null,
    seals: [],
    classCode: null,
    classItemCode: '',
  })
  assert.deepEqual(factsOf({ innerCode: 'A1', isInUse: false }, undefined), { state: 'out_of_service' })
  assert.deepEqual(factsOf({ innerCode: 'A1', isInUse: false, state: 'retired' }, undefined), { state: 'retired' })
  assert.deepEqual(
    checkCatalogueRow({ worthFen: 500_000_000_001 }).map((reason) => reason.code),
    ['worth_beyond_belief'],
  )
  assert.deepEqual(checkCatalogueRow({ worthFen: 500_000_000_000 }), [])
})

test('an import lists what runs from today and delists what is retired', () => {
  const facts = { ...blankFacts, nameZh: '示例' }
  const today = { today: '2026-03-02', divisionCode: '220104' }
  const fresh = settle(facts, undefined, today)
  assert.deepEqual([fresh.listedOn, fresh.delistedOn, fresh.divisionCode], ['2026-03-02', null, '220104'])
  const retired = settle({ ...fresh, state: 'retired' }, fresh, { ...today, today: '2026-04-01' })
  assert.deepEqual([retired.listedOn, retired.delistedOn], ['2026-03-02', '2026-04-01'])
  assert.equal(settle({ ...retired, state: 'online' }, retired, today).delistedOn, null)
  assert.deepEqual(settle(fresh, fresh, { ...today, today: '2027-01-01' }), fresh, 'the same again stays the same')
})

test('doubles are suspected by serial number, or by all that is known', () => {
  const one = { nameZh: '示例Ｘ射线仪', model: 'XR-1', manufacturer: '示例厂', startedOn: '2016-01-06', serialNo: '' }
  assert.equal(likenessOf(one), likenessOf({ ...one, nameZh: '示例X射线仪', model: 'xr 1' }))
  assert.notEqual(likenessOf(one), likenessOf({ ...one, startedOn: '2016-01-07' }))
  assert.notEqual(likenessOf({ ...one, serialNo: 'S1' }), likenessOf({ ...one, serialNo: 'S2' }))
  assert.equal(likenessOf({ ...one, serialNo: 'S1' }), likenessOf({ ...one, nameZh: '改名', startedOn: null, serialNo: 's-1' }))
  assert.equal(likenessOf({ ...one, nameZh: '示例Ｘ射线仪（重复）' }), likenessOf(one))
  assert.equal(saysDouble('Example 3 (2010) - DUPLICATE'), true)
  assert.equal(saysDouble('Example Microscopy'), false)
})
