// The addresses of procedures: work lists, desks, guides and notices.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { caseSearchOf, procedureSearchOf } from '../procedures/desk.rules.ts'
import { budgetSearchOf, listSearchOf, paymentSearchOf } from '../procedures/pay.rules.ts'
import { seatStepOf } from '../procedures/seat.rules.ts'
import { statisticsSearchOf } from '../procedures/statistics.rules.ts'
import { rootRoute, work } from './root.tsx'

const workCases = createRoute({
  getParentRoute: () => work,
  path: '/cases',
  validateSearch: caseSearchOf,
  component: lazyRouteComponent(() => import('../procedures/desk.page.tsx'), 'CaseDeskPage'),
})

const workCase = createRoute({
  getParentRoute: () => work,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('../procedures/deskcase.page.tsx'), 'DeskCasePage'),
})

const workCasePlace = createRoute({
  getParentRoute: () => workCase,
  path: '/',
  component: lazyRouteComponent(() => import('./caseextra.page.tsx'), 'CaseExtraPage'),
})

const workProgrammes = createRoute({
  getParentRoute: () => work,
  path: '/programmes',
  validateSearch: procedureSearchOf,
  component: lazyRouteComponent(() => import('../procedures/directing.page.tsx'), 'DirectingPage'),
})

const workSamples = createRoute({
  getParentRoute: () => work,
  path: '/samples',
  component: lazyRouteComponent(() => import('../procedures/samples.page.tsx'), 'SamplesPage'),
})

const workSample = createRoute({
  getParentRoute: () => work,
  path: '/samples/$id',
  component: lazyRouteComponent(() => import('../procedures/sample.page.tsx'), 'SamplePage'),
})

const workPaper = createRoute({
  getParentRoute: () => work,
  path: '/samples/$id/cases/$caseId',
  component: lazyRouteComponent(() => import('../procedures/paper.page.tsx'), 'PaperPage'),
})

const workStatistics = createRoute({
  getParentRoute: () => work,
  path: '/statistics',
  validateSearch: statisticsSearchOf,
  component: lazyRouteComponent(() => import('../procedures/statistics.page.tsx'), 'StatisticsPage'),
})

const workDelegations = createRoute({
  getParentRoute: () => work,
  path: '/delegations',
  component: lazyRouteComponent(() => import('../procedures/delegation.page.tsx'), 'DelegationPage'),
})

const workHosted = createRoute({
  getParentRoute: () => work,
  path: '/hosted',
  component: lazyRouteComponent(() => import('../procedures/hosted.page.tsx'), 'HostedPage'),
})

const workHostedCase = createRoute({
  getParentRoute: () => work,
  path: '/hosted/$caseNo',
  component: lazyRouteComponent(() => import('../procedures/hostedcase.page.tsx'), 'HostedCasePage'),
})

const workPayments = createRoute({
  getParentRoute: () => work,
  path: '/payments',
  validateSearch: paymentSearchOf,
  component: lazyRouteComponent(() => import('../procedures/paymentdesk.page.tsx'), 'PaymentDeskPage'),
})

const workPaymentList = createRoute({
  getParentRoute: () => work,
  path: '/payments/$id',
  validateSearch: listSearchOf,
  component: lazyRouteComponent(() => import('../procedures/paymentlist.page.tsx'), 'PaymentListPage'),
})

const workBudget = createRoute({
  getParentRoute: () => work,
  path: '/budget',
  component: lazyRouteComponent(() => import('../procedures/budget.page.tsx'), 'BudgetPage'),
})

const workBudgetLine = createRoute({
  getParentRoute: () => work,
  path: '/budget/$id',
  validateSearch: budgetSearchOf,
  component: lazyRouteComponent(() => import('../procedures/budgetline.page.tsx'), 'BudgetLinePage'),
})

const notices = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices',
  validateSearch: procedureSearchOf,
  component: lazyRouteComponent(() => import('../procedures/board.page.tsx'), 'BoardPage'),
})

const guideList = createRoute({
  getParentRoute: () => rootRoute,
  path: '/services',
  component: lazyRouteComponent(() => import('../procedures/guidelist.page.tsx'), 'GuideListPage'),
})

const guide = createRoute({
  getParentRoute: () => rootRoute,
  path: '/services/$code',
  component: lazyRouteComponent(() => import('../procedures/guide.page.tsx'), 'GuidePage'),
})

