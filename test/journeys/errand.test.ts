// The errand of the product, in a real browser: a catalogue in, an instrument found and booked, used, charged, corrected, and a figure that moved.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { grantRole } from '../../src/identity/account.server.ts'
import { setCardProvider } from '../../src/talent/card.contract.ts'
import { act, bring, carded, gradingAnswers, offices, openedBatch } from '../kit/cases.ts'
import { makeInstrument } from '../kit/instruments.ts'
import { makeOrganisation, password, signedIn } from '../kit/people.ts'
import { financeErrand } from './money.ts'
import { officeErrand } from './office.ts'
import { reviewErrand } from './review.ts'
import { journey, type Site, settled, signInAs } from './site.ts'

const monday = new Date('2026-03-02T00:00:00Z')
const catalogue = [
  '仪器编号,仪器名称,规格型号,原值,启用日期',
  'TEM-01,场发射透射电子显微镜,TX-F200,730万元,2016年1月6日',
  'XRD-02,X射线衍射仪,XD-6,94.94 万元,20170203',
  'GC-03,气相色谱仪,GC-9,九十多万,2018-05-01',
].join('\n')

async function people(site: Site) {
  const institute = await makeOrganisation(site.world, 'institute', { name: '示例分析测试中心', divisionCode: '220104' })
  const firm = await makeOrganisation(site.world, 'firm', { name: '示例制药公司', divisionCode: '220521' })
  const rivalFirm = await makeOrganisation(site.world, 'firm', { name: '示例材料公司', divisionCode: '220521' })
  const as = async (role: Parameters<typeof signedIn>[1], organisationId: string) => ({
    ...(await signedIn(site.world, role, { organisationId })),
    password,
  })
  return {
    institute,
    firm,
    officer: await as('asset_officer', institute.id),
    operator: await as('operator', institute.id),
    engineer: await as('firm_engineer', firm.id),
    rival: await as('firm_engineer', rivalFirm.id),
  }
}

const slot = (page: Page) => page.locator('.book .slot dd').first()

/** Takes 10:00 of the day in the calendar's first column, whatever week it opened on. */
async function chooseTen(page: Page): Promise<void> {
  const free = page.locator('.week .day').first().locator('.block.free').first()
  await free.click({ position: { x: 40, y: 85 } })
  await page.locator('.block.mine').waitFor()
  const [start, end] = [page.locator('.slot-times select').first(), page.locator('.slot-times select').last()]
  await start.selectOption({ label: '10:00' })
  await end.selectOption({ label: '12:00' })
}

journey('an officer imports a catalogue, sees what is refused, and a second time changes nothing', async (site) => {
  const { officer } = await people(site)
  const page = await site.visit('/work/instruments/import')
  await page.getByRole('main').getByRole('link', { name: '登录' }).click()
  await signInAs(page, officer)
  const file = { name: '示例目录.csv', mimeType: 'text/csv', buffer: Buffer.from(catalogue) }
  await page.setInputFiles('input[type=file]', file)
  await page.getByRole('heading', { name: '这些列是什么' }).waitFor()
  assert.equal(await page.getByLabel('“原值”对应的项').inputValue(), 'worthFen')
  await page.getByRole('button', { name: '确认，开始检查' }).click()
  await page.getByRole('button', { name: '新增 2' }).waitFor()
  await page.getByRole('button', { name: '未通过 1' }).click()
  await page.getByText('“九十多万”').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '.csv', exact: false }).last().click()])
  assert.match(saved.suggestedFilename(), /\.csv$/)
  await page.getByRole('button', { name: '写入 2 行' }).click()
  await page.getByText('写入 2 行：新增 2').waitFor()
  await page.getByRole('button', { name: '导入另一个文件' }).click()
  await page.setInputFiles('input[type=file]', file)
  await page.getByRole('button', { name: '确认，开始检查' }).click()
  await page.getByRole('button', { name: '无变化 2' }).waitFor()
  assert.equal(await page.getByRole('button', { name: '写入 0 行' }).getAttribute('aria-disabled'), 'true')
})

