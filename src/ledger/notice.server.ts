// Who is told of the book: the officers who correct records, and both sides of a limit.
import { getOrganisations } from '../identity/identity.server.ts'
import type { NoticeKind } from '../identity/notice.contract.ts'
import { notify } from '../identity/notice.server.ts'
import type { Db } from '../kernel/db.ts'
import { limitNearlyUsed } from './notice.contract.ts'

/** Tells every officer who corrects records, wherever they are, what became of a month. */
export function tellOfMonth(db: Db, kind: NoticeKind, month: string): Promise<void> {
  const audience = { holdersOf: { permission: 'billing.correct', organisationId: null } }
  return notify(db, audience, { kind, params: { month: month.slice(0, 7) }, link: '/work/services' })
}

/** Tells the customer's people and the institution's officers that little is left of a limit. */
export async function tellOfLimit(
  db: Db,
  limit: { institutionId: string; customerId: string; limitFen: number; leftFen: number },
): Promise<void> {
  const { institutionId, customerId, limitFen, leftFen } = limit
  const organisations = await getOrganisations(db, [institutionId, customerId])
  const nameOf = (id: string) => organisations.find((one) => one.id === id)?.nameZh ?? ''
  const params = { customer: nameOf(customerId), institution: nameOf(institutionId), limitFen, leftFen }
  await notify(
    db,
    { holdersOf: { permission: 'booking.book', organisationId: customerId } },
    { kind: limitNearlyUsed, params, link: '/my' },
  )
  const officers = { holdersOf: { permission: 'ledger.limit', organisationId: institutionId } }
  await notify(db, officers, { kind: limitNearlyUsed, params, link: '/work/services' })
}
