// The product as a browser meets it: the built pages on a real server and database, and a real browser with the scenario's clock.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openApp } from '../../src/app.ts'
import { builtPages } from '../../src/command/pages.ts'
import { run } from '../../src/kernel/db.ts'
import { sessionCookieOf } from '../../src/kernel/security.ts'
import { scenario, type World } from '../../src/kernel/test.ts'
import { openBrowser } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const closing: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closing.reverse()) await close()
})

export type Site = {
  world: World
  base: string
  /** A fresh visitor at this width; what the page complains of in its console fails the journey. */
  visit(path: string, options?: { width?: number; language?: 'zh' | 'en' }): Promise<Page>
  /** Moves the clock of the server and of every open page. */
  setNow(now: Date): Promise<void>
}

const violated = 'against the policy: '

/** Runs in the page: whatever its policy forbids is told, so that the journey fails. */
function tellViolations(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber, sample }) =>
    console.warn(`against the policy: ${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`),
  )
}

let opened: Promise<{ browser: Browser; base: string; pages: Set<Page> }> | undefined

async function open(world: World, browser: Browser): Promise<{ browser: Browser; base: string; pages: Set<Page> }> {
  // A journey moves its clock by hours; nobody is to be signed out for that.
  await run(world.db, 'update sign_in_policy set staff_idle_seconds = 43200, other_idle_seconds = 43200')
  const webFolder = await builtPages(world.dataDir)
  assert.ok(webFolder, 'the pages are built')
  const settings = {
    url: world.url,
    dataDir: world.dataDir,
    now: () => world.now,
    logLevel: 'silent',
    webFolder,
  }
  const app = await openApp(settings)
  const base = await app.server.listen({ host: '127.0.0.1', port: 0 })
  closing.push(() => app.close())
  return { browser, base, pages: new Set() }
}

const found = await openBrowser()
if (typeof found !== 'string') closing.push(() => found.close())

/** One story told in a browser. It skips, and says why, where no browser runs. */
export function journey(name: string, tell: (site: Site) => Promise<void>): void {
  if (typeof found === 'string') {
    test(name, { skip: found }, () => undefined)
    return
  }
  scenario(name, async (world) => {
    opened ??= open(world, found)
    const { browser, base, pages } = await opened
    const complaints: string[] = []
    const site: Site = {
      world,
      base,
      async visit(path, { width = 1440, language = 'zh' } = {}) {
        const context = await browser.newContext({
          viewport: { width, height: width > 600 ? 900 : 844 },
          locale: language === 'zh' ? 'zh-CN' : 'en-GB',
          // Whatever moves is waited for; a reader may ask for stillness, and so does this one.
          reducedMotion: 'reduce',
        })
        await context.clock.setFixedTime(world.now)
        if (language === 'en') await context.addInitScript(() => localStorage.setItem('xianchuang.language', 'en'))
        await context.addInitScript(tellViolations)
        const page = await context.newPage()
        pages.add(page)
        page.setDefaultTimeout(60_000)
        page.on('console', (message) => message.text().startsWith(violated) && complaints.push(`${page.url()} ${message.text()}`))
        page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`))
        await page.goto(base + path)
        return page
      },
      async setNow(now) {
        world.now = now
        for (const page of pages) await page.clock.setFixedTime(now)
      },
    }
    try {
      await tell(site)
      if (complaints.length > 0) throw new Error(complaints.join('\n'))
    } finally {
      for (const page of pages) await page.context().close()
      pages.clear()
    }
  })
}

/** Whoever holds the token is who looks at the page from its next address on. */
export async function signedInBy(site: Pick<Site, 'base'>, page: Page, token: string): Promise<void> {
  await page.context().addCookies([{ name: sessionCookieOf(undefined).name, value: token, url: site.base }])
}

/** Signs in through the form, from wherever the visitor is. */
export async function signInAs(page: Page, person: { loginName: string; password: string }): Promise<void> {
  await page.fill('#login-name', person.loginName)
  await page.fill('#password', person.password)
  await page.click('main form button[type=submit]')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

type Violation = { id: string; impact: string; nodes: { target: string[] }[] }

/** How much wider the page is than its window, told as a fault; empty when it fits. */
export async function widthFaultsOf(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return over > 0 ? [`${over} px wider than its window`] : []
}

/** What axe finds on the page as it stands, and whether it is wider than its window; empty when all is well. */
export async function faultsOf(page: Page): Promise<string[]> {
  return [...(await violationsOf(page)), ...(await widthFaultsOf(page))]
}

/** What depends on colours and on where things stand: names, roles and order were looked at when the page was first seen. */
const rulesOfLooks = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block', 'aria-hidden-focus']

/** As faultsOf, of a page that was looked at before in other colours and another arrangement. */
export async function lookFaultsOf(page: Page): Promise<string[]> {
  return [...(await violationsOf(page, rulesOfLooks)), ...(await widthFaultsOf(page))]
}

async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const asked = { resultTypes: ['violations'], ...(rules ? { runOnly: { type: 'rule', values: [...rules] } } : {}) }
  const violations = await page.evaluate(async (asked) => {
    const runner = (globalThis as unknown as { axe: { run(asked: object): Promise<{ violations: Violation[] }> } }).axe
    return (await runner.run(asked)).violations
  }, asked)
  return violations.map(({ id, nodes }) => {
    const where = nodes.map((node) => node.target.join(' ')).slice(0, 3)
    return `${id}: ${where.join(' | ')}`
  })
}

/** Waits until nothing on the page is still on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').waitFor()
  await page.waitForFunction(() => !document.querySelector('main .shape') && !document.querySelector('[aria-busy=true]'))
}
