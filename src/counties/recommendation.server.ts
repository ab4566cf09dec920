// A city's letter: whom it names goes on to the province with it, all together.
import { scopesOf } from '../identity/grant.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { isWithin, prefixOf } from '../places/places.rules.ts'
import { divisionsOn } from '../places/places.server.ts'
import { actOn } from '../procedures/act.server.ts'
import { batchOf, countyCases, numbersOn } from '../procedures/countycase.server.ts'
import { type Ground, loadCase } from '../procedures/known.server.ts'
import { namingOf } from './naming.rules.ts'
import {
  caseUnfit,
  getRecommendation,
  issueRecommendation,
  letterReturned,
  letterSettled,
  letterThere,
  listRecommendations,
  quotaExceeded,
  type RecommendationGroup,
  returnRecommendation,
} from './recommendation.contract.ts'
import { findLetterById, insertLetter, type LetterRow, listLetters, listRanks, markReturned, takeLetter } from './recommendation.sql.ts'

/** The stage at which a city recommends. */
const stage = 'city'

const codesOf = ({ declared }: Ground) => declared.flatMap(({ code }) => (namingOf(code)?.kind === 'application' ? code : []))

/** The cities whose letters somebody issues: those whose counties' papers they pass on. */
const citiesOf = (actor: Actor) => scopesOf(actor, 'counties.pass').divisionCodes

/** The cities whose letters somebody issues or receives. */
async function citiesShown(db: Db, actor: Actor, now: Date): Promise<string[]> {
  const received = scopesOf(actor, 'counties.approve').divisionCodes
  const cities = (await divisionsOn(db, dayOf(now))).filter(
    ({ level, code }) => level === 'prefecture' && received.some((one) => isWithin(code, one)),
  )
  return [...new Set([...citiesOf(actor), ...cities.map(({ code }) => code)])]
}

/** How many a city may recommend, by the version in force; null without limit. */
async function quotaOf(db: Db, procedureCode: string, now: Date): Promise<number | null> {
  const quota = (await numbersOn(db, procedureCode, dayOf(now)))['cityQuota']
  return typeof quota === 'number' && quota > 0 ? quota : null
}

type Reading = { ground: Ground; db: Db; now: Date }
type Shown = {
  batchId: string
  divisionCode: string
  letter: LetterRow | undefined
  returned: readonly LetterRow[]
  counties: Awaited<ReturnType<typeof countyCases>>
  mayIssue: boolean
  mayReturn: boolean
}
const letterShown = ({ id, letterNo, issuedAt, returnedAt, returnReason }: LetterRow) => ({
  id,
  letterNo,
  issuedAt,
  returnedAt,
  returnReason,
})

async function groupShown(
  { ground, db, now }: Reading,
  { batchId, divisionCode, letter, returned, counties, mayIssue, mayReturn }: Shown,
): Promise<RecommendationGroup> {
  const divisions = new Map((await divisionsOn(db, dayOf(now))).map((one) => [one.code, one]))
  const nameOf = (code: string) => ({ zh: divisions.get(code)?.nameZh ?? code, en: divisions.get(code)?.nameEn ?? code })
  const batch = (await batchOf(db, batchId))!
  const ranks = await listRanks(db, letter ? [letter.id] : [])
  const rankOf = (caseId: string) => ranks.get(caseId) ?? null
  return {
    ...{ batchId, batch: { zh: batch.nameZh, en: batch.nameEn }, documentNo: batch.documentNo, divisionCode },
    procedure: ground.declared.findLast(({ code }) => code === batch.procedureCode)!.title,
    city: nameOf(divisionCode),
    quota: await quotaOf(db, batch.procedureCode, now),
    letter: letter ? letterShown(letter) : null,
    returned: returned.map(letterShown),
    ...{ mayIssue, mayReturn },
    counties: counties
      .map(({ caseId, caseNo, divisionCode: code, filedAt, number }) => ({
        ...{ caseId, caseNo, divisionCode: code, county: nameOf(code), filedAt, number, rank: rankOf(caseId) },
      }))
      .toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY)),
  }
}

/** Everything that stands in one city, batch by batch: what waits to be recommended, and what a letter names. */
async function groupsOf(reading: Reading, actor: Actor, city: string): Promise<RecommendationGroup[]> {
  const { ground, db } = reading
  const all = await listLetters(db, city)
  const letters = all.filter(({ returnedAt }) => returnedAt === null)
  const ids = [
    ...(
      await listRanks(
        db,
        letters.map(({ id }) => id),
      )
    ).keys(),
  ]
  const cases = await countyCases(db, { patterns: [`${prefixOf(city)}%`], codes: codesOf(ground), stage, ids })
  const groups = []
  for (const batchId of new Set(cases.map((one) => one.batchId))) {
    const letter = letters.find((one) => one.batchId === batchId)
    const returned = all.filter((one) => one.batchId === batchId && one.returnedAt !== null)
    const counties = cases.filter((one) => one.batchId === batchId)
    const rights = { mayIssue: !letter && citiesOf(actor).includes(city), mayReturn: mayReturnOf(actor, letter) }
    groups.push(await groupShown(reading, { batchId, divisionCode: city, letter, returned, counties, ...rights }))
  }
  return groups
}