const application = createRoute({
  getParentRoute: () => rootRoute,
  path: '/apply/$id',
  validateSearch: (search): { step?: 'check' } => (search['step'] === 'check' ? { step: 'check' } : {}),
  component: lazyRouteComponent(() => import('../procedures/application.page.tsx'), 'ApplicationPage'),
})

const workEntitlements = createRoute({
  getParentRoute: () => work,
  path: '/entitlements',
  component: lazyRouteComponent(() => import('../procedures/unasked.page.tsx'), 'EntitlementPage'),
})

const workCardServices = createRoute({
  getParentRoute: () => work,
  path: '/card-services',
  component: lazyRouteComponent(() => import('../talent/cardservices.page.tsx'), 'CardServicesPage'),
})

const workSchoolPlaces = createRoute({
  getParentRoute: () => work,
  path: '/school-places',
  component: lazyRouteComponent(() => import('../talent/schoolplaces.page.tsx'), 'SchoolPlacesPage'),
})

const workEarlier = createRoute({
  getParentRoute: () => work,
  path: '/earlier-grants',
  component: lazyRouteComponent(() => import('../talent/earlier.page.tsx'), 'EarlierPage'),
})

const myCard = createRoute({
  getParentRoute: () => rootRoute,
  path: '/my/card',
  component: lazyRouteComponent(() => import('../talent/mycard.page.tsx'), 'MyCardPage'),
})

const verifyCard = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify-card',
  component: lazyRouteComponent(() => import('../talent/verifycard.page.tsx'), 'VerifyCardPage'),
})

const myCases = createRoute({
  getParentRoute: () => rootRoute,
  path: '/my/cases',
  component: lazyRouteComponent(() => import('../procedures/mycases.page.tsx'), 'MyCasesPage'),
})

const procedureCase = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('../procedures/case.page.tsx'), 'CasePage'),
})

const letter = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases/$id/letter',
  component: lazyRouteComponent(() => import('../procedures/letter.page.tsx'), 'LetterPage'),
})

const filledForm = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases/$id/form',
  component: lazyRouteComponent(() => import('../procedures/formpaper.page.tsx'), 'FilledFormPage'),
})

const applyList = createRoute({
  getParentRoute: () => rootRoute,
  path: '/services/$code/list',
  component: lazyRouteComponent(() => import('../procedures/applylist.page.tsx'), 'ApplyListPage'),
})

const blankForm = createRoute({
  getParentRoute: () => rootRoute,
  path: '/services/$code/form',
  component: lazyRouteComponent(() => import('../procedures/formpaper.page.tsx'), 'BlankFormPage'),
})

const reviews = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reviews',
  validateSearch: (search): { aside?: true } => (search['aside'] === true ? { aside: true } : {}),
  component: lazyRouteComponent(() => import('../procedures/seatlist.page.tsx'), 'SeatListPage'),
})

const review = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reviews/$id',
  validateSearch: seatStepOf,
  component: lazyRouteComponent(() => import('../procedures/seat.page.tsx'), 'SeatPage'),
})

const workExperts = createRoute({
  getParentRoute: () => work,
  path: '/experts',
  component: lazyRouteComponent(() => import('../procedures/expert.page.tsx'), 'ExpertPage'),
})

const workFees = createRoute({
  getParentRoute: () => work,
  path: '/fees',
  component: lazyRouteComponent(() => import('../procedures/fee.page.tsx'), 'FeePage'),
})

/** Where officers work on cases. */
export const caseWorkPages = [
  ...([
    workCases,
    workCase.addChildren([workCasePlace]),
    workStatistics,
    workProgrammes,
    workExperts,
    workFees,
    workSamples,
    workSample,
    workPaper,
  ] as const),
  workEntitlements,
  workCardServices,
  workSchoolPlaces,
  workEarlier,
  workHosted,
  workHostedCase,
  ...([workDelegations, workPayments, workPaymentList, workBudget, workBudgetLine] as const),
] as const
/** The pages of procedures that everybody opens. */
export const casePages = [
  ...([notices, guideList, guide, application, myCases, procedureCase, letter, reviews, review] as const),
  ...([filledForm, blankForm, applyList] as const),
  ...([myCard, verifyCard] as const),
] as const
