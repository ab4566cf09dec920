// Numbers that every procedure has beside those it declares. A declaration does not name them, so what it is recognised by stays the same, and
// a version published before there was one counts with what is said here.
import { generalWords as words } from './general.words.ts'
import type { Parameters, ParameterValues } from './procedure.rules.ts'

/** What holds where a version says nothing: no law sets a limit to mend in, so there is none until somebody publishes one. */
const defaults = { mendDays: 0 } as const
export type GeneralKey = keyof typeof defaults

/** The general numbers of a procedure, as an administrator publishes them. */
export const generalParameters: Parameters = {
  // Working days from the day on which the defects are told; that day does not count (Civil Code 民法典, article 201).
  mendDays: { type: 'integer', title: words.mendDays, unit: words.mendDaysUnit, zero: words.noLimit, least: 0, most: 250 },
}

/** A general number as a version has it. */
export function generalNumber(key: GeneralKey, values: ParameterValues): number {
  const value = values[key]
  return typeof value === 'number' ? value : defaults[key]
}

/** Whether a number is a general one. */
export function isGeneral(key: string): key is GeneralKey {
  return key in defaults
}
