import type { ReceiptReason } from './receipt.contract.ts'

/** What was invoiced and received for a service so far, in all. */
export type Receipt = {
  invoiceNo: string | null
  invoicedFen: number
  invoicedOn: string | null
  receivedFen: number
  receivedOn: string | null
}

/** What stands once a receipt is recorded: what it does not mention stays, and a day of nothing is no day. */
export function receiptAfter(before: Receipt, given: { [K in keyof Receipt]?: Receipt[K] | undefined }): Receipt {
  const { invoiceNo, invoicedFen, invoicedOn, receivedFen, receivedOn } = before
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const after: Receipt = { invoiceNo, invoicedFen, invoicedOn, receivedFen, receivedOn, ...stated }
  return {
    ...after,
    invoicedOn: after.invoiceNo === null && after.invoicedFen === 0 ? null : after.invoicedOn,
    receivedOn: after.receivedFen === 0 ? null : after.receivedOn,
  }
}

/** What stands against recording it; none when it may be. @param accruedFen the service's amount @param today day in Shanghai */
export function receiptReasons(before: Receipt, after: Receipt, accruedFen: number, today: string): ReceiptReason[] {
  const keys = Object.keys(after) as (keyof Receipt)[]
  const isInvoiceChanged = (['invoiceNo', 'invoicedFen', 'invoicedOn'] as const).some((key) => before[key] !== after[key])
  const reasons: [ReceiptReason['code'], boolean][] = [
    ['nothing_changed', keys.every((key) => before[key] === after[key])],
    ['invoice_without_number', after.invoiceNo === null && after.invoicedFen > 0],
    // Records of earlier years came with an invoice and no day: they may stay so while only money comes in.
    ['invoice_without_day', isInvoiceChanged && after.invoiceNo !== null && after.invoicedOn === null],
    ['received_without_day', after.receivedFen > 0 && after.receivedOn === null],
    ['invoiced_more_than_accrued', isInvoiceChanged && after.invoicedFen > accruedFen],
    ['received_more_than_accrued', after.receivedFen > accruedFen],
    ['day_in_future', [after.invoicedOn, after.receivedOn].some((day) => day !== null && day > today)],
  ]
  return reasons.flatMap(([code, isSo]) => (isSo ? [{ code }] : []))
}
