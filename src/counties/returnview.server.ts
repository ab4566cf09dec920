// A return as it is shown: its cells with all that is to be said of them, its trail, and what the reader may do.
import { createHash } from 'node:crypto'
import { scopesOf } from '../identity/grant.rules.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import { attachmentsOf, presentAttachment } from '../kernel/attachments/attachments.server.ts'
import type { Db } from '../kernel/db.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { isDirectOn } from './direct.sql.ts'
import { type CountyReturn, type Round, returnActs, returnLocked, returnsNotBegun } from './return.contract.ts'
import { actProblems, cellNumber, type FormLevel, findingsOf, type ReturnRights } from './return.rules.ts'
import {
  type CellRow,
  listActs,
  listCells,
  listCompared,
  listCounted,
  listForm,
  listRemarks,
  listRounds,
  type ReturnRow,
} from './return.sql.ts'
import { verifyProblemsOf } from './returnevidence.rules.ts'
import { listEvidence, listHands } from './returnevidence.sql.ts'
import { signedText } from './returnpaper.rules.ts'

export type Asking = { db: Db; actor: Actor; now: Date }

function may(actor: Actor, permission: string, divisionCode: string): boolean {
  return scopesOf(actor, permission).divisionCodes.some((code) => isWithin(divisionCode, code))
}

/** What the office of a level may do that fills in its return. */
const filing = { county: 'counties.file', city: 'counties.pass', province: 'counties.approve' } as const

/** What somebody is to a return: who fills it in, who passes and who approves it. */
export function rightsOf(actor: Actor, { divisionCode, level }: Pick<ReturnRow, 'divisionCode' | 'level'>): ReturnRights {
  return {
    files: may(actor, filing[level], divisionCode),
    passes: level === 'county' && may(actor, 'counties.pass', divisionCode),
    approves: may(actor, 'counties.approve', divisionCode),
  }
}

/** @throws not_found for none, and for that of a division the actor has no business with */
export function requireOwn(row: ReturnRow | undefined, actor: Actor): ReturnRow {
  if (!row || !may(actor, 'counties.report', row.divisionCode)) throw notFound({ what: 'county_return' })
  return row
}

/** @throws not_found as above, not_permitted for whoever reads it and does not fill it in */
export function requireFiler(row: ReturnRow | undefined, actor: Actor): ReturnRow {
  const own = requireOwn(row, actor)
  if (!rightsOf(actor, own).files) throw notPermitted({ permission: filing[own.level] })
  return own
}

/** Nothing is put into a return before its first day. @throws returns_not_begun */
export async function requireBegun(db: Db, row: ReturnRow, now: Date): Promise<void> {
  const { opensOn } = await roundOf(db, row.roundId)
  if (opensOn > dayOf(now)) throw returnsNotBegun({ on: opensOn })
}

/** A return into which the actor may put something now. @throws not_found, not_permitted, return_locked, returns_not_begun */
export async function requireFillable({ db, actor, now }: Asking, row: ReturnRow | undefined): Promise<ReturnRow> {
  const own = requireFiler(row, actor)
  if (own.state !== 'filling') throw returnLocked({})
  await requireBegun(db, own, now)
  return own
}

/** Which way a return goes when it is handed in today. */
export async function wayOf(db: Db, { divisionCode, level }: ReturnRow, now: Date): Promise<{ level: FormLevel; isDirect: boolean }> {
  return { level, isDirect: level === 'county' && (await isDirectOn(db, divisionCode, dayOf(now))) }
}

/** What counts, besides its state and the actor's rights, when an act is asked for. */
export function actFacts(
  round: Round,
  now: Date,
  { openCount, handedInBy, actor }: { openCount: number; handedInBy: string | undefined; actor: Actor },
): { openCount: number; hasBegun: boolean; isOwnHand: boolean } {
  return { openCount, hasBegun: round.opensOn <= dayOf(now), isOwnHand: handedInBy === actor.personId }
}

/** The round that a return is of. */
export async function roundOf(db: Db, id: string): Promise<Round> {
  return (await listRounds(db)).find((round) => round.id === id)!
}

type ShownCells = CountyReturn['cells']
type FilledCells = Omit<ShownCells[number], 'remark' | 'evidence' | 'verified' | 'verifyProblems'>[]

function asShown({ code: _, carriedFrom, ...cell }: CellRow): NonNullable<ShownCells[number]['cell']> {
  return { ...cell, isCarried: carriedFrom !== null }
}

