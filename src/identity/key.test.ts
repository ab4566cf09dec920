import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getMe, listNamedParties, listOrganisations } from './identity.contract.ts'
import { createApiKey, listMyApiKeys, revokeApiKey } from './key.contract.ts'
import { changePassword } from './password.contract.ts'

const officer = async (world: World) =>
  signedIn(world, 'asset_officer', { organisationId: (await makeOrganisation(world, 'institute')).id })

scenario('a key acts as its person within its scopes, and a person is needed for the rest', async (world) => {
  const { token, personId } = await officer(world)
  const made = await world.send(token, createApiKey, { name: '台账同步', scopes: ['identity.resolve'], days: 30 })
  assert.equal(made.status, 200, made.text)
  const { key } = made.body
  assert.match(key, /^xc_[\w-]{43}$/)
  assert.equal((await world.send(key, listNamedParties, { state: 'open' })).status, 200)
  assert.equal((await world.send(key, listOrganisations, {})).status, 200)
  const { me } = (await world.send(key, getMe, {})).body
  assert.deepEqual(
    [me?.personId, me?.permissions, me?.grants.map((grant) => grant.permissions)],
    [personId, ['identity.resolve'], [['identity.resolve']]],
  )
  assert.equal((await world.send(key, createApiKey, { name: 'x', scopes: ['identity.resolve'], days: 1 })).problem.code, 'in_person_only')
  assert.equal((await world.send(key, changePassword, { oldPassword: 'x', newPassword: 'y' })).problem.code, 'in_person_only')
  const [row] = await run<{ whole: string }>(world.db, 'select api_key::text as whole from api_key where id = $1', [made.body.id])
  assert.ok(!row!.whole.includes(key.slice(3)), 'only its hash is kept')
  const beyond = await world.send(token, createApiKey, { name: 'x', scopes: ['identity.resolve', 'ledger.close'], days: 30 })
  assert.deepEqual([beyond.problem.code, beyond.problem.params], ['scopes_not_yours', { scopes: 'ledger.close' }])
  assert.equal(
    (await world.send(token, createApiKey, { name: 'x', scopes: ['identity.resolve'], days: 367 })).problem.code,
    'invalid_input',
  )
})

scenario('a key ends by its day, by revoking, and with its person’s right', async (world) => {
  const { token, personId } = await officer(world)
  const make = async (days: number) =>
    (await world.send(token, createApiKey, { name: `${days} 天`, scopes: ['identity.resolve'], days })).body
  const [short, long] = [await make(1), await make(300)]
  const works = async (key: string) => (await world.send(key, listNamedParties, { state: 'open' })).status
  assert.deepEqual([await works(short.key), await works(long.key)], [200, 200])
  const { items } = (await world.send(token, listMyApiKeys, {})).body
  assert.deepEqual(
    items.map((each) => [each.name, each.lastUsedAt !== null]),
    [
      ['1 天', true],
      ['300 天', true],
    ],
  )
  const stranger = await officer(world)
  assert.equal((await world.send(stranger.token, revokeApiKey, { id: long.id })).problem.code, 'not_found')
  assert.equal((await world.send(token, revokeApiKey, { id: long.id })).status, 200)
  assert.equal((await world.send(token, revokeApiKey, { id: long.id })).problem.code, 'not_found')
  assert.equal(await works(long.key), 401)
  world.now = new Date(world.now.getTime() + 86_400_000)
  assert.equal(await works(short.key), 401)
  world.now = new Date(world.now.getTime() - 86_400_000)
  await run(world.db, 'delete from role_grant where person_id = $1', [personId])
  assert.equal(await works(short.key), 403)
})
