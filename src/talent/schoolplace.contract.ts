// Places at schools: how many a bureau has for children of talents in a school year, and for which case one is kept.
import * as z from 'zod'
import { consentMissing } from '../identity/consent.contract.ts'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { schoolPlaceWords as words } from './schoolplace.words.ts'

/** The code of the procedure that these places are for. */
export const schoolingCode = 'talent_schooling'

/** None of the places is left: others keep them. */
export const placesFull = defineError<{ school: string }>('places_full', 409, words.placesFull)
/** More places are kept than the new number. */
export const placesKept = defineError<{ kept: number }>('places_kept', 409, words.placesKept)
/** Every reason why a place does not suit a case. */
export const placeUnfit = defineError<{ problems: { code: string; text: { zh: string; en: string } }[] }>(
  'place_unfit',
  422,
  words.placeUnfit,
)

export const placeStages = ['preschool', 'primary', 'junior', 'senior'] as const
const year = z.coerce.number().int().min(2019).max(2100)
const school = z.string().trim().min(2).max(100)

const Place = z.object({
  id: z.uuid(),
  divisionCode: z.string(),
  school: z.string(),
  stage: z.enum(placeStages),
  grade: z.int(),
  year: z.int(),
  places: z.int(),
  /** Of them kept for cases on their way or granted, and what is left. */
  kept: z.int(),
  left: z.int(),
})
export type SchoolPlace = z.infer<typeof Place>

/** The places of the reader's bureaus in a school year; by the clock the one that comes, where none is named. */
export const listSchoolPlaces = operation({
  name: 'listSchoolPlaces',
  title: words.listSchoolPlaces,
  method: 'GET',
  path: '/api/school-places',
  permission: 'talent.place',
  input: z.object({ year: year.optional() }),
  output: z.object({ year: z.int(), divisions: z.array(z.string()), items: z.array(Place) }),
  errors: [],
})

/** Settles how many places a school has; never fewer than are kept already. */
export const setSchoolPlaces = operation({
  name: 'setSchoolPlaces',
  title: words.setSchoolPlaces,
  method: 'POST',
  path: '/api/school-places',
  permission: 'talent.place',
  input: z.object({
    divisionCode: z.string().max(12),
    school,
    stage: z.enum(placeStages),
    grade: z.int().min(1).max(6),
    year,
    places: z.int().min(0).max(5_000),
  }),
  output: Place,
  errors: [notFound, placesKept],
  inPerson: true,
})

const CasePlaces = z.object({
  kept: Place.nullable(),
  /** Places that suit what was applied for, the schools wished for first; `wish` counts from 1. */
  offered: z.array(Place.extend({ wish: z.int().nullable() })),
  isOpen: z.boolean(),
})
export type CasePlaces = z.infer<typeof CasePlaces>

/** What the bureau that has a case now may keep for it. */
export const listCasePlaces = operation({
  name: 'listCasePlaces',
  title: words.listCasePlaces,
  method: 'GET',
  path: '/api/cases/{id}/school-places',
  permission: 'talent.place',
  input: z.object({ id: z.uuid() }),
  output: CasePlaces,
  errors: [notFound],
})

/** Keeps a place for a case, in the stead of the one kept before; one that is full is refused, however many ask at once. */
export const keepSchoolPlace = operation({
  name: 'keepSchoolPlace',
  title: words.keepSchoolPlace,
  method: 'POST',
  path: '/api/cases/{id}/school-place',
  permission: 'talent.place',
  input: z.object({ id: z.uuid(), placeId: z.uuid() }),
  output: CasePlaces,
  errors: [notFound, consentMissing, placesFull, placeUnfit],
  inPerson: true,
})
