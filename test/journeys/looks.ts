// Every page, as each of its readers sees it: axe finds nothing, nothing is wider than its window, at a desk and on a phone, in both
// languages, in the dark, and with text twice as large.
import type { Page } from 'playwright-core'
import type { Workshop } from '../kit/services.ts'
import { furnish } from './furniture.ts'
import { contrastFaultsOf, faultsOf, type Site, settled, signInAs, widthFaultsOf } from './site.ts'

const pagesOf = ({ instrumentId, institutionId }: Workshop, fileId: string) =>
  ({
    anyone: [
      '/',
      '/instruments?query=TEM',
      `/instruments/${instrumentId}`,
      '/sign-in',
      '/reset',
      '/reset#a-link',
      '/verify#a-link',
      '/invited#a-link',
      '/figures',
      '/figures/shared_hours?year=2025',
      '/figures/enterprise_unit_share?year=2025',
      '/figures/statement?year=2025',
      `/figures/statement?year=2025&institutionId=${institutionId}`,
      '/nowhere',
      `/unsubscribe?token=${institutionId}~booking~x`,
    ],
    engineer: [
      '/work/security',
      '/my',
      '/register',
      `/instruments/${instrumentId}?slot=2026-03-03.600-720`,
      `/instruments/${instrumentId}?way=samples`,
    ],
    officer: [
      '/work/organisation',
      '/work/approvals',
      '/work/requests',
      '/work/services',
      '/work/services/import',
      '/work/customers',
      '/work/invitations',
      '/work/instruments/import',
      '/work/instruments',
      '/work/instruments/defaults',
      ...['', '/prices', '/opening', '/rules', '/maintenance'].map((tab) => `/work/instruments/${instrumentId}${tab}`),
    ],
    operator: ['/work/use', `/work/instruments/${instrumentId}/prices`, '/inbox', '/inbox/settings'],
    admin: ['/work/mail'],
    auditor: ['/work/audit'],
    security: ['/work/grants', '/work/grants/roles'],
    province: [
      '/work',
      '/work/months',
      '/work/registrations',
      '/work/matters',
      '/work/organisations',
      `/work/organisations/${fileId}`,
      ...['changes', 'proposals', 'relations'].map((show) => `/work/decisions?show=${show}`),
    ],
  }) as const

type Reader = keyof ReturnType<typeof pagesOf>
const [desk, phone] = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

/** One page in every look: it is opened once, for what changes is its window, its theme and its text. Words and sizes change widths only. */
async function lookAt(page: Page, isEnglish: boolean): Promise<string[]> {
  const faults: string[] = []
  const look = async (name: string, find: (page: Page) => Promise<string[]>) =>
    faults.push(...(await find(page)).map((fault) => `${name}: ${fault}`))
  if (isEnglish) {
    await look('in English at a desk', widthFaultsOf)
    await page.setViewportSize(phone)
    await look('in English on a phone', widthFaultsOf)
  } else {
    await look('at a desk', faultsOf)
    await page.setViewportSize(phone)
    await settled(page)
    await look('on a phone', faultsOf)
    await page.setViewportSize(desk)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'))
    await look('with text twice as large', widthFaultsOf)
    // A theme that changes under an open page passes through colours that nobody reads.
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.reload()
    await settled(page)
    await look('in the dark', contrastFaultsOf)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize(desk)
  return faults
}

/** Visits every page of every reader in one language and tells what is wrong with any. */
export async function lookAtAll(site: Site, language: 'zh' | 'en'): Promise<string[]> {
  await site.setNow(new Date('2026-03-02T00:00:00Z'))
  const { workshop, people, fileId } = await furnish(site)
  const faults: string[] = []
  for (const [reader, paths] of Object.entries(pagesOf(workshop, fileId)) as [Reader, readonly string[]][]) {
    const page = await site.visit('/sign-in', { language })
    if (reader !== 'anyone') await signInAs(page, people[reader])
    for (const path of paths) {
      await page.goto(site.base + path)
      await settled(page)
      for (const fault of await lookAt(page, language === 'en')) faults.push(`${reader} ${path} ${fault}`)
    }
  }
  return faults
}
