import { kernelChecks } from './check.ts'
import { idempotencyWorkers } from './idempotency.ts'
import { getMailState, uploadFile } from './kernel.contract.ts'
import { insertFile } from './kernel.sql.ts'
import { findMailState, mailWorkers } from './mail.ts'
import type { Mailer } from './mailer.ts'
import { handle, type Slice } from './perform.ts'

/** The kernel's own stories; without a mailer letters wait. */
export function kernelSlice({ mailer }: { mailer?: Mailer | undefined }): Slice {
  return {
    checks: kernelChecks,
    handlers: [
      handle(uploadFile, async ({ upload, actor, db }) => {
        await insertFile(db, upload, actor.personId)
        return { fileHash: upload.hash, byteCount: upload.byteCount, fileName: upload.fileName }
      }),

      handle(getMailState, async ({ db }) => ({ hasServer: mailer !== undefined, ...(await findMailState(db)) })),
    ],
    workers: [...mailWorkers(mailer), ...idempotencyWorkers],
  }
}
