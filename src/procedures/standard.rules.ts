// A reference standard 参考标准: items by which a procedure recognises 认定, each with the level it is for. They are data of a version.
import type { Word } from '../kernel/word.ts'
import type { Field, Fields, Procedure } from './procedure.rules.ts'
import type { standardRowWords } from './standard.words.ts'

export type StandardItem = { readonly code: string; readonly level: string; readonly zh: string; readonly en: string }
export type StandardIssue = keyof typeof standardRowWords
export const standardColumns = ['编号', '类别', '内容'] as const
export const templateColumns = [...standardColumns, '英文'] as const

/** Whether a form asks for an item of a standard. */
export const asksStandard = ({ form }: Pick<Procedure, 'form'>): boolean => Object.values(form).some(({ type }) => type === 'standard')

/** A procedure as it stands with the items of a version: a field that asks for one has them to choose from, and with none is not asked. */
export function withStandard(procedure: Procedure, items: readonly StandardItem[]): Procedure {
  if (!asksStandard(procedure)) return procedure
  const isThere = items.length > 0
  const choices: Record<string, Word> = Object.fromEntries(
    items.map(({ code, zh, en }) => [code, { zh: `${code} ${zh}`, en: `${code} ${en}` }]),
  )
  const form: Fields = Object.fromEntries(
    Object.entries(procedure.form).flatMap(([key, field]): [string, Field][] => {
      if (field.type !== 'standard') return [[key, field]]
      return isThere ? [[key, { ...field, type: 'choice', choices }]] : []
    }),
  )
  return { ...procedure, form, conditions: procedure.conditions.filter(({ ofStandard }) => isThere || !ofStandard) }
}

/** The level of each item, for conditions. */
export const levelsIn = (items: readonly StandardItem[]): Readonly<Record<string, string>> =>
  Object.fromEntries(items.map(({ code, level }) => [code, level]))

/** One row of a list as an item of a procedure's standard, with every reason why it is none; `seen` are the codes above it. */
export function readItem(
  row: Readonly<Record<string, string>>,
  { outcome: { levels = {} } }: Pick<Procedure, 'outcome'>,
  seen: ReadonlySet<string>,
): { item: StandardItem; issues: StandardIssue[] } {
  const cell = (name: string) => (row[name] ?? '').trim()
  const said = cell('类别')
  const plain = said.toUpperCase().replace(/类$/, '')
  const level = Object.entries(levels).find(([code, title]) => code === said || code === plain || title.zh === said)?.[0]
  const item = { code: cell('编号'), level: level ?? '', zh: cell('内容'), en: cell('英文') || cell('内容') }
  return { item, issues: itemIssues(item, Object.keys(levels), seen) }
}

/** Every reason against an item; `seen` are the codes before it. */
export function itemIssues({ code, level, zh, en }: StandardItem, levels: readonly string[], seen: ReadonlySet<string>): StandardIssue[] {
  const issues: StandardIssue[] = []
  if (!/^[\p{L}\p{N}.-]{1,20}$/u.test(code)) issues.push('code_wrong')
  if (seen.has(code)) issues.push('code_twice')
  if (!levels.includes(level)) issues.push('level_wrong')
  if (zh === '' || zh.length > 300 || en.length > 600) issues.push('text_wrong')
  return issues
}
