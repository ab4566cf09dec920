import assert from 'node:assert/strict'
import { act, expertsInPool, later, offices, onPaper, openedBatch } from '../../test/kit/cases.ts'
import { readyCounty } from '../../test/kit/counties.ts'
import { signedIn } from '../../test/kit/people.ts'
import { reviewed } from '../../test/kit/scoring.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { addDays } from '../kernel/time.ts'
import { type Act, declineCase, getCase, listMyCases, saveCase, startCase, submitCase, withdrawCase } from '../procedures/case.contract.ts'
import { listDesignations } from './designation.contract.ts'
import { getRecommendation, issueRecommendation, listRecommendations, returnRecommendation } from './recommendation.contract.ts'

type Person = { token: string; personId: string }
const county = '220122'
const answers = { theme: 'industry', goals: '示例目标', features: '示例特色', contact: '示例', phone: '13800001234' }
const once = () => ({ idempotencyKey: newId() })
const reasons = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params['problems'] as { code: string }[]).map(({ code }) => code)

/** 长春市 with two counties and a district, their bureaus, and the province. */
async function begin(world: World, own = county) {
  const people = await offices(world)
  const bureau = (divisionCode: string) => signedIn(world, 'county_officer', { divisionCode })
  for (const code of [own, '220182', '220102']) await readyCounty(world, code, [2025])
  return {
    ...people,
    bureau: await bureau(own),
    colleague: await bureau(own),
    second: await bureau('220182'),
    district: await bureau('220102'),
  }
}
type Ground = Awaited<ReturnType<typeof begin>>

async function filedBy(world: World, person: Person, batchId: string, more: object = answers): Promise<string> {
  const { id } = (await world.send(person.token, startCase, { batchId }, once())).body
  await world.send(person.token, saveCase, { id, answers: { ...more } })
  await onPaper(world, person, id)
  const sent = await world.send(person.token, submitCase, { id })
  assert.equal(sent.status, 200, sent.text)
  return id
}
const seen = async (world: World, person: Person, id: string) => (await world.send(person.token, getCase, { id })).body
const go = async (world: World, id: string, acts: readonly (readonly [Person, Act])[]) => {
  for (const [person, one] of acts) {
    const reply = await act(world, person, id, one)
    assert.equal(reply.status, 200, `${one.verb}: ${reply.text}`)
  }
}
const issue = (
  world: World,
  { city }: Ground,
  batchId: string,
  cases: readonly { id: string; number: number }[],
  letterNo = `示例市科函〔2026〕${newId()}号`,
) => world.send(city.token, issueRecommendation, { batchId, divisionCode: '220100', letterNo, cases: [...cases] }, once())

const experts: Awaited<ReturnType<typeof expertsInPool>> = []
/** From the formal check to the decision, all experts content. */
async function throughProvince(world: World, people: Ground, id: string): Promise<void> {
  const { province } = people
  await go(world, id, [
    [province, { verb: 'accept', opinion: '' }],
    [province, { verb: 'pass', opinion: '' }],
  ])
  experts.push(...(await expertsInPool(world, province, 6)))
  await reviewed(world, { experts }, province, id)
  await go(world, id, [[province, { verb: 'publish' }]])
  const { noticeTo } = await seen(world, province, id)
  await later(world, `${addDays(noticeTo!, 1)}T02:00:00Z`)
  await go(world, id, [[province, { verb: 'close_notice' }]])
}
const standing = async (world: World, on: string, code = county) =>
  (await world.send(null, listDesignations, { on })).body.items
    .filter((one) => one.divisionCode === code)
    .map(({ level, stage, lastOn }) => [level, stage, lastOn])

