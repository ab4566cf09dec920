import type { FileHandle } from 'node:fs/promises'
import type { Cell, SheetRow } from './cell.ts'
import { type NumberShape, plainDecimal, serialToDay, shapeOfFormat } from './serial.rules.ts'
import { SheetProblem, sheetLimits } from './sheet-problem.ts'
import { StringStore } from './string-store.ts'
import { attributeOf, XmlScanner } from './xml.ts'
import { inflateEntry, readZipEntries, type ZipEntry } from './zip.ts'

const mostSmallPart = 16 * 1024 * 1024
const leastAllowance = 100 * 1024 * 1024
const mostRatio = 200

/** The sheets of a workbook that people can see, in their order, and how to read one of them. */
export type Workbook = {
  sheetNames: string[]
  is1904: boolean
  /** Rows in the order of the sheet, some hundreds at a time; `onProgress` hears 0 to 1. */
  rows(sheetName: string, onProgress: (share: number) => void): AsyncGenerator<SheetRow[]>
}

type Parts = { sheets: Map<string, ZipEntry>; texts: ZipEntry | undefined; styles: ZipEntry | undefined; is1904: boolean }

/**
 * Opens an .xlsx by its directory: a sheet of any length is read in constant memory (texts past 16 MB wait in a temporary file).
 * @throws SheetProblem
 */
export async function openWorkbook(file: FileHandle): Promise<Workbook> {
  const entries = await readZipEntries(file)
  const parts = await findParts(file, entries)
  return {
    sheetNames: [...parts.sheets.keys()],
    is1904: parts.is1904,
    rows: (sheetName, onProgress) => readRows(file, parts, sheetName, onProgress),
  }
}

async function findParts(file: FileHandle, entries: Map<string, ZipEntry>): Promise<Parts> {
  if (entries.has('EncryptedPackage')) throw new SheetProblem('encrypted')
  const workbookName = [...(await readTargets(file, entries, '_rels/.rels', '')).values()].find((r) =>
    r.type.endsWith('/officeDocument'),
  )?.target
  const workbook = workbookName === undefined ? undefined : entries.get(workbookName)
  if (!workbook) throw new SheetProblem('not_a_sheet')
  const folder = workbook.name.slice(0, workbook.name.lastIndexOf('/') + 1)
  const relations = await readTargets(file, entries, `${folder}_rels/${workbook.name.slice(folder.length)}.rels`, folder)
  const sheets = new Map<string, ZipEntry>()
  let is1904 = false
  await scanSmall(file, workbook, (name, attributes) => {
    if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributeOf(attributes, 'date1904') ?? '')
    if (name !== 'sheet' || (attributeOf(attributes, 'state') ?? 'visible') !== 'visible') return
    const relation = relations.get(attributeOf(attributes, 'id') ?? '')
    const entry = relation?.type.endsWith('/worksheet') ? entries.get(relation.target) : undefined
    if (entry) sheets.set(attributeOf(attributes, 'name') ?? `Sheet${sheets.size + 1}`, entry)
  })
  if (sheets.size === 0) throw new SheetProblem('not_a_sheet')
  const partOf = (kind: string) => {
    const target = [...relations.values()].find((r) => r.type.endsWith(kind))?.target
    return target === undefined ? undefined : entries.get(target)
  }
  return { sheets, texts: partOf('/sharedStrings'), styles: partOf('/styles'), is1904 }
}

async function readTargets(file: FileHandle, entries: Map<string, ZipEntry>, name: string, folder: string) {
  const found = new Map<string, { type: string; target: string }>()
  const entry = entries.get(name)
  if (!entry) return found
  await scanSmall(file, entry, (element, attributes) => {
    if (element !== 'Relationship') return
    const target = attributeOf(attributes, 'Target') ?? ''
    const path = target.startsWith('/') ? target.slice(1) : new URL(target, `file:///${folder}`).pathname.slice(1)
    found.set(attributeOf(attributes, 'Id') ?? '', { type: attributeOf(attributes, 'Type') ?? '', target: decodeURI(path) })
  })
  return found
}

async function scanSmall(file: FileHandle, entry: ZipEntry, open: (name: string, attributes: string) => void): Promise<void> {
  await scan(file, entry, mostSmallPart, new XmlScanner({ open, close() {}, text() {} }))
}

async function scan(file: FileHandle, entry: ZipEntry, mostBytes: number, scanner: XmlScanner): Promise<void> {
  const decoder = new TextDecoder()
  for await (const piece of inflateEntry(file, entry, mostBytes)) scanner.write(decoder.decode(piece, { stream: true }))
  scanner.write(decoder.decode())
  scanner.end()
}

/** An honest sheet shrinks some 10 to 40 times; what would swell far beyond that is refused before it does. */
function allowance(entry: ZipEntry): number {
  return Math.max(leastAllowance, entry.packedBytes * mostRatio)
}

