// A return as it is shown: its cells with all that is to be said of them, its trail, and what the reader may do.
import { createHash } from 'node:crypto'
import { scopesOf } from '../identity/grant.rules.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { type CountyReturn, type Round, returnActs } from './return.contract.ts'
import { actProblems, cellNumber, findingsOf, type ReturnRights } from './return.rules.ts'
import { type CellRow, listActs, listCells, listCompared, listForm, listRemarks, listRounds, type ReturnRow } from './return.sql.ts'
import { signedText } from './returnpaper.rules.ts'

export type Asking = { db: Db; actor: Actor; now: Date }

function may(actor: Actor, permission: string, divisionCode: string): boolean {
  return scopesOf(actor, permission).divisionCodes.some((code) => isWithin(divisionCode, code))
}

/** What somebody is to the returns of a division: who fills them in, who passes and who approves them. */
export function rightsOf(actor: Actor, divisionCode: string): ReturnRights {
  return {
    files: may(actor, 'counties.file', divisionCode),
    passes: may(actor, 'counties.pass', divisionCode),
    approves: may(actor, 'counties.approve', divisionCode),
  }
}

/** @throws not_found for none, and for that of a county the actor has no business with */
export function requireOwn(row: ReturnRow | undefined, actor: Actor, permission: string): ReturnRow {
  if (!row || !may(actor, permission, row.divisionCode)) throw notFound({ what: 'county_return' })
  return row
}

/** The round that a return is of. */
export async function roundOf(db: Db, id: string): Promise<Round> {
  return (await listRounds(db)).find((round) => round.id === id)!
}

type ShownCells = CountyReturn['cells']

function asShown({ code: _, carriedFrom, ...cell }: CellRow): NonNullable<ShownCells[number]['cell']> {
  return { ...cell, isCarried: carriedFrom !== null }
}

/** The form as it stands, with everything that is to be said of it. */
export async function filledForm(db: Db, row: ReturnRow, round: Round): Promise<ShownCells> {
  const form = await listForm(db, row.roundId)
  const cells = new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell]))
  const compared = Map.groupBy(await listCompared(db, row, round.year), (cell) => cell.code)
  return form.map(({ isRequired, ...indicator }) => {
    const rule = { ...indicator, isRequired }
    const others = compared.get(indicator.code) ?? []
    const [lastYear = null] = others.flatMap((cell) => (cell.isOwn ? (cellNumber(rule, cell) ?? []) : []))
    const peers = others.flatMap((cell) => (cell.isOwn ? [] : (cellNumber(rule, cell) ?? [])))
    const cell = cells.get(indicator.code) ?? null
    const { jumpPercent, outlierTimes } = round
    const findings = findingsOf(rule, cell, { lastYear, peers, jumpPercent, outlierTimes })
    return { indicator, isRequired, cell: cell && asShown(cell), value: cellNumber(rule, cell), lastYear, findings, remark: null }
  })
}

export const opensOf = (cells: ShownCells) => cells.flatMap(({ findings }) => findings.filter((finding) => finding.isOpen)).length

async function journalOf(db: Db, row: ReturnRow): Promise<CountyReturn['journal']> {
  const acts = await listActs(db, row.id)
  const remarks = Map.groupBy(await listRemarks(db, row.id), (remark) => remark.actId)
  const people = await displayNames(db, [...new Set(acts.map((act) => act.personId))])
  return acts.map(({ personId, ...act }) => ({
    ...act,
    remarks: (remarks.get(act.id) ?? []).map(({ code, reason }) => ({ code, reason })),
    by: people.get(personId) ?? '',
  }))
}

/** Everything a page shows of a return to somebody. */
export async function returnShown({ db, actor, now }: Asking, row: ReturnRow): Promise<CountyReturn> {
  const round = await roundOf(db, row.roundId)
  const journal = await journalOf(db, row)
  const said = new Map(row.state === 'filling' ? journal[0]?.remarks.map(({ code, reason }) => [code, reason]) : [])
  const cells = (await filledForm(db, row, round)).map((line) => ({ ...line, remark: said.get(line.indicator.code) ?? null }))
  const openCount = opensOf(cells)
  const rights = rightsOf(actor, row.divisionCode)
  const facts = { openCount, hasBegun: round.opensOn <= dayOf(now) }
  const division = (await divisionsOn(db, `${round.year}-12-31`)).find((one) => one.code === row.divisionCode)
  const required = cells.filter((cell) => cell.isRequired)
  return {
    id: row.id,
    round,
    divisionCode: row.divisionCode,
    nameZh: division?.nameZh ?? row.divisionCode,
    nameEn: division?.nameEn ?? row.divisionCode,
    state: row.state,
    cells,
    requiredCount: required.length,
    filledCount: required.filter(({ value, cell }) => value !== null || Boolean(cell?.words?.trim())).length,
    openCount,
    acts: returnActs.map((act) => ({ act, reasons: actProblems(act, row.state, rights, facts) })),
    mayFill: rights.files && row.state === 'filling',
    digest: createHash('sha256')
      .update(signedText({ divisionCode: row.divisionCode, round, cells }))
      .digest('hex')
      .slice(0, 16),
    journal,
  }
}
