// Bookings that an institution decides: let them stand, turn them down with a reason, take time back, note that nobody came.
import { useState } from 'react'
import { InstitutionList } from '../identity/organisation.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { addDays, momentAt, shanghaiDay, stretch } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { approvalWords as words } from './approval.words.ts'
import { approveBooking, type Booking, cancelBooking, listBookings, markNoShow, rejectBooking } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { BookingStateTag } from './bookinglist.part.tsx'
import { BookingHistory } from './history.part.tsx'

type Shown = 'pending' | 'confirmed' | 'all'

export function ApprovalPage() {
  return (
    <InstitutionList
      title={words.title}
      lead={words.lead}
      show={words.show}
      options={[
        { value: 'pending', word: words.pending },
        { value: 'confirmed', word: words.confirmed },
        { value: 'all', word: words.all },
      ]}
    >
      {(institutionId, shown) => <Bookings institutionId={institutionId} shown={shown} />}
    </InstitutionList>
  )
}

/** How far back bookings are listed whose use was never recorded: for those where nobody came. */
const daysBack = 7

function Bookings({ institutionId, shown }: { institutionId: string; shown: Shown }) {
  const from = momentAt(addDays(shanghaiDay(Date.now()), -daysBack), 0)
  const asked = shown === 'all' ? {} : { state: shown, order: 'soonest' as const, ...(shown === 'confirmed' ? { from } : {}) }
  const reading = useReadOn(listBookings, { institutionId, ...asked })
  const empty =
    shown === 'pending' ? (
      <Empty title={words.emptyTitle} why={words.emptyWhy} />
    ) : (
      <Empty title={words.emptyAllTitle} why={words.emptyAllWhy} />
    )
  return (
    <ReadOn of={reading} empty={empty}>
      {(bookings) => (
        <table className="table to-list">
          <TableHead columns={[words.who, words.instrument, words.time, words.purpose, words.state, words.decide]} />
          <tbody>
            {bookings.map((booking) => (
              <BookingRow key={booking.id} booking={booking} />
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}

function BookingRow({ booking }: { booking: Booking }) {
  const say = useSay()
  const { language } = useLanguage()
  const slot = stretch(booking.startsAt, booking.endsAt, language)
  return (
    <tr>
      <th scope="row" className="main">
        {booking.organisationNameZh}
      </th>
      <td data-label={say(words.instrument)}>{booking.instrumentNameZh}</td>
      <td data-label={say(words.time)}>{slot}</td>
      <td data-label={say(words.purpose)}>{booking.purpose}</td>
      <td className="lead">
        <BookingStateTag state={booking.state} />
      </td>
      <td className="act">
        <Decision booking={booking} slot={slot} />
        <BookingHistory id={booking.id} named={`${booking.organisationNameZh}，${slot}`} />
      </td>
    </tr>
  )
}

function Decision({ booking, slot }: { booking: Booking; slot: string }) {
  const say = useSay()
  const [asks, setAsks] = useState<'reject' | 'take_back'>()
  const approve = useSend(approveBooking, { refresh: [listBookings] })
  const noShow = useSend(markNoShow, { refresh: [listBookings] })
  const named = { name: booking.organisationNameZh, slot }
  const error = approve.error ?? noShow.error
  if (asks) return <WithReason booking={booking} asks={asks} onBack={() => setAsks(undefined)} />
  const isOver = Date.parse(booking.startsAt) <= Date.now()
  return (
    <>
      <div className="buttons">
        {booking.state === 'pending' && (
          <>
            <Button
              size="small"
              kind="primary"
              label={say(words.approveNamed, named)}
              isBusy={approve.isPending}
              onPress={() => approve.mutate({ id: booking.id })}
            >
              {say(words.approve)}
            </Button>
            <Button size="small" kind="danger" label={say(words.rejectNamed, named)} onPress={() => setAsks('reject')}>
              {say(words.reject)}
            </Button>
          </>
        )}
        {booking.state === 'confirmed' && !isOver && (
          <Button size="small" kind="danger" label={say(words.takeBackNamed, named)} onPress={() => setAsks('take_back')}>
            {say(words.takeBack)}
          </Button>
        )}
        {booking.state === 'confirmed' && isOver && (
          <Button
            size="small"
            label={say(words.noShowNamed, named)}
            isBusy={noShow.isPending}
            onPress={() => noShow.mutate({ id: booking.id })}
          >
            {say(words.noShow)}
          </Button>
        )}
      </div>
      {error && <Problem key={approve.submittedAt + noShow.submittedAt} error={error} reasonWords={bookingWords} isAnswer />}
    </>
  )
}

function WithReason({ booking, asks, onBack }: { booking: Booking; asks: 'reject' | 'take_back'; onBack: () => void }) {
  const say = useSay()
  const [note, setNote] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const reject = useSend(rejectBooking, { refresh: [listBookings] })
  const takeBack = useSend(cancelBooking, { refresh: [listBookings] })
  const send = asks === 'reject' ? reject : takeBack
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        setIsMissing(note.trim() === '')
        if (note.trim() !== '') send.mutate({ id: booking.id, note })
      }}
    >
      <Field label={words.why} {...(isMissing ? { problem: say(words.whyMissing) } : {})}>
        {(control) => (
          // biome-ignore lint/a11y/noAutofocus: the question was just asked for, and its answer begins here
          <input {...control} autoFocus maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={bookingWords} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="danger" isBusy={send.isPending}>
          {say(asks === 'reject' ? words.sureReject : words.sureTakeBack)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
