import assert from 'node:assert/strict'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { getAcceptance, keepAcceptance, listListings } from './acceptance.contract.ts'
import { changeInstrument, getInstrument } from './catalogue.contract.ts'

scenario('an instrument is over time until it joins, and its institution, its province and nobody else sees it', async (world) => {
  world.now = new Date('2026-06-01T02:00:00Z')
  const institution = await makeOrganisation(world, 'university')
  const officer = (await signedIn(world, 'asset_officer', { organisationId: institution.id })).token
  const other = (await signedIn(world, 'asset_officer', { organisationId: (await makeOrganisation(world, 'university')).id })).token
  const province = (await signedIn(world, 'provincial_officer', { divisionCode: '220000' })).token
  const { id } = await makeInstrument(world, { institutionId: institution.id })
  const change = (facts: object) => world.send(officer, changeInstrument, { id, ...facts })
  assert.equal((await change({ state: 'draft', listedOn: null, worthFen: 60_000_000 })).status, 200)

  const list = async (token: string, state: 'overdue' | 'unknown' | 'late' | 'voluntary') =>
    (await world.send(token, listListings, { state })).body
  const ids = async (token: string, state: 'overdue' | 'unknown' | 'late') => (await list(token, state)).items.map((item) => item.id)
  assert.deepEqual(await ids(officer, 'unknown'), [id])
  const keep = (input: object) => world.send(officer, keepAcceptance, { id, acceptedOn: '2026-03-02', ...input })
  assert.equal((await keep({ acceptedOn: '2026-06-02' })).problem?.code, 'accepted_in_future')
  const customs = { isDutyFree: true, declarationNo: '示例报关单1', releasedOn: '2026-01-05', supervisedTo: '2029-01-04' }
  for (const missing of [{ declarationNo: ' ' }, { releasedOn: null }, { supervisedTo: null }, { supervisedTo: '2026-01-04' }])
    assert.equal((await keep({ ...customs, ...missing })).problem?.code, 'customs_incomplete', JSON.stringify(missing))
  assert.equal((await world.send(other, keepAcceptance, { id, acceptedOn: '2026-03-02' })).status, 404)
  assert.equal((await world.send(other, getAcceptance, { id })).status, 404)
  const kept = await keep(customs)
  assert.deepEqual([kept.body.clock.state, kept.body.clock.isCertain, kept.body.declarationNo], ['overdue', true, '示例报关单1'])
  assert.ok(kept.body.clock.days! > 20 && kept.body.clock.dueOn! > '2026-04-10', JSON.stringify(kept.body.clock))

  assert.deepEqual([await ids(officer, 'overdue'), await ids(province, 'overdue'), await ids(other, 'overdue')], [[id], [id], []])
  const whole = await list(province, 'overdue')
  assert.equal(whole.counts.overdue, whole.items.length, 'a count is its list')
  assert.deepEqual([whole.rule.workingDays, whole.rule.worthLeastFen], [30, 50_000_000])

  assert.equal((await change({ state: 'online', listedOn: '2026-05-29' })).status, 200)
  assert.deepEqual([await ids(officer, 'overdue'), await ids(officer, 'late')], [[], [id]])
  assert.equal((await world.send(null, getInstrument, { id })).body.supervisedTo, '2029-01-04')
  assert.equal((await keep({ ...customs, isDutyFree: false })).body.declarationNo, '', 'what customs do not watch has no papers')
  assert.equal((await world.send(null, getInstrument, { id })).body.supervisedTo, null)
  assert.equal((await change({ worthFen: 49_000_000 })).status, 200)
  assert.equal((await list(officer, 'voluntary')).items[0]?.id, id)
})
