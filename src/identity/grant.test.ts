import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario } from '../kernel/test.ts'
import { endGrant, grantRole, listGrants, listPeople, listRoles } from './grant.contract.ts'
import { giveRole } from './grant.server.ts'
import { getMe, listNamedParties, resolveNamedParty } from './identity.contract.ts'
import { listOperations } from './operation.contract.ts'

import { partyByName } from './resolution.server.ts'

scenario('the table of roles is read with what each permits', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const { body } = await world.send(token, listRoles, {})
  const operations = await world.send(token, listOperations, {})
  assert.equal(operations.body.items.find((one) => one.name === 'grantRole')?.permission, 'identity.grant')
  const engineer = body.items.find((role) => role.code === 'firm_engineer')
  assert.deepEqual(engineer?.permissions, ['billing.read', 'booking.book', 'booking.request_test', 'procedures.apply'])
  assert.deepEqual(
    body.items.filter((role) => role.kind !== 'business').map((role) => role.code),
    ['system_admin', 'security_admin', 'auditor'],
  )
})

scenario('the security administrator gives a role and ends it; it counts from the next request on', async (world) => {
  const institute = await makeOrganisation(world, 'institute', { divisionCode: '220104' })
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  const firm = await makeOrganisation(world, 'firm')
  const person = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const grant = { personId: person.personId, role: 'operator', organisationId: institute.id }
  const given = await world.send(security.token, grantRole, grant, { idempotencyKey: 'g1' })
  assert.equal(given.status, 200, given.text)
  assert.equal((await world.send(security.token, grantRole, grant, { idempotencyKey: 'g1' })).body.id, given.body.id)
  const may = async () => (await world.send(person.token, getMe, {})).body.me?.permissions.includes('metering.operate')
  assert.equal(await may(), true)
  const listed = await world.send(security.token, listGrants, { organisationId: institute.id })
  assert.deepEqual(
    listed.body.items.map((item) => [item.id, item.role, item.validTo]),
    [[given.body.id, 'operator', null]],
  )
  assert.equal((await world.send(security.token, endGrant, { id: given.body.id, reason: '示例调岗' })).status, 200)
  assert.equal(await may(), false)
  assert.equal((await world.send(security.token, endGrant, { id: given.body.id, reason: '示例调岗' })).status, 404)
})

scenario('a grant counts only between its days', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const firm = await makeOrganisation(world, 'firm')
  const person = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const inYears = (years: number) => new Date(Date.now() + years * 31_536_000_000).toISOString()
  const operator = { role: 'operator', organisationId: institute.id, divisionCode: null }
  await giveRole(world.db, person.personId, { ...operator, validFrom: inYears(1) })
  await giveRole(world.db, person.personId, { ...operator, validFrom: inYears(-2), validTo: inYears(-1) })
  const permissions = async () => (await world.send(person.token, getMe, {})).body.me?.permissions ?? []
  assert.ok(!(await permissions()).includes('metering.operate'))
  await giveRole(world.db, person.personId, { ...operator, validFrom: inYears(-2), validTo: inYears(1) })
  assert.ok((await permissions()).includes('metering.operate'))
})

scenario('an asset officer gives roles of the own institution to people known there, and nothing else', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const operator = await signedIn(world, 'operator', { organisationId: institute.id })
  const firm = await makeOrganisation(world, 'firm')
  const stranger = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const ask = (input: object) =>
    world.send(officer.token, grantRole, { personId: operator.personId, role: 'finance', organisationId: institute.id, ...input })
  assert.equal((await ask({})).status, 200)
  assert.equal((await ask({ personId: stranger.personId })).problem.code, 'not_found')
  assert.equal((await ask({ organisationId: firm.id })).problem.code, 'not_found')
  assert.equal((await ask({ organisationId: null, divisionCode: '220000', role: 'auditor' })).problem.code, 'not_found')
  assert.equal((await ask({ role: 'auditor' })).problem.code, 'scope_unfit')
  assert.equal((await ask({ role: 'king' })).problem.code, 'no_such_role')
  assert.equal((await ask({ personId: officer.personId })).problem.code, 'own_grant')
  assert.equal((await ask({ validTo: '2020-01-01T00:00:00Z' })).problem.code, 'grant_days_wrong')
})

