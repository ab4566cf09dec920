// One instrument: what it is and can do, when it is free, what it costs, and the panel in which it is booked or samples are sent to it.
import '../web/styles/instrument.css'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ComponentProps, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { getInstrument, type InstrumentShown } from '../catalogue/catalogue.contract.ts'
import { InstrumentAbilities, InstrumentCrumbs, InstrumentHead, InstrumentRecord } from '../catalogue/facts.part.tsx'
import { useNoRight } from '../catalogue/right.part.tsx'
import { useMe } from '../identity/me.part.tsx'
import { PriceList } from '../prices/pricelist.part.tsx'
import { priceListWords } from '../prices/pricelist.words.ts'
import { listPrices } from '../prices/prices.contract.ts'
import { Choice } from '../web/field.tsx'
import { addDays, dayAndTime, decimal, momentAt, mondayOf, shanghaiDay, stretch } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { type Booking, getBooking } from './booking.contract.ts'
import { FaultPanel, OutOfOrder, useStoppedTag } from './faultpanel.part.tsx'
import { keeperWords } from './keeper.words.ts'
import { BookPanel, ChosenSummary } from './panel.part.tsx'
import { panelWords as words } from './panel.words.ts'
import { QualificationPanel } from './qualificationpanel.part.tsx'
import { type BookingRules, listAvailability } from './schedule.contract.ts'
import { seriesWords } from './series.words.ts'
import { slotOf, slotText } from './slot.rules.ts'
import { WaitBox } from './waiting.part.tsx'
import { WeekCalendar, type WeekDay, WeekPager } from './week.part.tsx'
import { type Block, drawnBlocks, type Choice as Slot } from './week.rules.ts'
import { weekWords } from './week.words.ts'

/** Fetched once somebody sends samples; most book a time. */
const SamplePanel = lazy(async () => ({ default: (await import('./sample.part.tsx')).SamplePanel }))
const Samples = (props: ComponentProps<typeof SamplePanel>) => (
  <Suspense fallback={<Shape />}>
    <SamplePanel {...props} />
  </Suspense>
)

export function InstrumentPage() {
  const say = useSay()
  const { id } = useParams({ from: '/instruments/$id' })
  const name = useName()
  const instrument = useRead(getInstrument, { id })
  const isUnknown = isGone(instrument.error)
  useTitle(instrument.data ? name(instrument.data) : isUnknown ? say(words.goneTitle) : '')
  if (instrument.data)
    return (
      <Main>
        <InstrumentCrumbs instrument={instrument.data} />
        <KeepLink instrument={instrument.data} />
        <Columns instrument={instrument.data} />
      </Main>
    )
  return (
    <Main>
      {isUnknown ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn" to="/instruments">
            {say(webWords.findInstruments)}
          </Link>
        </Gone>
      ) : instrument.error ? (
        <Problem error={instrument.error} retry={() => void instrument.refetch()} />
      ) : (
        <Shape rows={8} />
      )}
    </Main>
  )
}

/** For those who keep the instrument: the way to its work pages. */
function KeepLink({ instrument }: { instrument: InstrumentShown }) {
  const say = useSay()
  const noFacts = useNoRight('catalogue.edit', instrument.institutionId, keeperWords.right)
  const noMaintenance = useNoRight('booking.maintain', instrument.institutionId, keeperWords.right)
  if (noFacts && noMaintenance) return null
  return (
    <p className="keep-link">
      <Link className="btn small" to="/work/instruments/$id" params={{ id: instrument.id }}>
        {say(keeperWords.keep)}
      </Link>
    </p>
  )
}

type Availability = NonNullable<ReturnType<typeof useAvailability>['data']>

function useAvailability(id: string, monday: string) {
  return useRead(listAvailability, { id, fromOn: monday, days: 7 }, { staleTime: 5_000, placeholderData: (before) => before })
}

