// Reserved, metered and recorded hours side by side: what a meter saw, and what people said.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound, notPermitted } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { meterHourWords as words } from './meterhours.words.ts'

export const settlementStates = ['explained', 'accepted'] as const

/** An instrument's month, in seconds. `declared` is all that was recorded: by the clock at the instrument, and by hand afterwards. */
export const MeterHours = z.object({
  instrumentId: z.uuid(),
  instrumentNameZh: z.string(),
  instrumentNameEn: z.string(),
  innerCode: z.string(),
  reservedSeconds: z.int(),
  meteredSeconds: z.int(),
  declaredSeconds: z.int(),
  /** Time of which the meter cannot say what the instrument did. */
  unclearSeconds: z.int(),
  /** Which of the two is more than a fifth of the metered hours away from them. */
  differs: z.array(z.enum(['reserved', 'declared'])),
  /** What somebody thought of just these numbers. */
  settlement: z.object({ state: z.enum(settlementStates), note: z.string(), byName: z.string(), at: z.string() }).nullable(),
})
export type MeterHours = z.infer<typeof MeterHours>

export const hoursAgree = defineError('hours_agree', 409, words.agree)

/** A month of an institution's instruments that have a meter of power; those that differ and are not settled first. */
export const listMeterHours = operation({
  name: 'listMeterHours',
  title: words.listMeterHours,
  method: 'GET',
  path: '/api/meter-hours',
  permission: 'metering.operate',
  input: z.object({ institutionId: z.uuid().optional(), month: daySent.optional() }),
  output: z.object({ month: z.string(), items: z.array(MeterHours) }),
  errors: [notFound, notPermitted],
})

/** Says what is to be thought of a month's difference; when its numbers change, it is open again. */
export const settleMeterHours = operation({
  name: 'settleMeterHours',
  title: words.settleMeterHours,
  method: 'POST',
  path: '/api/meter-hours/settle',
  permission: 'metering.operate',
  input: z.object({ instrumentId: z.uuid(), month: daySent, state: z.enum(settlementStates), note: z.string().trim().min(2).max(500) }),
  output: MeterHours,
  errors: [notFound, notPermitted, hoursAgree],
})
