// County returns: a year is opened by the province, filled in by counties, passed by cities, approved by the province.
import { scopesOf } from '../identity/grant.rules.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin, patternsWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { compareDecimals } from './decimal.rules.ts'
import { asComputed, computedCells } from './prefill.server.ts'
import {
  actNotNow,
  actOnReturn,
  actReasonMissing,
  type CountyReturn,
  getReturn,
  type KeptCell,
  keepReturnCells,
  listIndicators,
  listReturns,
  noIndicators,
  noSuchCell,
  openReturnRound,
  prefillReturn,
  type Round,
  returnActs,
  returnLocked,
  roundDaysWrong,
} from './return.contract.ts'
import { actProblems, cellNumber, findingsOf, type ReturnRights, reasonedActs, stateAfter } from './return.rules.ts'
import {
  type CellRow,
  type FormLine,
  findReturn,
  insertRound,
  listActs,
  listCells,
  listCompared,
  listForm,
  listIndicatorRows,
  listReturnRows,
  listRounds,
  moveReturn,
  type NewCell,
  type ReturnRow,
  replaceCells,
  takeReturn,
  upsertIndicators,
} from './return.sql.ts'
import { countiesChecks } from './verify.sql.ts'

function may(actor: Actor, permission: string, divisionCode: string): boolean {
  return scopesOf(actor, permission).divisionCodes.some((code) => isWithin(divisionCode, code))
}

function rightsOf(actor: Actor, divisionCode: string): ReturnRights {
  return {
    files: may(actor, 'counties.file', divisionCode),
    passes: may(actor, 'counties.pass', divisionCode),
    approves: may(actor, 'counties.approve', divisionCode),
  }
}

/** @throws not_found for none, and for that of a county the actor has no business with */
function requireOwn(row: ReturnRow | undefined, actor: Actor, permission: string): ReturnRow {
  if (!row || !may(actor, permission, row.divisionCode)) throw notFound({ what: 'county_return' })
  return row
}

type Asking = { db: Db; actor: Actor; now: Date }

async function roundOf(db: Db, id: string): Promise<Round> {
  return (await listRounds(db)).find((round) => round.id === id)!
}

/** The form as it stands, with everything that is to be said of it. */
async function filledForm(db: Db, row: ReturnRow, round: Round): Promise<CountyReturn['cells']> {
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
    return { indicator, isRequired, cell, value: cellNumber(rule, cell), lastYear, findings }
  })
}

const opensOf = (cells: CountyReturn['cells']) => cells.flatMap(({ findings }) => findings.filter((finding) => finding.isOpen)).length

async function shown({ db, actor, now }: Asking, row: ReturnRow): Promise<CountyReturn> {
  const round = await roundOf(db, row.roundId)
  const cells = await filledForm(db, row, round)
  const openCount = opensOf(cells)
  const rights = rightsOf(actor, row.divisionCode)
  const facts = { openCount, hasBegun: round.opensOn <= dayOf(now) }
  const journal = await listActs(db, row.id)
  const people = await displayNames(db, [...new Set(journal.map((act) => act.personId))])
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
    journal: journal.map(({ personId, ...act }) => ({ ...act, by: people.get(personId) ?? '' })),
  }
}

const isSameDecimal = (a: string | null, b: string | null) => (a === null || b === null ? a === b : compareDecimals(a, b) === 0)

function isSame(cell: NewCell, standing: CellRow | undefined): boolean {
  if (!standing) return false
  const isSameNumber = (['amount', 'numerator', 'denominator'] as const).every((part) => isSameDecimal(cell[part], standing[part]))
  const isSameRest = (['words', 'vintage', 'sourceDocument', 'provider', 'explanation'] as const).every(
    (key) => cell[key] === standing[key],
  )
  return isSameNumber && isSameRest && (cell.origin === standing.origin || (cell.origin === 'filed' && standing.origin === 'computed'))
}

/** What is typed fits the kind of its indicator: a ratio has two parts and no value of its own. */
function fits({ kind }: FormLine, { amount, numerator, denominator, words }: KeptCell): boolean {
  if (kind === 'text') return amount === null && numerator === null && denominator === null
  if (kind === 'ratio') return amount === null && words === null
  return numerator === null && denominator === null && words === null
}

/** Puts cells in, those alone that differ from what stands there; an explanation beside an untouched number of the platform leaves it the platform's. */
async function putCells(db: Db, row: ReturnRow, cells: readonly NewCell[], personId: string | null): Promise<void> {
  const standing = new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell]))
  const kept = cells.map((cell): NewCell => {
    const before = standing.get(cell.code)
    const isUntouched = before?.origin === 'computed' && cell.origin === 'filed' && isSameDecimal(cell.amount, before.amount)
    return isUntouched ? { ...cell, origin: 'computed', sourceDocument: before.sourceDocument, provider: before.provider } : cell
  })
  await replaceCells(
    db,
    kept.filter((cell) => !isSame(cell, standing.get(cell.code))),
    personId,
  )
}

