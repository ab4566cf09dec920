import { type Db, run } from '../db.ts'
import { keptHashes } from '../kernel.sql.ts'
import { vault } from '../keyring.ts'
import type { Uploaded } from './attachment.rules.ts'
import type { AttachmentState } from './attachments.contract.ts'

export type AttachmentRow = {
  id: string
  digest: string
  sizeBytes: number
  mediaType: string
  fileName: string
  ownerOrganisationId: string | null
  uploadedBy: string
  purpose: string
  state: AttachmentState
  uploadedAt: string
  subjectId: string | null
}
type SealedRow = Omit<AttachmentRow, 'fileName'> & { nameSealed: string }
export const nameSealedAs = 'attachment.file_name'

const columns = `id, digest, size_bytes as "sizeBytes", media_type as "mediaType", file_name_sealed as "nameSealed",
  owner_organisation_id as "ownerOrganisationId", uploaded_by as "uploadedBy", purpose, state, uploaded_at as "uploadedAt", subject_id as "subjectId"`

function opened({ nameSealed, ...row }: SealedRow): AttachmentRow {
  return { ...row, fileName: vault().open(nameSealedAs, nameSealed) }
}

/** Lets the uploads of one person take turns until the transaction ends, so that what they have uploaded can be counted. */
export async function takeTurn(db: Db, personId: string): Promise<void> {
  await run(db, `select pg_advisory_xact_lock(hashtextextended('attachment ' || $1, 0))`, [personId])
}

export async function uploadedSince(db: Db, personId: string, since: Date): Promise<Uploaded> {
  const [row] = await run<Uploaded>(
    db,
    'select count(*) as count, coalesce(sum(size_bytes), 0)::bigint as bytes from attachment where uploaded_by = $1 and uploaded_at > $2',
    [personId, since.toISOString()],
  )
  return row!
}

export async function insertAttachment(db: Db, row: Omit<AttachmentRow, 'subjectId'>): Promise<void> {
  await run(
    db,
    `insert into attachment (id, digest, size_bytes, media_type, file_name_sealed, owner_organisation_id, uploaded_by, purpose, state, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[row.id, row.digest, row.sizeBytes, row.mediaType, vault().seal(nameSealedAs, row.fileName), row.ownerOrganisationId],
      ...[row.uploadedBy, row.purpose, row.state, row.uploadedAt],
    ],
  )
}

export async function findAttachment(db: Db, id: string): Promise<AttachmentRow | undefined> {
  const [row] = await run<SealedRow>(db, `select ${columns} from attachment where id = $1`, [id])
  return row && opened(row)
}

/** Locks some documents in the order of their ids. */
export async function takeAttachments(db: Db, ids: readonly string[]): Promise<AttachmentRow[]> {
  const rows = await run<SealedRow>(db, `select ${columns} from attachment where id = any($1) order by id for no key update`, [ids])
  return rows.map(opened)
}

export async function listAttachmentsOf(db: Db, subjectIds: readonly string[]): Promise<AttachmentRow[]> {
  const rows = await run<SealedRow>(db, `select ${columns} from attachment where subject_id = any($1) order by id`, [subjectIds])
  return rows.map(opened)
}

export async function setSubject(db: Db, ids: readonly string[], subjectId: string, now: Date): Promise<void> {
  await run(db, 'update attachment set subject_id = $2, attached_at = $3 where id = any($1)', [ids, subjectId, now.toISOString()])
}

export async function setScanned(db: Db, id: string, state: 'clean' | 'refused', now: Date): Promise<void> {
  await run(db, `update attachment set state = $2, scanned_at = $3 where id = $1 and state = 'waiting'`, [id, state, now.toISOString()])
}

/** Forgets documents that belong to nothing since a moment, and the files that nothing else names. */
export async function clearLoose(db: Db, before: Date): Promise<void> {
  const gone = await run<{ digest: string }>(db, 'delete from attachment where attached_at is null and uploaded_at < $1 returning digest', [
    before.toISOString(),
  ])
  const digests = gone.map(({ digest }) => digest)
  // What an import read stays with its run.
  await run(
    db,
    `delete from file f where hash = any($1) and not exists (select 1 from attachment where digest = f.hash)
       and not exists (select 1 from import_run where f.hash in (file_hash, mend_csv_hash, mend_xlsx_hash))`,
    [digests],
  )
}

/** Those of some hashes that no row names. */
export async function unnamed(db: Db, hashes: readonly string[]): Promise<string[]> {
  const kept = new Set(await keptHashes(db, hashes))
  return hashes.filter((hash) => !kept.has(hash))
}
