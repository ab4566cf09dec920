// The addresses of procedures: work lists, desks, guides and notices.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { caseSearchOf, procedureSearchOf } from '../procedures/desk.rules.ts'
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

const notices = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notices',
  validateSearch: procedureSearchOf,
  component: lazyRouteComponent(() => import('../procedures/board.page.tsx'), 'BoardPage'),
})

/** The pages of procedures that anybody opens. */
export const casePages = [notices] as const
/** Those where officers work. */
export const caseWorkPages = [workCases, workCase] as const
