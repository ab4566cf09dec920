// Money that a granted case is paid: by whom, when, on which list, and what became of it. The book records; it does not pay.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { fundExhausted, fundSources, fundTaken, monthClosed } from '../ledger/ledger.contract.ts'
import { paymentWords as words } from './payment.words.ts'
import { Sentence } from './procedure.contract.ts'

export const fundMissing = defineError<{ year: number }>('fund_missing', 409, words.fundMissing)
export const payerUnfit = defineError('payer_unfit', 422, words.payerUnfit)
export const partsTooMany = defineError('parts_too_many', 422, words.partsTooMany)
export const nothingDue = defineError('nothing_due', 409, words.nothingDue)
export const untilLater = defineError('until_later', 422, words.untilLater)
export const receiptUnreadable = defineError('receipt_unreadable', 422, words.receiptUnreadable)
export const claimExceeded = defineError<{ leftYuan: string }>('claim_exceeded', 422, words.claimExceeded)
export const planDiffers = defineError<{ planYuan: string; wantedYuan: string }>('plan_differs', 409, words.planDiffers)
export const accountWrong = defineError('account_wrong', 422, words.accountWrong)

const pays = 'procedures.pay'
const fenMost = 10_000_000_000_000
const text = (most: number) => z.string().trim().min(1).max(most)

const FundLine = z.object({
  id: z.uuid(),
  holderId: z.uuid(),
  holderName: z.string(),
  source: z.enum(fundSources),
  budgetCode: z.string(),
  year: z.int(),
  title: z.string(),
  appropriatedFen: z.int(),
  /** Promised and not paid yet. */
  committedFen: z.int(),
  paidFen: z.int(),
  leftFen: z.int(),
  /** Came back to the source; the line does not spend it again. */
  recoveredFen: z.int(),
  documents: z.array(z.object({ documentNo: z.string(), fen: z.int(), appropriatedOn: z.string() })),
  programmes: z.array(z.object({ programmeId: z.uuid(), name: Sentence, basisPoints: z.int() })),
})
export type FundLine = z.infer<typeof FundLine>

/** Opens a budget line of the officer's organisation with its first appropriation. */
export const openFundLine = operation({
  name: 'openFundLine',
  title: words.openFundLine,
  method: 'POST',
  path: '/api/funds',
  permission: pays,
  input: z.object({
    holderId: z.uuid(),
    source: z.enum(fundSources),
    budgetCode: text(40),
    year: z.int().min(1990).max(2199),
    title: text(100),
    fen: z.int().min(1).max(fenMost),
    documentNo: text(60),
  }),
  output: FundLine,
  errors: [notFound, fundTaken, monthClosed],
  creates: true,
  inPerson: true,
})

/** Gives a line more by a document, or takes back (a negative amount) what is neither committed nor paid. */
export const appropriateFunds = operation({
  name: 'appropriateFunds',
  title: words.appropriateFunds,
  method: 'POST',
  path: '/api/funds/{id}/appropriations',
  permission: pays,
  input: z.object({
    id: z.uuid(),
    fen: z
      .int()
      .min(-fenMost)
      .max(fenMost)
      .refine((fen) => fen !== 0),
    documentNo: text(60),
  }),
  output: FundLine,
  errors: [notFound, fundExhausted, monthClosed],
  creates: true,
  inPerson: true,
})

/** What part of a programme's awards a line pays, in ten-thousandths, of instalments due in the line's year; 0 ends it. */
export const fundProgramme = operation({
  name: 'fundProgramme',
  title: words.fundProgramme,
  method: 'POST',
  path: '/api/funds/{id}/programmes',
  permission: pays,
  input: z.object({ id: z.uuid(), programmeId: z.uuid(), basisPoints: z.int().min(0).max(10_000) }),
  output: FundLine,
  errors: [notFound, payerUnfit, partsTooMany, fundExhausted],
  inPerson: true,
})

