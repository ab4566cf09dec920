import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grantProblems, mayFor, type RoleFacts, scopesOf } from './grant.rules.ts'

const organisationId = '01890000-0000-7000-8000-000000000001'
const other = '01890000-0000-7000-8000-000000000002'
const group = '01890000-0000-7000-8000-00000000000a'
const grant = (part: object) => ({
  grants: [
    {
      ...{ role: 'x', organisationId: null, divisionCode: null, instrumentGroupId: null, matterCode: null, permissions: new Set(['a.b']) },
      ...part,
    },
  ],
})

for (const [what, actor, permission, expected] of [
  ['its own organisation', grant({ organisationId }), 'a.b', true],
  ['another organisation', grant({ organisationId: other }), 'a.b', false],
  ['its own, another permission', grant({ organisationId }), 'a.c', false],
  ['the province it lies in', grant({ divisionCode: '220000' }), 'a.b', true],
  ['the prefecture it lies in', grant({ divisionCode: '220100' }), 'a.b', true],
  ['another prefecture', grant({ divisionCode: '220200' }), 'a.b', false],
  ['its county', grant({ divisionCode: '220102' }), 'a.b', true],
  ['the person alone', grant({}), 'a.b', false],
  ['a group the instrument is in', grant({ organisationId, instrumentGroupId: group }), 'a.b', true],
  ['another group', grant({ organisationId, instrumentGroupId: other }), 'a.b', false],
  ['the matter at hand', grant({ divisionCode: '220000', matterCode: 'instruments' }), 'a.b', true],
  ['another matter', grant({ divisionCode: '220000', matterCode: 'talent_grading' }), 'a.b', false],
] as const)
  test(`a grant for ${what} ${expected ? 'counts' : 'does not count'}`, () => {
    const target = { organisationId, divisionCode: '220102', instrumentGroupIds: [group], matterCode: 'instruments' }
    assert.equal(mayFor(actor, permission, target), expected)
  })

test('a grant for a group or a matter covers nothing that has none', () => {
  const bare = { organisationId, divisionCode: '220102' }
  assert.equal(mayFor(grant({ organisationId, instrumentGroupId: group }), 'a.b', bare), false)
  assert.equal(mayFor(grant({ organisationId, matterCode: 'instruments' }), 'a.b', bare), false)
  assert.deepEqual(scopesOf(grant({ organisationId, instrumentGroupId: group }), 'a.b').organisationIds, [])
  assert.deepEqual(scopesOf(grant({ organisationId }), 'a.b').organisationIds, [organisationId])
})

const facts = (code: string, kind: RoleFacts['kind'], scope: RoleFacts['scope']) => ({ code, kind, scope })
const operator = facts('operator', 'business', 'organisation')
const officer = facts('provincial_officer', 'business', 'division')
const auditor = facts('auditor', 'audit', 'division')
const talent = facts('individual', 'business', 'self')
const security = { personId: 'giver', isForDivision: true }
const assetOfficer = { personId: 'giver', isForDivision: false }
const forOrganisation = { organisationId, divisionCode: null, instrumentGroupId: null }
const forDivision = { organisationId: null, divisionCode: '220000', instrumentGroupId: null }
const forNobody = { organisationId: null, divisionCode: null, instrumentGroupId: null }

for (const [what, role, scope, held, giver, expected] of [
  ['an operator of one organisation', operator, forOrganisation, [], security, []],
  ['an operator by their own asset officer', operator, forOrganisation, [], assetOfficer, []],
  ['an operator of a group', operator, { ...forOrganisation, instrumentGroupId: group }, [], assetOfficer, []],
  ['an operator of a division', operator, forDivision, [], security, ['scope_unfit']],
  ['an officer of one organisation', officer, forOrganisation, [], security, ['scope_unfit']],
  ['an officer by an asset officer', officer, forDivision, [], assetOfficer, ['role_not_yours']],
  ['a talent', talent, forNobody, [], security, []],
  ['a talent of an organisation', talent, forOrganisation, [], security, ['scope_unfit']],
  ['an officer of a group', officer, { ...forDivision, instrumentGroupId: group }, [], security, ['scope_unfit']],
  ['an auditor', auditor, forDivision, [], security, []],
  ['an auditor who is one elsewhere', auditor, forDivision, ['audit'], security, []],
  ['an auditor who does business', auditor, forDivision, ['business'], security, []],
  ['an auditor who administers security', auditor, forDivision, ['business', 'security'], security, ['three_apart']],
  ['an auditor who administers the system', auditor, forDivision, ['system'], null, ['three_apart']],
  ['a wrong scope and apart at once', auditor, forOrganisation, ['system'], security, ['scope_unfit', 'three_apart']],
] as const)
  test(`${what}: ${expected.length === 0 ? 'granted' : expected.join(', ')}`, () =>
    assert.deepEqual(grantProblems({ role, personId: 'taker', ...scope }, held, giver), expected))

test('nobody grants to themselves', () =>
  assert.deepEqual(grantProblems({ role: operator, personId: 'giver', ...forOrganisation }, [], security), ['own_grant']))
