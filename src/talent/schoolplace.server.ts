// A bureau's places at schools, one of which is kept for a child's case before it is granted and given back when it ends otherwise.
import { requireConsent } from '../identity/consent.server.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { on } from '../kernel/events.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { handle } from '../kernel/perform.ts'
import { dayOf, isoOf } from '../kernel/time.ts'
import { caseDecided } from '../procedures/case.contract.ts'
import { actingAs, type Ground, type LoadedCase, loadCase, maySee } from '../procedures/known.server.ts'
import { recordBySlice, removeBySlice } from '../procedures/record.server.ts'
import { schooling } from './schooling.declaration.ts'
import { schoolingWords } from './schooling.words.ts'
import {
  type CasePlaces,
  keepSchoolPlace,
  listCasePlaces,
  listSchoolPlaces,
  placeUnfit,
  type SchoolPlace,
  setSchoolPlaces,
} from './schoolplace.contract.ts'
import { comingSchoolYear, keepingStages, type PlaceWanted, placeProblems, schoolYearOf, wishOf } from './schoolplace.rules.ts'
import { findKept, findPlace, keepPlace, listPlaceRows, releasePlace, takePlaces, upsertPlace } from './schoolplace.sql.ts'
import { schoolPlaceWords as words } from './schoolplace.words.ts'

/** The divisions whose education bureau the actor is of: who was granted this very matter there. */
function bureausOf(actor: Actor): string[] {
  const grants = actor.grants.filter((grant) => grant.matterCode === schooling.matterCode && grant.permissions.has('talent.place'))
  return [...new Set(grants.flatMap((grant) => grant.divisionCode ?? []))]
}

/** A case of this procedure that the actor's bureau may act on now. @throws not_found */
async function requireCase(ground: Ground, db: Db, actor: Actor, id: string, isTaken = false): Promise<LoadedCase> {
  const loaded = await loadCase(ground, db, id, isTaken)
  const isTheirs = loaded.procedure.code === schooling.code && maySee(actor, loaded) && actingAs(actor, loaded).length > 0
  if (!isTheirs) throw notFound({ what: 'case' })
  return loaded
}

const wantedOf = ({ answers, state, path }: LoadedCase): PlaceWanted => ({
  ...{ divisionCode: path.at(-1)?.code ?? null, stage: answers['stage'], startsOn: answers['startsOn'], atStage: state.stage },
})

async function placesShown(db: Db, loaded: LoadedCase): Promise<CasePlaces> {
  const wanted = wantedOf(loaded)
  const { startsOn, divisionCode, atStage } = wanted
  const all = divisionCode === null || typeof startsOn !== 'string' ? [] : await listPlaceRows(db, [divisionCode], schoolYearOf(startsOn))
  const offered = all
    .filter(({ stage }) => stage === wanted.stage)
    .map((place) => ({ ...place, wish: wishOf(place.school, loaded.answers['wishes']) }))
  return {
    kept: (await findKept(db, loaded.row.id)) ?? null,
    offered: offered.toSorted((a, b) => (a.wish ?? offered.length + 9) - (b.wish ?? offered.length + 9)),
    isOpen: atStage !== null && keepingStages.includes(atStage),
  }
}

/** How a place is told to the parents, beside the case. */
const told = ({ school, stage, grade, year }: SchoolPlace) =>
  `${school} · ${schoolingWords[stage].zh}${schoolingWords[`grade_${stage === 'preschool' ? 'preschool' : 'school'}`].zh.replace('{grade}', String(grade))} · ${year}—${year + 1}学年`

export const schoolPlaceHandlers = (ground: Ground) => [
  handle(listSchoolPlaces, async ({ input, actor, db, now }) => {
    const divisions = bureausOf(actor)
    const year = input.year ?? comingSchoolYear(dayOf(now))
    return { year, divisions, items: await listPlaceRows(db, divisions, year) }
  }),

  handle(setSchoolPlaces, async ({ input, actor, db }) => {
    if (!bureausOf(actor).includes(input.divisionCode)) throw notFound({ what: 'bureau' })
    return (await findPlace(db, await upsertPlace(db, input, actor.personId)))!
  }),

  handle(listCasePlaces, async ({ input, actor, db }) => placesShown(db, await requireCase(ground, db, actor, input.id))),

  handle(keepSchoolPlace, async ({ input, actor, db, now }) => {
    const loaded = await requireCase(ground, db, actor, input.id, true)
    await requireConsent(db, String(loaded.answers['child']), 'schooling')
    const before = await findKept(db, input.id)
    await takePlaces(db, [input.placeId, ...(before ? [before.id] : [])])
    const place = await findPlace(db, input.placeId)
    if (!place || !bureausOf(actor).includes(place.divisionCode)) throw notFound({ what: 'case' })
    const problems = placeProblems(place, wantedOf(loaded))
    if (problems.length > 0) throw placeUnfit({ problems: problems.map((code) => ({ code, text: words[code] })) })
    if (before?.id === place.id) return placesShown(db, loaded)
    const at = isoOf(now)
    await giveBack(db, input.id, at)
    await keepPlace(db, place, { caseId: input.id, by: actor.personId, at })
    await recordBySlice(db, loaded, { kind: 'place', on: dayOf(now), amount: 1, text: told(place), recordedBy: actor.personId })
    return placesShown(db, loaded)
  }),
]

/** Gives back the place of a case, with the line that tells of it. */
async function giveBack(db: Db, caseId: string, at: string): Promise<void> {
  if (await releasePlace(db, caseId, at)) await removeBySlice(db, caseId, 'place', at)
}

export const schoolPlaceListeners = [
  on(caseDecided, async ({ payload, db, now }) => {
    if (payload.procedureCode === schooling.code && payload.status !== 'granted') await giveBack(db, payload.caseId, isoOf(now))
  }),
]
