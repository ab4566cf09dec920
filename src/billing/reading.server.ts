import { instrumentsGranted } from '../catalogue/group.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { getService, listPendingCharges, listServices, type ServiceHistory } from './billing.contract.ts'
import {
  countPendingRows,
  listPartiesOf,
  listPendingRows,
  listServiceRows,
  listTransactionsOf,
  listVersionRows,
  resolveSight,
} from './reading.sql.ts'
import { type Sight, sightOf } from './sight.rules.ts'

async function sightFor(db: Db, actor: Actor): Promise<Sight> {
  return sightOf(actor, 'billing.read', await instrumentsGranted(db, actor, 'billing.read'))
}

/** A service with all its versions and their transactions, as far as the actor may see it. @throws not_found */
export async function historyOf(db: Db, actor: Actor, serviceNo: string): Promise<ServiceHistory> {
  const rows = await listVersionRows(db, serviceNo, await resolveSight(db, await sightFor(db, actor)))
  if (rows.length === 0) throw notFound({ what: 'service' })
  const transactions = Map.groupBy(
    await listTransactionsOf(
      db,
      rows.map((row) => row.id),
    ),
    (transaction) => transaction.serviceId,
  )
  const versions = rows.map((row) => ({ ...row, transactions: transactions.get(row.id) ?? [] }))
  return { serviceNo, standing: rows.find((row) => row.supersededAt === null) ?? null, versions }
}

export const readingHandlers = [
  handle(listServices, async ({ input, actor, db }) => {
    const { year, limit, ...filters } = input
    const rows = await listServiceRows(db, {
      source: filters.source,
      instrumentId: filters.instrumentId,
      institutionId: filters.institutionId,
      partyIds: filters.customerId ? await listPartiesOf(db, filters.customerId) : undefined,
      cursor: filters.cursor,
      from: year === undefined ? undefined : `${year}-01-01`,
      to: year === undefined ? undefined : `${year + 1}-01-01`,
      seen: await resolveSight(db, await sightFor(db, actor)),
      limit: limit + 1,
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? `${last.effectiveOn}_${last.id}` : null }
  }),

  handle(getService, ({ input, actor, db }) => historyOf(db, actor, input.serviceNo)),

  handle(listPendingCharges, async ({ input, actor, db }) => {
    const { institutionId, cursor, limit } = input
    const found = await listPendingRows(db, { sight: await sightFor(db, actor), institutionId, cursor, limit: limit + 1 })
    const items = found.items.slice(0, limit)
    return { items, total: found.total, nextCursor: found.items.length > limit ? items.at(-1)!.sessionId : null }
  }),
]

/** How many finished uses wait to be charged, as far as the actor may see them. */
export async function pendingChargeCount(db: Db, actor: Actor): Promise<number> {
  return countPendingRows(db, await sightFor(db, actor), undefined)
}