scenario('people are found by their user names: all by the security administrator, one’s own by an organisation', async (world) => {
  const [institute, firm] = [await makeOrganisation(world, 'institute'), await makeOrganisation(world, 'firm', { divisionCode: '220102' })]
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const operator = await signedIn(world, 'operator', { organisationId: institute.id })
  const stranger = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const found = async (token: string, query: string) =>
    (await world.send(token, listPeople, { query })).body.items.map((person) => [person.personId, person.grants.map((one) => one.role)])
  assert.deepEqual(await found(security.token, stranger.loginName), [[stranger.personId, ['firm_engineer']]])
  assert.deepEqual(await found(officer.token, operator.loginName), [[operator.personId, ['operator']]])
  assert.deepEqual(await found(officer.token, stranger.loginName), [])
  const all = await world.send(security.token, listPeople, { limit: 1 })
  const next = await world.send(security.token, listPeople, { limit: 1, cursor: all.body.nextCursor! })
  assert.ok(next.body.items[0]!.loginName > all.body.items[0]!.loginName)
})

scenario('one person is not two of system, security and audit administrator, not even by two hands at once', async (world) => {
  const first = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  const second = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  const { personId } = await signedIn(world, 'system_admin', { divisionCode: '220100' })
  const ask = (token: string, role: string) => world.send(token, grantRole, { personId, role, divisionCode: '220000' })
  assert.equal((await ask(first.token, 'auditor')).problem.code, 'admins_apart')
  assert.equal((await ask(first.token, 'system_admin')).status, 200)
  const free = await signedIn(world, 'office_reviewer', { divisionCode: '220000' })
  const both = await Promise.all(
    [first, second].map(({ token }, at) =>
      world.send(token, grantRole, { personId: free.personId, role: at === 0 ? 'auditor' : 'security_admin', divisionCode: '220000' }),
    ),
  )
  assert.deepEqual(both.map((reply) => reply.status).sort(), [200, 409])
  await assert.rejects(
    run(
      world.db,
      "insert into role_grant (id, person_id, role, kind, division_code) values ($1, $2, 'security_admin', 'security', '220000')",
      [newId(), personId],
    ),
    /role_grant_three_apart/,
  )
})

scenario('an organisation of no known division is the province’s own, and nobody’s below it', async (world) => {
  const { id: organisationId } = await makeOrganisation(world, 'institute')
  const member = await signedIn(world, 'operator', { organisationId })
  const party = await inTransaction(world.db, 'write', (tx) => partyByName(tx, organisationId, '示例待认定单位甲'))
  const firm = await makeOrganisation(world, 'firm')
  for (const [divisionCode, isTheirs] of [
    ['220100', false],
    ['220000', true],
  ] as const) {
    const security = await signedIn(world, 'security_admin', { divisionCode })
    const grants = (await world.send(security.token, listGrants, { organisationId })).body.items
    assert.equal(grants.length, isTheirs ? 1 : 0, divisionCode)
    const wanted = { personId: member.personId, role: 'asset_officer', organisationId }
    const given = await world.send(security.token, grantRole, wanted)
    assert.equal(given.status, isTheirs ? 200 : 404, given.text)
    const officer = await signedIn(world, 'provincial_officer', { divisionCode })
    const names = await world.send(officer.token, listNamedParties, { state: 'open' })
    assert.equal(names.body.total, isTheirs ? 1 : 0, divisionCode)
    const settled = await world.send(officer.token, resolveNamedParty, { id: party.partyId, organisationId: firm.id })
    assert.equal(settled.status, isTheirs ? 200 : 404, settled.text)
  }
})
