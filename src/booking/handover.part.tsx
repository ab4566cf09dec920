// Handing a booking over: asked for in its row, to a colleague who may book.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { type Booking, listMyBookings } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { handOverBooking, listBookers } from './handover.contract.ts'
import { handoverWords as words } from './handover.words.ts'
import { myWords } from './my.words.ts'

export function HandOver({ booking, onDone }: { booking: Booking; onDone: () => void }) {
  const say = useSay()
  const reading = useRead(listBookers, {})
  const [personId, setPersonId] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(handOverBooking, { refresh: [listMyBookings], onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (personId) send.mutate({ id: booking.id, personId })
  }
  return (
    <form className="form cancel-ask" onSubmit={submit} noValidate>
      <p className="why">{say(words.ask)}</p>
      <Read of={reading} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say(words.nobody)}</p>
          ) : (
            <Field label={words.to} {...(isTried && !personId ? { problem: say(words.missing) } : {})}>
              {(control) => (
                <select {...control} value={personId} onChange={(event) => setPersonId(event.target.value)}>
                  <option value="" />
                  {items.map((one) => (
                    <option key={one.personId} value={one.personId}>
                      {one.displayName}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )
        }
      </Read>
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={bookingWords} isAnswer />}
      <div className="buttons">
        {reading.data && reading.data.items.length > 0 && (
          <Button type="submit" size="small" isBusy={send.isPending}>
            {say(words.sure)}
          </Button>
        )}
        <Button size="small" onPress={onDone}>
          {say(myWords.keepAsIs)}
        </Button>
      </div>
    </form>
  )
}
