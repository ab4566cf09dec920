// Booking a time: what was chosen, what it costs, the one button, and where it could not be, what to take instead.
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Price } from '../prices/prices.contract.ts'
import { inForce } from '../prices/prices.rules.ts'
import { CallRefused } from '../web/call.ts'
import { Button, Field } from '../web/field.tsx'
import { clock, dayAndTime, decimal, momentAt, price as priceDigits, stretch, yuan } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { type CallError, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { webWords } from '../web/web.words.ts'
import { type Booking, book, changeBooking, type FreeTime, listMyBookings } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { panelWords as words } from './panel.words.ts'
import { QualifyLink, reasonsOf } from './qualificationlink.part.tsx'
import { expectedFen } from './slot.rules.ts'
import { WaitFor } from './waiting.part.tsx'
import { type Block, blockOf, type Choice, endsAfter, type Steps, startsWithin } from './week.rules.ts'

export type BookPanelProps = {
  instrumentId: string
  prices: readonly Price[]
  steps: Steps
  isManual: boolean
  choice: Choice | undefined
  /** The blocks of the chosen day, within which start and end may move. */
  blocks: readonly Block[]
  onChoose: (choice: Choice | undefined) => void
  /** What is read again once the time is taken, by us or by another. */
  onTimesMoved: () => void
  /** The booking that is being moved, instead of a new one being made. */
  changing?: Booking | undefined
}

const momentsOf = (choice: Choice) => ({ startsAt: momentAt(choice.day, choice.fromMinute), endsAt: momentAt(choice.day, choice.toMinute) })

/** The choice a free time of the server is. */
export function choiceOf(free: FreeTime): Choice {
  const [day, from] = dayAndTime(free.startsAt)
  const [endDay, to] = dayAndTime(free.endsAt)
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return { day, fromMinute: minutes(from), toMinute: endDay === day ? minutes(to) : 1440 }
}

export function BookPanel(props: BookPanelProps) {
  const say = useSay()
  const { choice, onChoose, changing } = props
  const [purpose, setPurpose] = useState(changing?.purpose ?? '')
  const [booked, setBooked] = useState<Booking>()
  const onDone = (booking: Booking) => {
    setBooked(booking)
    onChoose(undefined)
  }
  const sendNew = useSend(book, { refresh: [listMyBookings], onDone })
  const sendChange = useSend(changeBooking, { refresh: [listMyBookings], onDone })
  const [wish, setWish] = useState<FreeTime>()
  const submit = (next: Choice) => {
    const times = momentsOf(next)
    setBooked(undefined)
    setWish(times)
    // A time that is gone is not drawn as the chosen one any more; what is free instead stands beside its refusal.
    const onError = (error: CallError) => {
      if (error instanceof CallRefused && (error.code === 'slot_taken' || error.code === 'already_booked')) onChoose(undefined)
    }
    const after = { onSettled: props.onTimesMoved, onError }
    if (changing) sendChange.mutate({ id: changing.id, ...times, purpose, version: changing.version }, after)
    else sendNew.mutate({ instrumentId: props.instrumentId, ...times, purpose }, after)
  }
  const { error, isPending, submittedAt } = changing ? sendChange : sendNew
  if (booked) return <Booked booking={booked} prices={props.prices} onAnother={() => setBooked(undefined)} />
  return (
    <>
      {choice && <ChosenTime {...props} choice={choice} />}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (choice) submit(choice)
        }}
      >
        {choice && (
          <Field label={words.purpose} isOptional hint={say(words.purposeHint)}>
            {(control) => <input {...control} maxLength={500} value={purpose} onChange={(event) => setPurpose(event.target.value)} />}
          </Field>
        )}
        {choice && <Cost choice={choice} prices={props.prices} />}
        {error && wish && (
          <NotBooked
            key={submittedAt}
            error={error}
            wish={wish}
            instrumentId={changing ? undefined : props.instrumentId}
            onTake={(free) => {
              const next = choiceOf(free)
              onChoose(next)
              submit(next)
            }}
          />
        )}
        <div className="book-act">
          <Button type="submit" kind="primary" size="large" isFull isBusy={isPending} reason={choice ? undefined : <ChooseFirst />}>
            {say(changing ? words.submitChange : props.isManual ? words.submitManual : words.submit)}
          </Button>
        </div>
      </form>
    </>
  )
}

function ChooseFirst() {
  const say = useSay()
  return (
    <>
      <span className="wide">{say(words.chooseFirst)}</span>
      <span className="narrow">{say(words.chooseFirstPhone)}</span>
    </>
  )
}

type ChosenProps = Pick<BookPanelProps, 'prices' | 'steps' | 'choice' | 'blocks' | 'onChoose'>

/** What was chosen and what it would cost, for a visitor who has still to sign in. */
export function ChosenSummary(props: ChosenProps) {
  const { choice, prices } = props
  if (!choice) return null
  return (
    <>
      <ChosenTime {...props} choice={choice} />
      <Cost choice={choice} prices={prices} />
    </>
  )
}

