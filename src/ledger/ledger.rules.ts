import type { Commodity, Purpose, ServicePosting } from './ledger.contract.ts'

/** What tells one account from another: its owner, the other side, what it is for, and in what it counts. */
export type AccountKey = { ownerId: string; counterpartyId: string | null; purpose: Purpose; commodity: Commodity }
/** One transaction to be: the amount goes from the credited account to the debited one. */
export type Transfer = {
  serviceId: string
  effectiveOn: string
  commodity: Commodity
  debit: AccountKey
  credit: AccountKey
  amount: number
}

/**
 * The transactions of a finished service, one per commodity that has an amount. Money stands in the institution's own two
 * accounts with that customer; time and samples go from the institution that gave them to the customer who used them.
 */
export function transfersOf(posting: ServicePosting): Transfer[] {
  const { serviceId, effectiveOn, institutionId, customerId } = posting
  const given = (purpose: Purpose, commodity: Commodity): AccountKey => ({
    ownerId: institutionId,
    counterpartyId: customerId,
    purpose,
    commodity,
  })
  const used = (purpose: Purpose, commodity: Commodity): AccountKey => ({
    ownerId: customerId,
    counterpartyId: institutionId,
    purpose,
    commodity,
  })
  const transfers: Transfer[] = []
  const add = (commodity: Commodity, amount: number, debit: AccountKey, credit: AccountKey) =>
    amount > 0 ? transfers.push({ serviceId, effectiveOn, commodity, debit, credit, amount }) : 0
  add('CNY', posting.fen, given('receivable', 'CNY'), given('service_income', 'CNY'))
  add('TIME', posting.seconds, used('time_used', 'TIME'), given('time_given', 'TIME'))
  add('SAMPLE', posting.samples, used('samples_tested', 'SAMPLE'), given('samples_given', 'SAMPLE'))
  return transfers
}

/** One text for one account, so that a map can hold them. */
export function nameOfAccount(key: AccountKey): string {
  return [key.ownerId, key.counterpartyId ?? '', key.purpose, key.commodity].join(' ')
}

/** The sum of every account's movements, in the order of the accounts' ids: the order in which they are locked. */
export function sumByAccount(movements: readonly { accountId: string; amount: number }[]): { accountId: string; amount: number }[] {
  const sums = new Map<string, number>()
  for (const { accountId, amount } of movements) sums.set(accountId, (sums.get(accountId) ?? 0) + amount)
  return [...sums]
    .map(([accountId, amount]) => ({ accountId, amount }))
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
}

/** Whether a month can be closed on a day: it has to be over, for services are finished on any day of it. */
export function isMonthOver(month: string, today: string): boolean {
  return month < today.slice(0, 7)
}

/** Whether this hold is the one after which less than a tenth of a limit is left: both sides are told once, not at every hold. */
export function isNearlyUsed({ limitFen, leftFen }: { limitFen: number; leftFen: number }, heldFen: number): boolean {
  return leftFen * 10 < limitFen && (leftFen + heldFen) * 10 >= limitFen
}
