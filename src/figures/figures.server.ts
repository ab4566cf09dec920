import * as z from 'zod'
import type { Db } from '../kernel/db.ts'
import { defineJob, enqueue, type StepCall, workInSteps } from '../kernel/jobs.ts'
import type { Slice } from '../kernel/perform.ts'
import { findWatermark } from '../kernel/watermark.ts'
import { figureHandlers } from './figure.server.ts'
import {
  type CustomerKind,
  type Delta,
  type RollupCustomer,
  type RollupDeclaration,
  type RollupRow,
  type RollupSums,
  splitPeriod,
} from './rollup.rules.ts'
import {
  countDeltas,
  findDifferences,
  findFoldEnd,
  foldThrough,
  hasDeltas,
  insertDeltas,
  listRollupCustomers,
  type RollupQuestion,
  sumRollup,
  takeFold,
} from './rollup.sql.ts'
import type { FigureSource } from './source.server.ts'
import { findFoldedThrough, listFoldYears, sumYear, upsertTotals } from './total.sql.ts'
import { figuresChecks } from './verify.sql.ts'
import { visitSource } from './visit.server.ts'

/** What was recorded at most so long ago stays in the tail: a transaction can begin a moment before the database shows it as open. */
const foldMarginSeconds = 5
const deltasAtOnce = 2_000_000
/** From so many deltas on, adding up a year again is less work than following what each of them changed. */
const deltasFollowed = 50_000

export const foldRollups = defineJob('fold_rollups', z.object({}))

/**
 * Adds signed deltas to a roll-up, in the transaction that writes what they count: + for a record written, − for one superseded.
 * Customers are the parties as written in the record; a name settled later counts as its organisation without any further delta.
 */
export async function appendDeltas(db: Db, deltas: readonly Delta[]): Promise<void> {
  await insertDeltas(db, deltas)
}

/** Asks for a fold once this transaction has committed; bulk writers do, so that readers need not add up a long tail. */
export async function askForFold(db: Db): Promise<void> {
  await enqueue(db, foldRollups, {}, { singletonKey: 'after-bulk' })
}

/**
 * The latest moment that figures can be asked as of, by the database's clock to the microsecond: earlier than the start of every open
 * transaction. Ask before the snapshot opens in which the moment is used: what ends between the two would be neither open nor seen.
 */
export async function asOfWatermark(db: Db): Promise<string> {
  return findWatermark(db)
}

/**
 * Folds what was recorded up to the watermark less a margin, so many deltas at a time; servers that fold at once queue on the roll-up's
 * row. @returns how many sums it touched, and whether more is waiting.
 */
export async function foldRollup(
  db: Db,
  rollup: Delta['rollup'],
  marginSeconds = foldMarginSeconds,
  followedAtMost = deltasFollowed,
): Promise<{ sums: number; isMore: boolean }> {
  const from = await takeFold(db, rollup)
  const safe = new Date(Date.parse(await findWatermark(db)) - marginSeconds * 1000).toISOString()
  if (Date.parse(safe) <= Date.parse(from)) return { sums: 0, isMore: false }
  const through = await findFoldEnd(db, rollup, from, safe, deltasAtOnce)
  const years = await listFoldYears(db, rollup, from, through)
  const isMany = (await countDeltas(db, rollup, from, through, followedAtMost)) === followedAtMost
  // Of few, totals come first: they follow from the fold as it still is and from what is about to join it.
  if (!isMany)
    for (const yearFrom of years) await upsertTotals(db, rollup, yearFrom, await sumYear(db, { rollup, yearFrom, asOf: through }, from))
  const sums = await foldThrough(db, rollup, from, through)
  if (isMany) for (const yearFrom of years) await upsertTotals(db, rollup, yearFrom, await recountYear(db, rollup, yearFrom, through))
  return { sums, isMore: through !== safe }
}

/**
 * Recounts roll-ups from the records behind them, and the totals of years from the sums they were taken from.
 * @returns the sums that differ, none when all is well
 */
export async function verifyRollups(db: Db, declarations: readonly RollupDeclaration[]): Promise<Record<string, unknown>[]> {
  const found = []
  for (const declaration of declarations) {
    found.push(...(await findDifferences(db, declaration)))
    found.push(...(await findWrongTotals(db, declaration.name)))
  }
  return found
}

/** A year's sums and customers added up from all that is folded. */
function recountYear(db: Db, rollup: Delta['rollup'], from: string, asOf: string): Promise<RollupRow[]> {
  const to = `${Number(from.slice(0, 4)) + 1}-01-01`
  return sumRollup(db, { rollup, from, to, scopeIds: null, asOf, by: 'institution' })
}

async function findWrongTotals(db: Db, rollup: Delta['rollup']): Promise<Record<string, unknown>[]> {
  const asOf = await findFoldedThrough(db, rollup)
  const found = []
  for (const from of await listFoldYears(db, rollup, asOf, asOf)) {
    const kept = new Map((await sumYear(db, { rollup, yearFrom: from, asOf }, asOf)).map((row) => [row.key, row]))
    for (const row of await recountYear(db, rollup, from, asOf)) {
      const { key, ...sums } = row
      const wrong = Object.entries(sums).filter(([name, value]) => value !== (kept.get(key)?.[name as keyof RollupSums] ?? 0))
      if (wrong.length > 0) found.push({ grain: 'total', scopeId: key, month: from, ...Object.fromEntries(wrong) })
    }
  }
  return found
}

/**
 * Sums and distinct customers of a roll-up for a period of whole months, as known on a moment; the whole under the key 'all'. A calendar
 * year by institution, of one institution or of all, is read from the totals that the last fold left.
 */
export async function rollupSums(db: Db, question: RollupQuestion): Promise<RollupRow[]> {
  const { rollup, from, to, scopeIds, asOf, by } = question
  const { years, months } = splitPeriod(from, to)
  const isOneYear = years.length === 1 && months.length === 0 && by === 'institution' && (scopeIds === null || scopeIds.length === 1)
  if (!isOneYear) return sumRollup(db, question)
  const rows = await sumYear(db, { rollup, yearFrom: from, asOf }, await findFoldedThrough(db, rollup))
  if (scopeIds === null) return rows
  const own = rows.find((row) => row.key === scopeIds[0])
  return own ? [own, { ...own, key: 'all' }] : []
}

/** Whether a roll-up has anything recorded of a period, by any institution, as known on a moment. */
export function isRollupRecorded(db: Db, question: Pick<RollupQuestion, 'rollup' | 'from' | 'to' | 'asOf'>): Promise<boolean> {
  return hasDeltas(db, question)
}

/** The outside customers of a period that have a record left, by their ids; kinds as known on the moment. */
export function rollupCustomers(
  db: Db,
  question: Omit<RollupQuestion, 'by'>,
  kinds: readonly CustomerKind[],
  after: string | undefined,
  limit: number,
): Promise<RollupCustomer[]> {
  return listRollupCustomers(db, question, kinds, after, limit)
}

async function foldAll({ step }: StepCall<unknown>): Promise<void> {
  while ((await step((db) => foldRollup(db, 'service'))).isMore);
}

/** The engine's slice over every figure that the slices after it declare. */
export function figuresSlice(sources: readonly FigureSource[]): Slice {
  return {
    checks: figuresChecks,
    handlers: figureHandlers([...sources, visitSource]),
    workers: [workInSteps(foldRollups, foldAll, { every: '*/5 * * * *' })],
  }
}
