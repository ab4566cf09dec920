import assert from 'node:assert/strict'
import { act, offices, onPaper, openedBatch } from '../../test/kit/cases.ts'
import { readyCounty } from '../../test/kit/counties.ts'
import { signedIn } from '../../test/kit/people.ts'
import { approvedReturns, type Reported, smallSystem } from '../../test/kit/returns.ts'
import { actOnIndexRound, createIndexRound, recordIndexSystem } from '../evaluation/round.contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { saveCase, startCase, submitCase } from '../procedures/case.contract.ts'
import { getCaseData } from './casedata.contract.ts'
import { issueRecommendation } from './recommendation.contract.ts'

const county = '220122'
const told = (share: number, firms: number) => ({ fiscal_science_share: [share, 100] as const, high_tech_firms: firms })
const once = () => ({ idempotencyKey: newId() })

/** Publishes a round of a year, in place of another where one is named. */
async function published(world: World, province: string, year: number, replaces: string | null = null): Promise<string> {
  const asked = { systemCode: 'small', systemVersion: '1', fromYear: year, year, runs: 100 }
  const made = await world.send(province, createIndexRound, { ...asked, replaces, reason: replaces ? '示例：更正' : '' })
  assert.equal(made.status, 200, made.text)
  await world.drain()
  // The clock of the database writes when it was published: what comes after is later by it too.
  const reply = await world.send(province, actOnIndexRound, { id: made.body.id, act: 'publish' })
  assert.equal(reply.status, 200, reply.text)
  world.now = new Date()
  return made.body.id
}

scenario('a county’s case is judged by the index that was published when its data were passed', async (world) => {
  world.now = new Date()
  const people = await offices(world)
  const { province, city } = people
  const bureau = await signedIn(world, 'county_officer', { divisionCode: county })
  const neighbour = await signedIn(world, 'county_officer', { divisionCode: '220182' })
  const year = world.now.getUTCFullYear() - 1
  const reported: Reported = { [county]: told(2, 6), '220182': told(3, 8), '220521': told(1, 2) }
  await approvedReturns(world, year - 1, province.personId, reported)
  await approvedReturns(world, year, province.personId, { ...reported, [county]: told(4, 9) })
  await readyCounty(world, county, [])
  const system = { subject: 'counties', titleZh: '示例指数', titleEn: 'Example index', basis: '示例', file: smallSystem('1') }
  assert.equal((await world.send(province.token, recordIndexSystem, system)).status, 200)

  const batchId = await openedBatch(world, province, 'county_provincial')
  const { id } = (await world.send(bureau.token, startCase, { batchId }, once())).body
  const answers = { theme: 'industry', goals: '示例目标', features: '示例特色', contact: '示例', phone: '13800001234' }
  await world.send(bureau.token, saveCase, { id, answers })
  await onPaper(world, bureau, id)
  const { actionCount: number } = (await world.send(bureau.token, submitCase, { id })).body
  const read = async (token: string) => (await world.send(token, getCaseData, { id })).body
  const first = await read(bureau.token)
  assert.deepEqual(
    [first.divisionCode, first.letter, first.index, first.returns.map((one) => one.year)],
    [county, null, null, [year, year - 1]],
  )
  assert.equal((await world.send(neighbour.token, getCaseData, { id })).status, 404)
  assert.equal((await world.send(province.token, getCaseData, { id: newId() })).status, 404)

  const letter = { batchId, divisionCode: '220100', letterNo: '示例市科函〔2026〕91号', cases: [{ id, number }] }
  assert.equal((await world.send(city.token, issueRecommendation, letter, once())).status, 200)
  assert.deepEqual((await read(city.token)).letter?.rank, 1)
  const earlier = await published(world, province.token, year - 1)
  const before = await read(province.token)
  assert.deepEqual(
    [before.index?.round.id, before.index?.placed.rank, before.index?.rankedCount, before.index?.isPinned],
    [earlier, 2, 3, false],
  )
  const latest = await published(world, province.token, year)
  for (const verb of ['accept', 'pass'] as const) {
    const reply = await act(world, province, id, { verb, opinion: '' })
    assert.equal(reply.status, 200, reply.text)
  }
  const pinned = async () => {
    const { index } = await read(province.token)
    return [index?.round.id, index?.placed.rank, index?.isPinned]
  }
  assert.deepEqual(await pinned(), [latest, 1, true])
  const corrected = await published(world, province.token, year, latest)
  assert.deepEqual(await pinned(), [latest, 1, true], 'what is published afterwards changes nothing of it')
  assert.notEqual(corrected, latest)
  // Sent back before the data, they are judged again by what is published then.
  const back = await act(world, province, id, { verb: 'return', toStage: 'formal', reason: '示例：重新审查' })
  assert.equal(back.status, 200, back.text)
  assert.deepEqual(await pinned(), [corrected, 1, false])
})
