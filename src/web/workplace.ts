// The places where people work, in the order they are shown, and the permission each asks for.
import type { Word } from '../kernel/word.ts'
import { webWords } from './web.words.ts'

/** `or` names other permissions that open it too. */
export type WorkPlace = { readonly to: string; readonly word: Word; readonly permission: string; readonly or?: readonly string[] }

const workPlaces: readonly WorkPlace[] = [
  {
    to: '/work/cases',
    word: webWords.workCases,
    permission: 'procedures.handle',
    or: ['procedures.decide', 'procedures.endorse', 'procedures.inspect', 'registry.decide'],
  },
  { to: '/work/hosted', word: webWords.workHosted, permission: 'procedures.endorse' },
  { to: '/work/delegations', word: webWords.workDelegations, permission: 'procedures.handle', or: ['procedures.decide'] },
  {
    to: '/work/statistics',
    word: webWords.workStatistics,
    permission: 'procedures.handle',
    or: ['procedures.decide', 'procedures.inspect', 'procedures.direct'],
  },
  { to: '/work/returns', word: webWords.workReturns, permission: 'counties.report' },
  { to: '/work/entitlements', word: webWords.workEntitlements, permission: 'procedures.decide' },
  { to: '/work/card-services', word: webWords.workCardServices, permission: 'procedures.handle' },
  { to: '/work/earlier-grants', word: webWords.workEarlier, permission: 'procedures.direct' },
  { to: '/work/school-places', word: webWords.workSchoolPlaces, permission: 'talent.place' },
  { to: '/verify-card', word: webWords.verifyCard, permission: 'talent.serve' },
  { to: '/work/programmes', word: webWords.workProgrammes, permission: 'procedures.direct' },
  { to: '/work/experts', word: webWords.workExperts, permission: 'procedures.direct' },
  { to: '/work/fees', word: webWords.workFees, permission: 'procedures.direct', or: ['procedures.pay'] },
  { to: '/work/samples', word: webWords.workSamples, permission: 'procedures.inspect' },
  { to: '/work/payments', word: webWords.workPayments, permission: 'procedures.pay' },
  { to: '/work/budget', word: webWords.workBudget, permission: 'procedures.pay' },
  { to: '/work/province', word: webWords.workProvince, permission: 'counties.approve', or: ['counties.pass'] },
  { to: '/work/plan', word: webWords.workPlans, permission: 'counties.report' },
  { to: '/work/reports', word: webWords.workReports, permission: 'counties.report' },
  { to: '/work/recommendations', word: webWords.workRecommendations, permission: 'counties.pass', or: ['counties.approve'] },
  { to: '/work/rounds', word: webWords.workRounds, permission: 'evaluation.run', or: ['evaluation.read'] },
  { to: '/work/today', word: webWords.workToday, permission: 'metering.operate' },
  { to: '/work/use', word: webWords.workUse, permission: 'metering.operate' },
  { to: '/work/approvals', word: webWords.workApprovals, permission: 'booking.approve' },
  { to: '/work/requests', word: webWords.workRequests, permission: 'booking.approve' },
  { to: '/work/faults', word: webWords.workFaults, permission: 'booking.maintain' },
  { to: '/work/instruments', word: webWords.workInstruments, permission: 'catalogue.edit', or: ['booking.maintain'] },
  { to: '/work/services', word: webWords.workServices, permission: 'billing.read' },
  { to: '/work/findings', word: webWords.workFindings, permission: 'billing.correct', or: ['billing.import', 'audit.read'] },
  { to: '/work/services/import', word: webWords.workImportServices, permission: 'billing.import' },
  { to: '/work/customers', word: webWords.workCustomers, permission: 'identity.resolve' },
  { to: '/work/months', word: webWords.workMonths, permission: 'ledger.close' },
  { to: '/work/instruments/import', word: webWords.workImportCatalogue, permission: 'catalogue.import' },
  { to: '/work/instruments/listing', word: webWords.workListing, permission: 'catalogue.edit' },
  { to: '/work/instruments/groups', word: webWords.workGroups, permission: 'catalogue.edit' },
  { to: '/work/invitations', word: webWords.workInvitations, permission: 'identity.grant' },
  { to: '/work/audit', word: webWords.workAudit, permission: 'audit.read' },
  { to: '/work/organisation', word: webWords.workOrganisation, permission: 'registry.change' },
  { to: '/work/decisions', word: webWords.workDecisions, permission: 'registry.decide' },
  { to: '/work/organisations', word: webWords.workOrganisations, permission: 'registry.decide' },
  { to: '/work/matters', word: webWords.workMatters, permission: 'registry.decide' },
  { to: '/work/grants', word: webWords.workGrants, permission: 'identity.grant' },
  { to: '/work/erasures', word: webWords.workErasures, permission: 'identity.erase' },
  { to: '/work/mail', word: webWords.workMail, permission: 'identity.administer' },
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
