// What waits for a person, gathered from every slice that has work for somebody.
import { waitingFindings } from '../billing/finding.server.ts'
import { pendingChargeCount } from '../billing/reading.server.ts'
import { bookingsToCome, waitingForDecision, waitingForUse } from '../booking/duty.server.ts'
import { waitingFaults } from '../booking/fault.server.ts'
import type { Kept } from '../catalogue/group.rules.ts'
import { instrumentsGranted } from '../catalogue/group.server.ts'
import { waitingErasures } from '../identity/erasure.server.ts'
import { groupsOf, scopesOf } from '../identity/grant.rules.ts'
import { openNameCount } from '../identity/resolution.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { waitingRuns } from '../kernel/imports/waiting.server.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { openMonthCount } from '../ledger/ledger.server.ts'
import { runningCount } from '../metering/metering.server.ts'
import { waitingChanges } from '../registry/change.server.ts'
import { waitingProposals } from '../registry/proposal.server.ts'
import { waitingRelations } from '../registry/status.server.ts'
import { type Duty, listDuties } from './duty.contract.ts'

const duty = (kind: Duty['kind'], count: number, more: Partial<Duty> = {}): Duty => ({
  kind,
  count,
  firstAt: null,
  late: null,
  runId: null,
  ...more,
})

/** What a permission is for: at the institution the actor acts for if it is for that one at all, since the pages then show it; else everywhere. */
async function keptBy(db: Db, actor: Actor, permission: string): Promise<Kept> {
  const { organisationIds } = scopesOf(actor, permission)
  const chosen = actor.organisationId
  if (chosen && organisationIds.includes(chosen)) return { institutionIds: [chosen], instrumentIds: [] }
  if (chosen && groupsOf(actor, permission, chosen).length > 0)
    return { institutionIds: [], instrumentIds: await instrumentsGranted(db, actor, permission, chosen) }
  return { institutionIds: organisationIds, instrumentIds: await instrumentsGranted(db, actor, permission) }
}

async function instrumentDuties(db: Db, actor: Actor, now: Date): Promise<Duty[]> {
  const duties: Duty[] = []
  if (actor.permissions.has('booking.approve')) {
    const { bookings, requestCount } = await waitingForDecision(db, await keptBy(db, actor, 'booking.approve'), now)
    duties.push(duty('decide_bookings', bookings.count, { firstAt: bookings.firstAt }), duty('answer_requests', requestCount))
  }
  if (actor.permissions.has('booking.maintain'))
    duties.push(duty('decide_faults', await waitingFaults(db, await keptBy(db, actor, 'booking.maintain'))))
  if (actor.permissions.has('metering.operate')) {
    const kept = await keptBy(db, actor, 'metering.operate')
    const { bookings, requestCount } = await waitingForUse(db, kept, now)
    duties.push(duty('running', await runningCount(db, kept)))
    duties.push(duty('bookings_today', bookings.count, { firstAt: bookings.firstAt }), duty('finish_requests', requestCount))
  }
  return duties
}

async function importDuties(db: Db, actor: Actor): Promise<Duty[]> {
  const runs = await waitingRuns(db, actor.personId)
  const of = (kind: 'confirm_catalogue' | 'confirm_services' | 'confirm_statuses', runKind: string): Duty => {
    const found = runs.find((one) => one.kind === runKind)
    return duty(kind, found?.count ?? 0, { runId: found?.latestId ?? null })
  }
  return [
    ...(actor.permissions.has('catalogue.import') ? [of('confirm_catalogue', 'catalogue')] : []),
    ...(actor.permissions.has('billing.import') ? [of('confirm_services', 'services')] : []),
    ...(actor.permissions.has('registry.record') ? [of('confirm_statuses', 'statuses')] : []),
  ]
}

/** What waits in slices that come later, or whose declarations this one does not know. */
export type WaitingElsewhere = {
  atOffices(db: Db, actor: Actor, now: Date): Promise<{ count: number; late: number }>
  ofPerson(db: Db, personId: string): Promise<{ toMend: number; toReview: number }>
  /** County tasks late or at risk where somebody reads them, and the papers of counties at the step that is theirs. */
  inCounties(db: Db, actor: Actor, now: Date): Promise<Record<'tasks' | 'plans' | 'returns' | 'reports', { count: number; late: number }>>
}

const handling = ['procedures.handle', 'procedures.decide', 'procedures.endorse', 'registry.decide']

export const dutyHandlers = (waiting: WaitingElsewhere) => [
  handle(listDuties, async ({ actor, db, now }) => {
    const may = (permission: string) => actor.permissions.has(permission)
    const items = await instrumentDuties(db, actor, now)
    if (handling.some(may)) {
      const { count, late } = await waiting.atOffices(db, actor, now)
      items.unshift(duty('handle_cases', count, { late }))
    }
    if (may('counties.report')) {
      const { tasks, plans, returns, reports } = await waiting.inCounties(db, actor, now)
      items.push(duty('watch_tasks', tasks.count, { late: tasks.late }), duty('handle_plans', plans.count))
      items.push(
        duty('handle_returns', returns.count, { late: returns.late }),
        duty('handle_reports', reports.count, { late: reports.late }),
      )
    }
    if (may('billing.correct')) items.push(duty('settle_charges', await pendingChargeCount(db, actor)))
    if (may('billing.correct')) items.push(duty('settle_findings', await waitingFindings(db, await keptBy(db, actor, 'billing.correct'))))
    items.push(...(await importDuties(db, actor)))
    if (may('identity.resolve')) items.push(duty('settle_customers', await openNameCount(db, actor)))
    if (may('ledger.close')) items.push(duty('close_months', await openMonthCount(db, dayOf(now))))
    if (may('registry.decide')) items.push(duty('decide_changes', await waitingChanges(db, actor)))
    if (may('registry.direct')) items.push(duty('decide_proposals', await waitingProposals(db, actor)))
    if (may('registry.record')) items.push(duty('confirm_relations', await waitingRelations(db, actor)))
    if (may('identity.erase')) items.push(duty('decide_erasures', await waitingErasures(db)))
    if (may('booking.book') && actor.organisationId) {
      const { count, firstAt } = await bookingsToCome(db, actor.organisationId, now)
      items.push(duty('coming_bookings', count, { firstAt }))
    }
    const isRole = (role: string) => actor.grants.some((grant) => grant.role === role)
    const { toMend, toReview } = await waiting.ofPerson(db, actor.personId)
    if (toMend > 0 || isRole('individual')) items.push(duty('mend_cases', toMend))
    if (toReview > 0 || isRole('expert')) items.push(duty('hand_in_reviews', toReview))
    return { items }
  }),
]
