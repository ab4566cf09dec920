import type { Upload } from './contract.ts'
import type { Db } from './db.ts'

/** A file's row; the same bytes stored again keep the first row. Nobody stored what a job or a command made. */
export async function insertFile(db: Db, upload: Upload, personId: string | null): Promise<void> {
  await db
    .insertInto('file')
    .values({
      hash: upload.hash,
      byte_count: upload.byteCount,
      media_type: upload.mediaType,
      file_name: upload.fileName,
      stored_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findFile(db: Db, hash: string) {
  return db
    .selectFrom('file')
    .select(['hash', 'byte_count as byteCount', 'file_name as fileName', 'media_type as mediaType', 'stored_by as storedBy'])
    .where('hash', '=', hash)
    .executeTakeFirst()
}

/** Those of some hashes that a row names. */
export async function keptHashes(db: Db, hashes: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('file')
    .select('hash')
    .where('hash', 'in', [...hashes])
    .execute()
  return rows.map((row) => row.hash)
}