scenario('a county goes from its application to its name, and the register says on each day what it was', async (world) => {
  const people = await begin(world)
  const { bureau, colleague, province, leader, city } = people
  const batchId = await openedBatch(world, province, 'county_provincial')
  const id = await filedBy(world, bureau, batchId)
  const twice = await world.send(colleague.token, startCase, { batchId }, once())
  assert.equal(twice.body.answers['county'], '农安县', 'the county is settled by who files')
  const number = (await seen(world, bureau, id)).actionCount
  assert.deepEqual(reasons(await act(world, city, id, { verb: 'pass', opinion: '' })), ['recommended'])
  const letter = await issue(world, people, batchId, [{ id, number }])
  assert.equal(letter.status, 200, letter.text)
  assert.equal((await seen(world, bureau, id)).stage, 'formal')
  await throughProvince(world, people, id)
  const granted = await act(world, leader, id, { verb: 'grant', reason: '同意建设' })
  assert.equal(granted.body.status, 'granted', granted.text)
  const began = world.now.toISOString().slice(0, 10)
  const [built] = await standing(world, began)
  assert.deepEqual(built?.slice(0, 2), ['provincial', 'building'])
  const again = await world.send(colleague.token, submitCase, { id: twice.body.id })
  assert.equal(again.status, 422, 'a county that is being built does not apply again')

  // Three years on: monitored, reported, accepted, given more time, and named at last.
  await go(world, id, [[leader, { verb: 'check', isPassed: true, reason: '年度监测合格' }]])
  const accepting = await openedBatch(world, province, 'acceptance_provincial')
  const report = { results: '示例：目标全部完成', problems: '示例：无', contact: '示例', phone: '13800001234' }
  const early = (await world.send(bureau.token, startCase, { batchId: accepting }, once())).body
  assert.equal(early.conditions.find(({ code }) => code === 'built_long')?.result, 'not_met')
  await world.send(bureau.token, withdrawCase, { id: early.id })
  await later(world, `${Number(began.slice(0, 4)) + 3}${began.slice(4)}T02:00:00Z`)
  const accept = async (level: string) => {
    const caseId = await filedBy(world, bureau, accepting, report)
    await go(world, caseId, [[city, { verb: 'pass', opinion: '' }]])
    await throughProvince(world, people, caseId)
    await go(world, caseId, [[leader, { verb: 'grant', level, reason: '验收意见' }]])
    return world.now.toISOString().slice(0, 10)
  }
  const extendedOn = await accept('extended')
  assert.deepEqual((await standing(world, extendedOn))[0]?.slice(0, 2), ['provincial', 'extended'])
  const namedOn = await accept('named')
  assert.deepEqual(await standing(world, namedOn), [['provincial', 'named', null]])
  assert.deepEqual((await standing(world, addDays(namedOn, -1)))[0]?.slice(0, 2), ['provincial', 'extended'])
  assert.deepEqual((await standing(world, began))[0]?.slice(0, 2), ['provincial', 'building'])
  const third = (await world.send(bureau.token, startCase, { batchId: accepting }, once())).body
  assert.equal(third.conditions.find(({ code }) => code === 'is_built')?.result, 'not_met', 'whoever is named is accepted no more')
})

scenario('a city recommends within its quota by one numbered letter, all together or nobody', async (world) => {
  const people = await begin(world, '220183')
  const { bureau, second, district, city, province } = people
  const otherCity = await signedIn(world, 'city_officer', { divisionCode: '220200' })
  const batchId = await openedBatch(world, province, 'county_provincial')
  const ids: string[] = []
  for (const person of [bureau, second, district]) ids.push(await filedBy(world, person, batchId))
  const { items } = (await world.send(city.token, listRecommendations, {})).body
  const group = items.find((one) => one.batchId === batchId)!
  assert.deepEqual([group.quota, group.counties.length, group.letter, group.city.zh], [2, 3, null, '长春市'])
  const ranked = (order: readonly number[]) =>
    order.map((at) => ({ id: ids[at]!, number: group.counties.find(({ caseId }) => caseId === ids[at])!.number }))
  const over = await issue(world, people, batchId, ranked([0, 1, 2]))
  assert.deepEqual([over.problem.code, over.problem.params], ['quota_exceeded', { count: 3, quota: 2 }])
  assert.equal((await issue(world, people, batchId, ranked([0, 0]))).problem.code, 'case_unfit')
  assert.equal((await issue(world, people, newId(), ranked([0]))).status, 404)
  assert.equal((await issue(world, { ...people, city: otherCity }, batchId, ranked([0]))).status, 404)
  const stale = await issue(world, people, batchId, [ranked([1])[0]!, { id: ids[0]!, number: 1 }])
  assert.equal(stale.problem.code, 'case_moved')
  assert.equal((await seen(world, second, ids[1]!)).stage, 'city', 'nobody goes on where one cannot')
  const [one, two] = await Promise.all([
    issue(world, people, batchId, ranked([1, 0]), '示例市科函〔2026〕7号'),
    issue(world, people, batchId, ranked([2]), '示例市科函〔2026〕8号'),
  ])
  assert.deepEqual([one!.status, two!.status].toSorted(), [200, 409])
  assert.equal((one!.status === 200 ? two! : one!).problem.code, 'letter_there')
  const winner = one!.status === 200 ? one! : two!
  const read = (await world.send(province.token, getRecommendation, { id: winner.body.id })).body
  assert.deepEqual(
    read.counties.map(({ rank }) => rank),
    one!.status === 200 ? [1, 2] : [1],
  )
  assert.equal((await world.send(bureau.token, getRecommendation, { id: winner.body.id })).status, 404)
  const other = await openedBatch(world, province, 'county_national')
  const national = await filedBy(world, bureau, other)
  const taken = await issue(
    world,
    people,
    other,
    [{ id: national, number: (await seen(world, bureau, national)).actionCount }],
    winner.body.letterNo,
  )
  assert.equal(taken.problem.code, 'letter_no_taken')
  // A district may be named by the province alone.
  const refused = (await world.send(district.token, startCase, { batchId: other }, once())).body
  assert.equal(refused.conditions.find(({ code }) => code === 'eligible')?.result, 'not_met')
})

