import assert from 'node:assert/strict'
import {
  act,
  filed,
  graded,
  inventedResidentId,
  later,
  offices,
  onPaper,
  openedBatch,
  path,
  professorAnswers,
  professorWay,
  reasonsOf,
  county as where,
} from '../../test/kit/cases.ts'
import { makeOrganisation, signedIn } from '../../test/kit/people.ts'
import { placesAt } from '../../test/kit/schoolplaces.ts'
import { addMyChild, listMyChildren, withdrawConsent } from '../identity/consent.contract.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { dayOf } from '../kernel/time.ts'
import { listNoticeBoard } from '../procedures/board.contract.ts'
import { appealCase, declineCase, getCase, revealCase, saveCase, startCase, submitCase } from '../procedures/case.contract.ts'
import { correctCaseRecord, listCaseRecords, listHostedCases, recordForCase, removeCaseRecord } from '../procedures/record.contract.ts'
import { meanText } from '../procedures/record.rules.ts'
import { keepSchoolPlace } from './schoolplace.contract.ts'

const pass = { verb: 'pass', opinion: '' } as const
const accept = { verb: 'accept', opinion: '' } as const
const begin = async (world: World, code: string) => {
  const people = await offices(world)
  return { ...people, people, batchId: await openedBatch(world, people.province, code) }
}
const record = (world: World, { token }: { token: string }, caseNo: string, kind: string, amount: number, on = dayOf(world.now)) =>
  world.send(token, recordForCase, { caseNo, kind, on, amount, text: '示例记录' }, { idempotencyKey: newId() })

scenario('a spouse is recommended at least three offers before the case is decided', async (world) => {
  const { people, applicant, county, neighbour, batchId } = await begin(world, 'talent_spouse')
  const answers = {
    ...{ name: '示例人才', phone: '13800001234', division: where, spouseName: '示例配偶', spousePhone: '13800001235', spouseAgrees: true },
    ...{ employer: 'enterprise', education: 'bachelor', occupation: '会计', wish: 'placement', wishes: [{ post: '会计', place: '长春' }] },
  }
  const draft = (await world.send(applicant.token, startCase, { batchId }, { idempotencyKey: newId() })).body
  await world.send(applicant.token, saveCase, { id: draft.id, answers })
  const refused = await world.send(applicant.token, submitCase, { id: draft.id })
  assert.equal(refused.problem.code, 'form_incomplete')
  await graded(world, people)
  const one = await filed(world, applicant, batchId, { ...answers, wish: 'recommended' })
  await path(world, one.id, [[county, accept]])
  assert.deepEqual(reasonsOf(await act(world, county, one.id, pass)), ['offers_made'])
  assert.equal((await record(world, county, one.caseNo, 'offer', 2)).problem.code, 'record_unfit')
  assert.equal((await record(world, county, one.caseNo, 'nothing', 1)).problem.code, 'not_found')
  assert.equal((await record(world, neighbour, one.caseNo, 'offer', 1)).problem.code, 'not_found')
  for (let offers = 0; offers < 4; offers += 1) assert.equal((await record(world, county, one.caseNo, 'offer', 1)).status, 200)
  const listed = (await world.send(county.token, listCaseRecords, { caseNo: one.caseNo })).body
  const removal = { caseNo: one.caseNo, id: listed.items[0]!.id }
  assert.equal((await world.send(applicant.token, removeCaseRecord, removal)).problem.code, 'not_found')
  assert.equal((await world.send(county.token, removeCaseRecord, removal)).body.kinds[0]!.total, 3)
  const ended = await path(world, one.id, [
    [county, pass],
    [county, { verb: 'grant', level: 'hired', reason: '已与企业签订劳动合同' }],
  ])
  assert.deepEqual([ended.status, ended.level], ['granted', 'hired'])
  const decline = (person: { token: string }) => world.send(person.token, declineCase, { id: one.id, reason: '另有安排' })
  assert.equal((await decline(county)).problem.code, 'not_found')
  assert.equal((await decline(applicant)).body.status, 'declined')
  assert.equal((await decline(applicant)).problem.code, 'case_not_editable')
})