/** The budget lines of the officer's organisations, and the programmes they could pay. */
export const listFundLines = operation({
  name: 'listFundLines',
  title: words.listFundLines,
  method: 'GET',
  path: '/api/funds',
  permission: pays,
  input: z.object({}),
  output: z.object({
    items: z.array(FundLine),
    holders: z.array(z.object({ id: z.uuid(), name: z.string() })),
    programmes: z.array(z.object({ id: z.uuid(), name: Sentence, documentNo: z.string() })),
  }),
  errors: [],
})

/** The shares of instalments that a budget line's sums are made of. */
export const listFundShares = operation({
  name: 'listFundShares',
  title: words.listFundShares,
  method: 'GET',
  path: '/api/funds/{id}/shares',
  permission: pays,
  input: z.object({
    id: z.uuid(),
    show: z.enum(['all', 'committed', 'paid', 'recovered']).default('all'),
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        caseNo: z.string(),
        procedure: Sentence,
        lineNumber: z.int(),
        dueOn: z.string(),
        fen: z.int(),
        state: z.enum(['payable', 'listed', 'paid', 'stopped']),
        /** The last list it was on. */
        listId: z.uuid().nullable(),
        listNo: z.string().nullable(),
        paidOn: z.string().nullable(),
        recoveredFen: z.int(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  errors: [notFound],
})

/** Why what is not paid of a plan is stopped. */
export const stopReasons = ['revoked', 'declined', 'check_failed'] as const
export type StopReason = (typeof stopReasons)[number]
const lineStates = ['waiting', 'unchecked', 'frozen', 'payable', 'listed', 'paid', 'stopped'] as const
export const PaymentPlan = z.object({
  fen: z.int(),
  paidFen: z.int(),
  payableFen: z.int(),
  stoppedFen: z.int(),
  /** To come back, and come back. */
  claimedFen: z.int(),
  recoveredFen: z.int(),
  stoppedFor: z.enum(stopReasons).nullable(),
  /** Masked; whole only on the frozen list that goes to the bank. */
  payee: z.object({ name: z.string(), account: z.string(), bank: z.string(), mayChange: z.boolean() }).nullable(),
  lines: z.array(
    z.object({
      number: z.int(),
      fen: z.int(),
      dueOn: z.string(),
      needsCheck: z.boolean(),
      checkedOn: z.string().nullable(),
      state: z.enum(lineStates),
      shares: z.array(
        z.object({
          payer: z.string(),
          fen: z.int(),
          state: z.enum(['payable', 'listed', 'paid', 'stopped']),
          paidOn: z.string().nullable(),
          /** Why the bank returned it, the last time. */
          reason: z.string().nullable(),
        }),
      ),
    }),
  ),
})
export type PaymentPlan = z.infer<typeof PaymentPlan>

/** What a granted case is paid and what became of it, for whoever may see the case; null where nothing is. */
export const getPaymentPlan = operation({
  name: 'getPaymentPlan',
  title: words.getPaymentPlan,
  method: 'GET',
  path: '/api/cases/{id}/payments',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ plan: PaymentPlan.nullable() }),
  errors: [notFound],
  readsPersonalData: true,
})

/** The applicant names another account of the payee; what is on a list already goes to the one before. */
export const changePayee = operation({
  name: 'changePayee',
  title: words.changePayee,
  method: 'POST',
  path: '/api/cases/{id}/payee',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), account: z.string().trim().max(40), bank: text(100) }),
  output: z.object({ plan: PaymentPlan.nullable() }),
  errors: [notFound, accountWrong],
  inPerson: true,
})

