import assert from 'node:assert/strict'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { createAccount, setPassword } from './account.server.ts'
import { chooseOrganisation, getMe, signIn } from './identity.contract.ts'
import { createPerson, registerOrganisation, requireOrganisationOf } from './identity.server.ts'

const refusedWith = (code: string) => (error: unknown) => (error as { code?: string }).code === code

scenario('a person with two organisations chooses the one to act for, and none that is not theirs', async (world) => {
  const [first, second, third] = [
    await makeOrganisation(world, 'firm'),
    await makeOrganisation(world, 'firm'),
    await makeOrganisation(world, 'firm'),
  ]
  const grants = [first, second].map(({ id }) => ({ role: 'firm_engineer' as const, organisationId: id, divisionCode: null }))
  await createPerson(world.db, { loginName: 'two-hats', displayName: '示例', password, grants })
  const { token, me } = (await world.send(null, signIn, { loginName: 'two-hats', password })).body
  assert.deepEqual(me?.organisations.map((each) => each.id).sort(), [first.id, second.id].sort())
  const other = me?.organisation?.id === first.id ? second : first
  const chosen = (await world.send(token, chooseOrganisation, { organisationId: other.id })).body
  assert.equal(chosen.me.organisation?.id, other.id)
  assert.equal((await world.send(chosen.token, getMe, {})).body.me?.organisation?.id, other.id)
  assert.equal((await world.send(token, getMe, {})).body.me, null, 'the secret from before the change opens nothing')
  assert.equal((await world.send(chosen.token, chooseOrganisation, { organisationId: third.id })).problem.code, 'not_found')
})

scenario('a refused sign-in says no more than that', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { loginName } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const { status, problem } = await world.send(null, signIn, { loginName, password: 'wrong' })
  assert.deepEqual([status, problem.code, problem.params], [401, 'sign_in_refused', {}])
})

scenario('an account has one login name and a fit password', async (world) => {
  const account = { loginName: 'sun.qi', displayName: '示例', password: 'a long enough one', grants: [], now: world.now }
  await createAccount(world.db, account)
  await assert.rejects(createAccount(world.db, account), refusedWith('login_name_taken'))
  await assert.rejects(createAccount(world.db, { ...account, loginName: 'sun.ba', password: 'short' }), refusedWith('password_weak'))
  await assert.rejects(setPassword(world.db, 'nobody', 'a long enough one', world.now), refusedWith('no_such_account'))
})

scenario('an organisation is registered once, by a code that checks', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const organisation = { nameZh: '又一家（示例）', nameEn: '', kind: 'firm' as const, divisionCode: null }
  await assert.rejects(registerOrganisation(world.db, { ...organisation, creditCode: firm.creditCode }), refusedWith('credit_code_taken'))
  await assert.rejects(
    registerOrganisation(world.db, { ...organisation, creditCode: '11220000013544429L' }),
    refusedWith('credit_code_wrong'),
  )
})

scenario('who acts for nobody is told to choose', async () => {
  const actor = { personId: '', sessionId: '', organisationId: null, permissions: new Set<string>(), grants: [] }
  assert.throws(() => requireOrganisationOf(actor), refusedWith('no_organisation'))
})
