import assert from 'node:assert/strict'
import { act, filed, later, onPaper, path } from '../../test/kit/cases.ts'
import { makeInstrument } from '../../test/kit/instruments.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { saveCase, startCase, submitCase } from '../procedures/case.contract.ts'
import { getProcedure } from '../procedures/procedure.contract.ts'
import { getAcceptance, listListings } from './acceptance.contract.ts'
import { getInstrument } from './catalogue.contract.ts'
import { exemptionCode, listingCode } from './sharing.rules.ts'

async function makePeople(world: World) {
  world.now = new Date('2026-06-01T02:00:00Z')
  const institution = await makeOrganisation(world, 'university', { divisionCode: '220102' })
  return {
    institution,
    officer: await signedIn(world, 'asset_officer', { organisationId: institution.id }),
    head: await signedIn(world, 'institution_leader', { organisationId: institution.id }),
    province: await signedIn(world, 'provincial_officer', { divisionCode: '220000' }),
    leader: await signedIn(world, 'department_leader', { divisionCode: '220000' }),
  }
}
type People = Awaited<ReturnType<typeof makePeople>>

const standing = async (world: World, code: string) => (await world.send(null, getProcedure, { code })).body.batches[0]!.id
const about = ({ institution }: People, innerCode: string, more: object) => ({
  ...{ institution: institution.name, division: '220102', innerCode, ...more },
})
const grant = { verb: 'grant', reason: '材料齐全，同意' } as const
const pass = { verb: 'pass', opinion: '示例：属实' } as const

scenario('an instrument joins once its institution and the department above agree, with its acceptance', async (world) => {
  const people = await makePeople(world)
  const { officer, head, leader, institution } = people
  const draft = await makeInstrument(world, { institutionId: institution.id, state: 'draft', listedOn: null })
  const shared = await makeInstrument(world, { institutionId: institution.id })
  const foreign = await makeInstrument(world, { institutionId: (await makeOrganisation(world, 'university')).id, state: 'draft' })
  const batchId = await standing(world, listingCode)
  const said = {
    acceptedOn: '2026-05-04',
    isDutyFree: true,
    declarationNo: '示例报关单1',
    releasedOn: '2026-01-05',
    supervisedTo: '2029-01-04',
  }
  const more = { organisationId: institution.id }

  /** As `filed`, told instead of asserted. */
  const tried = async (innerCode: string) => {
    const { id } = (await world.send(officer.token, startCase, { batchId, ...more }, { idempotencyKey: newId() })).body
    await world.send(officer.token, saveCase, { id, answers: about(people, innerCode, { ...said, isPublished: true }) })
    await onPaper(world, officer, id)
    return world.send(officer.token, submitCase, { id })
  }
  assert.deepEqual(
    [(await tried(foreign.innerCode)).problem?.code, (await tried('没有这个编号')).problem?.code],
    ['no_own_instrument', 'no_own_instrument'],
  )
  assert.equal((await tried(shared.innerCode)).problem?.code, 'not_a_draft')

  const one = await filed(world, officer, batchId, about(people, draft.innerCode, { ...said, isPublished: true }), more)
  assert.equal((await act(world, leader, one.id, grant)).status, 409, 'the institution looks at it first')
  const done = await path(world, one.id, [
    [head, pass],
    [leader, grant],
  ])
  assert.equal(done.status, 'granted')
  const { state, listedOn, supervisedTo } = (await world.send(null, getInstrument, { id: draft.id })).body
  assert.deepEqual([state, listedOn, supervisedTo], ['online', '2026-06-01', '2029-01-04'])
  const { acceptedOn, clock } = (await world.send(officer.token, getAcceptance, { id: draft.id })).body
  assert.deepEqual([acceptedOn, clock.state], ['2026-05-04', 'in_time'])
})

scenario('an instrument is excused while the case that excused it stands, and no longer', async (world) => {
  const people = await makePeople(world)
  const { officer, head, province, leader, institution } = people
  const { id, innerCode } = await makeInstrument(world, {
    institutionId: institution.id,
    state: 'draft',
    listedOn: null,
    worthFen: 90_000_000,
  })
  const clockOf = async () => (await world.send(officer.token, getAcceptance, { id })).body.clock.state
  const counts = async () => (await world.send(province.token, listListings, { state: 'exempt' })).body.items.map((item) => item.id)
  assert.equal(await clockOf(), 'unknown')
  const answers = about(people, innerCode, { ground: 'dedicated', lookAgainOn: '2028-01-01', explanation: '示例：承担连续观测任务。' })
  const one = await filed(world, officer, await standing(world, exemptionCode), answers, { organisationId: institution.id })
  await path(world, one.id, [
    [head, pass],
    [province, pass],
    [leader, grant],
  ])
  assert.deepEqual([await clockOf(), await counts()], ['exempt', [id]])
  await later(world, '2026-07-01T02:00:00Z')
  const revoked = await act(world, leader, one.id, { verb: 'revoke', reason: '示例：任务已经结束', ground: 'untrue' } as never)
  assert.equal(revoked.status, 200, revoked.text)
  assert.deepEqual([await clockOf(), await counts()], ['unknown', []])
})
