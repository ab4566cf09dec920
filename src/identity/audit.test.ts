import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { downloadAudit, getAuditSeal, listAuditRecords } from './audit.contract.ts'
import { sealBlock, verifyAudit } from './audit.server.ts'
import { grantRole } from './grant.contract.ts'
import { signIn } from './identity.contract.ts'

const sealAll = async (world: World) => {
  while (await inTransaction(world.db, 'write', sealBlock));
}
const verified = (world: World) => inTransaction(world.db, 'read', verifyAudit)
/** Somebody who owns the database and has switched the triggers off. */
const tamper = (world: World, text: string, values: unknown[] = []) =>
  inTransaction(world.db, 'write', async (tx) => {
    await run(tx, "set local session_replication_role = 'replica'")
    await run(tx, text, values)
  })
const pause = () => new Promise((done) => setTimeout(done, 20))

scenario(
  'a command, a refusal and a reading of personal data each leave who, for whom, what, on what, the result and from where',
  async (world) => {
    const institute = await makeOrganisation(world, 'institute')
    const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
    const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
    await world.send(officer.token, grantRole, { personId: officer.personId, role: 'finance', organisationId: institute.id })
    await world.send(null, signIn, { loginName: officer.loginName, password: 'wrong-wrong-wrong' })
    const { body } = await world.send(auditor.token, listAuditRecords, { loginName: officer.loginName })
    assert.deepEqual(
      body.items.map((item) => [item.operation, item.outcome, item.organisationId, item.address]),
      [['grantRole', 'own_grant', institute.id, '127.0.0.1']],
    )
    const entered = await world.send(auditor.token, listAuditRecords, { operation: 'signIn', targetId: officer.personId })
    assert.deepEqual(
      entered.body.items.map((item) => item.outcome),
      ['done'],
    )
    const all = await world.send(auditor.token, listAuditRecords, { operation: 'signIn', outcome: 'sign_in_refused' })
    assert.ok(all.body.items.length > 0)
    const own = await world.send(auditor.token, listAuditRecords, { loginName: auditor.loginName, operation: 'listAuditRecords' })
    assert.ok(
      own.body.items.some((item) => item.outcome === 'read'),
      'reading the trail leaves a record',
    )
    assert.deepEqual((await world.send(auditor.token, listAuditRecords, { loginName: 'nobody' })).body.items, [])
  },
)

scenario('only the auditor reads the trail, page by page or as a file', async (world) => {
  const institute = await makeOrganisation(world, 'institute')
  for (const [role, scope] of [
    ['asset_officer', { organisationId: institute.id }],
    ['provincial_officer', { divisionCode: '220000' }],
    ['system_admin', { divisionCode: '220000' }],
    ['security_admin', { divisionCode: '220000' }],
  ] as const) {
    const { token } = await signedIn(world, role, scope)
    assert.equal((await world.send(token, listAuditRecords, {})).status, 403, role)
    assert.equal((await world.send(token, downloadAudit, {})).status, 403, role)
  }
  const { token } = await signedIn(world, 'auditor', { divisionCode: '220000' })
  const first = (await world.send(token, listAuditRecords, { limit: 2 })).body
  const second = (await world.send(token, listAuditRecords, { limit: 2, cursor: first.nextCursor! })).body
  assert.equal(new Set([...first.items, ...second.items].map((item) => item.id)).size, 4)
  const lines = (await world.send(token, downloadAudit, { operation: 'signIn' })).text.trim().split('\n')
  assert.match(lines[0]!, /时间,用户,代表单位,操作/)
  assert.ok(lines.length > 4 && lines.slice(1).every((line) => line.includes('signIn')))
})

