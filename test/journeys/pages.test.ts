import assert from 'node:assert/strict'
import { lookAtAll } from './looks.ts'
import { journey } from './site.ts'

journey('every page is sound at a desk, on a phone, in the dark and with text twice as large', async (site) => {
  await (await site.visit('/docs/')).locator('.swagger-ui .info').waitFor()
  assert.deepEqual(await lookAtAll(site, 'zh'), [])
})
const monday = new Date('2026-03-02T00:00:00Z')

const pagesOf = ({ instrumentId, institutionId }: Workshop) =>
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
    engineer: ['/work/security', '/my', `/instruments/${instrumentId}?slot=2026-03-03.600-720`, `/instruments/${instrumentId}?way=samples`],
    officer: [
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
    operator: ['/work/use', `/work/instruments/${instrumentId}/prices`, '/inbox', '/inbox/settings'],
    admin: ['/work/mail'],
    province: ['/work', '/work/months'],
  }) as const
type Reader = keyof ReturnType<typeof pagesOf>
const [desk, phone] = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const large = 'html { font-size: 200% !important }'
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
    await settled(page)
    await look('on a phone', faultsOf)
    await page.setViewportSize(desk)
    await page.addStyleTag({ content: large })
    await look('with text twice as large', widthFaultsOf)
    // A theme that changes under an open page passes through colours that nobody reads.
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.reload()
    await look('in the dark', faultsOf)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize(desk)
  return faults
}
/** Visits every page of every reader in one language and tells what is wrong with any. */
async function lookAtAll(site: Site, language: 'zh' | 'en'): Promise<string[]> {
  const { workshop, people } = await furnish(site)
  for (const [reader, paths] of Object.entries(pagesOf(workshop)) as [Reader, readonly string[]][]) {
    const page = await site.visit('/sign-in', { language })
    if (reader !== 'anyone') await signInAs(page, people[reader])
    for (const path of paths) {
      await page.goto(site.base + path)
      await settled(page)
      for (const fault of await lookAt(page, language === 'en')) faults.push(`${reader} ${path} ${fault}`)
    }
for (const [name, language] of [
  ['at a desk, on a phone, in the dark and with text twice as large', 'zh'],
  ['in English, at a desk and on a phone', 'en'],
] as const)
  journey(`every page is sound ${name}`, async (site) => {
    await site.setNow(monday)
    assert.deepEqual(await lookAtAll(site, language), [])
  })
