import * as z from 'zod'
import { scopesOf } from '../identity/grant.rules.ts'
import { getOrganisation, requireRightFor } from '../identity/identity.server.ts'
import { displayNames } from '../identity/name.server.ts'
import { type CheckResult, runChecks } from '../kernel/check.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import { defineJob, enqueue, work } from '../kernel/jobs.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import type { Slice } from '../kernel/perform.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { findSpan, insertClosing, listClosingRows, listMonthsWithEntries, reopenClosing, takeMonth } from './closing.sql.ts'
import { journalHandlers } from './journal.server.ts'
import {
  type Commodity,
  closeMonth,
  commodities,
  listClosings,
  listLedger,
  listLimits,
  listMonths,
  monthNotClosed,
  monthNotOver,
  reopenMonth,
  type ServicePosting,
  setLimit,
} from './ledger.contract.ts'
import { isMonthOver, isNearlyUsed, nameOfAccount, sumByAccount, transfersOf } from './ledger.rules.ts'
import {
  expireHolds,
  insertEntries,
  insertHold,
  insertReversals,
  insertServiceTransactions,
  listStandingTransactions,
  moveHeld,
  moveHeldBy,
  movePosted,
  openAccounts,
  settleHold,
} from './ledger.sql.ts'
import { listLimitRows, writeLimit } from './limit.sql.ts'
import { monthsOf, yearsOf } from './month.rules.ts'
import { monthClosedNotice, monthReopenedNotice } from './notice.contract.ts'
import { tellOfLimit, tellOfMonth } from './notice.server.ts'
import { listLedgerRows } from './row.sql.ts'
import { ledgerChecks } from './verify.sql.ts'

const expiredAtOnce = 1_000

/**
 * Posts finished services, 1 to 5,000 at once: one balanced transaction per commodity with an amount. A service that is posted
 * already is left as it is, so a retry changes nothing. @throws month_closed
 */
export async function postServices(db: Db, postings: readonly ServicePosting[]): Promise<void> {
  const transactions = postings.flatMap(transfersOf).map((transfer) => ({ ...transfer, id: newId() }))
  if (transactions.length === 0) return
  const accounts = await openAccounts(
    db,
    transactions.flatMap(({ debit, credit }) => [debit, credit]),
  )
  const written = await insertServiceTransactions(db, transactions)
  const entries = transactions
    .filter(({ id }) => written.has(id))
    .flatMap(({ id, commodity, amount, debit, credit }) => [
      { transactionId: id, lineNo: 1, accountId: accounts.get(nameOfAccount(debit))!, commodity, amount },
      { transactionId: id, lineNo: 2, accountId: accounts.get(nameOfAccount(credit))!, commodity, amount: -amount },
    ])
  if (entries.length === 0) return
  await insertEntries(db, entries)
  await movePosted(db, sumByAccount(entries))
}

/**
 * Reverses what stands of these services, at the original's effective day; of one commodity only where a price is disputed and
 * the hours are not. What is reversed already is left as it is. @throws month_closed
 */
export async function reverseServices(db: Db, serviceIds: readonly string[], only: readonly Commodity[] = commodities): Promise<void> {
  const standing = await listStandingTransactions(db, serviceIds, only)
  if (standing.length === 0) return
  await movePosted(db, sumByAccount(await insertReversals(db, standing)))
}

/** The months ('2022-05') that take nothing more as things stand: for whoever wants to say so row by row before posting. */
export async function closedMonths(db: Db): Promise<Set<string>> {
  return new Set((await listClosingRows(db)).filter((closing) => closing.reopenedAt === null).map((closing) => closing.month))
}

/**
 * Sets money aside on what a customer (the counterparty) owes an institution (the owner), until it is posted, voided or expired.
 * @returns the hold's id @throws limit_reached
 */
export async function placeHold(
  db: Db,
  hold: { ownerId: string; counterpartyId: string; amountFen: number; expiresAt: string },
): Promise<string> {
  const id = newId()
  const row = { id, ownerId: hold.ownerId, counterpartyId: hold.counterpartyId, amount: hold.amountFen, expiresAt: hold.expiresAt }
  // The limit after the hold's own row, whose reference keeps one from being set on the account unseen; rivals queue on the limit's row.
  const place = () => Promise.all([insertHold(db, row), moveHeldBy(db, id, hold.amountFen)])
  const [isPlaced, found] = await place()
  let left = found
  if (!isPlaced) {
    await receivableOf(db, hold.ownerId, hold.counterpartyId)
    left = (await place())[1]
  }
  if (left && isNearlyUsed(left, hold.amountFen))
    await tellOfLimit(db, { institutionId: hold.ownerId, customerId: hold.counterpartyId, ...left })
  return id
}

/** The account of what a customer owes an institution. */
async function receivableOf(db: Db, institutionId: string, customerId: string): Promise<string> {
  const key = { ownerId: institutionId, counterpartyId: customerId, purpose: 'receivable', commodity: 'CNY' } as const
  return (await openAccounts(db, [key])).get(nameOfAccount(key))!
}