const roundHandlers = [
  handle(listIndicators, async ({ db }) => ({ items: await listIndicatorRows(db) })),

  handle(openReturnRound, async ({ input, actor, db }) => {
    const [scope] = scopesOf(actor, 'counties.approve').divisionCodes.filter((code) => code.endsWith('0000'))
    if (!scope) throw notFound({ what: 'division' })
    if (input.dueOn < input.opensOn) throw roundDaysWrong({})
    const divisions = (await divisionsOn(db, `${input.year}-12-31`)).filter((one) => one.level === 'county' && isWithin(one.code, scope))
    const codes = divisions.map((one) => one.code)
    const id = await insertRound(db, input, codes, actor.personId)
    const form = await listForm(db, id)
    if (form.length === 0) throw noIndicators({})
    const computed = await computedCells(db, form, input.year, codes)
    const rows = await listReturnRows(db, id, patternsWithin([scope]))
    const cells = rows.flatMap((row) => (computed.get(row.divisionCode) ?? []).map((cell) => asComputed(cell, row.id, input.year)))
    await replaceCells(db, cells, null)
    return { ...(await roundOf(db, id)), returnCount: rows.length }
  }),

  handle(listReturns, async ({ input, actor, db, now }) => {
    const rounds = await listRounds(db)
    const round = (input.year === undefined ? rounds[0] : rounds.find((one) => one.year === input.year)) ?? null
    const years = rounds.map((one) => one.year)
    if (!round) return { years, round, items: [] }
    const divisions = new Map((await divisionsOn(db, `${round.year}-12-31`)).map((division) => [division.code, division]))
    const rows = await listReturnRows(db, round.id, patternsWithin(scopesOf(actor, 'counties.report').divisionCodes))
    const isPast = round.dueOn < dayOf(now)
    const items = rows.map(({ roundId: _, ...row }) => {
      const { nameZh = row.divisionCode, nameEn = row.divisionCode, parentCode = null } = divisions.get(row.divisionCode) ?? {}
      return { ...row, nameZh, nameEn, parentCode, isOverdue: isPast && row.state === 'filling' }
    })
    return { years, round, items }
  }),
]

export const returnsSlice: Slice = {
  checks: countiesChecks,
  seeds: [{ file: 'indicators.csv', write: upsertIndicators }],
  handlers: [
    ...roundHandlers,

    handle(getReturn, async ({ input, ...asking }) =>
      shown(asking, requireOwn(await findReturn(asking.db, input.id), asking.actor, 'counties.report')),
    ),

    handle(keepReturnCells, async ({ input, ...asking }) => {
      const { db, actor } = asking
      const row = requireOwn(await takeReturn(db, input.id), actor, 'counties.file')
      if (row.state !== 'filling') throw returnLocked({})
      const form = new Map((await listForm(db, row.roundId)).map((line) => [line.code, line]))
      const last = new Map(input.cells.map((cell) => [cell.code, cell]))
      for (const cell of last.values()) {
        const line = form.get(cell.code)
        if (!line || !fits(line, cell)) throw noSuchCell({ code: cell.code })
      }
      const cells = [...last.values()].map((cell) => ({ ...cell, returnId: row.id }))
      await putCells(db, row, cells, actor.personId)
      return shown(asking, row)
    }),

    handle(prefillReturn, async ({ input, ...asking }) => {
      const { db, actor } = asking
      const row = requireOwn(await takeReturn(db, input.id), actor, 'counties.file')
      if (row.state !== 'filling') throw returnLocked({})
      const { year } = await roundOf(db, row.roundId)
      const computed = await computedCells(db, await listForm(db, row.roundId), year, [row.divisionCode])
      const cells = (computed.get(row.divisionCode) ?? []).map((cell) => asComputed(cell, row.id, year))
      const standing = new Map((await listCells(db, row.id)).map((cell) => [cell.code, cell]))
      const changed = cells.filter(({ code, amount }) => {
        const before = standing.get(code)
        return before?.origin !== 'computed' || !isSameDecimal(before.amount, amount)
      })
      await replaceCells(db, changed, actor.personId)
      return shown(asking, row)
    }),

    handle(actOnReturn, async ({ input, ...asking }) => {
      const { db, actor, now } = asking
      const { act, reason } = input
      const row = requireOwn(await takeReturn(db, input.id), actor, 'counties.report')
      const round = await roundOf(db, row.roundId)
      const openCount = act === 'hand_in' ? opensOf(await filledForm(db, row, round)) : 0
      const facts = { openCount, hasBegun: round.opensOn <= dayOf(now) }
      const reasons = actProblems(act, row.state, rightsOf(actor, row.divisionCode), facts)
      if (reasons.includes('not_yours')) throw notPermitted({ permission: `counties.${act}` })
      if (reasons.length > 0) throw actNotNow({ reasons })
      if (reasonedActs.includes(act) && reason.length < 4) throw actReasonMissing({})
      await moveReturn(db, { id: row.id, act, state: stateAfter[act], reason, personId: actor.personId })
      return shown(asking, { ...row, state: stateAfter[act] })
    }),
  ],
}
