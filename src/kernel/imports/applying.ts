// Writing what was previewed: batch by batch, each its own transaction, in the order of the rows.
import { record } from '../events.ts'
import type { StepCall } from '../jobs.ts'
import type { ImportDefinition } from './definition.ts'
import { importFinished } from './imports.contract.ts'
import { countOutcomes, listRowsToApply, refuseRow, takeRun, updateRun } from './imports.sql.ts'
import { importContext } from './reading.ts'

const batchRows = 1_000

type Step = StepCall<unknown>['step']

/**
 * Writes the good rows of a run in state 'applying'. Rows up to `appliedThrough` are done in the same transaction that wrote them,
 * so a crash loses no row and repeats none.
 * @returns true when the last row is written and only the end is left.
 */
export async function writeRows(runId: string, definition: ImportDefinition, step: Step): Promise<boolean> {
  for (;;) {
    const state = await step(async (db, now) => {
      const run = await takeRun(db, runId)
      if (run?.state !== 'applying') return 'not_ours' as const
      const rows = await listRowsToApply(db, runId, run.appliedThrough, batchRows)
      if (rows.length === 0) return 'done' as const
      const written = await definition.apply(db, rows, importContext(run, now))
      let count = 0
      for (const [at, answer] of written.entries()) {
        if (answer.outcome === 'written') count++
        if (answer.outcome === 'refused') await refuseRow(db, runId, rows[at]!.rowNo, answer.reasons)
      }
      await updateRun(db, runId, { appliedThrough: rows.at(-1)!.rowNo, rowsApplied: run.rowsApplied + count })
      return 'more' as const
    })
    if (state !== 'more') return state === 'done'
  }
}

/** The end of a run: counted again, since a row may have been refused at the last moment. */
export async function finishRun(
  runId: string,
  step: Step,
  mendFiles: () => Promise<{ csv: string; xlsx: string } | undefined>,
): Promise<void> {
  const before = await step(async (db) => (await takeRun(db, runId))?.counts)
  const counts = await step((db) => countOutcomes(db, runId))
  const files = counts.refused === before?.refused ? undefined : await mendFiles()
  await step(async (db, now) => {
    const run = await takeRun(db, runId)
    if (run?.state !== 'applying') return
    const mend = files ? { mendCsvHash: files.csv, mendXlsxHash: files.xlsx } : {}
    await updateRun(db, runId, { state: 'applied', counts, finishedAt: now.toISOString(), ...mend })
    const { kind, startedBy, fileName, rowsApplied: writtenCount } = run
    await record(db, importFinished, { runId, kind, startedBy, fileName, writtenCount, refusedCount: counts.refused })
  })
}
