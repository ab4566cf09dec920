// The addresses of a person’s own account: signing in, registering, notices, personal data.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ownAddress } from './own.ts'
import { rootRoute } from './root.tsx'

/** Only an address of our own is gone on to, whatever the link said. */
function onwardOf(search: Record<string, unknown>): { onward?: string } {
  const onward = ownAddress(search['onward'])
  return onward ? { onward } : {}
}

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: onwardOf,
  component: lazyRouteComponent(() => import('../identity/signin.page.tsx'), 'SignInPage'),
})

const security = createRoute({
  getParentRoute: () => rootRoute,
  path: '/work/security',
  validateSearch: onwardOf,
  component: lazyRouteComponent(() => import('../identity/security.page.tsx'), 'SecurityPage'),
})

const reset = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('../identity/reset.page.tsx'), 'ResetPage'),
})

const invited = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invited',
  component: lazyRouteComponent(() => import('../identity/invited.page.tsx'), 'InvitedPage'),
})

const verify = createRoute({
  getParentRoute: () => rootRoute,
  path: '/verify',
  component: lazyRouteComponent(() => import('../identity/verify.page.tsx'), 'VerifyPage'),
})

const register = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  component: lazyRouteComponent(() => import('../registry/register.page.tsx'), 'RegisterPage'),
})

const myData = createRoute({
  getParentRoute: () => rootRoute,
  path: '/my/data',
  component: lazyRouteComponent(() => import('../identity/data.page.tsx'), 'DataPage'),
})

const privacy = createRoute({
  getParentRoute: () => rootRoute,
  path: '/privacy',
  component: lazyRouteComponent(() => import('../identity/privacy.page.tsx'), 'PrivacyPage'),
})

const inbox = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../identity/inbox.page.tsx'), 'InboxPage'),
})

const noticeSettings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inbox/settings',
  component: lazyRouteComponent(() => import('../identity/noticesetting.page.tsx'), 'NoticeSettingPage'),
})

const unsubscribe = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unsubscribe',
  validateSearch: (search): { token?: string } => (typeof search['token'] === 'string' ? { token: search['token'] } : {}),
  component: lazyRouteComponent(() => import('../identity/unsubscribe.page.tsx'), 'UnsubscribePage'),
})

export const accountPages = [
  signIn,
  security,
  reset,
  invited,
  verify,
  register,
  myData,
  privacy,
  inbox,
  noticeSettings,
  unsubscribe,
] as const
