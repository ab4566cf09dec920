// What the officer may do to a case now: the ordinary act first, the others in a group; what cannot be done says why.
import { useState } from 'react'
import { CallRefused } from '../web/call.ts'
import { Button } from '../web/field.tsx'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { ActForm } from './actform.part.tsx'
import { type ActVerb, mainAct } from './acting.rules.ts'
import { actingWords as words } from './acting.words.ts'
import { actOnCase, getCase, listCases } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { progressWords } from './progress.words.ts'

const grave: readonly string[] = ['reject', 'refuse', 'revoke', 'lapse']
const isKnown = (verb: string): verb is ActVerb => verb in words && `why_${verb}` in words

type OneAct = CaseShown['acts'][number]

export function Acting({ of }: { of: CaseShown }) {
  const say = useSay()
  const { language } = useLanguage()
  const [chosen, setChosen] = useState<ActVerb>()
  const [done, setDone] = useState<ActVerb>()
  const send = useSend(actOnCase, {
    refresh: [getCase, listCases],
    onDone: (_, { act }) => {
      setChosen(undefined)
      setDone(act.verb)
    },
  })
  const acts = of.acts.filter((act) => isKnown(act.verb))
  const main = mainAct(acts)
  const others = acts.filter((act) => act !== main)
  const choose = (verb: string) => {
    send.reset()
    setDone(undefined)
    if (isKnown(verb)) setChosen(verb)
  }
  const isOpen = chosen !== undefined && acts.some((act) => act.verb === chosen)
  return (
    <section aria-labelledby="acting-title">
      <h2 id="acting-title">{say(words.title)}</h2>
      {done && (
        <p className="box done" role="status">
          {say(words.did, { verb: say(words[done]) })}
        </p>
      )}
      {isOpen ? (
        <ActForm
          key={chosen}
          of={of}
          verb={chosen}
          isBusy={send.isPending}
          onAct={(act) => send.mutate({ id: of.id, number: of.actionCount, act })}
          onBack={() => setChosen(undefined)}
        >
          {send.error && <NotDone key={send.submittedAt} error={send.error} />}
        </ActForm>
      ) : (
        <>
          {send.error && <NotDone key={send.submittedAt} error={send.error} />}
          {(acts.length === 0 || of.status === 'mending') && (
            <p className="why">{say(of.status === 'mending' ? words.mending : words.none)}</p>
          )}
          {of.mendTo && (
            <p className="why">
              {say(words.mendingTo, { dayOn: dayInProse(of.mendTo, language) })}
              {!of.isDueCertain && <span className="tag">{say(progressWords.provisional)}</span>}
            </p>
          )}
          <div className="acts">
            {main && <ActButton act={main} isMain onPress={choose} />}
            {others.length > 0 && (
              <fieldset className="other">
                <legend className="muted">{say(words.other)}</legend>
                {others.map((act) => (
                  <ActButton key={`${act.verb} ${act.signer}`} act={act} onPress={choose} />
                ))}
              </fieldset>
            )}
          </div>
        </>
      )}
    </section>
  )
}

function ActButton({ act, isMain, onPress }: { act: OneAct; isMain?: boolean; onPress: (verb: string) => void }) {
  const say = useSay()
  const reason = act.problems.length > 0 ? act.problems.map(({ text }) => say(text)).join(' ') : undefined
  const kind = isMain ? 'primary' : grave.includes(act.verb) ? 'danger' : undefined
  const { verb } = act
  if (!isKnown(verb)) return null
  return (
    <Button
      {...(kind ? { kind } : {})}
      {...(isMain ? { isFull: true } : { size: 'small' as const })}
      reason={reason}
      onPress={() => onPress(verb)}
    >
      {say(words[verb])}
    </Button>
  )
}

/** Why an act was not done: every reason; where somebody else was quicker, that the case was loaded again. */
function NotDone({ error }: { error: Parameters<typeof Problem>[0]['error'] }) {
  const say = useSay()
  const isMoved = error instanceof CallRefused && error.code === 'case_moved'
  const problems = error instanceof CallRefused ? ((error.params['problems'] as OneAct['problems'] | undefined) ?? []) : []
  return (
    <>
      <Problem error={error} isAnswer {...(isMoved ? { sentence: say(words.moved) } : {})} />
      {problems.length > 0 && (
        <ul className="reasons">
          {problems.map(({ code, text }) => (
            <li key={code}>{say(text)}</li>
          ))}
        </ul>
      )}
    </>
  )
}
