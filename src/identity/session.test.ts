import assert from 'node:assert/strict'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { write } from '../../test/kit/transaction.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { getMe, signIn } from './identity.contract.ts'
import { listMySessions, revokeOtherSessions, revokeSession } from './session.contract.ts'
import { openSession } from './session.server.ts'

const later = (world: World, minutes: number) => {
  world.now = new Date(world.now.getTime() + minutes * 60_000)
}
const isIn = async (world: World, token: string | null) => (await world.send(token, getMe, {})).body.me !== null
async function person(world: World, role: 'firm_engineer' | 'operator') {
  const { id } = await makeOrganisation(world, 'firm')
  const { loginName, personId } = await signedIn(world, role, { organisationId: id })
  const open = async () => (await world.send(null, signIn, { loginName, password })).body.token ?? ''
  return { loginName, personId, open }
}

scenario('a person sees where they are signed in, and signs one or all others out', async (world) => {
  const { loginName, open } = await person(world, 'firm_engineer')
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36'
  const away = await world.server.inject({
    method: 'POST',
    url: signIn.path,
    payload: { loginName, password },
    remoteAddress: '203.0.113.77',
    headers: { 'user-agent': agent },
  })
  const [awayToken, here, third] = [(away.json() as { token: string }).token, await open(), await open()]
  const { items } = (await world.send(here, listMySessions, {})).body
  const there = items.find((session) => session.place === 'internet')
  assert.deepEqual([there?.browser, there?.operatingSystem, there?.addressShown, there?.isThis], ['Chrome', 'Windows', '203.0.*.*', false])
  assert.equal(items.filter((session) => session.isThis).length, 1)
  const stranger = await person(world, 'firm_engineer')
  const strangers = await stranger.open()
  assert.equal((await world.send(strangers, revokeSession, { id: there!.id })).problem.code, 'not_found')
  assert.equal((await world.send(here, revokeSession, { id: there!.id })).status, 200)
  assert.equal((await world.send(here, revokeSession, { id: there!.id })).problem.code, 'not_found')
  assert.equal(await isIn(world, awayToken), false)
  assert.equal((await world.send(here, revokeOtherSessions, {})).body.endedCount, items.length - 2)
  assert.deepEqual([await isIn(world, third), await isIn(world, here), await isIn(world, strangers)], [false, true, true])
})

scenario('a session at rest ends: staff after half an hour, others after eight; and each after twelve, however busy', async (world) => {
  const [staff, other] = [await person(world, 'operator'), await person(world, 'firm_engineer')]
  const [staffToken, otherToken] = [await staff.open(), await other.open()]
  later(world, 29)
  assert.ok(await isIn(world, staffToken))
  later(world, 29)
  assert.ok(await isIn(world, staffToken), 'used in between')
  later(world, 30)
  assert.equal(await isIn(world, staffToken), false)
  assert.ok(await isIn(world, otherToken))
  later(world, 8 * 60)
  assert.equal(await isIn(world, otherToken), false)
  const busy = await other.open()
  for (let half = 0; half < 2; half++) {
    later(world, 359)
    assert.ok(await isIn(world, busy))
  }
  later(world, 2)
  assert.equal(await isIn(world, busy), false)
})

scenario('a person of staff works in one place at a time: signing in anew ends the session before', async (world) => {
  const [staff, other] = [await person(world, 'operator'), await person(world, 'firm_engineer')]
  // No example account: those are shared by whoever looks around, and keep every session. They would owe a second factor, but for the policy.
  const shared = [await staff.open(), await staff.open()]
  assert.deepEqual([await isIn(world, shared[0]!), await isIn(world, shared[1]!)], [true, true])
  await run(world.db, 'update person set is_example = false where id = any($1)', [[staff.personId, other.personId]])
  const { personId } = staff
  const origin = { address: '203.0.113.5', agent: '', site: 'http://localhost' }
  const open = (isEnrolling = false) =>
    write(world, (tx) => openSession(tx, world.now, { personId, method: 'password_totp', isEnrolling, from: origin }))
  const first = await open()
  assert.deepEqual([await isIn(world, shared[0]!), await isIn(world, shared[1]!), await isIn(world, first.token)], [false, false, true])
  await open(true)
  assert.ok(await isIn(world, first.token), 'who only knows the password ends nobody’s work')
  const second = (await Promise.all([open(), open(), open()])).map(({ token }) => token)
  const standing = await Promise.all(second.map((token) => isIn(world, token)))
  assert.deepEqual([await isIn(world, first.token), standing.filter(Boolean).length], [false, 1])
  await run(world.db, 'update sign_in_policy set staff_sessions_most = 2 where valid_to is null')
  const third = await open()
  const kept = await Promise.all([...second, third.token].map((token) => isIn(world, token)))
  assert.equal(kept.filter(Boolean).length, 2)
  await run(world.db, 'update sign_in_policy set staff_sessions_most = 1 where valid_to is null')
  const [home, work] = [await other.open(), await other.open()]
  assert.deepEqual([await isIn(world, home), await isIn(world, work)], [true, true], 'a firm’s people may be signed in where they like')
})

scenario('that a session is in use is written at most once a minute', async (world) => {
  const { open } = await person(world, 'firm_engineer')
  const token = await open()
  const { id } = (await world.send(token, listMySessions, {})).body.items.find((session) => session.isThis)!
  const versions = async () => (await run<{ xmin: string }>(world.db, 'select xmin::text from session where id = $1', [id]))[0]!.xmin
  const before = await versions()
  for (let time = 0; time < 5; time++) await isIn(world, token)
  world.now = new Date(world.now.getTime() + 59_000)
  await isIn(world, token)
  assert.equal(await versions(), before)
  world.now = new Date(world.now.getTime() + 1_000)
  await Promise.all(Array.from({ length: 8 }, () => isIn(world, token)))
  const after = await versions()
  assert.notEqual(after, before)
  await isIn(world, token)
  assert.equal(await versions(), after)
})
