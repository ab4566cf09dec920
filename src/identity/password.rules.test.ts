import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterFailure, type Failures, isBlocked } from './attempt.rules.ts'
import { passwordFaults } from './password.rules.ts'
import { deviceOf, placeOf } from './session.rules.ts'

for (const [password, faults] of [
  ['short-123', ['too_short']],
  ['aaaaaaaaaabbb', ['too_plain']],
  ['operator-2026-x', ['holds_name']],
  ['qwertyuiop123!', ['too_common']],
  ['woaini1314520', ['too_common']],
  ['1234567890123', ['too_common']],
  ['Password2026', ['too_common']],
  ['aaa', ['too_short', 'too_plain', 'too_common']],
  ['correct horse battery', []],
  ['雪后初晴见远山松柏青青', []],
] as const)
  test(`${password} has ${faults.length} faults as a password of operator`, () => {
    const found = passwordFaults(password, { loginName: 'operator', lengthLeast: 11 })
    assert.deepEqual(
      found.map((fault) => fault.code),
      faults,
    )
  })

test('a password of 201 characters is too long, one of 200 is not', () => {
  const faultsOf = (password: string) => passwordFaults(password, { loginName: 'x', lengthLeast: 10 }).map((fault) => fault.code)
  assert.deepEqual(faultsOf('长江黄河松'.repeat(40)), [])
  assert.deepEqual(faultsOf(`${'长江黄河松'.repeat(40)}花`), ['too_long'])
})

test('waits grow with each failure, lock at the last, and start anew after a rest', () => {
  const limit = { failuresMost: 5, lockSeconds: 900, grows: true }
  let now = new Date('2026-03-02T00:00:00Z')
  let failures: Failures | undefined
  const waits: number[] = []
  for (let time = 0; time < 6; time++) {
    failures = afterFailure(failures, now, limit)
    const wait = failures.blockedUntil ? (Date.parse(failures.blockedUntil) - now.getTime()) / 1000 : 0
    waits.push(wait)
    assert.equal(isBlocked(failures, now), wait > 0)
    now = new Date(now.getTime() + wait * 1000)
    assert.equal(isBlocked(failures, now), false)
  }
  assert.deepEqual(waits, [0, 1, 2, 4, 900, 0])
  const rested = afterFailure(
    { count: 4, lastFailedAt: '2026-03-02T00:00:00Z', blockedUntil: null },
    new Date('2026-03-02T00:15:00Z'),
    limit,
  )
  assert.equal(rested.count, 1)
})

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
for (const [agent, browser, operatingSystem] of [
  [chrome, 'Chrome', 'Windows'],
  [`${chrome} Edg/141.0.0.0`, 'Edge', 'Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1', 'Safari', 'iOS'],
  ['Mozilla/5.0 (Linux; Android 14; HarmonyOS) AppleWebKit/537 Chrome/114 HuaweiBrowser/15.0', 'Huawei Browser', 'HarmonyOS'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
  ['curl/8.5.0', null, null],
] as const)
  test(`${agent.slice(0, 40)}… is ${browser} on ${operatingSystem}`, () => assert.deepEqual(deviceOf(agent), { browser, operatingSystem }))

for (const [address, place, addressShown] of [
  ['127.0.0.1', 'this_machine', null],
  ['::1', 'this_machine', null],
  ['::ffff:10.3.4.5', 'internal', '10.3.*.*'],
  ['172.20.1.1', 'internal', '172.20.*.*'],
  ['203.0.113.77', 'internet', '203.0.*.*'],
  ['2001:db8:1::7', 'internet', '2001:db8:*'],
  ['fd00:1::7', 'internal', 'fd00:1:*'],
  ['', null, null],
] as const)
  test(`${address || 'no address'} is ${place}`, () => assert.deepEqual(placeOf(address), { place, addressShown }))
