import assert from 'node:assert/strict'
import { lettersTo } from '../../test/kit/letters.ts'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import { scenario, type World } from '../kernel/test.ts'
import { addMyChild } from './consent.contract.ts'
import { emailPurpose } from './email.rules.ts'
import { decideErasure, exportMyData, getMyErasure, listErasureRequests, requestErasure, withdrawErasure } from './erasure.contract.ts'
import { getMe, signIn } from './identity.contract.ts'
import { listMyNotices } from './notice.contract.ts'
import { setMyPersonalData } from './personal.contract.ts'

const idNumber = '11010519491231002X'
const told = { name: '赵示例', phone: '13800001234', idType: 'resident' as const, idNumber, bankAccount: '4111111111111111' }

async function fullPerson(world: World) {
  const firm = await makeOrganisation(world, 'firm')
  const person = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  await world.send(person.token, setMyPersonalData, told)
  await world.send(person.token, addMyChild, { name: '赵小示例', bornOn: '2018-05-01', purpose: 'schooling', textVersion: 1 })
  return person
}

scenario('a person exports everything that is held about them, opened and in their language, and nothing of others', async (world) => {
  const person = await fullPerson(world)
  const other = await fullPerson(world)
  const reply = await world.send(person.token, exportMyData, {})
  assert.equal(reply.status, 200, reply.text)
  const { personId, holdings } = JSON.parse(reply.text) as {
    personId: string
    holdings: { title: string; table: string; rows: Record<string, unknown>[] }[]
  }
  assert.equal(personId, person.personId)
  const of = (table: string) => holdings.find((holding) => holding.table === table)
  assert.deepEqual(of('person_private')?.rows, [{ login_name: person.loginName, name: '赵示例' }])
  assert.equal(of('person_detail')?.title, '个人信息项')
  assert.deepEqual(
    [of('person_detail')?.rows[0]?.['phone'], of('person_detail')?.rows[0]?.['id_number'], of('child')?.rows[0]?.['name']],
    [told.phone, idNumber, '赵小示例'],
  )
  assert.ok((of('audit_record')?.rows.length ?? 0) > 0)
  assert.ok(!reply.text.includes(other.loginName) && !reply.text.includes('hash"') && !reply.text.includes('_sealed'))
  assert.match((await world.send(person.token, exportMyData, { language: 'en' })).text, /Personal fields/)
  assert.equal((await world.send(null, exportMyData, {})).problem.code, 'not_signed_in')
})

scenario('a request for erasure is decided by the security administrator; what a law orders to keep stays and is named', async (world) => {
  const person = await fullPerson(world)
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  const address = 'leaving@example.org'
  await run(world.db, 'insert into person_email (person_id, email_sealed, email_key, verified_at) values ($1, $2, $3, now())', [
    ...[person.personId, vault().seal(emailPurpose, address), vault().equalityKey(emailPurpose, address)],
  ])
  const before = (await world.send(person.token, getMyErasure, {})).body
  assert.deepEqual([before.request, before.kept.length], [null, 3], 'what stays is named before anything is asked')
  const asked = await world.send(person.token, requestErasure, { reason: '不再使用（示例）' })
  assert.deepEqual(
    asked.body.kept.map((purpose) => [purpose.name.zh, purpose.keepMonths]),
    [
      ['服务与账务记录', 360],
      ['安全审计', 36],
      ['申报与办理记录', 360],
    ],
  )
  assert.equal((await world.send(person.token, requestErasure, {})).problem.code, 'erasure_open')
  const waiting = (await world.send(security.token, listErasureRequests, {})).body.items.find((item) => item.id === asked.body.id)
  assert.deepEqual([waiting?.loginName, waiting?.reason], [person.loginName, '不再使用（示例）'])
  assert.equal(
    (await world.send(security.token, decideErasure, { id: asked.body.id, decision: 'refuse' })).problem.code,
    'erasure_answer_missing',
  )
  assert.equal((await world.send(person.token, getMyErasure, {})).body.request?.state, 'open')
  const answer = '已核对，无未结事项（示例）'
  const decided = await world.send(security.token, decideErasure, { id: asked.body.id, decision: 'erase', answer })
  assert.deepEqual([decided.status, decided.body.kept?.length], [200, 3], decided.text)
  assert.equal((await world.send(security.token, decideErasure, { id: asked.body.id, decision: 'erase' })).problem.code, 'not_found')

  const [letter] = await lettersTo(world, address)
  for (const part of [person.loginName, answer, '服务与账务记录', '360 个月', 'Audit of security'])
    assert.ok(letter?.text.includes(part), part)
  assert.equal((await world.send(person.token, getMe, {})).body.me, null)
  assert.equal((await world.send(null, signIn, { loginName: person.loginName, password })).problem.code, 'sign_in_refused')
  for (const table of ['person_private', 'person_detail', 'session'])
    assert.deepEqual(await run(world.db, `select 1 from ${table} where person_id = $1`, [person.personId]), [], table)
  assert.deepEqual(await run(world.db, 'select 1 from child where guardian_id = $1', [person.personId]), [])
  const [left] = await run<{ closed: boolean; records: number; grants: number }>(
    world.db,
    `select closed_at is not null as closed, (select count(*) from audit_record where actor_id = p.id) as records,
       (select count(*) from role_grant where person_id = p.id and (valid_to is null or valid_to > now())) as grants from person p where id = $1`,
    [person.personId],
  )
  assert.ok(left?.closed && left.records > 0 && left.grants === 0)
})

scenario('a request is withdrawn or refused with an answer, and nobody decides their own', async (world) => {
  const person = await fullPerson(world)
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  assert.equal((await world.send(person.token, withdrawErasure, {})).problem.code, 'not_found')
  await world.send(person.token, requestErasure, {})
  assert.equal((await world.send(person.token, withdrawErasure, {})).status, 200)
  const { id } = (await world.send(person.token, requestErasure, {})).body
  const refused = await world.send(security.token, decideErasure, { id, decision: 'refuse', answer: '有未结费用（示例）' })
  assert.equal(refused.status, 200, refused.text)
  assert.ok((await world.send(person.token, getMe, {})).body.me)
  assert.ok((await world.send(person.token, exportMyData, {})).text.includes('有未结费用（示例）'))
  const { request } = (await world.send(person.token, getMyErasure, {})).body
  assert.deepEqual([request?.state, request?.answer], ['refused', '有未结费用（示例）'])
  const notices = (await world.send(person.token, listMyNotices, {})).body.items
  assert.deepEqual([notices[0]?.title.zh, notices[0]?.isLegal, notices[0]?.link], ['删除申请没有同意', true, '/my/data'])
  const own = (await world.send(security.token, requestErasure, {})).body
  assert.equal((await world.send(security.token, decideErasure, { id: own.id, decision: 'erase' })).problem.code, 'own_erasure')
  assert.equal((await world.send(person.token, listErasureRequests, {})).problem.code, 'not_permitted')
})
