import assert from 'node:assert/strict'
import { called, xianchuang } from '../../test/kit/command.ts'
import { makeOrganisation } from '../../test/kit/people.ts'
import { getMe, signIn } from '../identity/identity.contract.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'

const user = (world: World, args: string[], input?: string, run = called) =>
  run(['user', ...args], { env: { DATABASE_URL: world.url, DATA_DIR: world.dataDir }, ...(input ? { input } : {}) })

scenario('an administrator makes an account that signs in, changes its password, and closes it', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const created = await user(
    world,
    ['create', 'li.si', '--name', '李四（示例）', '--role', 'firm_engineer', '--organisation', firm.creditCode],
    'a long enough one\n',
    xianchuang,
  )
  assert.deepEqual([created.status, created.stdout], [0, ''], created.stderr)
  const first = await world.send(null, signIn, { loginName: 'li.si', password: 'a long enough one' })
  assert.equal(first.body.me?.organisation?.id, firm.id)
  assert.ok(first.body.me?.permissions.includes('booking.book'))

  assert.equal((await user(world, ['password', 'li.si'], 'another long one\r\n')).status, 0)
  assert.equal((await world.send(first.body.token, getMe, {})).body.me, null)
  assert.equal((await world.send(null, signIn, { loginName: 'li.si', password: 'a long enough one' })).problem.code, 'sign_in_refused')
  const second = await world.send(null, signIn, { loginName: 'li.si', password: 'another long one' })
  assert.equal(second.status, 200)

  const { personId } = second.body.me!
  await run(world.db, `insert into totp (person_id, secret_sealed, confirmed_at) values ($1, 'x', now())`, [personId])
  const asked = await world.send(null, signIn, { loginName: 'li.si', password: 'another long one' })
  assert.equal(asked.body.step, 'second_factor')
  assert.equal((await user(world, ['forget-factors', 'li.si'])).status, 0)
  assert.equal((await world.send(second.body.token, getMe, {})).body.me, null)
  const without = await world.send(null, signIn, { loginName: 'li.si', password: 'another long one' })
  assert.equal(without.body.step, 'done')
  assert.equal((await user(world, ['close', 'li.si'])).status, 0)
  assert.equal((await world.send(without.body.token, getMe, {})).body.me, null)
  assert.equal((await world.send(null, signIn, { loginName: 'li.si', password: 'another long one' })).problem.code, 'sign_in_refused')
  const trace = await run<{ operation: string }>(
    world.db,
    "select operation from audit_record where request_id like 'command-%' order by recorded_at",
  )
  assert.deepEqual(
    trace.map((row) => row.operation),
    ['createAccount', 'setPassword', 'forgetFactors', 'closeAccount'],
  )
})

scenario('roles are granted once, listed and revoked', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  await user(world, ['create', 'wang.wu'], 'a long enough one')
  for (let time = 0; time < 2; time++)
    assert.equal((await user(world, ['grant', 'wang.wu', '--role', 'finance', '--organisation', firm.id])).status, 0)
  const listed = JSON.parse((await user(world, ['list', '--json'])).stdout) as {
    loginName: string
    grants: { role: string; organisation: string }[]
  }[]
  const grants = listed.find((account) => account.loginName === 'wang.wu')?.grants
  assert.deepEqual(
    grants?.map((grant) => [grant.role, grant.organisation]),
    [['finance', firm.name]],
  )
  assert.match((await user(world, ['list'])).stdout, /^wang\.wu\twang\.wu\tfinance /m)
  await user(world, ['grant', 'wang.wu', '--role', 'expert'])
  assert.match((await user(world, ['list'])).stdout, /, expert$/m)
  assert.equal((await user(world, ['revoke', 'wang.wu', '--role', 'finance'])).status, 0)
  const again = await user(world, ['revoke', 'wang.wu', '--role', 'finance'])
  assert.equal(again.status, 1)
  assert.match(again.stderr, /has no such grant/)
})

scenario('what cannot be is refused with its reason', async (world) => {
  await user(world, ['create', 'zhao.liu'], 'a long enough one')
  for (const [args, input, expected] of [
    [['create', 'zhao.liu'], 'a long enough one', /zhao.liu is taken/], // login_name_taken
    [['create', 'sun.qi'], 'short', /At least 10 characters/], // password_weak
    [['create', 'sun.qi'], '\n', /No password was given/],
    [['password', 'nobody'], 'a long enough one', /no user nobody/], // no_such_account
    [['grant', 'zhao.liu', '--role', 'operator', '--organisation', 'X'], '', /no organisation X/],
    [['grant', 'zhao.liu', '--role', 'operator', '--division', '999999'], '', /no division 999999/],
  ] as const) {
    const { status, stderr } = await user(world, [...args], input)
    assert.equal(status, 1, stderr)
    assert.match(stderr, expected)
  }
})
