// The operator's desk: what runs now, who comes today, samples that wait, and what was finished; recorded on the spot or afterwards.
import '../web/styles/desk.css'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import type { Word } from '../kernel/word.ts'
import { Button } from '../web/field.tsx'
import { addDays, count, dayAndTime, dayInProse, decimal, hours, shanghaiDay, weekday } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Declared, DeclareForm } from './declare.part.tsx'
import { deskWords as words } from './desk.words.ts'
import { AnswersLine, EndForm, SourceTag } from './end.part.tsx'
import { listUse, startUse, type Use } from './metering.contract.ts'
import { meteringWords } from './metering.words.ts'
import { WalkInForm } from './walkin.part.tsx'

type Desk = Output<typeof listUse>

export function DeskPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const today = shanghaiDay(Date.now())
  const [day, setDay] = useState(today)
  const [declared, setDeclared] = useState<Declared>()
  const [isStarting, setIsStarting] = useState(false)
  const declare = (next: Declared) => {
    setIsStarting(false)
    setDeclared(next)
  }
  const startWalkIn = () => {
    setDeclared(undefined)
    setIsStarting(true)
  }
  const institutionId = me?.organisation?.id
  const reading = useRead(listUse, { day, ...(institutionId ? { institutionId } : {}) }, { staleTime: 0, refetchInterval: 30_000 })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <DayPager day={day} today={today} onDay={setDay} />
        <div className="aside">
          <Button kind="primary" onPress={startWalkIn}>
            {say(words.walkIn)}
          </Button>
          <Button onPress={() => declare({})}>{say(words.declare)}</Button>
        </div>
      </div>
      <div className={declared || isStarting ? 'two-panes form-first' : undefined}>
        <Read of={reading}>{(desk) => <DeskOf desk={desk} isToday={day === today} onDeclare={declare} />}</Read>
        {declared && (
          <DeclareForm
            key={JSON.stringify(declared)}
            declared={declared}
            day={day}
            institutionId={institutionId}
            onClose={() => setDeclared(undefined)}
          />
        )}
        {isStarting && (
          <WalkInForm
            institutionId={institutionId}
            onClose={() => setIsStarting(false)}
            onStarted={() => {
              setIsStarting(false)
              setDay(today)
            }}
          />
        )}
      </div>
    </>
  )
}

function DayPager({ day, today, onDay }: { day: string; today: string; onDay: (day: string) => void }) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <div className="day-pager">
      <button type="button" className="btn small" aria-label={say(words.before)} onClick={() => onDay(addDays(day, -1))}>
        <Icon name="back" />
      </button>
      <span>
        {dayInProse(day, language)} {say(weekday(day))}
      </span>
      <button type="button" className="btn small" aria-label={say(words.after)} onClick={() => onDay(addDays(day, 1))}>
        <Icon name="next" />
      </button>
      {day !== today && (
        <Button size="small" kind="quiet" onPress={() => onDay(today)}>
          {say(words.today)}
        </Button>
      )}
    </div>
  )
}

function Section({ id, title, empty, children }: { id: string; title: Word; empty: Word | undefined; children: React.ReactNode }) {
  const say = useSay()
  return (
    <section className="desk-section" aria-labelledby={id}>
      <h2 id={id}>{say(title)}</h2>
      {empty ? <p className="muted">{say(empty)}</p> : children}
    </section>
  )
}

function DeskOf({ desk, isToday, onDeclare }: { desk: Desk; isToday: boolean; onDeclare: (declared: Declared) => void }) {
  const waiting = desk.bookings.filter((booking) => booking.state === 'confirmed')
  return (
    <div>
      {isToday && (
        <Section id="running" title={words.running} empty={desk.running.length === 0 ? words.runningEmpty : undefined}>
          <ul className="desk-list">
            {desk.running.map((use) => (
              <Running key={use.id} use={use} />
            ))}
          </ul>
        </Section>
      )}
      <Section id="bookings" title={words.bookings} empty={waiting.length === 0 ? words.bookingsEmpty : undefined}>
        <ul className="desk-list">
          {waiting.map((booking) => (
            <Waiting key={booking.id} booking={booking} onDeclare={onDeclare} />
          ))}
        </ul>
      </Section>
      <Section id="requests" title={words.requests} empty={desk.testRequests.length === 0 ? words.requestsEmpty : undefined}>
        <ul className="desk-list">
          {desk.testRequests.map((request) => (
            <Request key={request.id} request={request} onDeclare={onDeclare} />
          ))}
        </ul>
      </Section>
      <Section id="finished" title={words.finished} empty={desk.finished.length === 0 ? words.finishedEmpty : undefined}>
        <Finished uses={desk.finished} />
      </Section>
    </div>
  )
}

