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
  letterThere,
  listRecommendations,
  quotaExceeded,
  type RecommendationGroup,
} from './recommendation.contract.ts'
import { findLetterById, insertLetter, type LetterRow, listLetters, listRanks } from './recommendation.sql.ts'

/** The stage at which a city recommends. */
const stage = 'city'

const codesOf = ({ declared }: Ground) => declared.flatMap(({ code }) => (namingOf(code)?.kind === 'application' ? code : []))

/** The cities whose letters somebody issues: those whose counties' papers they pass on. */
const citiesOf = (actor: Actor) => scopesOf(actor, 'counties.pass').divisionCodes

/** How many a city may recommend, by the version in force; null without limit. */
async function quotaOf(db: Db, procedureCode: string, now: Date): Promise<number | null> {
  const quota = (await numbersOn(db, procedureCode, dayOf(now)))['cityQuota']
  return typeof quota === 'number' && quota > 0 ? quota : null
}

type Reading = { ground: Ground; db: Db; now: Date }
type Shown = { batchId: string; divisionCode: string; letter: LetterRow | undefined; counties: Awaited<ReturnType<typeof countyCases>> }

async function groupShown({ ground, db, now }: Reading, { batchId, divisionCode, letter, counties }: Shown): Promise<RecommendationGroup> {
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
    letter: letter ? { id: letter.id, letterNo: letter.letterNo, issuedAt: letter.issuedAt } : null,
    counties: counties
      .map(({ caseId, caseNo, divisionCode: code, filedAt, number }) => ({
        ...{ caseId, caseNo, divisionCode: code, county: nameOf(code), filedAt, number, rank: rankOf(caseId) },
      }))
      .toSorted((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY)),
  }
}

/** Everything that stands in one city, batch by batch: what waits to be recommended, and what a letter names. */
async function groupsOf(reading: Reading, city: string): Promise<RecommendationGroup[]> {
  const { ground, db } = reading
  const letters = await listLetters(db, city)
  const ids = [
    ...(
      await listRanks(
        db,
        letters.map(({ id }) => id),
      )
    ).keys(),
  ]
  const all = await countyCases(db, { patterns: [`${prefixOf(city)}%`], codes: codesOf(ground), stage, ids })
  const groups = []
  for (const batchId of new Set(all.map((one) => one.batchId))) {
    const letter = letters.find((one) => one.batchId === batchId)
    groups.push(await groupShown(reading, { batchId, divisionCode: city, letter, counties: all.filter((one) => one.batchId === batchId) }))
  }
  return groups
}

export const recommendationHandlers = (ground: Ground) => [
  handle(listRecommendations, async ({ actor, db, now }) => {
    const items = []
    for (const city of citiesOf(actor)) items.push(...(await groupsOf({ ground, db, now }, city)))
    return { items }
  }),

  handle(issueRecommendation, async ({ input, actor, db, now }) => {
    const { batchId, divisionCode, letterNo, cases } = input
    // Two letters of one batch come one after the other.
    const batch = await batchOf(db, batchId, true)
    if (!batch || !codesOf(ground).includes(batch.procedureCode) || !citiesOf(actor).includes(divisionCode))
      throw notFound({ what: 'recommendation' })
    const there = (await listLetters(db, divisionCode)).find((one) => one.batchId === batchId)
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
    return { id, letterNo, issuedAt: isoOf(now) }
  }),

  handle(getRecommendation, async ({ input, actor, db, now }) => {
    const letter = await findLetterById(db, input.id)
    const mayRead = letter && scopesOf(actor, 'counties.report').divisionCodes.some((code) => isWithin(letter.divisionCode, code))
    if (!letter || !mayRead) throw notFound({ what: 'recommendation' })
    const { batchId, divisionCode } = letter
    const ids = [...(await listRanks(db, [letter.id])).keys()]
    const counties = await countyCases(db, { patterns: [`${prefixOf(divisionCode)}%`], codes: codesOf(ground), stage: '', ids })
    return groupShown({ ground, db, now }, { batchId, divisionCode, letter, counties })
  }),
]
