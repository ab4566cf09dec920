// The addresses of organisations, people and rights at work: matters, grants, audit.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { returnSearchOf } from '../counties/returnsearch.rules.ts'
import { decisionSearchOf } from '../registry/decision.rules.ts'
import { runOf, work } from './root.tsx'

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

const workOrganisation = createRoute({
  getParentRoute: () => work,
  path: '/organisation',
  component: lazyRouteComponent(() => import('../registry/organisation.page.tsx'), 'OrganisationPage'),
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

const workErasures = createRoute({
  getParentRoute: () => work,
  path: '/erasures',
  component: lazyRouteComponent(() => import('../identity/erasuredesk.page.tsx'), 'ErasureDeskPage'),
})

const workMail = createRoute({
  getParentRoute: () => work,
  path: '/mail',
  component: lazyRouteComponent(() => import('../identity/mail.page.tsx'), 'MailPage'),
})

const workAudit = createRoute({
  getParentRoute: () => work,
  path: '/audit',
  component: lazyRouteComponent(() => import('../identity/audit.page.tsx'), 'AuditPage'),
})

const workReturns = createRoute({
  getParentRoute: () => work,
  path: '/returns',
  validateSearch: returnSearchOf,
  component: lazyRouteComponent(() => import('../counties/returnlist.page.tsx'), 'ReturnListPage'),
})

const workReturn = createRoute({
  getParentRoute: () => work,
  path: '/returns/$id',
  component: lazyRouteComponent(() => import('../counties/return.page.tsx'), 'ReturnPage'),
})

const workImportReturn = createRoute({
  getParentRoute: () => work,
  path: '/returns/$id/import',
  validateSearch: runOf,
  component: lazyRouteComponent(() => import('../counties/returnimport.page.tsx'), 'ReturnImportPage'),
})

export const organisationWorkPages = [
  workImportReturn,
  workReturns,
  workReturn,
  workInvitations,
  workCustomers,
  workOrganisation,
  workOrganisations,
  workImportStatuses,
  workOrganisationFile,
  workDecisions,
  workMatters,
  workGrants,
  workRoles,
  workErasures,
  workMail,
  workAudit,
] as const
