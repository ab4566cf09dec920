// Who may verify a cell of a return: where the return lies now, and never whoever wrote the cell. All reasons at once.
import type { verifyProblems } from './return.contract.ts'
import type { CellValue, ReturnRights, ReturnState } from './return.rules.ts'

export type VerifyProblem = (typeof verifyProblems)[number]
export type Verified = { at: string; by: string }

/** Why somebody may not verify a cell; none when they may. */
export function verifyProblemsOf(
  state: ReturnState,
  rights: ReturnRights,
  cell: (Pick<CellValue, 'origin' | 'isConfirmed'> & { isVerified: boolean; isOwnHand: boolean }) | null,
): VerifyProblem[] {
  const problems: VerifyProblem[] = []
  const isTheirs = { filling: rights.files, at_city: rights.passes, at_province: rights.approves, approved: true }[state]
  if (!isTheirs) problems.push('not_yours')
  if (state === 'approved') problems.push('locked')
  if (!cell?.isConfirmed) return [...problems, 'not_standing']
  if (cell.origin === 'computed') problems.push('computed')
  if (cell.isVerified) problems.push('verified')
  if (cell.isOwnHand) problems.push('own_hand')
  return problems
}
