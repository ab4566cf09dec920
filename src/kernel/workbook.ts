// Tables written as an .xlsx: one sheet after another, numbers stay numbers, text is never a formula; a formula is one that our own code made.
import { PassThrough, type Readable } from 'node:stream'

export type SheetCell = string | number | null | { readonly formula: string; readonly result: number }
export type WrittenSheet = {
  /** At most 31 letters, none of []:*?/\ */
  readonly name: string
  readonly heads: readonly string[]
  /** In letters, by column. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly SheetCell[])[]
}

/** The bytes of a workbook, as they are made. */
export function workbookOf(sheets: readonly WrittenSheet[]): Readable {
  const out = new PassThrough()
  const write = async () => {
    // Loaded when a sheet is written: it is the slowest of all packages to load, and hardly any process writes one.
    const { default: ExcelJS } = await import('exceljs')
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
    for (const { name, heads, widths, rows } of sheets) {
      const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
      sheet.columns = widths.map((width) => ({ width, style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } } }))
      const heading = sheet.addRow([...heads])
      heading.font = { bold: true }
      heading.commit()
      for (const row of rows) {
        const added = sheet.addRow([...row])
        for (const [at, cell] of row.entries())
          if (typeof cell === 'number' || (typeof cell === 'object' && cell !== null)) added.getCell(at + 1).numFmt = 'General'
        added.commit()
      }
      sheet.commit()
    }
    await book.commit()
  }
  write().catch((error: Error) => out.destroy(error))
  return out
}
