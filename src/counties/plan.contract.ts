import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { guideCode, guideOver, guideStates } from './guide.contract.ts'
import { planWords as words } from './plan.words.ts'

export const chapters = ['overview', 'foundation', 'goals', 'approach', 'tasks', 'schedule', 'organisation', 'policies'] as const
export const planStates = ['draft', 'at_city', 'at_province', 'approved'] as const
export const planActs = ['hand_in', 'pass', 'send_back', 'approve'] as const
export const planProblems = [
  ...([
    'chapter_empty',
    'no_targets',
    'no_base_year',
    'no_target_year',
    'target_negative',
    'group_empty',
    'due_missing',
    'due_outside',
  ] as const),
  ...(['department_missing', 'measure_missing', 'no_milestones', 'no_bodies', 'no_policies'] as const),
] as const
export const offices = ['county', 'city', 'province'] as const

export const planExists = defineError('plan_exists', 409, words.planExists)
export const planLocked = defineError('plan_locked', 409, words.planLocked)
export const planNotApproved = defineError('plan_not_approved', 409, words.planNotApproved)
export const noSuchGroup = defineError<{ code: string }>('no_such_group', 422, words.noSuchGroup)
export const noSuchIndicator = defineError<{ code: string }>('no_such_indicator', 422, words.noSuchIndicator)
/** The reasons are codes, all of them. */
export const planActNotNow = defineError<{ reasons: string[] }>('plan_act_not_now', 409, words.planActNotNow)
export const planDocumentMissing = defineError('plan_document_missing', 422, words.planDocumentMissing)
export const planReasonMissing = defineError('plan_reason_missing', 422, words.planReasonMissing)

const chapter = z.enum(chapters)
const state = z.enum(planStates)
const Word = z.object({ zh: z.string(), en: z.string() })
const text = z.string().trim().max(20_000).default('')
const line = (most: number) => z.string().trim().max(most)

/** Everything of a version but its tasks. */
export const PlanContent = z.object({
  chapters: z.object({
    ...{ overview: text, foundation: text, goals: text, approach: text, tasks: text, schedule: text, organisation: text, policies: text },
  }),
  /** By indicator and year: what was reached in the base year, what is aimed at in the others. Exact decimals. */
  targets: z
    .array(
      z.object({
        code: line(60),
        year: z.int().min(2000).max(2100),
        isBase: z.boolean().default(false),
        value: z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/),
      }),
    )
    .max(500)
    .refine((all) => new Set(all.map((one) => `${one.code} ${one.year}`)).size === all.length),
  milestones: z.array(z.object({ on: daySent, title: line(200).min(1) })).max(100),
  bodies: z.array(z.object({ name: line(100).min(1), duty: line(500) })).max(100),
  policies: z.array(z.object({ title: line(200).min(1), documentNo: line(100), department: line(100) })).max(100),
})
export type PlanContent = z.infer<typeof PlanContent>

const Task = {
  groupCode: line(40),
  title: line(200).min(1),
  /** Who answers for it. */
  department: line(100),
  fundFen: z.int().min(0).max(1_000_000_000_000_00),
  /** By what it is said to be done. */
  measure: line(500),
  dueOn: daySent.nullable(),
  /** What proves it. */
  evidence: line(300),
}
export const PlanTask = z.object({ key: z.uuid(), ...Task, carriedFrom: z.uuid().nullable() })
export type PlanTask = z.infer<typeof PlanTask>

const Listed = z.object({
  id: z.uuid(),
  guideCode: z.string(),
  guideTitle: Word,
  guideState: z.enum(guideStates),
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  parentCode: z.string().nullable(),
  /** The latest version. */
  number: z.int(),
  state,
  taskCount: z.int(),
  fundFen: z.int(),
  /** When it was last acted on. */
  movedAt: z.string(),
})

/** The plans in the reader's divisions, those that wait for an office first; and the counties that have none under a guide in force. */
export const listPlans = operation({
  name: 'listPlans',
  title: words.listPlans,
  method: 'GET',
  path: '/api/county-plans',
  permission: 'counties.report',
  input: z.object({}),
  output: z.object({
    items: z.array(Listed),
    missing: z.array(
      z.object({ guideCode: z.string(), guideTitle: Word, divisionCode: z.string(), nameZh: z.string(), nameEn: z.string() }),
    ),
    /** Where the reader may write a plan. */
    writes: z.array(z.string()),
  }),
  errors: [],
})

