import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario, type World } from '../kernel/test.ts'
import { addMyChild, listMyChildren, withdrawConsent } from './consent.contract.ts'
import { decideErasure, exportMyData, requestErasure } from './erasure.contract.ts'
import { getMe } from './identity.contract.ts'
import { createApiKey } from './key.contract.ts'
import { askGuardian, consentToWard, declineWard, getMyMinority, listMyWards } from './minor.contract.ts'
import { listMyNotices } from './notice.contract.ts'
import { setMyPersonalData } from './personal.contract.ts'
import { listMySessions } from './session.contract.ts'

const grownUps = '11010519491231002X'

/** An identity number of somebody born on a day, with the check character of GB 11643; of a place that is none. */
function idNumberOf(bornOn: string): string {
  const first17 = `990000${bornOn.replaceAll('-', '')}001`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return `${first17}${'10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(first17[at]), 0) % 11]}`
}
const minors = { idType: 'resident' as const, idNumber: idNumberOf('2010-05-01'), phone: '13800001234' }

const held = async (world: World, token: string) => {
  const { problem, status } = await world.send(token, listMySessions, {})
  return status === 200 ? undefined : problem.code
}
const titlesOf = async (world: World, token: string) => (await world.send(token, listMyNotices, {})).body.items.map((item) => item.title.zh)

async function family(world: World) {
  const firm = await makeOrganisation(world, 'firm')
  const minor = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const guardian = await signedIn(world, 'individual', {})
  await world.send(guardian.token, setMyPersonalData, { idType: 'resident', idNumber: grownUps })
  return { minor, guardian }
}

scenario('the account of a minor rests, and nothing they told is kept, until the guardian they named consents', async (world) => {
  const { minor, guardian } = await family(world)
  const { key } = (await world.send(minor.token, createApiKey, { name: '示例', scopes: ['booking.book'], days: 1 })).body
  assert.ok((await world.send(key, getMe, {})).body.me)
  assert.equal((await world.send(minor.token, askGuardian, { loginName: guardian.loginName })).problem.code, 'no_minor')
  await world.send(minor.token, setMyPersonalData, { phone: '13800001234' })
  const told = await world.send(minor.token, setMyPersonalData, minors)
  assert.deepEqual([told.status, told.body.isHeld, told.body.idNumber, told.body.phone], [200, true, null, null], told.text)
  assert.deepEqual(await run(world.db, 'select 1 from person_detail where person_id = $1', [minor.personId]), [])

  assert.equal(await held(world, minor.token), 'account_held')
  assert.equal((await world.send(key, getMe, {})).body.me, null)
  assert.equal((await world.send(minor.token, setMyPersonalData, { phone: '13800001234' })).problem.code, 'account_held')
  const { me } = (await world.send(minor.token, getMe, {})).body
  assert.deepEqual([me?.isHeld, me?.permissions], [true, []])
  assert.equal((await world.send(minor.token, exportMyData, {})).status, 200, 'their own rights stay')

  const state = async () => (await world.send(minor.token, getMyMinority, {})).body.state
  assert.equal(await state(), 'unasked')
  for (const loginName of ['nobody-by-this-name', minor.loginName])
    assert.deepEqual((await world.send(minor.token, askGuardian, { loginName })).body, {}, 'the same answer as for an account')
  assert.equal(await state(), 'unasked')
  assert.equal((await world.send(minor.token, askGuardian, { loginName: guardian.loginName })).status, 200)
  assert.equal(await state(), 'asked')
  assert.deepEqual(await titlesOf(world, guardian.token), ['有人请您以监护人身份同意'])

  const [ward] = (await world.send(guardian.token, listMyWards, {})).body.items
  assert.deepEqual([ward?.id, ward?.loginName, ward?.consentId], [minor.personId, minor.loginName, null])
  const given = await world.send(guardian.token, consentToWard, { id: minor.personId, textVersion: 1 })
  assert.equal(given.status, 200, given.text)
  assert.deepEqual([await state(), await held(world, minor.token)], ['consented', undefined])
  const again = await world.send(minor.token, setMyPersonalData, minors)
  assert.deepEqual([again.body.isHeld, again.body.idNumber], [false, minors.idNumber])
})

