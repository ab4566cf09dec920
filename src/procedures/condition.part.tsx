// Every condition with its answer: met, not met, or not to be told yet, and what may be done.
import type { Word } from '../kernel/word.ts'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { guideWords as words } from './guide.words.ts'

type Judged = { code: string; text: Word; remedy: Word | null; result: 'met' | 'not_met' | 'unknown' }
const looks = { met: ['tag good', 'check'], not_met: ['tag bad', 'cross'], unknown: ['tag', 'ring'] } as const

export function ConditionResults({ conditions }: { conditions: readonly Judged[] }) {
  const say = useSay()
  return (
    <ul className="conditions">
      {conditions.map(({ code, text, remedy, result }) => (
        <li key={code}>
          <span className={looks[result][0]}>
            <Icon name={looks[result][1]} />
            {say(words[result])}
          </span>
          <div>
            {say(text)}
            {result === 'not_met' && remedy && <p className="why">{say(remedy)}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}
