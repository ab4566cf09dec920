// What was given, or paid, before this platform: brought in with its document, found again by a number's digest, and claimed by its person.
import type { Db } from '../kernel/db.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { changeAward, insertAward, supersedeAward, takeEarlierAwards } from './award.sql.ts'
import { nextCaseNo } from './case.sql.ts'
import {
  claimRows,
  type EarlierGrant,
  type EarlierRow,
  type EarlierShown,
  type EarlierTaken,
  type Held,
  idKeyOf,
  insertEarlier,
  listEarlierLike,
  listEarlierOf,
  listEarlierRows,
  listHeldHere,
  replaceEarlier,
  supersedeEarlier,
  takeEarlier,
} from './earlier.sql.ts'
import type { LoadedCase } from './known.server.ts'
import type { Procedure } from './procedure.rules.ts'

/** A grant with whom it was for; `personId` is the account it belongs to, if one is known. */
export type EarlierFor = EarlierGrant & { readonly name: string; readonly idNumber: string; readonly personId: string | null }
export type EarlierFinding = 'new' | 'unchanged' | 'row_twice' | 'recorded_otherwise' | 'number_taken' | 'held_here'

const sameness = (one: EarlierGrant, idKey: string) => `${idKey} ${one.kind} ${one.firstOn} ${one.grantNo}`
const compared = ['level', 'fen', 'lastOn', 'documentNo', 'documentOn'] as const
const isOver = ({ lastOn }: { lastOn: string | null }, today: string) => lastOn !== null && lastOn < today

type Keyed = EarlierGrant & { readonly idKey: string; readonly personId: string | null }

/** What would become of each of these, in their order; nothing is written. A card and a payment are not brought in beside one given here. */
export function judgeEarlier(db: Db, grants: readonly EarlierFor[], now: Date): Promise<EarlierFinding[]> {
  return judgeKeyed(
    db,
    grants.map((one) => ({ ...one, idKey: idKeyOf(one.idNumber) })),
    now,
  )
}

async function judgeKeyed(db: Db, grants: readonly Keyed[], now: Date): Promise<EarlierFinding[]> {
  const today = dayOf(now)
  const keys = grants.map((one) => one.idKey)
  const cardNos = grants.flatMap((one) => (one.kind === 'card' ? one.grantNo : []))
  const like = await listEarlierLike(db, [...new Set(keys)], cardNos)
  const codes = [...new Set(grants.flatMap((one) => (one.kind === 'class' ? [] : one.procedureCode)))]
  const here = await listHeldHere(db, codes, [...new Set(keys)], [...new Set(grants.flatMap((one) => one.personId ?? []))])
  const there = new Map<string, EarlierRow | null>(like.map((row) => [sameness(row, row.idKey), row]))
  const cards = new Set(like.flatMap((row) => (row.kind === 'card' ? row.grantNo : [])))
  const holders = new Set(like.flatMap((row) => (row.kind === 'card' && !isOver(row, today) ? row.idKey : [])))
  return grants.map((one) => {
    const { idKey } = one
    const before = there.get(sameness(one, idKey))
    if (before === null) return 'row_twice'
    if (before) return compared.every((field) => before[field] === one[field]) ? 'unchanged' : 'recorded_otherwise'
    if (one.kind === 'card' && cards.has(one.grantNo)) return 'number_taken'
    if (here.some((held) => isInTheWay(held, one, today))) return 'held_here'
    if (one.kind === 'card' && !isOver(one, today) && holders.has(idKey)) return 'held_here'
    there.set(sameness(one, idKey), null)
    if (one.kind === 'card') cards.add(one.grantNo)
    if (one.kind === 'card' && !isOver(one, today)) holders.add(idKey)
    return 'new'
  })
}

function isInTheWay(held: Held, one: Keyed, today: string): boolean {
  if (held.procedureCode !== one.procedureCode || one.kind === 'class') return false
  if (held.idKey !== one.idKey && (one.personId === null || held.personId !== one.personId)) return false
  // A card that has run out stands in nobody's way; money that was paid twice is paid twice whenever it was.
  return one.kind === 'payment' || !(isOver(one, today) || isOver(held, today))
}

