import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { daySent, momentSent, pageMark } from './shape.ts'

const id = '01900000-0000-7000-8000-000000000001'

for (const [day, expected] of [
  ['2022-03-04', true],
  ['2024-02-29', true],
  ['2022-02-29', false],
  ['0001-01-01', false],
  ['9999-12-31', false],
  ['10000-01-01', false],
] as const)
  test(`${day} is ${expected ? 'a day one may send' : 'no day one may send'}`, () => assert.equal(daySent.safeParse(day).success, expected))

for (const [mark, expected] of [
  [`2022-03-04T01:00:00Z ${id}`, true],
  [`2022-03-04T01:00:00.123456Z ${id}`, true],
  [`2022-13-04T01:00:00Z ${id}`, false],
  ['2022-03-04T01:00:00Z ------------------------------------', false],
  [`.T5ZTZ-ZZZ70Z4T1Z:-2-TT:TZ:.:. ${id}`, false],
  [`2022-03-04T01:00:00Z ${id} 1`, false],
  ['', false],
] as const)
  test(`a page ${expected ? 'may' : 'cannot'} have ended with '${mark}'`, () =>
    assert.equal(pageMark(' ', momentSent, z.uuid()).safeParse(mark).success, expected))