scenario('an industry professor is chosen by county, city and province, and checked by the hours taught', async (world) => {
  const { people, applicant, employer, county, leader, firm, batchId } = await begin(world, 'industry_professors')
  const host = await makeOrganisation(world, 'university', { divisionCode: where })
  const dean = await signedIn(world, 'asset_officer', { organisationId: host.id })
  const one = await filed(world, applicant, batchId, professorAnswers(host), { organisationId: firm.id })
  assert.equal((await world.send(dean.token, listCaseRecords, { caseNo: one.caseNo })).problem.code, 'not_found')
  const granted = await path(world, one.id, professorWay(people))
  assert.equal(granted.status, 'granted')
  const check = { verb: 'check', isPassed: true, reason: '年度考核' } as const
  assert.deepEqual(reasonsOf(await act(world, leader, one.id, check)), ['taught'])
  assert.equal((await record(world, employer, one.caseNo, 'teaching', 30)).problem.code, 'not_found')
  assert.equal((await record(world, dean, one.caseNo, 'teaching', 16)).status, 200)
  assert.equal((await record(world, dean, one.caseNo, 'teaching', 41)).problem.code, 'record_unfit')
  assert.equal((await record(world, dean, one.caseNo, 'teaching', 4, '2026-03-01')).problem.code, 'record_outside_term')
  // What was wrong is superseded by a colleague and stays to be seen; the professor sees the same, and nobody else puts it right.
  const wrong = (await record(world, dean, one.caseNo, 'teaching', 40)).body.items.at(-1)!
  const colleague = await signedIn(world, 'asset_officer', { organisationId: host.id })
  const right = { caseNo: one.caseNo, id: wrong.id, on: dayOf(world.now), amount: 14, text: '第五至八讲', reason: '多记了一次课' }
  for (const other of [applicant, employer, county])
    assert.equal((await world.send(other.token, correctCaseRecord, right)).problem.code, 'not_found')
  assert.equal((await world.send(colleague.token, correctCaseRecord, { ...right, amount: 41 })).problem.code, 'record_unfit')
  const kept = (await world.send(colleague.token, correctCaseRecord, right)).body
  assert.deepEqual(
    kept.items.map(({ amount, state, reason }) => [amount, state, reason]),
    [
      [16, 'standing', ''],
      [40, 'corrected', '多记了一次课'],
      [14, 'standing', ''],
    ],
  )
  assert.equal((await world.send(dean.token, correctCaseRecord, right)).problem.code, 'not_found')
  const seen = (await world.send(applicant.token, listCaseRecords, { caseNo: one.caseNo })).body
  const amounts = (items: typeof seen.items) => items.map(({ amount, state, reason }) => [amount, state, reason])
  assert.deepEqual(amounts(seen.items), amounts(kept.items))
  assert.deepEqual(
    [seen.items.some(({ canChange, by, changedBy }) => canChange || by || changedBy), kept.items[1]!.changedBy !== ''],
    [false, true],
  )
  const hosted = async ({ token }: { token: string }) => (await world.send(token, listHostedCases, {})).body.items
  const [own] = await hosted(dean)
  const sum = own!.kinds[0]!
  assert.deepEqual([own!.caseNo, own!.subjectName, sum.lastYear, sum.least], [one.caseNo, '示例人才', 30, 30])
  assert.deepEqual(await hosted(employer), [])
  assert.equal((await act(world, leader, one.id, check)).status, 200)
})

