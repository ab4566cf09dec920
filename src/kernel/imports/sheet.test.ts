import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { zip } from '../../../test/kit/zip.ts'
import type { SheetRow } from './cell.ts'
import { guessDelimiter } from './csv.ts'
import { openSheet } from './sheet.ts'
import { SheetProblem } from './sheet-problem.ts'
import { StringStore } from './string-store.ts'
import { attributeOf, XmlScanner } from './xml.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xianchuang-sheet-test-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function readAll(bytes: Buffer | string, sheetName?: string): Promise<SheetRow[]> {
  const path = join(folder, 'file')
  await writeFile(path, bytes)
  const sheet = await openSheet(path)
  try {
    const rows: SheetRow[] = []
    for await (const batch of sheet.rows(sheetName)) rows.push(...batch)
    return rows
  } finally {
    await sheet.close()
  }
}

async function problemOf(bytes: Buffer | string): Promise<string> {
  try {
    await readAll(bytes)
    return 'none'
  } catch (error) {
    if (error instanceof SheetProblem) return error.code
    throw error
  }
}

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  fill(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

const relations = (target: string, type: string) =>
  `<Relationships><Relationship Id="r1" Type="x/${type}" Target="${target}"/></Relationships>`
const bookOf = (sheetXml: string | Buffer, workbookPr = '') => ({
  '_rels/.rels': relations('xl/workbook.xml', 'officeDocument'),
  'xl/workbook.xml': `<x:workbook xmlns:x="y">${workbookPr}<x:sheets><x:sheet name="表" sheetId="1" r:id='r1'/></x:sheets></x:workbook>`,
  'xl/_rels/workbook.xml.rels': relations('worksheets/a.xml', 'worksheet'),
  'xl/worksheets/a.xml': sheetXml,
})

test('an .xlsx gives text, numbers, days, times, ticks and failed formulas as what they are', async () => {
  const bytes = await workbook((book) => {
    const hidden = book.addWorksheet('隐藏')
    hidden.state = 'hidden'
    hidden.addRow(['x'])
    const sheet = book.addWorksheet('仪器')
    sheet.addRow(['示例大学一览表'])
    sheet.mergeCells('A1:F1')
    sheet.addRow([])
    sheet.addRow(['编号', '原值', '日期', '用时', '开放', '公式'])
    const row = sheet.addRow([
      '0012',
      94.94,
      new Date('2016-01-06T00:00:00Z'),
      0.25,
      true,
      { formula: '1/0', result: { error: '#DIV/0!' } },
    ])
    row.getCell(3).numFmt = 'yyyy"年"m"月"d"日"'
    row.getCell(4).numFmt = '[h]:mm'
    sheet.addRow([{ richText: [{ text: '富' }, { text: '文本' }] }, 0.1 + 0.2, 42375, null, false, { formula: '1+1', result: 2 }])
  })
  assert.deepEqual(await readAll(bytes), [
    { rowNo: 1, cells: ['示例大学一览表'] },
    { rowNo: 3, cells: ['编号', '原值', '日期', '用时', '开放', '公式'] },
    { rowNo: 4, cells: ['0012', { num: '94.94' }, { day: '2016-01-06' }, { span: 21_600 }, { bool: true }, { error: '#DIV/0!' }] },
    { rowNo: 5, cells: ['富文本', { num: '0.3' }, { num: '42375' }, null, { bool: false }, { num: '2' }] },
  ])
})

test('prefixed names, missing references, inline texts, escapes and the 1904 day count are read', async () => {
  const sheet = `<?xml version="1.0"?><!-- > --><x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a&amp;b&#x4e2d;_x000D_<![CDATA[<c>]]></x:t></x:is></x:c><x:c r="C1" t="d"><x:v>2016-01-06T00:00:00</x:v></x:c><x:c><x:f>SUM(A1)</x:f></x:c></x:row></x:sheetData></x:worksheet>`
  assert.deepEqual(await readAll(zip(bookOf(sheet, '<x:workbookPr date1904="1"/>'))), [
    { rowNo: 1, cells: ['a&b中\r<c>', null, { day: '2016-01-06' }, { error: '#FORMULA' }] },
  ])
})

test('a .csv is read in UTF-8, GB18030 and UTF-16, with any delimiter, every cell as text', async () => {
  const rows = [
    { rowNo: 1, cells: ['编号', '名称'], cellCount: 2 },
    { rowNo: 3, cells: ['0012', '透射, "电镜"\n二'], cellCount: 2 },
  ]
  const text = '编号,名称\r\n,\r\n0012,"透射, ""电镜""\n二"\r\n'
  assert.deepEqual(await readAll(text), rows)
  assert.deepEqual(await readAll(`\ufeff${text}`), rows)
  assert.deepEqual(await readAll(iconv.encode(text, 'gb18030')), rows)
  assert.deepEqual(await readAll(iconv.encode(`\ufeff${text}`, 'utf-16le')), rows)
  for (const delimiter of [';', '\t'] as const)
    assert.deepEqual(await readAll(`编号${delimiter}名称\n0012${delimiter}甲, 乙\n`), [
      rows[0],
      { rowNo: 2, cells: ['0012', '甲, 乙'], cellCount: 2 },
    ])
  assert.equal(guessDelimiter('a;b;c\n"1,2";3;4\n'), ';')
  assert.deepEqual((await readAll('a,b\n5" 管,2\n'))[1]!.cells, ['5" 管', '2'])
})

test('any table of texts survives the way through .csv', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) =>
    text
      .replace(/[\r\0\ufeff\ufffd]/g, '')
      .toWellFormed()
      .trim(),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (table) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      const rows = await readAll(`h,h2\n${table.map((row) => row.map(quoted).join(',')).join('\n')}\n`)
      const wanted = table.filter((row) => row.some((text) => text !== '')).map((row) => row.map((text) => text || null))
      assert.deepEqual(
        rows.slice(1).map((row) => [row.cells[0] ?? null, row.cells[1] ?? null]),
        wanted,
      )
    }),
    { numRuns: 60 },
  )
})

