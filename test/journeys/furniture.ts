// A workshop with something on every page, and the people who meet there.
import assert from 'node:assert/strict'
import { writeServices } from '../../src/billing/billing.server.ts'
import { book } from '../../src/booking/booking.contract.ts'
import { requestTest } from '../../src/booking/request.contract.ts'
import { keepReturnCells, listReturns, openReturnRound } from '../../src/counties/return.contract.ts'
import { createIndexRound, recordIndexSystem } from '../../src/evaluation/round.contract.ts'
import { addMyChild } from '../../src/identity/consent.contract.ts'
import { requestErasure } from '../../src/identity/erasure.contract.ts'
import { getOrganisation } from '../../src/identity/identity.server.ts'
import { askGuardian } from '../../src/identity/minor.contract.ts'
import { revealPersonalData, setMyPersonalData } from '../../src/identity/personal.contract.ts'
import { partyByName } from '../../src/identity/resolution.server.ts'
import { newId } from '../../src/kernel/id.ts'
import { dayOf } from '../../src/kernel/time.ts'
import { getCase } from '../../src/procedures/case.contract.ts'
import { correctCaseRecord, recordForCase } from '../../src/procedures/record.contract.ts'
import { drawExperts } from '../../src/procedures/review.contract.ts'
import { addNote, drawSample } from '../../src/procedures/sample.contract.ts'
import { listMyReviews, saveScores, signPledge } from '../../src/procedures/seat.contract.ts'
import { askOrganisationChange } from '../../src/registry/change.contract.ts'
import { setOrganisationContact } from '../../src/registry/file.contract.ts'
import { transferMatter } from '../../src/registry/matter.contract.ts'
import { proposeMerger } from '../../src/registry/proposal.contract.ts'
import { askToJoin } from '../../src/registry/registration.contract.ts'
import { declareRelation, recordStatus } from '../../src/registry/status.contract.ts'
import { importEarlierGrants } from '../../src/talent/earlier.contract.ts'
import {
  act,
  bring,
  carded,
  expertsInPool,
  filed,
  gradingAnswers,
  inventedResidentId,
  offices,
  openedBatch,
  path,
  professorAnswers,
  professorWay,
} from '../kit/cases.ts'
import { makeOrganisation, password, signedIn } from '../kit/people.ts'
import { applied } from '../kit/registrations.ts'
import { approvedReturns, smallSystem } from '../kit/returns.ts'
import { aService, makeWorkshop, type Workshop } from '../kit/services.ts'
import { write } from '../kit/transaction.ts'
import { furnishMoney } from './money.ts'
import type { Site } from './site.ts'

let counter = 0

type Reader =
  | 'talent'
  | 'holder'
  | 'payee'
  | 'finance'
  | 'reviewer'
  | 'engineer'
  | 'officer'
  | 'operator'
  | 'province'
  | 'clerk'
  | 'admin'
  | 'auditor'
  | 'security'
export type Furnished = {
  workshop: Workshop
  /** A firm with something in every part of its file. */
  fileId: string
  /** An application to be mended, and one that was refused. */
  cases: { mendingId: string; refusedId: string }
  hosted: { caseNo: string }
  /** A sample, and its one case, which has a finding. */
  sample: { id: string; caseId: string }
  /** A case at its expert review, and the seat whose sheet is begun. */
  review: { caseId: string; seatId: string }
  /** A budget line, a list settled and a claim; and what is due of another case. */
  money: { fundId: string; listId: string; openId: string }
  /** A county's return, being filled in. */
  returnId: string
  /** A round of an index, computed. */
  roundId: string
  people: Record<Reader, { loginName: string; password: string; token: string }>
}

