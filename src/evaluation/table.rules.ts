// The data of an index: a row for each unit and year, a column for each indicator and denominator.

export type IndexRow = {
  unit: string
  /** Null where the data know no years. */
  year: number | null
  /** Peers that are imputed together. */
  group: string | null
  values: ReadonlyMap<string, number>
}

/** The rows of one year, in the order of their units, so that no result depends on the order of a file. */
export type YearData = {
  year: number | null
  units: readonly string[]
  peers: readonly (string | null)[]
  columns: ReadonlyMap<string, Float64Array>
}

export type TableProblem =
  | { code: 'no_unit_column' }
  | { code: 'column_missing'; column: string }
  | { code: 'not_a_number'; row: number; column: string; text: string }
  | { code: 'not_a_year'; row: number; text: string }
  | { code: 'unit_empty'; row: number }
  | { code: 'row_twice'; row: number; unit: string; year: number | null }

const missing = new Set(['', '-', '—', 'NA', 'N/A', 'null', '缺', '缺失', '…'])

/** A value of a cell: a number as people write it, null where there is none. Undefined where it is neither. */
export function numberOf(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (missing.has(trimmed)) return null
  if (!/^[+-]?(\d[\d,]*)?(\.\d+)?([eE][+-]?\d+)?$/.test(trimmed) || !/\d/.test(trimmed)) return undefined
  return Number(trimmed.replaceAll(',', ''))
}

/** The rows of a sheet whose first line names its columns: `unit`, perhaps `year` and `group`, and what is measured. Row numbers count the first line as 1. */
export function rowsOfSheet(
  sheet: readonly (readonly string[])[],
  wanted: readonly string[],
): { rows: IndexRow[]; problems: TableProblem[] } {
  const heads = (sheet[0] ?? []).map((head) => head.trim())
  const problems: TableProblem[] = []
  if (!heads.includes('unit')) return { rows: [], problems: [{ code: 'no_unit_column' }] }
  for (const column of wanted) if (!heads.includes(column)) problems.push({ code: 'column_missing', column })
  const unitAt = heads.indexOf('unit')
  const yearAt = heads.indexOf('year')
  const groupAt = heads.indexOf('group')
  const measured = heads.flatMap((head, at) => (at === unitAt || at === yearAt || at === groupAt || head === '' ? [] : [{ head, at }]))
  const used = new Set(wanted)
  const seen = new Set<string>()
  const rows: IndexRow[] = []
  sheet.slice(1).forEach((cells, place) => {
    const row = place + 2
    if (cells.every((cell) => cell.trim() === '')) return
    const unit = cells[unitAt]?.trim() ?? ''
    const yearText = yearAt < 0 ? '' : (cells[yearAt]?.trim() ?? '')
    if (unit === '') problems.push({ code: 'unit_empty', row })
    if (yearAt >= 0 && !/^\d{4}$/.test(yearText)) problems.push({ code: 'not_a_year', row, text: yearText })
    const year = yearAt < 0 ? null : Number(yearText)
    const key = JSON.stringify([unit, year])
    if (seen.has(key)) problems.push({ code: 'row_twice', row, unit, year })
    seen.add(key)
    const values = new Map<string, number>()
    for (const { head, at } of measured) {
      if (!used.has(head)) continue
      const value = numberOf(cells[at] ?? '')
      if (value === undefined) problems.push({ code: 'not_a_number', row, column: head, text: cells[at] ?? '' })
      else if (value !== null) values.set(head, value)
    }
    rows.push({ unit, year, group: groupAt < 0 ? null : cells[groupAt]?.trim() || null, values })
  })
  return { rows, problems }
}

/** Rows by year, earliest first, as columns. */
export function yearsOf(rows: readonly IndexRow[], columns: readonly string[]): YearData[] {
  const byYear = Map.groupBy(rows, (row) => row.year)
  return [...byYear]
    .sort(([one], [other]) => (one ?? 0) - (other ?? 0))
    .map(([year, own]) => {
      const sorted = own.toSorted((one, other) => (one.unit < other.unit ? -1 : one.unit > other.unit ? 1 : 0))
      const column = (code: string) => Float64Array.from(sorted, (row) => row.values.get(code) ?? Number.NaN)
      return {
        year,
        units: sorted.map((row) => row.unit),
        peers: sorted.map((row) => row.group),
        columns: new Map(columns.map((code) => [code, column(code)])),
      }
    })
}
