// Every address of the product, and the page that stands there. Pages load when they are opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { useMe, useSignOut } from '../identity/me.part.tsx'
import { CallFailed, CallRefused } from './call.ts'
import { T } from './language.tsx'
import { Main, Shell } from './shell.tsx'
import { Empty, Problem } from './state.tsx'
import { useTitle } from './title.ts'
import { webWords } from './web.words.ts'

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: PageFailed })

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home.page.tsx'), 'HomePage'),
})

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { onward?: string } => (typeof search['onward'] === 'string' ? { onward: search['onward'] } : {}),
  component: lazyRouteComponent(() => import('../identity/signin.page.tsx'), 'SignInPage'),
})

const work = createRoute({
  getParentRoute: () => rootRoute,
  path: '/work',
  component: lazyRouteComponent(() => import('./work.tsx'), 'WorkFrame'),
})

const workCustomers = createRoute({
  getParentRoute: () => work,
  path: '/customers',
  component: lazyRouteComponent(() => import('../identity/customer.page.tsx'), 'CustomerPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([home, signIn, work.addChildren([workCustomers])]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function Frame() {
  const { me, isExample } = useMe()
  const signOut = useSignOut()
  const reader = me && { displayName: me.displayName, organisation: me.organisation ?? undefined }
  return (
    <Shell reader={reader} isExample={isExample} places={[]} signInAddress="/sign-in" definitionsAddress="/figures" onSignOut={signOut}>
      <Outlet />
    </Shell>
  )
}

function NotFound() {
  useTitle('')
  return (
    <Main>
      <Empty title={webWords.notFoundTitle} why={webWords.notFoundWhy}>
        <Link className="btn" to="/">
          <T w={webWords.toHome} />
        </Link>
      </Empty>
    </Main>
  )
}

/** A page that broke, by a call it could not do without or by a mistake of its own. */
function PageFailed({ error, reset }: ErrorComponentProps) {
  const known = error instanceof CallRefused || error instanceof CallFailed
  return (
    <Main>
      {known ? (
        <Problem error={error} retry={reset} />
      ) : (
        <div className="box fault" role="alert">
          <p>
            <b>
              <T w={webWords.faultTitle} />
            </b>
          </p>
          <p className="why">
            <T w={webWords.faultInPage} />
          </p>
          <div className="buttons">
            <button type="button" className="btn" onClick={() => location.reload()}>
              <T w={webWords.retry} />
            </button>
          </div>
        </div>
      )}
    </Main>
  )
}
