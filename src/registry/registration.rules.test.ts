import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decidingDivision, type RegistrationRule, roleOfApplicant, rolesToJoin, ruleFor } from './registration.rules.ts'

const rule = (
  divisionCode: string,
  kind: RegistrationRule['kind'],
  decidesIn: RegistrationRule['decidesIn'],
  validFrom = '2022-01-01',
) => ({
  ...{ divisionCode, kind, decidesIn, validFrom },
})
const rules = [
  rule('220000', 'firm', 'county'),
  rule('220000', 'university', 'province'),
  rule('220100', 'firm', 'prefecture', '2024-01-01'),
  rule('220104', 'firm', 'province', '2025-06-01'),
]
const cases: [string, RegistrationRule['kind'], string, string, RegistrationRule['decidesIn'] | undefined][] = [
  ['the province rules where nobody narrower does', 'firm', '220201', '2026-03-02', 'county'],
  ['a prefecture rules for what lies in it', 'firm', '220112', '2026-03-02', 'prefecture'],
  ['before its first day a rule is none', 'firm', '220112', '2023-12-31', 'county'],
  ['the narrowest rule counts', 'firm', '220104', '2026-03-02', 'province'],
  ['from its first day on', 'firm', '220104', '2025-06-01', 'province'],
  ['each kind has its own', 'university', '220104', '2026-03-02', 'province'],
  ['a kind without a rule has none', 'park', '220104', '2026-03-02', undefined],
  ['another province has none', 'firm', '210100', '2026-03-02', undefined],
]
for (const [name, kind, division, day, level] of cases)
  test(name, () => assert.equal(ruleFor(rules, kind, division, day)?.decidesIn, level))

const province = { code: '220000', level: 'province' } as const
const city = { code: '220100', level: 'prefecture' } as const
const county = { code: '220104', level: 'county' } as const
for (const [path, level, code] of [
  [[province, city, county], 'county', '220104'],
  [[province, city, county], 'prefecture', '220100'],
  [[province, city, county], 'province', '220000'],
  [[province, city], 'county', '220100'],
  [[province], 'county', '220000'],
  [[], 'county', undefined],
] as const)
  test(`of ${path.map((one) => one.code).join(' › ') || 'no division'}, decided in the ${level}: ${code ?? 'nowhere'}`, () =>
    assert.equal(decidingDivision(path, level), code))

test('whoever registers an institution with instruments keeps them; a firm is administered', () => {
  assert.deepEqual((['firm', 'university', 'institute', 'hospital', 'government', 'park', 'other'] as const).map(roleOfApplicant), [
    'firm_admin',
    'asset_officer',
    'asset_officer',
    'asset_officer',
    'firm_admin',
    'firm_admin',
    'firm_admin',
  ])
  assert.deepEqual(rolesToJoin('firm'), ['firm_engineer', 'firm_admin'])
  assert.ok(rolesToJoin('hospital').includes('operator'))
})
