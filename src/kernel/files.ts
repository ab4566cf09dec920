// Bytes by their SHA-256, in DATA_DIR. Writing the same bytes twice is writing them once.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { uploadTooLarge } from './kernel.contract.ts'

export type FileStore = {
  /**
   * Stores a stream, durable when it returns; `check` sees it at a path before it is one of ours, and what it throws leaves nothing.
   * @throws upload_too_large, and what `check` throws
   */
  put<Found = undefined>(
    bytes: AsyncIterable<Buffer>,
    options?: PutOptions<Found>,
  ): Promise<{ hash: string; byteCount: number; found: Found }>
  /** The path of a stored file, for readers that want one. @throws when it is not there. */
  pathOf(hash: string): Promise<string>
  read(hash: string): Promise<Readable>
  list(): AsyncGenerator<string>
  /** Deletes a file that was stored before a moment, and leaves one that was stored again since. */
  removeOlder(hash: string, before: Date): Promise<void>
}
type PutOptions<Found> = { megabytesAtMost?: number; check?: (path: string) => Promise<Found> }

/** A stream that is left early stays open, so that whoever sends it can still be answered. */
function heard(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return bytes instanceof Readable ? bytes.iterator({ destroyOnReturn: false }) : bytes
}

/** How many times the largest size is read before a sender is cut off. */
const heardOut = 4

/** A store below a folder, for files up to a size; two letters a level: `files/ab/abcdef…`. */
export function openFiles(folder: string, megabytesAtMost = 200): FileStore {
  const placeOf = (hash: string) => join(folder, hash.slice(0, 2), hash)
  return {
    async put<Found>(bytes: AsyncIterable<Buffer>, options: PutOptions<Found> = {}) {
      const most = Math.min(options.megabytesAtMost ?? megabytesAtMost, megabytesAtMost)
      await mkdir(join(folder, 'incoming'), { recursive: true })
      const draft = join(folder, 'incoming', randomUUID())
      const digest = createHash('sha256')
      let byteCount = 0
      const bytesAtMost = most * 1_048_576
      // A sender that is cut off never reads why: what is too much is heard out, within reason, and thrown away.
      async function* counted() {
        for await (const chunk of heard(bytes)) {
          byteCount += chunk.length
          if (byteCount > bytesAtMost * heardOut) break
          if (byteCount > bytesAtMost) continue
          digest.update(chunk)
          yield chunk
        }
        if (byteCount > bytesAtMost) throw uploadTooLarge({ megabytes: most })
      }
      try {
        // Open before a byte is read: a file that is still being opened would come to be after it was taken away.
        const handle = await open(draft, 'wx')
        await pipeline(counted, handle.createWriteStream({ flush: true }))
        const found = (await options.check?.(draft)) as Found
        const hash = digest.digest('hex')
        await mkdir(join(folder, hash.slice(0, 2)), { recursive: true })
        await rename(draft, placeOf(hash))
        const parent = await open(join(folder, hash.slice(0, 2)))
        await parent.sync()
        await parent.close()
        return { hash, byteCount, found }
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    async pathOf(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a file hash')
      await access(placeOf(hash))
      return placeOf(hash)
    },
    async read(hash) {
      return createReadStream(await this.pathOf(hash))
    },
    async *list() {
      const folders = await readdir(folder).catch(() => [] as string[])
      for (const name of folders.filter((entry) => entry.length === 2).sort())
        for (const hash of (await readdir(join(folder, name))).sort()) yield hash
    },
    async removeOlder(hash, before) {
      const place = await this.pathOf(hash)
      if ((await stat(place)).mtime < before) await rm(place, { force: true })
    },
  }
}
