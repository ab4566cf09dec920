// The addresses of procedures: work lists, desks, guides and notices.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { caseSearchOf } from '../procedures/desk.rules.ts'
import { work } from './root.tsx'

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

export const caseWorkPages = [workCases, workCase] as const
