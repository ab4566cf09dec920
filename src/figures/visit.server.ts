import * as z from 'zod'
import { type Db, inTransaction } from '../kernel/db.ts'
import { momentSent } from '../kernel/shape.ts'
import type { Word } from '../kernel/word.ts'
import { type FigureCell, writtenOut } from './figure.rules.ts'
import { visitCount } from './figures.declaration.ts'
import { figuresWords as words } from './figures.words.ts'
import type { ComputedSource, FigureRow } from './source.server.ts'
import { createVisitBuffer, lastFullHour, visitSlots } from './visit.rules.ts'
import { addVisits, findOpeningCount, insertOpeningCount, listVisitHours, type OpeningCount, sumVisits } from './visit.sql.ts'

export type VisitCounter = {
  /** Counts one page asked for; nothing is written yet, and nothing about the visitor is kept. */
  count(): void
  /** Writes what was counted; counts that cannot be written now are kept for the next time. */
  flush(): Promise<void>
}

/** Counts page visits of this process in memory; whoever opens the product flushes every few seconds and at the end. */
export function visitCounter(db: Db, now: () => Date, slot: number): VisitCounter {
  const buffer = createVisitBuffer()
  return {
    count: () => buffer.count(now()),
    async flush() {
      const taken = buffer.take()
      if (taken.size === 0) return
      const rows = [...taken].map(([hour, visits]) => ({ hour, slot: slot % visitSlots, visits }))
      try {
        await inTransaction(db, 'write', (tx) => addVisits(tx, rows))
      } catch (error) {
        buffer.putBack(taken)
        throw error
      }
    },
  }
}

/** States the count carried over for a figure from before this system counted, with where it comes from. */
export async function carryOver(db: Db, figure: string, opening: OpeningCount): Promise<void> {
  await insertOpeningCount(db, figure, opening)
}

export const visitSource: ComputedSource = {
  figure: visitCount,
  async compute(db, { asOf }) {
    const opening = await findOpeningCount(db, visitCount.name, asOf)
    const { visits, hours } = await sumVisits(db, lastFullHour(asOf))
    return [{ key: 'all', amount: (opening?.value ?? 0) + visits, rowCount: hours + (opening ? 1 : 0), customerCount: null }]
  },
  async isRecorded(db, { asOf }) {
    return (await sumVisits(db, lastFullHour(asOf))).hours > 0 || (await findOpeningCount(db, visitCount.name, asOf)) !== undefined
  },
  mark: z.union([momentSent, z.literal('opening')]),
  async rows(db, { asOf }, { after, limit }) {
    if (after === 'opening') return []
    const hours = await listVisitHours(db, after ?? lastFullHour(asOf), limit)
    const rows: FigureRow[] = hours.map(({ hour, visits }) => ({ ...nobody, id: hour, values: { hour, visits, source: '' } }))
    const opening = rows.length < limit ? await findOpeningCount(db, visitCount.name, asOf) : undefined
    if (opening) rows.push({ ...nobody, id: 'opening', values: { hour: opening.countedOn, visits: opening.value, source: opening.source } })
    return rows
  },
  async assumption(db, asOf): Promise<Word | undefined> {
    const opening = await findOpeningCount(db, visitCount.name, asOf)
    const fill = (text: string) =>
      text
        .replace('{value}', writtenOut(opening!.value, 1, 0))
        .replace('{day}', opening!.countedOn)
        .replace('{source}', opening!.source)
    return opening && { zh: fill(words.visitsAssumption.zh), en: fill(words.visitsAssumption.en) }
  },
}
/** Visits in total as known on a moment, for statements: the figure, its cell, and what was carried over. */
export async function statementVisits(
  db: Db,
  asOf: string,
): Promise<{ figure: typeof visitCount; cell: FigureCell; assumption: Word | undefined }> {
  const [cell] = await visitSource.compute(db, { version: 'v1', period: { from: null, to: null, on: '' }, scopeIds: null, asOf, by: null })
  return { figure: visitCount, cell: cell!, assumption: await visitSource.assumption?.(db, asOf) }
}
const nobody = { institutionId: null, institutionDivisionCode: null, customerId: null }
