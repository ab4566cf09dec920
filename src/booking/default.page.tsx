// What an institution's new instruments start with: hours of the week, and how they are booked.
import '../web/styles/keep.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { InstitutionChoice } from '../identity/organisation.part.tsx'
import { Button, ErrorSummary } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { keeperWords as words } from './keeper.words.ts'
import { OpeningFields, useOpeningMistakes } from './openingform.part.tsx'
import { PolicyFields, policyMistakes, policyOf, typedPolicy } from './policyform.part.tsx'
import { type BookingRules, getBookingDefault, setBookingDefault } from './schedule.contract.ts'

export function DefaultPage() {
  const say = useSay()
  useTitle(say(words.defaultTitle))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const institutionId = chosen ?? me?.organisation?.id
  const rules = useRead(getBookingDefault, { id: institutionId ?? '' }, { enabled: institutionId !== undefined })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.defaultTitle)}</h1>
        <div className="aside">
          <Link to="/work/instruments">{say(words.allInstruments)}</Link>
        </div>
      </div>
      <p className="why">{say(words.defaultLead)}</p>
      {!me?.organisation && <InstitutionChoice value={chosen} onChoose={setChosen} />}
      {institutionId && (
        <Read of={rules} rows={8}>
          {(data) => <DefaultForm key={institutionId} institutionId={institutionId} before={data} />}
        </Read>
      )}
    </>
  )
}

function DefaultForm({ institutionId, before }: { institutionId: string; before: BookingRules }) {
  const say = useSay()
  const [typed, setTyped] = useState(() => typedPolicy(before.policy))
  const [openings, setOpenings] = useState<BookingRules['openings']>(before.openings)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(setBookingDefault, { refresh: [getBookingDefault] })
  const policy = policyOf(typed)
  const mistakes = [...policyMistakes(policy, say), ...useOpeningMistakes(openings)]
  const shown = attempt > 0 ? mistakes : []
  const names = Object.keys(policy) as (keyof typeof policy)[]
  const isUntouched =
    names.every((name) => policy[name] === before.policy[name]) && JSON.stringify(openings) === JSON.stringify(before.openings)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (mistakes.length === 0 && !isUntouched) send.mutate({ id: institutionId, policy, openings })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <section className="keep-section">
        <h2>{say(words.rules)}</h2>
        <div className="form">
          <ErrorSummary mistakes={shown} attempt={attempt} />
          {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
          {send.isSuccess && isUntouched && (
            <p className="box done" role="status">
              {say(words.defaultSaved)}
            </p>
          )}
          <PolicyFields typed={typed} onChange={setTyped} mistakes={shown} />
        </div>
      </section>
      <section className="keep-section">
        <h2>{say(words.opening)}</h2>
        <OpeningFields openings={openings} onChange={(next) => setOpenings([...next])} isOff={false} mistakes={shown} />
      </section>
      <div className="buttons save-bar">
        <Button type="submit" kind="primary" isBusy={send.isPending} reason={isUntouched ? say(words.nothingChanged) : undefined}>
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}
