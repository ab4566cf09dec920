// What waits for the person who is signed in.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { dutyWords as words } from './duty.words.ts'

export const dutyKinds = [
  'handle_cases',
  'decide_bookings',
  'answer_requests',
  'decide_faults',
  'running',
  'bookings_today',
  'finish_requests',
  'settle_charges',
  'settle_findings',
  'confirm_catalogue',
  'confirm_services',
  'confirm_statuses',
  'settle_customers',
  'close_months',
  'decide_changes',
  'decide_proposals',
  'confirm_relations',
  'decide_erasures',
  'coming_bookings',
  'mend_cases',
  'hand_in_reviews',
  'watch_tasks',
  'handle_plans',
  'handle_returns',
  'handle_reports',
] as const
export type DutyKind = (typeof dutyKinds)[number]

const Duty = z.object({
  kind: z.enum(dutyKinds),
  count: z.int(),
  /** The soonest moment it is about, where it has one. */
  firstAt: z.string().nullable(),
  /** How many of them are past their last day, where they have one. */
  late: z.int().nullable(),
  /** The import to go on with, where it is one. */
  runId: z.uuid().nullable(),
})
export type Duty = z.infer<typeof Duty>

/** What the reader's roles give them to do, each kind with how many wait; kinds that are not theirs are left out. */
export const listDuties = operation({
  name: 'listDuties',
  title: words.listDuties,
  method: 'GET',
  path: '/api/my/duties',
  permission: 'signed_in',
  input: z.object({}),
  output: z.object({ items: z.array(Duty) }),
  errors: [],
})
