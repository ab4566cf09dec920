import assert from 'node:assert/strict'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { enqueue } from '../kernel/jobs.ts'
import { hashCheaply } from '../kernel/password.ts'
import { scenario, type World } from '../kernel/test.ts'
import { createAccount } from './account.server.ts'
import { forgetOldFailures } from './attempt.server.ts'
import { getMe, signIn } from './identity.contract.ts'
import { changePassword, unlockAccount } from './password.contract.ts'

const later = (world: World, seconds: number) => {
  world.now = new Date(world.now.getTime() + seconds * 1000)
}
const attempt = async (world: World, loginName: string, tried: string) =>
  (await world.send(null, signIn, { loginName, password: tried })).status
const engineer = async (world: World) => signedIn(world, 'firm_engineer', { organisationId: (await makeOrganisation(world, 'firm')).id })

scenario('after each failure the next try waits longer, and after five the account rests for a quarter of an hour', async (world) => {
  const { loginName } = await engineer(world)
  for (const wait of [0, 1, 2, 4]) {
    assert.equal(await attempt(world, loginName, 'wrong'), 401)
    if (wait > 0) assert.equal(await attempt(world, loginName, password), 401, `not within ${wait} s`)
    later(world, wait)
  }
  assert.equal(await attempt(world, loginName, 'wrong'), 401)
  later(world, 899)
  assert.equal(await attempt(world, loginName, password), 401, 'the right password opens nothing while the account rests')
  later(world, 1)
  assert.equal(await attempt(world, loginName, password), 200)
  assert.equal(await attempt(world, loginName, 'wrong'), 401)
  assert.equal(await attempt(world, loginName, password), 200, 'after a right one the count is nothing')
})

scenario('an administrator lets somebody try again at once, and nobody else does', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { loginName, token } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const admin = await signedIn(world, 'system_admin', { divisionCode: '220000' })
  for (let time = 0; time < 5; time++) {
    await attempt(world, loginName, 'wrong')
    later(world, 8)
  }
  assert.equal(await attempt(world, loginName, password), 401)
  assert.equal((await world.send(token, unlockAccount, { loginName })).problem.code, 'not_permitted')
  assert.equal((await world.send(admin.token, unlockAccount, { loginName })).status, 200)
  assert.equal(await attempt(world, loginName, password), 200)
})

scenario('many tries at once are not all looked at', async (world) => {
  const { loginName } = await engineer(world)
  const tries = Array.from({ length: 12 }, (_, at) => attempt(world, loginName, at === 11 ? password : `guess ${at}`))
  await Promise.all(tries)
  const [row] = await run<{ failure_count: number }>(
    world.db,
    "select max(failure_count) as failure_count from sign_in_failure where subject like 'account:%'",
  )
  assert.ok(row !== undefined && row.failure_count <= 2, `${row?.failure_count} guesses were looked at`)
})

scenario('the right password opens several sessions at once, and none of them shuts out another', async (world) => {
  const { loginName } = await engineer(world)
  const statuses = await Promise.all(Array.from({ length: 6 }, () => attempt(world, loginName, password)))
  assert.deepEqual(new Set(statuses), new Set([200]))
})

scenario('failures are counted by address too, and an address that tries everybody rests', async (world) => {
  const { loginName } = await engineer(world)
  await run(world.db, 'update sign_in_policy set address_failures_most = 3')
  try {
    const from = (remoteAddress: string, name: string, tried: string) =>
      world.server.inject({ method: 'POST', url: signIn.path, payload: { loginName: name, password: tried }, remoteAddress })
    for (const name of ['one', 'two', 'three']) await from('203.0.113.9', name, 'wrong')
    assert.equal((await from('203.0.113.9', loginName, password)).statusCode, 401)
    assert.equal((await from('203.0.113.10', loginName, password)).statusCode, 200)
    later(world, 900)
    assert.equal((await from('203.0.113.9', loginName, password)).statusCode, 200)
  } finally {
    await run(world.db, 'update sign_in_policy set address_failures_most = 100')
  }
})

