import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { daySent } from '../kernel/shape.ts'
import { placesWords as words } from './places.words.ts'

export const noSuchDivision = defineError<{ divisionCode: string }>('no_such_division', 404, words.noSuchDivision)

export const divisionKinds = [
  'province',
  'prefecture_level_city',
  'autonomous_prefecture',
  'district',
  'county_level_city',
  'county',
  'autonomous_county',
] as const

export const Division = z.object({
  /** GB/T 2260, six digits. */
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  level: z.enum(['province', 'prefecture', 'county']),
  kind: z.enum(divisionKinds),
  parentCode: z.string().nullable(),
  /** Only counties and county-level cities may become national innovative counties; null above county level. */
  isNationalPilotEligible: z.boolean().nullable(),
})
export type Division = z.infer<typeof Division>

/** The divisions in force on a day, today if none is given, in the order of their codes. */
export const listDivisions = operation({
  name: 'listDivisions',
  title: words.listDivisions,
  method: 'GET',
  path: '/api/divisions',
  permission: 'anyone',
  input: z.object({ on: daySent.optional() }),
  output: z.object({ items: z.array(Division) }),
  errors: [],
})

export const ReportingUnit = z.object({
  id: z.uuid(),
  /** A statistical code of the National Bureau of Statistics, never of GB/T 2260; null where there is none. */
  code: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string(),
  divisionCode: z.string(),
  source: z.string(),
})
export type ReportingUnit = z.infer<typeof ReportingUnit>

/** Who files returns beside the divisions, on a day: development zones and new areas that report directly. */
export const listReportingUnits = operation({
  name: 'listReportingUnits',
  title: words.listReportingUnits,
  method: 'GET',
  path: '/api/reporting-units',
  permission: 'anyone',
  input: z.object({ on: daySent.optional() }),
  output: z.object({ items: z.array(ReportingUnit) }),
  errors: [],
})

const code = z.string().regex(/^\d{6}$/)

/** The codes a division has had, the oldest first, found by any of them: old data keep old codes. */
export const getDivisionLine = operation({
  name: 'getDivisionLine',
  title: words.getDivisionLine,
  method: 'GET',
  path: '/api/divisions/{code}/line',
  permission: 'anyone',
  input: z.object({ code }),
  output: z.object({
    items: z.array(Division.extend({ validFrom: z.string(), validTo: z.string().nullable(), source: z.string() })),
  }),
  errors: [noSuchDivision],
})

export const notCounted = defineError<{ on: string }>('not_counted', 404, words.notCounted)

/** Residents as the last census before a day counted them: what it counted by itself, and its sums, in which nothing stands twice. */
export const getPopulation = operation({
  name: 'getPopulation',
  title: words.getPopulation,
  method: 'GET',
  path: '/api/population',
  permission: 'anyone',
  input: z.object({ on: daySent.optional() }),
  output: z.object({
    countedOn: z.string(),
    source: z.string(),
    items: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        /** A zone is counted apart from the divisions it lies among; its host is the division it reports to. */
        isZone: z.boolean(),
        hostCode: z.string().nullable(),
        persons: z.int(),
        /** Counted in its host already: shown, and added to nothing. */
        isWithinHost: z.boolean(),
      }),
    ),
    totals: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        personsInDivisions: z.int(),
        personsInZones: z.int(),
        persons: z.int(),
      }),
    ),
    /** Persons of places that lie in no known division; 0 in a sound database. */
    unplacedPersons: z.int(),
  }),
  errors: [notCounted],
})
