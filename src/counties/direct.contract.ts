import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { directWords as words } from './direct.words.ts'

export const directDaysWrong = defineError('direct_days_wrong', 422, words.daysWrong)
export const directAlready = defineError('direct_already', 409, words.already)
export const notACounty = defineError('not_a_county', 422, words.notACounty)

const Direct = z.object({
  id: z.uuid(),
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Both days are included. */
  firstOn: z.string(),
  lastOn: z.string().nullable(),
  documentNo: z.string(),
})
const DirectList = z.object({ items: z.array(Direct), mayRecord: z.boolean() })

/** Counties that report to the province past their city, the latest first: their returns, plans and half-year reports wait at no city. */
export const listDirectReporting = operation({
  name: 'listDirectReporting',
  title: words.listDirectReporting,
  method: 'GET',
  path: '/api/direct-reporting',
  permission: 'counties.report',
  input: z.object({}),
  output: DirectList,
  errors: [],
})

/** Lets a county report directly from a day on, by a document; what was handed in before goes on as it stands. */
export const recordDirectReporting = operation({
  name: 'recordDirectReporting',
  title: words.recordDirectReporting,
  method: 'POST',
  path: '/api/direct-reporting',
  permission: 'counties.approve',
  input: z.object({
    divisionCode: z.string().regex(/^\d{6}$/),
    firstOn: daySent,
    lastOn: daySent.nullable().default(null),
    documentNo: z.string().trim().min(4).max(100),
  }),
  output: DirectList,
  errors: [notFound, notACounty, directAlready, directDaysWrong],
  creates: true,
})

/** Ends it with a day, the last on which it holds. */
export const endDirectReporting = operation({
  name: 'endDirectReporting',
  title: words.endDirectReporting,
  method: 'POST',
  path: '/api/direct-reporting/{id}/end',
  permission: 'counties.approve',
  input: z.object({ id: z.uuid(), lastOn: daySent }),
  output: DirectList,
  errors: [notFound, directDaysWrong, directAlready],
})