export const recommendationHandlers = (ground: Ground) => [
  handle(listRecommendations, async ({ actor, db, now }) => {
    const items = []
    for (const city of await citiesShown(db, actor, now)) items.push(...(await groupsOf({ ground, db, now }, actor, city)))
    return { items }
  }),

  handle(issueRecommendation, async ({ input, actor, db, now }) => {
    const { batchId, divisionCode, letterNo, cases } = input
    // Two letters of one batch come one after the other.
    const batch = await batchOf(db, batchId, true)
    if (!batch || !codesOf(ground).includes(batch.procedureCode) || !citiesOf(actor).includes(divisionCode))
      throw notFound({ what: 'recommendation' })
    const there = (await listLetters(db, divisionCode)).find((one) => one.batchId === batchId && one.returnedAt === null)
    if (there) throw letterThere({ letterNo: there.letterNo })
    const quota = await quotaOf(db, batch.procedureCode, now)
    if (quota !== null && cases.length > quota) throw quotaExceeded({ count: cases.length, quota })
    const ids = cases.map(({ id }) => id)
    for (const id of ids) {
      const { row, state } = await loadCase(ground, db, id, true)
      const isOurs = row.batchId === batchId && row.divisionCode !== null && isWithin(row.divisionCode, divisionCode)
      if (!isOurs || state.status !== 'open' || state.stage !== stage || ids.indexOf(id) !== ids.lastIndexOf(id))
        throw caseUnfit({ caseNo: row.caseNo })
    }
    const id = await insertLetter(db, { letterNo, batchId, divisionCode, issuedBy: actor.personId, issuedAt: isoOf(now), caseIds: ids })
    for (const one of cases) await actOn(ground, { db, actor, now }, { ...one, act: { verb: 'pass', opinion: letterNo } })
    return { id, letterNo, issuedAt: isoOf(now), returnedAt: null, returnReason: '' }
  }),

  handle(getRecommendation, async ({ input, actor, db, now }) =>
    letterRead({ ground, db, now }, actor, requireLetter(await findLetterById(db, input.id), actor, 'counties.report')),
  ),

  handle(returnRecommendation, async ({ input, actor, db, now }) => {
    const letter = requireLetter(await takeLetter(db, input.id), actor, 'counties.approve')
    if (letter.returnedAt !== null) throw letterReturned({})
    for (const id of [...(await listRanks(db, [letter.id])).keys()].toSorted()) {
      const { row, state } = await loadCase(ground, db, id, true)
      if (state.status === 'granted' || state.status === 'refused') throw letterSettled({ caseNo: row.caseNo })
      if (state.status !== 'open' || state.stage === stage) continue
      const act = { verb: 'return', toStage: stage, reason: input.reason } as const
      await actOn(ground, { db, actor, now }, { id, number: state.actionCount, act })
    }
    await markReturned(db, letter.id, { at: isoOf(now), by: actor.personId, reason: input.reason })
    return letterRead({ ground, db, now }, actor, (await findLetterById(db, letter.id))!)
  }),
]

/** Whether somebody may send a letter back: whoever received it, while it stands. */
const mayReturnOf = (actor: Actor, letter: LetterRow | undefined) =>
  letter?.returnedAt === null && scopesOf(actor, 'counties.approve').divisionCodes.some((code) => isWithin(letter.divisionCode, code))

/** @throws not_found for none, and for that of a city where the actor may not do this */
function requireLetter(letter: LetterRow | undefined, actor: Actor, permission: string): LetterRow {
  if (!letter || !scopesOf(actor, permission).divisionCodes.some((code) => isWithin(letter.divisionCode, code)))
    throw notFound({ what: 'recommendation' })
  return letter
}

/** One letter with the counties it names, in their order. */
async function letterRead(reading: Reading, actor: Actor, letter: LetterRow): Promise<RecommendationGroup> {
  const { ground, db } = reading
  const { batchId, divisionCode } = letter
  const ids = [...(await listRanks(db, [letter.id])).keys()]
  const counties = await countyCases(db, { patterns: [`${prefixOf(divisionCode)}%`], codes: codesOf(ground), stage: '', ids })
  const rights = { mayIssue: false, mayReturn: mayReturnOf(actor, letter) }
  return groupShown(reading, { batchId, divisionCode, letter, returned: [], counties, ...rights })
}