journey(
  'an engineer finds an instrument by a word it does not bear, books it, and a rival is offered the next free times',
  async (site) => {
    await site.setNow(monday)
    const { institute, engineer, rival } = await people(site)
    const { id } = await makeInstrument(site.world, {
      institutionId: institute.id,
      nameZh: '场发射透射电子显微镜',
      innerCode: 'TEM-9',
      divisionCode: '220104',
    })
    await site.world.drain()
    const page = await site.visit('/')
    await page.getByRole('searchbox').fill('透射电镜')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByRole('link', { name: '场发射透射电子显微镜' }).first().waitFor()
    await page.getByText('即“透射电镜”').first().waitFor()

    const rivalPage = await site.visit(`/instruments/${id}`)
    await chooseTen(rivalPage)
    await page.goto(`${site.base}/instruments/${id}`)
    await chooseTen(page)
    const chosen = await slotText(page)
    await page.getByRole('link', { name: '登录后预约' }).click()
    await signInAs(page, engineer)
    assert.equal(await slot(page).textContent(), chosen, 'the choice is kept through signing in')
    await page.getByText('400.00').first().waitFor()
    await page.getByRole('button', { name: '提交预约' }).click()
    await page.getByText('已约好').waitFor()

    await rivalPage.getByRole('link', { name: '登录后预约' }).click()
    await signInAs(rivalPage, rival)
    const submit = rivalPage.getByRole('button', { name: '提交预约' })
    if ((await submit.getAttribute('aria-disabled')) === null) await submit.click()
    await rivalPage.getByText('这个时段刚被别人约走').waitFor()
    await rivalPage.getByRole('button', { name: /^改约/ }).first().click()
    await rivalPage.getByText('已约好').waitFor()
    await rivalPage.getByRole('link', { name: '查看我的预约' }).click()
    await rivalPage.getByRole('button', { name: /^取消/ }).first().click()
    await rivalPage.getByRole('button', { name: '确定取消' }).click()
    await rivalPage.getByText('还没有预约').waitFor()
    await rivalPage.getByRole('radio', { name: '过去的' }).click()
    await rivalPage.getByText('已取消').waitFor()
    await rivalPage.getByRole('button', { name: /^办理经过/ }).click()
    await rivalPage.getByText(/取消（预约方 示例/).waitFor()
  },
)

async function slotText(page: Page): Promise<string | null> {
  const [day, from] = (new URL(page.url()).searchParams.get('slot') ?? '').split('.')
  assert.ok(day && from, 'the choice stands in the address')
  return `${day.slice(5)} 周一 10:00–12:00`
}

journey('the operator starts and ends the use; it is charged, corrected with its reversal in sight, and the figure moves', async (site) => {
  await site.setNow(monday)
  const { institute, engineer, operator, officer } = await people(site)
  const { id } = await makeInstrument(site.world, { institutionId: institute.id, nameZh: '气相色谱质谱联用仪', innerCode: 'GC-9' })
  const page = await site.visit(`/instruments/${id}?slot=2026-03-02.600-720`)
  await page.getByRole('link', { name: '登录后预约' }).click()
  await signInAs(page, engineer)
  await page.getByRole('button', { name: '提交预约' }).click()
  await page.getByText('已约好').waitFor()

  await site.setNow(new Date('2026-03-02T02:00:00Z'))
  const desk = await site.visit('/sign-in?onward=/work/use')
  await signInAs(desk, operator)
  await desk.getByRole('button', { name: /^开始使用：气相色谱质谱联用仪/ }).click()
  await desk.getByRole('button', { name: /^结束使用/ }).waitFor()
  await site.setNow(new Date('2026-03-02T03:30:00Z'))
  await desk.getByRole('button', { name: /^结束使用/ }).click()
  await desk.getByLabel('样品数').fill('3')
  await desk.getByRole('button', { name: '现在结束' }).click()
  await desk.getByRole('cell', { name: '现场记录' }).waitFor()
  await walkIn(site, desk)
  await site.world.drain()
  await closeAndReopen(site)

  const work = await site.visit('/sign-in?onward=/work/services')
  await signInAs(work, officer)
  await work.getByRole('row', { name: '示例制药公司' }).getByRole('button', { name: '气相色谱质谱联用仪' }).click()
  await work.getByRole('button', { name: '更正' }).click()
  await work.getByLabel('应收金额（元）').fill('280')
  await work.getByRole('button', { name: '更正并冲销原账目' }).click()
  await work.getByText('请写明原因').first().waitFor()
  await work.getByLabel('更正原因').fill('按合同价（示例）')
  await work.getByRole('button', { name: '更正并冲销原账目' }).click()
  await work.getByText('已更正，原账目已冲销').waitFor()
  await work.getByRole('heading', { name: '第 2 版' }).waitFor()
  await work.getByText('账目', { exact: true }).last().click()
  await work.getByText('冲销原分录').first().waitFor()
  await readNotices(page)
  await work.getByRole('button', { name: '开票与到账' }).click()
  await work.getByLabel('到账金额（元）').fill('281')
  await work.getByLabel('到账日期').fill('2026-03-02')
  await work.getByRole('button', { name: '登记', exact: true }).click()
  await work.getByText('到账金额不能多于应收金额').first().waitFor()
  await work.getByLabel('到账金额（元）').fill('280')
  await work.getByRole('button', { name: '登记', exact: true }).click()
  await work.getByText('已登记，原来的一版保留可查').waitFor()
  await work.getByRole('heading', { name: '第 3 版' }).waitFor()

  const figure = await site.visit('/sign-in?onward=/figures/shared_hours?year=2026')
  await signInAs(figure, officer)
  await figure.goto(`${site.base}/figures/shared_hours?year=2026&institutionId=${institute.id}`)
  await figure.locator('.big b', { hasText: '2.0' }).waitFor()
  await figure.getByRole('link', { name: /打开 2 条记录/ }).waitFor()
  const [csv] = await Promise.all([figure.waitForEvent('download'), figure.getByRole('link', { name: '下载 CSV' }).click()])
  assert.match(csv.suggestedFilename(), /\.csv$/)
})

