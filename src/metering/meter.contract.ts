// Meters: devices on instruments that tell by themselves whether they run. Registered and fixed by whoever keeps the catalogue.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { defineError } from '../kernel/errors.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { daySent } from '../kernel/shape.ts'
import { meterWords as words } from './meter.words.ts'

/** What a meter measures: watts, amperes, a count that only rises, or whether somebody is logged in (above 0). */
export const meterKinds = ['power', 'current', 'counter', 'log_in'] as const
export type MeterKind = (typeof meterKinds)[number]

export const Meter = z.object({
  id: z.uuid(),
  /** What the device calls itself when it sends. */
  code: z.string(),
  kind: z.enum(meterKinds),
  note: z.string(),
  lateDays: z.int(),
  secretAt: z.string(),
  retiredAt: z.string().nullable(),
  /** The latest reading there is, whether or not it is packed. */
  lastReadingAt: z.string().nullable(),
  fixings: z.array(
    z.object({
      id: z.uuid(),
      instrumentId: z.uuid(),
      instrumentNameZh: z.string(),
      instrumentNameEn: z.string(),
      firstOn: z.string(),
      lastOn: z.string().nullable(),
    }),
  ),
})
export type Meter = z.infer<typeof Meter>
const WithSecret = z.object({ meter: Meter, secret: z.string() })

export const meterTaken = defineError<{ code: string }>('meter_taken', 409, words.meterTaken)
export const meterOut = defineError('meter_out', 409, words.meterOut)
export const meterFixed = defineError('meter_fixed', 409, words.meterFixed)
export const fixingDaysWrong = defineError('fixing_days_wrong', 422, words.fixingDaysWrong)

/** The meters of an instrument, now and before; those taken out last. */
export const listMeters = operation({
  name: 'listMeters',
  title: words.listMeters,
  method: 'GET',
  path: '/api/instruments/{id}/meters',
  permission: 'signed_in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ items: z.array(Meter), mayKeep: z.boolean() }),
  errors: [notFound],
})

/** Registers a meter and fixes it to an instrument. The secret is in this answer and never again. */
export const registerMeter = operation({
  name: 'registerMeter',
  title: words.registerMeter,
  method: 'POST',
  path: '/api/instruments/{id}/meters',
  permission: 'catalogue.edit',
  input: z.object({
    id: z.uuid(),
    code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/),
    kind: z.enum(meterKinds),
    firstOn: daySent,
    lastOn: daySent.optional(),
    note: z.string().trim().max(200).default(''),
    lateDays: z.coerce.number().int().min(1).max(25).default(7),
  }),
  output: WithSecret,
  errors: [notFound, meterTaken, fixingDaysWrong],
})

/** Fixes a meter to an instrument of the same institution, for days on which it is nowhere else. */
export const fixMeter = operation({
  name: 'fixMeter',
  title: words.fixMeter,
  method: 'POST',
  path: '/api/meters/{id}/fix',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid(), instrumentId: z.uuid(), firstOn: daySent, lastOn: daySent.optional() }),
  output: Meter,
  errors: [notFound, meterOut, meterFixed, fixingDaysWrong],
})

/** Says until which day a meter was fixed where it is. */
export const endMeterFixing = operation({
  name: 'endMeterFixing',
  title: words.endMeterFixing,
  method: 'POST',
  path: '/api/meters/{id}/end-fixing',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid(), fixingId: z.uuid(), lastOn: daySent }),
  output: Meter,
  errors: [notFound, meterFixed, fixingDaysWrong],
})

/** A new secret in place of the old one, at once. */
export const changeMeterSecret = operation({
  name: 'changeMeterSecret',
  title: words.changeMeterSecret,
  method: 'POST',
  path: '/api/meters/{id}/secret',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid() }),
  output: WithSecret,
  errors: [notFound, meterOut],
})

/** Takes a meter out for good: nothing it sends is taken any more, what it sent stays. */
export const retireMeter = operation({
  name: 'retireMeter',
  title: words.retireMeter,
  method: 'POST',
  path: '/api/meters/{id}/retire',
  permission: 'catalogue.edit',
  input: z.object({ id: z.uuid() }),
  output: Meter,
  errors: [notFound, meterOut],
})
