// The columns of a return that comes back as a sheet.
import { dayReader } from '../kernel/imports/day.rules.ts'
import type { RowOf } from '../kernel/imports/row.rules.ts'
import { choiceReader, codeReader, type Reader, readCommon, refused, textReader, understood } from '../kernel/imports/value.rules.ts'
import { returnWords as words } from './return.words.ts'
import { returnImportWords } from './returnimport.words.ts'
import { typedDecimal } from './returnsearch.rules.ts'

/** An exact decimal, as text: thousands may be grouped, and a number of a spreadsheet is taken by its digits. */
const decimalReader: Reader<string> = {
  kind: 'text',
  units: [],
  read: (cell) =>
    readCommon<string>(cell, (text) => {
      const decimal = typedDecimal(text)
      return typeof decimal === 'string' ? understood(decimal) : refused('decimal_wrong', cell)
    }),
}

const vintageReader = choiceReader(
  {
    快报: 'flash',
    初步: 'preliminary',
    初步数: 'preliminary',
    年报: 'annual',
    决算: 'annual',
    '年报/决算': 'annual',
    修订: 'revised',
    flash: 'flash',
    preliminary: 'preliminary',
    annual: 'annual',
    revised: 'revised',
  } as const,
  returnImportWords.vintages.zh,
)

export const returnFields = {
  code: { title: words.columnCode, aliases: ['指标代码', '代码', 'code'], reader: codeReader(60), required: 'always' },
  amount: { title: words.columnAmount, aliases: ['数值', 'value'], reader: decimalReader },
  numerator: { title: words.columnNumerator, aliases: ['分子', 'numerator'], reader: decimalReader },
  denominator: { title: words.columnDenominator, aliases: ['分母', 'denominator'], reader: decimalReader },
  words: { title: words.columnWords, aliases: ['内容', 'text'], reader: textReader(2000) },
  vintage: { title: words.columnVintage, aliases: ['数据阶段', 'vintage'], reader: vintageReader },
  expectedOn: { title: words.columnExpectedOn, aliases: ['最终数预计', 'final number expected'], reader: dayReader },
  sourceDocument: { title: words.columnDocument, aliases: ['依据文件', 'document'], reader: textReader(200) },
  provider: { title: words.columnProvider, aliases: ['提供单位', 'provider'], reader: textReader(100) },
  explanation: { title: words.columnExplanation, aliases: ['说明', 'explanation'], reader: textReader(500) },
} as const

export type ReturnRowGiven = RowOf<typeof returnFields>