test('a file that is no table is refused as what it is', async () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
  assert.equal(await problemOf(''), 'empty')
  assert.equal(await problemOf(ole), 'old_excel')
  assert.equal(await problemOf(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])), 'encrypted')
  assert.equal(await problemOf('%PDF-1.7 …'), 'not_a_sheet')
  assert.equal(await problemOf('<html><table>'), 'not_a_sheet')
  assert.equal(await problemOf(zip({ mimetype: 'application/vnd.oasis' })), 'not_a_sheet')
  assert.equal(await problemOf(Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4])), 'broken')
  assert.equal(await problemOf(zip(bookOf('<worksheet><sheetData/></worksheet>'), 1)), 'encrypted')
  assert.equal(await problemOf(zip(bookOf('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'))), 'broken')
  assert.equal(await problemOf(Buffer.from([0x61, 0x2c, 0x00, 0x62])), 'not_a_sheet')
  assert.equal(await problemOf(Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a])), 'encoding')
  assert.equal(await problemOf(`a,b\n"${'x'.repeat(40_000)}",2\n`), 'cell_too_long')
  assert.equal(await problemOf(`a,b\n1,"never closed\n`), 'quotes')
  assert.equal(await problemOf(`${'a,'.repeat(250)}z\n`), 'too_many_columns')
  assert.equal(await problemOf((await workbook((book) => book.addWorksheet('a').addRow(['x']))).subarray(0, 3000)), 'broken')
})

test('an archive that would swell is refused before it does, whatever it claims', async () => {
  const bomb = zip(bookOf(Buffer.alloc(110 * 1024 * 1024, ' ')))
  assert.ok(bomb.length < 200_000)
  assert.equal(await problemOf(bomb), 'too_large_inside')
  assert.equal(await problemOf(zip(bookOf(Buffer.alloc(110 * 1024 * 1024, '<a></a>')), 0, 1000)), 'too_large_inside')
})

test('XML is the same however it arrives in pieces', () => {
  const source = `<a><b c="1 > 0" d='x'>t&lt;&#20013;</b><![CDATA[<]]>x]]><e/></a>`.replace('x]]>', 'x')
  const events = (pieces: string[]) => {
    const heard: string[] = []
    let text = ''
    const flush = () => {
      if (text) heard.push(text)
      text = ''
    }
    const scanner = new XmlScanner({
      open: (name, attributes) => {
        flush()
        heard.push(`<${name} ${attributeOf(attributes, 'c') ?? ''} ${attributeOf(attributes, 'd') ?? ''}`)
      },
      close: (name) => {
        flush()
        heard.push(`/${name}`)
      },
      text: (piece) => {
        text += piece
      },
    })
    for (const piece of pieces) scanner.write(piece)
    scanner.end()
    return heard
  }
  const whole = events([source])
  assert.deepEqual(whole, ['<a  ', '<b 1 > 0 x', 't<中', '/b', '<x', '<e  ', '/e', '/a'])
  for (let cut = 1; cut < source.length; cut++) assert.deepEqual(events([source.slice(0, cut), source.slice(cut)]), whole)
  assert.deepEqual(events([...source]), whole)
})

test('texts beyond the memory set aside for them come back from the temporary file', () => {
  const store = new StringStore()
  try {
    const textOf = (n: number) => `第${n}条${'示例'.repeat(n % 900)}`
    for (let n = 0; n < 20_000; n++) store.add(textOf(n))
    for (const n of [0, 1, 9_000, 15_000, 19_999, 3, 14_999]) assert.equal(store.get(n), textOf(n))
    assert.equal(store.get(20_000), undefined)
    assert.equal(store.get(-1), undefined)
  } finally {
    store.close()
  }
})
