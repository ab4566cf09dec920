// What is kept of an organisation beside its name: its people, its cases, and whom to ask for there.
import * as z from 'zod'
import { Organisation } from '../identity/identity.contract.ts'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { fileWords as words } from './file.words.ts'
import { applicationStates } from './registration.contract.ts'

export const caseKinds = ['registration', 'joining', 'change', 'merger', 'transfer'] as const

const Case = z.object({
  id: z.uuid(),
  kind: z.enum(caseKinds),
  state: z.enum(applicationStates),
  /** What was asked for, in the words of who asked; a person's request to join has none. */
  reason: z.string().nullable(),
  documentNo: z.string().nullable(),
  answer: z.string().nullable(),
  askedAt: z.string(),
  decidedAt: z.string().nullable(),
})
export type Case = z.infer<typeof Case>

const Member = z.object({
  grantId: z.uuid(),
  personId: z.uuid(),
  displayName: z.string(),
  role: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
})

/** An organisation as the officers of its division and its own administrators see it. */
export const getOrganisationFile = operation({
  name: 'getOrganisationFile',
  title: words.getOrganisationFile,
  method: 'GET',
  path: '/api/organisations/{id}/file',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    organisation: Organisation,
    /** Whom to ask for; '' where nobody is named. */
    contact: z.string(),
    members: z.array(Member),
    cases: z.array(Case),
  }),
  errors: [notFound],
  readsPersonalData: true,
})

/** Says whom to ask for at the own organisation. In force at once: it is nobody's to decide. */
export const setOrganisationContact = operation({
  name: 'setOrganisationContact',
  title: words.setOrganisationContact,
  method: 'POST',
  path: '/api/organisations/{id}/contact',
  permission: 'registry.change',
  input: z.object({ id: z.uuid(), contact: z.string().trim().min(2).max(200) }),
  output: z.object({}),
  errors: [notFound],
})
