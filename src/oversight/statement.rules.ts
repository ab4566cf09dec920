// How the rows of the statement are ordered and narrowed, and what its address asks.
import type { Language } from '../kernel/word.ts'
import type { Statement } from './oversight.contract.ts'

export type StatementSearch = {
  year?: number
  institutionId?: string
  divisionCode?: string
  asOf?: string
  sort?: string
  order?: 'up' | 'down'
}
type Row = Statement['rows'][number]

/** The statement an address asks for; what it cannot mean is left out. */
export function statementSearchOf(given: Record<string, unknown>): StatementSearch {
  const year = Number(given['year'])
  const text = (name: string, shape: RegExp) => (shape.test(String(given[name] ?? '')) ? { [name]: String(given[name]) } : {})
  return {
    ...(Number.isInteger(year) && year >= 2000 && year <= 2100 ? { year } : {}),
    ...text('institutionId', /^[0-9a-f-]{36}$/),
    ...text('divisionCode', /^\d{6}$/),
    ...text('asOf', /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/),
    ...text('sort', /^[a-z_]{1,60}$/),
    ...text('order', /^(up|down)$/),
  }
}

/**
 * Rows by name or by one figure; what is withheld stands last whichever way they run. Without a figure they stay as the server ordered
 * them, by place.
 */
export function sortedRows(rows: readonly Row[], figure: string | undefined, order: 'up' | 'down', language: Language = 'zh'): Row[] {
  if (!figure) return [...rows]
  if (figure === 'name') {
    const [inOrder, way] = [new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en'), order === 'up' ? 1 : -1]
    const named = (row: Row) => (language === 'en' && row.nameEn) || row.nameZh
    return rows.toSorted((a, b) => way * inOrder.compare(named(a), named(b)))
  }
  const amount = (row: Row) => row.values[figure]?.amount ?? null
  return rows.toSorted((a, b) => {
    const [left, right] = [amount(a), amount(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return order === 'up' ? left - right : right - left
  })
}

/** Rows whose name, in either language, holds the words typed. */
export function rowsNamed(rows: readonly Row[], typed: string): Row[] {
  const wanted = typed.trim().toLowerCase()
  return wanted === '' ? [...rows] : rows.filter((row) => row.nameZh.includes(wanted) || row.nameEn.toLowerCase().includes(wanted))
}
