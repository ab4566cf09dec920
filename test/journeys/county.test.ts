// One county from its plan to its designation, in a real browser, as the three who do it: the county, its city, the province.
import assert from 'node:assert/strict'
import type { Page, Request } from 'playwright-core'
import { getPlan, keepPlan } from '../../src/counties/plan.contract.ts'
import { getReturn, keepReturnCells, listReturns, openReturnRound } from '../../src/counties/return.contract.ts'
import { addDays } from '../../src/kernel/time.ts'
import { getCase } from '../../src/procedures/case.contract.ts'
import { recordStatus } from '../../src/registry/status.contract.ts'
import { act, expertsInPool, later, type Offices, offices, openedBatch } from '../kit/cases.ts'
import { makeOrganisation, password, signedIn } from '../kit/people.ts'
import { reviewed } from '../kit/scoring.ts'
import { giveMaterials } from './filling.ts'
import { journey, type Site, signInAs } from './site.ts'

const county = '220122'
type Person = { token: string; personId: string; loginName: string }
type Desk = { site: Site; people: Offices & { bureau: Person }; pages: Record<'county' | 'city' | 'province', Page> }

async function desks(site: Site): Promise<Desk> {
  await site.setNow(new Date('2024-03-04T02:00:00Z'))
  const people = { ...(await offices(site.world)), bureau: await signedIn(site.world, 'county_officer', { divisionCode: county }) }
  const pageOf = async ({ loginName }: Person) => {
    const page = await site.visit('/sign-in?onward=/work/plan')
    await signInAs(page, { loginName, password })
    await page.getByRole('heading', { level: 1, name: '实施方案' }).waitFor()
    return page
  }
  const pages = { county: await pageOf(people.bureau), city: await pageOf(people.city), province: await pageOf(people.province) }
  return { site, people, pages }
}

/** A task in every group of the guide, of which the last was typed in the browser. */
const tasksOf = (groups: readonly { code: string }[]) =>
  groups.map(({ code }) => ({
    ...{ groupCode: code, title: `示例任务 ${code}`, department: '示例科技局', fundFen: 1_200_000, measure: '办成一件' },
    ...{ dueOn: '2025-06-30', evidence: '示例验收文件' },
  }))

/** The county writes and hands in; the city passes; the province approves. */
async function planned({ site, people, pages }: Desk): Promise<void> {
  const { county: own, city, province } = pages
  await own.getByRole('button', { name: '编制农安县方案' }).click()
  await own.waitForURL('**/work/plan/*')
  const id = new URL(own.url()).pathname.split('/').at(-1)!
  await own.getByLabel('正文').nth(7).waitFor()
  for (const [at, text] of (await own.getByLabel('正文').all()).entries()) await text.fill(`示例：第${at + 1}章正文`)
  await own.getByRole('button', { name: '添加：时间节点' }).click()
  await own.getByRole('group', { name: '时间节点 1' }).getByLabel('内容').fill('中期评估')
  await own.getByRole('button', { name: '添加：组织机构' }).click()
  await own.getByRole('group', { name: '组织机构 1' }).getByLabel('名称').fill('示例领导小组')
  await own.getByRole('button', { name: '添加：配套政策' }).click()
  await own.getByRole('group', { name: '配套政策 1' }).getByLabel('名称').fill('示例县十条')
  await own.getByRole('button', { name: '保存' }).click()
  await own.getByText('已保存。').waitFor()
  // Eight texts stand; what is still missing is told, and nothing goes up before it is whole.
  await own.getByText(/报送前还缺/).click()
  await own.getByText('没有分年度目标').waitFor()
  assert.equal(await own.getByRole('button', { name: '报送', exact: true }).count(), 0)
  const plan = (await site.world.send(people.bureau.token, getPlan, { id })).body
  const targets = [
    { code: 'high_tech_firms', year: 2023, isBase: true, value: '3' },
    { code: 'high_tech_firms', year: 2025, isBase: false, value: '8' },
  ]
  const kept = await site.world.send(people.bureau.token, keepPlan, {
    id,
    content: { ...plan.content, targets },
    tasks: tasksOf(plan.groups),
  } as never)
  assert.deepEqual([kept.status, (kept.body as typeof plan).problems], [200, []], kept.text)
  await own.reload()
  await own.getByText('内容齐全，可以报送。').waitFor()
  await own.getByRole('button', { name: '报送', exact: true }).click()
  await own.getByText('市（州）审核').first().waitFor()
  await city.goto(`${site.base}/work/plan/${id}`)
  await city.getByLabel('意见').fill('示例：目标可行。')
  await city.getByRole('button', { name: '提出意见' }).click()
  await city.getByText('示例：目标可行。').waitFor()
  await city.getByRole('button', { name: '审核通过，报省' }).click()
  await city.getByText('省级审批').or(city.getByText('省审批')).or(city.getByText('省级')).first().waitFor()
  await province.goto(`${site.base}/work/plan/${id}`)
  await province.getByLabel('批准文号').fill('示例〔2024〕8号')
  await province.getByRole('button', { name: '批准', exact: true }).click()
  await province.getByRole('heading', { name: '任务进展' }).waitFor()
}

