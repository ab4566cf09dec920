// Safety certificates: named by whoever grants a level, told once by the person, and looked at before a level is granted.
import * as z from 'zod'
import { Attachment, attachmentNotReady, attachmentTaken, attachmentUnsafe } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { certificateWords as words } from './certificate.words.ts'

export const certificatePurpose = 'safety_certificate'
export const certificateStandings = ['missing', 'valid', 'expired'] as const
export type CertificateStanding = (typeof certificateStandings)[number]

const Certificate = z.object({
  name: z.string(),
  documentNo: z.string(),
  /** The last day; null where it does not end. */
  validUntil: z.string().nullable(),
  /** As of today. */
  standing: z.enum(certificateStandings),
  file: Attachment.nullable(),
})
export type Certificate = z.infer<typeof Certificate>

/** One's own certificates, by name. */
export const listMyCertificates = operation({
  name: 'listMyCertificates',
  title: words.listMyCertificates,
  method: 'GET',
  path: '/api/my/certificates',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Certificate) }),
  errors: [],
})

/** Tells one's certificate of a name that some level asks for; what was told of it before is replaced. Without a file the one before stays. */
export const tellCertificate = operation({
  name: 'tellCertificate',
  title: words.tellCertificate,
  method: 'POST',
  path: '/api/my/certificates',
  permission: 'booking.book',
  input: z.object({
    name: z.string().trim().min(1).max(40),
    documentNo: z.string().trim().min(1).max(60),
    validUntil: daySent.nullable(),
    attachmentId: z.uuid().optional(),
  }),
  output: z.object({ items: z.array(Certificate) }),
  errors: [notFound, attachmentNotReady, attachmentUnsafe, attachmentTaken],
})

/** What whoever decides on somebody's level sees of the certificates that it asks for, and of no others. */
export const listCertificatesOf = operation({
  name: 'listCertificatesOf',
  title: words.listCertificatesOf,
  method: 'GET',
  path: '/api/qualifications/{id}/certificates',
  permission: 'booking.approve',
  readsPersonalData: true,
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Certificate) }),
  errors: [notFound, notPermitted],
})
