// What the lines that were recorded with a case come to.
import type { Word } from '../kernel/word.ts'

/** Points (分) are no quantity: nobody adds them up, their mean over those who answered is told. */
export function isPoints(unit: Word): boolean {
  return /^分(?!钟)/.test(unit.zh)
}

/** The mean of points that were given, to two digits at most; null where nobody answered. */
export function meanText(total: number, count: number): string | null {
  return count === 0 ? null : String(Math.round((total / count) * 100) / 100)
}
