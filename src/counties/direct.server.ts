// Counties that report to the province past their city: recorded by the province, by a document.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Output } from '../kernel/contract.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { isWithin, patternsWithin } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { endDirectReporting, listDirectReporting, notACounty, recordDirectReporting } from './direct.contract.ts'
import { endDirect, insertDirect, listDirect } from './direct.sql.ts'

async function listed(db: Db, actor: Actor, now: Date): Promise<Output<typeof listDirectReporting>> {
  const names = new Map((await divisionsOn(db, dayOf(now))).map((division) => [division.code, division]))
  const rows = await listDirect(db, patternsWithin(scopesOf(actor, 'counties.report').divisionCodes))
  const items = rows.map((row) => {
    const { nameZh = row.divisionCode, nameEn = row.divisionCode } = names.get(row.divisionCode) ?? {}
    return { ...row, nameZh, nameEn }
  })
  return { items, mayRecord: scopesOf(actor, 'counties.approve').divisionCodes.length > 0 }
}

/** The stories of direct reporting. */
export const directHandlers = [
  handle(listDirectReporting, ({ actor, db, now }) => listed(db, actor, now)),

  handle(recordDirectReporting, async ({ input, actor, db, now }) => {
    const division = (await divisionsOn(db, dayOf(now))).find(({ code }) => code === input.divisionCode)
    if (division?.level !== 'county') throw notACounty({})
    const scopes = scopesOf(actor, 'counties.approve').divisionCodes
    if (!scopes.some((scope) => isWithin(division.code, scope))) throw notFound({ what: 'division' })
    await insertDirect(db, input, actor.personId)
    return listed(db, actor, now)
  }),

  handle(endDirectReporting, async ({ input, actor, db, now }) => {
    const patterns = patternsWithin(scopesOf(actor, 'counties.approve').divisionCodes)
    if (!(await endDirect(db, input.id, input.lastOn, patterns))) throw notFound({ what: 'direct_reporting' })
    return listed(db, actor, now)
  }),
]