scenario('the province sends a letter back, its counties stand at the city again, and another letter takes its place', async (world) => {
  const people = await begin(world, '220112')
  const { bureau, city, province, leader } = people
  await readyCounty(world, '220113', [2025])
  const second = await signedIn(world, 'county_officer', { divisionCode: '220113' })
  const batchId = await openedBatch(world, province, 'county_provincial')
  const ids = [await filedBy(world, bureau, batchId), await filedBy(world, second, batchId)]
  const numbered = () => Promise.all(ids.map(async (id) => ({ id, number: (await seen(world, city, id)).actionCount })))
  const first = (await issue(world, people, batchId, await numbered())).body
  await go(world, ids[1]!, [[province, { verb: 'accept', opinion: '' }]])
  const back = (person: Person, id = first.id, reason = '示例：排序有误，请重新出函') =>
    world.send(person.token, returnRecommendation, { id, reason })
  assert.deepEqual([(await back(city)).status, (await back(bureau)).status, (await back(province, newId())).status], [403, 403, 404])
  assert.equal((await back(province, first.id, '短')).status, 400)
  const received = (await world.send(province.token, listRecommendations, {})).body.items.find((one) => one.batchId === batchId)
  assert.deepEqual([received?.letter?.id, received?.mayIssue, received?.mayReturn], [first.id, false, true])
  const two = await Promise.all([back(province), back(province)])
  assert.deepEqual(two.map(({ status }) => status).toSorted(), [200, 409], 'once')
  assert.equal(two.find(({ status }) => status === 409)?.problem.code, 'letter_returned')
  for (const id of ids) assert.equal((await seen(world, city, id)).stage, 'city')
  assert.deepEqual(
    reasons(await act(world, city, ids[0]!, { verb: 'pass', opinion: '' })),
    ['recommended'],
    'the letter carries nobody any more',
  )
  const group = (await world.send(city.token, listRecommendations, {})).body.items.find((one) => one.batchId === batchId)!
  assert.deepEqual([group.letter, group.mayIssue, group.returned.map(({ id }) => id)], [null, true, [first.id]])
  const again = await issue(world, people, batchId, (await numbered()).toReversed())
  assert.equal(again.status, 200, again.text)
  assert.equal((await seen(world, city, ids[0]!)).stage, 'formal')
  const read = async (id: string) => (await world.send(province.token, getRecommendation, { id })).body
  assert.deepEqual([(await read(first.id)).letter?.returnReason, (await read(first.id)).mayReturn], ['示例：排序有误，请重新出函', false])
  // Once a county of it is decided, a letter stays.
  await throughProvince(world, people, ids[0]!)
  await go(world, ids[0]!, [[leader, { verb: 'grant', reason: '同意建设' }]])
  assert.equal((await back(province, again.body.id)).problem.code, 'letter_settled')
  assert.equal((await seen(world, city, ids[1]!)).stage, 'formal')
})

scenario('a county’s case is every colleague’s who files there, and nobody else’s', async (world) => {
  const people = await begin(world, '220184')
  const { bureau, colleague, second, applicant, province } = people
  const batchId = await openedBatch(world, province, 'county_provincial')
  assert.equal((await world.send(applicant.token, startCase, { batchId }, once())).problem.code, 'division_needed')
  assert.equal((await world.send(bureau.token, startCase, { batchId, divisionCode: '220182' }, once())).status, 404)
  const { id, answers: prefilled } = (await world.send(bureau.token, startCase, { batchId, divisionCode: '220184' }, once())).body
  assert.deepEqual([prefilled['county'], prefilled['division']], ['公主岭市', '220184'])
  const moved = await world.send(colleague.token, saveCase, { id, answers: { division: '220182', ...answers } })
  assert.deepEqual(
    [moved.body.issues.map(({ path }) => path), moved.body.case.answers['division'], moved.body.case.answers['phone']],
    [['division'], '220184', '13800001234'],
  )
  for (const person of [second, applicant]) assert.equal((await world.send(person.token, getCase, { id })).status, 404)
  assert.ok((await world.send(colleague.token, listMyCases, {})).body.items.some((one) => one.id === id))
  await onPaper(world, colleague, id)
  assert.equal((await world.send(colleague.token, submitCase, { id })).body.status, 'open')
  // A second of the same county waits until the first is done with.
  const twin = (await world.send(bureau.token, startCase, { batchId }, once())).body.id
  await world.send(bureau.token, saveCase, { id: twin, answers })
  await onPaper(world, bureau, twin)
  assert.equal((await world.send(bureau.token, submitCase, { id: twin })).problem.code, 'already_filed')
  assert.equal((await world.send(second.token, withdrawCase, { id })).status, 404)
  assert.equal((await world.send(bureau.token, withdrawCase, { id })).body.status, 'withdrawn')
  assert.equal((await world.send(bureau.token, submitCase, { id: twin })).body.status, 'open')
  assert.equal((await world.send(second.token, declineCase, { id: twin })).status, 404)
})
