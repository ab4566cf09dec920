import assert from 'node:assert/strict'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { passProvider, startProvider } from '../../test/kit/provider.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getMe, signIn } from './identity.contract.ts'
import { beginProviderSignIn, finishProviderSignIn, listMyIdentities, unlinkIdentity } from './provider.contract.ts'
import { listMySessions } from './session.contract.ts'
import { getSignInOptions } from './signin.contract.ts'

const provider = await startProvider()

async function come(world: World, login: string, token: string | null = null) {
  const begun = (await world.send(token, beginProviderSignIn, {})).body
  const back = await passProvider(begun.url, login)
  return { attempt: begun.attempt, query: back.search.slice(1) }
}

scenario('who comes from the provider has one account, with the level it vouches for, and no role for anybody else', async (world) => {
  const { accounts, issuer } = provider
  assert.equal((await world.send(null, getSignInOptions, {})).body.provider, '示例统一认证')
  accounts.set('person-1', { name: '王五（示例）', kind: '1', level: 'L3' })
  const first = await world.send(null, finishProviderSignIn, await come(world, 'person-1'))
  assert.equal(first.body.step, 'done', first.text)
  assert.deepEqual([first.body.me?.displayName, first.body.me?.organisations], ['王五（示例）', []])
  const [identity] = (await world.send(first.body.token, listMyIdentities, {})).body.items
  assert.deepEqual([identity?.issuer, identity?.realNameKind, identity?.realNameLevel], [issuer, 'natural', 'L3'])
  accounts.set('person-1', { name: '王五（示例）', kind: '2', level: 'L4' })
  const second = await world.send(null, finishProviderSignIn, await come(world, 'person-1'))
  assert.equal(second.body.me?.personId, first.body.me?.personId)
  const [after] = (await world.send(second.body.token, listMyIdentities, {})).body.items
  assert.deepEqual([after?.realNameKind, after?.realNameLevel], ['legal', 'L4'])
  assert.equal((await world.send(second.body.token, listMySessions, {})).body.items[0]?.method, 'provider')
  assert.equal((await world.send(second.body.token, unlinkIdentity, { id: identity!.id })).problem.code, 'only_way_in')
})

scenario('an answer counts once, in the browser that asked, and only while it is fresh', async (world) => {
  const { accounts } = provider
  accounts.set('person-2', { name: '赵六（示例）', kind: '1', level: 'L2' })
  const answer = await come(world, 'person-2')
  const others = (await world.send(null, beginProviderSignIn, {})).body
  const refused = async (input: { attempt: string; query: string }) => (await world.send(null, finishProviderSignIn, input)).problem.code
  assert.equal(await refused({ ...answer, attempt: others.attempt }), 'provider_refused', 'the state is another browser’s')
  assert.equal(await refused({ ...answer, query: answer.query.replace(/code=[^&]+/, 'code=invented') }), 'provider_refused')
  assert.equal(await refused({ ...answer, attempt: 'invented' }), 'provider_refused')
  assert.equal((await world.send(null, finishProviderSignIn, answer)).body.step, 'done')
  assert.equal(await refused(answer), 'provider_refused', 'not twice')
  const late = await come(world, 'person-2')
  world.now = new Date(world.now.getTime() + 600_000)
  assert.equal(await refused(late), 'provider_refused')
  const [kept] = await run<{ whole: string }>(world.db, "select string_agg(a::text, '') as whole from provider_attempt a")
  assert.ok(!(kept?.whole ?? '').includes(others.attempt), 'the secret of the browser is not kept')
})

scenario('an account links an identity, and no identity serves two', async (world) => {
  const { accounts } = provider
  accounts.set('person-3', { name: '孙七（示例）', kind: '9', level: '' })
  const firm = await makeOrganisation(world, 'firm')
  const one = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const linked = await world.send(one.token, finishProviderSignIn, await come(world, 'person-3', one.token))
  assert.equal(linked.body.me?.personId, one.personId, linked.text)
  const [identity] = (await world.send(one.token, listMyIdentities, {})).body.items
  assert.equal(identity?.realNameKind, null, 'a value nobody configured is no level')
  const back = await world.send(null, finishProviderSignIn, await come(world, 'person-3'))
  assert.equal(back.body.me?.personId, one.personId)
  const two = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  assert.equal((await world.send(two.token, finishProviderSignIn, await come(world, 'person-3', two.token))).problem.code, 'identity_taken')
  const stolen = await come(world, 'person-3', two.token)
  assert.equal((await world.send(null, finishProviderSignIn, stolen)).problem.code, 'provider_refused', 'who began has to come back')
  assert.equal((await world.send(two.token, unlinkIdentity, { id: identity!.id })).problem.code, 'not_found')
  assert.equal((await world.send(one.token, unlinkIdentity, { id: identity!.id })).status, 200)
  assert.equal((await world.send(null, signIn, { loginName: one.loginName, password })).status, 200)
  assert.ok((await world.send(one.token, getMe, {})).body.me)
})

scenario('a provider that is gone is told so, and one that is not set up offers nothing', async (world) => {
  const answer = await come(world, 'person-2')
  await provider.stop()
  assert.equal((await world.send(null, getSignInOptions, {})).body.provider, null)
  assert.equal((await world.send(null, finishProviderSignIn, answer)).problem.code, 'no_provider')
  assert.equal((await world.send(null, beginProviderSignIn, {})).problem.code, 'no_provider')
  const { holdProvider, openProvider } = await import('../kernel/provider.ts')
  const settings = { clientId: 'x', clientSecret: 'y', name: 'z', scope: 'openid' }
  holdProvider(openProvider({ issuer: 'http://127.0.0.1:9', ...settings }))
  assert.equal((await world.send(null, beginProviderSignIn, {})).problem.code, 'provider_unreachable')
  holdProvider(undefined)
})
