// What was done to a booking, by whom and when: opened on demand, the same for both its parties.

import { useState } from 'react'
import { moment, stretch } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { type BookingChange, getBooking } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { historyWords as words } from './history.words.ts'

/** `named` tells which booking, for those who hear the page. */
export function BookingHistory({ id, named }: { id: string; named: string }) {
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="history">
      <button
        type="button"
        className="link"
        aria-expanded={isOpen}
        aria-label={say(words.historyNamed, { named })}
        onClick={() => setIsOpen(!isOpen)}
      >
        {say(words.history)}
      </button>
      {isOpen && <Changes id={id} />}
    </div>
  )
}

function Changes({ id }: { id: string }) {
  const reading = useRead(getBooking, { id }, { staleTime: 0 })
  return (
    <Read of={reading} rows={1}>
      {({ changes }) => (
        <ol className="changes">
          {changes.map((change) => (
            <Change key={change.version} change={change} />
          ))}
        </ol>
      )}
    </Read>
  )
}

function Change({ change }: { change: BookingChange }) {
  const say = useSay()
  const { language } = useLanguage()
  const isOfTime = change.action === 'book' || change.action === 'change'
  return (
    <li>
      {moment(change.recordedAt)} {say(bookingWords[`action_${change.action}`])}
      {isOfTime && ` ${stretch(change.startsAt, change.endsAt, language)}`}
      {change.byParty !== 'clock' && say(words.by, { party: say(words[`by_${change.byParty}`]), name: change.byName })}
      {change.note && say(words.note, { note: change.note })}
    </li>
  )
}
