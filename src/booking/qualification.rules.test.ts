import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QualificationAction, QualificationState } from './qualification.contract.ts'
import { addMonths, endOf, type HeldFacts, isTrained, mayBe, qualificationRefusal, reminderDue, standingOn } from './qualification.rules.ts'

const held: HeldFacts = {
  rank: 2,
  state: 'held',
  grantedOn: '2025-03-02',
  validUntil: null,
  monthsUnused: null,
  lastUsedOn: null,
  certifiedUntil: null,
}
const needed = { rank: 2, nameZh: '独立使用', nameEn: 'Independent' }

test('months later is the same day, or the last of a shorter month', () => {
  const cases = [
    ['2026-01-31', 1, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-03-02', 12, '2027-03-02'],
    ['2026-12-15', 1, '2027-01-15'],
  ] as const
  for (const [day, months, later] of cases) assert.equal(addMonths(day, months), later, `${day} + ${months}`)
})

test('what soon ends is told a month and a week before, by whatever ends it first', () => {
  const cases = [
    ['2026-04-02', '2026-03-02', null],
    ['2026-04-01', '2026-03-02', 30],
    ['2026-03-10', '2026-03-02', 30],
    ['2026-03-09', '2026-03-02', 7],
    ['2026-03-02', '2026-03-02', 7],
    ['2026-03-01', '2026-03-02', null],
  ] as const
  for (const [endsOn, day, days] of cases) assert.equal(reminderDue(endsOn, day), days, `${endsOn} on ${day}`)
  assert.equal(endOf(held), null)
  assert.equal(endOf({ ...held, validUntil: '2027-01-01', monthsUnused: 6 }), '2025-09-02')
  assert.equal(endOf({ ...held, validUntil: '2027-01-01', certifiedUntil: '2026-05-01' }), '2026-05-01')
})

test('what a qualification is worth is a matter of the day', () => {
  const cases: [Partial<HeldFacts>, string, string][] = [
    [{}, '2040-01-01', 'in_force'],
    [{ validUntil: '2026-03-02' }, '2026-03-02', 'in_force'],
    [{ validUntil: '2026-03-02' }, '2026-03-03', 'expired'],
    [{ monthsUnused: 6 }, '2025-09-02', 'in_force'],
    [{ monthsUnused: 6 }, '2025-09-03', 'resting'],
    [{ monthsUnused: 6, lastUsedOn: '2025-08-31' }, '2026-02-28', 'in_force'],
    [{ monthsUnused: 6, lastUsedOn: '2025-08-31' }, '2026-03-01', 'resting'],
    [{ monthsUnused: 6, lastUsedOn: '2024-01-01' }, '2025-09-02', 'in_force'],
    [{ validUntil: '2025-06-01', monthsUnused: 1 }, '2026-01-01', 'expired'],
    [{ certifiedUntil: '2026-03-02' }, '2026-03-02', 'in_force'],
    [{ certifiedUntil: '2026-03-02' }, '2026-03-03', 'uncertified'],
    [{ state: 'suspended' }, '2025-03-03', 'suspended'],
    [{ state: 'revoked' }, '2025-03-03', 'revoked'],
    [{ state: 'none', grantedOn: null }, '2025-03-03', 'none'],
  ]
  for (const [part, day, standing] of cases) assert.equal(standingOn({ ...held, ...part }, day), standing, JSON.stringify([part, day]))
})

test('a booking is refused by what is missing on its day, and told as such', () => {
  const refusal = (part: Partial<HeldFacts>[], day = '2026-03-10', wanted: typeof needed | null = needed) => {
    const reason = qualificationRefusal({ needed: wanted, held: part.map((one) => ({ ...held, ...one })) }, day)
    return reason && [reason.code, ...(reason.lastOn ? [reason.lastOn] : [])].join(' ')
  }
  assert.equal(refusal([], '2026-03-10', null), undefined, 'nothing is asked')
  assert.equal(refusal([]), 'not_qualified')
  assert.equal(refusal([{}]), undefined)
  assert.equal(refusal([{ rank: 3 }]), undefined, 'a higher level holds the lower one')
  assert.equal(refusal([{ rank: 1 }]), 'not_qualified', 'a lower one does not')
  assert.equal(refusal([{ validUntil: '2026-03-09' }]), 'qualification_expired 2026-03-09')
  assert.equal(refusal([{ validUntil: '2026-03-09' }, { rank: 3, validUntil: '2026-03-08' }]), 'qualification_expired 2026-03-09')
  assert.equal(refusal([{ validUntil: '2026-03-09' }, { rank: 3 }]), undefined)
  assert.equal(refusal([{ monthsUnused: 12 }]), 'qualification_resting 2026-03-02')
  assert.equal(refusal([{ state: 'suspended' }]), 'qualification_suspended')
  assert.equal(refusal([{ state: 'revoked' }]), 'not_qualified')
})

test('where no level is needed, any that is in force is training enough', () => {
  assert.equal(isTrained({ needed: null, held: [] }, '2026-03-10'), false)
  assert.equal(isTrained({ needed: null, held: [{ ...held, rank: 1 }] }, '2026-03-10'), true)
  assert.equal(isTrained({ needed, held: [{ ...held, rank: 1 }] }, '2026-03-10'), false)
})

test('only so much may be done in a state', () => {
  const may = (state: QualificationState, isAsked: boolean) =>
    (['ask', 'decline', 'grant', 'extend', 'suspend', 'resume', 'revoke'] as QualificationAction[]).filter((action) =>
      mayBe(action, { state, isAsked }),
    )
  assert.deepEqual(may('none', false), ['ask'])
  assert.deepEqual(may('none', true), ['decline', 'grant'])
  assert.deepEqual(may('held', false), ['ask', 'extend', 'suspend', 'revoke'])
  assert.deepEqual(may('held', true), ['decline', 'extend', 'suspend', 'revoke'])
  assert.deepEqual(may('suspended', false), ['resume', 'revoke'])
  assert.deepEqual(may('revoked', false), ['ask', 'grant'])
})
