import assert from 'node:assert/strict'
import { makeAuthenticator } from '../../test/kit/authenticator.ts'
import { password, realPerson } from '../../test/kit/people.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getMe, signIn } from './identity.contract.ts'
import { addPasskey, beginPasskey, beginPasskeySignIn, listMyPasskeys, removePasskey, signInWithPasskey } from './passkey.contract.ts'
import { listMySessions } from './session.contract.ts'

const origin = 'http://localhost'
type Device = ReturnType<typeof makeAuthenticator>

async function add(world: World, token: string | null, device: Device, options: { origin: string; isVerified?: boolean } = { origin }) {
  const { options: asked } = (await world.send(token, beginPasskey, {})).body
  return world.send(token, addPasskey, { name: '办公室电脑', response: device.create(asked, options) })
}

async function enter(world: World, device: Device, options: { origin: string; isVerified?: boolean } = { origin }) {
  const { options: asked } = (await world.send(null, beginPasskeySignIn, {})).body
  return world.send(null, signInWithPasskey, { response: device.get(asked, options) })
}

scenario('a passkey is both factors: staff add one instead of codes, sign in by it alone, and keep at least one', async (world) => {
  const { loginName } = await realPerson(world, 'operator')
  const device = makeAuthenticator()
  const { token } = (await world.send(null, signIn, { loginName, password })).body
  const added = await add(world, token, device)
  assert.equal(added.status, 200, added.text)
  assert.equal((await world.send(added.body.token, getMe, {})).body.me?.isEnrolling, false)
  const entered = await enter(world, device)
  assert.equal(entered.body.step, 'done', entered.text)
  const here = (await world.send(entered.body.token, listMySessions, {})).body.items.find((session) => session.isThis)
  assert.equal(here?.method, 'passkey')
  const { items } = (await world.send(entered.body.token, listMyPasskeys, {})).body
  assert.deepEqual(
    items.map((key) => [key.name, key.lastUsedAt?.slice(0, 10)]),
    [['办公室电脑', world.now.toISOString().slice(0, 10)]],
  )
  const byPassword = (await world.send(null, signIn, { loginName, password })).body
  assert.deepEqual([byPassword.step, byPassword.ticket, byPassword.methods], ['second_factor', null, ['passkey']])
  assert.equal((await world.send(entered.body.token, removePasskey, { id: items[0]!.id })).problem.code, 'factor_required')
  const spare = makeAuthenticator()
  const second = await add(world, entered.body.token, spare)
  const removed = await world.send(second.body.token, removePasskey, { id: items[0]!.id })
  assert.equal(removed.status, 200, removed.text)
  assert.equal((await enter(world, device)).problem.code, 'passkey_refused', 'a removed key opens nothing')
  assert.equal((await enter(world, spare)).status, 200)
  const stranger = await realPerson(world, 'firm_engineer')
  const theirs = (await world.send(null, signIn, { loginName: stranger.loginName, password })).body.token
  assert.equal((await world.send(theirs, removePasskey, { id: second.body.id })).problem.code, 'not_found')
})

scenario('an answer counts once, for its own challenge, from our own site, with its owner verified', async (world) => {
  const { loginName } = await realPerson(world, 'firm_engineer')
  const device = makeAuthenticator()
  const { token } = (await world.send(null, signIn, { loginName, password })).body
  assert.equal((await add(world, token, device, { origin: 'https://elsewhere.example' })).problem.code, 'passkey_refused')
  assert.equal((await add(world, token, device, { origin, isVerified: false })).problem.code, 'passkey_refused')
  const added = await add(world, token, device)
  assert.equal(added.status, 200, added.text)
  assert.equal((await add(world, added.body.token, device)).problem.code, 'passkey_taken')
  assert.equal((await enter(world, device, { origin: 'https://elsewhere.example' })).problem.code, 'passkey_refused')
  assert.equal((await enter(world, device, { origin, isVerified: false })).problem.code, 'passkey_refused')
  const { options } = (await world.send(null, beginPasskeySignIn, {})).body
  const response = device.get(options, { origin })
  assert.equal((await world.send(null, signInWithPasskey, { response })).status, 200)
  assert.equal((await world.send(null, signInWithPasskey, { response })).problem.code, 'passkey_refused', 'not twice')
  assert.equal((await world.send(null, signInWithPasskey, { response: { id: 'x' } })).problem.code, 'passkey_refused')
  const late = (await world.send(null, beginPasskeySignIn, {})).body.options
  world.now = new Date(world.now.getTime() + 301_000)
  assert.equal((await world.send(null, signInWithPasskey, { response: device.get(late, { origin }) })).problem.code, 'passkey_refused')
  assert.equal((await enter(world, device)).status, 200)
  device.turnBack()
  assert.equal((await enter(world, device)).problem.code, 'passkey_refused', 'a copy shows by its count')
})