scenario('a firm asks, an officer goes there and answers, and the firm says how satisfied it is', async (world) => {
  const { employer, county, firm, batchId } = await begin(world, 'enterprise_visits')
  const answers = {
    firm: firm.name,
    division: where,
    contact: '示例联系人',
    phone: '13800001234',
    kind: 'hiring',
    question: '春节后缺熟练焊工。',
  }
  const one = await filed(world, employer, batchId, answers, { organisationId: firm.id })
  await path(world, one.id, [[county, accept]])
  assert.deepEqual(reasonsOf(await act(world, county, one.id, pass)), ['talked'])
  await later(world, '2026-03-05T02:00:00Z')
  await record(world, county, one.caseNo, 'visit', 1, '2026-03-05')
  const answered = await path(world, one.id, [
    [county, pass],
    [county, { verb: 'grant', level: 'solved', reason: '已对接技工学校定向输送十二人。' }],
  ])
  assert.equal(answered.level, 'solved')
  assert.equal((await record(world, employer, one.caseNo, 'satisfaction', 6)).problem.code, 'record_unfit')
  await record(world, employer, one.caseNo, 'satisfaction', 5)
  const rated = (await record(world, employer, one.caseNo, 'satisfaction', 4)).body.kinds[1]!
  assert.deepEqual([rated.isMean, meanText(rated.total, rated.count), meanText(0, 0)], [true, '4.5', null])
})

scenario('a firm engages somebody flexibly and is given a share of what it paid once the days are told', async (world) => {
  const { employer, county, city, firm, batchId } = await begin(world, 'flexible_engagement')
  const answers = {
    ...{ firm: firm.name, division: where, talentName: '示例人才', home: '示例大学', homeAgrees: true, contractFrom: '2025-01-01' },
    ...{ contractTo: '2026-12-31', tasks: '示例任务', property: '归企业所有', payFen: 20_000_000 },
    ...{ bank: '示例银行长春支行', account: '6222020000000001234' },
  }
  const one = await filed(world, employer, batchId, answers, { organisationId: firm.id })
  for (const [on, days] of [
    ['2025-10-31', 31],
    ['2025-11-30', 30],
    ['2025-12-31', 31],
    ['2026-01-31', 27],
  ] as const)
    assert.equal((await record(world, employer, one.caseNo, 'presence', days, on)).status, 200)
  await path(world, one.id, [[county, accept]])
  assert.deepEqual(reasonsOf(await act(world, county, one.id, pass)), ['present_enough'])
  await record(world, employer, one.caseNo, 'presence', 1)
  const ended = await path(world, one.id, [
    [county, pass],
    [city, { verb: 'grant', reason: '天数与支付属实' }],
  ])
  assert.equal(ended.status, 'granted')
  assert.equal((await world.send(city.token, getCase, { id: one.id })).body.answers['talentName'], '***')
})

