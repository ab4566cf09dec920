import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { consentWords as words } from './consent.words.ts'

export const consentMissing = defineError('consent_missing', 403, words.consentMissing)
export const consentTextChanged = defineError('consent_text_changed', 409, words.consentTextChanged)
export const notByConsent = defineError('not_by_consent', 422, words.notByConsent)
export const notAChild = defineError('not_a_child', 422, words.notAChild)

const Consent = z.object({
  id: z.uuid(),
  purpose: z.string(),
  purposeName: z.object({ zh: z.string(), en: z.string() }),
  textVersion: z.int(),
  givenAt: z.string(),
  withdrawnAt: z.string().nullable(),
})
/** `name` is null once no consent stands: then the child's row is gone and only the consents are left. */
const Child = z.object({ id: z.uuid(), name: z.string().nullable(), bornOn: z.string().nullable(), consents: z.array(Consent) })
export type Child = z.infer<typeof Child>

export const listMyChildren = operation({
  name: 'listMyChildren',
  title: words.listMyChildren,
  method: 'GET',
  path: '/api/me/children',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Child) }),
  errors: [],
  inPerson: true,
  readsPersonalData: true,
})

/** A child's data come with the guardian's consent to one purpose, in the wording that was shown, or not at all. */
export const addMyChild = operation({
  name: 'addMyChild',
  title: words.addMyChild,
  method: 'POST',
  path: '/api/me/children',
  permission: 'signed_in',
  input: z.object({
    name: z.string().trim().min(1).max(100),
    bornOn: z.iso.date(),
    purpose: z.string().max(40),
    textVersion: z.int().min(1),
  }),
  output: z.object({ id: z.uuid() }),
  errors: [consentTextChanged, notByConsent, notAChild],
  inPerson: true,
})

/** With the last consent that stands the child's data are erased; an account of a minor rests again. */
export const withdrawConsent = operation({
  name: 'withdrawConsent',
  title: words.withdrawConsent,
  method: 'POST',
  path: '/api/me/consents/{id}/withdraw',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ isChildErased: z.boolean() }),
  errors: [notFound],
  inPerson: true,
})