/** The engineer finds under the bell what was charged and corrected, follows it to the record, and chooses how to be told. */
async function readNotices(page: Page): Promise<void> {
  await page.reload()
  await page.getByRole('link', { name: '消息，2 条未读' }).click()
  await page.getByText('费用由 300.00 元 变为 280.00 元').waitFor()
  await page.getByRole('link', { name: /^去查看.*费用已更正/ }).click()
  await page.waitForURL('**/work/services?service=*')
  await page.getByRole('link', { name: '消息，1 条未读' }).click()
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await page.getByRole('link', { name: '消息，0 条未读' }).waitFor()
  await page.getByRole('link', { name: '消息设置' }).click()
  await page.getByLabel('费用与额度').selectOption('inbox')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByText('已保存。').waitFor()
}

/** A customer who simply came: found by typing, started on the spot and ended like any other. */
async function walkIn(site: Site, desk: Page): Promise<void> {
  await desk.getByRole('button', { name: '当场开始使用' }).click()
  await desk.getByRole('button', { name: '现在开始' }).click()
  await desk.getByText('有 2 处需要改正').waitFor()
  await desk.getByRole('combobox', { name: '查找本单位的仪器' }).fill('气相')
  await desk.locator('.ant-select-item-option', { hasText: '气相色谱质谱联用仪' }).first().click()
  await desk.getByRole('combobox', { name: '客户' }).fill('示例路过的厂')
  await desk.locator('.ant-select-item-option', { hasText: '只记名称“示例路过的厂”' }).click()
  await desk.getByRole('button', { name: '现在开始' }).click()
  const end = desk.getByRole('button', { name: /^结束使用.*示例路过的厂/ })
  await end.waitFor()
  await site.setNow(new Date('2026-03-02T04:00:00Z'))
  await end.click()
  await desk.getByRole('button', { name: '现在结束' }).click()
  await desk.getByRole('cell', { name: '示例路过的厂' }).waitFor()
}

/** The province closes a month for everybody, and opens it again for a reason that stays. */
async function closeAndReopen(site: Site): Promise<void> {
  const province = { ...(await signedIn(site.world, 'provincial_officer', { divisionCode: '220000' })), password }
  const page = await site.visit('/sign-in?onward=/work/months')
  await signInAs(page, province)
  await page.getByRole('button', { name: '结账：2026-02' }).click()
  await page.getByRole('button', { name: '确定结账' }).click()
  await page.getByText('已结账').waitFor()
  await page.getByRole('button', { name: '重新开账：2026-02' }).click()
  await page.getByRole('button', { name: '确定重新开账' }).click()
  await page.getByText('请写明理由').waitFor()
  await page.getByLabel('重新开账的理由').fill('示例单位补登一笔')
  await page.getByRole('button', { name: '确定重新开账' }).click()
  await page.getByText('理由：示例单位补登一笔').waitFor()
}

