// In which hours of the week an instrument can be booked.
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { Button, ErrorSummary } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { keeperWords as words } from './keeper.words.ts'
import type { Opening } from './opening.rules.ts'
import { OpeningFields, useOpeningMistakes } from './openingform.part.tsx'
import { listAvailability, setOpening } from './schedule.contract.ts'

export function OpeningPage() {
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  const schedule = useRead(listAvailability, { id, days: 1 })
  return (
    <Read of={schedule} rows={7}>
      {({ openings }) => instrument.data && <OpeningForm id={id} institutionId={instrument.data.institutionId} before={openings} />}
    </Read>
  )
}

function OpeningForm({ id, institutionId, before }: { id: string; institutionId: string; before: readonly Opening[] }) {
  const say = useSay()
  const [openings, setOpenings] = useState<readonly Opening[]>(before)
  const [attempt, setAttempt] = useState(0)
  const noRight = useNoRight('booking.maintain', institutionId, words.right)
  const send = useSend(setOpening, { refresh: [listAvailability] })
  const mistakes = useOpeningMistakes(openings)
  const isUntouched = JSON.stringify(openings) === JSON.stringify(before)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (mistakes.length === 0 && !isUntouched && !noRight) send.mutate({ id, openings: [...openings] })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <h2 className="unseen">{say(words.opening)}</h2>
      <p className="why">{say(words.openingLead)}</p>
      <ErrorSummary mistakes={attempt > 0 ? mistakes : []} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.isSuccess && isUntouched && (
        <p className="box done" role="status">
          {say(words.openingSaved)}
        </p>
      )}
      <OpeningFields openings={openings} onChange={setOpenings} isOff={noRight !== undefined} mistakes={attempt > 0 ? mistakes : []} />
      <div className="buttons save-bar">
        <Button
          type="submit"
          kind="primary"
          isBusy={send.isPending}
          reason={noRight ?? (isUntouched ? say(words.nothingChanged) : undefined)}
        >
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}
