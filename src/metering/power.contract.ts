// The power of an instrument as its meter tells it, and what that says it was doing.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent, momentSentFrom } from '../kernel/shape.ts'
import { powerWords as words } from './power.words.ts'

export const powerStates = ['off', 'standby', 'on', 'unclear'] as const
export type PowerState = (typeof powerStates)[number]

export const ruleBases = ['stated', 'marked', 'clustered'] as const
export const PowerRuleShown = z.object({
  validFrom: z.string(),
  standbyWatt: z.number(),
  onWatt: z.number(),
  basis: z.enum(ruleBases),
  certaintyPercent: z.int().nullable(),
})
export type PowerRuleShown = z.infer<typeof PowerRuleShown>

export const PowerDay = z.object({
  day: z.string(),
  hasMeter: z.boolean(),
  rule: PowerRuleShown.nullable(),
  /** The readings of each three minutes that have any: their beginning, the least, the mean and the most, in watts. */
  points: z.array(z.object({ at: z.string(), least: z.number(), mean: z.number(), most: z.number() })),
  /** The day, whole and in order, to this moment. */
  stretches: z.array(z.object({ state: z.enum(powerStates), startsAt: z.string(), endsAt: z.string(), certaintyPercent: z.int() })),
  seconds: z.object({ off: z.int(), standby: z.int(), on: z.int(), unclear: z.int() }),
  runs: z.array(
    z.object({
      startsAt: z.string(),
      endsAt: z.string(),
      onSeconds: z.int(),
      certaintyPercent: z.int(),
      match: z.enum(['use', 'booking', 'none']),
    }),
  ),
})
export type PowerDay = z.infer<typeof PowerDay>

export const powerTooFew = defineError('power_too_few', 422, words.tooFew)
export const powerStateMissing = defineError('power_state_missing', 422, words.stateMissing)
export const powerNotApart = defineError('power_not_apart', 422, words.notApart)
export const powerNotMetered = defineError('power_not_metered', 409, words.noMeter)

/** A day of an instrument's power, for whoever operates it or keeps its facts. */
export const getPowerDay = operation({
  name: 'getPowerDay',
  title: words.getPowerDay,
  method: 'GET',
  path: '/api/instruments/{id}/power',
  permission: 'signed_in',
  input: z.object({ id: z.uuid(), day: daySent.optional() }),
  output: PowerDay,
  errors: [notFound],
})

const watt = z.coerce.number().positive().max(1e7)

/** Thresholds as somebody knows them, from a day on. Days whose readings are still there are told anew. */
export const setPowerRule = operation({
  name: 'setPowerRule',
  title: words.setPowerRule,
  method: 'POST',
  path: '/api/instruments/{id}/power-rules',
  permission: 'signed_in',
  input: z
    .object({ id: z.uuid(), validFrom: daySent, standbyWatt: watt, onWatt: watt })
    .refine(({ standbyWatt, onWatt }) => onWatt > standbyWatt, { path: ['onWatt'] }),
  output: PowerRuleShown,
  errors: [notFound],
})

/** Thresholds found in periods that are marked, or without any in the readings of the last 14 days. */
export const calibratePower = operation({
  name: 'calibratePower',
  title: words.calibratePower,
  method: 'POST',
  path: '/api/instruments/{id}/power-rules/find',
  permission: 'signed_in',
  input: z.object({
    id: z.uuid(),
    validFrom: daySent,
    marks: z
      .array(z.object({ state: z.enum(['off', 'standby', 'on']), startsAt: momentSentFrom, endsAt: momentSentFrom }))
      .min(1)
      .max(20)
      .optional(),
  }),
  output: PowerRuleShown,
  errors: [notFound, powerTooFew, powerStateMissing, powerNotApart, powerNotMetered],
})
