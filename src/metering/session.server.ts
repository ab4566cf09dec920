import { occupy } from '../booking/booking.server.ts'
import { takenTimes } from '../booking/use.server.ts'
import { getInstrumentFacts } from '../catalogue/catalogue.server.ts'
import { groupsFor } from '../catalogue/group.server.ts'
import { requireRightFor } from '../identity/identity.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { sessionOverlaps, sessionRefused, type UseReason } from './metering.contract.ts'
import { chooseLane, clockOf, type Stretch } from './use.rules.ts'

/** The instrument a use is of, for whoever operates it; `what` names the thing that was asked for. @throws not_found */
export async function operatedInstrument(db: Db, actor: Actor, instrumentId: string, what = 'instrument') {
  const instrument = await getInstrumentFacts(db, instrumentId)
  if (!instrument) throw notFound({ what })
  await requireRightFor(db, actor, 'metering.operate', instrument.institutionId, {
    what,
    instrumentGroupIds: await groupsFor(db, actor, instrumentId),
  })
  return instrument
}

/** @throws use_refused when there is a reason */
export function refuseFor(reasons: UseReason[]): void {
  if (reasons.length > 0) throw sessionRefused({ count: reasons.length, reasons })
}

/**
 * Takes the parts of a use in one lane, all of them; the instrument's time must have been taken before.
 * @returns the id of the first part's occupancy, null when there are no parts @throws use_overlaps with what it meets
 */
export async function takeParts(
  db: Db,
  use: { instrumentId: string; lanes: readonly number[]; parts: readonly Stretch[]; reason: string },
): Promise<string | null> {
  const [first] = use.parts
  if (!first) return null
  const whole = { startsAt: first.startsAt, endsAt: use.parts.at(-1)!.endsAt }
  const choice = chooseLane(use.parts, await takenTimes(db, use.instrumentId, whole), use.lanes)
  if ('meets' in choice) throw overlaps(whole, choice.meets)
  const rows = use.parts.map((part) => ({
    ...part,
    instrumentId: use.instrumentId,
    lane: choice.lane,
    kind: 'use' as const,
    reason: use.reason,
  }))
  const ids = await occupy(db, rows)
  if (ids.includes(null)) throw overlaps(whole, whole)
  return ids[0] ?? null
}

function overlaps(wanted: Stretch, meets: Stretch) {
  return sessionOverlaps({ ...wanted, meetsFrom: clockOf(meets.startsAt), meetsTo: clockOf(meets.endsAt) })
}
