import assert from 'node:assert/strict'
import { makeOrganisation, password, signedIn } from '../../test/kit/people.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { scenario } from '../kernel/test.ts'
import { getMe, listNamedParties, listOrganisations, resolveNamedParty, signIn, signOut, undoResolution } from './identity.contract.ts'
import { partyByName } from './resolution.server.ts'

scenario('a person signs in, is known, and is nobody after signing out', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const me = await world.send(token, getMe, {})
  assert.equal(me.body.me?.personId, personId)
  assert.equal(me.body.me?.organisation?.id, firm.id)
  assert.ok(me.body.me?.permissions.includes('booking.book'))
  assert.equal((await world.send(token, signOut, {})).status, 200)
  assert.equal((await world.send(token, getMe, {})).body.me, null)
})

scenario('a wrong password and a name that does not exist get the same answer', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { loginName } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const wrong = await world.send(null, signIn, { loginName, password: 'not it' })
  const absent = await world.send(null, signIn, { loginName: 'nobody-here', password })
  assert.deepEqual([wrong.status, wrong.problem.code, wrong.problem.title], [absent.status, absent.problem.code, absent.problem.title])
  assert.equal(wrong.status, 401)
})

scenario('a session ends by its clock', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  world.now = new Date(world.now.getTime() + 12 * 3_600_000)
  assert.equal((await world.send(token, getMe, {})).body.me, null)
})

scenario('every command leaves an audit row, a refused one too', async (world) => {
  const firm = await makeOrganisation(world, 'firm')
  const { token, personId } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  const refused = await world.send(token, resolveNamedParty, { id: firm.id, organisationId: firm.id })
  assert.equal(refused.problem.code, 'not_permitted')
  await world.send(token, signOut, {})
  const rows = await run<{ operation: string; outcome: string }>(
    world.db,
    'select operation, outcome from audit_record where actor_id = $1 order by recorded_at, operation',
    [personId],
  )
  assert.deepEqual(rows, [
    { operation: 'resolveNamedParty', outcome: 'not_permitted' },
    { operation: 'signOut', outcome: 'done' },
  ])
  await assert.rejects(run(world.db, 'delete from audit_record'), /kept for their time/)
})

scenario('an organisation is found by a part of its name and by its credit code', async (world) => {
  const firm = await makeOrganisation(world, 'firm', { name: '通化澜松制药（示例）有限公司' })
  const { token } = await signedIn(world, 'firm_engineer', { organisationId: firm.id })
  for (const query of ['澜松制药', '澜松制药(示例)', firm.creditCode]) {
    const found = await world.send(token, listOrganisations, { query })
    assert.deepEqual(
      found.body.items.map((item) => item.id),
      [firm.id],
      query,
    )
  }
  assert.equal((await world.send(null, listOrganisations, { query: '' })).problem.code, 'not_signed_in')
})

scenario('a customer known only by name is suggested, settled, and the settlement undone', async (world) => {
  const firm = await makeOrganisation(world, 'firm', { name: '吉林青禾农机（示例）有限公司' })
  const institute = await makeOrganisation(world, 'institute', { divisionCode: '220104' })
  const { token } = await signedIn(world, 'asset_officer', { organisationId: institute.id })
  const written = (name: string) => inTransaction(world.db, 'write', (tx) => partyByName(tx, institute.id, name))
  const { partyId, isResolved } = await written('吉林青禾农机示例公司')
  assert.equal(isResolved, false)
  const queue = await world.send(token, listNamedParties, {})
  const waiting = queue.body.items.find((item) => item.id === partyId)
  assert.equal(waiting?.suggestions[0]?.id, firm.id)
  const settled = await world.send(token, resolveNamedParty, { id: partyId, organisationId: firm.id })
  assert.equal(settled.body.organisation?.id, firm.id)
  assert.equal((await world.send(token, resolveNamedParty, { id: partyId, organisationId: firm.id })).problem.code, 'already_resolved')
  assert.equal((await written('吉林青禾农机·示例公司')).partyId, firm.id)
  const undone = await world.send(token, undoResolution, { id: partyId })
  assert.equal(undone.body.organisation, null)
  assert.equal((await world.send(token, undoResolution, { id: partyId })).problem.code, 'not_resolved')
})

scenario(
  'a name is seen and settled where records have it: by its institution and by the divisions above, by nobody else',
  async (world) => {
    const [own, both, other] = [
      await makeOrganisation(world, 'institute', { divisionCode: '220104' }),
      await makeOrganisation(world, 'institute', { divisionCode: '220105' }),
      await makeOrganisation(world, 'institute', { divisionCode: '220202' }),
    ]
    const written = (institution: { id: string }, name: string) =>
      inTransaction(world.db, 'write', async (tx) => (await partyByName(tx, institution.id, name)).partyId)
    const first = await written(own, '示例独家客户')
    const shared = await written(own, '示例两家的客户')
    assert.equal(await written(both, '示例两家的客户'), shared)
    const seenBy = async (role: string, scope: { organisationId: string } | { divisionCode: string }) => {
      const { token } = await signedIn(world, role, scope)
      const { body } = await world.send(token, listNamedParties, { limit: 100 })
      assert.equal(body.total, body.items.length)
      return { token, seen: [first, shared].filter((id) => body.items.some((item) => item.id === id)) }
    }
    assert.deepEqual((await seenBy('asset_officer', { organisationId: own.id })).seen, [first, shared])
    assert.deepEqual((await seenBy('asset_officer', { organisationId: both.id })).seen, [shared])
    assert.deepEqual((await seenBy('provincial_officer', { divisionCode: '220000' })).seen, [first, shared])
    assert.deepEqual((await seenBy('provincial_officer', { divisionCode: '220200' })).seen, [])
    const stranger = await seenBy('asset_officer', { organisationId: other.id })
    assert.deepEqual(stranger.seen, [])
    for (const contract of [resolveNamedParty, undoResolution]) {
      const reply = await world.send(stranger.token, contract, { id: first, organisationId: other.id })
      assert.equal(reply.problem.code, 'not_found')
    }
  },
)
