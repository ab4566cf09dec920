// What a file is, by its content alone. The name and the type that a sender claims count for nothing.
import { type FileHandle, open } from 'node:fs/promises'
import { shapeOfCsv } from '../imports/csv.ts'
import { SheetProblem } from '../imports/sheet-problem.ts'
import { inflateEntry, readZipEntries, type ZipEntry } from '../imports/zip.ts'
import { type DocumentType, documentTypes, inflatedMegabytes } from './attachment.rules.ts'
import { documentEmpty, documentRefused, documentSwollen } from './attachments.contract.ts'

const headBytes = 4096
const tailBytes = 65_536
const partNamesAtMost = 1_048_576

/**
 * The media type of a document that may be taken. Archives are unpacked to nowhere, so that one which swells is found here and not by
 * who opens it.
 * @throws document_empty, document_refused, document_swollen
 */
export async function mediaTypeOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size === 0) throw documentEmpty({})
    const found = await recognise(file, size)
    if (!found) throw documentRefused({})
    return documentTypes[found]
  } finally {
    await file.close()
  }
}

async function recognise(file: FileHandle, size: number): Promise<DocumentType | undefined> {
  const head = await piece(file, 0, Math.min(size, headBytes))
  const tail = await piece(file, Math.max(0, size - tailBytes), Math.min(size, tailBytes))
  const begins = (mark: string) => head.subarray(0, mark.length).equals(Buffer.from(mark, 'latin1'))
  if (begins('%PDF-')) return tail.includes('%%EOF') ? 'pdf' : undefined
  if (begins('\x89PNG\r\n\x1a\n')) return head.subarray(12, 16).equals(Buffer.from('IHDR')) && tail.includes('IEND') ? 'png' : undefined
  if (begins('\xff\xd8\xff')) return tail.includes(Buffer.from([0xff, 0xd9])) ? 'jpg' : undefined
  if (begins('PK')) return inArchive(file)
  return (await isTable(file, size, head)) ? 'csv' : undefined
}

async function piece(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, at)
  return bytes.subarray(0, bytesRead)
}

const mainParts: readonly [DocumentType, string][] = [
  ['xlsx', 'spreadsheetml.sheet.main+xml'],
  ['docx', 'wordprocessingml.document.main+xml'],
]

async function inArchive(file: FileHandle): Promise<DocumentType | undefined> {
  try {
    const entries = await readZipEntries(file)
    const all = [...entries.values()]
    if (all.some((entry) => entry.isEncrypted || /vbaProject\.bin$/i.test(entry.name))) return undefined
    await inflateAll(file, all)
    const root = entries.get('OFD.xml')
    if (root) return /<(\w+:)?OFD[\s>]/.test(await textOf(file, root)) ? 'ofd' : undefined
    const parts = entries.get('[Content_Types].xml')
    if (!parts) return undefined
    const said = await textOf(file, parts)
    if (/macroEnabled/i.test(said)) return undefined
    return mainParts.find(([, mark]) => said.includes(mark))?.[0]
  } catch (error) {
    if (!(error instanceof SheetProblem)) throw error
    if (error.code === 'too_large_inside') throw documentSwollen({ megabytes: inflatedMegabytes })
    return undefined
  }
}

/** What an archive says of its sizes may be a lie: each part is unpacked and counted. */
async function inflateAll(file: FileHandle, entries: readonly ZipEntry[]): Promise<void> {
  let left = inflatedMegabytes * 1_048_576
  for (const entry of entries) for await (const bytes of inflateEntry(file, entry, left)) left -= bytes.length
}

async function textOf(file: FileHandle, entry: ZipEntry): Promise<string> {
  const chunks: Buffer[] = []
  for await (const bytes of inflateEntry(file, entry, partNamesAtMost)) chunks.push(bytes)
  return Buffer.concat(chunks).toString('utf8')
}

/** Text whose first line is cut by a separator, and that is no page or script of the web. */
async function isTable(file: FileHandle, size: number, head: Buffer): Promise<boolean> {
  try {
    const { encoding, delimiter } = await shapeOfCsv(file, size)
    const text = new TextDecoder(encoding).decode(head)
    if (/[^\P{Cc}\t\r\n]/u.test(text)) return false
    if (/^\s*[<#%{]|<\s*(!doctype|html|script|svg|\?xml|iframe|body)/i.test(text)) return false
    return text.split(/\r?\n/, 1)[0]!.includes(delimiter)
  } catch (error) {
    if (error instanceof SheetProblem) return false
    throw error
  }
}
