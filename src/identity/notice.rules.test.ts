import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from '../../test/kit/bookings.ts'
import { defineNotice } from './notice.contract.ts'
import { afterQuiet, letterOf, mailDueAt, tokenParts, told } from './notice.rules.ts'

const now = new Date(at('14:00'))
const night = { fromMinute: 22 * 60, toMinute: 7 * 60 }
const noon = { fromMinute: 12 * 60, toMinute: 15 * 60 }
const dueAt = (wish: Partial<Parameters<typeof mailDueAt>[1]>, moment = now) =>
  mailDueAt(moment, { delivery: 'mail', quiet: null, isLegal: false, ...wish })?.toISOString()
const iso = (clock: string, day?: string) => new Date(at(clock, day)).toISOString()

test('mail goes at once, once a day, or not at all, as a person wishes', () => {
  assert.equal(dueAt({}), iso('14:00'))
  assert.equal(dueAt({ delivery: 'inbox' }), undefined)
  assert.equal(dueAt({ delivery: 'digest' }), iso('08:30', '2026-03-03'))
  assert.equal(dueAt({ delivery: 'digest' }, new Date(at('06:00'))), iso('08:30'))
})

test('what must arrive by law is mailed at once whatever was chosen', () => {
  for (const delivery of ['inbox', 'digest', 'mail'] as const) assert.equal(dueAt({ delivery, isLegal: true }), iso('14:00'))
})

test('quiet hours put mail off to their end, over midnight too', () => {
  assert.equal(dueAt({ quiet: noon }), iso('15:00'))
  assert.equal(dueAt({ quiet: noon, isLegal: true }), iso('15:00'))
  assert.equal(dueAt({ quiet: night }), iso('14:00'))
  for (const [moment, end] of [
    [at('21:59'), iso('21:59')],
    [at('22:00'), iso('07:00', '2026-03-03')],
    [at('23:59'), iso('07:00', '2026-03-03')],
    [at('00:00', '2026-03-03'), iso('07:00', '2026-03-03')],
    [at('07:00', '2026-03-03'), iso('07:00', '2026-03-03')],
  ] as const)
    assert.equal(afterQuiet(new Date(moment), night).toISOString(), end)
})

const kind = defineNotice(
  'trial',
  {
    title: { zh: '费用 {amountFen}', en: 'Charge {amountFen}' },
    text: { zh: '{usedOn}，{startsAt}，{place}', en: '{usedOn}, {startsAt}, {place}' },
  },
  { category: 'money' },
)
const params = { amountFen: 123_456_789, usedOn: '2026-03-02', startsAt: at('09:05'), place: { zh: '长春', en: 'Changchun' } }

test('values are written as each language writes them', () => {
  assert.deepEqual(told(kind.title, params), { zh: '费用 1,234,567.89 元', en: 'Charge 1,234,567.89 yuan' })
  assert.deepEqual(told(kind.text, params), { zh: '2026年3月2日，2026年3月2日 09:05，长春', en: '2 Mar 2026, 2 Mar 2026 09:05, Changchun' })
})

test('a letter says it in Chinese and in English, with its link and a way out', () => {
  const one = letterOf([{ kind, params, link: '/my' }], '{here}', (category) => `token-of-${category}`)
  assert.equal(one.subject, '费用 1,234,567.89 元 · Charge 1,234,567.89 yuan')
  assert.equal(one.unsubscribePath, '/api/unsubscribe/token-of-money')
  assert.match(
    one.text,
    /^费用[\s\S]*\{here\}\/my[\s\S]*不再接收“费用与额度”[\s\S]*\{here\}\/unsubscribe\?token=token-of-money[\s\S]*— — —[\s\S]*Charge[\s\S]*\{here\}\/my/,
  )
})

test('a letter of several names each way out; one that tells something by law has none', () => {
  const other = { ...kind, category: 'booking' as const }
  const both = letterOf(
    [
      { kind, params, link: '/my' },
      { kind: other, params, link: '/my' },
    ],
    '',
    (category) => category,
  )
  assert.equal(both.subject, '您有 2 条新消息 · 2 new notices')
  assert.equal(both.unsubscribePath, undefined)
  assert.match(both.text, /token=booking[\s\S]*token=money/)
  const legal = letterOf([{ kind: { ...kind, isLegal: true }, params, link: '/my' }], '', (category) => category)
  assert.doesNotMatch(legal.text, /unsubscribe\?/)
  assert.match(legal.text, /不能退订/)
})

test('a token that is no token says nothing', () => {
  for (const token of ['', 'x', '~~', '0~money~x', `${'0'.repeat(36)}~nothing~x`, `${'0'.repeat(36)}~money~`])
    assert.equal(tokenParts(token), undefined)
})
