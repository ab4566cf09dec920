import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fenOf, secondsOf, textOfFen, textOfSeconds } from './entry.ts'

for (const [text, fen] of [
  ['380', 38_000],
  [' 12.5 ', 1_250],
  ['12.50', 1_250],
  ['1,200.05', 120_005],
  ['0', 0],
  ['', undefined],
  ['-1', undefined],
  ['12.345', undefined],
  ['12,00', undefined],
  ['1e3', undefined],
] as const)
  test(`“${text}” yuan are ${fen} fen`, () => assert.equal(fenOf(text), fen))

for (const fen of [0, 1, 99, 100, 1_250, 38_000, 152_099])
  test(`${fen} fen go out and come back`, () => assert.equal(fenOf(textOfFen(fen)), fen))

for (const [text, seconds] of [
  ['4', 14_400],
  ['3.5', 12_600],
  ['0.1', 360],
  ['x', undefined],
  ['-1', undefined],
  ['', undefined],
] as const)
  test(`“${text}” hours are ${seconds} seconds`, () => assert.equal(secondsOf(text), seconds))

for (const seconds of [0, 1, 59, 3_600, 5_400, 12_345, 86_399])
  test(`${seconds} seconds go out and come back`, () => assert.equal(secondsOf(textOfSeconds(seconds)), seconds))
