import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { accountHeld, notFound } from '../kernel/kernel.contract.ts'
import { personalWords as words } from './personal.words.ts'
import { personalFields } from './purpose.contract.ts'

export const idTypes = ['resident', 'hong_kong_macao', 'taiwan', 'passport', 'permanent_resident', 'other'] as const
export type IdType = (typeof idTypes)[number]

export const phoneWrong = defineError('phone_wrong', 422, words.phoneWrong)
export const idNumberWrong = defineError('id_number_wrong', 422, words.idNumberWrong)
export const idTypeMissing = defineError('id_type_missing', 422, words.idTypeMissing)
export const bankAccountWrong = defineError('bank_account_wrong', 422, words.bankAccountWrong)
export const purposeNotYours = defineError('purpose_not_yours', 403, words.purposeNotYours)
export const nothingToReveal = defineError('nothing_to_reveal', 422, words.nothingToReveal)

const MyData = z.object({
  loginName: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  idType: z.enum(idTypes).nullable(),
  idNumber: z.string().nullable(),
  bankAccount: z.string().nullable(),
  /** A bank card's last digit proves the others; this one's does not, or it is no card. */
  isBankAccountDoubtful: z.boolean(),
  email: z.string().nullable(),
  isEmailVerified: z.boolean(),
  /** The account rests until a guardian consents; a number told meanwhile is not kept. */
  isHeld: z.boolean(),
})
export type MyData = z.infer<typeof MyData>

/** What a person has told of themselves, whole. */
export const getMyPersonalData = operation({
  name: 'getMyPersonalData',
  title: words.getMyPersonalData,
  method: 'GET',
  path: '/api/me/data',
  permission: 'signed_in',
  input: z.object({}),
  output: MyData,
  errors: [],
  inPerson: true,
  whileHeld: true,
  readsPersonalData: true,
})

/** Corrects them (Personal Information Protection Law, article 46): what is left out stays, null takes away. The address for mail is changed where it is verified. Of somebody under eighteen nothing is kept before a guardian consents. */
export const setMyPersonalData = operation({
  name: 'setMyPersonalData',
  title: words.setMyPersonalData,
  method: 'POST',
  path: '/api/me/data',
  permission: 'signed_in',
  input: z.object({
    name: z.string().trim().min(1).max(100).optional(),
    phone: z.string().trim().min(1).max(40).nullable().optional(),
    idType: z.enum(idTypes).nullable().optional(),
    idNumber: z.string().trim().min(1).max(60).nullable().optional(),
    bankAccount: z.string().trim().min(1).max(60).nullable().optional(),
  }),
  output: MyData,
  errors: [phoneWrong, idNumberWrong, idTypeMissing, bankAccountWrong, accountHeld],
  inPerson: true,
  whileHeld: true,
})

/** What a purpose asks for of a person in the reader's own scope, each field as the reader's role sees it. */
export const getPersonalData = operation({
  name: 'getPersonalData',
  title: words.getPersonalData,
  method: 'GET',
  path: '/api/people/{id}/data',
  permission: 'identity.reveal',
  input: z.object({ id: z.uuid(), purpose: z.string().max(40) }),
  output: z.object({
    items: z.array(
      z.object({ field: z.enum(personalFields), text: z.string().nullable(), isMasked: z.boolean(), canBeRevealed: z.boolean() }),
    ),
  }),
  errors: [notFound, purposeNotYours],
  readsPersonalData: true,
})

/** One field in the clear, for a purpose and a reason; the person sees who looked. */
export const revealPersonalData = operation({
  name: 'revealPersonalData',
  title: words.revealPersonalData,
  method: 'POST',
  path: '/api/people/{id}/reveal',
  permission: 'identity.reveal',
  input: z.object({
    id: z.uuid(),
    field: z.enum(personalFields),
    purpose: z.string().max(40),
    reason: z.string().trim().min(4).max(500),
  }),
  output: z.object({ text: z.string() }),
  errors: [notFound, purposeNotYours, nothingToReveal],
  inPerson: true,
  readsPersonalData: true,
})

const Disclosure = z.object({
  id: z.uuid(),
  /** Null where somebody opened what a purpose shows of me, masked or as their role may see it. */
  field: z.enum(personalFields).nullable(),
  purpose: z.object({ zh: z.string(), en: z.string() }).nullable(),
  reason: z.string().nullable(),
  roleZh: z.string().nullable(),
  roleEn: z.string().nullable(),
  organisationZh: z.string().nullable(),
  organisationEn: z.string().nullable(),
  recordedAt: z.string(),
})
export type Disclosure = z.infer<typeof Disclosure>

/** Who looked at my data: fields in the clear, for what and why, and who opened what a purpose shows; the latest first. */
export const listMyDisclosures = operation({
  name: 'listMyDisclosures',
  title: words.listMyDisclosures,
  method: 'GET',
  path: '/api/me/disclosures',
  permission: 'signed_in',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({ items: z.array(Disclosure), nextCursor: z.uuid().nullable() }),
  errors: [],
  whileHeld: true,
})
