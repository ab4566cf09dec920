// What a reader is shown of a round: everything once it is published, their own units before.
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Output } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import type { Word } from '../kernel/word.ts'
import type { YearReport } from './report.rules.ts'
import { type getIndexRound, type getIndexUnit, type Placed, type Round, roundActs, type System } from './round.contract.ts'
import { roundReasons } from './round.rules.ts'
import { findPublished, findPublishedAt, findRound, findSystem, listIntervals, listReports, listRoundActs } from './round.sql.ts'
import type { IndexSubject, IndexSubjects, OwnTarget } from './subject.server.ts'
import type { Group, Indicator } from './system.contract.ts'

type Reader = Actor | null

/** Whether everybody may read a round: one that is published, or was until another took its place. */
export const isPublic = ({ state }: Round) => state === 'published' || state === 'superseded'
/** Whether a reader computes and publishes rounds over this subject as a whole; never of a subject that is not known. */
export const mayRun = (subject: IndexSubject | undefined, actor: Reader) =>
  actor !== null && Boolean(subject?.holds(actor, 'evaluation.run', null))

/** Whether a reader is shown a unit: everybody once the round is published, before that whoever computes it or answers for the unit. */
export function seesUnit(subject: IndexSubject | undefined, actor: Reader, round: Round, unit: string): boolean {
  if (isPublic(round) || mayRun(subject, actor)) return true
  return actor !== null && round.state === 'computed' && Boolean(subject?.holds(actor, 'evaluation.read', unit))
}

export type Opened = { round: Round; head: System; reports: YearReport[]; report: YearReport | undefined; placed: Placed[]; seen: Placed[] }

/** A round with what the reader is shown of it. @throws not_found where that is nothing */
export async function openRound(db: Db, subjects: IndexSubjects, actor: Reader, id: string): Promise<Opened> {
  const round = await findRound(db, id)
  if (!round) throw notFound({ what: 'index_round' })
  const subject = subjects.get(round.subject)
  const head = (await findSystem(db, round.systemCode, round.systemVersion))!
  const reports = await listReports(db, id)
  const report = reports.find((one) => one.year === round.year)
  const placed = report && subject ? await placedOf(db, subject, round, report) : []
  const seen = placed.filter(({ unit }) => seesUnit(subject, actor, round, unit))
  if (seen.length === 0 && !mayRun(subject, actor)) throw notFound({ what: 'index_round' })
  return { round, head, reports, report, placed, seen }
}

async function placedOf(db: Db, subject: IndexSubject, round: Round, report: YearReport): Promise<Placed[]> {
  const names = await subject.names(db, round.year)
  const intervals = new Map((await listIntervals(db, round.id)).map((interval) => [interval.unit, interval]))
  const { columns, rows } = report.tables.scores
  const placed = report.units.map(({ unit, score, rank, class: own }) => {
    const { median = null, low = null, high = null } = intervals.get(unit) ?? {}
    const scores = Object.fromEntries(columns.map((code, at) => [code, rows[unit]![at]!]))
    const { nameZh, nameEn } = names.get(unit) ?? { nameZh: unit, nameEn: unit }
    return { unit, nameZh, nameEn, score, rank, median, low, high, class: own, growth: report.growth[unit] ?? null, scores }
  })
  return placed.sort((one, other) => (one.rank ?? Number.POSITIVE_INFINITY) - (other.rank ?? Number.POSITIVE_INFINITY))
}

/** Where a unit stood in the round of the latest year that was published on a moment; null where none was, or it is not in it. */
export async function placeAt(db: Db, subject: IndexSubject, unit: string, at: string) {
  const round = await findPublishedAt(db, subject.code, at)
  const report = round && (await listReports(db, round.id)).find(({ year }) => year === round.year)
  const all = report ? await placedOf(db, subject, round, report) : []
  const placed = all.find((one) => one.unit === unit)
  return round && placed ? { round, placed, rankedCount: rankedOf(all) } : null
}

const titled = ({ code, title }: { code: string; title?: Word | undefined }): Word => title ?? { zh: code, en: code }
const nodeOf = (node: Group | Indicator) => ({ code: node.code, title: titled(node), weight: node.weight, parent: node.parent })
const groupsOf = ({ system }: System) => system.groups.map(nodeOf)
const classesOf = ({ system }: System) => system.classes.map((one) => ({ code: one.code, title: titled(one), atLeast: one.atLeast }))
const rankedOf = (placed: readonly Placed[]) => placed.filter(({ rank }) => rank !== null).length

