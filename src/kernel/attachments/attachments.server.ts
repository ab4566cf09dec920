// Documents that people upload. What they belong to, and who may read them, is for the slice that takes them:
//
//   const Apply = operation({ …, input: z.object({ materials: AttachmentIds }) })
//   handle(apply, async ({ input, actor, db, now }) => {
//     …insert the case…
//     await attach(db, input.materials, { by: actor, purpose: 'case_material', subjectId: caseId, now })
//   })
//   handle(getCase, async ({ input, actor, db, now }) => {
//     …may the actor read the case?…
//     const materials = (await attachmentsOf(db, [caseId])).map((each) => presentAttachment(each, now))
//   })
import * as z from 'zod'
import type { Actor } from '../actor.ts'
import type { Db } from '../db.ts'
import type { FileStore } from '../files.ts'
import { newId } from '../id.ts'
import { defineJob, enqueue, workInSteps } from '../jobs.ts'
import { notFound } from '../kernel.contract.ts'
import { insertFile } from '../kernel.sql.ts'
import { handle, handleUpload, type Slice } from '../perform.ts'
import { attachmentsADay, looseDays, mayUploadMore, safeFileName, secrecyMark } from './attachment.rules.ts'
import {
  type Attachment,
  attachmentNotReady,
  attachmentTaken,
  attachmentUnsafe,
  documentMarked,
  downloadAttachment,
  getMyAttachment,
  linkOver,
  tooManyAttachments,
  uploadAttachment,
} from './attachments.contract.ts'
import {
  type AttachmentRow,
  clearLoose,
  findAttachment,
  insertAttachment,
  listAttachmentsOf,
  setScanned,
  setSubject,
  takeAttachments,
  takeTurn,
  unnamed,
  uploadedSince,
} from './attachments.sql.ts'
import { isGoodLink, makeLink } from './link.ts'
import type { Scanner } from './scanner.ts'

const scanJob = defineJob('scan_attachment', z.object({ id: z.uuid() }))
const clearJob = defineJob('clear_attachments', z.object({}))
const dayMs = 86_400_000
const hashesAtOnce = 1_000

/** What may be given out: neither what waits for its scan nor what did not pass it. */
const isOut = ({ state }: AttachmentRow) => state === 'clean' || state === 'unscanned'

/**
 * Takes uploaded documents for a thing of the caller's slice, in its transaction. Each must be the actor's own upload, made for this
 * purpose, and belong to nothing else; taking it again for the same thing changes nothing.
 * @param purpose the name under which they were uploaded, such as 'case_material'
 * @param subjectId the id of the thing, of whatever table
 * @returns the documents in the order of the ids given
 * @throws not_found, attachment_not_ready while the scan is under way, attachment_unsafe, attachment_taken
 */
export async function attach(
  db: Db,
  ids: readonly string[],
  { by, purpose, subjectId, now }: { by: Actor; purpose: string; subjectId: string; now: Date },
): Promise<AttachmentRow[]> {
  const rows = new Map((await takeAttachments(db, ids)).map((row) => [row.id, row]))
  const found = ids.map((id) => {
    const row = rows.get(id)
    if (!row || row.uploadedBy !== by.personId || row.purpose !== purpose) throw notFound({ what: 'attachment' })
    const { fileName } = row
    if (row.state === 'refused') throw attachmentUnsafe({ fileName })
    if (row.state === 'waiting') throw attachmentNotReady({ fileName })
    if (row.subjectId !== null && row.subjectId !== subjectId) throw attachmentTaken({ fileName })
    return row
  })
  const fresh = found.filter((row) => row.subjectId === null).map((row) => row.id)
  if (fresh.length > 0) await setSubject(db, fresh, subjectId, now)
  return found.map((row) => ({ ...row, subjectId }))
}

/**
 * A document that belongs to a thing which the caller has just found the actor may read.
 * @throws not_found where it does not belong to that thing
 */
export async function requireAttachment(db: Db, id: string, subjectId: string): Promise<AttachmentRow> {
  const row = await findAttachment(db, id)
  if (!row || row.subjectId !== subjectId) throw notFound({ what: 'attachment' })
  return row
}

/** The documents of some things, oldest first. The caller has found that the actor may read the things. */
export function attachmentsOf(db: Db, subjectIds: readonly string[]): Promise<AttachmentRow[]> {
  return listAttachmentsOf(db, subjectIds)
}

