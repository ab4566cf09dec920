// Finance's errand in a real browser: a budget line opened and set behind a programme, a list made, sent, and settled by the bank's receipts.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { newId } from '../../src/kernel/id.ts'
import type { World } from '../../src/kernel/test.ts'
import { fundProgramme, getPaymentList, makePaymentList, recordReceipts } from '../../src/procedures/payment.contract.ts'
import { act } from '../kit/cases.ts'
import { fundOf, grantC, payer, subsidyAtDecision, subsidyBatch } from '../kit/payments.ts'
import { password } from '../kit/people.ts'
import { type Site, signInAs } from './site.ts'

const head = '明细号,结果,日期,金额,凭证号,原因'

/** A subsidy that is paid, one that waits, and a claim to the first: a row on every page of money. */
export async function furnishMoney(world: World) {
  const batch = await subsidyBatch(world)
  const bureau = await payer(world)
  const fundId = await fundOf(world, bureau, 100_000_000)
  const { token } = bureau.officer
  await world.send(token, fundProgramme, { id: fundId, programmeId: batch.programmeId, basisPoints: 10_000 })
  const cases = [await subsidyAtDecision(world, batch), await subsidyAtDecision(world, batch)]
  const [paid, open] = cases as [(typeof cases)[number], (typeof cases)[number]]
  const until = world.now.toISOString().slice(0, 10)
  await act(world, batch.people.city, paid.id, grantC)
  const made = await world.send(token, makePaymentList, { holderId: bureau.holder.id, until }, { idempotencyKey: newId() })
  assert.equal(made.status, 200, made.text)
  const { items } = (await world.send(token, getPaymentList, { id: made.body.id })).body
  const text = `${head}\n${items[0]!.id},成功,${until},${(items[0]!.fen / 100).toFixed(2)},示例凭证1,\n`
  assert.equal((await world.send(token, recordReceipts, { id: made.body.id, text })).body.paid, 1)
  await act(world, batch.people.city, paid.id, { verb: 'revoke', reason: '提前离开（示例）' })
  await act(world, batch.people.city, open.id, grantC)
  const who = { finance: { ...bureau.officer, password }, payee: { ...open.applicant, password } }
  return { fundId, listId: made.body.id, openId: open.id, ...who }
}

/** A budget line is opened, set behind the programme, and cannot be taken back below what is promised. */
async function budgeted(page: Page, promise: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: '登记预算科目' }).click()
  await page.getByRole('button', { name: '登记预算科目' }).click()
  await page.getByText('请写金额，单位元，最多两位小数').waitFor()
  await page.getByLabel('科目编码').fill('示例2080799')
  await page.getByLabel('名称').fill('示例人才资金')
  await page.getByLabel('金额（元）').fill('200000')
  await page.getByLabel('下达文号').fill('示例〔2026〕3号')
  await page.getByRole('button', { name: '登记预算科目' }).click()
  await page.getByRole('link', { name: '2026 示例人才资金' }).click()
  await page.getByLabel('申报计划').selectOption({ index: 1 })
  await page.getByLabel('出资比例（%，0 为不再出资）').fill('100')
  await page.getByRole('button', { name: '安排出资比例' }).click()
  await page.getByText('100.00%').waitFor()
  await promise()
  await page.getByLabel('金额（元，调减写负数）').fill('-33333.33')
  await page.getByLabel('下达文号').fill('示例〔2026〕4号')
  await page.getByRole('button', { name: '追加或调减' }).click()
  await page.getByText(/结余/).last().waitFor()
  await page.reload()
  await page.getByRole('link', { name: '166,666.68' }).click()
  await page.getByText('待付', { exact: true }).waitFor()
}

export async function financeErrand(site: Site): Promise<void> {
  const { world } = site
  await site.setNow(new Date('2026-03-02T02:00:00Z'))
  const batch = await subsidyBatch(world)
  const { officer } = await payer(world)
  const { id, caseNo, applicant } = await subsidyAtDecision(world, batch)
  await site.setNow(world.now)
  const page = await site.visit('/sign-in?onward=/work/budget')
  await signInAs(page, { ...officer, password })
  await budgeted(page, async () => {
    assert.equal((await act(world, batch.people.city, id, grantC)).status, 200)
  })
  await page.getByRole('link', { name: '资金拨付' }).click()
  await page.getByText('可列入清单 1 笔，共 166,666.68 元').waitFor()
  await page.getByRole('button', { name: '生成清单并冻结' }).click()
  await page.getByText('待回单 1 笔').waitFor()
  assert.ok(!(await page.content()).includes('6222020000000001234'), 'accounts are masked on the page')
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出银行文件（CSV）' }).click()])
  const file = await readFile(await saved.path(), 'utf8')
  const [item] = file.split('\r\n')[1]!.split(',')
  assert.ok(file.includes('6222020000000001234') && file.includes(caseNo))
  const day = world.now.toISOString().slice(0, 10)
  const upload = (row: string) =>
    page.setInputFiles('input[type=file]', { name: '回单.csv', mimeType: 'text/csv', buffer: Buffer.from(`${head}\n${row}\n`) })
  await upload(`${item},成功,${day},166666.67,PZ-1,`)
  await page.getByText('金额与清单不一致').waitFor()
  await upload(`${item},成功,${day},166666.68,PZ-1,`)
  await page.getByText(/^已对账：/).waitFor()
  await upload(`${item},成功,${day},166666.68,PZ-1,`)
  await page.getByText(/此前已登记 1 笔/).waitFor()

  const talent = await site.visit(`/sign-in?onward=/cases/${id}`)
  await signInAs(talent, { ...applicant, password })
  await talent.getByText(/已付 166,666.68 元/).waitFor()
  await talent.getByRole('button', { name: '更改收款账户' }).click()
  await talent.getByLabel('银行账号').fill('12')
  await talent.getByRole('button', { name: '更改收款账户' }).click()
  await talent.getByText('银行账号应为 12 至 19 位数字').waitFor()
  await talent.getByLabel('银行账号').fill('6222 0200 0000 0009 999')
  await talent.getByLabel('开户银行（写到支行）').fill('示例银行吉林支行')
  await talent.getByRole('button', { name: '更改收款账户' }).click()
  await talent.getByText('收款账户已更改。').waitFor()
}
