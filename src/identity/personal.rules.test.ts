import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isChild } from './consent.rules.ts'
import { hasLuhnDigit, howShown, isBankAccount, isPhone, isResidentId, masked, plainNumber, plainPhone } from './personal.rules.ts'

test('values are masked so that their owner knows them and others do not', () => {
  for (const [kind, text, expected] of [
    ['phone', '13800001234', '138****1234'],
    ['phone', '043185250000', '043****0000'],
    ['phone', '110', '1**'],
    ['id_number', '22010419900307123X', '220***********123X'],
    ['id_number', 'E12345678', 'E******78'],
    ['id_number', 'E1', 'E*'],
    ['name', '张三丰', '张**'],
    ['name', '王', '王**'],
    ['bank_account', '6222020000001234', '62****1234'],
    ['bank_account', '12345678', '1*******'],
    ['email', 'zhang@example.com', 'z***@example.com'],
    ['email', 'nonsense', 'n***'],
    ['phone', '', ''],
  ] as const)
    assert.equal(masked(kind, text), expected)
})

test('a citizen identity number has a day that was and the check character of GB 11643', () => {
  const today = '2026-03-02'
  assert.ok(isResidentId('11010519491231002X', today), 'the example of the standard')
  for (const wrong of [
    '110105194912310021',
    '11010519491331002X',
    '11010519490230002X',
    '1101051949123100',
    '11010520491231002X',
    'A1010519491231002X',
    '',
  ])
    assert.ok(!isResidentId(wrong, today), wrong)
})

test('phones and accounts are compared without spaces and country code', () => {
  assert.equal(plainPhone('+86 138-0000-1234'), '13800001234')
  assert.equal(plainPhone('００８６13800001234'), '13800001234')
  assert.equal(plainNumber(' 11010519491231002x '), '11010519491231002X')
  for (const right of ['13800001234', '043185250000', '+442071234567']) assert.ok(isPhone(right), right)
  for (const wrong of ['23800001234', '1380000123', '85250000', '+0442', 'call me']) assert.ok(!isPhone(wrong), wrong)
  assert.ok(isBankAccount('6222020000001234') && !isBankAccount('6222-02') && !isBankAccount('1234567'))
})

test('the last digit of a bank card proves the others', () => {
  assert.ok(hasLuhnDigit('4111111111111111') && !hasLuhnDigit('4111111111111112'))
})

test('who sees a field depends on the purpose and on the role', () => {
  const purpose = { fields: ['name' as const, 'phone' as const], unmaskedFor: ['operator'], revealedTo: ['asset_officer'] }
  assert.equal(howShown(purpose, 'phone', ['operator']), 'plain')
  assert.equal(howShown(purpose, 'phone', ['finance', 'asset_officer']), 'revealable')
  assert.equal(howShown(purpose, 'phone', ['finance']), 'masked')
  assert.equal(howShown(purpose, 'id_number', ['operator']), 'hidden')
})

test('somebody is a child until the eighteenth birthday', () => {
  assert.ok(isChild('2008-03-03', '2026-03-02'))
  assert.ok(!isChild('2008-03-02', '2026-03-02'))
  assert.ok(!isChild('2026-03-03', '2026-03-02'))
})
