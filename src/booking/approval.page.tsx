// Bookings that an institution decides: let them stand, turn them down with a reason, take time back, note that nobody came.
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { InstitutionChoice } from '../identity/organisation.part.tsx'
import { Button, Choice, Field } from '../web/field.tsx'
import { stretch } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { approvalWords as words } from './approval.words.ts'
import { approveBooking, type Booking, cancelBooking, listBookings, markNoShow, rejectBooking } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { BookingStateTag } from './bookinglist.part.tsx'

type Shown = 'pending' | 'confirmed' | 'all'

export function ApprovalPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [chosen, setChosen] = useState<string>()
  const [shown, setShown] = useState<Shown>('pending')
  const institutionId = chosen ?? me?.organisation?.id
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice
            label={words.show}
            value={shown}
            onChoose={setShown}
            options={[
              { value: 'pending', word: words.pending },
              { value: 'confirmed', word: words.confirmed },
              { value: 'all', word: words.all },
            ]}
          />
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {!me?.organisation && <InstitutionChoice value={chosen} onChoose={setChosen} />}
      {institutionId && <Bookings institutionId={institutionId} shown={shown} />}
    </>
  )
}

function Bookings({ institutionId, shown }: { institutionId: string; shown: Shown }) {
  const say = useSay()
  const reading = useReadOn(listBookings, { institutionId, ...(shown === 'all' ? {} : { state: shown }) })
  return (
    <Read of={reading}>
      {(data) => {
        const bookings = data.pages.flatMap((page) => page.items)
        if (bookings.length === 0)
          return shown === 'pending' ? (
            <Empty title={words.emptyTitle} why={words.emptyWhy} />
          ) : (
            <Empty title={words.emptyAllTitle} why={words.emptyAllWhy} />
          )
        return (
          <>
            <table className="table to-list">
              <thead>
                <tr>
                  <th scope="col">{say(words.who)}</th>
                  <th scope="col">{say(words.instrument)}</th>
                  <th scope="col">{say(words.time)}</th>
                  <th scope="col">{say(words.purpose)}</th>
                  <th scope="col">{say(words.state)}</th>
                  <th scope="col">{say(words.decide)}</th>
                </tr>
              </thead>
              <tbody>
                {bookings.map((booking) => (
                  <BookingRow key={booking.id} booking={booking} />
                ))}
              </tbody>
            </table>
            {reading.hasNextPage && (
              <div className="pager">
                <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                  {say(webWords.showMore)}
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Read>
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
