// The stories of what else holds for whoever books.
import { handle } from '../kernel/perform.ts'
import { takePolicy } from './booking.sql.ts'
import { getBookingLimits, quotaEmpty, quotaTwice, setBookingLimits } from './limit.contract.ts'
import { isQuotaTwice } from './limit.rules.ts'
import { findLimits, replaceLimits } from './limit.sql.ts'
import { knownInstrument, requireKeeper } from './qualification.server.ts'

export const limitHandlers = [
  handle(getBookingLimits, async ({ input, actor, db }) => {
    await knownInstrument(db, actor, input.id)
    return findLimits(db, input.id)
  }),

  handle(setBookingLimits, async ({ input, actor, db }) => {
    await takePolicy(db, input.id)
    await requireKeeper(db, actor, { instrumentId: input.id, permission: 'booking.maintain', what: 'instrument' })
    if (isQuotaTwice(input.quotas)) throw quotaTwice({})
    if (input.quotas.some(({ countMost, minutesMost }) => countMost === null && minutesMost === null)) throw quotaEmpty({})
    await replaceLimits(db, input.id, input)
    return findLimits(db, input.id)
  }),
]
