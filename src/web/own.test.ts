import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownAddress } from './own.ts'

for (const [sent, expected] of [
  ['/my', '/my'],
  ['/instruments?query=TEM#x', '/instruments?query=TEM#x'],
  ['/', '/'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['/\n\\evil.example', undefined],
  ['/.//evil.example', undefined],
  ['\\\\evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  [' /my', undefined],
  ['', undefined],
  [['/my'], undefined],
] as const)
  test(`after signing in, ${JSON.stringify(sent)} ${expected ? 'is gone on to' : 'is not'}`, () => assert.equal(ownAddress(sent), expected))
