import { PassThrough, Readable } from 'node:stream'
import { csvStream } from '../csv.ts'
import { say } from '../word.ts'
import { type Cell, cellText } from './cell.ts'
import { type ImportDefinition, wordOfReason } from './definition.ts'
import { importsWords } from './imports.words.ts'
import type { RowReason } from './row.rules.ts'

export type RefusedRow = { rowNo: number; given: Cell[]; reasons: RowReason[] }

/** The heading of the column that says why; a file with it imports as if it were not there. */
export const reasonHeading = importsWords.reasonHeading.zh

/** All reasons of a row in one text, each with its row and column. */
export function reasonText({ rowNo, reasons }: RefusedRow, definition: Pick<ImportDefinition, 'reasons'>): string {
  return reasons
    .map(({ code, params, column }) => {
      const reason = say(wordOfReason(definition, code), 'zh', params)
      return column === undefined
        ? say(importsWords.reasonInRow, 'zh', { row: rowNo, reason })
        : say(importsWords.reasonInColumn, 'zh', { row: rowNo, column, reason })
    })
    .join('；')
}

type Mending = { headers: readonly string[]; definition: Pick<ImportDefinition, 'reasons'>; rows: AsyncIterable<RefusedRow[]> }

/** Which of the file's own columns come back: all but an earlier answer of ours. */
function ownColumns(headers: readonly string[]): number[] {
  return headers.flatMap((header, at) => (header === reasonHeading ? [] : [at]))
}

/** The refused rows as a .csv that spreadsheets open in the right encoding. */
export function mendCsv({ headers, definition, rows }: Mending): Readable {
  const columns = ownColumns(headers)
  async function* lines() {
    yield [...columns.map((at) => headers[at]!), reasonHeading]
    for await (const batch of rows)
      for (const row of batch) yield [...columns.map((at) => cellText(row.given[at])), reasonText(row, definition)]
  }
  const table = csvStream()
  const source = Readable.from(lines())
  source.on('error', (error) => table.destroy(error))
  return source.pipe(table)
}

/** The refused rows as an .xlsx: numbers stay numbers, everything else is text. */
export function mendXlsx({ headers, definition, rows }: Mending): Readable {
  const out = new PassThrough()
  const columns = ownColumns(headers)
  const write = async () => {
    // Loaded when a sheet is written: it is the slowest of all packages to load, and hardly any process writes one.
    const { default: ExcelJS } = await import('exceljs')
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
    const sheet = book.addWorksheet(importsWords.refusedSheetName.zh, { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = [...columns.map(() => ({ width: 18, style: { numFmt: '@' } })), { width: 60, style: { numFmt: '@' } }]
    const heading = sheet.addRow([...columns.map((at) => headers[at]!), reasonHeading])
    heading.font = { bold: true }
    heading.commit()
    for await (const batch of rows)
      for (const row of batch) {
        const cells = columns.map((at) => sheetValue(row.given[at]))
        const added = sheet.addRow([...cells, reasonText(row, definition)])
        for (const [at, cell] of cells.entries()) if (typeof cell === 'number') added.getCell(at + 1).numFmt = 'General'
        added.commit()
      }
    await book.commit()
  }
  write().catch((error: Error) => out.destroy(error))
  return out
}

function sheetValue(cell: Cell | undefined): string | number | null {
  if (cell === null || cell === undefined) return null
  if (typeof cell === 'object' && 'num' in cell && String(Number(cell.num)) === cell.num) return Number(cell.num)
  return cellText(cell)
}
