import assert from 'node:assert/strict'
import { called } from '../../test/kit/command.ts'
import { giveAddress, lettersTo } from '../../test/kit/notices.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { getMyPersonalData, setMyPersonalData } from '../identity/personal.contract.ts'
import { findPeopleBy } from '../identity/personal.server.ts'
import { requestPasswordReset } from '../identity/reset.contract.ts'
import { run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'
import { scenario, type World } from '../kernel/test.ts'
import { sealedColumns } from '../slices.server.ts'

const keys = (world: World, ...args: string[]) => called(['keys', ...args], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir } })
type Status = {
  current: string
  keys: string[]
  columns: { column: string; total: number; stale: number }[]
  needed: Record<string, string[]>
}
const statusOf = async (world: World) => JSON.parse((await keys(world, 'status', '--json')).stdout) as Status

scenario('keys are exchanged by command: everything is sealed anew, still found by equality, and the old key is dropped', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const other = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  await world.send(token, setMyPersonalData, { name: '钱示例', phone: '13800001234', bankAccount: '4111111111111111' })
  await run(world.db, "update person_private set name_sealed = '旧示例' where person_id = $1", [other.personId])
  const before = await statusOf(world)
  assert.deepEqual([before.current, before.keys], ['k1', ['k1']])
  assert.equal(before.columns.find((each) => each.column === 'person_private.name_sealed')?.stale, 1, 'a plain name is to be sealed')

  const rotated = await keys(world, 'rotate')
  assert.equal(rotated.status, 0, rotated.stderr)
  assert.match(rotated.stderr, /keys no longer needed: k1/)
  const after = await statusOf(world)
  assert.deepEqual([after.current, after.needed, after.columns.filter((each) => each.stale > 0)], ['k2', {}, []])
  assert.deepEqual((await world.send(token, getMyPersonalData, {})).body.phone, '13800001234')
  assert.equal((await world.send(other.token, getMyPersonalData, {})).body.name, '旧示例')
  assert.deepEqual(await findPeopleBy(world.db, 'phone', '13800001234'), [personId])
  assert.match((await keys(world, 'rotate', '--resume')).stderr, /0 values are sealed/)

  assert.equal((await keys(world, 'drop', 'k2')).status, 1)
  assert.match((await keys(world, 'drop', 'k9')).stderr, /no key k9/)
  assert.equal((await keys(world, 'drop', 'k1')).status, 0)
  assert.deepEqual((await world.send(token, getMyPersonalData, {})).body.bankAccount, '4111111111111111')
})

scenario('what waits in the queue, and who is under way to a provider, outlive an exchange of keys', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { personId, loginName } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  await giveAddress(world, personId, 'keys@example.com')
  const { current } = await statusOf(world)
  await world.send(null, requestPasswordReset, { who: loginName })
  const secrets = JSON.stringify({ verifier: 'v', nonce: 'n', redirectUri: 'r' })
  await run(
    world.db,
    `insert into provider_attempt (id, state_hash, secrets_sealed, expires_at) values ($1, 'state', $2, now() + interval '5 minutes')`,
    [newId(), vault().seal('provider_attempt.secrets', secrets)],
  )
  const rotated = await keys(world, 'rotate')
  assert.equal(rotated.status, 0, rotated.stderr)
  const [attempt] = await run<{ held: string }>(world.db, "select secrets_sealed as held from provider_attempt where state_hash = 'state'")
  assert.ok(!attempt!.held.includes(`.${current}.`), 'sealed anew')
  assert.equal(vault().open('provider_attempt.secrets', attempt!.held), secrets)
  const refused = await keys(world, 'drop', current)
  assert.equal(refused.status, 1)
  assert.match(refused.stderr, /write_reset_letter \(1\)/)
  assert.equal((await lettersTo(world, 'keys@example.com')).length, 1)
  const { needed } = await statusOf(world)
  assert.ok(!(needed[current] ?? []).some((what) => what.startsWith('write_reset_letter')))
})

scenario('a key that rows still need is not dropped', async (world) => {
  const { current } = await statusOf(world)
  const added = await keys(world, 'rotate')
  assert.equal(added.status, 0)
  const fresh = (await statusOf(world)).current
  await run(world.db, 'update audit_origin set address_sealed = replace(address_sealed, $2, $1)', [current, fresh])
  const refused = await keys(world, 'drop', current)
  assert.equal(refused.status, 1)
  assert.match(refused.stderr, /audit_origin\.address_sealed/)
  assert.match((await keys(world, 'burn')).stderr, /There is no action/)
})

scenario('every sealed column of the schema is on the list', async (world) => {
  const found = await run<{ name: string }>(
    world.db,
    "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and column_name ~ '_sealed$'",
  )
  const known = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`))
  assert.deepEqual(
    found.map((row) => row.name).filter((name) => !known.has(name)),
    [],
  )
})
