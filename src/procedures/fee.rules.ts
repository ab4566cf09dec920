// What is withheld from an expert's fee, and what makes a list of fees the list it is.

/** 劳务报酬 as a payer withholds tax from it: what a payment is reduced by, and the bands of what is left. */
export type TaxRule = {
  readonly documentNo: string
  readonly smallLimitFen: number
  readonly smallDeductionFen: number
  readonly deductionBasisPoints: number
  readonly bands: readonly { readonly upToFen: number | null; readonly basisPoints: number; readonly quickFen: number }[]
}

/** A part of an amount in ten-thousandths, to the whole fen. */
const partOf = (fen: number, basisPoints: number) => Math.round((fen * basisPoints) / 10_000)

/** The tax on one payment, in fen (个人所得税扣缴申报管理办法（试行）, 国家税务总局公告2018年第61号, article 8 and table 2). */
export function taxOf(grossFen: number, rule: TaxRule): number {
  const deduction = grossFen <= rule.smallLimitFen ? rule.smallDeductionFen : partOf(grossFen, rule.deductionBasisPoints)
  const left = Math.max(0, grossFen - deduction)
  const band = rule.bands.find(({ upToFen }) => upToFen === null || left <= upToFen)!
  return partOf(left, band.basisPoints) - band.quickFen
}

/**
 * What is withheld now, where the same payer paid the same person before in the month: what is paid for one thing in a month is one
 * payment (个人所得税法实施条例, article 14(1)).
 */
export function withheldOf(grossFen: number, before: { grossFen: number; taxFen: number }, rule: TaxRule): number {
  return Math.max(0, taxOf(before.grossFen + grossFen, rule) - before.taxFen)
}

export type FeeItemText = {
  id: string
  number: number
  personId: string
  grossFen: number
  taxFen: number
  accountKey: string
  seatIds: readonly string[]
}
/** Everything that makes a list of fees the list it is, as one text. */
export function feeListText(list: { listNo: string; holderId: string; month: string; items: readonly FeeItemText[] }): string {
  const lines = list.items
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, id, personId, grossFen, taxFen, accountKey, seatIds }) =>
      [number, id, personId, grossFen, taxFen, accountKey, ...seatIds.toSorted()].join(' '),
    )
  return [list.listNo, list.holderId, list.month, ...lines].join('\n')
}