scenario('the trail is sealed in chained blocks; a changed, deleted or added record is found and named', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const auditor = await signedIn(world, 'auditor', { divisionCode: '220000' })
  await pause()
  await sealAll(world)
  await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  await pause()
  await sealAll(world)
  await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const sound = await verified(world)
  assert.deepEqual(sound.problems, [])
  assert.ok(sound.blockCount >= 2 && sound.recordCount >= 2 && sound.unsealedCount >= 1, JSON.stringify(sound))
  const seal = (await world.send(auditor.token, getAuditSeal, {})).body
  assert.deepEqual([seal.blockCount, seal.lastHash, seal.keepMonths], [sound.blockCount, sound.lastHash, 36])

  const [record] = await run<{ id: string; outcome: string }>(
    world.db,
    "select id, outcome from audit_record where operation = 'signIn' order by recorded_at limit 1",
  )
  const problemsAfter = async (text: string, values: unknown[]) => {
    await tamper(world, text, values)
    return (await verified(world)).problems.map((problem) => `${problem.recordId} ${problem.what}`)
  }
  assert.deepEqual(await problemsAfter("update audit_record set outcome = 'x' where id = $1", [record!.id]), [`${record!.id} changed`])
  assert.deepEqual(await problemsAfter('update audit_record set outcome = $2 where id = $1', [record!.id, record!.outcome]), [])
  const added = newId()
  const copy = `insert into audit_record (id, operation, outcome, request_id, recorded_at) select $1, 'book', 'done', 'r', recorded_at from audit_record where id = $2`
  assert.deepEqual(await problemsAfter(copy, [added, record!.id]), [`${added} added`])
  assert.deepEqual(await problemsAfter('delete from audit_record where id = any($1::uuid[])', [[added, record!.id]]), [
    `${record!.id} missing`,
  ])
  const first = (await run<{ hash: string }>(world.db, 'select hash from audit_block where number = 1'))[0]!.hash
  const rewritten = await problemsAfter("update audit_block set record_hashes[1] = 'x' where number = 1 and hash = $1", [first])
  assert.ok(rewritten.includes('null block_changed'), rewritten.join())
  const forged = await problemsAfter("update audit_block set hash = 'forged' where number = 1", [])
  assert.ok(forged.includes('null not_ours') && forged.includes('null chain_broken'), forged.join())
})

scenario('a record of a transaction that is still open is never left out of its stretch', async (world) => {
  await signedIn(world, 'auditor', { divisionCode: '220000' })
  const before = (await verified(world)).unsealedCount
  await inTransaction(world.db, 'write', async (tx) => {
    await run(tx, "insert into audit_record (id, operation, outcome, request_id) values ($1, 'slow', 'done', 'r')", [newId()])
    await signedIn(world, 'auditor', { divisionCode: '220000' })
    await pause()
    await sealAll(world)
    assert.ok((await verified(world)).unsealedCount >= 1, 'what began after the open transaction waits for it')
  })
  await pause()
  await sealAll(world)
  const after = await verified(world)
  assert.ok(before >= 0 && after.unsealedCount === 0, JSON.stringify(after))
})

scenario('records are never changed, nor deleted before their time; after it a block goes, and the chain still holds', async (world) => {
  await signedIn(world, 'auditor', { divisionCode: '220000' })
  for (const text of [
    "update audit_record set outcome = 'x'",
    'delete from audit_record',
    'truncate audit_record',
    'delete from audit_block',
    "update audit_block set hash = 'x'",
  ]) {
    if (text.includes('audit_block')) await sealAll(world)
    await assert.rejects(run(world.db, text), /never changed|kept for their time/, text)
  }
})

scenario('records past their time are purged by block, and named as purged, not missing', async (world) => {
  await sealAll(world)
  await tamper(world, "update audit_record set recorded_at = recorded_at - interval '37 months'")
  await tamper(world, 'delete from audit_block')
  await pause()
  await sealAll(world)
  await signedIn(world, 'auditor', { divisionCode: '220000' })
  const [{ count } = { count: 0 }] = await run<{ count: number }>(
    world.db,
    "select count(*) as count from audit_record where recorded_at < now() - interval '36 months'",
  )
  assert.ok(count > 0)
  await tamper(world, "update audit_block set to_at = now() - interval '36 months 1 day' where number = 1")
  await inTransaction(world.db, 'write', async (tx) => {
    const { findExpiredBlock, purgeBlock } = await import('./audit.sql.ts')
    const block = await findExpiredBlock(tx)
    assert.equal(block?.number, 1)
    await purgeBlock(tx, block!)
    assert.equal(await findExpiredBlock(tx), undefined)
  })
  const [{ left } = { left: 1 }] = await run<{ left: number }>(
    world.db,
    "select count(*) as left from audit_record where recorded_at < now() - interval '36 months'",
  )
  assert.equal(left, 0)
  assert.ok(!(await verified(world)).problems.some((problem) => problem.what === 'missing'))
})
