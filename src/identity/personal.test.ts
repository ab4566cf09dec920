import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { vault } from '../kernel/keyring.ts'
import { scenario } from '../kernel/test.ts'
import { emailPurpose } from './email.rules.ts'
import { listGrants } from './grant.contract.ts'
import { getMe } from './identity.contract.ts'
import { displayNames } from './name.server.ts'
import { getMyPersonalData, getPersonalData, listMyDisclosures, revealPersonalData, setMyPersonalData } from './personal.contract.ts'
import { findPeopleBy } from './personal.server.ts'
import { listPurposes } from './purpose.contract.ts'

const idNumber = '11010519491231002X'

scenario('the register of purposes says to everybody what is kept, why, by what law, how long and who sees it', async (world) => {
  const { body } = await world.send(null, listPurposes, {})
  assert.equal(body.contact, null, 'nobody was named here')
  assert.deepEqual(
    body.items.map((purpose) => purpose.code),
    [
      ...['account', 'contact', 'registration_contact', 'invitation', 'identity_check', 'payment', 'schooling', 'minor_account'],
      ...['notice', 'service_record', 'security_trail', 'case_record'],
    ],
  )
  for (const { code, basis, keepMonths, isKeptByLaw, fields } of body.items) {
    assert.match(basis.zh, /法/, code)
    assert.equal(isKeptByLaw, keepMonths !== null, code)
    assert.ok(fields.length > 0)
  }
  const named = body.items.flatMap((purpose) => [...purpose.unmaskedFor, ...purpose.revealedTo])
  const known = new Set(body.roles.map((role) => role.code))
  assert.deepEqual(
    named.filter((role) => !known.has(role)),
    [],
    'every role of the register is a role',
  )
})

scenario('a person tells and corrects their data; the rows hold them sealed, and equal ones are found', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId, loginName } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const told = {
    name: '张示例',
    phone: '+86 138 0000 1234',
    idType: 'resident' as const,
    idNumber: idNumber.toLowerCase(),
    bankAccount: '4111 1111 1111 1112',
  }
  const set = await world.send(token, setMyPersonalData, told)
  const kept = {
    ...{ loginName, name: '张示例', phone: '13800001234', idType: 'resident', idNumber, bankAccount: '4111111111111112' },
    ...{ isBankAccountDoubtful: true, email: null, isEmailVerified: false, isHeld: false },
  }
  assert.deepEqual(set.body, kept, set.text)
  assert.deepEqual((await world.send(token, getMyPersonalData, {})).body, kept)
  assert.equal((await world.send(token, getMe, {})).body.me?.displayName, '张示例')
  assert.equal((await displayNames(world.db, [personId])).get(personId), '张示例')
  const [row] = await run<Record<string, string>>(
    world.db,
    'select * from person_detail d join person_private p using (person_id) where person_id = $1',
    [personId],
  )
  for (const plain of ['张示例', '13800001234', idNumber, '4111111111111112']) assert.ok(!JSON.stringify(row).includes(plain), plain)
  assert.deepEqual(await findPeopleBy(world.db, 'phone', '138-0000-1234'), [personId])
  assert.deepEqual(await findPeopleBy(world.db, 'id_number', idNumber), [personId])
  const address = 'zhang.shili@example.com'
  await run(world.db, 'insert into person_email (person_id, email_sealed, email_key, verified_at) values ($1, $2, $3, now())', [
    personId,
    vault().seal(emailPurpose, address),
    vault().equalityKey(emailPurpose, address),
  ])
  assert.deepEqual(await findPeopleBy(world.db, 'email', ' Zhang.Shili@example.com'), [personId])

  const taken = await world.send(token, setMyPersonalData, { phone: null, bankAccount: '4111111111111111' })
  assert.deepEqual(
    [taken.body.phone, taken.body.idNumber, taken.body.isBankAccountDoubtful, taken.body.email],
    [null, idNumber, false, address],
  )
  assert.deepEqual(await findPeopleBy(world.db, 'phone', '13800001234'), [])
})

scenario('what cannot be is refused with its reason, and nothing is kept of it', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  for (const [input, code] of [
    [{ phone: '12345' }, 'phone_wrong'],
    [{ idNumber }, 'id_type_missing'],
    [{ idType: 'resident' as const, idNumber: '110105194912310021' }, 'id_number_wrong'],
    [{ bankAccount: '62-2' }, 'bank_account_wrong'],
  ] as const) {
    const reply = await world.send(token, setMyPersonalData, { name: '改名示例', ...input })
    assert.equal(reply.problem.code, code)
  }
  const { body } = await world.send(token, getMyPersonalData, {})
  assert.deepEqual([body.phone, body.idNumber, body.bankAccount], [null, null, null])
  assert.notEqual(body.name, '改名示例')
  assert.equal((await world.send(null, getMyPersonalData, {})).problem.code, 'not_signed_in')
})