/** A moment's minute on its day; the end of a block that reaches the next midnight is 1440. */
function minuteOn(day: string, at: string): number {
  const [on, time] = dayAndTime(at)
  if (on > day) return 1440
  if (on < day) return 0
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function weekOf(availability: Availability): WeekDay[] {
  return availability.days.map(({ day, blocks }) => ({
    day,
    blocks: drawnBlocks(
      blocks.map(
        (block): Block => ({ fromMinute: minuteOn(day, block.startsAt), toMinute: minuteOn(day, block.endsAt), kind: block.kind }),
      ),
      availability.policy.minutesLeast,
    ),
  }))
}

function Columns({ instrument }: { instrument: InstrumentShown }) {
  const say = useSay()
  const { slot, change } = useSearch({ from: '/instruments/$id' })
  const navigate = useNavigate({ from: '/instruments/$id' })
  const choice = slotOf(slot)
  const today = shanghaiDay(Date.now())
  const [monday, setMonday] = useState(() => mondayOf(choice?.day ?? today))
  const availability = useAvailability(instrument.id, monday)
  useFirstFreeWeek(availability.data, monday, setMonday, choice === undefined)
  const prices = useRead(listPrices, { id: instrument.id })
  const stoppedTag = useStoppedTag(instrument.id)
  const changing = useRead(getBooking, { id: change ?? '' }, { enabled: change !== undefined })
  const choose = (next: Slot | undefined) => {
    if (next && mondayOf(next.day) !== monday) setMonday(mondayOf(next.day))
    void navigate({ search: (before) => ({ ...before, slot: next ? slotText(next) : undefined }), replace: true, resetScroll: false })
  }
  const days = availability.data ? weekOf(availability.data) : []
  const moved = changing.data && (changing.data.state === 'pending' || changing.data.state === 'confirmed') ? changing.data : undefined
  return (
    <>
      <div className="instrument-columns">
        <div className="left">
          <InstrumentHead instrument={instrument} state={stoppedTag} />
          <OutOfOrder instrumentId={instrument.id} />
          <InstrumentAbilities instrument={instrument} />
          {availability.error && <Problem error={availability.error} retry={() => void availability.refetch()} />}
          {availability.data?.policy.takesBookings && (
            <TimeSection
              instrumentId={instrument.id}
              availability={availability.data}
              days={days}
              choice={choice}
              onChoose={choose}
              monday={monday}
              onMonday={setMonday}
              today={today}
            />
          )}
          {!availability.data && !availability.error && <Shape rows={6} />}
          <QualificationPanel instrumentId={instrument.id} />
          <FaultPanel instrumentId={instrument.id} />
          <section aria-labelledby="price-title" className="after-book">
            <div className="section-head">
              <h2 id="price-title">{say(priceListWords.title)}</h2>
            </div>
            {prices.data && <PriceList prices={prices.data.items} isOnRequest={prices.data.isOnRequest} today={today} />}
          </section>
          <InstrumentRecord instrument={instrument} />
        </div>
        {(availability.data || !availability.error) && (
          <Panel
            instrument={instrument}
            availability={availability.data}
            prices={prices.data?.items ?? []}
            days={days}
            choice={choice}
            onChoose={choose}
            onTimesMoved={() => void availability.refetch()}
            changing={moved}
          />
        )}
      </div>
      {availability.data?.policy.takesBookings && !changing.data && <Dock choice={choice} />}
    </>
  )
}

/** On a phone the chosen time stays in sight, with the way to the panel, until the panel itself is. */
function Dock({ choice }: { choice: Slot | undefined }) {
  const say = useSay()
  const { language } = useLanguage()
  const [isHidden, setIsHidden] = useState(false)
  useEffect(() => {
    const panel = document.getElementById('book')
    if (!panel) return
    const watch = new IntersectionObserver((entries) => setIsHidden(entries.some((entry) => entry.isIntersecting)))
    watch.observe(panel)
    return () => watch.disconnect()
  }, [])
  if (isHidden) return null
  const slot = choice && stretch(momentAt(choice.day, choice.fromMinute), momentAt(choice.day, choice.toMinute), language)
  return (
    <aside className="dock" aria-label={say(words.dockSummary)}>
      <p>
        <b>{slot ?? say(words.noChoice)}</b>
        {choice && <small>{say(words.hours, { hours: decimal(choice.toMinute - choice.fromMinute, 60, 1) })}</small>}
      </p>
      <a className="btn primary" href={choice ? '#book' : '#times'}>
        {say(choice ? words.title : words.dockChoose)}
      </a>
    </aside>
  )
}

const weeksLookedAt = 8

/** Opens the calendar on the first week that has free time, as long as the reader has not gone to another one themselves. */
function useFirstFreeWeek(
  availability: Availability | undefined,
  monday: string,
  onMonday: (monday: string) => void,
  isWanted: boolean,
): void {
  const looked = useRef(isWanted ? 0 : weeksLookedAt)
  useEffect(() => {
    if (!availability || availability.days[0]?.day !== monday || looked.current >= weeksLookedAt) return
    const next = addDays(monday, 7)
    const hasFree = availability.days.some((day) => day.blocks.some((block) => block.kind === 'free'))
    looked.current = hasFree || next > availability.lastOn ? weeksLookedAt : looked.current + 1
    if (looked.current < weeksLookedAt) onMonday(next)
  }, [availability, monday, onMonday])
}

type TimeSectionProps = {
  instrumentId: string
  availability: Availability
  days: readonly WeekDay[]
  choice: Slot | undefined
  onChoose: (choice: Slot | undefined) => void
  monday: string
  onMonday: (monday: string) => void
  today: string
}

function TimeSection({ instrumentId, availability, days, choice, onChoose, monday, onMonday, today }: TimeSectionProps) {
  const { earliestStartAt, lastOn, policy } = availability
  const onEarlier = monday > mondayOf(dayAndTime(earliestStartAt)[0]) ? () => onMonday(addDays(monday, -7)) : undefined
  const onLater = addDays(monday, 7) <= lastOn ? () => onMonday(addDays(monday, 7)) : undefined
  const say = useSay()
  return (
    <section aria-labelledby="time-title" id="times">
      <div className="section-head calendar-head">
        <h2 id="time-title">{say(weekWords.chooseSlot)}</h2>
        <span className="muted">
          <PolicyLine policy={policy} />
        </span>
        <WeekPager days={days} onEarlier={onEarlier} onLater={onLater} />
      </div>
      <WeekCalendar days={days} steps={policy} choice={choice} onChoose={onChoose} onEarlier={onEarlier} onLater={onLater} today={today} />
      <p>
        <Link to="/instruments/$id/several" params={{ id: instrumentId }}>
          {say(seriesWords.open)}
        </Link>
      </p>
      <WaitBox instrumentId={instrumentId} days={days} stepMinutes={policy.stepMinutes} />
    </section>
  )
}

function PolicyLine({ policy }: { policy: BookingRules['policy'] }) {
  const say = useSay()
  const hours = (minutes: number) => decimal(minutes, 60, minutes % 60 === 0 ? 0 : 1)
  const facts = [say(words.rules, { least: hours(policy.minutesLeast), most: hours(policy.minutesMost) })]
  if (policy.noticeMinutes > 0) facts.push(say(words.notice, { hours: hours(policy.noticeMinutes) }))
  if (policy.approval === 'manual') facts.push(say(words.approval))
  if (policy.approval === 'trained') facts.push(say(keeperWords.trained))
  return facts.map((fact, at) => (
    <span key={fact}>
      {at > 0 && <Dot />}
      {fact}
    </span>
  ))
}

type PanelProps = {
  instrument: InstrumentShown
  availability: Availability | undefined
  prices: Parameters<typeof BookPanel>[0]['prices']
  days: readonly WeekDay[]
  choice: Slot | undefined
  onChoose: (choice: Slot | undefined) => void
  onTimesMoved: () => void
  changing: Booking | undefined
}

function Panel({ instrument, availability, prices, days, choice, onChoose, onTimesMoved, changing }: PanelProps) {
  const say = useSay()
  const { language } = useLanguage()
  const { me, isAsking, may } = useMe()
  const { way } = useSearch({ from: '/instruments/$id' })
  const navigate = useNavigate({ from: '/instruments/$id' })
  const policy = availability?.policy
  if (!availability || !policy || isAsking)
    return (
      <aside className="book panel">
        <Shape rows={3} />
      </aside>
    )
  const mode = way ?? (policy.takesBookings ? 'own' : 'samples')
  const setMode = (next: 'own' | 'samples') =>
    void navigate({ search: (before) => ({ ...before, way: next }), replace: true, resetScroll: false })
  const blocks = days.find((day) => day.day === choice?.day)?.blocks ?? []
  const isShut = instrument.state !== 'online'
  return (
    <aside className="book panel" id="book" aria-labelledby="book-title">
      <h2 id="book-title">{say(changing ? words.changeTitle : words.title)}</h2>
      {changing ? (
        <p className="why">{say(words.changing, { slot: stretch(changing.startsAt, changing.endsAt, language) })}</p>
      ) : (
        policy.takesBookings &&
        policy.takesSamples && (
          <Choice
            label={words.way}
            value={mode}
            onChoose={setMode}
            options={[
              { value: 'own', word: words.onYourOwn },
              { value: 'samples', word: words.sendSamples },
            ]}
          />
        )
      )}
      {isShut ? (
        <p className="why">{say(words.notOpen)}</p>
      ) : mode === 'own' && !policy.takesBookings ? (
        <p className="why">{say(words.noBookings)}</p>
      ) : mode === 'samples' && !policy.takesSamples ? (
        <p className="why">{say(words.noSamples)}</p>
      ) : !me ? (
        <>
          {mode === 'own' && <ChosenSummary {...{ prices, choice, blocks, onChoose }} steps={policy} />}
          <SignInFirst mode={mode} />
        </>
      ) : !may('booking.book') ? (
        <p className="why">{say(words.notYours)}</p>
      ) : mode === 'samples' && !changing ? (
        <Samples instrumentId={instrument.id} prices={prices} sealsHeld={instrument.seals} />
      ) : (
        <BookPanel
          key={changing?.id ?? 'new'}
          instrumentId={instrument.id}
          prices={prices}
          steps={policy}
          isManual={policy.approval === 'manual'}
          choice={choice}
          blocks={blocks}
          onChoose={onChoose}
          onTimesMoved={onTimesMoved}
          changing={changing}
        />
      )}
    </aside>
  )
}

function SignInFirst({ mode }: { mode: 'own' | 'samples' }) {
  const say = useSay()
  return (
    <div className="book-act">
      <Link className="btn primary large full" to="/sign-in" search={{ onward: location.pathname + location.search }}>
        {say(mode === 'own' ? words.signInToBook : words.signInToSend)}
      </Link>
      {mode === 'own' && <p className="why">{say(words.signInKeeps)}</p>}
    </div>
  )
}
