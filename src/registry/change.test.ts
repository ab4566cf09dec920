import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { newcomer } from '../../test/kit/registrations.ts'
import { getMe, listNamedParties, listOrganisations, resolveNamedParty, undoResolution } from '../identity/identity.contract.ts'
import { getCustomers, partiesByName } from '../identity/resolution.server.ts'
import { inTransaction, run } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import {
  askOrganisationChange,
  changeOrganisation,
  decideOrganisationChange,
  getOrganisationHistory,
  listOrganisationChanges,
  listRegisteredOrganisations,
  mergeOrganisations,
  withdrawOrganisationChange,
} from './change.contract.ts'
import { getOrganisationFile, setOrganisationContact } from './file.contract.ts'
import { askToJoin, listJoinings } from './registration.contract.ts'
import { listStatuses, recordStatus } from './status.contract.ts'

const reason = '营业执照变更'
const county = (world: World, divisionCode = '220102') => signedIn(world, 'county_officer', { divisionCode })
const province = (world: World) => signedIn(world, 'provincial_officer', { divisionCode: '220000' })

async function firmOf(world: World) {
  const firm = await makeOrganisation(world, 'firm', { divisionCode: '220102' })
  return { ...firm, admin: await signedIn(world, 'firm_admin', { organisationId: firm.id }) }
}

