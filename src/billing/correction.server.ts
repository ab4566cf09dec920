import { vacate } from '../booking/use.server.ts'
import { groupsFor } from '../catalogue/group.server.ts'
import { requireRightFor } from '../identity/identity.server.ts'
import { partyGiven } from '../identity/resolution.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { releaseDeclared } from '../metering/usage.server.ts'
import { correctionRefused, correctService, serviceChangedMeanwhile, serviceVoided, voidService } from './billing.contract.ts'
import { corrected, correctionReasons, customerReasons, hoursKindAfter, partsAfter } from './correction.rules.ts'
import { tellCorrected, tellVoided } from './notice.server.ts'
import { historyOf } from './reading.server.ts'
import { replaceServices, withdrawServices } from './service.server.ts'
import { findKeeperOf, type StandingRow, takeStandingServices } from './service.sql.ts'

/** Takes the standing version that a reader has seen. @throws not_found, not_permitted, service_voided, service_changed_meanwhile */
export async function takenStanding(
  db: Db,
  actor: Actor,
  seen: { serviceNo: string; versionId: string },
  permission: 'billing.correct' | 'billing.receive' = 'billing.correct',
): Promise<StandingRow> {
  const [standing] = await takeStandingServices(db, [seen.serviceNo])
  const keeper = standing ?? (await findKeeperOf(db, seen.serviceNo))
  if (!keeper) throw notFound({ what: 'service' })
  const instrumentGroupIds = await groupsFor(db, actor, keeper.instrumentId)
  await requireRightFor(db, actor, permission, keeper.institutionId, { what: 'service', instrumentGroupIds })
  if (!standing) throw serviceVoided({})
  if (standing.id !== seen.versionId) throw serviceChangedMeanwhile({})
  return standing
}

export const correctionHandlers = [
  handle(correctService, async ({ input, actor, db, now }) => {
    const before = await takenStanding(db, actor, input)
    const { serviceNo: _, versionId: __, reason, customer, ...changes } = input
    const customerId = customer ? await partyGiven(db, before.institutionId, customer) : undefined
    const after = corrected(before, { ...changes, customerId })
    const reasons = [...customerReasons(customer, customerId), ...correctionReasons(before, after, dayOf(now))]
    if (reasons.length > 0) throw correctionRefused({ count: reasons.length, reasons })
    const version = {
      ...before,
      id: undefined,
      ...after,
      invoicedOn: after.invoiceNo === null ? null : before.invoicedOn,
      ...partsAfter(before, after.fen),
      hoursKind: hoursKindAfter(before, after.seconds),
      correctionReason: reason,
    }
    await replaceServices(db, [{ before, after: version }], actor.personId)
    await tellCorrected(db, before, version)
    return historyOf(db, actor, input.serviceNo)
  }),

  handle(voidService, async ({ input, actor, db }) => {
    const before = await takenStanding(db, actor, input)
    await withdrawServices(db, [before], { actorId: actor.personId, voidReason: input.reason })
    await tellVoided(db, before)
    if (before.occupancyId) await vacate(db, [before.occupancyId])
    if (before.sessionId) await releaseDeclared(db, before.sessionId)
    return historyOf(db, actor, input.serviceNo)
  }),
]