/** A workshop with something on every page: services of an earlier year, a name nobody settled, a booking and a request to come. */
export async function furnish(site: Site): Promise<Furnished> {
  const { world } = site
  counter += 1
  const workshop = await makeWorkshop(world, {
    nameZh: `场发射透射电子显微镜 ${counter} 号`,
    nameEn: 'Field emission TEM',
    functionText: '形貌；粒径；晶体结构',
    sampleFen: 20_000,
  })
  const customers = await Promise.all(Array.from({ length: 4 }, () => makeOrganisation(world, 'firm')))
  await write(world, async (tx) => {
    const { partyId } = await partyByName(tx, workshop.institutionId, '示例某机械厂')
    const ids = [...customers.map(({ id }) => id), partyId, workshop.otherId]
    await writeServices(
      tx,
      ids.map((customerId, at) => aService(workshop, { customerId, effectiveOn: `2025-0${1 + at}-10`, fen: 30_000 + at * 777 })),
    )
  })
  await world.drain()
  const as = async (role: Parameters<typeof signedIn>[1], organisationId?: string) => ({
    ...(await signedIn(world, role, organisationId ? { organisationId } : { divisionCode: '220000' })),
    password,
  })
  const people = {
    engineer: await as('firm_engineer', workshop.firmId),
    officer: await as('asset_officer', workshop.institutionId),
    operator: await as('operator', workshop.institutionId),
    province: await as('provincial_officer'),
    admin: await as('system_admin'),
    auditor: await as('auditor'),
    security: await as('security_admin'),
    clerk: { ...(await signedIn(world, 'county_officer', { divisionCode: '220521' })), password },
  }
  await furnishPersonal(world, people)
  const { talent, ...cases } = await furnishCases(world)
  const sample = await furnishSample(world, people.auditor)
  const { reviewer, ...review } = await furnishReview(world)
  const returnId = await furnishReturn(world, people.province.token, people.clerk.token)
  const fileId = await furnishRegistry(world, people.province.token)
  const earlier = `姓名,证件号码,种类,类别,起,文号,文件日期\n示例甲,${inventedResidentId()},类别,D,2024-03-01,示例〔2024〕7号,2024-03-01`
  await world.send(people.province.token, importEarlierGrants, { divisionCode: '220102', text: earlier, apply: true })
  await furnishWork(world, workshop, people.engineer)
  const holder = { ...(await furnishCard(world)), password }
  const { finance, payee, ...money } = await furnishMoney(world)
  return {
    workshop,
    people: { ...people, holder, payee, finance, talent: { ...talent, password }, reviewer: { ...reviewer, password } },
    fileId,
    returnId,
    roundId: await furnishRound(world, people.province),
    cases,
    hosted: await furnishHosted(world, workshop.institutionId, people.officer),
    review,
    sample,
    money,
  }
}

/** An engineer asks to register a firm and to join one, books, and asks for a test. */
async function furnishWork(world: Site['world'], workshop: Workshop, engineer: { token: string }) {
  const times = { startsAt: '2026-03-02T02:00:00Z', endsAt: '2026-03-02T04:00:00Z' }
  const { token } = engineer
  await applied(world, engineer)
  const { creditCode } = (await getOrganisation(world.db, workshop.institutionId))!
  await world.send(token, askToJoin, { creditCode: creditCode! })
  const booked = await world.send(engineer.token, book, { instrumentId: workshop.instrumentId, ...times, purpose: '示例' })
  assert.equal(booked.status, 200, booked.text)
  const asked = await world.send(engineer.token, requestTest, {
    instrumentId: workshop.instrumentId,
    material: '示例样品',
    property: '成分',
    sampleCount: 2,
  })
  assert.equal(asked.status, 200, asked.text)
}

/** The engineer told of themselves and of a child, was looked at, and is asked as a guardian; an operator asks for erasure. */
async function furnishPersonal(
  world: Site['world'],
  people: Record<'engineer' | 'operator' | 'province' | 'officer', { token: string; personId: string; loginName: string }>,
) {
  const { engineer, operator, province } = people
  const told = { phone: '13800001234', idType: 'resident', idNumber: '11010519491231002X', bankAccount: '4111111111111112' } as const
  await world.send(engineer.token, setMyPersonalData, told)
  await world.send(engineer.token, addMyChild, { name: '李小示例', bornOn: '2018-05-01', purpose: 'schooling', textVersion: 1 })
  const asked = { id: engineer.personId, field: 'phone', purpose: 'contact', reason: '示例：送样破损，须电话确认' } as const
  await world.send(province.token, revealPersonalData, asked)
  await world.send(operator.token, requestErasure, { reason: '调离岗位，不再使用（示例）' })
  const ward = await signedIn(world, 'individual', {})
  await world.send(ward.token, setMyPersonalData, { idType: 'resident', idNumber: '990000201005010014' })
  assert.equal((await world.send(ward.token, askGuardian, { loginName: engineer.loginName })).status, 200)
}