/** Writes one that was found new, with its award where it is more than a payment. @returns whether it was written */
export async function writeEarlier(
  db: Db,
  one: EarlierFor,
  { procedure, divisionCode, recordedBy, now }: { procedure: Procedure; divisionCode: string; recordedBy: string; now: Date },
): Promise<boolean> {
  const earlierId = await insertEarlier(db, { ...one, divisionCode, recordedBy, at: isoOf(now) })
  if (earlierId === null) return false
  if (one.kind === 'payment') return true
  const { procedureCode, level, firstOn, lastOn, personId: subjectId } = one
  // A number of this platform, so that it can be shown by a code; the one on paper stays with its document.
  const awardNo = await nextCaseNo(db, procedure.prefix, Number(dayOf(now).slice(0, 4)))
  const state = isOver(one, dayOf(now)) ? 'expired' : 'standing'
  const { kind } = procedure.outcome
  const own = { awardNo, caseId: null, earlierId, procedureCode, kind, organisationId: null }
  await insertAward(db, { ...own, level, subjectId, divisionCode, firstOn, lastOn, state })
  return true
}

/** What came in under a number becomes a person's, where it is nobody's yet. @returns how much it was */
export async function claimEarlier(db: Db, idNumber: string, personId: string, now: Date): Promise<number> {
  const ids = await claimRows(db, idKeyOf(idNumber), personId, isoOf(now))
  if (ids.length === 0) return 0
  for (const award of await takeEarlierAwards(db, ids)) await changeAward(db, { ...award, subjectId: personId }, award.state)
  return ids.length
}

/** Once an office granted a case under a number, what came in under that number is its subject's. */
export async function claimForSubject(db: Db, { row, procedure, answers }: LoadedCase, now: Date): Promise<void> {
  const idNumber = procedure.idField === undefined ? undefined : answers[procedure.idField]
  if (typeof idNumber === 'string' && idNumber !== '' && row.subjectId !== null) await claimEarlier(db, idNumber, row.subjectId, now)
}

/** What came in for divisions, by what their codes begin with; names whole. */
export function earlierIn(db: Db, patterns: readonly string[], page: { after: string | null; limit: number }): Promise<EarlierShown[]> {
  return listEarlierRows(db, patterns, page)
}

/** What came in of a person, for that person. */
export function earlierOf(db: Db, personId: string): Promise<EarlierShown[]> {
  return listEarlierOf(db, personId)
}

/** One that came in, taken; undefined where there is none. */
export function earlierTaken(db: Db, id: string): Promise<EarlierTaken | undefined> {
  return takeEarlier(db, id)
}

type Revising = { reason: string; by: string; now: Date }

/** Takes back what came in wrong: a class or a card is void from now on, a payment stops nothing any more; the row stays with its reason. */
export async function revokeEarlier(db: Db, { id }: EarlierTaken, { reason, by, now }: Revising): Promise<void> {
  await supersedeEarlier(db, id, { by, at: isoOf(now), reason })
  for (const award of await takeEarlierAwards(db, [id])) await changeAward(db, award, 'revoked')
}

/**
 * Lets a row stand in the place of one that came in wrong, for the same person; a class or a card keeps its number here.
 * @returns the new row's id, or what stands against it
 */
export async function correctEarlier(
  db: Db,
  before: EarlierTaken,
  changed: EarlierGrant,
  { reason, by, now }: Revising,
): Promise<{ id: string } | { finding: Exclude<EarlierFinding, 'new'> }> {
  await supersedeEarlier(db, before.id, { by, at: isoOf(now), reason })
  const { idKey, personId } = before
  const [finding] = await judgeKeyed(db, [{ ...changed, idKey, personId }], now)
  if (finding !== 'new') return { finding: finding ?? 'row_twice' }
  const id = await replaceEarlier(db, before.id, changed, by)
  if (id === null) return { finding: 'row_twice' }
  for (const award of await takeEarlierAwards(db, [before.id])) {
    await supersedeAward(db, award)
    const { id: _, ...same } = award
    const { level, firstOn, lastOn } = changed
    const state = isOver(changed, dayOf(now)) ? 'expired' : award.state === 'frozen' ? 'frozen' : 'standing'
    await insertAward(db, { ...same, earlierId: id, level, firstOn, lastOn, state })
  }
  return { id }
}
