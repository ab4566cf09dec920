// A return as a sheet that people fill in where they like, and bring back.
import { csvText } from '../kernel/csv.ts'
import { handle } from '../kernel/perform.ts'
import type { Language } from '../kernel/word.ts'
import { workbookOf } from '../kernel/workbook.ts'
import { type CountyReturn, downloadReturn } from './return.contract.ts'
import { findReturn } from './return.sql.ts'
import { returnWords as words } from './return.words.ts'
import { requireOwn, returnShown } from './returnview.server.ts'

const { columnCode, columnTitle, columnUnit, columnAmount, columnNumerator, columnDenominator, columnRatio, columnWords } = words
const { columnVintage, columnExpectedOn, columnDocument, columnProvider, columnExplanation, columnOrigin, columnLastYear } = words
const columns = [
  ...[columnCode, columnTitle, columnUnit, columnAmount, columnNumerator, columnDenominator, columnRatio, columnWords],
  ...[columnVintage, columnExpectedOn, columnDocument, columnProvider, columnExplanation, columnOrigin, columnLastYear],
]
const widths = [24, 36, 12, 16, 16, 16, 12, 36, 10, 14, 28, 18, 28, 12, 12]

/** Decimals stay text, every digit of them: a spreadsheet keeps fifteen. */
function rowOf({ indicator, cell, value, lastYear }: CountyReturn['cells'][number], language: Language): string[] {
  const isRatio = indicator.kind === 'ratio'
  return [
    ...[indicator.code, indicator.title[language], indicator.unit[language]],
    ...[cell?.amount ?? '', cell?.numerator ?? '', cell?.denominator ?? '', (isRatio ? value : null) ?? '', cell?.words ?? ''],
    ...[cell ? words[`vintage_${cell.vintage}`][language] : '', cell?.expectedOn ?? '', cell?.sourceDocument ?? '', cell?.provider ?? ''],
    ...[cell?.explanation ?? '', cell ? words[`origin_${cell.origin}`][language] : '', lastYear ?? ''],
  ]
}

async function* inOrder(chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks
}

export const sheetHandlers = [
  handle(downloadReturn, async ({ input, ...asking }) => {
    const { language, format } = input
    const shown = await returnShown(asking, requireOwn(await findReturn(asking.db, input.id), asking.actor))
    const heads = columns.map((column) => column[language])
    const rows = shown.cells.map((cell) => rowOf(cell, language))
    const name = language === 'zh' ? shown.nameZh : shown.nameEn
    const fileName = words.fileName[language].replace('{name}', name).replace('{year}', String(shown.round.year))
    if (format === 'csv') {
      const chunks = inOrder([csvText([heads, ...rows], { isFirst: true })])
      return { mediaType: 'text/csv; charset=utf-8', fileName: `${fileName}.csv`, chunks }
    }
    return {
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      fileName: `${fileName}.xlsx`,
      chunks: workbookOf([{ name: words.sheetName[language], heads, widths, rows }]),
    }
  }),
]
