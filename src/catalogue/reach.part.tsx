// What an instrument reaches, as it is told: on its page, and beside what was found.
import { useSay } from '../web/language.tsx'
import { type Answer, finerQuantities, type Indicator } from './indicator.contract.ts'
import { indicatorWords as words } from './indicator.words.ts'

/** A value as a sentence: 25—1200 ℃, up to 100 kN, 0.05 nm. */
export function useValue(): (one: Indicator) => string {
  const say = useSay()
  return ({ quantity, low, high, unit }) => {
    if (low !== '' && high !== '') return say(words.range, { low, high, unit })
    if (low === '') return say(words.upTo, { high, unit })
    return say(finerQuantities.includes(quantity) ? words.finest : words.downTo, { low, unit })
  }
}

/** What an instrument that was found says to the demands of the query. */
export function Answers({ of }: { of: readonly Answer[] }) {
  const say = useSay()
  const value = useValue()
  if (of.length === 0) return null
  return (
    <p className="note found-why">
      {of.map(({ text, by }) => (
        <span key={text} className={by ? 'tag good' : 'tag'}>
          {by ? say(words.reached, { text, value: value(by) }) : say(words.unsaid, { text })}
        </span>
      ))}
    </p>
  )
}
