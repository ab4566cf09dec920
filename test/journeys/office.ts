// An office's errand in a real browser: a case found in the list, sent to be mended, accepted, put on notice and decided.
import assert from 'node:assert/strict'
import { saveCase, submitCase } from '../../src/procedures/case.contract.ts'
import { act, bring, filed, gradingAnswers, inventedResidentId, later, offices, openedBatch } from '../kit/cases.ts'
import { password } from '../kit/people.ts'
import { type Site, settled, signInAs } from './site.ts'

/** Meanwhile somebody else acts too: nothing is done to what the officer has not seen. */
export async function officeErrand(site: Site): Promise<void> {
  const { world } = site
  await site.setNow(new Date('2026-03-02T02:00:00Z'))
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  const answers = gradingAnswers({ idNumber: inventedResidentId() })
  const { id, caseNo } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  await bring(world, people, id, 'intake')

  const county = await site.visit('/sign-in?onward=/work/cases')
  await signInAs(county, { loginName: people.county.loginName, password })
  await county.getByRole('link', { name: caseNo }).click()
  await county.getByRole('button', { name: '告知补正' }).click()
  await county.getByRole('button', { name: '告知补正' }).click()
  await county.getByText('有 2 处需要改正').waitFor()
  await county.getByLabel('哪一项').selectOption({ label: '岗位与职务' })
  await county.getByLabel('要补正什么').fill('请写明职务和任职时间')
  await county.getByRole('button', { name: '告知补正' }).click()
  await county.getByText('等待补正').first().waitFor()
  await world.send(people.applicant.token, saveCase, { id, answers: { position: '示例岗位，2024 年起' } })
  assert.equal((await world.send(people.applicant.token, submitCase, { id })).status, 200)
  await county.reload()
  await county.getByRole('button', { name: '受理', exact: true }).click()
  await county.getByRole('button', { name: '受理', exact: true }).click()
  await county.getByText('已办理：受理。').waitFor()

  await act(world, people.city, id, { verb: 'pass', opinion: '' })
  const province = await site.visit(`/sign-in?onward=/work/cases/${id}`)
  await signInAs(province, { loginName: people.province.loginName, password })
  await province.getByRole('button', { name: '审核通过' }).click()
  await province.getByRole('button', { name: '返回' }).waitFor()
  await settled(province)
  await act(world, people.province, id, { verb: 'suspend', kind: 'inspection', reason: '现场核查' })
  await province.getByRole('button', { name: '审核通过' }).click()
  await province.getByText('已为您重新载入最新内容').waitFor()
  await act(world, people.province, id, { verb: 'resume', opinion: '' })
  await act(world, people.province, id, { verb: 'pass', opinion: '' })
  await province.reload()
  await province.getByRole('button', { name: '发布公示' }).click()
  await province.getByRole('button', { name: '发布公示' }).click()
  await province.getByText('已办理：发布公示。').waitFor()

  await later(world, '2026-03-12T02:00:00Z')
  await act(world, people.province, id, { verb: 'close_notice' })
  const leader = await site.visit('/sign-in?onward=/work/cases')
  await signInAs(leader, { loginName: people.leader.loginName, password })
  await leader.getByLabel(`选择 ${caseNo}`).check()
  await leader.getByLabel('等次').selectOption({ label: 'D类 省域拔尖人才' })
  await leader.getByLabel('理由').fill('符合申报条件')
  await leader.getByRole('button', { name: '批准', exact: true }).click()
  await leader.getByText('办成 1 件，没有办成 0 件。').waitFor()
}
