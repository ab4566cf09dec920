import assert from 'node:assert/strict'
import { signedIn } from '../../test/kit/people.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { vault } from '../kernel/keyring.ts'
import { scenario } from '../kernel/test.ts'
import { emailPurpose } from './email.rules.ts'
import { listInvitations } from './invitation.contract.ts'
import { sweepWorkers } from './sweep.server.ts'

scenario('old notices go by their rule, spent links and tickets by a job, and old invitations lose their address', async (world) => {
  const { personId } = await signedIn(world, 'individual', {})
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  const at = (daysAgo: number) => new Date(world.now.getTime() - daysAgo * 86_400_000).toISOString()
  for (const daysAgo of [740, 720, 1])
    await run(world.db, "insert into notice (id, person_id, kind, link, recorded_at) values ($1, $2, 'import_finished', '/', $3)", [
      ...[newId(), personId, at(daysAgo)],
    ])
  const link = 'insert into one_time_link (id, token_hash, purpose, person_id, expires_at, used_at) values ($1, $2, $3, $4, $5, $6)'
  for (const [name, expired, used] of [
    ['over', 2, null],
    ['used', -1, 2],
    ['fresh', -1, null],
    ['just', 0.5, null],
  ] as const)
    await run(world.db, link, [newId(), `示例${name}`, 'email', personId, at(expired), used && at(used)])
  for (const [name, expired] of [
    ['over', 2],
    ['fresh', -1],
  ] as const)
    await run(world.db, "insert into sign_in_ticket (id, token_hash, person_id, method, expires_at) values ($1, $2, $3, 'password', $4)", [
      ...[newId(), `示例${name}`, personId, at(expired)],
    ])
  const [email, key] = [vault().seal(emailPurpose, 'a@example.org'), vault().equalityKey(emailPurpose, 'a@example.org')]
  for (const [accepted, expired] of [
    [91, 85],
    [null, 91],
    [89, 85],
    [null, -5],
  ] as const)
    await run(
      world.db,
      `insert into invitation (id, email_sealed, email_key, role, division_code, invited_by, expires_at, accepted_at, accepted_by)
       values ($1, $2, $3, 'county_officer', '220104', $4, $5, $6, $7)`,
      [newId(), email, key, security.personId, at(expired), accepted && at(accepted), accepted && personId],
    )
  const [worker] = sweepWorkers
  assert.ok(worker?.style === 'steps')
  await worker.run({ payload: {}, step: (body) => inTransaction(world.db, 'write', (tx) => body(tx, world.now)) })

  const left = async (text: string) => (await run<{ name: string }>(world.db, text, [personId])).map((row) => row.name)
  assert.equal((await left("select kind as name from notice where person_id = $1 and kind = 'import_finished'")).length, 2)
  assert.deepEqual(await left('select token_hash as name from one_time_link where person_id = $1 order by 1'), ['示例fresh', '示例just'])
  assert.deepEqual(await left('select token_hash as name from sign_in_ticket where person_id = $1'), ['示例fresh'])
  const { items } = (await world.send(security.token, listInvitations, {})).body
  assert.deepEqual(
    items.map((item) => item.emailShown !== ''),
    [true, true, false, false],
    'the latest first',
  )
})
