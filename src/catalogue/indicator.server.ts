// What instruments reach: kept by whoever keeps them, told beside what is found.
import { requireRightFor } from '../identity/identity.server.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { findInstrument, takeInstruments } from './catalogue.sql.ts'
import { groupsFor } from './group.server.ts'
import { type Answer, type Indicator, indicatorWrong, keepIndicators } from './indicator.contract.ts'
import { insertIndicators, listIndicatorsOf, type NewIndicator, replaceIndicators } from './indicator.sql.ts'
import { answerTo, type Demand, type Reach, reachOf } from './quantity.rules.ts'

/** Values as typed, each with what it comes to. @throws indicator_wrong */
function readAll(given: readonly Indicator[]): NewIndicator[] {
  return given.map((one, at) => {
    const reach = reachOf(one)
    if (typeof reach === 'string') throw indicatorWrong({ row: at + 1, reason: reach })
    return { ...one, reach }
  })
}

const told = ({ quantity, low, high, unit, note }: Indicator): Indicator => ({ quantity, low, high, unit, note })

/** What one instrument reaches. */
export async function indicatorsOf(db: Db, instrumentId: string): Promise<Indicator[]> {
  return (await listIndicatorsOf(db, [instrumentId])).map(told)
}

/** Says what many instruments reach, of which nothing was said; for what comes in whole. @throws indicator_wrong */
export async function recordIndicators(db: Db, rows: readonly { instrumentId: string; indicators: readonly Indicator[] }[]): Promise<void> {
  const all = rows.flatMap(({ instrumentId, indicators }) =>
    readAll(indicators).map((one, position) => ({ ...one, instrumentId, position })),
  )
  await insertIndicators(db, all, null)
}

type Known = Indicator & { instrumentId: string; reach: Reach }

/** What each of some instruments says to each demand. */
export async function answersOf(db: Db, instrumentIds: readonly string[], demands: readonly Demand[]): Promise<Map<string, Answer[]>> {
  const known = Map.groupBy(demands.length === 0 ? [] : await listIndicatorsOf(db, instrumentIds), (one: Known) => one.instrumentId)
  return new Map(
    instrumentIds.map((id) => {
      const own = known.get(id) ?? []
      const answers = demands.map((demand): Answer => {
        const by = own.find((one) => answerTo([one.reach], demand) === 'reached')
        return { text: demand.text, says: by ? 'reached' : 'unsaid', by: by ? told(by) : null }
      })
      return [id, answers]
    }),
  )
}

export const indicatorHandlers = [
  handle(keepIndicators, async ({ input, actor, db }) => {
    await takeInstruments(db, [input.id])
    const instrument = await findInstrument(db, input.id)
    if (!instrument) throw notFound({ what: 'instrument' })
    const instrumentGroupIds = await groupsFor(db, actor, input.id)
    await requireRightFor(db, actor, 'catalogue.edit', instrument.institutionId, { what: 'instrument', instrumentGroupIds })
    await replaceIndicators(db, input.id, readAll(input.indicators), actor.personId)
    return { indicators: await indicatorsOf(db, input.id) }
  }),
]
