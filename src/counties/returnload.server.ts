// Years of returns that come in whole, such as those of the time before the platform: put in by the same rules, with the acts they went through.
import type { Db } from '../kernel/db.ts'
import { asGiven, asStanding, fitsKind, isSameCell } from './filling.server.ts'
import { formLevels, type KeptCell, noSuchCell } from './return.contract.ts'
import type { ReturnAct, ReturnState } from './return.rules.ts'
import { insertActs, listCellsOf, listForm, listReturnRows, replaceCells } from './return.sql.ts'

export type WholeReturn = {
  divisionCode: string
  state: ReturnState
  cells: readonly KeptCell[]
  /** In their order; the last one left it in its state. */
  acts: readonly { act: ReturnAct; state: ReturnState; reason: string; personId: string; actedAt: string }[]
}

/** Fills the returns of a round that is open: cells that differ from what stands, and every act; nothing of any that the round does not have. */
export async function fillReturns(db: Db, roundId: string, returns: readonly WholeReturn[], personId: string | null): Promise<void> {
  const lines = []
  for (const level of formLevels) lines.push(...(await listForm(db, { roundId, level })))
  const form = new Map(lines.map((line) => [line.code, line]))
  const ids = new Map((await listReturnRows(db, roundId, ['%'])).map((row) => [row.divisionCode, row.id]))
  const known = returns.flatMap((one) => (ids.has(one.divisionCode) ? [{ ...one, id: ids.get(one.divisionCode)! }] : []))
  const standing = new Map(
    (
      await listCellsOf(
        db,
        known.map((one) => one.id),
      )
    ).map((cell) => [`${cell.returnId} ${cell.code}`, cell]),
  )
  const cells = known.flatMap(({ id, cells: given }) =>
    given.map((cell) => {
      const line = form.get(cell.code)
      if (!line || !fitsKind(line, cell)) throw noSuchCell({ code: cell.code })
      return asStanding(asGiven(cell, id), standing.get(`${id} ${cell.code}`))
    }),
  )
  await replaceCells(
    db,
    cells.filter((cell) => !isSameCell(cell, standing.get(`${cell.returnId} ${cell.code}`))),
    personId,
  )
  await insertActs(
    db,
    known.flatMap(({ id, acts }) => acts.map((act) => ({ returnId: id, ...act }))),
    known.map(({ id, state }) => ({ id, state })),
  )
}
