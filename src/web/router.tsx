// Every address of the product, and the page that stands there. Pages load when they are opened.
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { servicesSearchOf } from '../billing/services.rules.ts'
import { findSearchOf } from '../catalogue/find.rules.ts'
import { ownSearchOf } from '../catalogue/own.rules.ts'
import { figureSearchOf } from '../figures/open.rules.ts'
import { statementSearchOf } from '../oversight/statement.rules.ts'
import { decisionSearchOf } from '../registry/decision.rules.ts'
import { caseWorkPages } from './caseroutes.tsx'
import { ownAddress } from './own.ts'
import { rootRoute, work } from './root.tsx'

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home.page.tsx'), 'HomePage'),
})

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

const workDuties = createRoute({
  getParentRoute: () => work,
  path: '/',
  component: lazyRouteComponent(() => import('../oversight/duty.page.tsx'), 'DutyPage'),
})

const workInvitations = createRoute({
  getParentRoute: () => work,
  path: '/invitations',
  component: lazyRouteComponent(() => import('../identity/invitation.page.tsx'), 'InvitationPage'),
})

const workCustomers = createRoute({
  getParentRoute: () => work,
  path: '/customers',
  component: lazyRouteComponent(() => import('../identity/customer.page.tsx'), 'CustomerPage'),
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

const my = createRoute({
  getParentRoute: () => rootRoute,
  path: '/my',
  validateSearch: (search): { show?: 'requests' | 'past' } =>
    search['show'] === 'requests' || search['show'] === 'past' ? { show: search['show'] } : {},
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

const figure = createRoute({
  getParentRoute: () => rootRoute,
  path: '/figures/$name',
  validateSearch: figureSearchOf,
  component: lazyRouteComponent(() => import('../figures/figure.page.tsx'), 'FigurePage'),
})

const runOf = (search: Record<string, unknown>): { run?: string } => (typeof search['run'] === 'string' ? { run: search['run'] } : {})

const workImportCatalogue = createRoute({
  getParentRoute: () => work,
  path: '/instruments/import',
  validateSearch: runOf,
  component: lazyRouteComponent(() => import('../catalogue/importing.page.tsx'), 'ImportCataloguePage'),
})

const workGroups = createRoute({
  getParentRoute: () => work,
  path: '/instruments/groups',
  component: lazyRouteComponent(() => import('../catalogue/group.page.tsx'), 'GroupPage'),
})

const workInstruments = createRoute({
  getParentRoute: () => work,
  path: '/instruments',
  validateSearch: ownSearchOf,
  component: lazyRouteComponent(() => import('../catalogue/ownlist.page.tsx'), 'OwnListPage'),
})

const workDefaults = createRoute({
  getParentRoute: () => work,
  path: '/instruments/defaults',
  component: lazyRouteComponent(() => import('../booking/default.page.tsx'), 'DefaultPage'),
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

const workDesk = createRoute({
  getParentRoute: () => work,
  path: '/use',
  component: lazyRouteComponent(() => import('../metering/desk.page.tsx'), 'DeskPage'),
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

const workAudit = createRoute({
  getParentRoute: () => work,
  path: '/audit',
  component: lazyRouteComponent(() => import('../identity/audit.page.tsx'), 'AuditPage'),
})

const workErasures = createRoute({
  getParentRoute: () => work,
  path: '/erasures',
  component: lazyRouteComponent(() => import('../identity/erasuredesk.page.tsx'), 'ErasureDeskPage'),
})

const workRegistrations = createRoute({
  getParentRoute: () => work,
  path: '/registrations',
  component: lazyRouteComponent(() => import('../registry/queue.page.tsx'), 'RegistrationQueuePage'),
})

const workOrganisations = createRoute({
  getParentRoute: () => work,
  path: '/organisations',
  component: lazyRouteComponent(() => import('../registry/organisationlist.page.tsx'), 'OrganisationListPage'),
})

const workImportStatuses = createRoute({
  getParentRoute: () => work,
  path: '/organisations/import',
  validateSearch: runOf,
  component: lazyRouteComponent(() => import('../registry/statusimport.page.tsx'), 'StatusImportPage'),
})

const workOrganisationFile = createRoute({
  getParentRoute: () => work,
  path: '/organisations/$id',
  component: lazyRouteComponent(() => import('../registry/organisationfile.page.tsx'), 'OrganisationFilePage'),
})

const workDecisions = createRoute({
  getParentRoute: () => work,
  path: '/decisions',
  validateSearch: decisionSearchOf,
  component: lazyRouteComponent(() => import('../registry/decision.page.tsx'), 'DecisionPage'),
})

const workMatters = createRoute({
  getParentRoute: () => work,
  path: '/matters',
  component: lazyRouteComponent(() => import('../registry/matter.page.tsx'), 'MatterPage'),
})

const workGrants = createRoute({
  getParentRoute: () => work,
  path: '/grants',
  component: lazyRouteComponent(() => import('../oversight/grant.page.tsx'), 'GrantPage'),
})

const workRoles = createRoute({
  getParentRoute: () => work,
  path: '/grants/roles',
  component: lazyRouteComponent(() => import('../identity/role.page.tsx'), 'RolePage'),
})

const workOrganisation = createRoute({
  getParentRoute: () => work,
  path: '/organisation',
  component: lazyRouteComponent(() => import('../registry/organisation.page.tsx'), 'OrganisationPage'),
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

const register = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  component: lazyRouteComponent(() => import('../registry/register.page.tsx'), 'RegisterPage'),
})

const workMail = createRoute({
  getParentRoute: () => work,
  path: '/mail',
  component: lazyRouteComponent(() => import('../identity/mail.page.tsx'), 'MailPage'),
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

const kept = workInstrument.addChildren([workFacts, workPrices, workOpening, workRules, workMaintenance] as const)
const workPages = [
  workDuties,
  ...caseWorkPages,
  workDesk,
  workApprovals,
  workRequests,
  workServices,
  workImportServices,
  workInstruments,
  workImportCatalogue,
  workDefaults,
  workGroups,
  kept,
  workCustomers,
  workInvitations,
  workMonths,
  workOrganisation,
  workOrganisations,
  workImportStatuses,
  workOrganisationFile,
  workDecisions,
  workMatters,
  workGrants,
  workRoles,
  workRegistrations,
  workErasures,
  workMail,
  workAudit,
] as const
const pages = [
  home,
  signIn,
  security,
  reset,
  invited,
  verify,
  find,
  instrument,
  my,
  myData,
  privacy,
  register,
  inbox,
  noticeSettings,
  unsubscribe,
  figureList,
  statement,
  figure,
  work.addChildren(workPages),
] as const

export const router = createRouter({ routeTree: rootRoute.addChildren(pages), defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