/** What the officer's organisations have to pay until a day, what fell due first first. */
export const listDuePayments = operation({
  name: 'listDuePayments',
  title: words.listDuePayments,
  method: 'GET',
  path: '/api/payments/due',
  permission: pays,
  input: z.object({ until: daySent.optional(), limit: z.coerce.number().int().min(1).max(500).default(200) }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        holderId: z.uuid(),
        caseNo: z.string(),
        procedure: Sentence,
        payeeName: z.string(),
        lineNumber: z.int(),
        lineCount: z.int(),
        fen: z.int(),
        dueOn: z.string(),
        /** Why it may not be paid now: its yearly check is not passed. */
        isUnchecked: z.boolean(),
        /** Or because what was granted rests. */
        isFrozen: z.boolean(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  errors: [],
  readsPersonalData: true,
})

const List = z.object({
  id: z.uuid(),
  listNo: z.string(),
  holderId: z.uuid(),
  holderName: z.string(),
  fen: z.int(),
  itemCount: z.int(),
  digest: z.string(),
  madeBy: z.string(),
  frozenAt: z.string(),
  sent: z.int(),
  paid: z.int(),
  returned: z.int(),
  paidFen: z.int(),
})
export type PaymentList = z.infer<typeof List>

/** Puts everything on a list that an organisation may pay until a day, and freezes it with its digest. */
export const makePaymentList = operation({
  name: 'makePaymentList',
  title: words.makePaymentList,
  method: 'POST',
  path: '/api/payments/lists',
  permission: pays,
  input: z.object({ holderId: z.uuid(), until: daySent }),
  output: List,
  errors: [notFound, untilLater, nothingDue],
  creates: true,
  inPerson: true,
})

export const listPaymentLists = operation({
  name: 'listPaymentLists',
  title: words.listPaymentLists,
  method: 'GET',
  path: '/api/payments/lists',
  permission: pays,
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(List), nextCursor: z.string().nullable() }),
  errors: [],
})

/** A list with its lines; names and accounts masked. */
export const getPaymentList = operation({
  name: 'getPaymentList',
  title: words.getPaymentList,
  method: 'GET',
  path: '/api/payments/lists/{id}',
  permission: pays,
  input: z.object({ id: z.uuid() }),
  output: List.extend({
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.int(),
        caseNo: z.string(),
        lineNumber: z.int(),
        payeeName: z.string(),
        account: z.string(),
        fen: z.int(),
        state: z.enum(['sent', 'paid', 'returned']),
        settledOn: z.string().nullable(),
        reference: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
  errors: [notFound],
  readsPersonalData: true,
})

/** The list as the bank or the treasury takes it, with whole names and accounts: the only place that shows them, and it leaves its trace. */
export const exportPaymentList = operation({
  name: 'exportPaymentList',
  title: words.exportPaymentList,
  method: 'GET',
  path: '/api/payments/lists/{id}/file',
  permission: pays,
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
  errors: [notFound],
  answer: 'stream',
  inPerson: true,
  readsPersonalData: true,
})

/** What the bank says of a list, as CSV: good rows are recorded, wrong ones are named; the same file again changes nothing. */
export const recordReceipts = operation({
  name: 'recordReceipts',
  title: words.recordReceipts,
  method: 'POST',
  path: '/api/payments/lists/{id}/receipts',
  permission: pays,
  input: z.object({ id: z.uuid(), text: z.string().min(1).max(1_000_000) }),
  output: z.object({
    paid: z.int(),
    returned: z.int(),
    known: z.int(),
    wrong: z.array(z.object({ row: z.int(), code: z.string(), text: Sentence })),
    list: List,
  }),
  errors: [notFound, receiptUnreadable, monthClosed],
  inPerson: true,
})

const Claim = z.object({
  id: z.uuid(),
  caseNo: z.string(),
  lineNumber: z.int(),
  holderName: z.string(),
  fen: z.int(),
  recoveredFen: z.int(),
  raisedOn: z.string(),
})

/** What was paid and must come back to the officer's organisations, open claims first. */
export const listClaims = operation({
  name: 'listClaims',
  title: words.listClaims,
  method: 'GET',
  path: '/api/payments/claims',
  permission: pays,
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(200) }),
  output: z.object({ items: z.array(Claim) }),
  errors: [],
})

export const recordRecovery = operation({
  name: 'recordRecovery',
  title: words.recordRecovery,
  method: 'POST',
  path: '/api/payments/claims/{id}/recoveries',
  permission: pays,
  input: z.object({ id: z.uuid(), fen: z.int().min(1).max(fenMost), receivedOn: daySent, reference: text(60) }),
  output: Claim,
  errors: [notFound, claimExceeded, untilLater, monthClosed],
  creates: true,
  inPerson: true,
})
