// How an instrument is booked.
import '../web/styles/desk.css'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { Button, ErrorSummary } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { keeperWords as words } from './keeper.words.ts'
import { BookingQuotas } from './limit.part.tsx'
import { PolicyFields, policyMistakes, policyOf, typedPolicy } from './policyform.part.tsx'
import { type BookingRules, listAvailability, setBookingPolicy } from './schedule.contract.ts'

export function PolicyPage() {
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  const schedule = useRead(listAvailability, { id, days: 1 })
  return (
    <Read of={schedule} rows={7}>
      {({ policy }) =>
        instrument.data && (
          <>
            <PolicyForm id={id} institutionId={instrument.data.institutionId} before={policy} />
            <BookingQuotas id={id} institutionId={instrument.data.institutionId} />
          </>
        )
      }
    </Read>
  )
}

function PolicyForm({ id, institutionId, before }: { id: string; institutionId: string; before: BookingRules['policy'] }) {
  const say = useSay()
  const [typed, setTyped] = useState(() => typedPolicy(before))
  const [attempt, setAttempt] = useState(0)
  const noRight = useNoRight('booking.maintain', institutionId, words.right)
  const send = useSend(setBookingPolicy, { refresh: [listAvailability] })
  const policy = policyOf(typed)
  const mistakes = policyMistakes(policy, say)
  const shown = attempt > 0 ? mistakes : []
  const changed = (Object.keys(policy) as (keyof typeof policy)[]).filter((name) => policy[name] !== before[name])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (mistakes.length > 0 || changed.length === 0 || noRight) return
    send.mutate({ id, ...Object.fromEntries(changed.map((name) => [name, policy[name]])) })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <h2 className="unseen">{say(words.rules)}</h2>
      <p className="why">{say(words.rulesLead)}</p>
      <ErrorSummary mistakes={shown} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.isSuccess && changed.length === 0 && (
        <p className="box done" role="status">
          {say(words.rulesSaved)}
        </p>
      )}
      <fieldset disabled={noRight !== undefined}>
        <PolicyFields typed={typed} onChange={setTyped} mistakes={shown} />
      </fieldset>
      <div className="buttons save-bar">
        <Button
          type="submit"
          kind="primary"
          isBusy={send.isPending}
          reason={noRight ?? (changed.length === 0 ? say(words.nothingChanged) : undefined)}
        >
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}
