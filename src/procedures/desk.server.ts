// The officers' lists: what waits for whose offices, the same as a file, and who sits in an office.
import { stringify } from 'csv-stringify/sync'
import { actorGrantsOf, holdersOf } from '../identity/grant.server.ts'
import { displayNames } from '../identity/name.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf } from '../kernel/time.ts'
import { listCases } from './case.contract.ts'
import { actingStage } from './case.rules.ts'
import { countAtDesks, type ListAsked, type ListedCase, listAtDesks, listSeen } from './caselist.sql.ts'
import type { CaseBrief } from './caseshown.contract.ts'
import { officerOf } from './delegation.server.ts'
import { downloadCases, listColleagues } from './desk.contract.ts'
import { deskWords as words } from './desk.words.ts'
import {
  actingAs,
  desksOf,
  employersOf,
  type Ground,
  isOfOffice,
  type LoadedCase,
  loadCase,
  officeDivisionOf,
  sightsOf,
} from './known.server.ts'
import { briefsOf } from './view.server.ts'

/** No file of cases is longer: an office that has more asks for a procedure or a part. */
const downloadMost = 5_000

type Shown = 'mine' | 'open' | 'ended'

async function listed(ground: Ground, db: Db, own: Actor, show: Shown, asked: ListAsked, now: Date): Promise<ListedCase[]> {
  const actor = await officerOf(db, own, now)
  const employers = employersOf(ground, actor)
  if (show === 'mine') return listAtDesks(db, desksOf(ground, actor, await ground.bodiesNow(db)), employers, asked)
  return listSeen(db, sightsOf(ground, actor), employers.organisationIds, show === 'ended', asked)
}

/** How many cases wait for the actor's offices, and how many of those are late. */
export async function waitingCases(ground: Ground, db: Db, own: Actor, now: Date): Promise<{ count: number; late: number }> {
  const actor = await officerOf(db, own, now)
  return countAtDesks(db, desksOf(ground, actor, await ground.bodiesNow(db)), employersOf(ground, actor), dayOf(now))
}

/** The people of the office that acts on a case now, who may act on it: never those whose own case it is. */
async function colleaguesFor(db: Db, loaded: LoadedCase, actor: Actor): Promise<string[]> {
  const { office } = actingStage(loaded.procedure, loaded.state)
  const divisionCode = officeDivisionOf(loaded, office)
  const scope = divisionCode === null ? { organisationId: loaded.row.organisationId! } : { divisionCode }
  const fit = []
  for (const { personId } of await holdersOf(db, scope)) {
    // Which body somebody belongs to is told by all of their grants.
    const colleague = { ...actor, personId, grants: await actorGrantsOf(db, personId) }
    if (personId !== actor.personId && isOfOffice(colleague, loaded, office)) fit.push(personId)
  }
  return fit
}

const heads = [words.columnNumber, words.columnProcedure, words.columnSubject, words.columnOrganisation, words.columnStage] as const
const moreHeads = [words.columnDue, words.columnDaysLeft, words.columnAssignee, words.columnFiled, words.columnEnded] as const

async function* csvOf(items: readonly CaseBrief[], language: 'zh' | 'en'): AsyncGenerator<string> {
  const rows = items.map((item) => {
    const stage = item.stageTitle ?? words[`status_${item.status}`]
    return [
      ...[item.caseNo, item.procedure[language], item.subjectName, item.organisationName ?? '', stage[language]],
      ...[
        item.dueOn ?? '',
        item.daysLeft ?? '',
        item.assigneeName ?? '',
        ...[item.filedAt, item.endedAt].map((at) => (at === null ? '' : dayOf(at))),
      ],
    ]
  })
  yield `\uFEFF${stringify([[...heads, ...moreHeads].map((word) => word[language]), ...rows])}`
}

export const deskHandlers = (ground: Ground) => [
  handle(listCases, async ({ input, actor, db, now }) => {
    const { show, procedure = null, q = '', cursor, limit } = input
    const [due, id] = cursor?.split('_') ?? []
    const after = id === undefined ? null : { dueOn: due === 'none' ? null : due!, id }
    const found = await listed(
      ground,
      db,
      actor,
      show,
      { procedureCode: procedure, q: q === '' ? null : q, after, limit: limit + 1, today: dayOf(now) },
      now,
    )
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    const nextCursor = found.length > limit && last ? `${(show === 'mine' && (last.dueOn ?? last.mendTo)) || 'none'}_${last.id}` : null
    return { items: await briefsOf(ground, db, rows, actor, now), nextCursor }
  }),

  handle(downloadCases, async ({ input, actor, db, now }) => {
    const { show, procedure = null, q = '', language } = input
    const asked = { procedureCode: procedure, q: q === '' ? null : q, after: null, limit: downloadMost, today: dayOf(now) }
    const items = await briefsOf(ground, db, await listed(ground, db, actor, show, asked, now), actor, now)
    return { mediaType: 'text/csv; charset=utf-8', fileName: `${words.fileName[language]}.csv`, chunks: csvOf(items, language) }
  }),

  handle(listColleagues, async ({ input, actor: own, db, now }) => {
    const actor = await officerOf(db, own, now)
    const loaded = await loadCase(ground, db, input.id)
    if (actingAs(actor, loaded).length === 0) throw notFound({ what: 'case' })
    const names = await displayNames(db, await colleaguesFor(db, loaded, actor))
    const items = [...names].map(([personId, displayName]) => ({ personId, displayName }))
    return { items: items.toSorted((a, b) => (a.displayName < b.displayName ? -1 : 1)) }
  }),
]