/** The officer sets the price of a sample, of which one try has no amount, and plans maintenance. */
async function priceAndMaintain(office: Page, instrument: string): Promise<void> {
  await office.getByRole('link', { name: instrument }).click()
  await office.getByRole('link', { name: '价格', exact: true }).click()
  await office.getByRole('radio', { name: '按样品' }).click()
  await office.getByRole('button', { name: '设定这个价格' }).click()
  await office.getByText('有 1 处需要改正').waitFor()
  await office.getByLabel('价格（元/样，含税）').fill('120')
  await office.getByRole('button', { name: '设定这个价格' }).click()
  await office.getByText('已设定，从 2026年3月2日 起执行').waitFor()
  await office.getByRole('link', { name: '维护', exact: true }).click()
  await office.getByLabel('开始日期').fill('2026-03-04')
  await office.getByLabel('开始日期').press('Enter')
  await office.getByLabel('原因').fill('年度检定（示例）')
  await office.getByRole('button', { name: '安排这次维护' }).click()
  await office.getByText('已安排：2026-03-04 08:00–18:00').waitFor()
}

journey('an officer sets a price and maintenance; a firm sees both, sends samples instead, and reads the answer', async (site) => {
  await site.setNow(monday)
  const { institute, engineer, operator, officer } = await people(site)
  const nameZh = '电感耦合等离子体质谱仪'
  const { id } = await makeInstrument(site.world, { institutionId: institute.id, nameZh, sampleFen: 10_000 })
  const office = await site.visit('/sign-in?onward=/work/instruments')
  await signInAs(office, officer)
  await priceAndMaintain(office, nameZh)
  const page = await site.visit(`/sign-in?onward=/instruments/${id}?way=samples`)
  await signInAs(page, engineer)
  await page.goto(`${site.base}/instruments/${id}?way=samples`)
  await page.getByRole('button', { name: '提交送样委托' }).click()
  await page.getByText('有 2 处需要改正').waitFor()
  await page.getByLabel('样品', { exact: true }).fill('示例人参粉')
  await page.getByLabel('要测的项目').fill('重金属')
  await page.getByLabel('样品数').fill('4')
  await page.getByText('480.00').waitFor()
  await page.locator('.block.maintenance').first().waitFor()
  await page.getByRole('button', { name: '提交送样委托' }).click()
  await page.getByText('委托已提交').waitFor()

  const desk = await site.visit('/sign-in?onward=/work/requests')
  await signInAs(desk, operator)
  await desk.getByRole('button', { name: '答复：示例人参粉' }).click()
  await desk.getByLabel('给对方的答复').fill('请寄示例路 1 号')
  await desk.getByRole('button', { name: '受理', exact: true }).click()
  await desk.getByText('没有送样委托').waitFor()
  await switchOrganisation(site, desk, operator)

  await page.getByRole('link', { name: '查看我的委托' }).click()
  await page.getByText('答复：请寄示例路 1 号').waitFor()
})

/** Whoever works for two institutions switches between them, and sees the work of the one chosen. */
async function switchOrganisation(site: Site, desk: Page, operator: { loginName: string }): Promise<void> {
  const other = await makeOrganisation(site.world, 'university', { name: '示例第二单位' })
  await grantRole(site.world.db, operator.loginName, 'operator', { organisationId: other.id, divisionCode: null })
  await desk.getByRole('radio', { name: '全部' }).click()
  await desk.getByText('示例人参粉').waitFor()
  await desk.reload()
  await desk.getByLabel('代表单位').selectOption({ label: '示例第二单位' })
  await desk.getByRole('radio', { name: '全部' }).click()
  await desk.getByText('没有送样委托').waitFor()
  await settled(desk)
  assert.equal(await desk.getByText('示例人参粉').count(), 0)
}

/** Fills in the whole form as a talent would, and shows the materials on paper. */
async function fillApplication(page: Page): Promise<void> {
  const answers = gradingAnswers()
  await page.getByRole('radio', { name: '固定期限', exact: true }).check()
  for (const key of ['name', 'idNumber', 'phone', 'contractFrom', 'contractTo', 'position'] as const) {
    await page.locator(`#f-${key}`).fill(answers[key])
  }
  for (const name of ['专业技术人才', /^D类/, '全职', /^认定/]) await page.getByRole('radio', { name }).check()
  for (const no of await page.getByRole('radio', { name: '否' }).all()) await no.check()
  for (const paper of (await page.getByRole('checkbox', { name: '提交纸质件' }).all()).slice(0, 3)) await paper.click()
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByText('有 1 处需要改正').waitFor()
  await page.getByRole('link', { name: '对照参考标准的主要业绩：还没有填' }).click()
  await page.keyboard.type('示例业绩一项')
  await page.getByText(/^已保存 /).waitFor()
  await page.reload()
  assert.equal(await page.locator('#f-achievements').inputValue(), '示例业绩一项', 'what was typed is kept')
  await page.getByRole('button', { name: '下一步：核对' }).click()
}