scenario(
  'a withdrawn consent lets the account rest again and erases what was told; a declined one may be asked of another',
  async (world) => {
    const { minor, guardian } = await family(world)
    await world.send(minor.token, setMyPersonalData, minors)
    await world.send(minor.token, askGuardian, { loginName: guardian.loginName })
    assert.equal((await world.send(guardian.token, declineWard, { id: minor.personId })).status, 200)
    assert.equal((await world.send(guardian.token, declineWard, { id: minor.personId })).problem.code, 'not_found')
    await world.send(minor.token, askGuardian, { loginName: guardian.loginName })
    await world.send(guardian.token, consentToWard, { id: minor.personId, textVersion: 1 })
    assert.equal(
      (await world.send(guardian.token, declineWard, { id: minor.personId })).problem.code,
      'not_found',
      'a given one is withdrawn',
    )
    await world.send(minor.token, setMyPersonalData, minors)
    const { items } = (await world.send(guardian.token, listMyWards, {})).body
    assert.equal((await world.send(minor.token, withdrawConsent, { id: items[0]!.consentId! })).problem.code, 'not_found')
    assert.equal((await world.send(guardian.token, withdrawConsent, { id: items[0]!.consentId! })).status, 200)
    assert.equal(await held(world, minor.token), 'account_held')
    assert.deepEqual(await run(world.db, 'select 1 from person_detail where person_id = $1', [minor.personId]), [])
    assert.deepEqual((await titlesOf(world, minor.token)).toSorted(), ['监护人撤回了同意', '监护人没有同意', '监护人已同意'].toSorted())
    assert.deepEqual((await world.send(guardian.token, listMyChildren, {})).body.items, [], 'an account is no child of the register')
  },
)

scenario('nobody consents who is a minor, was not asked, has not proven their age, or read an old wording', async (world) => {
  const { minor, guardian } = await family(world)
  await world.send(minor.token, setMyPersonalData, minors)
  const unproven = await signedIn(world, 'individual', {})
  const consent = (token: string, textVersion = 1) => world.send(token, consentToWard, { id: minor.personId, textVersion })
  assert.equal((await consent(guardian.token)).problem.code, 'not_found')
  await world.send(minor.token, askGuardian, { loginName: unproven.loginName })
  assert.equal((await consent(unproven.token)).problem.code, 'guardian_unproven')
  assert.equal((await consent(unproven.token, 2)).problem.code, 'consent_text_changed')
  const child = { name: '示例', bornOn: '2018-05-01', purpose: 'minor_account', textVersion: 1 }
  assert.equal((await world.send(guardian.token, addMyChild, child)).problem.code, 'not_by_consent')
  await world.send(minor.token, setMyPersonalData, { idType: 'resident', idNumber: grownUps })
  assert.equal(await held(world, minor.token), undefined, 'whoever is eighteen needs no consent any more')
})

scenario('with the guardian goes the consent', async (world) => {
  const { minor, guardian } = await family(world)
  const security = await signedIn(world, 'security_admin', { divisionCode: '220000' })
  await world.send(minor.token, setMyPersonalData, minors)
  await world.send(minor.token, askGuardian, { loginName: guardian.loginName })
  await world.send(guardian.token, consentToWard, { id: minor.personId, textVersion: 1 })
  const { id } = (await world.send(guardian.token, requestErasure, {})).body
  const decided = await world.send(security.token, decideErasure, { id, decision: 'erase' })
  assert.equal(decided.status, 200, decided.text)
  assert.equal(await held(world, minor.token), 'account_held')
  assert.equal((await world.send(minor.token, getMyMinority, {})).body.state, 'unasked')
})
