// What offices do to a case in a real browser, act after act as the case asks for it, until it is decided; no procedure is named.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { newId } from '../../src/kernel/id.ts'
import { addDays, dayOf } from '../../src/kernel/time.ts'
import { actOnCase, getCase } from '../../src/procedures/case.contract.ts'
import { actingStage } from '../../src/procedures/case.rules.ts'
import type { CaseShown } from '../../src/procedures/caseshown.contract.ts'
import type { Answers } from '../../src/procedures/procedure.rules.ts'
import { recordForCase } from '../../src/procedures/record.contract.ts'
import { placeStages } from '../../src/talent/schoolplace.contract.ts'
import { schoolYearOf } from '../../src/talent/schoolplace.rules.ts'
import { later } from '../kit/cases.ts'
import { recommended } from '../kit/counties.ts'
import type { Opened } from '../kit/opened.ts'
import { placesAt } from '../kit/schoolplaces.ts'
import { reviewed } from '../kit/scoring.ts'
import type { Applicant, Person, Staff } from '../kit/staff.ts'
import { ok } from '../kit/walk.ts'
import type { Site } from './site.ts'

export type Told = {
  site: Site
  staff: Staff
  one: Opened
  applicant: Applicant
  answers: Answers
  /** The page, once somebody is signed in on it. */
  pageOf: (person: Person) => Promise<Page>
  /** Leaves what stands on the page, because it is of before. */
  leave: () => Promise<void>
  look: (page: Page, name: string) => Promise<void>
}
const reason = '示例：已经核对，按规定办理。'

/** Whoever has the case now; it is for the same person all the way, where two stages are one office's, and an appeal is for another. */
const officerOf = ({ staff, one }: Told, { stage, status }: Pick<CaseShown, 'stage' | 'status'>): Person =>
  staff.of(one.procedure, actingStage(one.procedure, { stage }).office)[status === 'appealed' ? 1 : 0]!

/** The case as an office sees it. */
export async function seenBy(told: Told, id: string, own: Pick<CaseShown, 'stage' | 'status'>): Promise<CaseShown> {
  return ok(await told.site.world.send(officerOf(told, own).token, getCase, { id }), `seen at ${own.stage}`).body
}
export async function ownView({ site, applicant }: Told, id: string): Promise<CaseShown> {
  return ok(await site.world.send(applicant.token, getCase, { id }), 'own view').body
}

/** The case on the officer's desk, found in their list by its number. */
async function deskOf(told: Told, shown: CaseShown, who = officerOf(told, shown)): Promise<Page> {
  const page = await told.pageOf(who)
  // Who has the next stage too has the case before them still.
  if (new URL(page.url()).pathname === `/work/cases/${shown.id}`) return page
  await page.goto(`${told.site.base}/work/cases?q=${shown.caseNo}${shown.endedAt ? '&show=ended' : ''}`)
  await page.getByRole('link', { name: shown.caseNo }).click()
  await page.getByRole('heading', { level: 1, name: shown.caseNo }).waitFor()
  return page
}

type Said = { level?: string | undefined; yes?: string }
const words: Readonly<Record<string, string>> = {
  ...{ accept: '受理', pass: '审核通过', publish: '发布公示', close_notice: '结束公示', grant: '批准', refuse: '不予通过' },
  ...{ answer_objection: '答复异议', overturn: '撤回原决定', check: '年度核验', sign: '签署意见' },
}

/** One act: its button, what it asks for, and the word that it is done. */
async function press(page: Page, verb: string, { level, yes }: Said = {}): Promise<void> {
  const word = words[verb]!
  await page.locator('.acts').getByRole('button', { name: word, exact: true }).click()
  const form = page.locator('.act-form')
  if (verb === 'refuse') await form.getByLabel('理由类别').selectOption({ index: 1 })
  if (level) await form.getByLabel('等次').selectOption(level)
  if (yes) await form.getByRole('radio', { name: yes, exact: true }).click()
  if (verb !== 'publish' && verb !== 'close_notice') await form.locator('textarea').fill(reason)
  await form.getByRole('button', { name: word, exact: true }).click()
  await page.getByText(`已办理：${word}。`).waitFor()
}

/** An act that every procedure has alike, sent as the browser sends it. */
async function send(told: Told, shown: CaseShown, verb: 'accept' | 'pass' | 'publish' | 'close_notice'): Promise<void> {
  const act = verb === 'accept' || verb === 'pass' ? { verb, opinion: reason } : { verb }
  ok(await told.site.world.send(officerOf(told, shown).token, actOnCase, { id: shown.id, number: shown.actionCount, act }), verb)
  return told.leave()
}

