// What proves an application: given by the applicant, by upload or on paper; looked at by the office the case is with.
import * as z from 'zod'
import { Attachment, attachmentNotReady, attachmentTaken, attachmentUnsafe } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { caseNotEditable } from './case.contract.ts'
import { materialWords as words } from './material.words.ts'
import { Sentence } from './procedure.contract.ts'

/** The purpose under which documents for a case are uploaded. */
export const materialNotToMend = defineError('material_not_to_mend', 409, words.notToMend)

export const materialPurpose = 'case_material'

const Material = z.object({
  code: z.string(),
  title: Sentence,
  source: Sentence,
  /** It must be there before the case can be filed. */
  isRequired: z.boolean(),
  items: z.array(
    z.object({
      id: z.uuid(),
      /** Null for paper. */
      document: Attachment.nullable(),
      state: z.enum(['given', 'verified', 'doubtful']),
      recordedAt: z.string(),
    }),
  ),
})
const Materials = z.object({ items: z.array(Material) })
export type Materials = z.infer<typeof Materials>

/** The materials of a case, for whoever may see it, each with what was given; links are good for five minutes. */
export const listMaterials = operation({
  name: 'listMaterials',
  title: words.listMaterials,
  method: 'GET',
  path: '/api/cases/{id}/materials',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Materials,
  errors: [notFound],
  readsPersonalData: true,
})

/** Gives a material while the case may be changed: a document uploaded before, or paper that is shown at the counter. */
export const attachMaterial = operation({
  name: 'attachMaterial',
  title: words.attachMaterial,
  method: 'POST',
  path: '/api/cases/{id}/materials',
  permission: 'signed_in',
  input: z.object({
    id: z.uuid(),
    code: z.string().max(40),
    /** Left out for paper. */
    attachmentId: z.uuid().optional(),
  }),
  output: Materials,
  errors: [notFound, caseNotEditable, materialNotToMend, attachmentNotReady, attachmentUnsafe, attachmentTaken],
  inPerson: true,
})

export const removeMaterial = operation({
  name: 'removeMaterial',
  title: words.removeMaterial,
  method: 'POST',
  path: '/api/cases/{id}/materials/{materialId}/remove',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), materialId: z.uuid() }),
  output: Materials,
  errors: [notFound, caseNotEditable, materialNotToMend],
  inPerson: true,
})

/** The office that has the case says what it found: the material is in order, or doubtful. */
export const verifyMaterial = operation({
  name: 'verifyMaterial',
  title: words.verifyMaterial,
  method: 'POST',
  path: '/api/cases/{id}/materials/{materialId}/verify',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), materialId: z.uuid(), isGood: z.boolean() }),
  output: Materials,
  errors: [notFound],
  inPerson: true,
})
