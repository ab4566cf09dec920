// What is put into a return, whether typed, read from a sheet, or known to the platform.
import type { Db } from '../kernel/db.ts'
import { compareDecimals } from './decimal.rules.ts'
import { asComputed, carriedCells, computedCells, type FigureSources } from './prefill.server.ts'
import type { KeptCell } from './return.contract.ts'
import { type CellRow, type FormLine, listCells, listForm, type NewCell, type ReturnRow, replaceCells } from './return.sql.ts'

const isSameDecimal = (a: string | null, b: string | null) => (a === null || b === null ? a === b : compareDecimals(a, b) === 0)
const isSameNumber = (cell: NewCell, standing: CellRow) =>
  (['amount', 'numerator', 'denominator'] as const).every((part) => isSameDecimal(cell[part], standing[part]))

/** Whether a cell would put nothing new in the place of what stands there. */
export function isSameCell(cell: NewCell, standing: CellRow | undefined): boolean {
  if (!standing || !isSameNumber(cell, standing)) return false
  const kept = ['words', 'vintage', 'sourceDocument', 'provider', 'explanation', 'expectedOn', 'isConfirmed', 'origin'] as const
  return kept.every((key) => cell[key] === standing[key])
}

/** What is given fits the kind of its indicator: a ratio has two parts and no value of its own. */
export function fitsKind({ kind }: FormLine, given: Pick<KeptCell, 'amount' | 'numerator' | 'denominator' | 'words'>): boolean {
  const { amount, numerator, denominator, words } = given
  if (kind === 'text') return amount === null && numerator === null && denominator === null
  if (kind === 'ratio') return amount === null && words === null
  return numerator === null && denominator === null && words === null
}

/** What is given as it would stand: an untouched number of the platform stays the platform's, and one from last year is now stood by. */
export function asStanding(cell: NewCell, standing: CellRow | undefined): NewCell {
  const isPlatforms = standing !== undefined && (standing.origin === 'computed' || standing.carriedFrom !== null)
  // A number that came from a file and was left as it is comes from that file still.
  const isFiles = standing?.origin === 'imported' && isSameNumber(cell, standing) && cell.sourceDocument === standing.sourceDocument
  if (!isPlatforms) return isFiles ? { ...cell, origin: 'imported' } : cell
  if (!isSameNumber(cell, standing)) {
    // Another number is not what that document says: whoever gives it names their own.
    const isTheirs = cell.sourceDocument === standing.sourceDocument && cell.provider === standing.provider
    return isTheirs ? { ...cell, sourceDocument: '', provider: '' } : cell
  }
  const { origin, carriedFrom, sourceDocument, provider } = standing
  return { ...cell, origin, carriedFrom, sourceDocument, provider }
}

/** What somebody gives as a cell of a return, which they stand by. */
export const asGiven = (cell: KeptCell, returnId: string, origin: NewCell['origin'] = cell.origin): NewCell => ({
  ...cell,
  returnId,
  origin,
  carriedFrom: null,
  isConfirmed: true,
})

/** Puts cells in, those alone that differ from what stands there. @returns the codes of those that do */
export async function putCells(db: Db, row: ReturnRow, cells: readonly NewCell[], personId: string | null): Promise<Set<string>> {
  const standing = new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell]))
  const changed = cells
    .map((cell) => asStanding(cell, standing.get(cell.code)))
    .filter((cell) => !isSameCell(cell, standing.get(cell.code)))
  await replaceCells(db, changed, personId)
  return new Set(changed.map((cell) => cell.code))
}

/** Fills in what the platform knows: its figures of the year's end over what stands there, last year's numbers where nothing does. */
export async function prefill(
  db: Db,
  sources: FigureSources,
  { roundId, year }: { roundId: string; year: number },
  rows: readonly ReturnRow[],
  personId: string | null,
): Promise<void> {
  for (const own of Map.groupBy(rows, ({ level }) => level).values()) await prefillLevel(db, sources, { roundId, year }, own, personId)
}

/** The same of returns of one level, which have one form. */
async function prefillLevel(
  db: Db,
  sources: FigureSources,
  { roundId, year }: { roundId: string; year: number },
  rows: readonly ReturnRow[],
  personId: string | null,
): Promise<void> {
  const form = await listForm(db, { roundId, level: rows[0]!.level })
  const computed = await computedCells(
    db,
    sources,
    form,
    year,
    rows.map((row) => row.divisionCode),
  )
  const cells: NewCell[] = []
  for (const row of rows) {
    const known = (computed.get(row.divisionCode) ?? []).map((cell) => asComputed(cell, row.id, year))
    // What was explained of a number is still said of it while it stays the same.
    const standing = rows.length === 1 ? new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell])) : undefined
    cells.push(...known.filter((cell) => !isUnmoved(cell, standing?.get(cell.code))))
  }
  await replaceCells(db, cells, personId)
  await replaceCells(
    db,
    await carriedCells(
      db,
      form,
      year,
      rows.map((row) => row.id),
    ),
    personId,
  )
}

const isUnmoved = (cell: NewCell, standing: CellRow | undefined) => standing?.origin === 'computed' && isSameNumber(cell, standing)
