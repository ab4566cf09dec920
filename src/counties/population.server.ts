// Residents as a figure: the census's own numbers, added up so that nobody counts twice and no zone is lost.
import * as z from 'zod'
import type { ComputedSource, FigureQuestion } from '../figures/source.server.ts'
import type { Db } from '../kernel/db.ts'
import { isWithin } from '../places/places.rules.ts'
import { countedPlaces } from '../places/places.server.ts'
import { residentPopulation } from './counties.declaration.ts'

/** The places of a question, each under the division it lies in. What is said of places is no institution's. */
async function placesOf(db: Db, { period, asOf, scopeIds, divisionCode }: FigureQuestion) {
  if (scopeIds !== null && !divisionCode) return []
  // A zone that was counted in its host stands in the host's number already.
  const added = (await countedPlaces(db, period.on ?? '', asOf)).filter(({ isWithinHost }) => !isWithinHost)
  const places = added.map((place) => ({ ...place, liesIn: place.hostCode ?? place.code }))
  return divisionCode ? places.filter(({ liesIn }) => isWithin(liesIn, divisionCode)) : places
}

const cityOf = (code: string) => `${code.slice(0, 4)}00`

export const populationSource: ComputedSource = {
  figure: residentPopulation,
  async compute(db, question) {
    const places = await placesOf(db, question)
    const cell = (key: string, some: typeof places) => ({
      ...{ key, amount: some.reduce((sum, { persons }) => sum + persons, 0) },
      ...{ rowCount: some.length, customerCount: null },
    })
    const whole = cell('all', places)
    if (question.by === null) return [whole]
    return [whole, ...[...Map.groupBy(places, ({ liesIn }) => cityOf(liesIn))].map(([city, some]) => cell(city, some))]
  },
  async rows(db, question, { after, limit }) {
    const places = (await placesOf(db, question)).filter(({ code }) => after === undefined || code > after)
    return places.slice(0, limit).map(({ code, nameZh, isZone, persons, countedOn, source, liesIn }) => ({
      ...{ id: code, institutionId: null, institutionDivisionCode: liesIn, customerId: null },
      values: { place: nameZh, code, kind: isZone ? 'zone' : 'division', persons, countedOn, document: source },
    }))
  },
  mark: z.string().regex(/^\d{6}$/),
  isRecorded: async (db, { period, asOf }) => (await countedPlaces(db, period.on ?? '', asOf)).length > 0,
}
