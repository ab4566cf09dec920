// Indicator systems as a table says them, a row for each system, group, indicator and class.
import type { IndicatorSystemFile } from './system.contract.ts'

export type NodeRow = Readonly<Record<string, string | null>>
export type SeededSystem = {
  code: string
  version: string
  subject: string
  title: { zh: string; en: string }
  basis: string
  file: IndicatorSystemFile
}

const words = (row: NodeRow, name: string) => ({ zh: row[`${name}_zh`] ?? '', en: row[`${name}_en`] ?? '' })
const numbered = (row: NodeRow, name: string) => (row[name] === null || row[name] === undefined ? {} : { [name]: Number(row[name]) })

/** The systems of a table. Settings of a method are JSON in their own column. */
export function systemsOfRows(rows: readonly NodeRow[]): SeededSystem[] {
  const bySystem = Map.groupBy(rows, (row) => `${row.system} ${row.version}`)
  return [...bySystem.values()].map((own) => {
    const head = own.find((row) => row.kind === 'system')!
    const of = (kind: string) => own.filter((row) => row.kind === kind)
    const node = (row: NodeRow) => ({ code: row.code!, title: words(row, 'title'), parent: row.parent ?? null, ...numbered(row, 'weight') })
    const file: IndicatorSystemFile = {
      code: head.system!,
      version: head.version!,
      title: words(head, 'title'),
      method: JSON.parse(head.settings ?? '{}') as NonNullable<IndicatorSystemFile['method']>,
      groups: of('group').map(node),
      indicators: of('indicator').map((row) => ({
        ...node(row),
        direction: row.direction === '-1' ? -1 : 1,
        unit: words(row, 'unit'),
        ...(row.denominator ? { denominator: row.denominator } : {}),
        ...numbered(row, 'per'),
        ...numbered(row, 'target'),
      })),
      classes: of('class').map((row) => ({ code: row.code!, title: words(row, 'title'), atLeast: Number(row.at_least) })),
    }
    return { code: head.system!, version: head.version!, subject: head.code!, title: words(head, 'title'), basis: head.basis ?? '', file }
  })
}
