// A customer's people are told what they owe, and when it changes; records of earlier years that come in by the thousand tell nobody.
import { getInstrumentFacts } from '../catalogue/catalogue.server.ts'
import { notify } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import { chargeCorrected, chargeSettled, chargeVoided } from './notice.contract.ts'

type Charge = { serviceNo: string; instrumentId: string; customerId: string; effectiveOn: string; fen: number }

async function factsOf(db: Db, charge: Charge) {
  const instrument = (await getInstrumentFacts(db, charge.instrumentId))?.nameZh ?? ''
  return {
    audience: { holdersOf: { permission: 'booking.book', organisationId: charge.customerId } },
    common: { instrument, usedOn: charge.effectiveOn },
    link: `/work/services?service=${charge.serviceNo}`,
  }
}

/** A use was charged. */
export async function tellSettled(db: Db, charge: Charge): Promise<void> {
  const { audience, common, link } = await factsOf(db, charge)
  await notify(db, audience, { kind: chargeSettled, params: { ...common, amountFen: charge.fen }, link })
}

/** A record was corrected: its customer is told, and if it was another's, that one is told that it is none of theirs any more. */
export async function tellCorrected(db: Db, before: Charge, after: Charge): Promise<void> {
  const { audience, common, link } = await factsOf(db, after)
  const isOther = before.customerId !== after.customerId
  const beforeFen = isOther ? 0 : before.fen
  await notify(db, audience, { kind: chargeCorrected, params: { ...common, beforeFen, amountFen: after.fen }, link })
  if (isOther) await tellVoided(db, before)
}

/** A record was taken out of what counts. */
export async function tellVoided(db: Db, charge: Charge): Promise<void> {
  const { audience, common, link } = await factsOf(db, charge)
  await notify(db, audience, { kind: chargeVoided, params: { ...common, amountFen: charge.fen }, link })
}
