// The addresses of indices: their rounds at work and for everybody.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute, work } from './root.tsx'

const workRounds = createRoute({
  getParentRoute: () => work,
  path: '/rounds',
  component: lazyRouteComponent(() => import('../evaluation/roundlist.page.tsx'), 'WorkRoundsPage'),
})

const rounds = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rounds',
  component: lazyRouteComponent(() => import('../evaluation/roundlist.page.tsx'), 'RoundListPage'),
})

const round = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rounds/$id',
  validateSearch: (search): { compare?: string } => (typeof search['compare'] === 'string' ? { compare: search['compare'] } : {}),
  component: lazyRouteComponent(() => import('../evaluation/round.page.tsx'), 'RoundPage'),
})

const roundUnit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rounds/$id/$unit',
  component: lazyRouteComponent(() => import('../evaluation/roundunit.page.tsx'), 'RoundUnitPage'),
})

export const roundWorkPages = [workRounds] as const
export const roundPages = [rounds, round, roundUnit] as const
