// What a case about a county's name makes of the register: which of its rows end, and which begins.
import { addDays } from '../kernel/time.ts'
import { addMonths } from '../procedures/procedure.rules.ts'
import type { Designation } from './designation.contract.ts'

export type NamingKind = 'application' | 'acceptance'
type Level = Designation['level']

/** The code of a procedure: county_national, acceptance_national. */
export const namingCode = (kind: NamingKind, level: Level): string => (kind === 'application' ? `county_${level}` : `acceptance_${level}`)

/** Which procedure of naming a code is of; null for any other. */
export function namingOf(code: string): { kind: NamingKind; level: Level } | null {
  const found = /^(county|acceptance)_(national|provincial)$/.exec(code)
  return found ? { kind: found[1] === 'county' ? 'application' : 'acceptance', level: found[2] as Level } : null
}

export type Decision = {
  kind: NamingKind
  status: string
  /** Of an acceptance that was granted: named, or given more time. */
  outcome: string | null
  on: string
  months: { building: number; extension: number }
}
export type Begins = Pick<Designation, 'stage' | 'firstOn' | 'lastOn'>
/** What a decision changes: whether the row that stands ends, and what begins instead; null where it changes nothing. */
export function settlementOf({ kind, status, outcome, on, months }: Decision): { begins: Begins | null } | null {
  const until = (count: number) => addDays(addMonths(on, count), -1)
  if (kind === 'application') {
    if (status === 'granted') return { begins: { stage: 'building', firstOn: on, lastOn: until(months.building) } }
    return status === 'revoked' || status === 'declined' ? { begins: null } : null
  }
  if (status === 'granted' && outcome === 'named') return { begins: { stage: 'named', firstOn: on, lastOn: null } }
  if (status === 'granted') return { begins: { stage: 'extended', firstOn: on, lastOn: until(months.extension) } }
  // Not accepted, the building is over; taken back later, the name is.
  return status === 'refused' || status === 'revoked' || status === 'declined' ? { begins: null } : null
}
