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
  round: { year },
  cells,
}: Pick<CountyReturn, 'divisionCode' | 'cells'> & { round: { year: number } }): string {
  const lines = cells.map(({ indicator: { code, version }, cell, value }) => {
    const { numerator, denominator, words, vintage, sourceDocument } = cell ?? {}
    return [code, version, value, numerator, denominator, words, vintage, sourceDocument]
  })
  return JSON.stringify([divisionCode, year, lines])
}
