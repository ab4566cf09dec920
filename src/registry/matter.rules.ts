import { prefixOf } from '../places/places.rules.ts'
import type { Holder } from './matter.contract.ts'

type Held = Pick<Holder, 'divisionCode' | 'validFrom'>

/** Who holds a matter in a division on a day: of the narrowest division that has a holder by then, the latest to begin. */
export function holderAmong<One extends Held>(holders: readonly One[], divisionCode: string, day: string): One | undefined {
  return holders
    .filter((one) => one.validFrom <= day && divisionCode.startsWith(prefixOf(one.divisionCode)))
    .sort((a, b) => prefixOf(b.divisionCode).length - prefixOf(a.divisionCode).length || (a.validFrom < b.validFrom ? 1 : -1))[0]
}

/** The latest holder of the very division, whom the next one follows. */
export function latestOf<One extends Held>(holders: readonly One[], divisionCode: string): One | undefined {
  return holders.filter((one) => one.divisionCode === divisionCode).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]
}
