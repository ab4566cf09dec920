// An expert review in a real browser: the office draws, an expert pledges, scores on two devices and hands in, the office concludes.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { run } from '../../src/kernel/db.ts'
import { handInScores, listMyReviews, signPledge } from '../../src/procedures/seat.contract.ts'
import { act, bring, expertsInPool, filed, gradingAnswers, inventedResidentId, offices, openedBatch } from '../kit/cases.ts'
import { password, signedIn } from '../kit/people.ts'
import { type Site, settled, signInAs } from './site.ts'

/** A case by experts' scores at its review, and a pool in which too few may be drawn. */
async function atReview(site: Site) {
  const { world } = site
  await site.setNow(new Date('2026-03-02T02:00:00Z'))
  const people = await offices(world)
  const batchId = await openedBatch(world, people.province, 'talent_grading')
  await run(world.db, 'update expert set ended_by = person_id, ended_at = now() where ended_at is null')
  const employments = [{ organisationId: people.firm.id, firstOn: '2020-01-01' }]
  await expertsInPool(world, people.province, 1, { employments })
  const experts = await expertsInPool(world, people.province, 4)
  const answers = gradingAnswers({ route: 'assessed', idNumber: inventedResidentId() })
  const { id, caseNo } = await filed(world, people.applicant, batchId, answers, { organisationId: people.firm.id })
  await bring(world, people, id, 'notice')
  return { people, experts, id, caseNo }
}

export async function reviewErrand(site: Site): Promise<void> {
  const { world } = site
  const { people, experts, id, caseNo } = await atReview(site)
  const office = await site.visit(`/sign-in?onward=/work/cases/${id}`)
  await signInAs(office, { ...people.province, password })
  await office.getByText('要抽 5 位，可抽取的只有 4 位').waitFor()
  await office.getByText('应回避的专家（1 位）').click()
  await office.getByText('与申报人同一单位').waitFor()
  await office.getByRole('link', { name: '去专家库' }).click()
  const fifth = await addInBrowser(site, office)
  await office.goto(`${site.base}/work/cases/${id}`)
  await office.getByRole('button', { name: '抽取 5 位专家' }).click()
  await office.getByText('已抽取，专家已收到通知。').waitFor()
  assert.equal(await office.getByRole('button', { name: /^抽取/ }).count(), 0, 'nobody is drawn twice')

  await scoreInBrowser(site, fifth, caseNo)
  for (const expert of experts) {
    const seat = (await world.send(expert.token, listMyReviews, {})).body.items[0]!
    await world.send(expert.token, signPledge, { id: seat.id })
    const scores = { standing: 25, results: 30, promise: 20 }
    assert.equal((await world.send(expert.token, handInScores, { id: seat.id, scores, comments: { overall: '示例意见' } })).status, 200)
  }
  assert.equal((await act(world, people.province, id, { verb: 'minutes', reason: '示例会议纪要：同意按得分进入公示。' })).status, 200)
  await office.reload()
  await office.getByText('达到合格分').waitFor()
  await office.getByText('去掉一个最高分和一个最低分，按 3 份平均。').waitFor()
  await office.getByText('分差 60 分，超过 30 分的限度。').waitFor()
  await office.getByRole('button', { name: '结束评审' }).click()
  await office.getByLabel('办理意见').fill('一位专家对业绩口径理解不同（示例）')
  await office.getByRole('button', { name: '结束评审' }).click()
  await office.getByText('已办理：结束评审。').waitFor()
}

/** The officer adds one more expert, whose account must be there. */
async function addInBrowser(site: Site, office: Page) {
  const person = await signedIn(site.world, 'individual', {})
  await office.getByRole('button', { name: '增加专家' }).click()
  await office.getByRole('button', { name: '增加专家' }).click()
  assert.equal(await office.getByText('请填写').count(), 4)
  await office.getByLabel('账号').fill('nobody-示例')
  await office.getByLabel('所属地区').selectOption('220000')
  await office.getByLabel('职称或职务').fill('示例研究员')
  await office.getByLabel('专业领域').fill('材料、光学')
  await office.getByRole('button', { name: '增加专家' }).click()
  await office.getByText('没有找到这个账号').waitFor()
  await office.getByLabel('账号').fill(person.loginName)
  await office.getByRole('button', { name: '增加专家' }).click()
  await office.getByText('已加入专家库').waitFor()
  await office.getByRole('button', { name: '批量导入' }).click()
  await office.getByLabel('所属地区').selectOption('220000')
  const text = `账号,职称,领域\n${person.loginName},示例教授,材料\n`
  await office.setInputFiles('input[type=file]', { name: '示例.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await office.getByText('1 行，可以写入 0 行。').waitFor()
  await office.getByText('已在库中', { exact: true }).waitFor()
  await settled(office)
  return { ...person, password }
}

/** The expert's errand: a pledge, a sheet begun on a tablet and ended on a phone, and nothing that cannot be. */
async function scoreInBrowser(site: Site, expert: { loginName: string; password: string }, caseNo: string): Promise<void> {
  const tablet = await site.visit('/sign-in?onward=/reviews', { width: 820 })
  await signInAs(tablet, expert)
  await tablet.getByText(caseNo).waitFor()
  await tablet.getByRole('link', { name: '人才分类定级' }).click()
  await tablet.getByRole('heading', { name: '评审承诺书' }).waitFor()
  assert.equal(await tablet.getByText('示例岗位').count(), 0, 'the case opens after the pledge alone')
  await tablet.getByRole('button', { name: '我已阅读并签署' }).click()
  await tablet.getByText('示例岗位').waitFor()
  assert.equal(await tablet.getByText('示例人才').count(), 0, 'a blind review shows no name')
  await tablet.getByRole('button', { name: '开始评分' }).click()
  const [standing, results, promise] = ['score-standing', 'score-results', 'score-promise'].map((at) => `#${at}`) as [
    string,
    string,
    string,
  ]
  await tablet.locator(standing).fill('31')
  await tablet.locator(results).fill('9')
  await tablet.getByText('请填 0 至 30 的整数').waitFor()
  await tablet.getByRole('button', { name: '下一步：核对' }).click()
  await tablet.getByText('有 2 处需要改正').waitFor()
  await tablet.locator(standing).fill('3')
  await tablet.getByText(/^已保存 /).waitFor()

  const phone = await site.visit(`/sign-in?onward=${encodeURIComponent(new URL(tablet.url()).pathname)}`, { width: 390 })
  await signInAs(phone, expert)
  await phone.getByRole('button', { name: '接着评分' }).click()
  assert.deepEqual([await phone.locator(standing).inputValue(), await phone.locator(results).inputValue()], ['3', '9'])
  await phone.locator(promise).fill('3')
  await phone.getByLabel('总体意见').fill('示例：业绩与岗位不符')
  await phone.getByRole('button', { name: '下一步：核对' }).click()
  await phone.getByRole('heading', { name: '核对并提交' }).waitFor()
  await phone.getByRole('button', { name: '提交评分' }).click()
  await phone.getByText('评分已提交，谢谢您。').waitFor()
  await phone.getByRole('link', { name: '我的评审' }).last().click()
  await phone.getByText('已提交').first().waitFor()
}
