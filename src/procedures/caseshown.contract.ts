// What a case looks like to those who see it: as one line of a list, and whole.
import * as z from 'zod'
import { ConditionShown, FieldShown, Sentence } from './procedure.contract.ts'

export const caseStatuses = [
  ...(['draft', 'open', 'mending', 'granted', 'refused', 'not_accepted'] as const),
  ...(['withdrawn', 'revoked', 'expired', 'declined', 'appealed', 'lapsed'] as const),
] as const
export const suspensionsByOffice = ['expert', 'inspection', 'hearing'] as const
const stoppedBy = ['mending', ...suspensionsByOffice, 'objection'] as const

const Stage = z.object({
  code: z.string(),
  kind: z.string(),
  title: Sentence,
  state: z.enum(['done', 'now', 'ahead', 'skipped']),
  /** Whose office has it, and in how many working days; null where no document fixes them yet. */
  at: z.string(),
  days: z.number().nullable(),
})
const Line = z.object({
  number: z.int(),
  verb: z.string(),
  fromStage: z.string().nullable(),
  toStage: z.string().nullable(),
  actedAt: z.string(),
  /** Who did it: a colleague's name for those in the same office, the office for everybody else. */
  by: z.string(),
  /** For whom they stood in, by name; '' where they acted for themselves. */
  onBehalfOf: z.string(),
  /** Whom a case was handed to, or whose signature was asked for. */
  to: z.string(),
  /** Of a signature in a joint review: the department's, and whether it agreed; for the offices alone. */
  signer: Sentence.nullable(),
  agrees: z.boolean().nullable(),
  text: z.string(),
})
/** 会签 (all agree) or 或签 (one does): what each department has said so far; null where it has not spoken. */
const Joint = z.object({
  rule: z.enum(['all', 'any']),
  result: z.enum(['waits', 'passed', 'disagreed']),
  signers: z.array(z.object({ code: z.string(), title: Sentence, agrees: z.boolean().nullable() })),
})
export const CaseBrief = z.object({
  id: z.uuid(),
  caseNo: z.string(),
  procedureCode: z.string(),
  procedure: Sentence,
  status: z.enum(caseStatuses),
  stage: z.string().nullable(),
  stageTitle: Sentence.nullable(),
  stageKind: z.string().nullable(),
  /** The last action: what an act on the case names as seen. */
  actionCount: z.int(),
  /** Whole for the applicant, masked for everybody else. */
  subjectName: z.string(),
  organisationName: z.string().nullable(),
  divisionCode: z.string().nullable(),
  level: z.string().nullable(),
  dueOn: z.string().nullable(),
  /** While it is being mended: the last day for it, where the version gives one. */
  mendTo: z.string().nullable(),
  /** Whether that day, or the one it is due on, stands in a year whose holidays are published. */
  isDueCertain: z.boolean(),
  /** Working days after today until the last one; below zero once it has passed, null where nothing is due. */
  daysLeft: z.int().nullable(),
  urgency: z.enum(['none', 'in_time', 'soon', 'late']),
  assigneeName: z.string().nullable(),
  filedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})
export type CaseBrief = z.infer<typeof CaseBrief>

export const CaseShown = CaseBrief.extend({
  batchId: z.uuid(),
  documentNo: z.string(),
  versionNumber: z.int(),
  isMine: z.boolean(),
  /** Given by the office on what is known, not applied for; until when the person may decline it, while they may. */
  isUnasked: z.boolean(),
  declineTo: z.string().nullable(),
  /** The form of the version the case was filed under. */
  fields: z.array(FieldShown),
  basis: z.array(z.object({ documentNo: z.string(), title: Sentence })),
  certificate: Sentence.nullable(),
  /** The division whose office decides; null while the case's own is not said. */
  decidedIn: z.string().nullable(),
  /** Whether the reader may give back what was granted. */
  isReturnable: z.boolean(),
  /** The last day to appeal; null where there is nothing to appeal against. */
  appealTo: z.string().nullable(),
  answers: z.record(z.string(), z.unknown()),
  conditions: z.array(ConditionShown),
  stages: z.array(Stage),
  /** The joint review a case is at, for the offices; null at other stages. */
  joint: Joint.nullable(),
  journal: z.array(Line),
  defects: z.array(z.object({ path: z.string(), text: z.string() })),
  /** While defects are mended: the fields that may be changed, null where all may. What is not here stands as it was filed. */
  openFields: z.array(z.string()).nullable(),
  /** For the offices, once it was mended: each thing asked for, and its field as it was filed and as it is now. */
  mended: z.array(
    z.object({
      path: z.string(),
      text: z.string(),
      key: z.string().nullable(),
      title: Sentence.nullable(),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
  /** The reader may read the experts' review of it. */
  readsReview: z.boolean(),
  /** For the offices: how many of the batch's places are given; null where it has no quota. */
  places: z.object({ given: z.int(), quota: z.int() }).nullable(),
  /** What stops, or stopped, the clock of the stage; open while `to` is null. */
  suspensions: z.array(z.object({ kind: z.enum(stoppedBy), from: z.string(), to: z.string().nullable() })),
  noticeTo: z.string().nullable(),
  objections: z.array(z.object({ id: z.uuid(), raisedAt: z.string(), state: z.string(), text: z.string(), answer: z.string().nullable() })),
  awardNo: z.string().nullable(),
  /** What the reader may do next, each with every reason against it now. */
  acts: z.array(
    z.object({ verb: z.string(), signer: z.string().nullable(), problems: z.array(z.object({ code: z.string(), text: Sentence })) }),
  ),
  returnsTo: z.array(z.object({ code: z.string(), title: Sentence })),
  levels: z.array(z.object({ code: z.string(), title: Sentence })),
  /** The kinds of ground that a refusal can stand on: the general ones, and each condition. */
  grounds: z.array(z.object({ code: z.string(), title: Sentence })),
})
export type CaseShown = z.infer<typeof CaseShown>
