import { useSay } from '../web/language.tsx'
import { progressWords as words } from './progress.words.ts'

/** '2024年上半年', as a period is named. */
export function usePeriod(): (period: { year: number; half: 1 | 2 }) => string {
  const say = useSay()
  return ({ year, half }) => say(words.period, { year, half: say(words[`half_${half}`]) })
}
