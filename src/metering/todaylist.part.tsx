// One instrument's day: bookings that wait to be confirmed with their hours filled in, what runs, and what is recorded with its source.
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { markNoShow } from '../booking/booking.contract.ts'
import { CallRefused, call } from '../web/call.ts'
import { secondsOf, textOfSeconds } from '../web/entry.ts'
import { Button } from '../web/field.tsx'
import { dayAndTime, hours } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { type CallError, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { deskWords } from './desk.words.ts'
import { AnswersLine, EndForm, SourceTag } from './end.part.tsx'
import { type DeskBooking, declareUse, listUse, type Use } from './metering.contract.ts'
import { meteringWords } from './metering.words.ts'
import { type DayOfInstrument, isToConfirm, saidOf } from './today.rules.ts'
import { todayWords as words } from './today.words.ts'

type Confirmed = { booking: DeskBooking; seconds: number }

const clock = (at: string) => dayAndTime(at)[1]
const slotOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => `${clock(startsAt)}–${clock(endsAt)}`

/** The hours of a booking as one types them. */
export const hoursAsBooked = ({ startsAt, endsAt }: DeskBooking): string =>
  textOfSeconds(Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / 1000))

/** Seconds of hours as typed; nothing for what cannot be one use. */
export function secondsTyped(text: string): number | undefined {
  const seconds = secondsOf(text)
  return seconds !== undefined && seconds > 0 && seconds <= 86_400 ? seconds : undefined
}

/** Confirms bookings one after another, so that one that is refused keeps none of the others from being recorded. */
export function useConfirming(day: string) {
  const say = useSay()
  const queries = useQueryClient()
  const keys = useRef(new Map<string, string>())
  const [isBusy, setIsBusy] = useState(false)
  const [done, setDone] = useState(0)
  const [problems, setProblems] = useState<Readonly<Record<string, CallError>>>({})
  const confirm = async (all: readonly Confirmed[]) => {
    setIsBusy(true)
    setDone(0)
    const failed: Record<string, CallError> = {}
    for (const { booking, seconds } of all) {
      const input = saidOf(booking, seconds, day, say(words.confirmReason))
      // While no answer has come, the same is sent under the same key: it is recorded once.
      const text = JSON.stringify(input)
      const idempotencyKey = keys.current.get(text) ?? crypto.randomUUID()
      keys.current.set(text, idempotencyKey)
      try {
        await call(declareUse, input, { idempotencyKey })
        setDone((before) => before + 1)
      } catch (error) {
        if (error instanceof CallRefused) keys.current.delete(text)
        failed[booking.id] = error as CallError
      }
    }
    setProblems(failed)
    await queries.invalidateQueries({ queryKey: [listUse.name] })
    setIsBusy(false)
  }
  return { confirm, isBusy, done, problems }
}

type Confirming = ReturnType<typeof useConfirming>
type Props = {
  group: DayOfInstrument
  now: string
  institutionId: string | undefined
  typed: Readonly<Record<string, string>>
  onType: (bookingId: string, text: string) => void
  confirming: Confirming
}

export function DayOf({ group, now, institutionId, typed, onType, confirming }: Props) {
  const id = `today-${group.instrumentId}`
  return (
    <section className="today-instrument" aria-labelledby={id}>
      <h2 id={id}>{group.nameZh}</h2>
      <ul>
        {group.running.map((use) => (
          <RunningRow key={use.id} use={use} institutionId={institutionId} />
        ))}
        {group.bookings.map((booking) =>
          isToConfirm(booking, now) ? (
            <WaitingRow
              key={booking.id}
              booking={booking}
              isInternal={booking.organisationId === institutionId}
              text={typed[booking.id] ?? hoursAsBooked(booking)}
              onType={(text) => onType(booking.id, text)}
              confirming={confirming}
            />
          ) : (
            <OtherRow key={booking.id} booking={booking} isInternal={booking.organisationId === institutionId} />
          ),
        )}
        {group.finished.map((use) => (
          <FinishedRow key={use.id} use={use} institutionId={institutionId} />
        ))}
      </ul>
    </section>
  )
}

function Side({ isInternal }: { isInternal: boolean }) {
  const say = useSay()
  return <span className={isInternal ? 'tag' : 'tag info'}>{say(isInternal ? words.internal : words.external)}</span>
}