/** Whoever holds a card shows its code; a counter verifies it without signing in, and records the use as staff. */
async function showCard(site: Site): Promise<void> {
  await site.setNow(monday)
  const people = await offices(site.world)
  await carded(site.world, people)
  const hospital = await makeOrganisation(site.world, 'hospital', { name: '示例医院', divisionCode: '220102' })
  const settled = { service: 'priority_visit', organisationId: hospital.id, isProvider: true }
  assert.equal((await site.world.send(people.province.token, setCardProvider, settled)).status, 200)
  const holder = await site.visit('/sign-in?onward=/my/card')
  await signInAs(holder, { ...people.applicant, password })
  await holder.getByRole('img', { name: '人才服务卡动态码' }).waitFor()
  const code = (await holder.locator('.card-code .code-text').textContent())!
  const desk = await site.visit(`/verify-card#${code}`)
  await desk.getByRole('status').getByText('示**').waitFor()
  await desk.getByRole('link', { name: '服务窗口人员登录后登记使用' }).click()
  await signInAs(desk, { ...(await signedIn(site.world, 'service_desk', { organisationId: hospital.id })), password })
  await desk.getByLabel('动态码').fill(code.toLowerCase())
  await desk.getByRole('button', { name: '核验' }).click()
  await desk.getByLabel('服务', { exact: true }).selectOption({ label: '优先就诊' })
  await desk.getByRole('button', { name: '登记', exact: true }).click()
  await desk.getByText(/^已登记：优先就诊/).waitFor()
  await holder.reload()
  await holder.getByRole('row', { name: '优先就诊 示例医院' }).waitFor()
}

journey('a talent tests themselves, applies, is sent back to mend, and reads the decision', async (site) => {
  await site.setNow(monday)
  const people = await offices(site.world)
  await openedBatch(site.world, people.province, 'talent_grading')
  const page = await site.visit('/services')
  await page.getByRole('link', { name: '人才分类定级' }).click()
  await page.getByRole('radio', { name: '柔性引进' }).check()
  await page.getByLabel('每年在吉工作月数').fill('3')
  await page.getByRole('button', { name: '看结果' }).click()
  await page.getByText('有 1 条不符合，见下。').waitFor()
  await page.getByRole('link', { name: '登录后申请' }).click()
  await signInAs(page, { ...people.applicant, password })
  await page.getByLabel('用人单位').fill(people.firm.creditCode)
  await page.getByRole('list', { name: '查到的单位' }).getByRole('button').click()
  await page.getByRole('button', { name: '开始申请' }).click()
  await fillApplication(page)
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('现在不用您做什么').waitFor()
  const id = page.url().split('/').at(-1)!

  await bring(site.world, people, id, 'intake')
  const defects = [{ path: 'position', text: '请写明任职时间' }]
  assert.equal((await act(site.world, people.county, id, { verb: 'ask_mend', defects })).status, 200)
  await page.goto(`${site.base}/my/cases`)
  await page.getByText('时限中止').waitFor()
  await page.getByRole('link', { name: '人才分类定级' }).click()
  await page.getByRole('link', { name: '去补正' }).click()
  await page.getByRole('link', { name: '岗位与职务：请写明任职时间' }).click()
  await page.keyboard.type('（2024年起）')
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交补正' }).click()
  await page.getByText('现在不用您做什么').waitFor()

  assert.equal((await act(site.world, people.county, id, { verb: 'accept', opinion: '' })).status, 200)
  assert.equal((await act(site.world, people.city, id, { verb: 'pass', opinion: '' })).status, 200)
  assert.equal(
    (await act(site.world, people.province, id, { verb: 'refuse', reason: '业绩未达到D类参考标准', ground: 'merits' })).status,
    200,
  )
  await page.reload()
  await page.getByRole('button', { name: '申请复核' }).waitFor()
  await page.getByRole('link', { name: '查看决定书' }).click()
  await page.getByText('理由：业绩未达到D类参考标准').waitFor()
  await page.getByText(/可以在2026年5月28日前（含当日）通过县创申请复核一次/).waitFor()
  await showCard(site)
})

journey('finance opens a budget line, makes a list, sends it, and settles it by the bank’s receipts', financeErrand)
journey('an officer asks to mend, accepts, puts on notice; the leader grants', officeErrand)

journey('an office draws experts, one scores blind on a tablet and a phone, and the office concludes', reviewErrand)