/** The line of the notice board: whose it is stands there masked. */
async function onBoard(told: Told, shown: CaseShown): Promise<Page> {
  const page = await told.pageOf(told.staff.stranger)
  await page.goto(`${told.site.base}/notices?procedure=${told.one.procedure.code}`)
  const line = page.getByRole('row').filter({ hasText: shown.caseNo })
  await line.waitFor()
  const name = String(told.answers[told.one.procedure.nameField])
  const text = (await line.textContent()) ?? ''
  if (told.one.procedure.subject === 'person') assert.ok(!text.includes(name) && text.includes('*'), `masked: ${text}`)
  await told.look(page, 'board')
  return page
}

/** Somebody objects on the board, and the office answers; the notice goes on. */
async function objected(told: Told, shown: CaseShown, stranger: Page): Promise<void> {
  const line = stranger.getByRole('row').filter({ hasText: shown.caseNo })
  await line.getByRole('button', { name: `对 ${shown.caseNo} 提出异议` }).click()
  await line.getByLabel('异议内容').fill('不实')
  await line.getByRole('button', { name: '提交异议' }).click()
  await line.getByText('请写明异议内容，至少 10 个字').waitFor()
  await line.getByLabel('异议内容').fill('示例异议：所填业绩的完成人有误，请核查原始材料。')
  await told.look(stranger, 'objection')
  await line.getByRole('button', { name: '提交异议' }).click()
  await stranger.getByText('异议已提交，案件暂停办理，直到答复。').waitFor()
  const desk = await deskOf(told, shown)
  await told.look(desk, 'objected')
  await press(desk, 'answer_objection', { yes: '异议不成立' })
}

/** A line of what is recorded with a case: days present, offers made, hours taught. */
export async function recorded(told: Told, shown: CaseShown, kind: string): Promise<void> {
  const { site, staff, one, applicant } = told
  const { by, most, title } = one.procedure.records![kind]!
  if (by === 'host') {
    const line = { caseNo: shown.caseNo, kind, on: dayOf(site.world.now), amount: most, text: '示例记录' }
    ok(await site.world.send(staff.host.token, recordForCase, line, { idempotencyKey: newId() }), `record ${kind}`)
    return
  }
  if (by === 'slice') return placeKept(told, shown)
  const page = by === 'office' ? await deskOf(told, shown) : await told.pageOf(applicant)
  const address = `${site.base}/cases/${shown.id}`
  if (by === 'employer' && page.url() !== address) await page.goto(address)
  const part = page.getByRole('region', { name: '履行登记' })
  const form = part.locator('form').filter({ hasText: `登记${title.zh}` })
  await form.waitFor()
  const before = await part.locator('tbody tr').count()
  if (most > 1) await form.getByLabel('数量').fill(String(most))
  await form.getByLabel('内容').fill('示例：按约定办理并留有记录')
  await told.look(page, `record-${kind}`)
  await form.getByRole('button', { name: '登记', exact: true }).click()
  await part.locator('tbody tr').nth(before).waitFor()
}

/** A bureau has a place at a school, and keeps it for the case. */
async function placeKept(told: Told, shown: CaseShown): Promise<void> {
  const bureau = officerOf(told, shown)
  const stage = placeStages.find((one) => one === shown.answers['stage'])!
  const year = schoolYearOf(String(shown.answers['startsOn']))
  await placesAt(told.site.world, bureau, { divisionCode: shown.divisionCode!, stage, year, school: '示例学校' })
  const desk = await deskOf(told, shown, bureau)
  await desk.reload()
  await desk.getByRole('button', { name: '预留示例学校的学位' }).click()
  await desk.getByText('已预留：示例学校').waitFor()
}

/** What a case goes through beside the ordinary. */
export type Way = { isWhole?: true; objects?: true; isRefusedFirst?: true; withdraws?: true; mends?: true; isOnBehalf?: true }
const ordinary = ['publish', 'close_notice', 'overturn', 'accept', 'pass', 'grant'] as const