type WaitingProps = { booking: DeskBooking; isInternal: boolean; text: string; onType: (text: string) => void; confirming: Confirming }

function WaitingRow({ booking, isInternal, text, onType, confirming }: WaitingProps) {
  const say = useSay()
  const noShow = useSend(markNoShow, { refresh: [listUse] })
  const seconds = secondsTyped(text)
  const named = { customer: booking.organisationNameZh, time: slotOf(booking) }
  const error = confirming.problems[booking.id] ?? noShow.error
  const wrongId = `wrong-${booking.id}`
  return (
    <li>
      <p>
        <b>{slotOf(booking)}</b> {booking.organisationNameZh} <Side isInternal={isInternal} />
      </p>
      <div className="today-row">
        <span className="muted">{say(words.reserved, { hours: hoursAsBooked(booking) })}</span>
        <label>
          {say(words.hours)}{' '}
          <input
            className="input"
            inputMode="decimal"
            maxLength={8}
            aria-label={say(words.hoursOf, named)}
            aria-invalid={seconds === undefined || undefined}
            aria-describedby={seconds === undefined ? wrongId : undefined}
            value={text}
            onChange={(event) => onType(event.target.value)}
          />
        </label>
        <Button
          size="small"
          label={say(words.rightNamed, named)}
          isBusy={confirming.isBusy}
          {...(seconds === undefined ? { reason: say(words.hoursProblem) } : {})}
          onPress={() => seconds !== undefined && void confirming.confirm([{ booking, seconds }])}
        >
          {say(words.right)}
        </Button>
        <Button
          size="small"
          label={say(words.didNotComeNamed, named)}
          isBusy={noShow.isPending}
          onPress={() => noShow.mutate({ id: booking.id })}
        >
          {say(words.didNotCome)}
        </Button>
      </div>
      {error && <Problem error={error} reasonWords={meteringWords} />}
    </li>
  )
}

/** A booking that nothing is to be said of: not over yet, not decided on, or nobody came. */
function OtherRow({ booking, isInternal }: { booking: DeskBooking; isInternal: boolean }) {
  const say = useSay()
  const word = booking.state === 'pending' ? words.pending : booking.state === 'no_show' ? words.noShow : words.toCome
  return (
    <li>
      <p>
        <b>{slotOf(booking)}</b> {booking.organisationNameZh} <Side isInternal={isInternal} /> <span className="tag">{say(word)}</span>
      </p>
    </li>
  )
}

function RunningRow({ use, institutionId }: { use: Use; institutionId: string | undefined }) {
  const say = useSay()
  const [isEnding, setIsEnding] = useState(false)
  return (
    <li className="running">
      <p>
        {use.customerName} <Side isInternal={use.customerId === institutionId} />{' '}
        <span className="tag good">{say(words.runningSince, { time: use.startsAt ? clock(use.startsAt) : '' })}</span>
      </p>
      {isEnding ? (
        <EndForm use={use} onBack={() => setIsEnding(false)} />
      ) : (
        <Button
          size="small"
          label={say(deskWords.endNamed, { name: use.instrumentNameZh, customer: use.customerName })}
          onPress={() => setIsEnding(true)}
        >
          {say(deskWords.end)}
        </Button>
      )}
    </li>
  )
}

function FinishedRow({ use, institutionId }: { use: Use; institutionId: string | undefined }) {
  const say = useSay()
  const numbers = [
    ...(use.reservedSeconds === null ? [] : [say(words.reserved, { hours: hours(use.reservedSeconds) })]),
    ...(use.meteredSeconds === null ? [] : [say(words.metered, { hours: hours(use.meteredSeconds) })]),
    ...(use.declaredSeconds === null ? [] : [say(words.declared, { hours: hours(use.declaredSeconds) })]),
  ]
  return (
    <li>
      <p>
        <b>{use.startsAt && use.endsAt ? slotOf({ startsAt: use.startsAt, endsAt: use.endsAt }) : ''}</b> {use.customerName}{' '}
        <Side isInternal={use.customerId === institutionId} /> <SourceTag use={use} />
      </p>
      <p className="muted">
        {numbers.map((one, at) => (
          <span key={one}>
            {at > 0 && <Dot />}
            {one}
          </span>
        ))}
        <AnswersLine use={use} />
      </p>
    </li>
  )
}