/** The data of the year before: what the platform knows stands there, the county types the rest, city and province go over it. */
async function reported({ site, people, pages }: Desk): Promise<void> {
  const { world } = site
  const firm = await makeOrganisation(world, 'firm', { divisionCode: county })
  const status = { kind: 'high_tech', certificateNo: 'GR202322000099', firstOn: '2023-01-01', lastOn: '2025-12-31' } as const
  assert.equal((await world.send(people.bureau.token, recordStatus, { id: firm.id, ...status })).status, 200)
  const round = { year: 2023, opensOn: '2024-03-01', dueOn: '2024-04-30' }
  assert.equal((await world.send(people.province.token, openReturnRound, round)).status, 200)
  const [own] = (await world.send(people.bureau.token, listReturns, {})).body.items
  const id = own!.id
  await pages.county.goto(`${site.base}/work/returns`)
  await pages.county.getByRole('link', { name: '农安县' }).first().click()
  await pages.county.waitForURL(`**/work/returns/${id}`)
  const shown = (await world.send(people.bureau.token, getReturn, { id })).body
  assert.ok(
    shown.cells.some(({ cell }) => cell?.origin === 'computed'),
    'the platform filled in what it knows',
  )
  const source = { sourceDocument: '示例统计年鉴', provider: '示例统计局' }
  const cells = shown.cells
    .filter(({ cell, isRequired }) => cell === null && isRequired)
    .map(({ indicator: { code, kind } }) => ({
      ...{ code, ...source },
      ...(kind === 'ratio' ? { numerator: '1234.5', denominator: '98760' } : kind === 'text' ? { words: '示例特色' } : { amount: '12' }),
    }))
  const typed = cells.find((one) => 'words' in one)!
  const kept = await world.send(people.bureau.token, keepReturnCells, { id, cells: cells.filter((one) => one !== typed) as never })
  assert.equal(kept.status, 200, kept.text)
  await pages.county.reload()
  const cell = pages.county.locator(`#cell-${typed.code}`)
  await cell.getByLabel('内容').or(cell.locator('textarea')).first().fill('示例特色')
  await pages.county.getByRole('button', { name: /^保存/ }).click()
  await pages.county.getByRole('button', { name: '报送', exact: true }).click()
  await pages.county.getByText('市（州）审核').first().waitFor()
  for (const [page, name, state] of [
    [pages.city, '审核通过，报省', '省级审定'],
    [pages.province, '审定', '已审定'],
  ] as const) {
    await page.goto(`${site.base}/work/returns/${id}`)
    await page.getByRole('button', { name, exact: true }).click()
    await page.locator('.work-head .tag').getByText(state, { exact: true }).waitFor()
  }
  assert.equal((await world.send(people.bureau.token, getReturn, { id })).body.state, 'approved')
}

