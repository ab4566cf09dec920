import { uploadFile } from './kernel.contract.ts'
import { insertFile } from './kernel.sql.ts'
import { handle, type Slice } from './perform.ts'

export const kernelSlice: Slice = {
  handlers: [
    handle(uploadFile, async ({ upload, actor, db }) => {
      await insertFile(db, upload, actor.personId)
      return { fileHash: upload.hash, byteCount: upload.byteCount, fileName: upload.fileName }
    }),
  ],
}
