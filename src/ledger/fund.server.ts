// Budget lines in the book: appropriated, committed, paid, given back. The book records; what pays is the treasury or the bank.
import { insertFundParty } from '../identity/party.server.ts'
import type { Db } from '../kernel/db.ts'
import { newId } from '../kernel/id.ts'
import {
  type FundTransaction,
  insertAppropriation,
  insertCommitments,
  insertFund,
  insertFundLimit,
  insertFundTransactions,
  listFundRows,
  listPaymentsOf,
  moveFundLimit,
  type NewFund,
  settleCommitments,
  type TakenFund,
  takeFundRows,
} from './fund.sql.ts'
import { fundExhausted, type Purpose } from './ledger.contract.ts'
import { type AccountKey, nameOfAccount, sumByAccount } from './ledger.rules.ts'
import { insertEntries, insertReversals, movePosted, openAccounts } from './ledger.sql.ts'

const accountOf = (fund: { id: string; holderId: string }, purpose: Purpose): AccountKey => ({
  ownerId: fund.holderId,
  counterpartyId: fund.id,
  purpose,
  commodity: 'CNY',
})

type Move = Omit<FundTransaction, 'id'> & { fund: { id: string; holderId: string }; debit: Purpose; credit: Purpose; fen: number }

/** One balanced transaction for each move; a negative amount goes the other way. @returns their ids @throws month_closed */
async function post(db: Db, moves: readonly Move[]): Promise<string[]> {
  const rows = moves.map((move) => ({ ...move, id: newId() }))
  const keys = rows.flatMap(({ fund, debit, credit }) => [accountOf(fund, debit), accountOf(fund, credit)])
  const accounts = await openAccounts(db, keys)
  await insertFundTransactions(db, rows)
  const entries = rows.flatMap(({ id, fund, debit, credit, fen }) => [
    { transactionId: id, lineNo: 1, accountId: accounts.get(nameOfAccount(accountOf(fund, debit)))!, commodity: 'CNY', amount: fen },
    { transactionId: id, lineNo: 2, accountId: accounts.get(nameOfAccount(accountOf(fund, credit)))!, commodity: 'CNY', amount: -fen },
  ])
  await insertEntries(db, entries)
  await movePosted(db, sumByAccount(entries))
  return rows.map((row) => row.id)
}

/** Opens a budget line with nothing on it. @returns its id @throws fund_taken */
export async function openFund(db: Db, fund: NewFund): Promise<string> {
  const id = newId()
  await insertFundParty(db, id)
  await insertFund(db, id, fund)
  const key = accountOf({ id, holderId: fund.holderId }, 'spending')
  await insertFundLimit(db, (await openAccounts(db, [key])).get(nameOfAccount(key))!)
  return id
}

/** Budget lines, taken; whoever commits waits for whoever has them. */
export async function takeFunds(db: Db, ids: readonly string[]): Promise<Map<string, TakenFund>> {
  return new Map((await takeFundRows(db, ids)).map((fund) => [fund.id, fund]))
}

/** Gives a line money by a document, or takes from it what is not committed yet. @throws fund_exhausted, month_closed */
export async function appropriate(
  db: Db,
  one: { fundLineId: string; fen: number; documentNo: string; day: string; by: string },
): Promise<void> {
  const fund = (await takeFunds(db, [one.fundLineId])).get(one.fundLineId)!
  requireLeft([{ fundLineId: fund.id, fen: -one.fen }], new Map([[fund.id, fund]]))
  const id = newId()
  await insertAppropriation(db, { ...one, id })
  await moveFundLimit(db, fund.accountId, one.fen)
  await post(db, [{ kind: 'funding', effectiveOn: one.day, sourceId: id, fund, debit: 'funding', credit: 'appropriation', fen: one.fen }])
}

/** Whether what is wanted of each line is left on it: asked before anything is written. @throws fund_exhausted */
export function requireLeft(wanted: readonly { fundLineId: string; fen: number }[], funds: ReadonlyMap<string, TakenFund>): void {
  const sums = new Map<string, number>()
  for (const { fundLineId, fen } of wanted) sums.set(fundLineId, (sums.get(fundLineId) ?? 0) + fen)
  for (const [id, fen] of sums) {
    const leftFen = funds.get(id)!.leftFen
    if (fen > leftFen) throw fundExhausted({ leftFen, wantedFen: fen })
  }
}

/** Commits money of lines that were taken. @returns a hold for each, in their order @throws fund_exhausted */
export async function commitFunds(
  db: Db,
  wanted: readonly { fundLineId: string; fen: number }[],
  funds: ReadonlyMap<string, TakenFund>,
): Promise<string[]> {
  requireLeft(wanted, funds)
  const holds = wanted.map(({ fundLineId, fen }) => ({ accountId: funds.get(fundLineId)!.accountId, fen }))
  return insertCommitments(db, holds)
}

/** Gives up commitments: what they held is free again. */
export async function releaseFunds(db: Db, holdIds: readonly string[]): Promise<void> {
  const holds = holdIds.map((holdId) => ({ holdId, transactionId: null }))
  await settleCommitments(db, holds, 'voided')
}

export type FundPayment = { sourceId: string; holdId: string; fundLineId: string; fen: number; paidOn: string }

/** Records payments of what was committed, each once for its source. @throws month_closed */
export async function payFromFunds(db: Db, payments: readonly FundPayment[]): Promise<void> {
  const funds = await takeFunds(db, [...new Set(payments.map((one) => one.fundLineId))])
  const moves = payments.map(({ sourceId, fundLineId, fen, paidOn }): Move => {
    const fund = funds.get(fundLineId)!
    return { kind: 'payment', effectiveOn: paidOn, sourceId, fund, debit: 'spending', credit: 'funding', fen }
  })
  const transactions = await post(db, moves)
  const settled = payments.map(({ holdId }, at) => ({ holdId, transactionId: transactions[at]! }))
  await settleCommitments(db, settled, 'posted')
}

/** Takes payments back that the bank returned: the money is free on its line again. @throws month_closed */
export async function reversePayments(db: Db, sourceIds: readonly string[]): Promise<void> {
  await movePosted(db, sumByAccount(await insertReversals(db, await listPaymentsOf(db, sourceIds))))
}

/** Records that money once paid came back to its source; the line does not spend it again. @throws month_closed */
export async function recoverToFund(db: Db, one: { sourceId: string; fundLineId: string; fen: number; receivedOn: string }): Promise<void> {
  const fund = (await takeFunds(db, [one.fundLineId])).get(one.fundLineId)!
  const { sourceId, fen, receivedOn } = one
  await post(db, [{ kind: 'recovery', effectiveOn: receivedOn, sourceId, fund, debit: 'returned', credit: 'recovered', fen }])
}

export const listFunds = listFundRows
