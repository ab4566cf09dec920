import * as z from 'zod'
import { groupsFor } from '../catalogue/group.server.ts'
import { requireRightFor } from '../identity/identity.server.ts'
import { type Db, undoneAlone } from '../kernel/db.ts'
import { Refused } from '../kernel/errors.ts'
import { on } from '../kernel/events.ts'
import { defineJob, workInSteps } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { monthClosed } from '../ledger/ledger.contract.ts'
import { postHold } from '../ledger/ledger.server.ts'
import { type UsageEnded, usageEnded } from '../metering/metering.contract.ts'
import { usageOf } from '../metering/usage.server.ts'
import { priceInForce } from '../prices/prices.server.ts'
import { alreadyCharged, chargeStillOpen, settleCharge } from './billing.contract.ts'
import { chargeFor, type PendingReason } from './charge.rules.ts'
import { tellSettled } from './notice.server.ts'
import { listOpenPending, takePending, updateSettled, upsertPending } from './pending.sql.ts'
import { historyOf } from './reading.server.ts'
import { findMoneyTransaction } from './reading.sql.ts'
import { recordServices } from './service.server.ts'

type Agreed = { fen: number; note: string } | null

/**
 * Charges a finished use: by the amount agreed on, else by the prices of its day. The service is written and what was held for it is
 * posted. @returns the service's number, or why there is no charge yet. @throws already_charged, month_closed
 */
async function chargeUse(
  db: Db,
  usage: UsageEnded,
  by: { agreed: Agreed; actorId: string | null },
): Promise<{ serviceNo: string } | { pending: PendingReason }> {
  const prices = await priceInForce(db, usage.instrumentId, usage.usedOn)
  const agreed = by.agreed ?? (usage.quotedFen === null ? null : { fen: usage.quotedFen, note: '' })
  const charge = chargeFor({ prices, seconds: usage.seconds, samples: usage.sampleCount, agreed })
  if ('pending' in charge) return charge
  const [serviceNo] = await recordServices(db, [
    {
      instrumentId: usage.instrumentId,
      institutionId: usage.institutionId,
      customerId: usage.customerId,
      sessionId: usage.sessionId,
      effectiveOn: usage.usedOn,
      startsAt: usage.startsAt,
      endsAt: usage.endsAt,
      seconds: usage.seconds,
      sampleCount: usage.sampleCount,
      fen: charge.fen,
      hoursKind: usage.hoursKind,
      source: usage.source,
      priceId: charge.priceId,
      priceParts: charge.parts,
      content: usage.content,
      recordedBy: by.actorId,
    },
  ])
  await tellSettled(db, { ...usage, serviceNo: serviceNo!, effectiveOn: usage.usedOn, fen: charge.fen })
  if (usage.holdId) await postHold(db, usage.holdId, { fen: charge.fen, transactionId: await findMoneyTransaction(db, serviceNo!) })
  return { serviceNo: serviceNo! }
}

/** Charges a use, or leaves it on the queue with its reason: a session that was recorded is never lost for want of a price or an open month. */
async function chargeOrWait(db: Db, usage: UsageEnded, actorId: string | null): Promise<boolean> {
  const reason = await unlessClosed(db, async () => {
    const outcome = await chargeUse(db, usage, { agreed: null, actorId })
    return 'pending' in outcome ? outcome.pending : null
  })
  if (reason !== null) await upsertPending(db, { sessionId: usage.sessionId, institutionId: usage.institutionId, reason })
  return reason === null
}

// What a closed month refuses is undone alone, so that the rest of the transaction stands.
async function unlessClosed(db: Db, work: () => Promise<PendingReason | null>): Promise<PendingReason | null> {
  try {
    return await undoneAlone(db, work)
  } catch (error) {
    if (error instanceof Refused && error.code === monthClosed.code) return 'month_closed'
    throw error
  }
}

export const chargeListeners = [
  on(usageEnded, async ({ payload, db, actor }) => void (await chargeOrWait(db, payload, actor?.personId ?? null))),
]

const retriedAtOnce = 50

/** Tries waiting charges again: a price may have been set, a month re-opened. */
export const retryCharges = defineJob('retry_charges', z.object({}))

export const chargeWorkers = [
  workInSteps(
    retryCharges,
    async ({ step }) => {
      for (let after: string | null = null; ; ) {
        const sessions: string[] = await step((db) => listOpenPending(db, after, retriedAtOnce))
        for (const sessionId of sessions) await step((db) => retryCharge(db, sessionId))
        if (sessions.length < retriedAtOnce) return
        after = sessions.at(-1)!
      }
    },
    { every: '25 * * * *' },
  ),
]

async function retryCharge(db: Db, sessionId: string): Promise<void> {
  const pending = await takePending(db, sessionId)
  const usage = pending?.settledAt === null ? await usageOf(db, sessionId) : undefined
  if (usage && (await chargeOrWait(db, usage, null))) await updateSettled(db, sessionId, null)
}

export const chargeHandlers = [
  handle(settleCharge, async ({ input, actor, db }) => {
    const pending = await takePending(db, input.sessionId)
    const usage = await usageOf(db, input.sessionId)
    if (!pending || !usage) throw notFound({ what: 'charge' })
    const instrumentGroupIds = await groupsFor(db, actor, usage.instrumentId)
    await requireRightFor(db, actor, 'billing.correct', pending.institutionId, { what: 'charge', instrumentGroupIds })
    if (pending.settledAt !== null) throw alreadyCharged({})
    const agreed = input.fen === undefined ? null : { fen: input.fen, note: input.note }
    const outcome = await chargeUse(db, usage, { agreed, actorId: actor.personId })
    if ('pending' in outcome) throw chargeStillOpen({ reason: outcome.pending })
    await updateSettled(db, input.sessionId, actor.personId)
    return historyOf(db, actor, outcome.serviceNo)
  }),
]
