import assert from 'node:assert/strict'
import { test } from 'node:test'
import { creditCodeCheck, isCreditCode, isPasswordFit, mayFor, nameLikeness, normalName } from './identity.rules.ts'

for (const [code, expected] of [
  ['11220000013544429K', true], // the department's own, from its published letters
  ['11220000013544429L', false],
  ['1122000001354442K9', false],
  ['112200000135444', false],
  ['1122000001354442IK', false],
] as const) {
  test(`${code} is ${expected ? 'a credit code' : 'refused'}`, () => assert.equal(isCreditCode(code), expected))
}

test('a letter outside the alphabet has no check character', () => assert.equal(creditCodeCheck('1122000001354442O'), undefined))

for (const [a, b] of [
  ['吉林（示例）有限公司', '吉林(示例)有限公司'],
  ['ＡＢＣ 公司', 'abc公司'],
  ['长春·光机所', '长春光机所'],
] as const) {
  test(`${a} and ${b} are one name`, () => assert.equal(normalName(a), normalName(b)))
}

test('a likely name scores above an unlikely one', () => {
  const own = normalName('吉林澜松制药公司')
  assert.ok(nameLikeness(own, normalName('吉林澜松制药有限公司')) > 0.8)
  assert.ok(nameLikeness(own, normalName('吉林青禾农机有限公司')) < 0.3)
})

const organisationId = '01890000-0000-7000-8000-000000000001'
const grant = (organisation: string | null, divisionCode: string | null) => ({
  grants: [{ role: 'x', organisationId: organisation, divisionCode, permissions: new Set(['a.b']) }],
})
for (const [what, actor, permission, expected] of [
  ['its own organisation', grant(organisationId, null), 'a.b', true],
  ['another organisation', grant('01890000-0000-7000-8000-000000000002', null), 'a.b', false],
  ['its own, another permission', grant(organisationId, null), 'a.c', false],
  ['the province it lies in', grant(null, '220000'), 'a.b', true],
  ['the prefecture it lies in', grant(null, '220100'), 'a.b', true],
  ['another prefecture', grant(null, '220200'), 'a.b', false],
  ['its county', grant(null, '220102'), 'a.b', true],
] as const) {
  test(`a grant for ${what} ${expected ? 'counts' : 'does not count'}`, () =>
    assert.equal(mayFor(actor, permission, { organisationId, divisionCode: '220102' }), expected))
}

for (const [password, expected] of [
  ['short-123', false],
  ['aaaaaaaaaabbb', false],
  ['operator-2026', false],
  ['correct horse battery', true],
  ['雪后初晴见远山松柏青', true],
] as const) {
  test(`${password} is ${expected ? 'fit' : 'not fit'} as a password of operator`, () =>
    assert.equal(isPasswordFit(password, 'operator'), expected))
}
