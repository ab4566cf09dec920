// Every page, as each of its readers sees it: axe finds nothing, nothing is wider than its window, at a desk and on a phone, in both
// languages, in the dark, and with text twice as large.
import type { Page } from 'playwright-core'
import type { Workshop } from '../kit/services.ts'
import { type Furnished, furnish } from './furniture.ts'
import { faultsOf, lookFaultsOf, type Site, settled, signInAs, widthFaultsOf } from './site.ts'

const pagesOfTalent = ({ mendingId, refusedId }: Furnished['cases']) => [
  '/services/talent_grading',
  '/my/cases',
  `/cases/${mendingId}`,
  `/apply/${mendingId}`,
  `/apply/${mendingId}?step=check`,
  `/cases/${refusedId}`,
  `/cases/${refusedId}/letter`,
  `/cases/${refusedId}/form`,
]

const pagesOfFinance = ({ fundId, listId }: Furnished['money']) => [
  '/work/payments',
  '/work/payments?show=claims',
  `/work/payments/${listId}`,
  '/work/budget',
  `/work/budget/${fundId}`,
]

const pagesOfAnyone = ({ instrumentId, institutionId }: Workshop) => [
  '/',
  '/instruments?query=TEM',
  `/instruments/${instrumentId}`,
  '/sign-in',
  '/reset',
  '/reset#a-link',
  '/verify#a-link',
  '/invited#a-link',
  '/counties?on=2024-05-23',
  '/counties/220521/tasks',
  '/counties/220521',
  '/report-check',
  '/inquiries/new',
  '/counties/compare?codes=%5B%22220521%22%2C%22220882%22%2C%22222404%22%5D',
  '/screen',
  '/guides',
  '/figures',
  '/figures/shared_hours?year=2025',
  '/figures/enterprise_unit_share?year=2025',
  '/figures/statement?year=2025',
  `/figures/statement?year=2025&institutionId=${institutionId}`,
  '/privacy',
  '/notices',
  ...['', '/talent_grading', '/organisation_registration'].map((guide) => `/services${guide}`),
  '/services/talent_schooling/form',
  '/rounds',
  '/verify-card#wrong',
  '/nowhere',
  `/unsubscribe?token=${institutionId}~booking~x`,
]

const pagesOfOfficer = ({ instrumentId }: Workshop, hostedNo: string) => [
  '/work/organisation',
  '/work/approvals',
  '/work/requests',
  '/work/services',
  '/work/findings',
  '/work/services/import',
  '/work/customers',
  '/work/invitations',
  '/work/instruments/import',
  '/work/instruments',
  '/labels',
  '/work/instruments/defaults',
  '/work/hosted',
  `/work/hosted/${hostedNo}`,
  '/work/instruments/groups',
  '/work/instruments/listing?state=unknown',
  ...['', '/prices', '/opening', '/rules', '/qualification', '/maintenance', '/questions', '/faults'].map(
    (tab) => `/work/instruments/${instrumentId}${tab}`,
  ),
]

