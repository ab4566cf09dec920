import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { monthClosed } from '../ledger/ledger.contract.ts'
import { fen, ServiceHistory, serviceChangedMeanwhile, serviceVoided } from './billing.contract.ts'
import { receiptWords as words } from './receipt.words.ts'

export const receiptReasonCodes = [
  'nothing_changed',
  'invoice_without_number',
  'invoice_without_day',
  'received_without_day',
  'invoiced_more_than_accrued',
  'received_more_than_accrued',
  'day_in_future',
] as const
/** Why an invoice or a receipt is refused; its sentence is `reason_<code>`. */
export type ReceiptReason = { code: (typeof receiptReasonCodes)[number] }

export const receiptRefused = defineError<{ count: number; reasons: ReceiptReason[] }>('receipt_refused', 422, words.receiptRefused)

/** What was invoiced and what was received for a service, as it stands in all, not what came in addition; what is not mentioned stays. */
export const recordReceipt = operation({
  name: 'recordReceipt',
  title: words.recordReceipt,
  method: 'POST',
  path: '/api/services/{serviceNo}/receipt',
  permission: 'billing.receive',
  input: z.object({
    serviceNo: z.uuid(),
    /** The id of the version the receipt is meant for. */
    versionId: z.uuid(),
    invoiceNo: z.string().trim().min(1).max(100).nullable().optional(),
    invoicedFen: fen.optional(),
    invoicedOn: z.iso.date().nullable().optional(),
    receivedFen: fen.optional(),
    receivedOn: z.iso.date().nullable().optional(),
    note: z.string().trim().max(500).default(''),
  }),
  output: ServiceHistory,
  errors: [notFound, notPermitted, serviceVoided, serviceChangedMeanwhile, receiptRefused, monthClosed],
})
