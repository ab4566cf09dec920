// The places where people work, in the order they are shown, and the permission each asks for.
import type { workplaceWords } from './workplace.words.ts'

/** `or` names other permissions that open it too; `word` is looked up where people work, so that public pages need not carry the names. */
export type WorkPlace = {
  readonly to: string
  readonly word: keyof typeof workplaceWords
  readonly permission: string
  readonly or?: readonly string[]
}

const workPlaces: readonly WorkPlace[] = [
  {
    to: '/work/cases',
    word: 'workCases',
    permission: 'procedures.handle',
    or: ['procedures.decide', 'procedures.endorse', 'procedures.inspect', 'registry.decide'],
  },
  { to: '/work/hosted', word: 'workHosted', permission: 'procedures.endorse' },
  { to: '/work/delegations', word: 'workDelegations', permission: 'procedures.handle', or: ['procedures.decide'] },
  {
    to: '/work/statistics',
    word: 'workStatistics',
    permission: 'procedures.handle',
    or: ['procedures.decide', 'procedures.inspect', 'procedures.direct'],
  },
  { to: '/work/returns', word: 'workReturns', permission: 'counties.report' },
  { to: '/work/entitlements', word: 'workEntitlements', permission: 'procedures.decide' },
  { to: '/work/card-services', word: 'workCardServices', permission: 'procedures.handle' },
  { to: '/work/earlier-grants', word: 'workEarlier', permission: 'procedures.direct' },
  { to: '/work/school-places', word: 'workSchoolPlaces', permission: 'talent.place' },
  { to: '/verify-card', word: 'verifyCard', permission: 'talent.serve' },
  { to: '/work/programmes', word: 'workProgrammes', permission: 'procedures.direct' },
  { to: '/work/experts', word: 'workExperts', permission: 'procedures.direct' },
  { to: '/work/fees', word: 'workFees', permission: 'procedures.direct', or: ['procedures.pay'] },
  { to: '/work/samples', word: 'workSamples', permission: 'procedures.inspect' },
  { to: '/work/payments', word: 'workPayments', permission: 'procedures.pay' },
  { to: '/work/budget', word: 'workBudget', permission: 'procedures.pay' },
  { to: '/work/province', word: 'workProvince', permission: 'counties.approve', or: ['counties.pass'] },
  { to: '/work/plan', word: 'workPlans', permission: 'counties.report' },
  { to: '/work/reports', word: 'workReports', permission: 'counties.report' },
  { to: '/work/recommendations', word: 'workRecommendations', permission: 'counties.pass', or: ['counties.approve'] },
  { to: '/work/rounds', word: 'workRounds', permission: 'evaluation.run', or: ['evaluation.read'] },
  { to: '/work/unmet', word: 'workUnmet', permission: 'counties.report' },
  { to: '/work/today', word: 'workToday', permission: 'metering.operate' },
  { to: '/work/use', word: 'workUse', permission: 'metering.operate' },
  { to: '/work/meter-hours', word: 'workMeterHours', permission: 'metering.operate' },
  { to: '/work/approvals', word: 'workApprovals', permission: 'booking.approve' },
  { to: '/work/requests', word: 'workRequests', permission: 'booking.approve' },
  { to: '/work/faults', word: 'workFaults', permission: 'booking.maintain' },
  { to: '/work/instruments', word: 'workInstruments', permission: 'catalogue.edit', or: ['booking.maintain'] },
  { to: '/work/services', word: 'workServices', permission: 'billing.read' },
  { to: '/work/findings', word: 'workFindings', permission: 'billing.correct', or: ['billing.import', 'audit.read'] },
  { to: '/work/services/import', word: 'workImportServices', permission: 'billing.import' },
  { to: '/work/customers', word: 'workCustomers', permission: 'identity.resolve' },
  { to: '/work/months', word: 'workMonths', permission: 'ledger.close' },
  { to: '/work/instruments/import', word: 'workImportCatalogue', permission: 'catalogue.import' },
  { to: '/work/instruments/listing', word: 'workListing', permission: 'catalogue.edit' },
  { to: '/work/instruments/groups', word: 'workGroups', permission: 'catalogue.edit' },
  { to: '/work/invitations', word: 'workInvitations', permission: 'identity.grant' },
  { to: '/work/audit', word: 'workAudit', permission: 'audit.read' },
  { to: '/work/organisation', word: 'workOrganisation', permission: 'registry.change' },
  { to: '/work/decisions', word: 'workDecisions', permission: 'registry.decide' },
  { to: '/work/organisations', word: 'workOrganisations', permission: 'registry.decide' },
  { to: '/work/matters', word: 'workMatters', permission: 'registry.decide' },
  { to: '/work/grants', word: 'workGrants', permission: 'identity.grant' },
  { to: '/work/erasures', word: 'workErasures', permission: 'identity.erase' },
  { to: '/work/mail', word: 'workMail', permission: 'identity.administer' },
]

/** The places a reader has any business in, by what their roles permit. */
export function workPlacesFor(may: (permission: string) => boolean): readonly WorkPlace[] {
  return workPlaces.filter((place) => may(place.permission) || place.or?.some(may))
}

/** The place an address belongs to: the longest one it lies below. */
export function placeAt<Place extends { readonly to: string }>(places: readonly Place[], path: string): Place | undefined {
  const holding = places.filter((place) => path === place.to || path.startsWith(`${place.to}/`))
  return holding.toSorted((a, b) => b.to.length - a.to.length)[0]
}
