// What every page hangs on: the frame round all of them, and the frame of those where people work.
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { NotFound, PageFailed } from './lost.tsx'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page stands alone, without the frame: no bar above it, no foot below. */
    isBare?: true
  }
}

export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: PageFailed })

export const work = createRoute({
  getParentRoute: () => rootRoute,
  path: '/work',
  component: lazyRouteComponent(() => import('./work.tsx'), 'WorkFrame'),
})

/** The run of an import that an address names. */
export const runOf = (search: Record<string, unknown>): { run?: string } =>
  typeof search['run'] === 'string' ? { run: search['run'] } : {}