/** The ranking, with what may be done and what was. */
export async function roundShown(db: Db, subjects: IndexSubjects, actor: Reader, opened: Opened): Promise<Output<typeof getIndexRound>> {
  const { round, head, report, placed, seen } = opened
  const isRunning = mayRun(subjects.get(round.subject), actor)
  const publishedId = await findPublished(db, round.systemCode, round.year)
  const acts = await listRoundActs(db, round.id)
  const people = isRunning ? await displayNames(db, [...new Set(acts.flatMap((act) => act.personId ?? []))]) : new Map<string, string>()
  const notes = report?.notes ?? []
  const countOf = (code: string) => notes.filter((note) => note.code === code).length
  const years = new Set(placed.map(({ unit }) => unit))
  return {
    round,
    basis: head.basis,
    isAssumption: head.isAssumption,
    isYearly: 'bounds' in head.system.method.normalise && head.system.method.normalise.bounds === 'year',
    groups: groupsOf(head),
    classes: classesOf(head),
    units: seen,
    rankedCount: rankedOf(placed),
    treatedCount: countOf('treated'),
    imputedCount: countOf('imputed'),
    absentCount: report
      ? [...(await subjects.get(round.subject)!.names(db, round.year)).keys()].filter((unit) => !years.has(unit)).length
      : 0,
    acts: isRunning ? roundActs.map((act) => ({ act, reasons: roundReasons(act, { ...round, publishedId }) })) : [],
    journal: acts.map(({ personId, ...act }) => ({ ...act, by: people.get(personId ?? '') ?? '' })),
  }
}

function cellOf(table: { columns: string[]; rows: Record<string, (number | null)[]> }, unit: string, code: string): number | null {
  const at = table.columns.indexOf(code)
  return at < 0 ? null : (table.rows[unit]?.[at] ?? null)
}

/** What is missing to a unit's own target, never below nothing; null without a value. */
const ownGap = (target: number, direction: number, value: number | null) =>
  value === null ? null : Math.max(0, direction * (target - value))

/** One unit of a round. @param aims what the unit itself aims at, by indicator. @throws not_found for one that is not in it, or not the reader's to see */
export function unitShown(opened: Opened, unit: string, aims: ReadonlyMap<string, OwnTarget>): Output<typeof getIndexUnit> {
  const { round, head, reports, report, placed, seen } = opened
  const own = seen.find((one) => one.unit === unit)
  const told = report?.units.find((one) => one.unit === unit)
  if (!own || !report || !told) throw notFound({ what: 'index_unit' })
  const { tables } = report
  const root = head.system.groups.find(({ parent }) => parent === null)?.code ?? 'index'
  const gaps = new Map(told.gaps.map(({ indicator, gap }) => [indicator, gap]))
  const indicators = head.system.indicators.map((indicator) => {
    const { code, unit: measure = '', direction } = indicator
    const aim = aims.get(code)
    const target = aim?.value ?? indicator.target ?? null
    const value = cellOf(tables.denominated, unit, code)
    const scoredAs = cellOf(tables.treated, unit, code)
    return {
      ...nodeOf(indicator),
      unit: typeof measure === 'string' ? { zh: measure, en: measure } : measure,
      direction,
      value,
      raw: cellOf(tables.raw, unit, code),
      scoredAs: scoredAs === value ? null : scoredAs,
      score: cellOf(tables.normalised, unit, code),
      rank: cellOf(tables.ranks, unit, code),
      target,
      targetYear: aim?.year ?? null,
      gap: aim ? ownGap(aim.value, direction, value) : (gaps.get(code) ?? null),
    }
  })
  const trend = reports.map((one) => ({
    year: one.year!,
    score: cellOf(one.tables.scores, unit, root),
    rank: cellOf(one.tables.ranks, unit, root),
  }))
  const { strengths, weaknesses, next = null } = told
  return {
    ...{ round, placed: own, rankedCount: rankedOf(placed), groups: groupsOf(head), classes: classesOf(head) },
    ...{ trend, indicators, strengths, weaknesses, next },
  }
}
