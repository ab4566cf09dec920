import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { addMyChild, listMyChildren, withdrawConsent } from './consent.contract.ts'
import { requireConsent } from './consent.server.ts'

const child = { name: '小示例', bornOn: '2018-05-01', purpose: 'schooling', textVersion: 1 }

scenario("a child's data come with the guardian's consent and go with it; the consent stays as proof", async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const guardian = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const other = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const added = await world.send(guardian.token, addMyChild, child)
  assert.equal(added.status, 200, added.text)
  const { id } = added.body
  await requireConsent(world.db, id, 'schooling')
  await assert.rejects(requireConsent(world.db, id, 'contact'), { code: 'consent_missing' })
  const [row] = await run(world.db, 'select * from child where id = $1', [id])
  assert.ok(!JSON.stringify(row).includes('小示例') && !JSON.stringify(row).includes('2018-05-01'))
  const [mine] = (await world.send(guardian.token, listMyChildren, {})).body.items
  assert.deepEqual(
    [mine?.name, mine?.bornOn, mine?.consents[0]?.textVersion, mine?.consents[0]?.withdrawnAt],
    ['小示例', '2018-05-01', 1, null],
  )
  assert.deepEqual((await world.send(other.token, listMyChildren, {})).body.items, [])

  const consentId = mine!.consents[0]!.id
  assert.equal((await world.send(other.token, withdrawConsent, { id: consentId })).problem.code, 'not_found')
  assert.deepEqual((await world.send(guardian.token, withdrawConsent, { id: consentId })).body, { isChildErased: true })
  await assert.rejects(requireConsent(world.db, id, 'schooling'), { code: 'consent_missing' })
  const [left] = (await world.send(guardian.token, listMyChildren, {})).body.items
  assert.deepEqual([left?.name, left?.bornOn, left?.consents.length], [null, null, 1])
  assert.notEqual(left?.consents[0]?.withdrawnAt, null)
  assert.equal((await world.send(guardian.token, withdrawConsent, { id: consentId })).problem.code, 'not_found')
})

scenario('no consent, no data: an old wording, a purpose without consent and a grown-up are refused', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  for (const [input, code] of [
    [{ ...child, textVersion: 2 }, 'consent_text_changed'],
    [{ ...child, purpose: 'contact' }, 'not_by_consent'],
    [{ ...child, purpose: 'nothing' }, 'not_by_consent'],
    [{ ...child, bornOn: '1990-01-01' }, 'not_a_child'],
    [{ ...child, bornOn: '2027-01-01' }, 'not_a_child'],
  ] as const)
    assert.equal((await world.send(token, addMyChild, input)).problem.code, code)
  assert.deepEqual((await world.send(token, listMyChildren, {})).body.items, [])
})