const Change = z.object({
  kind: z.enum(['chapter', 'target', 'task', 'milestone', 'body', 'policy']),
  change: z.enum(['added', 'removed', 'changed']),
  name: z.string(),
  before: z.string(),
  after: z.string(),
})
export type PlanChange = z.infer<typeof Change>

export const Problem = z.object({ problem: z.enum(planProblems), at: z.string() })
export type PlanProblem = z.infer<typeof Problem>

export const Plan = z.object({
  id: z.uuid(),
  guideCode: z.string(),
  guideTitle: Word,
  divisionCode: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  groups: z.array(z.object({ code: z.string(), title: Word, measures: Word })),
  guideFirstOn: z.string(),
  guideLastOn: z.string(),
  versions: z.array(z.object({ number: z.int(), state, documentNo: z.string(), begunAt: z.string(), approvedOn: z.string().nullable() })),
  number: z.int(),
  state,
  documentNo: z.string(),
  approvedOn: z.string().nullable(),
  content: PlanContent,
  tasks: z.array(PlanTask.extend({ carriedTitle: z.string().nullable() })),
  /** What keeps it from being handed in. */
  problems: z.array(Problem),
  /** Against the version it amends; null for the first. */
  changes: z.array(Change).nullable(),
  comments: z.array(
    z.object({ id: z.uuid(), chapter, office: z.enum(offices), body: z.string(), by: z.string(), commentedAt: z.string() }),
  ),
  /** Every act with the reasons why the reader may not; none when they may. */
  acts: z.array(z.object({ act: z.enum(planActs), reasons: z.array(z.enum(['not_yours', 'wrong_state', 'incomplete'])) })),
  mayWrite: z.boolean(),
  mayAmend: z.boolean(),
  journal: z.array(
    z.object({
      ...{ id: z.uuid(), number: z.int(), act: z.enum(planActs), state, reason: z.string(), by: z.string(), actedAt: z.string() },
    }),
  ),
})
export type Plan = z.infer<typeof Plan>

/** A plan in one of its versions, the latest unless one is asked for. */
export const getPlan = operation({
  name: 'getPlan',
  title: words.getPlan,
  method: 'GET',
  path: '/api/county-plans/{id}',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(10_000).optional() }),
  output: Plan,
  errors: [notFound],
})

/** Begins a plan of a county, or the province's own; what was left undone under the guide before is carried over. */
export const beginPlan = operation({
  name: 'beginPlan',
  title: words.beginPlan,
  method: 'POST',
  path: '/api/county-plans',
  permission: 'counties.report',
  input: z.object({ guideCode, divisionCode: z.string().regex(/^\d{6}$/) }),
  output: Plan,
  errors: [notFound, guideOver, planExists],
  creates: true,
})

/** Puts a draft in the place of the one before, whole. A task keeps its key; one without a key is new. */
export const keepPlan = operation({
  name: 'keepPlan',
  title: words.keepPlan,
  method: 'POST',
  path: '/api/county-plans/{id}/draft',
  permission: 'counties.report',
  input: z.object({
    id: z.uuid(),
    content: PlanContent,
    tasks: z.array(z.object({ ...Task, key: z.uuid().nullable().default(null) })).max(300),
  }),
  output: Plan,
  errors: [notFound, planLocked, noSuchGroup, noSuchIndicator],
})

export const commentOnPlan = operation({
  name: 'commentOnPlan',
  title: words.commentOnPlan,
  method: 'POST',
  path: '/api/county-plans/{id}/comments',
  permission: 'counties.report',
  input: z.object({ id: z.uuid(), chapter, body: z.string().trim().min(2).max(2000) }),
  output: Plan,
  errors: [notFound],
})

/** Hands in, passes on, sends back or approves the version that is on its way; sending back says why, approving by which document. */
export const actOnPlan = operation({
  name: 'actOnPlan',
  title: words.actOnPlan,
  method: 'POST',
  path: '/api/county-plans/{id}/acts',
  permission: 'counties.report',
  input: z.object({
    id: z.uuid(),
    act: z.enum(planActs),
    reason: z.string().trim().max(500).default(''),
    documentNo: z.string().trim().max(100).default(''),
  }),
  output: Plan,
  errors: [notFound, notPermitted, planActNotNow, planReasonMissing, planDocumentMissing],
})

/** Begins a new version of an approved plan as a copy of it; the approved one holds until the new one is approved. */
export const amendPlan = operation({
  name: 'amendPlan',
  title: words.amendPlan,
  method: 'POST',
  path: '/api/county-plans/{id}/amend',
  permission: 'counties.report',
  input: z.object({ id: z.uuid() }),
  output: Plan,
  errors: [notFound, planNotApproved, guideOver],
})
