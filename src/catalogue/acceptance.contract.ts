import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { acceptanceWords as words } from './acceptance.words.ts'

/** Where an instrument stands on its way into the network. */
export const listingStates = ['overdue', 'open', 'late', 'in_time', 'unknown', 'voluntary', 'exempt'] as const

export const acceptedInFuture = defineError('accepted_in_future', 422, words.acceptedInFuture)
export const customsIncomplete = defineError('customs_incomplete', 422, words.customsIncomplete)

const Clock = z.object({
  state: z.enum(listingStates),
  /** The last day of joining in time; not certain where holidays on the way are not announced yet. */
  dueOn: z.string().nullable(),
  isCertain: z.boolean(),
  /** Working days over the last day, or left until it. */
  days: z.int().nullable(),
})

export const Acceptance = z.object({
  acceptedOn: z.string().nullable(),
  isDutyFree: z.boolean(),
  declarationNo: z.string(),
  itemNo: z.string(),
  releasedOn: z.string().nullable(),
  supervisedTo: z.string().nullable(),
  clock: Clock,
})
export type Acceptance = z.infer<typeof Acceptance>

/** The acceptance of one's own instrument, and where it stands on its way into the network. */
export const getAcceptance = operation({
  name: 'getAcceptance',
  title: words.getAcceptance,
  method: 'GET',
  path: '/api/instruments/{id}/acceptance',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid() }),
  output: Acceptance,
  errors: [notFound],
})

/** Says when an instrument was accepted, and of one imported free of duty what customs watch; what stood before is kept. */
export const keepAcceptance = operation({
  name: 'keepAcceptance',
  title: words.keepAcceptance,
  method: 'POST',
  path: '/api/instruments/{id}/acceptance',
  permission: 'catalogue.edit',
  input: z.object({
    id: z.uuid(),
    acceptedOn: daySent,
    isDutyFree: z.boolean().default(false),
    declarationNo: z.string().trim().max(40).default(''),
    itemNo: z.string().trim().max(20).default(''),
    releasedOn: daySent.nullable().default(null),
    supervisedTo: daySent.nullable().default(null),
  }),
  output: Acceptance,
  errors: [notFound, acceptedInFuture, customsIncomplete],
})

const Listing = z.object({
  id: z.uuid(),
  institutionId: z.uuid(),
  institutionNameZh: z.string(),
  institutionNameEn: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  innerCode: z.string(),
  worthFen: z.int().nullable(),
  acceptedOn: z.string().nullable(),
  listedOn: z.string().nullable(),
  clock: Clock,
})
export type Listing = z.infer<typeof Listing>

/** The instruments of a state on their way into the network, of the institutions one keeps the catalogue of; those longest over first. */
export const listListings = operation({
  name: 'listListings',
  title: words.listListings,
  method: 'GET',
  path: '/api/instrument-listings',
  permission: 'catalogue.edit',
  input: z.object({ state: z.enum(listingStates).default('overdue') }),
  output: z.object({
    rule: z.object({ workingDays: z.int(), worthLeastFen: z.int(), documentNo: z.string() }),
    counts: z.object(
      Object.fromEntries(listingStates.map((state) => [state, z.int()])) as Record<(typeof listingStates)[number], z.ZodInt>,
    ),
    /** At most 500 of them. */
    items: z.array(Listing),
  }),
  errors: [],
})
