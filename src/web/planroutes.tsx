// The addresses of plans: at work, as a document, and a county's tasks for everybody.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { comparisonSearchOf } from '../counties/comparison.rules.ts'
import { overviewSearchOf } from '../counties/overview.rules.ts'
import { rootRoute, work } from './root.tsx'

const workPlans = createRoute({
  getParentRoute: () => work,
  path: '/plan',
  validateSearch: overviewSearchOf,
  component: lazyRouteComponent(() => import('../counties/planlist.page.tsx'), 'PlanListPage'),
})

const workProvince = createRoute({
  getParentRoute: () => work,
  path: '/province',
  validateSearch: overviewSearchOf,
  component: lazyRouteComponent(() => import('../counties/overview.page.tsx'), 'OverviewPage'),
})

const workPlan = createRoute({
  getParentRoute: () => work,
  path: '/plan/$id',
  component: lazyRouteComponent(() => import('../counties/plan.page.tsx'), 'PlanPage'),
})

const planPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/plans/$id',
  component: lazyRouteComponent(() => import('../counties/planpaper.page.tsx'), 'PlanPaperPage'),
})

const countyTasks = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counties/$code/tasks',
  component: lazyRouteComponent(() => import('../counties/task.page.tsx'), 'TaskPage'),
})

const workReports = createRoute({
  getParentRoute: () => work,
  path: '/reports',
  validateSearch: (search): { period?: string } => (typeof search['period'] === 'string' ? { period: search['period'] } : {}),
  component: lazyRouteComponent(() => import('../counties/progresslist.page.tsx'), 'ProgressListPage'),
})

const workReport = createRoute({
  getParentRoute: () => work,
  path: '/reports/$id',
  component: lazyRouteComponent(() => import('../counties/progress.page.tsx'), 'ProgressPage'),
})

const county = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counties/$code',
  component: lazyRouteComponent(() => import('../counties/profile.page.tsx'), 'ProfilePage'),
})

const compare = createRoute({
  getParentRoute: () => rootRoute,
  path: '/counties/compare',
  validateSearch: comparisonSearchOf,
  component: lazyRouteComponent(() => import('../counties/comparison.page.tsx'), 'ComparisonPage'),
})

const guides = createRoute({
  getParentRoute: () => rootRoute,
  path: '/guides',
  component: lazyRouteComponent(() => import('../counties/guide.page.tsx'), 'GuidePage'),
})

const screen = createRoute({
  getParentRoute: () => rootRoute,
  path: '/screen',
  staticData: { isBare: true },
  component: lazyRouteComponent(() => import('../counties/screen.page.tsx'), 'ScreenPage'),
})

const workRecommendations = createRoute({
  getParentRoute: () => work,
  path: '/recommendations',
  component: lazyRouteComponent(() => import('../counties/recommendation.page.tsx'), 'RecommendationPage'),
})

const returnPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/returns/$id/paper',
  component: lazyRouteComponent(() => import('../counties/returnpaper.page.tsx'), 'ReturnPaperPage'),
})

const dataRequest = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data-request',
  component: lazyRouteComponent(() => import('../counties/datarequest.page.tsx'), 'DataRequestPage'),
})

const dataRequestPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data-request/letter',
  component: lazyRouteComponent(() => import('../counties/datarequestpaper.page.tsx'), 'DataRequestPaperPage'),
})

const recommendationPaper = createRoute({
  getParentRoute: () => rootRoute,
  path: '/letters/$id',
  component: lazyRouteComponent(() => import('../counties/recommendationpaper.page.tsx'), 'RecommendationPaperPage'),
})

export const planWorkPages = [workPlans, workProvince, workPlan, workRecommendations, workReports, workReport] as const
export const planPages = [
  planPaper,
  guides,
  screen,
  compare,
  county,
  countyTasks,
  recommendationPaper,
  returnPaper,
  dataRequest,
  dataRequestPaper,
] as const