scenario('an account that exists, one that does not and one that rests get one answer, in the same time', async (world) => {
  // At its proper cost, or a hash left out would not show; and the quickest of each, because a busy machine only ever adds.
  hashCheaply(false)
  try {
    const { loginName } = await engineer(world)
    const { loginName: locked } = await engineer(world)
    for (let time = 0; time < 5; time++) {
      await attempt(world, locked, 'wrong')
      later(world, 8)
    }
    const names = [loginName, 'nobody-at-all', locked]
    const said = new Set<string>()
    const quickest = new Map(names.map((name) => [name, Number.POSITIVE_INFINITY]))
    for (let round = 0; round < 8; round++) {
      for (const name of names) {
        const begun = performance.now()
        const { status, problem } = await world.send(null, signIn, { loginName: name, password: 'wrong' })
        quickest.set(name, Math.min(quickest.get(name)!, performance.now() - begun))
        said.add(JSON.stringify([status, problem.code, problem.title]))
      }
      later(world, 8)
    }
    assert.equal(said.size, 1)
    const millis = [...quickest.values()]
    assert.ok(Math.max(...millis) < 2 * Math.min(...millis), `${millis.map(Math.round).join(', ')} ms`)
  } finally {
    hashCheaply(true)
  }
})

scenario(
  'a new password is long enough, not common, not one of the last five; the old one is asked for and other sessions end',
  async (world) => {
    const { loginName, token } = await engineer(world)
    const second = (await world.send(null, signIn, { loginName, password })).body.token
    const change = (by: string, oldPassword: string, newPassword: string) => world.send(by, changePassword, { oldPassword, newPassword })
    const reasons = async (newPassword: string) => {
      const { problem } = await change(token, password, newPassword)
      assert.equal(problem.code, 'password_weak')
      return (problem.params['reasons'] as { code: string }[]).map(({ code }) => code)
    }
    assert.deepEqual(await reasons('qwerty123'), ['too_short', 'too_common'])
    assert.deepEqual(await reasons(`${loginName} at work`), ['holds_name'])
    assert.deepEqual(await reasons(password), ['used_before'])
    assert.equal((await change(token, 'not it', 'spring on the songhua')).problem.code, 'old_password_wrong')
    const changed = await change(token, password, 'spring on the songhua')
    assert.equal(changed.status, 200, changed.text)
    for (const ended of [token, second]) assert.equal((await world.send(ended, getMe, {})).body.me, null)
    assert.ok((await world.send(changed.body.token, getMe, {})).body.me)
    let [current, by] = ['spring on the songhua', changed.body.token]
    for (const next of ['summer', 'autumn', 'winter', 'thaw']) {
      const reply = await change(by, current, `${next} on the songhua`)
      assert.equal(reply.status, 200, reply.text)
      ;[current, by] = [`${next} on the songhua`, reply.body.token]
      if (next !== 'thaw') assert.equal((await change(by, current, password)).problem.code, 'password_weak', `${next}: still remembered`)
    }
    assert.equal((await change(by, current, password)).status, 200, 'the sixth before is forgotten')
  },
)

scenario('staff passwords are longer', async (world) => {
  const { id } = await makeOrganisation(world, 'institute')
  const account = { displayName: '示例', password: 'songhua 22', now: world.now }
  const grant = { organisationId: id, divisionCode: null }
  const weak = (error: unknown) => (error as { code?: string }).code === 'password_weak'
  await createAccount(world.db, { ...account, loginName: 'short.firm', grants: [{ role: 'firm_engineer', ...grant }] })
  await assert.rejects(createAccount(world.db, { ...account, loginName: 'short.staff', grants: [{ role: 'operator', ...grant }] }), weak)
})

scenario('a hash made with weaker parameters is made anew when its owner signs in', async (world) => {
  const { loginName, personId } = await engineer(world)
  const { hash } = await import('@node-rs/argon2')
  hashCheaply(false)
  const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
  await run(world.db, 'update person_private set password_hash = $1 where person_id = $2', [weak, personId])
  assert.equal(await attempt(world, loginName, password), 200)
  const [row] = await run<{ password_hash: string }>(world.db, 'select password_hash from person_private where person_id = $1', [personId])
  hashCheaply(true)
  assert.match(row!.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await attempt(world, loginName, password), 200)
})

scenario('counts that have rested for a day are forgotten', async (world) => {
  await attempt(world, 'somebody-of-yesterday', 'wrong')
  const count = async () => (await run<{ count: number }>(world.db, 'select count(*) as count from sign_in_failure'))[0]!.count
  assert.ok((await count()) > 0)
  later(world, 30 * 86_400)
  await run(world.db, "update sign_in_failure set last_failed_at = '2026-03-02T00:00:00Z'")

  await write(world, (tx) => enqueue(tx, forgetOldFailures, {}))
  await world.drain()
  assert.equal(await count(), 0)
})