scenario('a firm asks for another name, its county agrees, and the old name still finds it', async (world) => {
  const { id, name, admin } = await firmOf(world)
  const officer = await county(world)
  const wanted = { nameZh: `${name}（集团）` }
  const asked = await world.send(admin.token, askOrganisationChange, { id, wanted, reason, documentNo: '示例登字〔2026〕1号' })
  assert.deepEqual([asked.status, asked.body.state, asked.body.decidesIn], [200, 'pending', '220102'])
  assert.equal((await world.send(admin.token, askOrganisationChange, { id, wanted, reason })).problem.code, 'change_pending')
  const waiting = await world.send(officer.token, listOrganisationChanges, {})
  assert.ok(waiting.body.items.some((item) => item.id === asked.body.id))
  const [before] = await run<{ id: string; text: string }>(
    world.db,
    'select id, v::text as text from organisation_version v where organisation_id = $1',
    [id],
  )
  const decide = (token: string, input: object = {}) =>
    world.send(token, decideOrganisationChange, { id: asked.body.id, isApproved: true, ...input })
  assert.equal((await decide((await county(world, '220103')).token)).problem.code, 'not_found')
  assert.equal((await decide(officer.token, { isApproved: false })).problem.code, 'change_reason_missing')
  assert.equal((await decide(officer.token)).body.state, 'approved')
  assert.equal((await decide(officer.token)).problem.code, 'change_decided')
  assert.equal((await world.send(admin.token, withdrawOrganisationChange, { id: asked.body.id })).problem.code, 'change_decided')
  const history = await world.send(admin.token, getOrganisationHistory, { id })
  assert.deepEqual(
    history.body.versions.map((one) => [one.nameZh, one.reason, one.to === null]),
    [
      [wanted.nameZh, reason, true],
      [name, null, false],
    ],
  )
  const [after] = await run<{ text: string }>(world.db, `select (v::text) as text from organisation_version v where id = $1`, [before!.id])
  assert.equal(after!.text.replace(/,"[^"]*",\)$/, ',,)'), before!.text, 'the version of before is superseded, nothing else of it changes')
  const found = await world.send(officer.token, listOrganisations, { query: name })
  assert.ok(found.body.items.some((item) => item.id === id && item.nameZh === wanted.nameZh))
})

scenario('a firm asks for another seat and size; both count from the decision, and whom to ask for there from at once', async (world) => {
  const { id, admin } = await firmOf(world)
  const officer = await county(world)
  await world.send(officer.token, recordStatus, { id, kind: 'size_class', sizeClass: 'micro', firstOn: '2020-01-01' })
  const wanted = { address: '示例路 1 号', sizeClass: 'small' as const }
  const asked = await world.send(admin.token, askOrganisationChange, { id, wanted, reason })
  assert.deepEqual(asked.body.wanted, wanted, asked.text)
  const listed = async () => (await world.send(officer.token, listRegisteredOrganisations, { status: 'size_class', limit: 100 })).body.items
  assert.equal((await listed()).find((item) => item.id === id)?.isChanging, true)
  assert.equal((await world.send(officer.token, decideOrganisationChange, { id: asked.body.id, isApproved: true })).status, 200)
  const history = await world.send(admin.token, getOrganisationHistory, { id })
  assert.deepEqual([history.body.address, history.body.versions.length], [wanted.address, 2])
  const found = (await listed()).find((item) => item.id === id)
  assert.deepEqual([found?.isChanging, found?.statuses.map((one) => one.sizeClass)], [false, ['small']])
  const kept = (await world.send(admin.token, listStatuses, { id })).body.items
  assert.deepEqual(
    kept.map((one) => [one.sizeClass, one.lastOn === null]),
    [
      ['small', true],
      ['micro', false],
    ],
  )
  assert.equal((await world.send(admin.token, askOrganisationChange, { id, wanted, reason })).problem.code, 'nothing_changes')
  const bureau = await makeOrganisation(world, 'institute', { divisionCode: '220102' })
  const keeper = await signedIn(world, 'asset_officer', { organisationId: bureau.id })
  const size = { id: bureau.id, wanted: { sizeClass: 'small' as const }, reason }
  assert.equal((await world.send(keeper.token, askOrganisationChange, size)).problem.code, 'firms_only')
  assert.equal((await world.send(admin.token, setOrganisationContact, { id, contact: '示例联系人 0431-0000000' })).status, 200)
  const file = await world.send(officer.token, getOrganisationFile, { id })
  assert.deepEqual(
    [file.body.contact, file.body.members.map((one) => one.role), file.body.cases.map((one) => [one.kind, one.state])],
    ['示例联系人 0431-0000000', ['firm_admin'], [['change', 'approved']]],
  )
  assert.equal((await world.send((await county(world, '220202')).token, getOrganisationFile, { id })).problem.code, 'not_found')
})

scenario('what changes nothing, stands above itself, or is another’s, is refused', async (world) => {
  const { id, name, admin } = await firmOf(world)
  const rival = await firmOf(world)
  const ask = (token: string, wanted: object) => world.send(token, askOrganisationChange, { id, wanted, reason })
  assert.equal((await ask(admin.token, { nameZh: name })).problem.code, 'nothing_changes')
  assert.equal((await ask(admin.token, { parentId: id })).problem.code, 'not_over_itself')
  assert.equal((await ask(admin.token, { superiorId: newId() })).problem.code, 'not_found')
  assert.equal((await ask(admin.token, { divisionCode: '999999' })).problem.code, 'no_such_division')
  assert.ok((await ask(rival.admin.token, { nameZh: '示例侵占' })).status >= 403)
  assert.equal((await world.send(rival.admin.token, getOrganisationHistory, { id })).problem.code, 'not_found')
  const asked = await ask(admin.token, { kind: 'park' })
  assert.equal((await world.send(rival.admin.token, withdrawOrganisationChange, { id: asked.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(admin.token, withdrawOrganisationChange, { id: asked.body.id })).body.state, 'withdrawn')
})

scenario('the province gives an organisation its department in charge at once; nobody else may', async (world) => {
  const { id, admin } = await firmOf(world)
  const bureau = await makeOrganisation(world, 'government', { divisionCode: '220000' })
  const change = (token: string) =>
    world.send(token, changeOrganisation, {
      id,
      wanted: { superiorId: bureau.id, divisionCode: '220103' },
      reason: '机构改革',
      documentNo: '示例〔2026〕2号',
    })
  assert.equal((await change(admin.token)).problem.code, 'not_permitted')
  assert.equal((await change((await county(world)).token)).problem.code, 'not_permitted')
  const { token } = await province(world)
  assert.equal((await change(token)).body.state, 'approved')
  const history = await world.send(token, getOrganisationHistory, { id })
  assert.deepEqual(
    [history.body.versions[0]?.superior?.id, history.body.versions[0]?.divisionCode, history.body.versions[0]?.documentNo],
    [bureau.id, '220103', '示例〔2026〕2号'],
  )
  const listed = await world.send((await county(world, '220103')).token, listRegisteredOrganisations, { limit: 100 })
  assert.ok(listed.body.items.some((item) => item.id === id))
})

scenario(
  'one organisation becomes part of another: code, names, people, waiting requests and settled customers lead to the survivor',
  async (world) => {
    const [lost, kept] = [await firmOf(world), await firmOf(world)]
    const { token } = await province(world)
    const person = await newcomer(world)
    await world.send(person.token, askToJoin, { creditCode: lost.creditCode })
    const written = `示例客户${lost.creditCode}`
    await inTransaction(world.db, 'write', (tx) => partiesByName(tx, kept.id, [written]))
    const open = await world.send(token, listNamedParties, { limit: 100 })
    const named = open.body.items.find((item) => item.name === written)!
    await world.send(token, resolveNamedParty, { id: named.id, organisationId: lost.id })
    const merge = (id: string, survivorId: string) =>
      world.send(token, mergeOrganisations, { id, survivorId, reason: '吸收合并', documentNo: '示例〔2026〕3号' })
    assert.equal((await merge(lost.id, lost.id)).problem.code, 'merge_with_itself')
    assert.equal((await merge(newId(), kept.id)).problem.code, 'not_found')
    const merged = await merge(lost.id, kept.id)
    assert.deepEqual([merged.status, merged.body.movedGrants], [200, 1], merged.text)
    assert.equal((await merge(lost.id, kept.id)).problem.code, 'merged_away')
    const me = await world.send(lost.admin.token, getMe, {})
    assert.deepEqual(
      me.body.me?.grants.map((grant) => [grant.role, grant.organisationId]),
      [['firm_admin', kept.id]],
    )
    for (const query of [lost.name, lost.creditCode]) {
      const found = await world.send(token, listOrganisations, { query })
      assert.deepEqual(
        found.body.items.map((item) => item.id),
        [kept.id],
        query,
      )
    }
    const customers = await getCustomers(world.db, [lost.id, named.id, kept.id])
    assert.deepEqual(
      [lost.id, named.id, kept.id].map((id) => customers.get(id)?.organisationId),
      [kept.id, kept.id, kept.id],
    )
    await world.send(token, undoResolution, { id: named.id })
    assert.equal((await world.send(token, resolveNamedParty, { id: named.id, organisationId: lost.id })).problem.code, 'merged_away')
    assert.equal((await world.send(kept.admin.token, listJoinings, { id: kept.id })).body.items.length, 1)
    const history = await world.send(token, getOrganisationHistory, { id: kept.id })
    assert.deepEqual(
      history.body.tookIn.map((one) => [one.id, one.documentNo]),
      [[lost.id, '示例〔2026〕3号']],
    )
    assert.equal((await world.send(token, getOrganisationHistory, { id: lost.id })).body.partOf?.id, kept.id)
    const whole = await firmOf(world)
    assert.equal((await merge(kept.id, whole.id)).status, 200)
    assert.equal((await getCustomers(world.db, [lost.id])).get(lost.id)?.organisationId, whole.id, 'what it had taken in goes with it')
    const listed = await world.send(token, listRegisteredOrganisations, { query: lost.name })
    assert.deepEqual(
      listed.body.items.map((item) => item.id),
      [whole.id],
    )
  },
)
