// Evidence of cells of a return, and the second pair of eyes on each.
import { attach } from '../kernel/attachments/attachments.server.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { isoOf } from '../kernel/time.ts'
import { noSuchCell } from './return.contract.ts'
import { listForm, takeReturn } from './return.sql.ts'
import {
  addReturnEvidence,
  cellNotVerifiable,
  evidencePurpose,
  removeReturnEvidence,
  verifyReturnCells,
} from './returnevidence.contract.ts'
import { insertEvidence, insertVerifications, markRemoved } from './returnevidence.sql.ts'
import { requireFillable, requireOwn, returnShown } from './returnview.server.ts'

export const returnEvidenceHandlers = [
  handle(addReturnEvidence, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const row = await requireFillable(asking, await takeReturn(db, input.id))
    const codes = [...new Set(input.codes)]
    const form = new Set((await listForm(db, row)).map((line) => line.code))
    for (const code of codes) if (!form.has(code)) throw noSuchCell({ code })
    const subjectId = await insertEvidence(db, { returnId: row.id, codes, by: actor.personId, at: isoOf(now) })
    await attach(db, [input.attachmentId], { by: actor, purpose: evidencePurpose, subjectId, now })
    return returnShown(asking, row)
  }),

  handle(removeReturnEvidence, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const row = await requireFillable(asking, await takeReturn(db, input.id))
    const isRemoved = await markRemoved(db, { id: input.evidenceId, returnId: row.id, by: actor.personId, at: isoOf(now) })
    if (!isRemoved) throw notFound({ what: 'return_evidence' })
    return returnShown(asking, row)
  }),

  handle(verifyReturnCells, async ({ input, ...asking }) => {
    const { db, actor, now } = asking
    const row = requireOwn(await takeReturn(db, input.id), actor)
    const shown = await returnShown(asking, row)
    const lines = new Map(shown.cells.flatMap((line) => (line.cell ? [[line.cell.id, line] as const] : [])))
    for (const cellId of new Set(input.cellIds)) {
      const line = lines.get(cellId)
      if (!line) throw notFound({ what: 'return_cell' })
      const { indicator, verifyProblems: reasons } = line
      if (reasons.length > 0) throw cellNotVerifiable({ code: indicator.code, reasons })
    }
    await insertVerifications(db, [...new Set(input.cellIds)], actor.personId, isoOf(now))
    return returnShown(asking, row)
  }),
]