/** An index of an earlier year is computed and not yet published: some counties have a place, and each its sheet. */
async function furnishRound(world: Site['world'], province: { token: string; personId: string }): Promise<string> {
  const told = (share: number, firms: number) => ({ fiscal_science_share: [share, 100] as const, high_tech_firms: firms })
  await approvedReturns(world, 2023, province.personId, { '220521': told(2, 6), '220882': told(1, 2), '222404': told(3, 7) })
  const system = { subject: 'counties', titleZh: '示例指数', titleEn: 'Example index', basis: '示例', file: smallSystem('1') }
  assert.equal((await world.send(province.token, recordIndexSystem, system)).status, 200)
  const round = { systemCode: 'small', systemVersion: '1', fromYear: 2023, year: 2023, runs: 100 }
  const made = await world.send(province.token, createIndexRound, round)
  assert.equal(made.status, 200, made.text)
  await world.drain()
  return made.body.id
}

/** A year of returns is open, and a county has begun with hers. */
async function furnishReturn(world: Site['world'], province: string, clerk: string): Promise<string> {
  await world.send(province, openReturnRound, { year: 2024, opensOn: '2025-03-01', dueOn: '2025-04-30' })
  const [own] = (await world.send(clerk, listReturns, {})).body.items
  const preliminary = { code: 'rd_expenditure', amount: '123.4', vintage: 'preliminary' } as const
  const shares = { code: 'patents_per_10000', numerator: '43', denominator: '175114' } as const
  assert.equal((await world.send(clerk, keepReturnCells, { id: own!.id, cells: [preliminary, shares] })).status, 200)
  return own!.id
}

/** A firm with statuses, people and cases, and one of each that waits to be decided. */
async function furnishRegistry(world: Site['world'], province: string): Promise<string> {
  const [firm, other] = [
    await makeOrganisation(world, 'firm', { divisionCode: '220102' }),
    await makeOrganisation(world, 'firm', { divisionCode: '220202' }),
  ]
  const admin = await signedIn(world, 'firm_admin', { organisationId: firm.id })
  const status = { id: firm.id, kind: 'high_tech', certificateNo: 'GR2025示例01', firstOn: '2025-03-01', lastOn: '2028-02-29' } as const
  const change = { wanted: { nameZh: '示例新名称有限公司', address: '示例路 1 号', sizeClass: 'small' as const }, reason: '营业执照变更' }
  const merger = { survivorId: other.id, reason: '示例：吸收合并', documentNo: '示例〔2026〕9号' }
  const replies: { status: number; text: string }[] = [
    await world.send(province, recordStatus, status),
    await world.send(admin.token, declareRelation, { id: firm.id, otherId: other.id, kind: 'shareholder', firstOn: '2025-01-01' }),
    await world.send(admin.token, setOrganisationContact, { id: firm.id, contact: '示例联系人 0431-0000000' }),
    await world.send(admin.token, askOrganisationChange, { id: firm.id, ...change }),
    await world.send(province, proposeMerger, { id: firm.id, ...merger }),
  ]
  const bureau = await makeOrganisation(world, 'government', { divisionCode: '220000' })
  const matter = { code: 'talent_grading', divisionCode: '220000', organisationId: bureau.id, officeName: '人才处（示例）' }
  for (const validFrom of ['2020-01-01', '2025-01-01'])
    replies.push(await world.send(province, transferMatter, { ...matter, validFrom, documentNo: '示例〔2025〕1号' }))
  for (const reply of replies) assert.equal(reply.status, 200, reply.text)
  return firm.id
}

/** Somebody who holds a service card; the days that its way takes have not passed for anybody else. */
async function furnishCard(world: Site['world']) {
  const { now } = world
  const people = await offices(world)
  await carded(world, people)
  world.now = now
  return people.applicant
}

