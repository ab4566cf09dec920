// Bookings one below the other: what, when, in which state, for how much, and what can still be done.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { addressOf } from '../web/call.ts'
import { Button, Field } from '../web/field.tsx'
import { money, stretch } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { type Booking, type BookingState, cancelBooking, listMyBookings } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { downloadBooking } from './feed.contract.ts'
import { feedWords } from './feed.words.ts'
import { HandOver } from './handover.part.tsx'
import { handoverWords } from './handover.words.ts'
import { BookingHistory } from './history.part.tsx'
import { myWords as words } from './my.words.ts'
import { cancelSeries } from './series.contract.ts'
import { seriesWords } from './series.words.ts'

const lookOf: Record<BookingState, string> = {
  pending: 'tag warn',
  confirmed: 'tag good',
  in_use: 'tag good',
  finished: 'tag',
  cancelled: 'tag',
  rejected: 'tag bad',
  no_show: 'tag bad',
}

export function BookingStateTag({ state }: { state: BookingState }) {
  const say = useSay()
  return <span className={lookOf[state]}>{say(bookingWords[`state_${state}`])}</span>
}

export function MyBookings({ bookings }: { bookings: readonly Booking[] }) {
  return (
    <table className="table to-list">
      <TableHead columns={[words.instrument, words.time, words.state, { num: words.expected }, words.doing]} />
      <tbody>
        {bookings.map((booking) => (
          <MyBooking key={booking.id} booking={booking} />
        ))}
      </tbody>
    </table>
  )
}

function MyBooking({ booking }: { booking: Booking }) {
  const say = useSay()
  const { language } = useLanguage()
  const slot = stretch(booking.startsAt, booking.endsAt, language)
  const cost = booking.expectedFen === null ? undefined : money(booking.expectedFen, language)
  const isStanding = booking.state === 'pending' || booking.state === 'confirmed'
  return (
    <tr>
      <th scope="row" className="main">
        <Link className="plain" to="/instruments/$id" params={{ id: booking.instrumentId }}>
          {booking.instrumentNameZh}
        </Link>
        {booking.purpose && (
          <>
            <br />
            <small>{booking.purpose}</small>
          </>
        )}
        {booking.seriesId && ' '}
        {booking.seriesId && <span className="tag">{say(seriesWords.inSeries)}</span>}
      </th>
      <td data-label={say(words.time)}>
        <span className="nowrap">{booking.startsAt.slice(0, 4)}</span> {slot}
      </td>
      <td className="lead">
        <BookingStateTag state={booking.state} />
      </td>
      <td className="num" data-label={say(words.expected)}>
        {cost ? (
          <>
            {cost.digits}
            <span className="unit">{say(cost.unit)}</span>
          </>
        ) : (
          say(words.onRequest)
        )}
      </td>
      <td className="act">
        {isStanding && <Doings booking={booking} slot={slot} />}
        <BookingHistory id={booking.id} named={`${booking.instrumentNameZh}，${slot}`} />
      </td>
    </tr>
  )
}

function Doings({ booking, slot }: { booking: Booking; slot: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const [asking, setAsking] = useState<'cancel' | 'handOver'>()
  const stop = () => setAsking(undefined)
  const named = { name: booking.instrumentNameZh, slot }
  if (asking === 'cancel') return <CancelAsk booking={booking} onKeep={stop} />
  if (asking === 'handOver') return <HandOver booking={booking} onDone={stop} />
  return (
    <div className="buttons">
      <Link
        className="btn small"
        to="/instruments/$id"
        params={{ id: booking.instrumentId }}
        search={{ change: booking.id }}
        aria-label={say(words.changeNamed, named)}
      >
        {say(words.change)}
      </Link>
      <a
        className="btn small"
        href={addressOf(downloadBooking, { id: booking.id, language }).address}
        aria-label={say(feedWords.addOneNamed, named)}
        download
      >
        {say(feedWords.addOne)}
      </a>
      <Button size="small" label={say(handoverWords.handOverNamed, named)} onPress={() => setAsking('handOver')}>
        {say(handoverWords.handOver)}
      </Button>
      <button type="button" className="btn small danger" aria-label={say(words.cancelNamed, named)} onClick={() => setAsking('cancel')}>
        {say(words.cancel)}
      </button>
    </div>
  )
}

function CancelAsk({ booking, onKeep }: { booking: Booking; onKeep: () => void }) {
  const say = useSay()
  const [note, setNote] = useState('')
  const [which, setWhich] = useState<'only' | 'later' | 'all'>('only')
  const send = useSend(cancelBooking, { refresh: [listMyBookings] })
  const several = useSend(cancelSeries, { refresh: [listMyBookings] })
  const { seriesId: id } = booking
  const failed = send.error ? send : several.error ? several : undefined
  return (
    <form
      className="form cancel-ask"
      onSubmit={(event) => {
        event.preventDefault()
        if (id === null || which === 'only') send.mutate({ id: booking.id, note })
        else several.mutate({ id, note, ...(which === 'later' ? { from: booking.startsAt } : {}) })
      }}
    >
      <p className="why">{say(words.cancelAsk)}</p>
      {id !== null && (
        <fieldset className="options">
          <legend className="unseen">{say(seriesWords.cancelSeries)}</legend>
          {(
            [
              ['only', seriesWords.cancelOnly],
              ['later', seriesWords.cancelLater],
              ['all', seriesWords.cancelAll],
            ] as const
          ).map(([value, word]) => (
            <label key={value} className="check-line">
              <input
                type="radio"
                className="check radio"
                name={`which-${booking.id}`}
                checked={which === value}
                onChange={() => setWhich(value)}
              />{' '}
              {say(word)}
            </label>
          ))}
        </fieldset>
      )}
      <Field label={words.cancelNote} isOptional>
        {(control) => (
          // biome-ignore lint/a11y/noAutofocus: the question was just asked for, and its answer begins here
          <input {...control} autoFocus maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {failed?.error && <Problem key={failed.submittedAt} error={failed.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="danger" isBusy={send.isPending || several.isPending}>
          {say(words.cancelSure)}
        </Button>
        <Button size="small" onPress={onKeep}>
          {say(words.keep)}
        </Button>
      </div>
    </form>
  )
}
