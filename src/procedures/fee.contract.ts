// 专家咨询费: what experts are owed for sheets they handed in, put on frozen lists for an organisation's finance, with the tax withheld.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { feeWords as words } from './fee.words.ts'
import { nothingDue, payerUnfit, untilLater } from './payment.contract.ts'

export const feesPaid = defineError('fees_paid', 409, words.feesPaid)

const Due = z.object({
  divisionCode: z.string(),
  personId: z.uuid(),
  displayName: z.string(),
  title: z.string(),
  /** What the expert has not told yet, and what they cannot be listed without. */
  missing: z.array(z.enum(['id_number', 'bank_account'])),
  grossFen: z.int(),
  cases: z.array(z.object({ caseNo: z.string(), handedInAt: z.string(), fen: z.int() })),
})
export type DueFee = z.infer<typeof Due>

/** What experts are owed in the divisions whose procedures the reader directs, before tax, and is on no list yet. */
export const listDueFees = operation({
  name: 'listDueFees',
  title: words.listDueFees,
  method: 'GET',
  path: '/api/review-fees/due',
  permission: 'procedures.direct',
  input: z.object({}),
  output: z.object({ items: z.array(Due) }),
  errors: [],
  readsPersonalData: true,
})

const List = z.object({
  id: z.uuid(),
  listNo: z.string(),
  divisionCode: z.string(),
  holderId: z.uuid(),
  holderName: z.string(),
  month: z.string(),
  grossFen: z.int(),
  taxFen: z.int(),
  itemCount: z.int(),
  /** By what the tax was reckoned. */
  taxDocumentNo: z.string(),
  digest: z.string(),
  madeBy: z.string(),
  frozenAt: z.string(),
  paidOn: z.string().nullable(),
  reference: z.string().nullable(),
  /** Whether the reader may record that it was paid. */
  mayPay: z.boolean(),
})
export type FeeList = z.infer<typeof List>

/** Lists what is due in a division for whom one organisation of government pays, reckons the tax and freezes it. Who told no account waits. */
export const makeFeeList = operation({
  name: 'makeFeeList',
  title: words.makeFeeList,
  method: 'POST',
  path: '/api/review-fees/lists',
  permission: 'procedures.direct',
  input: z.object({ divisionCode: z.string().regex(/^\d{6}$/), holderId: z.uuid() }),
  output: List,
  errors: [notFound, payerUnfit, nothingDue],
  creates: true,
  inPerson: true,
})

/** The lists of the divisions the reader directs and of the organisations they pay for, the latest first. */
export const listFeeLists = operation({
  name: 'listFeeLists',
  title: words.listFeeLists,
  method: 'GET',
  path: '/api/review-fees/lists',
  permission: 'signed_in',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(List), nextCursor: z.string().nullable() }),
  errors: [],
})

/** A list with its lines; names and accounts masked. */
export const getFeeList = operation({
  name: 'getFeeList',
  title: words.getFeeList,
  method: 'GET',
  path: '/api/review-fees/lists/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: List.extend({
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.int(),
        name: z.string(),
        account: z.string(),
        caseNos: z.array(z.string()),
        grossFen: z.int(),
        taxFen: z.int(),
      }),
    ),
  }),
  errors: [notFound],
  readsPersonalData: true,
})

/** The list as finance pays and declares it, with whole names, numbers and accounts: the only place that shows them, and it leaves its trace. */
export const exportFeeList = operation({
  name: 'exportFeeList',
  title: words.exportFeeList,
  method: 'GET',
  path: '/api/review-fees/lists/{id}/file',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  answer: 'stream',
  inPerson: true,
  readsPersonalData: true,
})

/** Finance records on which day a list was paid, and by which voucher. */
export const recordFeePayment = operation({
  name: 'recordFeePayment',
  title: words.recordFeePayment,
  method: 'POST',
  path: '/api/review-fees/lists/{id}/payment',
  permission: 'procedures.pay',
  input: z.object({ id: z.uuid(), paidOn: daySent, reference: z.string().trim().min(1).max(60) }),
  output: List,
  errors: [notFound, untilLater, feesPaid],
  inPerson: true,
})
