// Waiting for a time that is taken: asked for beside the calendar, and seen, booked or given up among one's own bookings.
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { clock, moment, momentAt, monthDay, stretch, weekday } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { type FreeTime, listMyBookings } from './booking.contract.ts'
import { bookingWords } from './booking.words.ts'
import { myWords } from './my.words.ts'
import { QualifyLink, reasonsOf } from './qualificationlink.part.tsx'
import { bookTurn, joinWaiting, leaveWaiting, listMyWaiting, type Waiting } from './waiting.contract.ts'
import { turnHours } from './waiting.rules.ts'
import { waitingWords as words } from './waiting.words.ts'
import type { WeekDay } from './week.part.tsx'

const refresh = [listMyWaiting, listMyBookings]

/** Asks to wait for one time; what came of it stands in the button's place. */
function useJoin(instrumentId: string) {
  const say = useSay()
  const send = useSend(joinWaiting, { refresh })
  const told = send.data && (
    <p className="box done" role="status">
      {say(words.joined, { place: send.data.before + 1 })}
    </p>
  )
  const problem = send.error && (
    <Problem key={send.submittedAt} error={send.error} title={words.refusedTitle} reasonWords={bookingWords} isAnswer>
      <QualifyLink instrumentId={instrumentId} reasons={reasonsOf(send.error)} />
    </Problem>
  )
  return { send, told, problem }
}

/** Beside the refusal of a time that is taken. */
export function WaitFor({ instrumentId, wish }: { instrumentId: string; wish: FreeTime }) {
  const say = useSay()
  const { send, told, problem } = useJoin(instrumentId)
  if (told) return told
  return (
    <>
      <Button isBusy={send.isPending} onPress={() => send.mutate({ instrumentId, ...wish })}>
        {say(words.joinWaiting)}
      </Button>
      {problem}
    </>
  )
}

const isOpen = ({ kind }: WeekDay['blocks'][number]) => kind !== 'closed'
/** From when till when a day is open, in minutes; nothing where it is not. */
function hoursOf({ blocks }: WeekDay): { from: number; to: number } | undefined {
  const open = blocks.filter(isOpen)
  return open.length > 0 ? { from: open[0]!.fromMinute, to: open.at(-1)!.toMinute } : undefined
}

type BoxProps = { instrumentId: string; days: readonly WeekDay[]; stepMinutes: number }

/** Below the calendar of a week in which something is taken, for whoever may book. */
export function WaitBox({ instrumentId, days, stepMinutes }: BoxProps) {
  const say = useSay()
  const { may } = useMe()
  const taken = days.filter(({ blocks }) => blocks.some(({ kind }) => kind === 'busy'))
  if (!may('booking.book') || taken.length === 0) return null
  return (
    <details className="wait-box">
      <summary>{say(words.open)}</summary>
      <p className="why">{say(words.lead, { hours: turnHours })}</p>
      <WaitForm key={taken[0]!.day} instrumentId={instrumentId} days={taken} stepMinutes={stepMinutes} />
    </details>
  )
}

function WaitForm({ instrumentId, days, stepMinutes }: BoxProps) {
  const say = useSay()
  const [day, setDay] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [isTried, setIsTried] = useState(false)
  const { send, told, problem } = useJoin(instrumentId)
  const shown = days.find((one) => one.day === day)
  const hours = shown && hoursOf(shown)
  const minutes = hours ? Array.from({ length: (hours.to - hours.from) / stepMinutes + 1 }, (_, at) => hours.from + at * stepMinutes) : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (day && from && to && Number(from) < Number(to))
      send.mutate({ instrumentId, startsAt: momentAt(day, Number(from)), endsAt: momentAt(day, Number(to)) })
  }
  const choices = (offered: readonly number[]) => [
    <option key="" value="" />,
    ...offered.map((one) => (
      <option key={one} value={one}>
        {clock(one)}
      </option>
    )),
  ]
  return (
    <form className="form" onSubmit={submit} noValidate>
      <div className="wait-fields">
        <Field label={words.day}>
          {(control) => (
            <select {...control} value={day} onChange={(event) => setDay(event.target.value)}>
              <option value="" />
              {days.map((one) => (
                <option key={one.day} value={one.day}>
                  {monthDay(one.day)} {say(weekday(one.day))}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.from}>
          {(control) => (
            <select {...control} value={from} onChange={(event) => setFrom(event.target.value)}>
              {choices(minutes.slice(0, -1))}
            </select>
          )}
        </Field>
        <Field label={words.to}>
          {(control) => (
            <select {...control} value={to} onChange={(event) => setTo(event.target.value)}>
              {choices(minutes.filter((one) => one > Number(from)).slice(from ? 0 : 1))}
            </select>
          )}
        </Field>
        <div className="buttons">
          <Button type="submit" isBusy={send.isPending}>
            {say(words.join)}
          </Button>
        </div>
      </div>
      {isTried && !(day && from && to && Number(from) < Number(to)) && <p className="problem">{say(words.missing)}</p>}
      {problem}
      {told}
    </form>
  )
}

/** What the organisation waits for; nothing where it waits for nothing. */
export function MyWaiting() {
  const say = useSay()
  const { data } = useRead(listMyWaiting, {}, { refetchInterval: 60_000 })
  if (!data || data.items.length === 0) return null
  return (
    <section className="section" aria-labelledby="waiting-title">
      <h2 id="waiting-title">{say(words.title)}</h2>
      <p className="why">{say(words.lead, { hours: turnHours })}</p>
      <table className="table to-list">
        <TableHead columns={[myWords.instrument, myWords.time, myWords.state, myWords.doing]} />
        <tbody>
          {data.items.map((one) => (
            <OneWaiting key={one.id} of={one} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function OneWaiting({ of }: { of: Waiting }) {
  const say = useSay()
  const { language } = useLanguage()
  const book = useSend(bookTurn, { refresh })
  const leave = useSend(leaveWaiting, { refresh })
  const slot = stretch(of.startsAt, of.endsAt, language)
  const named = { name: of.instrumentNameZh, slot }
  const isTurn = of.state === 'turn'
  const failed = book.error ? book : leave.error ? leave : undefined
  return (
    <tr>
      <th scope="row" className="main">
        <Link className="plain" to="/instruments/$id" params={{ id: of.instrumentId }}>
          {of.instrumentNameZh}
        </Link>
      </th>
      <td data-label={say(myWords.time)}>{slot}</td>
      <td data-label={say(myWords.state)}>
        {isTurn && of.turnEndsAt ? (
          <span className="tag good">{say(words.yourTurn, { until: moment(of.turnEndsAt) })}</span>
        ) : (
          say(words.place, { place: of.before + 1 })
        )}
      </td>
      <td className="act">
        {isTurn && (
          <Button
            size="small"
            kind="primary"
            label={say(words.bookNamed, named)}
            isBusy={book.isPending}
            onPress={() => book.mutate({ id: of.id })}
          >
            {say(words.book)}
          </Button>
        )}{' '}
        <Button size="small" label={say(words.leaveNamed, named)} isBusy={leave.isPending} onPress={() => leave.mutate({ id: of.id })}>
          {say(words.leave)}
        </Button>
        {failed?.error && (
          <Problem key={failed.submittedAt} error={failed.error} reasonWords={bookingWords} isAnswer>
            <QualifyLink instrumentId={of.instrumentId} reasons={reasonsOf(failed.error)} />
          </Problem>
        )}
      </td>
    </tr>
  )
}
