// The document itself behind what was given before this platform: a scan for all rows that name it, read by the office and by whom it is about.
import * as z from 'zod'
import { Attachment, attachmentNotReady, attachmentTaken, attachmentUnsafe } from '../kernel/attachments/attachments.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { EarlierKind, EarlierState } from './earlier.contract.ts'
import { earlierPaperWords as words } from './earlierpaper.words.ts'

/** The purpose under which these documents are uploaded. */
export const earlierPaperPurpose = 'earlier_document'
/** A scan, or the document as it was issued: nothing that is meant to be changed. */
export const paperTypes: readonly string[] = ['application/pdf', 'application/ofd', 'image/png', 'image/jpeg']

export const documentNotScan = defineError('document_not_scan', 415, words.notScan)

/** The documents that what came in names, those without their file first (200 at most), and how many there are in all. */
export const listEarlierPapers = operation({
  name: 'listEarlierPapers',
  title: words.listEarlierPapers,
  method: 'GET',
  path: '/api/earlier-grants/documents',
  permission: 'procedures.direct',
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ documentNo: z.string(), documentOn: z.string(), rows: z.int(), file: Attachment.nullable() })),
    named: z.int(),
    missing: z.int(),
  }),
  errors: [],
})

/** Gives a document its file, for whoever directs every division whose rows name it. Another file takes the place of the one before. */
export const giveEarlierPaper = operation({
  name: 'giveEarlierPaper',
  title: words.giveEarlierPaper,
  method: 'POST',
  path: '/api/earlier-grants/documents',
  permission: 'procedures.direct',
  input: z.object({ documentNo: z.string().min(1).max(100), documentOn: daySent, attachmentId: z.uuid() }),
  output: Attachment,
  errors: [notFound, attachmentNotReady, attachmentUnsafe, attachmentTaken, documentNotScan],
  inPerson: true,
})

/** What was given to, or paid, the reader before this platform, with the document it came by. */
export const listMyEarlierGrants = operation({
  name: 'listMyEarlierGrants',
  title: words.listMyEarlierGrants,
  method: 'GET',
  path: '/api/my/earlier-grants',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: EarlierKind,
        level: z.string().nullable(),
        grantNo: z.string(),
        fen: z.int().nullable(),
        firstOn: z.string(),
        lastOn: z.string().nullable(),
        documentNo: z.string(),
        documentOn: z.string(),
        state: EarlierState,
        reason: z.string(),
        file: Attachment.nullable(),
      }),
    ),
  }),
  errors: [],
})
