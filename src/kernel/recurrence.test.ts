import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recurring } from './recurrence.ts'

// RFC 5545, 3.8.5.3: the examples with the times that stand beside them.
const published = [
  ['19970902', 'FREQ=DAILY;COUNT=10', ['0902', '0903', '0904', '0905', '0906', '0907', '0908', '0909', '0910', '0911']],
  ['19970902', 'FREQ=DAILY;INTERVAL=10;COUNT=5', ['0902', '0912', '0922', '1002', '1012']],
  [
    '19970902',
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    ['0902', '0904', '0909', '0911', '0916', '0918', '0923', '0925', '0930', '1002'],
  ],
  [
    '19970902',
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
    ['0902', '0904', '0909', '0911', '0916', '0918', '0923', '0925', '0930', '1002'],
  ],
  ['19970902', 'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH', ['0902', '0904', '0916', '0918', '0930', '1002', '1014', '1016']],
  [
    '19970905',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    ['0905', '1003', '1107', '1205', '19980102', '19980206', '19980306', '19980403', '19980501', '19980605'],
  ],
  ['19970922', 'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO', ['0922', '1020', '1117', '1222', '19980119', '19980216']],
  ['19970928', 'FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6', ['0928', '1029', '1128', '1229', '19980129', '19980226']],
  ['19970805', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', ['0805', '0810', '0819', '0824']],
  ['19970805', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', ['0805', '0817', '0819', '0831']],
] as const
const dayOf = (text: string) => {
  const full = text.length === 4 ? `1997${text}` : text
  return `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`
}

test('rules are expanded as RFC 5545 prints them', () => {
  for (const [first, rule, wanted] of published)
    assert.deepEqual(
      recurring(rule, `${dayOf(first)}T09:00`, { most: 50 }),
      { times: wanted.map((day) => `${dayOf(day)}T09:00`), isCut: false },
      rule,
    )
})

test('an endless rule is cut, days are left out, and what is not offered is no rule', () => {
  const cut = recurring('FREQ=DAILY', '2026-03-02T10:00', { most: 3, except: ['2026-03-03'] })
  assert.deepEqual(cut, { times: ['2026-03-02T10:00', '2026-03-04T10:00', '2026-03-05T10:00'], isCut: true })
  const whole = recurring('FREQ=DAILY;COUNT=3', '2026-03-02T10:00', { most: 3 })
  assert.equal(whole?.isCut, false)
  for (const rule of [
    ...['', 'weekly', 'FREQ=SECONDLY', 'FREQ=YEARLY;COUNT=2', 'FREQ=DAILY;BYHOUR=1', 'FREQ=DAILY;INTERVAL=0', 'FREQ=DAILY;COUNT=x'],
    ...['FREQ=WEEKLY;BYDAY=XX', 'FREQ=DAILY\nFREQ=DAILY', 'FREQ=DAILY;INTERVAL=99999', 'FREQ=DAILY;UNTIL=soon'],
  ])
    assert.equal(recurring(rule, '2026-03-02T10:00', { most: 3 }), null, rule)
  const never = recurring('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2026-01-31T10:00', { most: 10 })
  assert.deepEqual(never?.times, ['2026-01-31T10:00', '2026-03-31T10:00', '2026-05-31T10:00'])
})
