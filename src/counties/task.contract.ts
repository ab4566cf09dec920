import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { taskWords as words } from './task.words.ts'

export const taskStatuses = ['done', 'late', 'at_risk', 'on_way'] as const
export const taskReasons = ['overdue', 'due_soon', 'behind', 'silent'] as const

export const taskNotInForce = defineError('task_not_in_force', 409, words.taskNotInForce)
export const evidenceMissing = defineError('evidence_missing', 422, words.evidenceMissing)

const Word = z.object({ zh: z.string(), en: z.string() })
const shown = {
  key: z.uuid(),
  groupCode: z.string(),
  title: z.string(),
  department: z.string(),
  fundFen: z.int(),
  measure: z.string(),
  dueOn: z.string().nullable(),
  evidence: z.string(),
  percent: z.int(),
  isDone: z.boolean(),
  /** The last report: its day and the document that proves what it says; null and empty before the first. */
  reportedOn: z.string().nullable(),
  documentNo: z.string(),
  note: z.string(),
  /** It goes on from the programme before. */
  isCarried: z.boolean(),
  status: z.enum(taskStatuses),
}
const divisionCode = z.string().regex(/^\d{6}$/)

const CountyTasks = z.object({
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  on: z.string(),
  /** The plan that holds on the day; null while none is approved. */
  plan: z.object({ guideTitle: Word, number: z.int(), documentNo: z.string(), approvedOn: z.string() }).nullable(),
  groups: z.array(z.object({ code: z.string(), title: Word, measures: Word, all: z.int(), done: z.int(), late: z.int() })),
  tasks: z.array(z.object(shown)),
})
export type CountyTasks = z.infer<typeof CountyTasks>

/** The tasks of the plan that holds in a county, or of the province's own, on a day, by the groups of its guide. */
export const listCountyTasks = operation({
  name: 'listCountyTasks',
  title: words.listCountyTasks,
  method: 'GET',
  path: '/api/counties/{divisionCode}/tasks',
  permission: 'anyone',
  input: z.object({ divisionCode, on: daySent.optional() }),
  output: CountyTasks,
  errors: [notFound],
})

const Watched = z.object({
  ...shown,
  planId: z.uuid(),
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  groupTitle: Word,
  /** Why it is late or at risk: all reasons. */
  reasons: z.array(z.enum(taskReasons)),
})
export type WatchedTask = z.infer<typeof Watched>

/** Tasks in work in the reader's divisions, the late ones first; only those late or at risk unless all are asked for. */
export const watchTasks = operation({
  name: 'watchTasks',
  title: words.watchTasks,
  method: 'GET',
  path: '/api/county-tasks',
  permission: 'counties.report',
  input: z.object({ show: z.enum(['watch', 'all']).default('watch'), divisionCode: divisionCode.optional() }),
  output: z.object({
    counts: z.object({ all: z.int(), done: z.int(), late: z.int(), atRisk: z.int() }),
    items: z.array(Watched),
    /** Where the reader reports. */
    writes: z.array(z.string()),
  }),
  errors: [],
})

/** Says how far a task is; done means everything, proved by a document. Works on the tasks of the approved plan. */
export const reportOnTask = operation({
  name: 'reportOnTask',
  title: words.reportOnTask,
  method: 'POST',
  path: '/api/county-plans/{planId}/tasks/{key}/reports',
  permission: 'counties.report',
  input: z.object({
    planId: z.uuid(),
    key: z.uuid(),
    percent: z.int().min(0).max(100),
    isDone: z.boolean().default(false),
    note: z.string().trim().max(1000).default(''),
    documentNo: z.string().trim().max(100).default(''),
  }),
  output: Watched,
  errors: [notFound, taskNotInForce, evidenceMissing],
  creates: true,
})
