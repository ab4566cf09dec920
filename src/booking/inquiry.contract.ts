// One request to several owners 询价: comparable quotes, of which one is taken; what nobody can do is an unmet need.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent, pageMark } from '../kernel/shape.ts'
import { inquiryWords as words } from './inquiry.words.ts'
import { type RequestReason, requestAsked, TestRequest } from './request.contract.ts'

export const inquiryStates = ['open', 'chosen', 'unmet', 'closed'] as const
export type InquiryState = (typeof inquiryStates)[number]
export const askedMost = 6
export const offerProblems = ['not_offered', 'offer_over', 'inquiry_over'] as const

/** Which instruments do not take the request, each with every reason. */
export const inquiryRefused = defineError<{ items: { instrumentId: string; reasons: RequestReason[] }[] }>(
  'inquiry_refused',
  422,
  words.inquiryRefused,
)
export const answersByWrong = defineError('answers_by_wrong', 422, words.answersByWrong)
export const inquiryOver = defineError<{ state: InquiryState }>('inquiry_over', 409, words.inquiryOver)
export const offerNotTakeable = defineError<{ reasons: (typeof offerProblems)[number][] }>(
  'offer_not_takeable',
  409,
  words.offerNotTakeable,
)

const Inquiry = z.object({
  id: z.uuid(),
  state: z.enum(inquiryStates),
  /** The last day on which owners answer. */
  answersBy: z.string(),
  chosenId: z.uuid().nullable(),
  reason: z.string(),
  recordedAt: z.string(),
  endedAt: z.string().nullable(),
  /** One for each owner that was asked, the cheapest offer first. */
  offers: z.array(TestRequest.extend({ problems: z.array(z.enum(offerProblems)) })),
})
export type Inquiry = z.infer<typeof Inquiry>

const { instrumentId: _, ...wish } = requestAsked
/** Asks the owners of two to six instruments at once, for one's own organisation; all are asked, or none. */
export const askSeveral = operation({
  name: 'askSeveral',
  title: words.askSeveral,
  method: 'POST',
  path: '/api/test-inquiries',
  permission: 'booking.request_test',
  input: z.object({ ...wish, instrumentIds: z.array(z.uuid()).min(2).max(askedMost), answersBy: daySent }),
  output: Inquiry,
  errors: [notFound, notPermitted, inquiryRefused, answersByWrong],
  creates: true,
})

/** What one's own organisation asked several owners for, the latest first. */
export const listInquiries = operation({
  name: 'listInquiries',
  title: words.listInquiries,
  method: 'GET',
  path: '/api/test-inquiries',
  permission: 'booking.request_test',
  input: z.object({ cursor: pageMark('_', z.uuid()).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(Inquiry), nextCursor: z.string().nullable() }),
  errors: [],
})

export const getInquiry = operation({
  name: 'getInquiry',
  title: words.getInquiry,
  method: 'GET',
  path: '/api/test-inquiries/{id}',
  permission: 'booking.request_test',
  input: z.object({ id: z.uuid() }),
  output: Inquiry,
  errors: [notFound],
})

/** Takes one offer; the others are told that another was taken. */
export const takeOffer = operation({
  name: 'takeOffer',
  title: words.takeOffer,
  method: 'POST',
  path: '/api/test-inquiries/{id}/take',
  permission: 'booking.request_test',
  input: z.object({ id: z.uuid(), requestId: z.uuid() }),
  output: Inquiry,
  errors: [notFound, inquiryOver, offerNotTakeable],
})

/** Ends an inquiry without taking an offer, because none will do, which makes it an unmet need, or because it is not wanted any more. */
export const endInquiry = operation({
  name: 'endInquiry',
  title: words.endInquiry,
  method: 'POST',
  path: '/api/test-inquiries/{id}/end',
  permission: 'booking.request_test',
  input: z.object({ id: z.uuid(), isUnmet: z.boolean(), reason: z.string().trim().min(2).max(500) }),
  output: Inquiry,
  errors: [notFound, inquiryOver],
})

/** What firms of the reader's divisions asked for and nobody could do; the firm is not named. */
export const listUnmetNeeds = operation({
  name: 'listUnmetNeeds',
  title: words.listUnmetNeeds,
  method: 'GET',
  path: '/api/unmet-needs',
  permission: 'counties.report',
  input: z.object({ cursor: pageMark('_', z.uuid()).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        divisionCode: z.string().nullable(),
        material: z.string(),
        property: z.string(),
        standard: z.string(),
        sampleCount: z.int(),
        askedCount: z.int(),
        /** What the owners said who declined. */
        replies: z.array(z.string()),
        reason: z.string(),
        endedOn: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  errors: [],
})
