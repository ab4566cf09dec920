import * as z from 'zod'
import { defineEvent, operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { noSuchDivision } from '../places/places.contract.ts'
import { matterWords as words } from './matter.words.ts'

export const transferTooEarly = defineError<{ validFrom: string }>('transfer_too_early', 409, words.transferTooEarly)
export const holderNotGovernment = defineError('holder_not_government', 422, words.holderNotGovernment)

const Holder = z.object({
  id: z.uuid(),
  matterCode: z.string(),
  /** Where it holds the matter: a division and all below it, but for what a narrower holder has. */
  divisionCode: z.string(),
  organisationId: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  officeName: z.string(),
  validFrom: z.iso.date(),
  /** The next holder's first day. */
  validTo: z.iso.date().nullable(),
  documentNo: z.string(),
})
export type Holder = z.infer<typeof Holder>

/** Every matter with all who held, hold and will hold it, the latest first. */
export const listMatters = operation({
  name: 'listMatters',
  title: words.listMatters,
  method: 'GET',
  path: '/api/matters',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), holders: z.array(Holder) })) }),
  errors: [],
})

/** Who is to hold a matter, where, and from when. */
export const TransferWish = z.object({
  code: z.string().regex(/^[a-z][a-z_]{1,40}$/),
  divisionCode: z.string().regex(/^\d{6}$/),
  organisationId: z.uuid(),
  officeName: z.string().trim().max(100).default(''),
  validFrom: z.iso.date(),
  documentNo: z.string().trim().min(2).max(100),
})
export type TransferWish = z.infer<typeof TransferWish>

/** Gives a matter to a body and an office from a day on; whoever had it keeps it until then, and their row is not touched. */
export const transferMatter = operation({
  name: 'transferMatter',
  title: words.transferMatter,
  method: 'POST',
  path: '/api/matters/{code}/transfer',
  permission: 'registry.direct',
  input: TransferWish,
  output: Holder,
  errors: [notFound, noSuchDivision, transferTooEarly, holderNotGovernment],
  creates: true,
})

/** From a day on another body holds a matter: its open cases are that body's from then on; what was signed before stays as it was signed. */
export const matterTransferred = defineEvent(
  'matter_transferred',
  z.object({
    matterCode: z.string(),
    divisionCode: z.string(),
    fromOrganisationId: z.uuid().nullable(),
    toOrganisationId: z.uuid(),
    validFrom: z.iso.date(),
  }),
)
