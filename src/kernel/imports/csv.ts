import type { FileHandle } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { givenCell } from '../csv.rules.ts'
import type { Cell, SheetRow } from './cell.ts'
import { SheetProblem, sheetLimits } from './sheet-problem.ts'

export type CsvShape = { encoding: 'utf-8' | 'gb18030' | 'utf-16le'; delimiter: ',' | ';' | '\t' }

const pieceBytes = 64 * 1024
const sampleBytes = 64 * 1024

/**
 * Finds out how a text table is written. UTF-8 if the whole file is well-formed UTF-8; else GB18030 if it is that; else refused.
 * The delimiter is the one that cuts the first lines most often and evenly.
 * @throws SheetProblem 'encoding' or 'not_a_sheet'
 */
export async function shapeOfCsv(file: FileHandle, size: number): Promise<CsvShape> {
  const encoding = await findEncoding(file, size)
  const sample = Buffer.alloc(Math.min(size, sampleBytes))
  await file.read(sample, 0, sample.length, 0)
  return { encoding, delimiter: guessDelimiter(iconv.decode(sample, encoding)) }
}

async function findEncoding(file: FileHandle, size: number): Promise<CsvShape['encoding']> {
  const head = Buffer.alloc(2)
  await file.read(head, 0, 2, 0)
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  const strict = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  for await (const piece of pieces(file, size)) {
    if (piece.includes(0)) throw new SheetProblem('not_a_sheet')
    if (isUtf8) isUtf8 = decodes(strict, piece)
  }
  if (isUtf8) return 'utf-8'
  const decoder = iconv.getDecoder('gb18030')
  for await (const piece of pieces(file, size)) if (decoder.write(piece).includes('\ufffd')) throw new SheetProblem('encoding')
  if (decoder.end()?.includes('\ufffd')) throw new SheetProblem('encoding')
  return 'gb18030'
}

function decodes(decoder: TextDecoder, piece: Buffer): boolean {
  try {
    decoder.decode(piece, { stream: true })
    return true
  } catch {
    return false
  }
}

async function* pieces(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += pieceBytes) {
    const piece = Buffer.alloc(Math.min(pieceBytes, size - at))
    const { bytesRead } = await file.read(piece, 0, piece.length, at)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
  }
}

/** Counts each candidate outside quotes in the first lines; the one that most lines agree on wins. */
export function guessDelimiter(sample: string): CsvShape['delimiter'] {
  const bare = sample.replace(/"[^"]*"/g, '')
  const lines = bare
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  let best: { delimiter: CsvShape['delimiter']; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of [',', '\t', ';'] as const) {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
    const agreeing = counts.filter((count) => count === usual).length
    const score = usual * agreeing
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Rows of a text table, some hundreds at a time. Every cell is text: nothing here turns '0012' into 12. */
export async function* readCsv(
  file: FileHandle,
  size: number,
  shape: CsvShape,
  onProgress: (share: number) => void,
): AsyncGenerator<SheetRow[]> {
  const parser = parse({
    delimiter: shape.delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: sheetLimits.cellLength * 20,
  })
  let failure: Error | undefined
  parser.on('error', (error) => {
    failure = error
  })
  const decoder = iconv.getDecoder(shape.encoding)
  let rowNo = 0
  let done = 0
  const drain = (): SheetRow[] => {
    const rows: SheetRow[] = []
    for (let record = parser.read() as string[] | null; record !== null; record = parser.read() as string[] | null) {
      rowNo++
      const row = rowOf(rowNo, record)
      if (row) rows.push(row)
    }
    return rows
  }
  try {
    for await (const piece of pieces(file, size)) {
      if (failure) throw failure
      parser.write(decoder.write(piece))
      done += piece.length
      onProgress(done / size)
      const rows = drain()
      if (rows.length > 0) yield rows
    }
    const finished = new Promise<void>((resolve, reject) => parser.on('finish', resolve).on('error', reject))
    parser.end(decoder.end() ?? '')
    const rest = drain()
    await finished
    rest.push(...drain())
    if (failure) throw failure
    if (rest.length > 0) yield rest
  } catch (error) {
    if (error instanceof CsvError) throw new SheetProblem('quotes', { row: rowNo + 1 })
    throw error
  } finally {
    parser.destroy()
  }
}

function rowOf(rowNo: number, record: string[]): SheetRow | undefined {
  let last = record.length
  while (last > 0 && record[last - 1]!.trim() === '') last--
  if (last === 0) return undefined
  if (last > sheetLimits.columns) throw new SheetProblem('too_many_columns', { most: sheetLimits.columns, row: rowNo })
  // What we wrote so that a spreadsheet computes nothing is read as what it stands for.
  const cells: Cell[] = record.slice(0, last).map(givenCell)
  for (let i = 0; i < last; i++) {
    const text = cells[i] as string
    if (text.length > sheetLimits.cellLength) throw new SheetProblem('cell_too_long', { most: sheetLimits.cellLength, row: rowNo })
    if (text === '') cells[i] = null
  }
  return { rowNo, cells, cellCount: record.length }
}
