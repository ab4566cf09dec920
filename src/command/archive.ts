// The backup's format: a tar, gzipped or not, whose parts are text that any PostgreSQL understands.
//   header.json            who made it, of which tables and columns, in which order they go back
//   tables/<name>/000001   rows as COPY writes them, in parts of at most 8 MB
//   files/<sha256>         the stored files
//   manifest.json          row counts and hashes, last, because only then they are known
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { PassThrough, type Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { extract, pack, type Header as TarHeader } from 'tar-stream'
import * as z from 'zod'
import { backupWords as words } from './backup.words.ts'
import { CommandRefusal, shell } from './command.ts'

export const formatVersion = 1
const partBytes = 8_388_608

const Table = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) })
export type ArchivedTable = z.infer<typeof Table>
export const Header = z.object({
  format: z.literal(formatVersion),
  product: z.literal('xianchuang'),
  version: z.string(),
  takenAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  queueVersion: z.number(),
  /** In the order in which they go back: what is referred to comes first. */
  tables: z.array(Table),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
})
export type Header = z.infer<typeof Header>
const Count = z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() })
export const Manifest = z.object({ tables: z.record(z.string(), Count), files: z.object({ count: z.number(), bytes: z.number() }) })
export type Manifest = z.infer<typeof Manifest>

export const nameOfTable = (table: { schema: string; name: string }) => `${table.schema}.${table.name}`

/** Counts and hashes what passes. Rows of COPY's text form end in a line feed, and no other line feed is in them. */
export class Tally {
  rows = 0
  bytes = 0
  readonly #hash: Hash = createHash('sha256')
  add(chunk: Buffer): void {
    this.bytes += chunk.length
    this.#hash.update(chunk)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) this.rows += 1
  }
  done(): { rows: number; bytes: number; sha256: string } {
    return { rows: this.rows, bytes: this.bytes, sha256: this.#hash.digest('hex') }
  }
}

export type ArchiveWriter = {
  json(name: string, content: unknown): Promise<void>
  /** Writes a stream in parts, so that no size need be known before. */
  parts(name: string, chunks: AsyncIterable<Buffer>): Promise<ReturnType<Tally['done']>>
  file(name: string, byteCount: number, bytes: Readable): Promise<void>
  close(): Promise<void>
}

/** Starts an archive on a stream; gzip at its fastest, because rows shrink to a quarter already then. */
export function writeArchive(target: Writable, isGzipped: boolean): ArchiveWriter {
  const tar = pack()
  const written = isGzipped ? pipeline(tar, createGzip({ level: 1 }), target) : pipeline(tar, target)
  // A failure of the target must reach whoever waits for a part, and nobody else.
  written.catch((error) => tar.destroy(error))
  const entry = (name: string, body: Buffer) =>
    new Promise<void>((settle, fail) => {
      tar.entry({ name, mode: 0o600 }, body, (error) => (error ? fail(error) : settle()))
    })
  return {
    json: (name, content) => entry(name, Buffer.from(`${JSON.stringify(content, null, 1)}\n`)),
    async parts(name, chunks) {
      const tally = new Tally()
      let waiting: Buffer[] = []
      let size = 0
      let part = 0
      const flush = async () => {
        part += 1
        await entry(`${name}/${String(part).padStart(6, '0')}`, Buffer.concat(waiting))
        waiting = []
        size = 0
      }
      for await (const chunk of chunks) {
        tally.add(chunk)
        waiting.push(chunk)
        size += chunk.length
        if (size >= partBytes) await flush()
      }
      if (size > 0 || part === 0) await flush()
      return tally.done()
    },
    file: (name, byteCount, bytes) =>
      new Promise((settle, fail) => {
        const slot = tar.entry({ name, size: byteCount, mode: 0o600 }, (error) => (error ? fail(error) : settle()))
        pipeline(bytes, slot).catch(fail)
      }),
    async close() {
      tar.finalize()
      await written
    },
  }
}

export type ArchiveEntry = { name: string; size: number; bytes: Readable }

/** The parts of an archive one after the other; each must be read to its end before the next is asked for. */
export async function* readArchive(source: Readable): AsyncGenerator<ArchiveEntry> {
  const tar = extract()
  const head = await firstBytes(source)
  const whole = new PassThrough()
  whole.write(head)
  const isGzipped = head[0] === 0x1f && head[1] === 0x8b
  const fed = isGzipped ? pipeline(source, whole, createGunzip(), tar) : pipeline(source, whole, tar)
  fed.catch((error) => tar.destroy(error))
  try {
    for await (const each of tar) {
      const { name, size } = (each as unknown as { header: TarHeader }).header
      yield { name, size: size ?? 0, bytes: each as unknown as Readable }
    }
    await fed
  } catch (error) {
    throw asDamage(error)
  }
}

/** What a torn gzip or tar says, in our words; anything else as it is. */
export function asDamage(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  const isTorn =
    code?.startsWith('Z_') || /unexpected end of (data|file)|invalid tar header|stream was destroyed|premature close/i.test(message)
  return isTorn && !(error instanceof CommandRefusal) ? new CommandRefusal(words.damaged, { reason: message }) : error
}

async function firstBytes(source: Readable): Promise<Buffer> {
  for (;;) {
    const chunk = source.read() as Buffer | null
    if (chunk) return chunk
    if (source.readableEnded) throw new CommandRefusal(words.damaged, { reason: 'empty' })
    await new Promise<void>((settle, fail) => {
      source.once('readable', settle)
      source.once('end', settle)
      source.once('error', fail)
    })
  }
}

/** The whole of a small part. */
export async function textOf(bytes: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** A file to read from, or standard input for `-`. */
export function openSource(path: string): Readable {
  return path === '-' ? shell.process.stdin : createReadStream(path)
}

/** A file that only its owner may read, or standard output for `-`. */
export function openTarget(path: string): Writable {
  return path === '-' ? shell.process.stdout : createWriteStream(path, { mode: 0o600, flush: true })
}
