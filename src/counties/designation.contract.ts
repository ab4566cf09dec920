import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { designationWords as words } from './designation.words.ts'

export const levels = ['national', 'provincial'] as const
export const stages = ['building', 'named', 'extended'] as const

export const notNationally = defineError('not_nationally', 422, words.notNationally)
export const notCounty = defineError('not_county', 422, words.notCounty)
export const designationOverlaps = defineError('designation_overlaps', 409, words.overlaps)
export const designationDaysWrong = defineError('designation_days_wrong', 422, words.daysWrong)

const Designation = z.object({
  id: z.uuid(),
  /** GB/T 2260, six digits. */
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** The city it lies in. */
  parentCode: z.string().nullable(),
  level: z.enum(levels),
  /** Level and stage are two things: a county may be national and still be building. */
  stage: z.enum(stages),
  /** Both days are included; no last day means until further notice. */
  firstOn: z.string(),
  lastOn: z.string().nullable(),
  documentNo: z.string(),
})
export type Designation = z.infer<typeof Designation>

/** Who is an innovative county on a day ('2024-05-23'), today if none is given; by level, then by code. */
export const listDesignations = operation({
  name: 'listDesignations',
  title: words.listDesignations,
  method: 'GET',
  path: '/api/county-designations',
  permission: 'anyone',
  input: z.object({ on: daySent.optional() }),
  output: z.object({ on: z.string(), items: z.array(Designation) }),
  errors: [],
})

const reason = z.string().trim().min(4).max(500)

/** Records what a document names a county as. @source 国科发农〔2018〕130号 for who may be national */
export const recordDesignation = operation({
  name: 'recordDesignation',
  title: words.recordDesignation,
  method: 'POST',
  path: '/api/county-designations',
  permission: 'counties.designate',
  input: z.object({
    divisionCode: z.string().regex(/^\d{6}$/),
    level: z.enum(levels),
    stage: z.enum(stages),
    firstOn: daySent,
    lastOn: daySent.nullable().default(null),
    documentNo: z.string().trim().min(2).max(100),
  }),
  output: Designation,
  errors: [notFound, notCounty, notNationally, designationOverlaps, designationDaysWrong],
  creates: true,
})

/** Ends a record on a day by a document; what was known before stays known. */
export const endDesignation = operation({
  name: 'endDesignation',
  title: words.endDesignation,
  method: 'POST',
  path: '/api/county-designations/{id}/end',
  permission: 'counties.designate',
  input: z.object({ id: z.uuid(), lastOn: daySent, reason }),
  output: Designation,
  errors: [notFound, designationDaysWrong, designationOverlaps],
})

/** Takes a record back that was wrong from the beginning; it stays as known before. */
export const withdrawDesignation = operation({
  name: 'withdrawDesignation',
  title: words.withdrawDesignation,
  method: 'POST',
  path: '/api/county-designations/{id}/withdraw',
  permission: 'counties.designate',
  input: z.object({ id: z.uuid(), reason }),
  output: z.object({}),
  errors: [notFound],
})
