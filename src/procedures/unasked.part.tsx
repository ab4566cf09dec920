// To the person: this was given to you without your applying; you may decline it until a day, and silence accepts it.
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { declineCase, getCase, listMyCases } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { progressWords } from './progress.words.ts'
import { unaskedWords as words } from './unasked.words.ts'

export function GivenUnasked({ shown }: { shown: CaseShown }) {
  const say = useSay()
  const { language } = useLanguage()
  const [isAsked, setIsAsked] = useState(false)
  const send = useSend(declineCase, { refresh: [getCase, listMyCases], onDone: () => setIsAsked(false) })
  if (!shown.isUnasked || shown.status !== 'granted') return null
  const { declineTo } = shown
  return (
    <section className="box next" aria-labelledby="given-title">
      <h2 id="given-title">{say(words.given)}</h2>
      <p>{declineTo ? say(words.givenWhy, { dayOn: dayInProse(declineTo, language) }) : say(words.givenLong)}</p>
      {declineTo && !isAsked && (
        <div className="buttons">
          <Button onPress={() => setIsAsked(true)}>{say(words.notAccept)}</Button>
        </div>
      )}
      {declineTo && isAsked && (
        <ReasonForm
          ask={say(words.notAcceptAsk)}
          words={{ reason: progressWords.reason, reasonMissing: progressWords.reasonMissing, back: words.keep }}
          sure={words.notAcceptSure}
          sending={send}
          onSend={(reason) => send.mutate({ id: shown.id, reason })}
          onBack={() => setIsAsked(false)}
        />
      )}
    </section>
  )
}