function Running({ use }: { use: Use }) {
  const say = useSay()
  const [isEnding, setIsEnding] = useState(false)
  const since = use.startsAt ? dayAndTime(use.startsAt)[1] : ''
  const ran = use.startsAt ? Math.max(0, Math.floor((Date.now() - Date.parse(use.startsAt)) / 1000)) : 0
  return (
    <li className="running">
      <div>
        <b>{use.instrumentNameZh}</b>
        <p className="muted">
          {use.customerName} {say(words.since, { time: since })}，{say(words.ran, { hours: hours(ran) })}
          {use.reservedSeconds !== null && `，${say(words.reserved, { hours: hours(use.reservedSeconds) })}`}
        </p>
      </div>
      {isEnding ? (
        <EndForm use={use} onBack={() => setIsEnding(false)} />
      ) : (
        <Button
          size="small"
          kind="primary"
          label={say(words.endNamed, { name: use.instrumentNameZh, customer: use.customerName })}
          onPress={() => setIsEnding(true)}
        >
          {say(words.end)}
        </Button>
      )}
    </li>
  )
}

function Waiting({ booking, onDeclare }: { booking: Desk['bookings'][number]; onDeclare: (declared: Declared) => void }) {
  const say = useSay()
  const send = useSend(startUse, { refresh: [listUse] })
  const named = { name: booking.instrumentNameZh, customer: booking.organisationNameZh }
  return (
    <li>
      <div>
        <b>
          {dayAndTime(booking.startsAt)[1]}–{dayAndTime(booking.endsAt)[1]}
        </b>{' '}
        {booking.instrumentNameZh}
        <p className="muted">
          {booking.organisationNameZh} {booking.purpose}
        </p>
        {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={meteringWords} isAnswer />}
      </div>
      <div className="buttons">
        <Button
          size="small"
          kind="primary"
          label={say(words.startNamed, named)}
          isBusy={send.isPending}
          onPress={() => send.mutate({ bookingId: booking.id })}
        >
          {say(words.start)}
        </Button>
        <Button
          size="small"
          label={say(words.declareNamed, named)}
          onPress={() =>
            onDeclare({
              bookingId: booking.id,
              startsAt: booking.startsAt,
              endsAt: booking.endsAt,
              told: `${booking.instrumentNameZh}，${booking.organisationNameZh}`,
            })
          }
        >
          {say(words.declareThis)}
        </Button>
      </div>
    </li>
  )
}

function Request({ request, onDeclare }: { request: Desk['testRequests'][number]; onDeclare: (declared: Declared) => void }) {
  const say = useSay()
  const { language } = useLanguage()
  const named = { name: request.instrumentNameZh, customer: request.organisationNameZh }
  return (
    <li>
      <div>
        <b>
          {request.material}：{request.property}
        </b>
        <p className="muted">
          {request.instrumentNameZh}，{request.organisationNameZh}，{say(words.samplesOf, { count: count(request.sampleCount) })}
          {request.deadlineOn && `，${say(words.deadline, { dueOn: dayInProse(request.deadlineOn, language) })}`}
        </p>
      </div>
      <Button
        size="small"
        kind="primary"
        label={say(words.declareNamed, named)}
        onPress={() =>
          onDeclare({
            testRequestId: request.id,
            sampleCount: request.sampleCount,
            told: `${request.material}，${request.organisationNameZh}`,
          })
        }
      >
        {say(words.declareThis)}
      </Button>
    </li>
  )
}

function Finished({ uses }: { uses: readonly Use[] }) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.instrument, words.customer, words.time, { num: words.hours }, { num: words.samples }, words.source]} />
      <tbody>
        {uses.map((use) => (
          <tr key={use.id}>
            <th scope="row" className="main">
              {use.instrumentNameZh}
            </th>
            <td data-label={say(words.customer)}>{use.customerName}</td>
            <td data-label={say(words.time)}>
              {use.startsAt && use.endsAt ? `${dayAndTime(use.startsAt)[1]}–${dayAndTime(use.endsAt)[1]}` : ''}
            </td>
            <td className="num lead">{decimal(use.meteredSeconds ?? use.declaredSeconds ?? 0, 3600, 1)}</td>
            <td className="num" data-label={say(words.samples)}>
              {count(use.sampleCount)}
            </td>
            <td data-label={say(words.source)}>
              <SourceTag use={use} />
              {use.reason && <small> {use.reason}</small>}
              <AnswersLine use={use} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
