// The service card in its holder's hand and at the counter: what it opens, a code that shows it, and what it was used for.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { codeWords as words } from './code.words.ts'

type Reason = { code: string; text: { zh: string; en: string } }
export const cardCodeWrong = defineError('card_code_wrong', 422, words.codeWrong)
export const cardCodeExpired = defineError<{ seconds: number }>('card_code_expired', 422, words.codeExpired)
export const cardCodeUsed = defineError('card_code_used', 409, words.codeUsed)
export const cardResting = defineError<{ state: string }>('card_resting', 409, words.cardResting)
/** Every reason why a use cannot be recorded. */
export const cardUseUnfit = defineError<{ problems: Reason[] }>('card_use_unfit', 422, words.useUnfit)
export const providerUnfit = defineError('provider_unfit', 422, words.providerUnfit)

const states = ['valid', 'frozen', 'cancelled', 'expired', 'replaced', 'unfounded'] as const
const named = { nameZh: z.string(), nameEn: z.string() }
const Named = z.object({ id: z.uuid(), ...named })
const Offered = z.object({ code: z.string(), ...named })

/** The reader's card: null where they hold none. */
export const getMyCard = operation({
  name: 'getMyCard',
  title: words.getMyCard,
  method: 'GET',
  path: '/api/me/card',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    card: z
      .object({
        cardNo: z.string(),
        holderName: z.string(),
        class: z.string(),
        state: z.enum(states),
        firstOn: z.string(),
        lastOn: z.string().nullable(),
        /** The case it came of; null where it was given before this platform. */
        caseId: z.uuid().nullable(),
        /** The number and the document under which it was given before this platform. */
        earlier: z.object({ grantNo: z.string(), documentNo: z.string() }).nullable(),
        /** Numbers it had before it was given out anew. */
        voidNumbers: z.array(z.string()),
        services: z.array(Offered.extend({ isSettled: z.boolean(), documentNo: z.string().nullable(), providers: z.array(Named) })),
      })
      .nullable(),
  }),
  errors: [],
  readsPersonalData: true,
})

/** A code that shows the reader's card for a short while; it holds the card's number, a moment and a proof, and nothing of the person. */
export const makeCardCode = operation({
  name: 'makeCardCode',
  title: words.makeCardCode,
  method: 'GET',
  path: '/api/me/card/code',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    code: z.string(),
    /** Opens the page that verifies it. */
    qrSvg: z.string(),
    expiresAt: z.string(),
    /** After how many seconds the next one is to be asked for. */
    renewSeconds: z.int(),
  }),
  errors: [notFound, cardResting],
  inPerson: true,
})

const code = z.string().trim().min(1).max(80)

/** What a code shows, for whoever is shown it: whether the card is good, its class, and its holder's name masked. */
export const verifyCardCode = operation({
  name: 'verifyCardCode',
  title: words.verifyCardCode,
  method: 'POST',
  path: '/api/card-codes/verify',
  permission: 'anyone',
  input: z.object({ code }),
  output: z.object({
    state: z.enum(states),
    /** Told of a good card alone. */
    class: z.string().nullable(),
    holderName: z.string().nullable(),
    lastOn: z.string().nullable(),
    codeExpiresAt: z.string(),
    /** A use was recorded with this code already. */
    isUsed: z.boolean(),
    /** What the reader may record with it, by the organisations they stand at the counter of. */
    counters: z.array(z.object({ organisationId: z.uuid(), ...named, services: z.array(Offered) })),
  }),
  errors: [cardCodeWrong, cardCodeExpired],
})

const Use = z.object({
  id: z.uuid(),
  usedAt: z.string(),
  serviceCode: z.string(),
  serviceZh: z.string(),
  serviceEn: z.string(),
  organisationZh: z.string(),
  organisationEn: z.string(),
})

/** One use, by who gave the service, from the code that the holder shows; a code serves once. */
export const recordCardUse = operation({
  name: 'recordCardUse',
  title: words.recordCardUse,
  method: 'POST',
  path: '/api/card-uses',
  permission: 'talent.serve',
  input: z.object({ code, service: z.string().max(40), organisationId: z.uuid() }),
  output: Use,
  errors: [notFound, cardCodeWrong, cardCodeExpired, cardCodeUsed, cardResting, cardUseUnfit],
  creates: true,
  inPerson: true,
})

export const listMyCardUses = operation({
  name: 'listMyCardUses',
  title: words.listMyCardUses,
  method: 'GET',
  path: '/api/me/card/uses',
  permission: 'signed_in',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(Use), nextCursor: z.string().nullable() }),
  errors: [],
})

/** The services with those who give them, and how often cards of each class were used for them in a year; no holder is told. */
export const listCardServices = operation({
  name: 'listCardServices',
  title: words.listCardServices,
  method: 'GET',
  path: '/api/card-services',
  permission: 'procedures.handle',
  input: z.object({ year: z.coerce.number().int().min(2019).max(2100).optional() }),
  output: z.object({
    year: z.int(),
    items: z.array(
      Offered.extend({
        classes: z.array(z.string()),
        providerKind: z.string(),
        documentNo: z.string().nullable(),
        isSettled: z.boolean(),
        providers: z.array(Named),
        uses: z.array(z.object({ class: z.string(), count: z.int() })),
      }),
    ),
  }),
  errors: [],
})

/** Settles that an organisation gives a service, or no longer gives it. */
export const setCardProvider = operation({
  name: 'setCardProvider',
  title: words.setCardProvider,
  method: 'POST',
  path: '/api/card-services/{service}/providers',
  permission: 'procedures.direct',
  input: z.object({ service: z.string().max(40), organisationId: z.uuid(), isProvider: z.boolean() }),
  output: z.object({ providers: z.array(Named) }),
  errors: [notFound, providerUnfit],
  inPerson: true,
})
