// Applications for scenarios: invented talents, their employers, and the offices their cases come to.
import assert from 'node:assert/strict'
import { run } from '../../src/kernel/db.ts'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { type Act, actOnCase, getCase, saveCase, startCase, submitCase } from '../../src/procedures/case.contract.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import { addExpert } from '../../src/procedures/expert.contract.ts'
import { attachMaterial, listMaterials } from '../../src/procedures/material.contract.ts'
import { openBatch, openProgramme } from '../../src/procedures/programme.contract.ts'
import { makeOrganisation, signedIn } from './people.ts'

type Person = { token: string; personId: string }

let counter = 0
/** A well-formed resident number of nobody: its division 999999 does not exist; who bears it was born on the day. */
export function inventedResidentId(bornOn = '1990-01-02'): string {
  counter += 1
  const first17 = `999999${bornOn.replaceAll('-', '')}${String(counter % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17[at]), 0)
  return first17 + '10X98765432'[sum % 11]
}

export const county = '220102'

/** The offices of a matter in 南关区, 长春市 and the province, an employer's voice, and somebody who applies. */
export async function offices(world: World) {
  const firm = await makeOrganisation(world, 'firm', { divisionCode: county })
  return {
    firm,
    employer: await signedIn(world, 'firm_admin', { organisationId: firm.id }),
    applicant: await signedIn(world, 'individual', {}),
    county: await signedIn(world, 'county_officer', { divisionCode: county }),
    city: await signedIn(world, 'city_officer', { divisionCode: '220100' }),
    province: await signedIn(world, 'provincial_officer', { divisionCode: '220000' }),
    leader: await signedIn(world, 'department_leader', { divisionCode: '220000' }),
    /** Whoever decides an appeal against what the leader, or the city, decided. */
    otherLeader: await signedIn(world, 'department_leader', { divisionCode: '220000' }),
    otherCity: await signedIn(world, 'city_officer', { divisionCode: '220100' }),
    neighbour: await signedIn(world, 'county_officer', { divisionCode: '220103' }),
  }
}
export type Offices = Awaited<ReturnType<typeof offices>>

/** A batch of a procedure that takes applications now. */
export async function openedBatch(world: World, direct: Person, procedureCode: string, more: object = {}): Promise<string> {
  const programme = {
    procedureCode,
    nameZh: '示例计划',
    nameEn: 'Example programme',
    divisionCode: '220000',
    documentNo: '示例〔2026〕1号',
  }
  const begun = await world.send(direct.token, openProgramme, programme, { idempotencyKey: newId() })
  assert.equal(begun.status, 200, begun.text)
  const batch = { id: begun.body.id, nameZh: '示例批次', nameEn: 'Example batch', opensAt: '2026-01-01T00:00:00Z', ...more }
  const opened = await world.send(direct.token, openBatch, batch, { idempotencyKey: newId() })
  assert.equal(opened.status, 200, opened.text)
  return opened.body.id
}

export const gradingAnswers = (more: object = {}) => ({
  ...{ name: '示例人才', idNumber: inventedResidentId(), phone: '13800001234', division: county, kind: 'technical', wantedClass: 'D' },
  ...{
    route: 'recognised',
    engagement: 'full_time',
    contractTerm: 'fixed',
    contractFrom: '2025-01-01',
    contractTo: '2027-12-31',
    position: '示例岗位',
    achievements: '示例业绩',
  },
  ...{ isCivilServant: false, isSanctioned: false, hasNewResult: false },
  ...more,
})

/** A case filled in, its materials shown on paper, and filed. */
export async function filed(world: World, person: Person, batchId: string, answers: object, more: object = {}): Promise<CaseShown> {
  const begun = await world.send(person.token, startCase, { batchId, ...more }, { idempotencyKey: newId() })
  assert.equal(begun.status, 200, begun.text)
  const kept = await world.send(person.token, saveCase, { id: begun.body.id, answers: { ...answers } })
  assert.deepEqual([kept.status, kept.body.issues], [200, []], kept.text)
  await onPaper(world, person, begun.body.id)
  const sent = await world.send(person.token, submitCase, { id: begun.body.id })
  assert.equal(sent.status, 200, sent.text)
  return sent.body
}

/** The scenario's clock jumps; whoever is signed in stays so, as if they had signed in again. */
export async function later(world: World, moment: string): Promise<void> {
  world.now = new Date(moment)
  const until = new Date(world.now.getTime() + 3_600_000).toISOString()
  await run(world.db, 'update session set last_seen_at = $1, expires_at = $2 where ended_at is null', [moment, until])
}

/** Shows every material that is asked for on paper. */
export async function onPaper(world: World, person: Person, id: string): Promise<void> {
  for (const { code, isRequired } of (await world.send(person.token, listMaterials, { id })).body.items)
    if (isRequired) await world.send(person.token, attachMaterial, { id, code })
}

/** One act on a case as it stands, by somebody who sees it. */
export async function act(world: World, person: Person, id: string, wanted: Act) {
  const seen = await world.send(person.token, getCase, { id })
  return world.send(person.token, actOnCase, { id, number: seen.body.actionCount ?? 1, act: wanted })
}

/** Who does what to a case; a number of days lets the clock run on. */
export type Step = readonly [Person, Act] | number
/** A case goes its way, act after act, each of which must be let through. @returns the case as the last who acted sees it */
export async function path(world: World, id: string, steps: readonly Step[]): Promise<CaseShown> {
  let last: CaseShown | undefined
  for (const one of steps) {
    if (typeof one === 'number') {
      await later(world, new Date(world.now.getTime() + one * 86_400_000).toISOString())
      continue
    }
    const done = await act(world, one[0], id, one[1])
    assert.equal(done.status, 200, `${one[1].verb}: ${done.text}`)
    last = done.body
  }
  return last!
}

/** Why an act was refused, by the codes of its reasons. */
export const reasonsOf = (reply: { problem: { params: Record<string, unknown> } }) =>
  (reply.problem.params['problems'] as { code: string }[]).map((problem) => problem.code)

/** The applicant holds a class of talent, by the whole way. */
export async function graded(world: World, people: Offices, level = 'D'): Promise<CaseShown> {
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const one = await filed(world, people.applicant, batchId, gradingAnswers({ wantedClass: level }), { organisationId: people.firm.id })
  await bring(world, people, one.id, 'decision')
  return path(world, one.id, [[people.leader, { verb: 'grant', level, reason: '符合条件' }]])
}

/** The applicant holds a card of their class, by the whole way. @returns the case */
export async function carded(world: World, people: Offices) {
  await graded(world, people)
  const batchId = await openedBatch(world, people.province, 'service_card')
  const answers = { name: '示例人才', idNumber: inventedResidentId(), phone: '13800001234', division: county, wantedClass: 'D' }
  const one = await filed(world, people.applicant, batchId, answers)
  return path(world, one.id, [
    [people.province, { verb: 'accept', opinion: '' }],
    [people.leader, { verb: 'grant', level: 'D', reason: '制发服务卡' }],
  ])
}

/** What an industry professor applies with, to teach at an organisation. */
export const professorAnswers = (host: { creditCode: string; name: string }) => ({
  ...{ name: '示例人才', idNumber: inventedResidentId(), phone: '13800001234', division: county, foundedOn: '2020-01-01' },
  ...{ workingSince: '2020-05-01', position: '总工程师', ability: '示例业绩', hasResearchMoney: true, offersPractice: true },
  ...{ hostCode: host.creditCode, hostName: host.name, subject: '示例课程' },
})

/** The way of an industry professor from the firm's word to the appointment. */
export const professorWay = ({ employer, county, city, province, leader }: Offices): Step[] => [
  [employer, { verb: 'pass', opinion: '' }],
  [county, { verb: 'accept', opinion: '' }],
  [city, { verb: 'pass', opinion: '' }],
  [province, { verb: 'pass', opinion: '' }],
  [province, { verb: 'publish' }],
  12,
  [province, { verb: 'close_notice' }],
  [leader, { verb: 'grant', reason: '同意聘任' }],
]

/** Brings a filed case of talent grading to a stage, by each office's ordinary act. */
export async function bring(world: World, people: Offices, id: string, to: string): Promise<void> {
  const ways: [string, Person, Act][] = [
    ['employer', people.employer, { verb: 'pass', opinion: '同意推荐' }],
    ['intake', people.county, { verb: 'accept', opinion: '' }],
    ['city', people.city, { verb: 'pass', opinion: '' }],
    ['province', people.province, { verb: 'pass', opinion: '' }],
    ['notice', people.province, { verb: 'publish' }],
    ['published', people.province, { verb: 'close_notice' }],
  ]
  for (const [stage, person, wanted] of ways) {
    if (stage === to) return
    if (stage === 'published') await later(world, new Date(world.now.getTime() + 12 * 86_400_000).toISOString())
    const done = await act(world, person, id, wanted)
    assert.equal(done.status, 200, `${stage}: ${done.text}`)
  }
}

/** What the journal of a case says, as verbs. */
export async function verbsOf(world: World, id: string): Promise<string[]> {
  return (await run<{ verb: string }>(world.db, 'select verb from case_action where case_id = $1 order by number', [id])).map(
    (row) => row.verb,
  )
}

/** Experts of the province's pool, each with an account of their own. */
export async function expertsInPool(
  world: World,
  direct: Person,
  count: number,
  more: object = {},
): Promise<(Person & { loginName: string; expertId: string })[]> {
  const experts = []
  for (let at = 0; at < count; at += 1) {
    const person = await signedIn(world, 'individual', {})
    const sent = { who: person.loginName, divisionCode: '220000', title: '示例教授', fields: ['材料'], ...more }
    const added = await world.send(direct.token, addExpert, sent, { idempotencyKey: newId() })
    assert.equal(added.status, 200, added.text)
    experts.push({ ...person, expertId: added.body.id })
  }
  return experts
}
