// The addresses of an institution’s instruments: the list, the import, groups, and the tabs of one instrument.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listingSearchOf, ownSearchOf } from '../catalogue/own.rules.ts'
import { rootRoute, runOf, work } from './root.tsx'

const workInstruments = createRoute({
  getParentRoute: () => work,
  path: '/instruments',
  validateSearch: ownSearchOf,
  component: lazyRouteComponent(() => import('../catalogue/ownlist.page.tsx'), 'OwnListPage'),
})

export const labelPage = createRoute({
  getParentRoute: () => rootRoute,
  path: '/labels',
  validateSearch: ownSearchOf,
  component: lazyRouteComponent(() => import('../catalogue/label.page.tsx'), 'LabelPage'),
})

const order = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id',
  component: lazyRouteComponent(() => import('../booking/order.page.tsx'), 'OrderPage'),
})

const orderPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/paper',
  component: lazyRouteComponent(() => import('../booking/orderpaper.page.tsx'), 'OrderPaperPage'),
})

const orderLabels = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$id/labels',
  component: lazyRouteComponent(() => import('../booking/orderlabels.page.tsx'), 'OrderLabelsPage'),
})

const reportCheck = createRoute({
  getParentRoute: () => rootRoute,
  path: '/report-check',
  component: lazyRouteComponent(() => import('../booking/reportcheck.page.tsx'), 'ReportCheckPage'),
})

const inquiryNew = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inquiries/new',
  validateSearch: (search): { with?: string } => (typeof search['with'] === 'string' ? { with: search['with'] } : {}),
  component: lazyRouteComponent(() => import('../booking/inquirynew.page.tsx'), 'InquiryNewPage'),
})

const inquiry = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inquiries/$id',
  component: lazyRouteComponent(() => import('../booking/inquiry.page.tsx'), 'InquiryPage'),
})

const unmet = createRoute({
  getParentRoute: () => work,
  path: '/unmet',
  component: lazyRouteComponent(() => import('../booking/unmet.page.tsx'), 'UnmetPage'),
})

export const orderPages = [inquiryNew, inquiry, order, orderPaper, orderLabels, reportCheck] as const

const workImportCatalogue = createRoute({
  getParentRoute: () => work,
  path: '/instruments/import',
  validateSearch: runOf,
  component: lazyRouteComponent(() => import('../catalogue/importing.page.tsx'), 'ImportCataloguePage'),
})

const workDefaults = createRoute({
  getParentRoute: () => work,
  path: '/instruments/defaults',
  component: lazyRouteComponent(() => import('../booking/default.page.tsx'), 'DefaultPage'),
})

const workListing = createRoute({
  getParentRoute: () => work,
  path: '/instruments/listing',
  validateSearch: listingSearchOf,
  component: lazyRouteComponent(() => import('../catalogue/acceptance.page.tsx'), 'AcceptancePage'),
})

const workGroups = createRoute({
  getParentRoute: () => work,
  path: '/instruments/groups',
  component: lazyRouteComponent(() => import('../catalogue/group.page.tsx'), 'GroupPage'),
})

const workInstrument = createRoute({
  getParentRoute: () => work,
  path: '/instruments/$id',
  component: lazyRouteComponent(() => import('../booking/keeper.page.tsx'), 'KeeperPage'),
})

const workFacts = createRoute({
  getParentRoute: () => workInstrument,
  path: '/',
  component: lazyRouteComponent(() => import('../catalogue/entry.page.tsx'), 'EntryPage'),
})

const workPrices = createRoute({
  getParentRoute: () => workInstrument,
  path: '/prices',
  component: lazyRouteComponent(() => import('../prices/pricing.page.tsx'), 'PricingPage'),
})

const workOpening = createRoute({
  getParentRoute: () => workInstrument,
  path: '/opening',
  component: lazyRouteComponent(() => import('../booking/opening.page.tsx'), 'OpeningPage'),
})

const workRules = createRoute({
  getParentRoute: () => workInstrument,
  path: '/rules',
  component: lazyRouteComponent(() => import('../booking/policy.page.tsx'), 'PolicyPage'),
})

const workMaintenance = createRoute({
  getParentRoute: () => workInstrument,
  path: '/maintenance',
  component: lazyRouteComponent(() => import('../booking/maintenance.page.tsx'), 'MaintenancePage'),
})

const workQuestions = createRoute({
  getParentRoute: () => workInstrument,
  path: '/questions',
  component: lazyRouteComponent(() => import('../metering/runquestion.page.tsx'), 'RunQuestionPage'),
})

const workFaults = createRoute({
  getParentRoute: () => workInstrument,
  path: '/faults',
  component: lazyRouteComponent(() => import('../booking/faulttab.page.tsx'), 'FaultTabPage'),
})

const workPower = createRoute({
  getParentRoute: () => workInstrument,
  path: '/power',
  component: lazyRouteComponent(() => import('../metering/power.page.tsx'), 'PowerPage'),
})

const workMeterHours = createRoute({
  getParentRoute: () => work,
  path: '/meter-hours',
  component: lazyRouteComponent(() => import('../metering/meterhours.page.tsx'), 'MeterHoursPage'),
})

const workAllFaults = createRoute({
  getParentRoute: () => work,
  path: '/faults',
  component: lazyRouteComponent(() => import('../booking/fault.page.tsx'), 'FaultPage'),
})

const workQualification = createRoute({
  getParentRoute: () => workInstrument,
  path: '/qualification',
  component: lazyRouteComponent(() => import('../booking/qualification.page.tsx'), 'QualificationPage'),
})

const kept = workInstrument.addChildren([
  workFacts,
  workPrices,
  workOpening,
  workRules,
  workQualification,
  workMaintenance,
  workQuestions,
  workFaults,
  workPower,
] as const)
export const instrumentWorkPages = [
  unmet,
  workInstruments,
  workImportCatalogue,
  workDefaults,
  workListing,
  workGroups,
  workAllFaults,
  workMeterHours,
  kept,
] as const
