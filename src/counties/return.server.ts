// County returns: a year is opened by the province, filled in by counties, passed by cities, approved by the province.
import { scopesOf } from '../identity/grant.rules.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { handle, type Slice } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin, patternsWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { directHandlers } from './direct.server.ts'
import { asGiven, fitsKind, prefill, putCells } from './filling.server.ts'
import { tellOfReturn } from './notice.server.ts'
import type { FigureSources } from './prefill.server.ts'
import {
  actNotNow,
  actOnReturn,
  actReasonMissing,
  getReturn,
  keepReturnCells,
  listIndicators,
  listReturns,
  noIndicators,
  noSuchCell,
  openReturnRound,
  prefillReturn,
  roundDaysWrong,
  roundInUse,
  withdrawReturnRound,
  yearNotOver,
} from './return.contract.ts'
import { actProblems, reasonedActs, stateAfter } from './return.rules.ts'
import {
  deleteRound,
  findReturn,
  insertRound,
  isRoundUsed,
  listActs,
  listForm,
  listIndicatorRows,
  listReturnRows,
  listRounds,
  moveReturn,
  takeReturn,
  takeRound,
  upsertIndicators,
} from './return.sql.ts'
import { returnEvidenceHandlers } from './returnevidence.server.ts'
import { sheetHandlers } from './returnsheet.server.ts'
import { actFacts, filledForm, opensOf, requireFillable, requireOwn, returnShown, rightsOf, roundOf, wayOf } from './returnview.server.ts'
import { countiesChecks } from './verify.sql.ts'
import { waitingReturns } from './waiting.server.ts'

const roundHandlers = (sources: FigureSources) => [
  handle(listIndicators, async ({ input, db }) => ({ items: await listIndicatorRows(db, input.level) })),

  handle(openReturnRound, async ({ input, actor, db, now }) => {
    const [scope] = scopesOf(actor, 'counties.approve').divisionCodes.filter((code) => code.endsWith('0000'))
    if (!scope) throw notFound({ what: 'division' })
    if (input.dueOn < input.opensOn) throw roundDaysWrong({})
    if (`${input.year}-12-31` >= dayOf(now)) throw yearNotOver({ year: input.year })
    const divisions = (await divisionsOn(db, `${input.year}-12-31`)).filter((one) => isWithin(one.code, scope))
    const asked = divisions.map(({ code, level }) => ({ divisionCode: code, level: level === 'prefecture' ? ('city' as const) : level }))
    const id = await insertRound(db, input, asked, actor.personId)
    if ((await listForm(db, { roundId: id, level: 'county' })).length === 0) throw noIndicators({})
    const rows = await listReturnRows(db, id, patternsWithin([scope]))
    await prefill(db, sources, { roundId: id, year: input.year }, rows, null)
    return { ...(await roundOf(db, id)), returnCount: rows.length }
  }),

  handle(withdrawReturnRound, async ({ input, actor, db }) => {
    const isWhole = scopesOf(actor, 'counties.approve').divisionCodes.some((code) => code.endsWith('0000'))
    if (!isWhole || !(await takeRound(db, input.id))) throw notFound({ what: 'return_round' })
    if (await isRoundUsed(db, input.id)) throw roundInUse({})
    await deleteRound(db, input.id)
    return {}
  }),

  handle(listReturns, async ({ input, actor, db, now }) => {
    const rounds = await listRounds(db)
    const round = (input.year === undefined ? rounds[0] : rounds.find((one) => one.year === input.year)) ?? null
    const years = rounds.map((one) => one.year)
    const waiting = await waitingReturns(db, actor, now)
    if (!round) return { years, round, items: [], waiting }
    const divisions = new Map((await divisionsOn(db, `${round.year}-12-31`)).map((division) => [division.code, division]))
    const rows = await listReturnRows(db, round.id, patternsWithin(scopesOf(actor, 'counties.report').divisionCodes))
    const isPast = round.dueOn < dayOf(now)
    const items = rows.map(({ roundId: _, ...row }) => {
      const { nameZh = row.divisionCode, nameEn = row.divisionCode, parentCode = null } = divisions.get(row.divisionCode) ?? {}
      return { ...row, nameZh, nameEn, parentCode, isOverdue: isPast && row.state === 'filling' }
    })
    return { years, round, items, waiting }
  }),
]

/** @param sources every figure, to fill in what the platform knows of a county */
export const returnsSlice = (sources: FigureSources): Slice => ({
  checks: countiesChecks,
  seeds: [{ file: 'indicators.csv', write: upsertIndicators }],
  handlers: [
    ...roundHandlers(sources),
    ...sheetHandlers,
    ...directHandlers,
    ...returnEvidenceHandlers,

    handle(getReturn, async ({ input, ...asking }) => returnShown(asking, requireOwn(await findReturn(asking.db, input.id), asking.actor))),

    handle(keepReturnCells, async ({ input, ...asking }) => {
      const { db, actor } = asking
      const row = await requireFillable(asking, await takeReturn(db, input.id))
      const form = new Map((await listForm(db, row)).map((line) => [line.code, line]))
      const last = new Map(input.cells.map((cell) => [cell.code, cell]))
      for (const cell of last.values()) {
        const line = form.get(cell.code)
        if (!line || !fitsKind(line, cell)) throw noSuchCell({ code: cell.code })
      }
      const cells = [...last.values()].map((cell) => asGiven(cell, row.id))
      await putCells(db, row, cells, actor.personId)
      return returnShown(asking, row)
    }),

    handle(prefillReturn, async ({ input, ...asking }) => {
      const { db, actor } = asking
      const row = await requireFillable(asking, await takeReturn(db, input.id))
      const { year } = await roundOf(db, row.roundId)
      await prefill(db, sources, { roundId: row.roundId, year }, [row], actor.personId)
      return returnShown(asking, row)
    }),

    handle(actOnReturn, async ({ input, ...asking }) => {
      const { db, actor, now } = asking
      const { act, reason, cells } = input
      const row = requireOwn(await takeReturn(db, input.id), actor)
      const round = await roundOf(db, row.roundId)
      const openCount = act === 'hand_in' ? opensOf(await filledForm(db, row, round)) : 0
      const handedInBy = (await listActs(db, row.id)).find((one) => one.act === 'hand_in')?.personId
      const facts = actFacts(round, now, { openCount, handedInBy, actor })
      const reasons = actProblems(act, row.state, rightsOf(actor, row), facts)
      if (reasons.includes('not_yours')) throw notPermitted({ permission: `counties.${act}` })
      if (reasons.length > 0) throw actNotNow({ reasons })
      if (reasonedActs.includes(act) && reason.length < 4) throw actReasonMissing({})
      const asked = new Set((await listForm(db, row)).map((line) => line.code))
      const remarks = [...new Map(cells.map((cell) => [cell.code, cell])).values()]
      for (const { code } of remarks) if (act !== 'send_back' || !asked.has(code)) throw noSuchCell({ code })
      const state = stateAfter(act, await wayOf(db, row, now))
      await moveReturn(db, { id: row.id, act, state, reason, personId: actor.personId, remarks })
      await tellOfReturn(db, { state, divisionCode: row.divisionCode, year: round.year, link: `/work/returns/${row.id}`, now })
      return returnShown(asking, { ...row, state })
    }),
  ],
})