scenario('others see what a purpose asks for as their role may, reveal it for a reason, and the person sees who looked', async (world) => {
  const institute = await makeOrganisation(world, 'institute', { divisionCode: '220104' })
  const person = await signedIn(world, 'finance', { organisationId: institute.id })
  await world.send(person.token, setMyPersonalData, { name: '李示例', phone: '13900005678', idType: 'resident', idNumber })
  const operator = await signedIn(world, 'operator', { organisationId: institute.id })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const shown = async (token: string, purpose: string) => {
    const reply = await world.send(token, getPersonalData, { id: person.personId, purpose })
    return reply.status === 200
      ? Object.fromEntries(reply.body.items.map((item) => [item.field, `${item.text ?? ''}${item.canBeRevealed ? '?' : ''}`]))
      : reply.problem.code
  }
  assert.deepEqual(await shown(operator.token, 'contact'), { name: '李示例', phone: '13900005678', email: '' })
  assert.deepEqual(await shown(officer.token, 'contact'), { name: '李**?', phone: '139****5678?', email: '' })
  assert.deepEqual(await shown(province.token, 'identity_check'), { name: '李**?', id_number: '110***********002X?' })
  assert.equal(await shown(officer.token, 'identity_check'), 'purpose_not_yours')
  assert.equal(await shown(person.token, 'contact'), 'purpose_not_yours')

  const asked = { id: person.personId, field: 'phone' as const, purpose: 'contact', reason: '送来的示例样品有破损，须电话确认' }
  const revealed = await world.send(officer.token, revealPersonalData, asked)
  assert.deepEqual(revealed.body, { text: '13900005678' }, revealed.text)
  assert.equal((await world.send(officer.token, revealPersonalData, { ...asked, reason: ' ' })).problem.code, 'invalid_input')
  assert.equal((await world.send(officer.token, revealPersonalData, { ...asked, field: 'id_number' })).problem.code, 'purpose_not_yours')
  assert.equal((await world.send(officer.token, revealPersonalData, { ...asked, field: 'email' })).problem.code, 'nothing_to_reveal')
  const trail = await run<{ outcome: string }>(
    world.db,
    "select outcome from audit_record where operation = 'revealPersonalData' and target_id = $1 and actor_id = $2 order by recorded_at, outcome desc",
    [person.personId, officer.personId],
  )
  assert.ok(trail.some((record) => record.outcome === 'read') && trail.some((record) => record.outcome === 'done'))

  const { items } = (await world.send(person.token, listMyDisclosures, {})).body
  assert.deepEqual(
    items.map((item) => [item.field, item.purpose?.zh, item.reason, item.roleZh, item.organisationZh]),
    [
      ['phone', '业务联系', asked.reason, '单位管理员（资产处）', institute.name],
      [null, undefined, null, null, null],
      [null, undefined, null, null, institute.name],
      [null, undefined, null, null, institute.name],
    ],
    'what was revealed, and who opened what a purpose shows; refused looks saw nothing and are not told',
  )
  assert.deepEqual((await world.send(operator.token, listMyDisclosures, {})).body.items, [])
})

scenario('a person of another organisation is one who does not exist', async (world) => {
  const institute = await makeOrganisation(world, 'institute', { divisionCode: '220104' })
  const other = await makeOrganisation(world, 'institute', { divisionCode: '220202' })
  const person = await signedIn(world, 'operator', { organisationId: other.id })
  await world.send(person.token, setMyPersonalData, { phone: '13900005678' })
  const officer = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const absent = '01900000-0000-7000-8000-000000000000'
  for (const id of [person.personId, absent]) {
    const seen = await world.send(officer.token, getPersonalData, { id, purpose: 'contact' })
    const revealed = await world.send(officer.token, revealPersonalData, { id, field: 'phone', purpose: 'contact', reason: '示例理由' })
    assert.deepEqual([seen.status, seen.problem.code, revealed.status, revealed.problem.code], [404, 'not_found', 404, 'not_found'])
  }
})

scenario(
  'whoever belongs to no organisation is seen by roles for the whole province, and an officer by those above them',
  async (world) => {
    const talent = await signedIn(world, 'individual', {})
    const county = await signedIn(world, 'county_officer', { divisionCode: '220104' })
    for (const { token } of [talent, county]) await world.send(token, setMyPersonalData, { phone: '13900005678' })
    const institute = await makeOrganisation(world, 'institute', { divisionCode: '220104' })
    const look = async (role: string, scope: Parameters<typeof signedIn>[2], { personId }: { personId: string }) => {
      const reader = await signedIn(world, role, scope)
      const asked = { id: personId, field: 'phone' as const, purpose: 'contact', reason: '示例：申请材料须核对' }
      const seen = await world.send(reader.token, getPersonalData, { id: personId, purpose: 'contact' })
      const reply = await world.send(reader.token, revealPersonalData, asked)
      assert.equal(seen.status === 200, reply.status === 200, 'both or neither')
      return reply.status === 200 ? reply.body.text : reply.problem.code
    }
    const [whole, prefecture] = [{ divisionCode: '220000' }, { divisionCode: '220100' }]
    assert.equal(await look('provincial_officer', whole, talent), '13900005678')
    assert.equal(await look('city_officer', prefecture, talent), 'not_found')
    assert.equal(await look('asset_officer', { organisationId: institute.id }, talent), 'not_found')
    assert.equal(await look('provincial_officer', whole, county), '13900005678')
    assert.equal(await look('city_officer', prefecture, county), '13900005678')
    assert.equal(await look('city_officer', { divisionCode: '220200' }, county), 'not_found')
    assert.equal(await look('asset_officer', { organisationId: institute.id }, county), 'not_found')
  },
)

scenario('a name that was written before names were sealed is still read', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId } = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  await run(world.db, "update person_private set name_sealed = '旧示例' where person_id = $1", [personId])
  assert.equal((await world.send(token, getMe, {})).body.me?.displayName, '旧示例')
  assert.ok((await world.send(token, listGrants, {})).body.items.some((grant) => grant.displayName === '旧示例'))
})