/** A path that gives the document out for five minutes, to whoever holds it; null while it waits and when it was refused. Make it for a reader who may read it. */
export function linkTo(row: AttachmentRow, now: Date): string | null {
  return isOut(row) ? makeLink(row.id, now) : null
}

/** A document as an operation tells of it, with a link. */
export function presentAttachment(row: AttachmentRow, now: Date): Attachment {
  const { id, fileName, mediaType, sizeBytes, digest, purpose, state, uploadedAt } = row
  return { id, fileName, mediaType, sizeBytes, digest, purpose, state, uploadedAt, link: linkTo(row, now) }
}

/** Refuses what is over a day's measure. */
async function requireMeasure(db: Db, personId: string, sizeBytes: number, now: Date): Promise<void> {
  const already = await uploadedSince(db, personId, new Date(now.getTime() - dayMs))
  if (!mayUploadMore(already, sizeBytes)) throw tooManyAttachments({ ...attachmentsADay })
}

/** The kernel's own operations on documents, and the jobs that scan and clear them. Without a scanner documents are `unscanned`. */
export function attachmentsFor(files: FileStore, scanner: Scanner | undefined): Slice {
  return {
    handlers: [
      handleUpload(
        uploadAttachment,
        // Asked before a byte is read, and again when it is known how many there are.
        async ({ input, actor, now, read }) => {
          const mark = secrecyMark(input.fileName)
          if (mark) throw documentMarked({ mark })
          return read((db) => requireMeasure(db, actor.personId, 0, now))
        },
        async ({ input, upload, actor, db, now }) => {
          const { hash: digest, byteCount: sizeBytes, mediaType } = upload
          await takeTurn(db, actor.personId)
          await requireMeasure(db, actor.personId, sizeBytes, now)
          const state = scanner ? ('waiting' as const) : ('unscanned' as const)
          // The name of a document is personal: the file's own row, shared by all who have the same bytes, bears none.
          await insertFile(db, { ...upload, fileName: 'attachment' }, null)
          const row = {
            ...{ id: newId(), digest, sizeBytes, mediaType, fileName: input.fileName, ownerOrganisationId: actor.organisationId },
            ...{ uploadedBy: actor.personId, purpose: input.purpose, state, uploadedAt: now.toISOString(), subjectId: null },
          }
          await insertAttachment(db, row)
          if (scanner) await enqueue(db, scanJob, { id: row.id })
          return presentAttachment(row, now)
        },
      ),

      handle(getMyAttachment, async ({ input, actor, db, now }) => {
        const row = await findAttachment(db, input.id)
        if (!row || row.uploadedBy !== actor.personId || row.subjectId !== null) throw notFound({ what: 'attachment' })
        return presentAttachment(row, now)
      }),

      handle(downloadAttachment, async ({ input, db, now }) => {
        const row = isGoodLink(input, now) ? await findAttachment(db, input.id) : undefined
        if (!row || !isOut(row)) throw linkOver({})
        const fileName = safeFileName(row.fileName, row.mediaType)
        return { mediaType: row.mediaType, fileName, chunks: await files.read(row.digest), isApart: true }
      }),
    ],
    workers: [
      workInSteps(scanJob, async ({ payload: { id }, step }) => {
        const row = await step((db) => findAttachment(db, id))
        if (!scanner || row?.state !== 'waiting') return
        const state = await scanner.scan(await files.pathOf(row.digest))
        await step((db, now) => setScanned(db, id, state, now))
      }),
      workInSteps(
        clearJob,
        async ({ step }) => {
          const dayAgo = await step(async (db, now) => {
            await clearLoose(db, new Date(now.getTime() - looseDays * dayMs))
            return new Date(now.getTime() - dayMs)
          })
          await clearFiles(files, dayAgo, (hashes) => step((db) => unnamed(db, hashes)))
        },
        // At 2:50 in the morning in Asia/Shanghai.
        { every: '50 18 * * *' },
      ),
    ],
  }
}

/** Bytes that no row names for a day: of an upload that was broken off or refused, or of documents forgotten. */
async function clearFiles(files: FileStore, before: Date, unnamedOf: (hashes: string[]) => Promise<string[]>): Promise<void> {
  const clear = async (hashes: string[]) => {
    for (const hash of hashes.length > 0 ? await unnamedOf(hashes) : []) await files.removeOlder(hash, before)
  }
  let batch: string[] = []
  for await (const hash of files.list()) {
    batch.push(hash)
    if (batch.length < hashesAtOnce) continue
    await clear(batch)
    batch = []
  }
  await clear(batch)
}