/** The case goes on by one step. */
async function step(told: Told, shown: CaseShown, way: Way): Promise<void> {
  const { procedure } = told.one
  const open = shown.acts.filter(({ problems }) => problems.length === 0)
  const verb = ordinary.find((one) => open.some((act) => act.verb === one))
  if (verb === 'accept' && way.mends && !shown.journal.some((line) => line.verb === 'mend')) return mended(told, shown)
  if (verb === 'grant' && way.isRefusedFirst && !shown.journal.some((line) => line.verb === 'refuse')) return refused(told, shown)
  if (verb === 'grant' || verb === 'overturn' || (verb && way.isWhole)) {
    const desk = await deskOf(told, shown)
    await told.look(desk, `desk-${shown.stage}`)
    const levels = shown.levels.map(({ code }) => code)
    const wanted = Object.values(told.answers).find((answer) => levels.includes(answer as string)) as string | undefined
    return press(desk, verb, verb === 'grant' ? { level: wanted ?? levels[0] } : {})
  }
  if (verb) return send(told, shown, verb)
  const codes = shown.acts.flatMap(({ problems }) => problems.map(({ code }) => code))
  if (codes.includes('not_drawn')) {
    await reviewed(told.site.world, told.staff, officerOf(told, shown), shown.id)
    return told.leave()
  }
  if (codes.includes('recommended')) {
    await recommended(told.site.world, officerOf(told, shown), shown)
    return told.leave()
  }
  if (codes.includes('notice_runs')) {
    const board = await onBoard(told, shown)
    if (way.objects) await objected(told, shown, board)
    await later(told.site.world, `${addDays(shown.noticeTo!, 1)}T02:00:00Z`)
    await told.site.setNow(told.site.world.now)
    return told.leave()
  }
  const kind = Object.entries(procedure.records ?? {}).find(([, one]) => one.when === 'open')?.[0]
  if (kind) return recorded(told, shown, kind)
  assert.fail(`${shown.stage ?? shown.status}: nothing can be done: ${codes.join(' ')}`)
}

/** Defects are told, and whoever filed mends them. */
async function mended(told: Told, shown: CaseShown): Promise<void> {
  const { site, applicant } = told
  const path = shown.fields.find((field) => field.type === 'paragraph')!.key
  const defects = [{ path, text: '示例：请补充说明' }]
  const act = { verb: 'ask_mend', defects } as const
  ok(await site.world.send(officerOf(told, shown).token, actOnCase, { id: shown.id, number: shown.actionCount, act }), 'ask_mend')
  await told.leave()
  const page = await told.pageOf(applicant)
  await page.goto(`${site.base}/cases/${shown.id}`)
  await page.getByRole('link', { name: '去补正' }).click()
  await page.getByRole('link', { name: defects[0]!.text }).click()
  await page.keyboard.type('（示例补充）')
  await told.look(page, 'mending')
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('button', { name: '提交补正' }).click()
  await page.getByText('现在不用您做什么').waitFor()
}

/** Refused with a reason; the applicant reads it and asks for it to be looked at again. */
async function refused(told: Told, shown: CaseShown): Promise<void> {
  await press(await deskOf(told, shown), 'refuse')
  const page = await letterRead(told, shown, '不予通过决定书')
  await page.getByRole('link', { name: '返回申请' }).click()
  await page.getByRole('button', { name: '申请复核' }).click()
  const text = page.getByLabel('复核的理由')
  await text.fill('不服')
  await page.getByRole('button', { name: '提交复核申请' }).click()
  await page.getByText('请写至少十个字。').waitFor()
  await text.fill('示例理由：决定所依据的事实有误，请重新核对材料。')
  await told.look(page, 'appeal')
  await page.getByRole('button', { name: '提交复核申请' }).click()
  await page.getByText('复核中').first().waitFor()
}

/** The decision as its applicant reads it. @returns their page */
export async function letterRead({ site, one, applicant, pageOf, look }: Told, shown: CaseShown, title: string): Promise<Page> {
  const page = await pageOf(applicant)
  await page.goto(`${site.base}/cases/${shown.id}`)
  await page.getByRole('link', { name: '查看决定书' }).click()
  const letter = page.locator('article.letter')
  await letter.getByRole('heading', { name: title }).waitFor()
  const text = (await letter.textContent()) ?? ''
  assert.ok(text.includes(shown.caseNo) && text.includes(one.procedure.title.zh), text)
  await look(page, 'letter')
  return page
}

/** From the filing to what was granted. */
export async function handled(told: Told, id: string, way: Way): Promise<CaseShown> {
  for (let count = 0; count < 30; count += 1) {
    const own = await ownView(told, id)
    if (own.status === 'granted') return own
    await step(told, await seenBy(told, id, own), way)
  }
  return assert.fail('the case goes round and round')
}

/** What is recorded and checked once something was granted. */
export async function kept(told: Told, own: CaseShown): Promise<void> {
  const { procedure } = told.one
  const kind = Object.entries(procedure.records ?? {}).find(([, one]) => one.when === 'granted' && one.by !== 'slice')?.[0]
  if (kind) await recorded(told, own, kind)
  if (!procedure.outcome.checkNeeds) return
  const shown = await seenBy(told, own.id, own)
  await press(await deskOf(told, shown), 'check', { yes: '合格' })
}
