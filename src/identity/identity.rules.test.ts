import assert from 'node:assert/strict'
import { test } from 'node:test'
import { creditCodeCheck, isCreditCode, nameLikeness, normalName } from './identity.rules.ts'

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
