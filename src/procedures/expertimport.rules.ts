// One row of a list of experts as it is understood, or every reason why it is not.
import { fieldsOf } from './expertform.rules.ts'
import type { expertRowWords } from './expertimport.words.ts'

export const expertColumns = ['账号', '职称', '领域'] as const
export type ExpertRowIssue = keyof typeof expertRowWords
export type ExpertRow = {
  readonly who: string
  readonly title: string
  readonly fields: readonly string[]
  readonly creditCode: string
  readonly firstOn: string
  readonly lastOn: string
}

/** Whether a text is a day of the calendar. */
function isDay(text: string): boolean {
  const moment = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text)
}

export function readExpertRow(row: Readonly<Record<string, string>>): { expert: ExpertRow; issues: ExpertRowIssue[] } {
  const cell = (name: string) => (row[name] ?? '').trim()
  const [firstOn, lastOn] = [cell('任职开始'), cell('任职结束')]
  const expert = {
    ...{ who: cell('账号'), title: cell('职称'), fields: fieldsOf(cell('领域')) },
    ...{ creditCode: cell('任职单位信用代码').toUpperCase(), firstOn, lastOn },
  }
  const issues: ExpertRowIssue[] = []
  if (expert.who === '' || expert.who.length > 100) issues.push('who_missing')
  if (expert.title === '' || expert.title.length > 60) issues.push('title_missing')
  const { fields } = expert
  if (fields.length === 0 || fields.length > 12 || fields.some((field) => field.length > 40)) issues.push('fields_wrong')
  const isFirstWrong = expert.creditCode === '' ? firstOn !== '' && !isDay(firstOn) : !isDay(firstOn)
  const isLastWrong = lastOn !== '' && (!isDay(lastOn) || lastOn < firstOn)
  if (isFirstWrong || isLastWrong) issues.push('days_wrong')
  return { expert, issues }
}
