import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { SheetProblem } from './sheet-problem.ts'

export type ZipEntry = { name: string; method: number; isEncrypted: boolean; packedBytes: number; inflatedBytes: number; headerAt: number }

const endMark = 0x06054b50
const end64LocatorMark = 0x07064b50
const end64Mark = 0x06064b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const mostEntries = 20_000
const mostDirectoryBytes = 8 * 1024 * 1024

/**
 * Lists what a zip archive holds, from its central directory alone: nothing is inflated.
 * @throws SheetProblem 'broken' if the archive is cut short or not an archive.
 */
export async function readZipEntries(file: FileHandle): Promise<Map<string, ZipEntry>> {
  const { size } = await file.stat()
  const { directoryAt, directoryBytes, count } = await findDirectory(file, size)
  if (count > mostEntries || directoryBytes > mostDirectoryBytes || directoryAt + directoryBytes > size) throw new SheetProblem('broken')
  const directory = await readAt(file, directoryAt, directoryBytes)
  const entries = new Map<string, ZipEntry>()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark) throw new SheetProblem('broken')
    const nameBytes = directory.readUInt16LE(at + 28)
    const extraBytes = directory.readUInt16LE(at + 30)
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes)
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/')
    const sizes = wideSizes(extra, {
      inflatedBytes: directory.readUInt32LE(at + 24),
      packedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    })
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      ...sizes,
    })
    at += 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * Inflates one entry piece by piece.
 * @param mostBytes refuses as soon as more comes out than this, whatever the archive claims.
 * @param onPacked told how many packed bytes have been read so far, for progress.
 * @throws SheetProblem 'encrypted', 'broken', or 'too_large_inside'.
 */
export async function* inflateEntry(
  file: FileHandle,
  entry: ZipEntry,
  mostBytes: number,
  onPacked?: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted) throw new SheetProblem('encrypted')
  if (entry.method !== 0 && entry.method !== 8) throw new SheetProblem('broken')
  if (entry.inflatedBytes > mostBytes) throw new SheetProblem('too_large_inside')
  const local = await readAt(file, entry.headerAt, 30)
  if (local.length < 30 || local.readUInt32LE(0) !== localMark) throw new SheetProblem('broken')
  const start = entry.headerAt + 30 + local.readUInt16LE(26) + local.readUInt16LE(28)
  if (entry.packedBytes === 0) return
  const source = Readable.from(packedPieces(file, start, entry.packedBytes, onPacked ?? (() => {})), { objectMode: false })
  const inflate = entry.method === 8 ? createInflateRaw({ chunkSize: 64 * 1024 }) : undefined
  if (inflate) {
    source.on('error', (error) => inflate.destroy(error))
    source.pipe(inflate)
  }
  let total = 0
  try {
    for await (const piece of inflate ?? source) {
      total += piece.length
      if (total > mostBytes) throw new SheetProblem('too_large_inside')
      yield piece as Buffer
    }
  } catch (error) {
    throw error instanceof SheetProblem ? error : new SheetProblem('broken')
  } finally {
    source.destroy()
    inflate?.destroy()
  }
}

async function* packedPieces(file: FileHandle, start: number, length: number, onPacked: (bytes: number) => void): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; ) {
    const piece = await readAt(file, start + done, Math.min(64 * 1024, length - done))
    if (piece.length === 0) throw new SheetProblem('broken')
    done += piece.length
    onPacked(done)
    yield piece
  }
}

async function findDirectory(file: FileHandle, size: number) {
  const tailAt = Math.max(0, size - 66_000)
  const tail = await readAt(file, tailAt, size - tailAt)
  const at = findLastMark(tail, endMark)
  if (at < 0 || at + 22 > tail.length) throw new SheetProblem('broken')
  const directoryAt = tail.readUInt32LE(at + 16)
  const directoryBytes = tail.readUInt32LE(at + 12)
  const count = tail.readUInt16LE(at + 10)
  if (directoryAt !== 0xffffffff && count !== 0xffff && directoryBytes !== 0xffffffff) return { directoryAt, directoryBytes, count }
  if (at < 20 || tail.readUInt32LE(at - 20) !== end64LocatorMark) throw new SheetProblem('broken')
  const end64 = await readAt(file, Number(tail.readBigUInt64LE(at - 12)), 56)
  if (end64.length < 56 || end64.readUInt32LE(0) !== end64Mark) throw new SheetProblem('broken')
  return {
    directoryAt: Number(end64.readBigUInt64LE(48)),
    directoryBytes: Number(end64.readBigUInt64LE(40)),
    count: Number(end64.readBigUInt64LE(32)),
  }
}

function findLastMark(bytes: Buffer, mark: number): number {
  for (let at = bytes.length - 22; at >= 0; at--) if (bytes.readUInt32LE(at) === mark) return at
  return -1
}

/** Sizes above 4 GB stand in the extra field with id 1, in the order of the fields they stand for. */
function wideSizes<T extends { inflatedBytes: number; packedBytes: number; headerAt: number }>(extra: Buffer, narrow: T): T {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let from = at + 4
    for (const name of ['inflatedBytes', 'packedBytes', 'headerAt'] as const) {
      if (narrow[name] !== 0xffffffff || from + 8 > extra.length) continue
      narrow[name] = Number(extra.readBigUInt64LE(from))
      from += 8
    }
  }
  return narrow
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, length))
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
