// Faults of instruments 故障: whoever uses one reports it, its keeper opens the repair and closes it.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { pageMark } from '../kernel/shape.ts'
import { moment } from './booking.contract.ts'
import { faultWords as words } from './fault.words.ts'
import { maintenanceThere, maintenanceTimesWrong, takenByUse, timeInUse } from './schedule.contract.ts'

export const faultStates = ['reported', 'accepted', 'in_repair', 'done', 'dismissed'] as const
export type FaultState = (typeof faultStates)[number]
/** What the keeper does with a fault. */
export const faultDecisions = ['accept', 'repair', 'finish', 'dismiss'] as const
export type FaultDecision = (typeof faultDecisions)[number]
export const faultActions = ['report', ...faultDecisions] as const
export type FaultAction = (typeof faultActions)[number]

export const faultStateWrong = defineError<{ state: FaultState }>('fault_state_wrong', 409, words.stateWrong)
export const faultTimeWrong = defineError('fault_time_wrong', 422, words.timeWrong)
export const repairEndMissing = defineError('repair_end_missing', 422, words.repairEndMissing)

export const Fault = z.object({
  id: z.uuid(),
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  instrumentNameEn: z.string(),
  innerCode: z.string(),
  institutionId: z.uuid(),
  what: z.string(),
  brokenAt: z.string(),
  state: z.enum(faultStates),
  isUsable: z.boolean(),
  /** Since when it kept the instrument from use; null while it does not. */
  stoppedAt: z.string().nullable(),
  expectedEndAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Opening hours it cost: so far, or in all once it is over. */
  lostSeconds: z.int(),
  costFen: z.int().nullable(),
  supplier: z.string(),
  recordedAt: z.string(),
  /** Empty for whoever was erased, and for a report of the institution's own people the institution's name stands. */
  personName: z.string(),
  organisationNameZh: z.string().nullable(),
  acts: z.array(
    z.object({
      action: z.enum(faultActions),
      note: z.string(),
      expectedEndAt: z.string().nullable(),
      byName: z.string(),
      recordedAt: z.string(),
    }),
  ),
})
export type Fault = z.infer<typeof Fault>

const Condition = z.object({
  /** What keeps the instrument from use now, once its keeper said so. */
  stopped: z.object({ since: z.string(), expectedEndAt: z.string().nullable(), isInRepair: z.boolean() }).nullable(),
  /** Whether the reader uses or runs it, and so may report a fault. */
  mayReport: z.boolean(),
  /** What the reader reported of it in the last year, the latest first. */
  mine: z.array(z.object({ id: z.uuid(), what: z.string(), state: z.enum(faultStates), recordedAt: z.string() })),
})

/** Whether an instrument works, and what the reader reported of it. */
export const getCondition = operation({
  name: 'getCondition',
  title: words.getCondition,
  method: 'GET',
  path: '/api/instruments/{id}/condition',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: Condition,
  errors: [notFound],
})

/** Reports a fault: for whoever used the instrument, or runs it; `getCondition` tells who may. @throws not_found for anybody else */
export const reportFault = operation({
  name: 'reportFault',
  title: words.reportFault,
  method: 'POST',
  path: '/api/instruments/{id}/faults',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), what: z.string().trim().min(4).max(500), brokenAt: moment, isUsable: z.boolean() }),
  output: Condition,
  errors: [notFound, faultTimeWrong],
  creates: true,
})

/** An institution's faults, the latest first. */
export const listFaults = operation({
  name: 'listFaults',
  title: words.listFaults,
  method: 'GET',
  path: '/api/faults',
  permission: 'booking.maintain',
  input: z.object({
    institutionId: z.uuid(),
    instrumentId: z.uuid().optional(),
    /** Those that are not over, those that are, or one state. */
    state: z.enum(['open', 'over', ...faultStates]).optional(),
    cursor: pageMark('_', z.uuid()).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Fault), nextCursor: z.string().nullable() }),
  errors: [notFound, notPermitted],
})

const decisionErrors = [notFound, notPermitted, faultStateWrong, faultTimeWrong, repairEndMissing] as const

/**
 * Accepts a fault, takes it into repair until a moment, finishes it, or says that it is none. A repair takes the instrument out of
 * booking from now on, as maintenance does; said again, its end moves.
 */
export const decideFault = operation({
  name: 'decideFault',
  title: words.decideFault,
  method: 'POST',
  path: '/api/faults/{id}/decide',
  permission: 'booking.maintain',
  input: z.object({
    id: z.uuid(),
    action: z.enum(faultDecisions),
    note: z.string().trim().min(2).max(500),
    /** Whether it can still be used, as the keeper found it. */
    isUsable: z.boolean().optional(),
    /** By when a repair is to end. */
    expectedEndAt: moment.optional(),
    cancelsBookings: z.boolean().default(false),
    /** When it worked again; now where it is left out. */
    endedAt: moment.optional(),
    costFen: z.int().min(0).max(100_000_000_000).optional(),
    supplier: z.string().trim().max(100).optional(),
  }),
  output: Fault,
  errors: [...decisionErrors, timeInUse, takenByUse, maintenanceThere, maintenanceTimesWrong],
})
