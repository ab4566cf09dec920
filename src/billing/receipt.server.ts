import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { takenStanding } from './correction.server.ts'
import { historyOf } from './reading.server.ts'
import { receiptRefused, recordReceipt } from './receipt.contract.ts'
import { receiptAfter, receiptReasons } from './receipt.rules.ts'
import { replaceServices } from './service.server.ts'

export const receiptHandlers = [
  handle(recordReceipt, async ({ input, actor, db, now }) => {
    const before = await takenStanding(db, actor, input, 'billing.receive')
    const { serviceNo, versionId: _, note, ...given } = input
    const after = receiptAfter(before, given)
    const reasons = receiptReasons(before, after, before.fen, dayOf(now))
    if (reasons.length > 0) throw receiptRefused({ count: reasons.length, reasons })
    await replaceServices(db, [{ before, after: { ...before, id: undefined, ...after, correctionReason: note } }], actor.personId)
    return historyOf(db, actor, serviceNo)
  }),
]