async function readShapes(file: FileHandle, entry: ZipEntry | undefined): Promise<NumberShape[]> {
  const codes = new Map<number, string>()
  const shapes: NumberShape[] = []
  if (!entry) return shapes
  let inCells = false
  const scanner = new XmlScanner({
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const id = Number(attributeOf(attributes, 'numFmtId') ?? '0')
        shapes.push(shapeOfFormat(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
    text() {},
  })
  await scan(file, entry, mostSmallPart, scanner)
  return shapes
}

async function readTexts(file: FileHandle, entry: ZipEntry | undefined, store: StringStore): Promise<void> {
  if (!entry) return
  let item = ''
  let isText = false
  let phonetic = 0
  const scanner = new XmlScanner({
    open(name) {
      if (name === 'si') item = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') isText = phonetic === 0
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si') {
        if (item.length > sheetLimits.cellLength) throw new SheetProblem('cell_too_long')
        store.add(item)
      }
    },
    text(text) {
      if (isText) item += text
    },
  })
  await scan(file, entry, allowance(entry), scanner)
}

async function* readRows(
  file: FileHandle,
  parts: Parts,
  sheetName: string,
  onProgress: (share: number) => void,
): AsyncGenerator<SheetRow[]> {
  const entry = parts.sheets.get(sheetName)
  if (!entry) throw new SheetProblem('no_such_sheet', { sheet: sheetName })
  const texts = new StringStore()
  try {
    await readTexts(file, parts.texts, texts)
    const reader = new RowReader(await readShapes(file, parts.styles), texts, parts.is1904)
    const decoder = new TextDecoder()
    const packed = (bytes: number) => onProgress(entry.packedBytes === 0 ? 1 : bytes / entry.packedBytes)
    for await (const piece of inflateEntry(file, entry, allowance(entry), packed)) {
      reader.scanner.write(decoder.decode(piece, { stream: true }))
      if (reader.rows.length > 0) yield reader.rows.splice(0)
    }
    reader.scanner.write(decoder.decode())
    reader.scanner.end()
    if (reader.rows.length > 0) yield reader.rows.splice(0)
  } finally {
    texts.close()
  }
}

/** Turns the elements of a worksheet into rows; keeps the row it is in and nothing more. */
class RowReader {
  readonly rows: SheetRow[] = []
  readonly scanner: XmlScanner
  readonly #shapes: NumberShape[]
  readonly #texts: StringStore
  readonly #is1904: boolean
  #rowNo = 0
  #cells: Cell[] = []
  #column = -1
  #type = ''
  #style = ''
  #value = ''
  #hasFormula = false
  #takes = false
  #phonetic = 0

  constructor(shapes: NumberShape[], texts: StringStore, is1904: boolean) {
    this.#shapes = shapes
    this.#texts = texts
    this.#is1904 = is1904
    this.scanner = new XmlScanner({
      open: (name, attributes) => this.#open(name, attributes),
      close: (name) => this.#close(name),
      text: (text) => {
        if (this.#takes) this.#value += text
      },
    })
  }

  #open(name: string, attributes: string): void {
    if (name === 'c') {
      this.#type = attributeOf(attributes, 't') ?? 'n'
      this.#style = attributeOf(attributes, 's') ?? ''
      const reference = attributeOf(attributes, 'r')
      this.#column = reference === undefined ? this.#column + 1 : columnOf(reference)
      this.#value = ''
      this.#hasFormula = false
    } else if (name === 'v') this.#takes = true
    else if (name === 't') this.#takes = this.#phonetic === 0
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'rPh') this.#phonetic++
    else if (name === 'row') {
      const given = Number(attributeOf(attributes, 'r') ?? '0')
      this.#rowNo = given > this.#rowNo ? given : this.#rowNo + 1
      this.#cells = []
      this.#column = -1
    }
  }

  #close(name: string): void {
    if (name === 'c') this.#put(this.#cell())
    else if (name === 'v' || name === 't') this.#takes = false
    else if (name === 'rPh') this.#phonetic--
    else if (name === 'row' && this.#cells.length > 0) this.rows.push({ rowNo: this.#rowNo, cells: this.#cells })
  }

  #put(cell: Cell): void {
    if (cell === null) return
    if (this.#column >= sheetLimits.columns) throw new SheetProblem('too_many_columns', { most: sheetLimits.columns, row: this.#rowNo })
    while (this.#cells.length < this.#column) this.#cells.push(null)
    this.#cells[this.#column] = cell
  }

  #cell(): Cell {
    const value = this.#value
    if (value.length > sheetLimits.cellLength) throw new SheetProblem('cell_too_long', { most: sheetLimits.cellLength, row: this.#rowNo })
    if (this.#type === 's') return unescapeCell(this.#texts.get(value === '' ? -1 : Number(value)) ?? '')
    if (this.#type === 'inlineStr' || this.#type === 'str') return unescapeCell(value)
    if (value === '') return this.#hasFormula ? { error: '#FORMULA' } : null
    if (this.#type === 'b') return { bool: value === '1' || value === 'true' }
    if (this.#type === 'e') return { error: value }
    if (this.#type === 'd') return { day: value.replace('T', ' ').replace(/ 00:00:00(\.0+)?$/, '') }
    return this.#number(value)
  }

  #number(value: string): Cell {
    const num = plainDecimal(value)
    if (num === undefined) return { error: value }
    const shape = this.#style === '' ? 'number' : (this.#shapes[Number(this.#style)] ?? 'number')
    const serial = Number(num)
    if (shape === 'span' || (shape === 'day' && serial >= 0 && serial < 1)) return { span: Math.round(serial * 86_400) }
    const day = shape === 'number' ? undefined : serialToDay(serial, this.#is1904)
    if (day === undefined) return { num }
    return { day: shape === 'month' ? day.slice(0, 7) : day }
  }
}

/** 'BC12' is column 54 from zero. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  if (column === 0) throw new SheetProblem('broken')
  return column - 1
}

/** A workbook writes signs that XML cannot carry as _x000D_; what no text may hold is let go. */
function unescapeCell(text: string): Cell {
  if (text === '') return null
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return plain.includes('\0') || !plain.isWellFormed() ? plain.replaceAll('\0', '').toWellFormed() : plain
}
