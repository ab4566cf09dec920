import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { guideWords as words } from './guide.words.ts'

export const guideKinds = ['guide', 'umbrella'] as const
export const guideStates = ['coming', 'in_force', 'ended', 'closed'] as const

export const guideExists = defineError('guide_exists', 409, words.guideExists)
export const guideDaysWrong = defineError('guide_days_wrong', 422, words.guideDaysWrong)
export const guideClosed = defineError('guide_closed', 409, words.guideClosed)
export const guideFollowsWrong = defineError('guide_follows_wrong', 422, words.guideFollowsWrong)
export const guideGroupUnknown = defineError<{ code: string }>('guide_group_unknown', 422, words.guideGroupUnknown)
export const guideOver = defineError('guide_over', 409, words.guideOver)

const Word = z.object({ zh: z.string().trim().min(1).max(500), en: z.string().trim().min(1).max(500) })
export const guideCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)
export const groupCode = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/)
const kind = z.enum(guideKinds)

const Group = z.object({
  code: groupCode,
  title: Word,
  measures: Word,
  /** The group of the programme before whose unfinished tasks go on here. */
  followsCode: z.string().nullable(),
})
const Target = z.object({ title: Word, wanted: Word, source: z.string() })

export const Guide = z.object({
  code: z.string(),
  kind,
  title: Word,
  /** Empty where it is not known. */
  documentNo: z.string(),
  source: z.string(),
  firstOn: z.string(),
  lastOn: z.string(),
  follows: z.string().nullable(),
  state: z.enum(guideStates),
  groups: z.array(Group),
  targets: z.array(Target),
  closing: z.object({ closedOn: z.string(), evaluation: z.string(), documentNo: z.string() }).nullable(),
})
export type Guide = z.infer<typeof Guide>

/** How far the tasks of one group are, of all plans under a programme; once it is closed as it was then, with what the province says of it. */
const GroupProgress = z.object({ code: z.string(), taskCount: z.int(), doneCount: z.int(), finding: z.string() })
const ListedGuide = Guide.extend({ progress: z.array(GroupProgress) })
export type ListedGuide = z.infer<typeof ListedGuide>

/** Every programme, the latest first. */
export const listGuides = operation({
  name: 'listGuides',
  title: words.listGuides,
  method: 'GET',
  path: '/api/county-guides',
  permission: 'anyone',
  input: z.object({}),
  output: z.object({ items: z.array(ListedGuide) }),
  errors: [],
})

/** Says what became of a programme whose days are over; nothing is begun under it any more. */
export const closeGuide = operation({
  name: 'closeGuide',
  title: words.closeGuide,
  method: 'POST',
  path: '/api/county-guides/{code}/close',
  permission: 'counties.approve',
  input: z.object({
    code: guideCode,
    closedOn: daySent,
    evaluation: z.string().trim().min(20).max(20_000),
    documentNo: z.string().trim().min(2).max(100),
    /** What is said of single groups; how many tasks were done is counted. */
    findings: z
      .array(z.object({ code: groupCode, finding: z.string().trim().max(2000) }))
      .max(30)
      .default([]),
  }),
  output: Guide,
  errors: [notFound, guideDaysWrong, guideClosed, guideGroupUnknown],
})

const SentTarget = Target.extend({ source: z.string().trim().max(500).default('') })

/** Writes down what of a programme came to hand later: its document number and its targets, which take the place of those before. */
export const recordGuideTargets = operation({
  name: 'recordGuideTargets',
  title: words.recordGuideTargets,
  method: 'POST',
  path: '/api/county-guides/{code}/targets',
  permission: 'counties.approve',
  input: z.object({ code: guideCode, documentNo: z.string().trim().max(100), targets: z.array(SentTarget).max(100) }),
  output: Guide,
  errors: [notFound, guideClosed],
})

/** Loads a programme, as the successor of a closed one where there is one. */
export const loadGuide = operation({
  name: 'loadGuide',
  title: words.loadGuide,
  method: 'POST',
  path: '/api/county-guides',
  permission: 'counties.approve',
  input: z.object({
    code: guideCode,
    kind,
    title: Word,
    documentNo: z.string().trim().min(2).max(100),
    source: z.string().trim().min(2).max(500),
    firstOn: daySent,
    lastOn: daySent,
    follows: guideCode.nullable().default(null),
    groups: z
      .array(Group.extend({ followsCode: groupCode.nullable().default(null) }))
      .min(1)
      .max(30)
      .refine((groups) => new Set(groups.map((group) => group.code)).size === groups.length),
    targets: z.array(SentTarget).max(100).default([]),
  }),
  output: Guide,
  errors: [notFound, guideExists, guideDaysWrong, guideFollowsWrong],
  creates: true,
})
