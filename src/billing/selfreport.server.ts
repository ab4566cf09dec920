// Annual self-reports: recorded by the institution's own office, compared with its records by check 9.
import { requireRightFor } from '../identity/identity.server.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { listSelfReports, recordSelfReport, yearNotReported } from './selfreport.contract.ts'
import { listSelfReportRows, replaceSelfReport } from './selfreport.sql.ts'

export const selfReportHandlers = [
  handle(listSelfReports, async ({ input, actor, db }) => {
    await requireRightFor(db, actor, 'billing.read', input.institutionId)
    return { items: await listSelfReportRows(db, input.institutionId) }
  }),

  handle(recordSelfReport, async ({ input, actor, db, now }) => {
    const { institutionId, year } = input
    await requireRightFor(db, actor, 'billing.correct', institutionId)
    if (year > Number(dayOf(now).slice(0, 4))) throw yearNotReported({ year })
    await replaceSelfReport(db, { ...input, by: actor.personId, at: isoOf(now) })
    return { items: await listSelfReportRows(db, institutionId) }
  }),
]
