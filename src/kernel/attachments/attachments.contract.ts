import * as z from 'zod'
import { operation } from '../contract.ts'
import { defineError } from '../errors.ts'
import { notFound, uploadTooLarge } from '../kernel.contract.ts'
import { attachmentsWords as words } from './attachments.words.ts'

export const documentMarked = defineError<{ mark: string }>('document_marked', 422, words.documentMarked)
export const documentRefused = defineError('document_refused', 415, words.documentRefused)
export const documentEmpty = defineError('document_empty', 400, words.documentEmpty)
export const documentSwollen = defineError<{ megabytes: number }>('document_swollen', 413, words.documentSwollen)
export const tooManyAttachments = defineError<{ count: number; megabytes: number }>('too_many_attachments', 429, words.tooManyAttachments)
export const attachmentNotReady = defineError<{ fileName: string }>('attachment_not_ready', 409, words.attachmentNotReady)
export const attachmentUnsafe = defineError<{ fileName: string }>('attachment_unsafe', 409, words.attachmentUnsafe)
export const attachmentTaken = defineError<{ fileName: string }>('attachment_taken', 409, words.attachmentTaken)
export const linkOver = defineError('attachment_link_over', 410, words.linkOver)

export const attachmentStates = ['waiting', 'clean', 'refused', 'unscanned'] as const
export type AttachmentState = (typeof attachmentStates)[number]

/** A document as an operation tells of it. `unscanned`: no scanner is set up; `link` is null while it waits and when it was refused. */
export const Attachment = z.object({
  id: z.uuid(),
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  digest: z.string(),
  purpose: z.string(),
  state: z.enum(attachmentStates),
  uploadedAt: z.string(),
  /** Good for five minutes, for whoever holds it. */
  link: z.string().nullable(),
})
export type Attachment = z.infer<typeof Attachment>

/** What a form holds once its documents are uploaded; the slice's operation gives it to `attach`. */
export const AttachmentIds = z.array(z.uuid()).max(50)

/** Stores one document for something the person does next; what is not taken by it within seven days goes. */
export const uploadAttachment = operation({
  name: 'uploadAttachment',
  title: words.uploadAttachment,
  method: 'POST',
  path: '/api/attachments',
  permission: 'signed_in',
  input: z.object({ fileName: z.string().min(1).max(200), purpose: z.string().regex(/^[a-z][a-z_]{0,39}$/) }),
  output: Attachment,
  errors: [documentMarked, documentRefused, documentEmpty, documentSwollen, uploadTooLarge, tooManyAttachments],
  upload: true,
  takes: 'documents',
})

/** A document that oneself uploaded and that belongs to nothing yet: whether it is scanned, and a way to look at it again. */
export const getMyAttachment = operation({
  name: 'getMyAttachment',
  title: words.getMyAttachment,
  method: 'GET',
  path: '/api/attachments/{id}',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: Attachment,
  errors: [notFound],
})

/** The bytes, for whoever holds a link that is still good; no session is looked at. */
export const downloadAttachment = operation({
  name: 'downloadAttachment',
  title: words.downloadAttachment,
  method: 'GET',
  path: '/api/attachments/{id}/content',
  permission: 'anyone',
  input: z.object({ id: z.uuid(), until: z.coerce.number().int().min(0).max(99_999_999_999), proof: z.string().max(200) }),
  output: z.unknown(),
  errors: [linkOver],
  answer: 'stream',
  isSessionless: true,
})