function ChosenTime({ choice, blocks, steps, onChoose }: ChosenProps & { choice: Choice }) {
  const say = useSay()
  const { language } = useLanguage()
  const free = blockOf(blocks, choice)
  const { startsAt, endsAt } = momentsOf(choice)
  return (
    <>
      <dl className="slot">
        <div>
          <dt>{say(words.slot)}</dt>
          <dd>{stretch(startsAt, endsAt, language)}</dd>
        </div>
        <div>
          <dt>{say(words.length)}</dt>
          <dd>{say(words.hours, { hours: decimal(choice.toMinute - choice.fromMinute, 60, 1) })}</dd>
        </div>
      </dl>
      {free && (
        <div className="slot-times">
          <TimeSelect
            label={say(words.start)}
            value={choice.fromMinute}
            minutes={startsWithin(free, steps)}
            onChoose={(fromMinute) => {
              const ends = endsAfter(free, fromMinute, steps)
              const same = fromMinute + choice.toMinute - choice.fromMinute
              onChoose({ ...choice, fromMinute, toMinute: ends.includes(same) ? same : (ends.at(-1) ?? same) })
            }}
          />
          <TimeSelect
            label={say(words.end)}
            value={choice.toMinute}
            minutes={endsAfter(free, choice.fromMinute, steps)}
            onChoose={(toMinute) => onChoose({ ...choice, toMinute })}
          />
        </div>
      )}
    </>
  )
}

type TimeSelectProps = { label: string; value: number; minutes: readonly number[]; onChoose: (minute: number) => void }

function TimeSelect({ label, value, minutes, onChoose }: TimeSelectProps) {
  const id = useId()
  const offered = minutes.includes(value) ? minutes : [value, ...minutes]
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChoose(Number(event.target.value))}>
        {offered.map((minute) => (
          <option key={minute} value={minute}>
            {clock(minute)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Cost({ choice, prices }: { choice: Choice; prices: readonly Price[] }) {
  const say = useSay()
  const { hour, sample } = inForce(prices, choice.day)
  if (!hour) return <p className="why">{say(words.onRequest)}</p>
  const minutes = choice.toMinute - choice.fromMinute
  const total = yuan(expectedFen(minutes, hour.fen))
  return (
    <div>
      <table className="sum">
        <caption className="unseen">{say(words.cost)}</caption>
        <tbody>
          <tr>
            <th scope="row">
              {say(words.machineTime)}
              <small>{say(words.times, { hours: decimal(minutes, 60, 1), price: priceDigits(hour.fen) })}</small>
            </th>
            <td>{total}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say(words.total)}</th>
            <td>
              <b>{total}</b>
              <span className="unit">{say(webWords.yuan)}</span>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="note">{say(words.priceNote)}</p>
      {sample && <p className="note">{say(words.samplesToo, { price: priceDigits(sample.fen) })}</p>}
    </div>
  )
}

type NotBookedProps = {
  error: CallError
  wish: FreeTime
  onTake: (free: FreeTime) => void
  /** The instrument whose time may be waited for; left out where a booking is moved. */
  instrumentId?: string | undefined
}

/** Why it could not be booked: the time was taken and these are free, or the rules forbid it for these reasons. */
export function NotBooked({ error, wish, onTake, instrumentId }: NotBookedProps) {
  const say = useSay()
  const { language } = useLanguage()
  if (error instanceof CallRefused && error.code === 'slot_taken') {
    const nextFree = (error.params['nextFree'] as FreeTime[] | undefined) ?? []
    const slot = stretch(wish.startsAt, wish.endsAt, language)
    return (
      <Problem
        error={error}
        title={words.takenTitle}
        sentence={say(nextFree.length > 0 ? words.takenWhy : words.takenNone, { slot })}
        isAnswer
      >
        {nextFree.map((free, at) => (
          <Button key={free.startsAt} kind={at === 0 ? 'primary' : undefined} onPress={() => onTake(free)}>
            {say(words.takeInstead, { slot: stretch(free.startsAt, free.endsAt, language) })}
          </Button>
        ))}
        {instrumentId && <WaitFor instrumentId={instrumentId} wish={wish} />}
      </Problem>
    )
  }
  if (error instanceof CallRefused && error.code === 'already_booked')
    return (
      <Problem error={error} title={words.alreadyTitle} isAnswer>
        <Link className="btn" to="/my">
          {say(words.toMine)}
        </Link>
      </Problem>
    )
  if (error instanceof CallRefused && error.code === 'booking_refused')
    return (
      <Problem error={error} title={words.refusedTitle} reasonWords={bookingWords} isAnswer>
        {instrumentId && <QualifyLink instrumentId={instrumentId} reasons={reasonsOf(error)} />}
      </Problem>
    )
  return <Problem error={error} isAnswer />
}

function Booked({ booking, prices, onAnother }: { booking: Booking; prices: readonly Price[]; onAnother: () => void }) {
  const say = useSay()
  const { language } = useLanguage()
  const slot = stretch(booking.startsAt, booking.endsAt, language)
  const isPending = booking.state === 'pending'
  const { sample } = inForce(prices, dayAndTime(booking.startsAt)[0])
  return (
    <div className="box done" role="status">
      <p>
        <b>{say(isPending ? words.donePending : words.doneConfirmed)}</b>
      </p>
      <p className="why">
        {booking.expectedFen === null
          ? say(words.doneWhyOnRequest, { slot })
          : say(words.doneWhy, { slot, amount: `${yuan(booking.expectedFen)} ${say(webWords.yuan)}` })}
        {isPending && say(words.heldWhile)}
      </p>
      {sample && booking.expectedFen !== null && <p className="note">{say(words.samplesToo, { price: priceDigits(sample.fen) })}</p>}
      <div className="buttons">
        <Link className="btn primary" to="/my">
          {say(words.toMine)}
        </Link>
        <Button onPress={onAnother}>{say(words.bookAnother)}</Button>
      </div>
    </div>
  )
}
