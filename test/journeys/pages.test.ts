// Every page, as each of its readers sees it: axe finds nothing, nothing is wider than its window, at a desk and on a phone, in both
// languages, in the dark, and with text twice as large.
import assert from 'node:assert/strict'
import type { Workshop } from '../kit/services.ts'
import { furnish } from './furniture.ts'
import { faultsOf, journey, type Site, settled, signInAs, widthFaultsOf } from './site.ts'

const monday = new Date('2026-03-02T00:00:00Z')

const pagesOf = ({ instrumentId, institutionId }: Workshop) =>
  ({
    anyone: [
      '/',
      '/instruments?query=TEM',
      `/instruments/${instrumentId}`,
      '/sign-in',
      '/figures',
      '/figures/shared_hours?year=2025',
      '/figures/enterprise_unit_share?year=2025',
      '/figures/statement?year=2025',
      `/figures/statement?year=2025&institutionId=${institutionId}`,
      '/nowhere',
    ],
    engineer: ['/my', `/instruments/${instrumentId}?slot=2026-03-03.600-720`, `/instruments/${instrumentId}?way=samples`],
    officer: [
      '/work/approvals',
      '/work/requests',
      '/work/services',
      '/work/services/import',
      '/work/customers',
      '/work/instruments/import',
      '/work/instruments',
      '/work/instruments/defaults',
      ...['', '/prices', '/opening', '/rules', '/maintenance'].map((tab) => `/work/instruments/${instrumentId}${tab}`),
    ],
    operator: ['/work/use', `/work/instruments/${instrumentId}/prices`],
    province: ['/work', '/work/months'],
  }) as const

type Reader = keyof ReturnType<typeof pagesOf>
/** Words and sizes change the width only; colours are checked in both themes. */
type Look = { width: number; language?: 'zh' | 'en'; isDark?: boolean; isLarge?: boolean }

/** Visits every page of every reader and tells what is wrong with any. */
async function lookAtAll(site: Site, look: Look): Promise<string[]> {
  const { workshop, people } = await furnish(site)
  const faults: string[] = []
  for (const [reader, paths] of Object.entries(pagesOf(workshop)) as [Reader, readonly string[]][]) {
    const page = await site.visit('/sign-in', look)
    if (look.isDark) await page.emulateMedia({ colorScheme: 'dark' })
    if (reader !== 'anyone') await signInAs(page, people[reader])
    for (const path of paths) {
      await page.goto(site.base + path)
      await settled(page)
      if (look.isLarge) await page.addStyleTag({ content: 'html { font-size: 200% !important }' })
      for (const fault of await (look.language || look.isLarge ? widthFaultsOf(page) : faultsOf(page)))
        faults.push(`${reader} ${path}: ${fault}`)
    }
  }
  return faults
}

for (const [name, look] of [
  ['at a desk', { width: 1440 }],
  ['on a phone', { width: 390 }],
  ['in English on a phone', { width: 390, language: 'en' }],
  ['in the dark', { width: 1440, isDark: true }],
  ['with text twice as large', { width: 1440, isLarge: true }],
] as const)
  journey(`every page is sound ${name}`, async (site) => {
    await site.setNow(monday)
    assert.deepEqual(await lookAtAll(site, look), [])
  })
