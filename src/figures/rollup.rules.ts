/** What a writer adds to a roll-up: signed sums, one for every record written (+) or superseded (−). Money in 分, time in seconds. */
export type Delta = {
  rollup: 'service'
  /** The organisation whose record it is. */
  scopeId: string
  /** The first day of the month the record counts in. */
  effectiveMonth: string
  /** The party as written in the record; a name that is settled later counts as its organisation by itself, nobody moves deltas. */
  customerId: string
  customerKind: CustomerKind
  audience: 'external' | 'internal'
  recordCount: number
  seconds: number
  accruedFen: number
  invoicedFen: number
  receivedFen: number
}
/** `unknown` is a customer known only by name. */
export type CustomerKind = 'firm' | 'other' | 'unknown'

/** How a roll-up is counted again from the records behind it; declared by the slice that owns the records. */
export type RollupDeclaration = {
  name: Delta['rollup']
  /** SQL over published views that gives scope_id, effective_month, customer_id, customer_kind, audience and the five sums of what stands now. */
  recount: string
}

/** Sums over external and internal users, and how many distinct customers have a record left. */
export type RollupSums = {
  recordCount: number
  internalRecordCount: number
  externalSeconds: number
  internalSeconds: number
  accruedFen: number
  internalAccruedFen: number
  invoicedFen: number
  receivedFen: number
  /** Distinct external customers that are known organisations. */
  unitCount: number
  firmCount: number
  firmRecordCount: number
  firmSeconds: number
  firmAccruedFen: number
  firmInvoicedFen: number
  firmReceivedFen: number
  /** Distinct external customers known only by name, and what they used: inside the sums above, apart from the units. */
  unresolvedCount: number
  unresolvedRecordCount: number
  unresolvedSeconds: number
  unresolvedAccruedFen: number
}
/** A customer of a period with what is left of their records. */
export type RollupCustomer = {
  customerId: string
  kind: CustomerKind
  name: string | null
  institutionCount: number
  recordCount: number
  seconds: number
  accruedFen: number
}
export type RollupRow = RollupSums & { key: string }

/** Dimensions a roll-up can be told apart by. */
export const rollupDimensions = ['institution', 'prefecture', 'institutionKind', 'customerKind', 'month', 'customerCounty'] as const
export type RollupDimension = (typeof rollupDimensions)[number]

/** A period of whole months as the years and single months it is made of. @param from first day of a month @param to first day after */
export function splitPeriod(from: string, to: string): { years: string[]; months: string[] } {
  const years: string[] = []
  const months: string[] = []
  for (let month = from; month < to; ) {
    const nextYear = `${Number(month.slice(0, 4)) + 1}-01-01`
    const isWholeYear = month.endsWith('-01-01') && nextYear <= to
    ;(isWholeYear ? years : months).push(month)
    month = isWholeYear ? nextYear : nextMonth(month)
  }
  return { years, months }
}

/** The first day of the month after the one that begins on a day. */
export function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))]
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
}