/** An industry professor who teaches at the institution: hours recorded, and one line of them put right. */
async function furnishHosted(world: Site['world'], institutionId: string, { token }: { token: string }) {
  const { now } = world
  const people = await offices(world)
  const host = await getOrganisation(world.db, institutionId)
  const batchId = await openedBatch(world, people.province, 'industry_professors')
  const answers = professorAnswers({ creditCode: host!.creditCode!, name: host!.nameZh })
  const { id, caseNo } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  await path(world, id, professorWay(people))
  const line = { caseNo, on: dayOf(world.now), amount: 18, text: '示例课程第一至九讲' }
  const kept = await world.send(token, recordForCase, { ...line, kind: 'teaching' }, { idempotencyKey: newId() })
  const [first] = kept.body.items
  const right = await world.send(token, correctCaseRecord, { ...line, id: first!.id, amount: 16, reason: '第九讲由他人代课' })
  assert.equal(right.status, 200, right.text)
  world.now = now
  return { caseNo }
}

/** Two applications of one talent: one to be mended, one refused. */
async function furnishCases(world: Site['world']) {
  const people = await offices(world)
  const { applicant: talent, county, city, province, firm } = people
  const batchId = await openedBatch(world, province, 'talent_grading', { closesAt: '2026-06-30T09:00:00Z', quota: 50 })
  const application = async () => {
    const { id } = await filed(world, talent, batchId, gradingAnswers({ hasNewResult: true }), { organisationId: firm.id })
    await bring(world, people, id, 'intake')
    return id
  }
  const refusedId = await application()
  const replies = [
    await act(world, county, refusedId, { verb: 'accept', opinion: '' }),
    await act(world, city, refusedId, { verb: 'pass', opinion: '' }),
    await act(world, province, refusedId, { verb: 'refuse', reason: '业绩未达到参考标准（示例）', ground: 'merits' }),
  ]
  const mendingId = await application()
  const defects = [
    { path: 'position', text: '请写明任职时间' },
    { path: 'material.contract', text: '合同缺第三页' },
  ]
  replies.push(await act(world, county, mendingId, { verb: 'ask_mend', defects }))
  for (const reply of replies) assert.equal(reply.status, 200, reply.text)
  return { talent, mendingId, refusedId }
}

/** A case at its expert review, of which one expert has signed the pledge and begun to score. */
async function furnishReview(world: Site['world']) {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const own = { employments: [{ organisationId: people.firm.id, firstOn: '2020-01-01' }] }
  await expertsInPool(world, people.province, 1, own)
  const experts = await expertsInPool(world, people.province, 5)
  const { id } = await filed(world, people.applicant, batchId, gradingAnswers({ route: 'assessed' }), { organisationId: people.firm.id })
  await bring(world, people, id, 'notice')
  const { actionCount: number } = (await world.send(people.province.token, getCase, { id })).body
  assert.equal((await world.send(people.province.token, drawExperts, { id, number })).status, 200)
  const reviewer = experts[0]!
  const seatId = (await world.send(reviewer.token, listMyReviews, {})).body.items[0]!.id
  await world.send(reviewer.token, signPledge, { id: seatId })
  assert.equal((await world.send(reviewer.token, saveScores, { id: seatId, scores: { standing: 20 } })).status, 200)
  return { reviewer, caseId: id, seatId }
}

/** An auditor drew what was refused and noted an exception. */
async function furnishSample(world: Site['world'], { token }: { token: string }) {
  const asked = {
    ...{ title: '示例抽样', procedureCode: 'talent_grading', divisionCode: '220000', filedFrom: '2026-01-01', filedTo: '2026-12-31' },
    ...{ statuses: ['refused' as const], method: 'division' as const, size: 1, seed: 'example-2026' },
  }
  const { status, body, text } = await world.send(token, drawSample, asked)
  assert.equal(status, 200, text)
  const { id, cases } = body
  const caseId = cases[0]!.caseId
  const noted = { id, caseId, finding: 'exception', text: '示例：缺少合同原件' } as const
  assert.equal((await world.send(token, addNote, noted)).status, 200, text)
  return { id, caseId }
}
