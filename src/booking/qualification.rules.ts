// Whether a person is qualified for an instrument on a day, and what may be done with a qualification. Pure.
import { addDays } from '../kernel/time.ts'
import type { Reason } from './booking.contract.ts'
import type { Policy } from './booking.rules.ts'
import type { QualificationAction, QualificationState, Standing } from './qualification.contract.ts'

export type LevelFacts = { rank: number; nameZh: string; nameEn: string }
export type HeldFacts = {
  rank: number
  state: QualificationState
  grantedOn: string | null
  /** The last day on which it is valid; null for ever. */
  validUntil: string | null
  monthsUnused: number | null
  lastUsedOn: string | null
  /** The last day of the first certificate to end among those that its level asks for; null where none ends. */
  certifiedUntil: string | null
}
/** What an instrument asks of whoever books it, and what the person has; `needed` is null where nothing is asked. */
export type GateFacts = { needed: LevelFacts | null; held: readonly HeldFacts[] }

/** The same day so many months later, or that month's last one where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year!, month! - 1 + months, 1)).toISOString().slice(0, 10)
  const wished = addDays(first, Number(day.slice(8)) - 1)
  if (wished.slice(0, 7) === first.slice(0, 7)) return wished
  return addDays(new Date(Date.UTC(year!, month! + months, 1)).toISOString().slice(0, 10), -1)
}

/** The last day before it rests for want of use; null where disuse does not matter. */
export function activeUntil({ grantedOn, lastUsedOn, monthsUnused }: HeldFacts): string | null {
  const last = [grantedOn, lastUsedOn]
    .filter((day) => day !== null)
    .toSorted()
    .at(-1)
  return monthsUnused === null || last === undefined ? null : addMonths(last, monthsUnused)
}

/** What a qualification is worth on a day. */
export function standingOn(held: HeldFacts, day: string): Standing {
  if (held.state !== 'held') return held.state

  // It lasts to its last day, and that day is still good.
  if (held.validUntil !== null && held.validUntil < day) return 'expired'

  // Without use for as long as the institution allows, it rests.
  const active = activeUntil(held)
  if (active !== null && active < day) return 'resting'

  // What the level asks for has itself come to its end.
  if (held.certifiedUntil !== null && held.certifiedUntil < day) return 'uncertified'

  return 'in_force'
}

/** The last day on which it is good, by whatever ends first; null where nothing ends it. */
export function endOf(held: HeldFacts): string | null {
  const days = [held.validUntil, activeUntil(held), held.certifiedUntil].filter((day) => day !== null)
  return days.toSorted()[0] ?? null
}

/** How many days before its end a person is told, the earliest first. */
export const reminderDays = [30, 7] as const

/** Which telling is due on a day for what ends on another: the last one whose time has come; null before the first and after the end. */
export function reminderDue(endsOn: string, day: string): number | null {
  if (endsOn < day) return null
  return reminderDays.findLast((days) => addDays(day, days) >= endsOn) ?? null
}

const qualificationCodes = [
  'not_qualified',
  'qualification_expired',
  'qualification_resting',
  'qualification_suspended',
  'certificate_expired',
]

/** Whether a reason for a refusal is about the person's qualification. */
export function isOfQualification(code: string): boolean {
  return qualificationCodes.includes(code)
}

/** Whether somebody may be taken as trained on a day: by the level that is needed, or where none is, by any. */
export function isTrained({ needed, held }: GateFacts, day: string): boolean {
  return held.some((one) => one.rank >= (needed?.rank ?? 0) && standingOn(one, day) === 'in_force')
}

/** Why a person is not qualified to book for a day; nothing where they are, or nothing is asked. A higher level holds the lower ones. */
export function qualificationRefusal(gate: GateFacts, day: string): Reason | undefined {
  if (!gate.needed || isTrained(gate, day)) return undefined
  const { needed } = gate
  const enough = gate.held.filter((one) => one.rank >= needed.rank).map((one) => ({ ...one, standing: standingOn(one, day) }))
  const level = { level: needed.nameZh === needed.nameEn ? needed.nameZh : `${needed.nameZh} ${needed.nameEn}` }
  const latest = (days: (string | null)[]) =>
    days
      .filter((one) => one !== null)
      .toSorted()
      .at(-1)

  // It was granted and ends, or rests, before the day of the booking: told with its last day.
  const expired = enough.filter((one) => one.standing === 'expired')
  if (expired.length > 0) return { code: 'qualification_expired', ...level, lastOn: latest(expired.map((one) => one.validUntil))! }
  const resting = enough.filter((one) => one.standing === 'resting')
  if (resting.length > 0) return { code: 'qualification_resting', ...level, lastOn: latest(resting.map(activeUntil))! }

  const uncertified = enough.filter((one) => one.standing === 'uncertified')
  if (uncertified.length > 0)
    return { code: 'certificate_expired', ...level, lastOn: latest(uncertified.map((one) => one.certifiedUntil))! }

  // It was taken away for a time.
  if (enough.some((one) => one.standing === 'suspended')) return { code: 'qualification_suspended', ...level }

  return { code: 'not_qualified', ...level }
}

/** The same by how the instrument is booked: where whoever is not trained is approved by hand, the institution sees for itself. */
export function gateRefusals(gate: GateFacts, approval: Policy['approval'], day: string): Reason[] {
  const reason = approval === 'trained' ? undefined : qualificationRefusal(gate, day)
  return reason ? [reason] : []
}

const allowed: Record<QualificationAction, (held: { state: QualificationState; isAsked: boolean }) => boolean> = {
  ask: ({ state, isAsked }) => !isAsked && state !== 'suspended',
  decline: ({ isAsked }) => isAsked,
  grant: ({ state, isAsked }) => state !== 'held' && state !== 'suspended' && (isAsked || state === 'revoked'),
  pass: ({ state }) => state !== 'suspended',
  extend: ({ state }) => state === 'held',
  suspend: ({ state }) => state === 'held',
  resume: ({ state }) => state === 'suspended',
  revoke: ({ state }) => state === 'held' || state === 'suspended',
}

type Lasting = { grantedOn: string | null; validUntil: string | null }

/** How long a level lasts that was earned on a day: never less long than it was held for already. */
export function lastingFrom(day: string, monthsValid: number | null, before: Lasting | null): Lasting {
  const until = monthsValid === null ? null : addMonths(day, monthsValid)
  if (before === null || before.grantedOn === null) return { grantedOn: day, validUntil: until }
  const isLonger = before.validUntil === null || (until !== null && before.validUntil > until)
  return { grantedOn: before.grantedOn > day ? before.grantedOn : day, validUntil: isLonger ? before.validUntil : until }
}

/** Whether this may be done with a qualification in that state. */
export function mayBe(action: QualificationAction, held: { state: QualificationState; isAsked: boolean }): boolean {
  return allowed[action](held)
}

/** The state after an action. */
export function stateOnce(action: QualificationAction, before: QualificationState): QualificationState {
  if (action === 'suspend') return 'suspended'
  if (action === 'revoke') return 'revoked'
  return action === 'grant' || action === 'pass' || action === 'extend' || action === 'resume' ? 'held' : before
}
