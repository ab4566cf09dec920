// A test that both sides agreed on 委托: contract, samples, test, report, acceptance, rating.
import * as z from 'zod'
import { Attachment, attachmentNotReady, attachmentTaken, attachmentUnsafe } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { orderWords as words } from './order.words.ts'
import { TestRequest } from './request.contract.ts'

/** The clauses that a contract has. @source 国科发基〔2017〕289号 article 13: content, intellectual property, secrecy, damages, breach, disputes */
export const clauseNames = ['content', 'property', 'secrecy', 'damages', 'breach', 'disputes'] as const
export const orderStates = [
  ...(['drafted', 'to_revise', 'agreed', 'received', 'testing', 'reported', 'objected', 'accepted', 'cancelled'] as const),
] as const
export type OrderState = (typeof orderStates)[number]
export const orderSteps = [
  ...(['draft', 'agree', 'ask_change', 'receive', 'store', 'start', 'report', 'accept', 'object'] as const),
  ...(['pay', 'return_samples', 'dispose_samples', 'rate', 'cancel'] as const),
] as const
export type OrderStep = (typeof orderSteps)[number]
/** Steps that need nothing but a word, or a reason. */
export const plainSteps = [
  ...([
    'agree',
    'ask_change',
    'receive',
    'store',
    'start',
    'accept',
    'object',
    'pay',
    'return_samples',
    'dispose_samples',
    'cancel',
  ] as const),
] as const
export const stepProblems = ['not_yours', 'wrong_state', 'done_already', 'not_accepted'] as const
export const reportPurpose = 'test_report'

export const orderStepWrong = defineError<{ reasons: (typeof stepProblems)[number][] }>('order_step_wrong', 409, words.orderStepWrong)
export const orderNoteMissing = defineError('order_note_missing', 422, words.orderNoteMissing)
export const reportUnknown = defineError('report_unknown', 404, words.reportUnknown)

const clause = z.string().trim().min(4).max(2000)
/** The six clauses of a contract, by name. */
const Clauses = z.object(
  Object.fromEntries(clauseNames.map((name) => [name, clause])) as Record<(typeof clauseNames)[number], typeof clause>,
)

export type Clauses = z.infer<typeof Clauses>

const Order = z.object({
  number: z.string(),
  state: z.enum(orderStates),
  clauses: Clauses,
  turnaroundDays: z.int(),
  /** By when the report is due: so many working days after the samples came; null until then. */
  dueOn: z.string().nullable(),
  paysFirst: z.boolean(),
  paidAt: z.string().nullable(),
  custody: z.enum(['none', 'received', 'stored', 'returned', 'disposed']),
  rating: z.object({ stars: z.int(), words: z.string(), ratedAt: z.string() }).nullable(),
  recordedAt: z.string(),
})

export const OrderShown = z.object({
  request: TestRequest,
  /** Null until the institution drafts a contract. */
  order: Order.nullable(),
  /** Which side the reader is on; whoever is on both does both sides' steps. */
  sides: z.array(z.enum(['customer', 'institution'])),
  /** Every step with the reasons why the reader may not take it; none when they may. */
  acts: z.array(z.object({ step: z.enum(orderSteps), reasons: z.array(z.enum(stepProblems)) })),
  /** The latest last. Its files have no link for the customer while they wait for the payment. */
  reports: z.array(
    z.object({
      id: z.uuid(),
      reportNo: z.string(),
      code: z.string(),
      issuedAt: z.string(),
      isHeldBack: z.boolean(),
      files: z.array(Attachment),
    }),
  ),
  journal: z.array(
    z.object({
      number: z.int(),
      step: z.enum(orderSteps),
      side: z.enum(['customer', 'institution']),
      note: z.string(),
      by: z.string(),
      recordedAt: z.string(),
    }),
  ),
})
export type OrderShown = z.infer<typeof OrderShown>

/** A request with its order, for its two sides alone. */
export const getTestOrder = operation({
  name: 'getTestOrder',
  title: words.getTestOrder,
  method: 'GET',
  path: '/api/test-requests/{id}/order',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: OrderShown,
  errors: [notFound],
})

/** The institution drafts the contract of a request it accepted, or drafts it anew while it is not agreed on. */
export const draftTestOrder = operation({
  name: 'draftTestOrder',
  title: words.draftTestOrder,
  method: 'POST',
  path: '/api/test-requests/{id}/order',
  permission: 'booking.approve',
  input: z.object({
    id: z.uuid(),
    clauses: Clauses,
    /** Working days from the samples to the report. */
    turnaroundDays: z.int().min(1).max(500),
    paysFirst: z.boolean().default(false),
  }),
  output: OrderShown,
  errors: [notFound, notPermitted, orderStepWrong],
})

/** A step of either side; asking for a change, objecting and cancelling say why, receiving and storing say in what state and where. */
export const stepTestOrder = operation({
  name: 'stepTestOrder',
  title: words.stepTestOrder,
  method: 'POST',
  path: '/api/test-requests/{id}/order/steps',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), step: z.enum(plainSteps), note: z.string().trim().max(500).default('') }),
  output: OrderShown,
  errors: [notFound, orderStepWrong, orderNoteMissing],
})

/** The institution issues the report: its number and its files. */
export const reportTestOrder = operation({
  name: 'reportTestOrder',
  title: words.reportTestOrder,
  method: 'POST',
  path: '/api/test-requests/{id}/order/reports',
  permission: 'booking.approve',
  input: z.object({
    id: z.uuid(),
    reportNo: z.string().trim().min(2).max(100),
    attachmentIds: z.array(z.uuid()).min(1).max(10),
    note: z.string().trim().max(500).default(''),
  }),
  output: OrderShown,
  errors: [notFound, notPermitted, orderStepWrong, attachmentNotReady, attachmentUnsafe, attachmentTaken],
})

/** The customer rates what was done, once, after accepting it. */
export const rateTestOrder = operation({
  name: 'rateTestOrder',
  title: words.rateTestOrder,
  method: 'POST',
  path: '/api/test-requests/{id}/order/rating',
  permission: 'booking.request_test',
  input: z.object({ id: z.uuid(), stars: z.int().min(1).max(5), words: z.string().trim().max(500).default('') }),
  output: OrderShown,
  errors: [notFound, orderStepWrong],
})

/** Labels for the samples of an order: one each, with the address of the order as a picture. */
export const makeSampleLabels = operation({
  name: 'makeSampleLabels',
  title: words.makeSampleLabels,
  method: 'GET',
  path: '/api/test-requests/{id}/order/labels',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ number: z.string(), material: z.string(), sampleCount: z.int(), address: z.string(), qrSvg: z.string() }),
  errors: [notFound],
})

/** Whether a report is genuine, for whoever holds it: who issued it and when, never for whom or what it says. */
export const checkTestReport = operation({
  name: 'checkTestReport',
  title: words.checkTestReport,
  method: 'GET',
  path: '/api/test-reports/{code}',
  permission: 'anyone',
  input: z.object({ code: z.string().min(1).max(40) }),
  output: z.object({
    reportNo: z.string(),
    institutionNameZh: z.string(),
    issuedAt: z.string(),
    /** Whether the order has a later report, which takes this one's place. */
    isReplaced: z.boolean(),
    /** SHA-256 of each file, to compare with the one in hand. */
    digests: z.array(z.string()),
  }),
  errors: [reportUnknown],
})
