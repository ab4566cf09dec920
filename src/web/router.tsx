// Every address of the product, and the page that stands there. Pages load when they are opened.
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { servicesSearchOf } from '../billing/services.rules.ts'
import { findSearchOf } from '../catalogue/find.rules.ts'
import { figureSearchOf } from '../figures/open.rules.ts'
import { statementSearchOf } from '../oversight/statement.rules.ts'
import { accountPages } from './accountroutes.tsx'
import { casePages, caseWorkPages } from './caseroutes.tsx'
import { instrumentWorkPages, labelPage, orderPages } from './instrumentroutes.tsx'
import { organisationWorkPages } from './organisationroutes.tsx'
import { planPages, planWorkPages } from './planroutes.tsx'
import { rootRoute, runOf, work } from './root.tsx'
import { roundPages, roundWorkPages } from './roundroutes.tsx'

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home.page.tsx'), 'HomePage'),
})

const workDuties = createRoute({
  getParentRoute: () => work,
  path: '/',
  component: lazyRouteComponent(() => import('../oversight/duty.page.tsx'), 'DutyPage'),
})

const find = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instruments',
  validateSearch: findSearchOf,
  component: lazyRouteComponent(() => import('../catalogue/find.page.tsx'), 'FindPage'),
})

const instrument = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instruments/$id',
  validateSearch: (search): { slot?: string; way?: 'own' | 'samples'; change?: string } => ({
    ...(typeof search['slot'] === 'string' ? { slot: search['slot'] } : {}),
    ...(search['way'] === 'own' || search['way'] === 'samples' ? { way: search['way'] } : {}),
    ...(typeof search['change'] === 'string' ? { change: search['change'] } : {}),
  }),
  component: lazyRouteComponent(() => import('../booking/instrument.page.tsx'), 'InstrumentPage'),
})

const several = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instruments/$id/several',
  component: lazyRouteComponent(() => import('../booking/several.page.tsx'), 'SeveralPage'),
})

const my = createRoute({
  getParentRoute: () => rootRoute,
  path: '/my',
  validateSearch: (search): { show?: 'requests' | 'past' | 'qualifications' } =>
    search['show'] === 'requests' || search['show'] === 'past' || search['show'] === 'qualifications' ? { show: search['show'] } : {},
  component: lazyRouteComponent(() => import('../booking/my.page.tsx'), 'MyPage'),
})

const figureList = createRoute({
  getParentRoute: () => rootRoute,
  path: '/figures',
  component: lazyRouteComponent(() => import('../figures/figurelist.page.tsx'), 'FigureListPage'),
})

const statement = createRoute({
  getParentRoute: () => rootRoute,
  path: '/figures/statement',
  validateSearch: statementSearchOf,
  component: lazyRouteComponent(() => import('../oversight/statement.page.tsx'), 'StatementPage'),
})

const counties = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counties',
  validateSearch: (search): { on?: string } => (/^\d{4}-\d{2}-\d{2}$/.test(String(search['on'])) ? { on: String(search['on']) } : {}),
  component: lazyRouteComponent(() => import('../counties/county.page.tsx'), 'CountyPage'),
})

const figure = createRoute({
  getParentRoute: () => rootRoute,
  path: '/figures/$name',
  validateSearch: figureSearchOf,
  component: lazyRouteComponent(() => import('../figures/figure.page.tsx'), 'FigurePage'),
})

const workDesk = createRoute({
  getParentRoute: () => work,
  path: '/use',
  component: lazyRouteComponent(() => import('../metering/desk.page.tsx'), 'DeskPage'),
})

const workToday = createRoute({
  getParentRoute: () => work,
  path: '/today',
  component: lazyRouteComponent(() => import('../metering/today.page.tsx'), 'TodayPage'),
})

/** Short enough to be typed on a phone. */
const today = createRoute({
  getParentRoute: () => rootRoute,
  path: '/today',
  beforeLoad: () => {
    throw redirect({ to: '/work/today' })
  },
})

const workApprovals = createRoute({
  getParentRoute: () => work,
  path: '/approvals',
  component: lazyRouteComponent(() => import('../booking/approval.page.tsx'), 'ApprovalPage'),
})

const workServices = createRoute({
  getParentRoute: () => work,
  path: '/services',
  validateSearch: servicesSearchOf,
  component: lazyRouteComponent(() => import('../billing/services.page.tsx'), 'ServicesPage'),
})

const workFindings = createRoute({
  getParentRoute: () => work,
  path: '/findings',
  component: lazyRouteComponent(() => import('../billing/finding.page.tsx'), 'FindingPage'),
})

const workRequests = createRoute({
  getParentRoute: () => work,
  path: '/requests',
  component: lazyRouteComponent(() => import('../booking/request.page.tsx'), 'RequestPage'),
})

const workImportServices = createRoute({
  getParentRoute: () => work,
  path: '/services/import',
  validateSearch: runOf,
  component: lazyRouteComponent(() => import('../billing/importing.page.tsx'), 'ImportServicesPage'),
})

const workMonths = createRoute({
  getParentRoute: () => work,
  path: '/months',
  component: lazyRouteComponent(() => import('../ledger/month.page.tsx'), 'MonthPage'),
})

const workPages = [
  workDuties,
  ...caseWorkPages,
  ...planWorkPages,
  ...roundWorkPages,
  ...instrumentWorkPages,
  ...organisationWorkPages,
  workDesk,
  workToday,
  workApprovals,
  workRequests,
  workServices,
  workFindings,
  workImportServices,
  workMonths,
] as const
const pages = [
  home,
  today,
  ...accountPages,
  find,
  several,
  labelPage,
  ...orderPages,
  instrument,
  my,
  counties,
  figureList,
  statement,
  figure,
  ...casePages,
  ...planPages,
  ...roundPages,
  work.addChildren(workPages),
] as const

export const router = createRouter({ routeTree: rootRoute.addChildren(pages), defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
