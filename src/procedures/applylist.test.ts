import assert from 'node:assert/strict'
import { gradingAnswers, inventedResidentId, type Offices, offices, onPaper, openedBatch } from '../../test/kit/cases.ts'
import { makeOrganisation } from '../../test/kit/people.ts'
import { newId } from '../kernel/id.ts'
import { scenario, type World } from '../kernel/test.ts'
import { downloadApplyTemplate, importApplications } from './applylist.contract.ts'
import { getCase, listMyCases, startCase, submitCase } from './case.contract.ts'

const code = 'talent_grading'

/** A list in the product's own template; cells that are not named stay empty. */
async function listOf(world: World, rows: readonly Record<string, string>[]): Promise<string> {
  const { payload } = await world.server.inject({ url: downloadApplyTemplate.path.replace('{code}', code) })
  const headings = payload.replace('\ufeff', '').trim().split(',')
  const lines = rows.map((row) => headings.map((heading) => row[heading.replace(/【.*】$/, '')] ?? '').join(','))
  return [headings.join(','), ...lines].join('\r\n')
}
const person = (more: object = {}) => ({
  ...{
    姓名: '示例甲',
    公民身份号码: inventedResidentId(),
    联系电话: '13800001234',
    '工作所在县（市、区）': '长春市南关区',
    人才类型: '专业技术人才',
  },
  ...{ 申报类别: 'D类', 申报方式: '认定', 工作方式: '全职', 合同期限: '固定期限', 合同起始日: '2025年1月1日', 合同终止日: '2027-12-31' },
  ...{ 岗位与职务: '示例岗位', 对照参考标准的主要业绩: '示例业绩' },
  ...more,
})
const send = (world: World, { employer, firm }: Offices, id: string, text: string, apply = false) =>
  world.send(employer.token, importApplications, { id, organisationId: firm.id, text, apply })

scenario('an employer’s list becomes drafts, row by row; the same list again changes nothing', async (world) => {
  const people = await offices(world)
  const { employer, firm } = people
  const batchId = await openedBatch(world, people.province, code)
  const number = inventedResidentId()
  const rows = [
    person({ 公民身份号码: number }),
    person({ 姓名: '示例乙', 人才类型: '别的', 合同起始日: '2025年', 公民身份号码: '220102199001011234' }),
    person({ 姓名: '示例丙', 公民身份号码: number }),
    person({ 姓名: '', 合同期限: '无固定期限' }),
  ]
  const text = await listOf(world, rows)
  const found = await send(world, people, batchId, text)
  assert.equal(found.status, 200, found.text)
  assert.deepEqual(found.body.counts, { new: 1, unchanged: 0, refused: 3 })
  assert.deepEqual(
    found.body.rows.map((one) => [one.row, one.outcome, one.reasons.map(({ zh }) => zh)]),
    [
      [2, 'new', []],
      [
        3,
        'refused',
        ['人才类型：不在可选的内容里：别的', '合同起始日：填法不对：2025年', '公民身份号码：不是有效的18位公民身份号码，请核对。'],
      ],
      [4, 'refused', ['和第 2 行是同一人']],
      [5, 'refused', ['姓名：没有填', '合同终止日：按其他各项的填法不用填']],
    ],
  )
  assert.match(found.body.refusedFile, /原因\r\n.*示例乙/s)
  assert.equal((await world.send(employer.token, listMyCases, {})).body.items.length, 0, 'a look writes nothing')
  const done = await send(world, people, batchId, text, true)
  assert.deepEqual([done.body.added, done.body.rows[0]!.outcome], [1, 'new'])
  const id = done.body.rows[0]!.caseId!
  const again = await send(world, people, batchId, text, true)
  assert.deepEqual([again.body.added, again.body.counts.unchanged, again.body.rows[0]!.caseId], [0, 1, id])
  const draft = (await world.send(employer.token, getCase, { id })).body
  const { idNumber: _, isCivilServant: _a, isSanctioned: _b, hasNewResult: _c, ...expected } = gradingAnswers()
  const { idNumber, ...answers } = draft.answers
  assert.deepEqual([idNumber, answers], [number, { ...expected, name: '示例甲' }])
  await onPaper(world, employer, id)
  const missing = await world.send(employer.token, submitCase, { id })
  assert.equal(missing.problem.code, 'form_incomplete', 'what the list left out is still asked')
  assert.equal(draft.organisationName, firm.name)
})

scenario('a list is of one’s own organisation, for a procedure that takes it, and in its template', async (world) => {
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, code)
  const text = await listOf(world, [person()])
  const other = await makeOrganisation(world, 'firm')
  const foreign = await world.send(people.employer.token, importApplications, { id: batchId, organisationId: other.id, text })
  assert.equal(foreign.status, 404)
  const own = { id: batchId, organisationId: people.firm.id, text }
  assert.equal((await world.send(people.applicant.token, importApplications, own)).status, 404)
  assert.equal((await send(world, people, newId(), text)).status, 404)
  assert.equal((await send(world, people, batchId, '一,二\n1,2')).problem.code, 'applications_unreadable')
  assert.equal(
    (await send(world, people, batchId, `姓名,联系电话\n${'示例,13800001234\n'.repeat(201)}`)).problem.code,
    'applications_unreadable',
  )
  const children = await openedBatch(world, people.province, 'talent_schooling')
  assert.equal((await send(world, people, children, text)).problem.code, 'not_on_behalf')
  const closed = await openedBatch(world, people.province, code, { closesAt: '2026-01-02T00:00:00Z' })
  assert.equal((await send(world, people, closed, text)).problem.code, 'batch_closed')
  assert.equal((await world.send(people.employer.token, startCase, { batchId: closed })).problem.code, 'batch_closed')
})
