import assert from 'node:assert/strict'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { scenario } from '../kernel/test.ts'
import { getOrganisationHistory } from './change.contract.ts'
import { holderOf } from './matter.server.ts'
import { decideProposal, listProposals, proposeMerger, proposeTransfer, withdrawProposal } from './proposal.contract.ts'

const ground = { reason: '示例：机构改革', documentNo: '示例〔2026〕8号' }

scenario('a county proposes that two firms become one; the province decides', async (world) => {
  const [lost, kept] = [
    await makeOrganisation(world, 'firm', { divisionCode: '220102' }),
    await makeOrganisation(world, 'firm', { divisionCode: '220202' }),
  ]
  const county = await signedIn(world, 'county_officer', { divisionCode: '220102' })
  const neighbour = await signedIn(world, 'county_officer', { divisionCode: '220202' })
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const propose = (token: string, id: string, survivorId: string) => world.send(token, proposeMerger, { id, survivorId, ...ground })
  assert.equal((await propose(neighbour.token, lost.id, kept.id)).problem.code, 'not_found')
  assert.equal((await propose(county.token, lost.id, lost.id)).problem.code, 'merge_with_itself')
  const first = await propose(county.token, lost.id, kept.id)
  assert.deepEqual([first.status, first.body.survivor?.id], [200, kept.id], first.text)
  assert.equal((await propose(county.token, lost.id, kept.id)).problem.code, 'proposal_pending')
  const decide = (token: string, id: string, more: object = {}) => world.send(token, decideProposal, { id, isApproved: true, ...more })
  assert.equal((await decide(county.token, first.body.id)).problem.code, 'not_permitted')
  assert.equal((await decide(province.token, first.body.id, { isApproved: false })).problem.code, 'change_reason_missing')
  assert.equal((await decide(province.token, first.body.id, { isApproved: false, answer: '材料不全' })).body.state, 'refused')
  assert.equal((await decide(province.token, first.body.id)).problem.code, 'proposal_decided')
  const withdrawn = await propose(county.token, lost.id, kept.id)
  assert.equal((await world.send(neighbour.token, withdrawProposal, { id: withdrawn.body.id })).problem.code, 'not_found')
  assert.equal((await world.send(county.token, withdrawProposal, { id: withdrawn.body.id })).body.state, 'withdrawn')
  const second = await propose(county.token, lost.id, kept.id)
  const listed = await world.send(county.token, listProposals, {})
  assert.deepEqual(
    listed.body.items.map((item) => item.id),
    [second.body.id],
  )
  assert.equal((await decide(province.token, second.body.id)).status, 200)
  const history = await world.send(county.token, getOrganisationHistory, { id: lost.id })
  assert.equal(history.body.partOf?.id, kept.id)
})

scenario('a prefecture proposes who holds a matter there; it holds it once the province agrees', async (world) => {
  const bureau = await makeOrganisation(world, 'government', { divisionCode: '220200' })
  const firm = await makeOrganisation(world, 'firm', { divisionCode: '220202' })
  const city = await signedIn(world, 'city_officer', { divisionCode: '220200' })
  const province = await signedIn(world, 'provincial_officer', { divisionCode: '220000' })
  const wish = { code: 'projects', divisionCode: '220200', organisationId: bureau.id, validFrom: '2026-05-01', ...ground }
  const propose = (more: object = {}) => world.send(city.token, proposeTransfer, { ...wish, ...more })
  assert.equal((await propose({ divisionCode: '220100' })).problem.code, 'not_found')
  assert.equal((await propose({ organisationId: firm.id })).problem.code, 'holder_not_government')
  const proposed = await propose()
  assert.equal(proposed.status, 200, proposed.text)
  assert.equal((await propose()).problem.code, 'proposal_pending')
  const holder = async () => (await holderOf(world.db, 'projects', '220202', '2026-05-01'))?.organisationId
  assert.equal(await holder(), undefined)
  assert.equal((await world.send(province.token, decideProposal, { id: proposed.body.id, isApproved: true })).status, 200)
  assert.equal(await holder(), bureau.id)
})
