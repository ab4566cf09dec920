import { open } from 'node:fs/promises'
import type { SheetRow } from './cell.ts'
import { readCsv, shapeOfCsv } from './csv.ts'
import { SheetProblem, sheetLimits } from './sheet-problem.ts'
import { openWorkbook } from './xlsx.ts'

/** A table of rows out of a file that somebody sent. */
export type Sheet = {
  format: 'xlsx' | 'csv'
  /** The sheets people can see; a CSV has one without a name. */
  sheetNames: string[]
  is1904: boolean
  /** How it is written, for showing: 'utf-8', 'gb18030'… */
  encoding: string
  /**
   * Rows that are not blank, in their order, a few hundred at a time and in constant memory.
   * @param sheetName one of sheetNames, the first if not said
   * @param onProgress hears the share of the file that has been read, 0 to 1
   * @throws SheetProblem
   */
  rows(sheetName?: string, onProgress?: (share: number) => void): AsyncGenerator<SheetRow[]>
  close(): Promise<void>
}

/**
 * Opens a file as a table by what is in it, whatever its name says: .xlsx, or .csv in UTF-8, GB18030 or UTF-16.
 * @throws SheetProblem when it is something else, empty, encrypted or broken.
 */
export async function openSheet(path: string): Promise<Sheet> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size === 0) throw new SheetProblem('empty')
    if (size > sheetLimits.fileBytes) throw new SheetProblem('too_large', { most: sheetLimits.fileBytes / 1024 / 1024 })
    const head = Buffer.alloc(8)
    await file.read(head, 0, 8, 0)
    if (head.readUInt32LE(0) === 0x04034b50) {
      const book = await openWorkbook(file)
      const first = book.sheetNames[0]!
      return {
        format: 'xlsx',
        sheetNames: book.sheetNames,
        is1904: book.is1904,
        encoding: 'utf-8',
        rows: (sheetName = first, onProgress = () => {}) => counted(book.rows(sheetName, onProgress)),
        close: () => file.close(),
      }
    }
    if (head.readUInt32BE(0) === 0xd0cf11e0) throw new SheetProblem((await isEncryptedOffice(path)) ? 'encrypted' : 'old_excel')
    if (head.subarray(0, 5).toString('latin1') === '%PDF-' || /^\s*<(!doctype|html|\?xml|table)/i.test(head.toString('latin1'))) {
      throw new SheetProblem('not_a_sheet')
    }
    const shape = await shapeOfCsv(file, size)
    return {
      format: 'csv',
      sheetNames: [''],
      is1904: false,
      encoding: shape.encoding,
      rows: (_, onProgress = () => {}) => counted(readCsv(file, size, shape, onProgress)),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function* counted(batches: AsyncGenerator<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  let count = 0
  for await (const batch of batches) {
    const rows = batch.filter(hasText)
    count += rows.length
    if (count > sheetLimits.rows + 1) throw new SheetProblem('too_many_rows', { most: sheetLimits.rows })
    if (rows.length > 0) yield rows
  }
}

function hasText(row: SheetRow): boolean {
  return row.cells.some((cell) => cell !== null && (typeof cell !== 'string' || cell.trim() !== ''))
}

/** A workbook with a password is an OLE2 file with a stream called EncryptedPackage, its name in UTF-16. */
async function isEncryptedOffice(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const mark = Buffer.from('EncryptedPackage', 'utf16le')
    const { size } = await file.stat()
    const piece = Buffer.alloc(1024 * 1024)
    for (let at = 0; at < size; at += piece.length - mark.length) {
      const { bytesRead } = await file.read(piece, 0, piece.length, at)
      if (piece.subarray(0, bytesRead).includes(mark)) return true
    }
    return false
  } finally {
    await file.close()
  }
}