/** Ends a hold because its service was posted, in full or in part. @returns false when it was not pending any more */
export async function postHold(db: Db, holdId: string, posted: { fen: number; transactionId: string | null }): Promise<boolean> {
  return release(db, await settleHold(db, holdId, { state: 'posted', ...posted }))
}

/** Ends a hold of which nothing came. @returns false when it was not pending any more */
export async function voidHold(db: Db, holdId: string): Promise<boolean> {
  return release(db, await settleHold(db, holdId, { state: 'voided' }))
}

async function release(db: Db, settled: { accountId: string; amount: number } | undefined): Promise<boolean> {
  if (settled) await moveHeld(db, settled.accountId, -settled.amount)
  return settled !== undefined
}

/** Recounts the book from its entries; nothing is wrong in a sound one. */
export function verifyLedger(db: Db): Promise<CheckResult[]> {
  return runChecks(db, ledgerChecks)
}

/** How many months are over, have something in them and are not closed. */
export async function openMonthCount(db: Db, today: string): Promise<number> {
  const span = await findSpan(db)
  if (!span) return 0
  const { firstYear, latest } = yearsOf(span, today)
  const years = Array.from({ length: latest - firstYear + 1 }, (_, at) => firstYear + at)
  const months = years.flatMap((year) => monthsOf(year, today)).filter((month) => isMonthOver(month, today))
  const closed = await closedMonths(db)
  return [...(await listMonthsWithEntries(db, months))].filter((month) => !closed.has(month)).length
}

export const expireHoldsJob = defineJob('expire_holds', z.object({}))

export const ledgerSlice: Slice = {
  checks: ledgerChecks,
  handlers: [
    ...journalHandlers,

    handle(closeMonth, async ({ input, actor, db, now }) => {
      if (!isMonthOver(input.month, dayOf(now))) throw monthNotOver(input)
      await takeMonth(db, input.month)
      const closing = await insertClosing(db, input.month, actor.personId)
      await tellOfMonth(db, monthClosedNotice, input.month)
      return closing
    }),

    handle(reopenMonth, async ({ input, actor, db }) => {
      await takeMonth(db, input.month)
      const reopened = await reopenClosing(db, input.month, actor.personId, input.reason)
      if (!reopened) throw monthNotClosed({ month: input.month })
      await tellOfMonth(db, monthReopenedNotice, input.month)
      return reopened
    }),

    handle(listClosings, async ({ db }) => ({ items: await listClosingRows(db) })),

    handle(listMonths, async ({ input, db, now }) => {
      const today = dayOf(now)
      const { firstYear, lastYear, latest } = yearsOf(await findSpan(db), today)
      const year = input.year ?? latest
      const months = monthsOf(year, today)
      const closings = (await listClosingRows(db)).filter((closing) => months.includes(closing.month))
      const withEntries = await listMonthsWithEntries(db, months)
      const names = await displayNames(
        db,
        closings.flatMap(({ closedBy, reopenedBy }) => [closedBy, ...(reopenedBy ? [reopenedBy] : [])]),
      )
      const nameOf = (personId: string) => names.get(personId) ?? ''
      const items = months.map((month) => {
        const own = closings
          .filter((closing) => closing.month === month)
          .map((one) => ({ ...one, closedByName: nameOf(one.closedBy), reopenedByName: one.reopenedBy && nameOf(one.reopenedBy) }))
        const isClosed = own.some((closing) => closing.reopenedAt === null)
        return { month, isOver: isMonthOver(month, today), isClosed, hasEntries: withEntries.has(month), closings: own }
      })
      return { year, firstYear, lastYear, items }
    }),

    handle(listLedger, async ({ input, actor, db }) => {
      const { cursor, limit, ...filter } = input
      const [effectiveOn, transactionId, lineNo] = cursor?.split(' ') ?? []
      const after = effectiveOn && transactionId ? { effectiveOn, transactionId, lineNo: Number(lineNo) } : undefined
      const rows = await listLedgerRows(db, scopesOf(actor, 'billing.read'), { ...filter, after, limit: limit + 1 })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      const isMore = rows.length > limit && last !== undefined
      return { items, nextCursor: isMore ? `${last.effectiveOn} ${last.transactionId} ${last.lineNo}` : null }
    }),

    handle(setLimit, async ({ input, actor, db }) => {
      const { id: institutionId, customerId, limitFen } = input
      await requireRightFor(db, actor, 'ledger.limit', institutionId)
      if (!(await getOrganisation(db, customerId))) throw notFound({ what: 'customer' })
      await writeLimit(db, await receivableOf(db, institutionId, customerId), limitFen)
      const [limit = null] = await listLimitRows(db, institutionId, customerId)
      return { limit }
    }),

    handle(listLimits, async ({ input, actor, db }) => {
      await requireRightFor(db, actor, 'ledger.limit', input.id)
      return { items: await listLimitRows(db, input.id, null) }
    }),
  ],
  workers: [
    work(
      expireHoldsJob,
      async ({ db, now }) => {
        const expired = await expireHolds(db, now, expiredAtOnce)
        for (const { accountId, amount } of sumByAccount(expired)) await moveHeld(db, accountId, -amount)
        if (expired.length === expiredAtOnce) await enqueue(db, expireHoldsJob, {})
      },
      { every: '*/10 * * * *' },
    ),
  ],
}