/** The county applies, the city recommends, the province decides. @returns the case's id */
async function applied({ site, people, pages }: Desk): Promise<string> {
  const { county: own, city } = pages
  await openedBatch(site.world, people.province, 'county_provincial', { opensAt: '2024-01-01T00:00:00Z' })
  await own.goto(`${site.base}/services/county_provincial`)
  await own.getByRole('button', { name: '看结果' }).click()
  await own.getByText('农安县').or(own.getByText('符合')).first().waitFor()
  await own.getByRole('button', { name: '开始申请' }).click()
  await own.waitForURL('**/apply/*')
  const id = new URL(own.url()).pathname.split('/').at(-1)!
  await own.getByText('长春市农安县').waitFor()
  assert.equal(await own.locator('#f-division').count(), 0, 'the county is settled')
  await own.getByLabel('联系人').fill('示例')
  await own.getByLabel('联系电话').fill('13800001234')
  await own.getByRole('radio', { name: '科技支撑产业发展' }).check()
  await own.getByLabel('建设目标').fill('示例：三年内高新技术企业数翻一番。')
  await own.getByLabel('特色与典型做法').fill('示例：玉米精深加工。')
  await giveMaterials(own, '省级创新型县（市、区）建设')
  await own.getByRole('button', { name: '下一步：核对' }).click()
  await own.getByRole('button', { name: '提交申请' }).click()
  await own.getByText('现在不用您做什么').waitFor()

  await city.goto(`${site.base}/work/recommendations`)
  await city.getByLabel('农安县 的排序').selectOption('1')
  await city.getByRole('button', { name: '出具推荐函' }).click()
  await city.getByText('请填写').waitFor()
  await city.getByLabel('推荐函文号').fill('示例市科函〔2024〕1号')
  await city.getByRole('button', { name: '出具推荐函' }).click()
  await city.getByText('推荐函 示例市科函〔2024〕1号 已出具。').waitFor()
  await city.getByRole('link', { name: '查看、打印推荐函' }).click()
  await city.locator('article.letter').getByText('农安县').waitFor()
  return id
}

async function decided({ site, people, pages }: Desk, id: string): Promise<void> {
  const { world } = site
  const { province, leader } = people
  const { province: desk } = pages
  await desk.goto(`${site.base}/work/cases/${id}`)
  await desk.getByRole('button', { name: '受理', exact: true }).click()
  await desk.locator('.act-form').getByRole('button', { name: '受理', exact: true }).click()
  await desk.getByText('已办理：受理。').waitFor()
  assert.equal((await act(world, province, id, { verb: 'pass', opinion: '' })).status, 200)
  await reviewed(world, { experts: await expertsInPool(world, province, 6) }, province, id)
  assert.equal((await act(world, province, id, { verb: 'publish' })).status, 200)
  const { noticeTo } = (await world.send(province.token, getCase, { id })).body
  await later(world, `${addDays(noticeTo!, 1)}T02:00:00Z`)
  await site.setNow(world.now)
  assert.equal((await act(world, province, id, { verb: 'close_notice' })).status, 200)
  const page = await site.visit(`/sign-in?onward=/work/cases/${id}`)
  await signInAs(page, { loginName: leader.loginName, password })
  await page.locator('.acts').getByRole('button', { name: '批准', exact: true }).click()
  await page.locator('.act-form textarea').fill('示例：同意建设。')
  await page.locator('.act-form').getByRole('button', { name: '批准', exact: true }).click()
  await page.getByText('已办理：批准。').waitFor()
}

/** Who is signed in reads on a county's public page, and on the large screen, what anyone may: no session goes along with their questions. */
async function shownToAll({ site, pages: { province } }: Desk, address: string, title: string): Promise<void> {
  const asked: Promise<boolean>[] = []
  const note = (request: Request) => {
    if (/\/api\/(figures|counties|index-rounds)/.test(request.url()))
      asked.push(request.headerValue('cookie').then((cookie) => cookie !== null))
  }
  province.on('request', note)
  await province.goto(`${site.base}${address}`)
  await province.getByRole('heading', { level: 1, name: title }).waitFor()
  await province.locator('.profile-figures .value').first().waitFor()
  province.off('request', note)
  const withSession = await Promise.all(asked)
  assert.ok(withSession.length > 3)
  assert.deepEqual(
    withSession.filter((is) => is),
    [],
  )
}

journey('a county goes from its plan to its designation as county, city and province', async (site) => {
  const desk = await desks(site)
  await planned(desk)
  await reported(desk)
  const id = await applied(desk)
  await decided(desk, id)
  const anybody = await site.visit('/counties')
  const row = anybody.getByRole('row').or(anybody.getByRole('listitem')).filter({ hasText: '农安县' }).first()
  await row.waitFor()
  assert.match((await row.textContent()) ?? '', /建设中/)
  await shownToAll(desk, `/counties/${county}`, '农安县')
  await shownToAll(desk, '/screen', '科研资源共享与创新型县建设')
})
