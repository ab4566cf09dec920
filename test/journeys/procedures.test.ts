// Every declared procedure goes its whole path in a real browser: the guide, the form, the papers, the offices, the notice board, the letter.
import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Answers } from '../../src/procedures/procedure.rules.ts'
import { procedures } from '../../src/slices.server.ts'
import { preparedFor } from '../kit/drafting.ts'
import { heldFor, type Opened, openAll } from '../kit/opened.ts'
import { type Applicant, type Person, staffOf } from '../kit/staff.ts'
import { fillWithFault, giveMaterials } from './filling.ts'
import { handled, kept, letterRead, type Told, type Way } from './handling.ts'
import { journey, type Site } from './site.ts'

/** What is not found by asking the conditions: the class that other procedures ask for, by the route without experts; a wish that needs offers. */
const wanted: Readonly<Record<string, Answers>> = {
  talent_grading: { wantedClass: 'C', route: 'recognised' },
  talent_spouse: { wish: 'recommended', wishes: [{ post: '示例会计', place: '南关区' }] },
}
const classHeld = 'C'

/** The turns that lives take, each once; two procedures are handled in the browser by every office. */
const ways: Readonly<Record<string, Way>> = {
  talent_grading: { isWhole: true, objects: true },
  entrepreneurship_bases: { isWhole: true },
  service_card: { isRefusedFirst: true },
  enterprise_visits: { withdraws: true },
}

const folder = process.env['LOOK']
/** Pictures for who asks for them, in both widths. */
async function look(page: Page, name: string): Promise<void> {
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
  }
}

/** From the guide to the filing. @returns the case's id */
async function apply({ site, staff, one, applicant, answers, pageOf, look }: Told): Promise<string> {
  const { procedure } = one
  const page = await pageOf(applicant)
  await page.goto(`${site.base}/services/${procedure.code}`)
  await page.getByRole('heading', { level: 1, name: procedure.title.zh }).waitFor()
  const needsEmployer = procedure.subject === 'person' && procedure.stages.some(({ office }) => office.at === 'employer')
  if (needsEmployer) {
    await page.getByLabel('用人单位').fill(staff.firm.creditCode)
    await page.getByRole('list', { name: '查到的单位' }).getByRole('button').click()
  }
  await look(page, 'guide')
  await page.getByRole('button', { name: '开始申请' }).click()
  await page.waitForURL('**/apply/*')
  await page.getByRole('heading', { name: '申请表' }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  await fillWithFault(page, procedure, answers, (name) => look(page, name))
  await giveMaterials(page, procedure.title.zh)
  await look(page, 'form')
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByText('核对后提交').waitFor()
  await look(page, 'check')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('现在不用您做什么').waitFor()
  return id
}

/** The applicant thinks better of it. */
async function withdrawn({ applicant, pageOf }: Told): Promise<void> {
  const page = await pageOf(applicant)
  await page.getByRole('button', { name: '撤回申请' }).click()
  await page.getByRole('button', { name: '确定撤回' }).click()
  await page.getByText('请写明理由，至少四个字。').waitFor()
  await page.getByLabel('撤回理由').fill('示例：问题已经解决')
  await page.getByRole('button', { name: '确定撤回' }).click()
  await page.getByText('已撤回').first().waitFor()
}

async function wholePath(told: Told, stranger: Page): Promise<void> {
  const { procedure } = told.one
  const way = ways[procedure.code] ?? {}
  if (way.withdraws) {
    await apply(told)
    await withdrawn(told)
  }
  const id = await apply(told)
  const own = await handled(told, id, way, stranger)
  await letterRead(told, own, '准予决定书')
  await kept(told, own)
}

/** What somebody must hold already comes first. */
function inOrder(all: readonly Opened[], now: Date) {
  const ranked = all.map((one) => ({ one, held: heldFor(procedures, one.procedure, one.parameters, now) }))
  return ranked.toSorted((a, b) => Number(a.held !== null) - Number(b.held !== null))
}

function keeper(site: Site) {
  const pages = new Map<string, Page>()
  return async (person: Person): Promise<Page> => {
    const page = pages.get(person.loginName) ?? (await site.visit('/services', { token: person.token }))
    pages.set(person.loginName, page)
    return page
  }
}

journey('every declared procedure goes its whole path', async (site) => {
  const { world } = site
  await site.setNow(new Date('2026-03-02T02:00:00Z'))
  const staff = await staffOf(world, procedures)
  const all = await openAll(world, staff, procedures)
  const pageOf = keeper(site)
  const stranger = await pageOf(staff.stranger)
  const talent: Applicant = await staff.applicant(all.find(({ procedure }) => procedure.subject === 'person')!.procedure)
  const gone: string[] = []
  for (const { one, held } of inOrder(all, world.now)) {
    const { code, subject } = one.procedure
    if (process.env['ONLY'] && !process.env['ONLY'].split(',').includes(code)) continue
    const started = performance.now()
    const applicant = subject === 'organisation' ? await staff.applicant(one.procedure) : talent
    const award = held && { ...held, level: classHeld }
    const found = await preparedFor({ world, staff, ...one, open: new Set() }, applicant, award)
    assert.ok(found, `${code}: nobody can apply`)
    const answers = { ...found, ...wanted[code] }
    await wholePath({ site, staff, one, applicant, answers, pageOf, look: (page, name) => look(page, `${code}-${name}`) }, stranger)
    gone.push(code)
    if (process.env['ONLY'] || process.env['TOLD'])
      appendFileSync('/tmp/walkb-times', `${code} ${Math.round(performance.now() - started)}\n`)
  }
  assert.equal(gone.length, procedures.length)
})