/** The form as it stands, with everything that is to be said of it. */
export async function filledForm(db: Db, row: ReturnRow, round: Round): Promise<FilledCells> {
  const form = await listForm(db, row)
  const cells = new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell]))
  const compared = Map.groupBy(await listCompared(db, row, round.year), (cell) => cell.code)
  const counted = await listCounted(db, row.id)
  return form.map(({ isRequired, ...indicator }) => {
    const rule = { ...indicator, isRequired }
    const others = compared.get(indicator.code) ?? []
    const [lastYear = null] = others.flatMap((cell) => (cell.isOwn ? (cellNumber(rule, cell) ?? []) : []))
    const peers = others.flatMap((cell) => (cell.isOwn ? [] : (cellNumber(rule, cell) ?? [])))
    const cell = cells.get(indicator.code) ?? null
    const { jumpPercent, outlierTimes } = round
    const platform = counted.get(indicator.code) ?? null
    const findings = findingsOf(rule, cell, { platform, lastYear, peers, jumpPercent, outlierTimes })
    return { indicator, isRequired, cell: cell && asShown(cell), value: cellNumber(rule, cell), lastYear, findings }
  })
}

export const opensOf = (cells: FilledCells) => cells.flatMap(({ findings }) => findings.filter((finding) => finding.isOpen)).length

async function journalOf(db: Db, row: ReturnRow, acts: Awaited<ReturnType<typeof listActs>>): Promise<CountyReturn['journal']> {
  const remarks = Map.groupBy(await listRemarks(db, row.id), (remark) => remark.actId)
  const people = await displayNames(db, [...new Set(acts.map((act) => act.personId))])
  return acts.map(({ personId, ...act }) => ({
    ...act,
    remarks: (remarks.get(act.id) ?? []).map(({ code, reason }) => ({ code, reason })),
    by: people.get(personId) ?? '',
  }))
}

/** What proves each cell, who verified it, and whether the reader may. */
async function provenBy({ db, actor, now }: Asking, row: ReturnRow, rights: ReturnRights) {
  const rows = await listEvidence(db, row.id)
  const files = new Map(
    (
      await attachmentsOf(
        db,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.subjectId, presentAttachment(one, now)]),
  )
  const hands = new Map((await listHands(db, row.id)).map((hand) => [hand.cellId, hand]))
  const verifiers = [...new Set([...hands.values()].flatMap(({ verifiedBy }) => verifiedBy ?? []))]
  const people = await displayNames(db, verifiers)
  return ({ indicator, cell }: FilledCells[number]) => {
    const { verifiedBy = null, verifiedAt = null, recordedBy = null } = (cell && hands.get(cell.id)) ?? {}
    const seen = cell && { ...cell, isVerified: verifiedBy !== null, isOwnHand: recordedBy === actor.personId }
    return {
      evidence: rows.flatMap(({ id, codes }) => {
        const file = codes.includes(indicator.code) ? files.get(id) : undefined
        return file ? [{ id, file }] : []
      }),
      verified: verifiedBy === null || verifiedAt === null ? null : { by: people.get(verifiedBy) ?? '', at: verifiedAt },
      verifyProblems: verifyProblemsOf(row.state, rights, seen),
    }
  }
}

/** Everything a page shows of a return to somebody. */
export async function returnShown({ db, actor, now }: Asking, row: ReturnRow): Promise<CountyReturn> {
  const round = await roundOf(db, row.roundId)
  const acts = await listActs(db, row.id)
  const journal = await journalOf(db, row, acts)
  const said = new Map(row.state === 'filling' ? journal[0]?.remarks.map(({ code, reason }) => [code, reason]) : [])
  const rights = rightsOf(actor, row)
  const proven = await provenBy({ db, actor, now }, row, rights)
  const cells = (await filledForm(db, row, round)).map((line) => ({
    ...line,
    remark: said.get(line.indicator.code) ?? null,
    ...proven(line),
  }))
  const openCount = opensOf(cells)
  const { isDirect } = await wayOf(db, row, now)
  const facts = actFacts(round, now, { openCount, handedInBy: acts.find(({ act }) => act === 'hand_in')?.personId, actor })
  const division = (await divisionsOn(db, `${round.year}-12-31`)).find((one) => one.code === row.divisionCode)
  const required = cells.filter((cell) => cell.isRequired)
  return {
    id: row.id,
    round,
    divisionCode: row.divisionCode,
    nameZh: division?.nameZh ?? row.divisionCode,
    nameEn: division?.nameEn ?? row.divisionCode,
    level: row.level,
    isDirect,
    state: row.state,
    cells,
    requiredCount: required.length,
    filledCount: required.filter(({ value, cell }) => value !== null || Boolean(cell?.words?.trim())).length,
    openCount,
    acts: returnActs.map((act) => ({ act, reasons: actProblems(act, row.state, rights, facts) })),
    mayFill: rights.files && row.state === 'filling' && facts.hasBegun,
    digest: createHash('sha256')
      .update(signedText({ divisionCode: row.divisionCode, round, cells }))
      .digest('hex')
      .slice(0, 16),
    journal,
  }
}
