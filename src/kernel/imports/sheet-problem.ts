/** Why a whole file cannot be read as a sheet; the words stand in imports.words.ts under `problems`. */
export type SheetProblemCode =
  | 'empty'
  | 'only_header'
  | 'no_header'
  | 'not_a_sheet'
  | 'old_excel'
  | 'encrypted'
  | 'broken'
  | 'no_such_sheet'
  | 'too_large'
  | 'too_large_inside'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'cell_too_long'
  | 'encoding'
  | 'quotes'

/** A file refused as a whole. Thrown by the readers only; the pipeline turns it into the run's failure. */
export class SheetProblem extends Error {
  readonly code: SheetProblemCode
  readonly params: Record<string, string | number>
  constructor(code: SheetProblemCode, params: Record<string, string | number> = {}) {
    super(`sheet problem: ${code}`)
    this.code = code
    this.params = params
  }
}

export const sheetLimits = { rows: 1_000_000, columns: 200, cellLength: 32_767, fileBytes: 200 * 1024 * 1024 } as const