const pagesOf = (workshop: Workshop, { fileId, returnId, roundId, cases, hosted, review, sample, money }: Furnished) =>
  ({
    anyone: pagesOfAnyone(workshop),
    talent: pagesOfTalent(cases),
    payee: [`/cases/${money.openId}`],
    finance: pagesOfFinance(money),
    reviewer: ['/reviews', ...['', '?step=score', '?step=check'].map((step) => `/reviews/${review.seatId}${step}`)],
    holder: ['/my/card'],
    engineer: [
      '/work/security',
      '/my',
      '/my?show=qualifications',
      '/my/data',
      '/register',
      `/instruments/${workshop.instrumentId}?slot=2026-03-03.600-720`,
      `/instruments/${workshop.instrumentId}?way=samples`,
      `/instruments/${workshop.instrumentId}/several`,
    ],
    officer: pagesOfOfficer(workshop, hosted.caseNo),
    operator: [
      '/work/use',
      '/work/today',
      '/work/faults',
      `/work/instruments/${workshop.instrumentId}/prices`,
      '/inbox',
      '/inbox/settings',
    ],
    admin: ['/work/mail'],
    clerk: [`/returns/${returnId}/paper`, `/work/returns/${returnId}`, `/work/returns/${returnId}/import`],
    auditor: ['/work/audit', '/work/samples', `/work/samples/${sample.id}`, `/work/samples/${sample.id}/cases/${sample.caseId}`],
    security: ['/work/grants', '/work/grants/roles', '/work/erasures'],
    province: [
      '/work',
      '/work/cases',
      '/work/cases?show=open',
      `/work/cases/${review.caseId}`,
      '/work/experts',
      '/work/fees',
      '/work/returns?show=filling',
      '/work/programmes',
      '/work/delegations',
      '/work/card-services',
      '/work/earlier-grants',
      '/work/months',
      '/work/plan',
      '/work/reports',
      '/work/programmes?procedure=talent_grading',
      '/work/rounds',
      `/rounds/${roundId}?compare=220521,220882`,
      `/rounds/${roundId}/220521`,
      '/work/province',
      '/work/matters',
      '/work/organisations',
      '/work/organisations/import',
      `/work/organisations/${fileId}`,
      ...['changes', 'proposals', 'relations'].map((show) => `/work/decisions?show=${show}`),
    ],
  }) as const

type Reader = keyof ReturnType<typeof pagesOf>
const [desk, phone] = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

/** Whatever moves or changes colour is brought to its end: nobody reads the colours in between. */
async function atRest(page: Page): Promise<void> {
  await settled(page)
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish()
    }
  })
}

/**
 * One page in every look: it is opened once, for what changes is its window, its theme, its language and its text. Everything is looked at
 * on a light desk and on a dark phone, so that each arrangement and each theme is; words and sizes change widths only.
 */
async function lookAt(page: Page): Promise<string[]> {
  const faults: string[] = []
  const look = async (name: string, find: (page: Page) => Promise<string[]>) =>
    faults.push(...(await find(page)).map((fault) => `${name}: ${fault}`))
  const speakOther = () => page.locator('header button[lang]').evaluate((button) => (button as HTMLElement).click())
  await look('at a desk', faultsOf)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%', 'important'))
  await look('with text twice as large', widthFaultsOf)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(phone)
  await atRest(page)
  await look('on a phone in the dark', lookFaultsOf)
  await speakOther()
  await settled(page)
  await look('in English on a phone', widthFaultsOf)
  await speakOther()
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(desk)
  return faults
}

/**
 * Goes on within the product, as its own links do (what a first visit costs and says is looked at by the other journeys), by way of an
 * address that leads nowhere, so that nothing of the page before is taken for this one.
 */
async function goOn(page: Page, path: string): Promise<void> {
  const between = page.getByRole('heading', { level: 1, name: '没有这个页面' })
  for (const [to, state] of [
    ['/nowhere', 'visible'],
    [path, path === '/nowhere' ? 'visible' : 'hidden'],
  ] as const) {
    await page.evaluate((path) => history.pushState({}, '', path), to)
    await between.waitFor({ state })
  }
  await page.locator('main h1').first().waitFor()
  await settled(page).catch(async (cause: unknown) => {
    throw new Error(`${path} never comes to rest: ${(await page.locator('main').textContent())?.slice(0, 300)}`, { cause })
  })
}

/** Visits every page of every reader and tells what is wrong with any. */
export async function lookAtAll(site: Site): Promise<string[]> {
  await site.setNow(new Date('2026-03-02T00:00:00Z'))
  const furnished = await furnish(site)
  const { workshop, people } = furnished
  const faults: string[] = []
  const page = await site.visit('/sign-in')
  for (const [reader, paths] of Object.entries(pagesOf(workshop, furnished)) as [Reader, readonly string[]][]) {
    if (reader !== 'anyone') {
      await page.context().clearCookies()
      await page.goto(`${site.base}/sign-in`)
      await signInAs(page, people[reader])
    }
    for (const path of paths) {
      await goOn(page, path)
      for (const fault of await lookAt(page)) faults.push(`${reader} ${path} ${fault}`)
    }
  }
  return faults
}
