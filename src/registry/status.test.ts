import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { changeOrganisation, mergeOrganisations } from './change.contract.ts'
import {
  confirmRelation,
  declareRelation,
  listRelations,
  listStatuses,
  listWaitingRelations,
  recordStatus,
  withdrawRelation,
  withdrawStatus,
} from './status.contract.ts'
import { areRelated, organisationStatusOn } from './status.server.ts'

const firmOf = (world: World) => makeOrganisation(world, 'firm', { divisionCode: '220102' })

scenario('an officer records what a firm is recognised as; it holds between its days and says when it is over', async (world) => {
  const firm = await firmOf(world)
  const officer = await signedIn(world, 'county_officer', { divisionCode: '220102' })
  const neighbour = await signedIn(world, 'county_officer', { divisionCode: '220103' })
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const status = { id: firm.id, kind: 'high_tech' as const, certificateNo: 'GR2023示例01', firstOn: '2023-03-01', lastOn: '2026-02-28' }
  const record = (token: string, more: object = {}) => world.send(token, recordStatus, { ...status, ...more })
  const recorded = await record(officer.token)
  assert.equal(recorded.status, 200, recorded.text)
  assert.equal((await record(officer.token, { firstOn: '2026-02-28', lastOn: null })).problem.code, 'status_overlaps')
  assert.equal((await record(officer.token, { certificateNo: null })).problem.code, 'status_unfit')
  assert.equal((await record(officer.token, { lastOn: '2020-01-01' })).problem.code, 'days_wrong')
  assert.equal((await record(neighbour.token)).problem.code, 'not_found')
  assert.equal((await record(admin.token)).problem.code, 'not_permitted')
  const institute = await makeOrganisation(world, 'institute', { divisionCode: '220102' })
  assert.equal((await record(officer.token, { id: institute.id })).problem.code, 'firms_only')
  const size = { kind: 'size_class', sizeClass: 'small', certificateNo: null, firstOn: '2025-01-01', lastOn: null }
  assert.equal((await record(officer.token, size)).status, 200)
  const listed = await world.send(admin.token, listStatuses, { id: firm.id })
  assert.deepEqual(
    listed.body.items.map((item) => [item.kind, item.isStanding, item.isOver]),
    [
      ['size_class', true, false],
      ['high_tech', false, true],
    ],
  )
  const on = async (day: string) => (await organisationStatusOn(world.db, [firm.id], day)).get(firm.id)?.map((one) => one.kind) ?? []
  assert.deepEqual(
    [await on('2023-02-28'), await on('2024-06-01'), await on('2025-06-01')],
    [[], ['high_tech'], ['size_class', 'high_tech']],
  )
  assert.equal((await world.send(neighbour.token, withdrawStatus, { id: recorded.body.id, reason: '示例录错' })).problem.code, 'not_found')
  assert.equal((await world.send(officer.token, withdrawStatus, { id: recorded.body.id, reason: '示例录错' })).status, 200)
  assert.equal((await world.send(officer.token, withdrawStatus, { id: recorded.body.id, reason: '示例录错' })).problem.code, 'not_found')
  assert.deepEqual(await on('2024-06-01'), [])
})

scenario('what a firm declares of itself counts at once and waits for its county to look at it', async (world) => {
  const [firm, sister] = [await firmOf(world), await firmOf(world)]
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const officer = await signedIn(world, 'county_officer', { divisionCode: '220102' })
  const neighbour = await signedIn(world, 'county_officer', { divisionCode: '220202' })
  const relation = { id: firm.id, otherId: sister.id, kind: 'shareholder' as const, firstOn: '2024-01-01' }
  const declared = await world.send(admin.token, declareRelation, relation)
  assert.equal(declared.body.isConfirmed, false)
  assert.equal((await world.send(officer.token, declareRelation, { ...relation, kind: 'subsidiary' })).body.isConfirmed, true)
  const waiting = async (token: string) =>
    (await world.send(token, listWaitingRelations, { limit: 100 })).body.items.filter((item) => item.organisationId === firm.id)
  assert.deepEqual(
    (await waiting(officer.token)).map((item) => [item.id, item.ownNameZh]),
    [[declared.body.id, firm.name]],
  )
  assert.equal((await waiting(neighbour.token)).length, 0)
  const { id } = declared.body
  assert.equal((await world.send(neighbour.token, confirmRelation, { id })).problem.code, 'not_found')
  assert.equal((await world.send(admin.token, confirmRelation, { id })).problem.code, 'not_permitted')
  assert.equal((await world.send(officer.token, confirmRelation, { id })).body.isConfirmed, true)
  assert.equal((await waiting(officer.token)).length, 0)
})

scenario('who declared whom is related between the days, whichever is asked first; a parent always; and who became one', async (world) => {
  const [firm, sister, parent, stranger] = [await firmOf(world), await firmOf(world), await firmOf(world), await firmOf(world)]
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const rival = await signedIn(world, 'firm_admin', { organisationId: stranger.id })
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const relation = { id: firm.id, otherId: sister.id, kind: 'same_controller' as const, firstOn: '2024-01-01', lastOn: '2024-12-31' }
  const declare = (token: string, more: object = {}) => world.send(token, declareRelation, { ...relation, ...more })
  const declared = await declare(admin.token)
  assert.equal(declared.status, 200, declared.text)
  assert.equal((await declare(admin.token)).problem.code, 'relation_overlaps')
  assert.equal((await declare(admin.token, { otherId: firm.id })).problem.code, 'related_to_itself')
  assert.equal((await declare(admin.token, { otherId: newId() })).problem.code, 'not_found')
  assert.equal((await declare(admin.token, { lastOn: '2023-01-01' })).problem.code, 'days_wrong')
  assert.equal((await declare(rival.token)).problem.code, 'not_found')
  const related = (a: { id: string }, b: { id: string }, day = '2024-06-01') => areRelated(world.db, a.id, b.id, day)
  assert.deepEqual(
    [await related(firm, sister), await related(sister, firm), await related(firm, sister, '2025-01-01'), await related(firm, stranger)],
    [true, true, false, false],
  )
  const ground = { reason: '示例：投资关系', documentNo: '示例〔2026〕7号' }
  await world.send(province.token, changeOrganisation, { id: firm.id, wanted: { parentId: parent.id }, ...ground })
  assert.deepEqual([await related(parent, firm), await related(parent, sister)], [true, false])
  await world.send(province.token, mergeOrganisations, { id: sister.id, survivorId: stranger.id, ...ground })
  assert.deepEqual([await related(firm, stranger), await related(sister, stranger, '2030-01-01')], [true, true])
  assert.equal((await world.send(rival.token, withdrawRelation, { id: declared.body.id, reason: '示例录错' })).problem.code, 'not_found')
  assert.equal((await world.send(admin.token, listRelations, { id: firm.id })).body.items.length, 1)
  assert.equal((await world.send(admin.token, withdrawRelation, { id: declared.body.id, reason: '示例录错' })).status, 200)
  assert.equal(await related(firm, stranger), false)
})