scenario('a child’s schooling is the affair of its parents and of the bureau, and holds nothing of the child', async (world) => {
  const { people, applicant, county, province, batchId } = await begin(world, 'talent_schooling')
  const bureau = await signedIn(world, 'department_officer', { divisionCode: where, matterCode: 'talent_schooling' })
  await graded(world, people)
  const told = { name: '李小示例', bornOn: '2018-05-01', purpose: 'schooling', textVersion: 1 }
  const child = (await world.send(applicant.token, addMyChild, told)).body.id
  const answers = {
    ...{ name: '示例人才', phone: '13800001234', division: where, child, stage: 'primary', startsOn: '2026-09-01' },
    wishes: [{ school: '示例小学', kind: 'public' }],
  }
  const one = await filed(world, applicant, batchId, answers)
  for (const other of [county, province]) assert.equal((await world.send(other.token, getCase, { id: one.id })).problem.code, 'not_found')
  const second = (await world.send(applicant.token, startCase, { batchId }, { idempotencyKey: newId() })).body
  await world.send(applicant.token, saveCase, { id: second.id, answers })
  await onPaper(world, applicant, second.id)
  assert.equal((await world.send(applicant.token, submitCase, { id: second.id })).problem.code, 'already_filed')
  assert.equal((await world.send(bureau.token, getCase, { id: one.id })).body.answers['child'], '***')
  const revealed = await world.send(bureau.token, revealCase, { id: one.id, reason: '核对入学儿童' })
  assert.equal(revealed.body.answers['child'], '李小示例 2018-05-01')
  await path(world, one.id, [
    [bureau, accept],
    [bureau, pass],
  ])
  const placeId = await placesAt(world, bureau, { divisionCode: where })
  assert.equal((await world.send(bureau.token, keepSchoolPlace, { id: one.id, placeId })).body.kept?.left, 0)
  const granted = await path(world, one.id, [[bureau, { verb: 'grant', reason: '安排在示例小学' }]])
  assert.equal(granted.status, 'granted')
  // Once a guardian took back the consent nothing goes on for the child, and no place is kept; the case may be ended.
  const sister = (await world.send(applicant.token, addMyChild, { ...told, name: '李小妹示例' })).body.id
  await world.send(applicant.token, saveCase, { id: second.id, answers: { ...answers, child: sister } })
  await onPaper(world, applicant, second.id)
  assert.equal((await world.send(applicant.token, submitCase, { id: second.id })).status, 200)
  await path(world, second.id, [[bureau, accept]])
  const { items } = (await world.send(applicant.token, listMyChildren, {})).body
  for (const { consents } of items) await world.send(applicant.token, withdrawConsent, { id: consents[0]!.id })
  assert.deepEqual(reasonsOf(await act(world, bureau, second.id, pass)), ['consent_gone'])
  assert.equal((await world.send(bureau.token, keepSchoolPlace, { id: second.id, placeId })).problem.code, 'consent_missing')
  const shown = (await world.send(bureau.token, getCase, { id: second.id })).body.acts
  assert.deepEqual(
    [shown.find(({ verb }) => verb === 'pass')?.problems.length, shown.find(({ verb }) => verb === 'refuse')?.problems],
    [1, []],
  )
  const gone = await world.send(bureau.token, revealCase, { id: one.id, reason: '核对入学儿童' })
  assert.equal(gone.problem.code, 'consent_missing')
  assert.deepEqual(
    (await world.send(null, listNoticeBoard, {})).body.items.filter(({ id }) => id === one.id),
    [],
  )
})

scenario('a service card is issued by the class, rests, stands again, is given out anew and is cancelled', async (world) => {
  const { people, applicant, province, leader, batchId } = await begin(world, 'service_card')
  await graded(world, people)
  const answers = { name: '示例人才', idNumber: inventedResidentId(), phone: '13800001234', division: where, wantedClass: 'D' }
  const one = await filed(world, applicant, batchId, answers)
  await path(world, one.id, [
    [province, accept],
    [leader, { verb: 'grant', level: 'D', reason: '制发服务卡' }],
    [leader, { verb: 'freeze', reason: '离吉期间暂停' }],
  ])
  assert.deepEqual(reasonsOf(await act(world, leader, one.id, { verb: 'freeze', reason: '再次冻结' })), ['is_frozen'])
  assert.deepEqual(reasonsOf(await act(world, leader, one.id, { verb: 'reissue', reason: '卡片遗失' })), ['is_frozen'])
  await path(world, one.id, [[leader, { verb: 'unfreeze', reason: '已经返吉' }]])
  assert.deepEqual(reasonsOf(await act(world, leader, one.id, { verb: 'unfreeze', reason: '再次解冻' })), ['not_frozen'])
  const ended = await path(world, one.id, [
    [leader, { verb: 'reissue', reason: '卡片遗失' }],
    [leader, { verb: 'freeze', reason: '核查期间暂停' }],
    [leader, { verb: 'revoke', reason: '定级已撤销' }],
  ])
  assert.equal(ended.status, 'revoked')
  assert.equal((await world.send(applicant.token, appealCase, { id: one.id, reason: '对撤销有异议，请求复核' })).status, 200)
  const again = await path(world, one.id, [
    [people.otherLeader, { verb: 'overturn', reason: '定级仍然有效' }],
    [leader, { verb: 'grant', level: 'D', reason: '重新制发' }],
  ])
  // What is granted anew rests no more.
  assert.deepEqual(again.acts.find(({ verb }) => verb === 'freeze')?.problems, [])
})
