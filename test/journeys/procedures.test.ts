// Every declared procedure goes its whole path in a real browser: the guide, the form, the papers, the offices, the board, the letter.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { attachMaterial, listMaterials } from '../../src/procedures/material.contract.ts'
import type { Answers } from '../../src/procedures/procedure.rules.ts'
import { procedures } from '../../src/slices.server.ts'
import { filed } from '../kit/cases.ts'
import { prepareCounty } from '../kit/counties.ts'
import { preparedFor } from '../kit/drafting.ts'
import { heldFor, type Opened, openAll } from '../kit/opened.ts'
import { type Applicant, type Person, staffOf } from '../kit/staff.ts'
import { ok } from '../kit/walk.ts'
import { fillWithFault, giveMaterials } from './filling.ts'
import { handled, kept, letterRead, type Told, type Way } from './handling.ts'
import { journey, type Site, signedInBy } from './site.ts'

/** What is not found by asking the conditions: the class that other procedures ask for, by the route without experts; a wish that needs offers. */
const wanted: Readonly<Record<string, Answers>> = {
  talent_grading: { wantedClass: 'C', route: 'recognised' },
  talent_spouse: { wish: 'recommended', wishes: [{ post: '示例会计', place: '南关区' }] },
}
const classHeld = 'C'

/** The turns that lives take, each once; two procedures are handled in the browser by every office. */
const ways: Readonly<Record<string, Way>> = {
  talent_grading: { isWhole: true, objects: true },
  talent_schooling: { isWhole: true },
  service_card: { isRefusedFirst: true },
  enterprise_visits: { withdraws: true },
  industry_professors: { isOnBehalf: true, mends: true },
}

const folder = process.env['LOOK']
/** Pictures in both widths, for who names a folder for them: LOOK=/tmp/look node test/run.ts test/journeys/procedures.test.ts */
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
  if (ways[procedure.code]?.isOnBehalf) await page.getByRole('radio', { name: '代本单位的人' }).check()
  else if (needsEmployer) {
    await page.getByLabel('用人单位').fill(staff.firm.creditCode)
    await page.getByRole('list', { name: '查到的单位' }).getByRole('button').click()
  }
  await look(page, 'guide')
  await page.getByRole('button', { name: '开始申请' }).click()
  await page.waitForURL('**/apply/*')
  await page.getByRole('heading', { name: '申请表' }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  await fillWithFault(page, procedure, answers, (name) => look(page, name))
  const others = ok(await site.world.send(applicant.token, listMaterials, { id }), 'materials').body.items.slice(2)
  for (const { code } of others) ok(await site.world.send(applicant.token, attachMaterial, { id, code }), code)
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

/** The same once more, as the browser sends it. */
async function appliedAgain({ site, staff, one, applicant, answers, leave }: Told): Promise<string> {
  const { id } = await filed(site.world, applicant, one.batchId, answers, { organisationId: staff.firm.id })
  await leave()
  return id
}

async function wholePath(told: Told): Promise<void> {
  const { procedure } = told.one
  const way = ways[procedure.code] ?? {}
  let id = await apply(told)
  if (way.withdraws) {
    await withdrawn(told)
    id = await appliedAgain(told)
  }
  const own = await handled(told, id, way)
  await letterRead(told, own, '准予决定书')
  await kept(told, own)
}

/** What somebody must hold already comes first. */
function inOrder(all: readonly Opened[], now: Date) {
  const ranked = all.map((one) => ({ one, held: heldFor(procedures, one.procedure, one.parameters, now) }))
  return ranked.toSorted((a, b) => Number(a.held !== null) - Number(b.held !== null))
}

/** One page for everybody, as at a counter: whoever comes next is signed in there; what was on it before is left behind. */
async function counter(site: Site) {
  const page = await site.visit('/notices')
  let last = ''
  const leave = async () => void (await page.goto('about:blank'))
  const pageOf = async ({ loginName, token }: Person): Promise<Page> => {
    if (loginName === last) return page
    last = loginName
    await leave()
    await signedInBy(site, page, token)
    return page
  }
  return { pageOf, leave }
}

journey('every declared procedure goes its whole path', async (site) => {
  const { world } = site
  await site.setNow(new Date('2026-03-02T02:00:00Z'))
  const staff = await staffOf(world, procedures)
  const all = await openAll(world, staff, procedures)
  const desk = await counter(site)
  const talent: Applicant = await staff.applicant(all.find(({ procedure }) => procedure.subject === 'person')!.procedure)
  const gone: string[] = []
  for (const { one, held } of inOrder(all, world.now)) {
    const { code, subject } = one.procedure
    const own = subject === 'organisation' || subject === 'division' ? await staff.applicant(one.procedure) : talent
    await prepareCounty(world, one.procedure)
    // An employer's handler files for the person, with their authorisation.
    const applicant = ways[code]?.isOnBehalf ? { ...own, ...staff.employers[0]! } : own
    const award = held && { ...held, level: classHeld }
    const found = await preparedFor({ world, staff, ...one, open: new Set() }, applicant, award)
    assert.ok(found, `${code}: nobody can apply`)
    const answers = { ...found, ...wanted[code] }
    await wholePath({ site, staff, one, applicant, answers, ...desk, look: (page, name) => look(page, `${code}-${name}`) })
    gone.push(code)
  }
  assert.equal(gone.length, procedures.length)
})
