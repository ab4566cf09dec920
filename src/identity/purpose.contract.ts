import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { personalWords as words } from './personal.words.ts'

/** What can stand in a purpose's list; the first five are fields that are masked and revealed. */
export const personalFields = ['name', 'phone', 'id_number', 'bank_account', 'email'] as const
export type PersonalField = (typeof personalFields)[number]
const listedFields = [...personalFields, 'child_name', 'child_born_on', 'contact', 'person_id', 'address'] as const
export type ListedField = (typeof listedFields)[number]

const Sentence = z.object({ zh: z.string(), en: z.string() })
const Purpose = z.object({
  code: z.string(),
  name: Sentence,
  why: Sentence,
  basis: Sentence,
  fields: z.array(z.enum(listedFields)),
  /** Months of the calendar, counted from what `keep` says; null while the account is open or the consent stands. */
  keepMonths: z.int().nullable(),
  keep: Sentence,
  isKeptByLaw: z.boolean(),
  /** Roles that see the fields as they are. */
  unmaskedFor: z.array(z.string()),
  /** Roles that see them masked, and as they are when they say why. */
  revealedTo: z.array(z.string()),
  /** Set where the basis is consent. */
  consentVersion: z.int().nullable(),
})
export type Purpose = z.infer<typeof Purpose>

/** The register of purposes: what is kept of people, why, by what law, how long, and who sees it. */
export const listPurposes = operation({
  name: 'listPurposes',
  title: words.listPurposes,
  method: 'GET',
  path: '/api/purposes',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({
    items: z.array(Purpose),
    roles: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })),
    /** Whom to ask and how, as the administrator wrote it; null where nobody did. */
    contact: z.string().nullable(),
  }),
  errors: [],
})
