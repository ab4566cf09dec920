// One row of a list of what was given before this platform, as it is understood, or every reason why it is not.
import { isResidentId } from '../identity/personal.rules.ts'
import { dayReader } from '../kernel/imports/day.rules.ts'
import { moneyReader } from '../kernel/imports/money.rules.ts'
import type { Reader } from '../kernel/imports/value.rules.ts'
import { classes } from './common.rules.ts'
import type { earlierRowWords } from './earlier.words.ts'

export const earlierColumns = ['姓名', '证件号码', '种类', '起', '文号', '文件日期'] as const
export const templateColumns = ['姓名', '证件号码', '种类', '类别', '编号', '金额', '起', '止', '文号', '文件日期'] as const
export type EarlierIssue = keyof typeof earlierRowWords
export type EarlierKind = 'class' | 'card' | 'payment'

const kinds: Readonly<Record<string, EarlierKind>> = {
  ...{ 类别: 'class', 人才类别: 'class', 人才分类: 'class', class: 'class' },
  ...{ 服务卡: 'card', 人才服务卡: 'card', 卡: 'card', card: 'card' },
  ...{ 安家补贴: 'payment', 补贴: 'payment', 发放: 'payment', payment: 'payment' },
}

export type EarlierRead = {
  readonly name: string
  readonly idNumber: string
  readonly kind: EarlierKind | null
  readonly level: string | null
  readonly grantNo: string
  readonly fen: number | null
  readonly firstOn: string
  readonly lastOn: string | null
  readonly documentNo: string
  readonly documentOn: string
}

/** What a cell says; null where it is blank or says none, undefined where it cannot be read. */
function cellValue<T>(reader: Reader<T>, text: string, unit?: string): T | null | undefined {
  if (text === '') return null
  const reading = reader.read(text, { unit, is1904: false })
  return 'reason' in reading ? undefined : reading.value
}

/** A line by the names of its columns (amounts in yuan, days as people write them), as understood, with every reason why it may not go in. */
export function readEarlierRow(row: Readonly<Record<string, string>>, today: string): { read: EarlierRead; issues: EarlierIssue[] } {
  const cell = (name: string) => (row[name] ?? '').trim()
  const kind = kinds[cell('种类').toLowerCase()] ?? null
  const [firstOn, lastOn, documentOn] = ['起', '止', '文件日期'].map((name) => cellValue(dayReader, cell(name)))
  const level = cell('类别').toUpperCase().replace(/类$/, '')
  const fen = cellValue(moneyReader, cell('金额'), 'yuan')
  const read = {
    ...{ name: cell('姓名'), idNumber: cell('证件号码').replaceAll(' ', '').toUpperCase(), kind },
    ...{ level: kind === 'payment' ? null : level, grantNo: cell('编号'), fen: kind === 'payment' ? (fen ?? null) : null },
    ...{ firstOn: firstOn ?? '', lastOn: kind === 'payment' ? null : (lastOn ?? null) },
    ...{ documentNo: cell('文号'), documentOn: documentOn ?? '' },
  }
  const issues: EarlierIssue[] = []
  if (read.name === '' || read.name.length > 60) issues.push('name_missing')
  if (!isResidentId(read.idNumber, today)) issues.push('id_wrong')
  if (kind === null) issues.push('kind_wrong')
  if ((kind === 'class' || kind === 'card') && !Object.hasOwn(classes, level)) issues.push('level_wrong')
  if (read.grantNo.length > 60 || (kind === 'card' && read.grantNo === '')) issues.push('number_missing')
  if (kind === 'payment' && !(fen && fen > 0)) issues.push('amount_wrong')
  if (!firstOn || firstOn > today || lastOn === undefined || (lastOn !== null && lastOn < firstOn)) issues.push('days_wrong')
  if (read.documentNo === '' || read.documentNo.length > 100 || !documentOn || documentOn > today) issues.push('document_wrong')
  return { read, issues }
}
