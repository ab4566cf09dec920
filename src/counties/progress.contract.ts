// Half-year reports 半年进展报告: filled in by what is known on the last day, written by the county, passed by the city, accepted by the province.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { progressWords as words } from './progress.words.ts'
import { taskStatuses } from './task.contract.ts'

export const progressStates = ['draft', 'at_city', 'at_province', 'accepted'] as const
export const progressActs = ['hand_in', 'pass', 'accept', 'send_back'] as const
export const progressProblems = ['not_yours', 'wrong_state', 'summary_missing'] as const

export const halfYearWrong = defineError('half_year_wrong', 422, words.halfYearWrong)
export const reportThere = defineError('report_there', 409, words.reportThere)
export const reportLocked = defineError('report_locked', 409, words.reportLocked)
export const reportNotNow = defineError<{ reasons: (typeof progressProblems)[number][] }>('report_not_now', 409, words.reportNotNow)
export const reportReasonMissing = defineError('report_reason_missing', 422, words.reportReasonMissing)

const Word = z.object({ zh: z.string(), en: z.string() })
const half = z.union([z.literal(1), z.literal(2)])
const period = { year: z.int().min(2000).max(2100), half }

/** What is known of a county's plan on a day: tasks by group, the year's targets beside what returns say, and the platform's own figures. */
export const ProgressKnown = z.object({
  on: z.string(),
  groups: z.array(
    z.object({
      code: z.string(),
      title: Word,
      counts: z.object({ all: z.int(), done: z.int(), late: z.int(), atRisk: z.int() }),
      tasks: z.array(
        z.object({
          key: z.uuid(),
          title: z.string(),
          department: z.string(),
          dueOn: z.string().nullable(),
          percent: z.int(),
          status: z.enum(taskStatuses),
          note: z.string(),
        }),
      ),
    }),
  ),
  targets: z.array(
    z.object({
      code: z.string(),
      title: Word,
      unit: Word,
      target: z.string(),
      /** Of the latest return that says it; null where none does. */
      value: z.string().nullable(),
      valueYear: z.int().nullable(),
    }),
  ),
  /** Figures of the platform for the county: a name that opens to its rows, and its amount in the figure's own unit. */
  figures: z.array(z.object({ name: z.string(), title: Word, unit: Word, amount: z.string() })),
})
export type ProgressKnown = z.infer<typeof ProgressKnown>

const Report = z.object({
  id: z.uuid(),
  planId: z.uuid(),
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  ...period,
  dueOn: z.string(),
  state: z.enum(progressStates),
  summary: z.string(),
  notes: z.record(z.string(), z.string()),
  known: ProgressKnown,
  mayWrite: z.boolean(),
  acts: z.array(z.object({ act: z.enum(progressActs), reasons: z.array(z.enum(progressProblems)) })),
  journal: z.array(
    z.object({ id: z.uuid(), act: z.enum(['begin', ...progressActs]), reason: z.string(), actedAt: z.string(), by: z.string() }),
  ),
})
export type ProgressReport = z.infer<typeof Report>

/** The reports of a half-year in the reader's divisions, those that nobody began among them; the last one that is over if none is given. */
export const listProgressReports = operation({
  name: 'listProgressReports',
  title: words.listProgressReports,
  method: 'GET',
  path: '/api/progress-reports',
  permission: 'counties.report',
  input: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional(), half: z.coerce.number().pipe(half).optional() }),
  output: z.object({
    period: z.object(period),
    /** Every half-year that is over in which a plan held, the latest first. */
    periods: z.array(z.object(period)),
    /** Half-years with reports that wait for the reader, the latest first. */
    waiting: z.array(z.object({ ...period, count: z.int() })),
    items: z.array(
      z.object({
        /** Null for one that was not begun. */
        id: z.uuid().nullable(),
        planId: z.uuid(),
        divisionCode: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        state: z.enum(['missing', ...progressStates]),
        dueOn: z.string(),
        isLate: z.boolean(),
        movedAt: z.string().nullable(),
        mayBegin: z.boolean(),
      }),
    ),
  }),
  errors: [],
})

export const beginProgressReport = operation({
  name: 'beginProgressReport',
  title: words.beginProgressReport,
  method: 'POST',
  path: '/api/progress-reports',
  permission: 'counties.file',
  input: z.object({ planId: z.uuid(), ...period }),
  output: Report,
  errors: [notFound, halfYearWrong, reportThere],
  creates: true,
})

export const getProgressReport = operation({
  name: 'getProgressReport',
  title: words.getProgressReport,
  method: 'GET',
  path: '/api/progress-reports/{id}',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: Report,
  errors: [notFound],
})

export const keepProgressReport = operation({
  name: 'keepProgressReport',
  title: words.keepProgressReport,
  method: 'POST',
  path: '/api/progress-reports/{id}',
  permission: 'counties.file',
  input: z.object({
    id: z.uuid(),
    summary: z.string().trim().max(10_000),
    notes: z.record(z.string().max(40), z.string().trim().max(5_000)),
  }),
  output: Report,
  errors: [notFound, reportLocked],
})

export const actOnProgressReport = operation({
  name: 'actOnProgressReport',
  title: words.actOnProgressReport,
  method: 'POST',
  path: '/api/progress-reports/{id}/acts',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), act: z.enum(progressActs), reason: z.string().trim().max(1_000).default('') }),
  output: Report,
  errors: [notFound, notPermitted, reportNotNow, reportReasonMissing],
})
