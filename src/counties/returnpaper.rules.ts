import type { CountyReturn } from './return.contract.ts'

type Cells = CountyReturn['cells']

/** The cells of a return by the department that provides them, in the order of the form. */
export function byDepartment(cells: Cells): { department: { zh: string; en: string }; cells: Cells }[] {
  return [...Map.groupBy(cells, ({ indicator }) => indicator.department.zh).values()].map((own) => ({
    department: own[0]!.indicator.department,
    cells: own,
  }))
}

/** Everything that is signed, as one text: a copy on paper and what stands now are the same while this is. */
export function signedText({
  divisionCode,
  round,
  cells,
}: Pick<CountyReturn, 'divisionCode' | 'cells'> & { round: { year: number } }): string {
  const lines = cells.map(({ indicator: { code, version }, cell, value }) =>
    [
      code,
      version,
      value ?? '',
      cell?.numerator ?? '',
      cell?.denominator ?? '',
      cell?.words ?? '',
      cell?.vintage ?? '',
      cell?.sourceDocument ?? '',
    ].join('\t'),
  )
  return [`${divisionCode} ${round.year}`, ...lines].join('\n')
}
