// A week of an instrument's time at a glance, where one takes a piece of it; on a phone seven day tabs and one day.
import '../web/styles/week.css'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { addDays, clock, decimal, monthDay, weekday, weekdayNumber } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useLanguage, useSay } from '../web/language.tsx'
import {
  type Block,
  type BlockKind,
  blockOf,
  type Choice,
  choiceAt,
  choiceBetween,
  cut,
  moved,
  resized,
  type Span,
  type Steps,
  visibleHours,
} from './week.rules.ts'
import { weekWords } from './week.words.ts'

export type WeekDay = { readonly day: string; readonly blocks: readonly Block[] }
export type WeekProps = {
  /** Seven days, Monday first. */
  days: readonly WeekDay[]
  steps: Steps
  choice: Choice | undefined
  onChoose: (choice: Choice | undefined) => void
  /** Goes to another Monday; nothing where there is nothing to book before or after. */
  onEarlier: (() => void) | undefined
  onLater: (() => void) | undefined
  /** The day the phone opens on. */
  today: string
}

export function WeekCalendar(props: WeekProps) {
  const say = useSay()
  const { choice } = props
  return (
    <div className="calendar">
      <WeekGrid {...props} />
      <PhoneDays {...props} />
      <p className="unseen" aria-live="polite">
        {choice && say(weekWords.chosenNow, { ...spanWords(choice), day: choice.day, hours: hoursOf(choice) })}
      </p>
      <Legend />
    </div>
  )
}

/** The way from week to week, for the head of the section the calendar stands in. */
export function WeekPager({ days, onEarlier, onLater }: Pick<WeekProps, 'days' | 'onEarlier' | 'onLater'>) {
  const say = useSay()
  const monday = days[0]?.day ?? ''
  return (
    <span className="aside week-pager">
      <PagerButton name="back" label={say(weekWords.earlierWeek)} reason={say(weekWords.noEarlierWeek)} onPress={onEarlier} />
      <span className="nowrap">{say(weekWords.weekOf, { from: monthDay(monday), to: monthDay(addDays(monday, 6)) })}</span>
      <PagerButton name="next" label={say(weekWords.laterWeek)} reason={say(weekWords.noLaterWeek)} onPress={onLater} />
    </span>
  )
}

type PagerButtonProps = { name: 'back' | 'next'; label: string; reason: string; onPress: (() => void) | undefined }

function PagerButton({ name, label, reason, onPress }: PagerButtonProps) {
  const { language } = useLanguage()
  return (
    <button
      className="btn small"
      type="button"
      aria-label={onPress ? label : `${label}${language === 'zh' ? '：' : ': '}${reason}`}
      title={onPress ? label : reason}
      aria-disabled={onPress ? undefined : true}
      onClick={onPress}
    >
      <Icon name={name} />
    </button>
  )
}

function hoursOf(span: Span): string {
  return decimal(span.toMinute - span.fromMinute, 60, 1)
}

function spanWords(span: Span): { from: string; to: string } {
  return { from: clock(span.fromMinute), to: clock(span.toMinute) }
}

function useDayName(): (day: string) => string {
  const say = useSay()
  return (day) => `${monthDay(day)} ${say(weekday(day))}`
}

function WeekGrid(props: WeekProps) {
  const say = useSay()
  const { days } = props
  const hours = visibleHours(days.map((day) => day.blocks))
  const length = hours.toMinute - hours.fromMinute
  const marks = Array.from({ length: length / 120 + 1 }, (_, at) => hours.fromMinute + at * 120)
  return (
    <div className="week wide" style={{ gridTemplateRows: `auto ${(length / 60) * 2.25}rem` }}>
      <div className="corner">{say(weekWords.hourColumn)}</div>
      {days.map(({ day }) => (
        <div key={day} className={weekdayNumber(day) > 5 ? 'day-head rest' : 'day-head'}>
          <b>{monthDay(day)}</b> {say(weekday(day))}
        </div>
      ))}
      <div className="hours" aria-hidden="true">
        {marks.map((minute) => (
          <span key={minute} style={{ top: `${((minute - hours.fromMinute) / length) * 100}%` }}>
            {clock(minute).slice(0, 2)}
          </span>
        ))}
      </div>
      {days.map((day) => (
        <DayColumn key={day.day} {...props} {...day} hours={hours} />
      ))}
    </div>
  )
}

type DayColumnProps = WeekProps & WeekDay & { hours: Span }

function placeOf(span: Span, hours: Span): { top: string; height: string } {
  const length = hours.toMinute - hours.fromMinute
  return {
    top: `${((span.fromMinute - hours.fromMinute) / length) * 100}%`,
    height: `${((span.toMinute - span.fromMinute) / length) * 100}%`,
  }
}

function DayColumn({ day, blocks, hours, steps, choice, onChoose }: DayColumnProps) {
  const dayName = useDayName()
  const own = choice?.day === day ? choice : undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: a day is a group of times, not a set of form fields
    <div className="day" role="group" aria-label={dayName(day)}>
      {blocks.map((block) => {
        const shown = cut(block, hours)
        if (!shown) return null
        const place = placeOf(shown, hours)
        if (block.kind !== 'free') return <StillBlock key={block.fromMinute} block={block} place={place} />
        return <FreeBlock key={block.fromMinute} day={day} block={block} place={place} steps={steps} onChoose={onChoose} />
      })}
      {own && (
        <ChosenBlock day={day} choice={own} free={blockOf(blocks, own)} place={placeOf(own, hours)} steps={steps} onChoose={onChoose} />
      )}
    </div>
  )
}

const kindWord = {
  free: weekWords.free,
  busy: weekWords.busy,
  maintenance: weekWords.maintenance,
  closed: weekWords.closed,
  too_soon: weekWords.tooSoon,
  too_far: weekWords.tooFar,
} as const

function sizeOf(span: Span): string {
  const minutes = span.toMinute - span.fromMinute
  return minutes >= 90 ? 'tall' : minutes >= 45 ? '' : 'flat'
}

type Place = { top: string; height: string }

function StillBlock({ block, place }: { block: Block; place: Place }) {
  const say = useSay()
  return (
    <div className={`block ${block.kind} ${sizeOf(block)}`} style={place}>
      <span>{say(kindWord[block.kind])}</span>
    </div>
  )
}

type FreeProps = { day: string; block: Block; place: Place; steps: Steps; onChoose: WeekProps['onChoose'] }

function FreeBlock({ day, block, place, steps, onChoose }: FreeProps) {
  const say = useSay()
  const dayName = useDayName()
  const anchor = useRef<number>(undefined)
  const dragged = useRef(false)
  const minuteAt = (event: { clientY: number; currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect()
    return block.fromMinute + ((event.clientY - box.top) / box.height) * (block.toMinute - block.fromMinute)
  }
  const choose = (span: Span | undefined) => span && onChoose({ day, ...span })
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    dragged.current = false
    if (event.pointerType === 'touch' || event.button !== 0) return
    anchor.current = minuteAt(event)
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (anchor.current === undefined) return
    const point = minuteAt(event)
    if (!dragged.current && Math.abs(point - anchor.current) < steps.stepMinutes / 2) return
    dragged.current = true
    choose(choiceBetween(block, anchor.current, point, steps))
  }
  return (
    <button
      type="button"
      className={`block free ${sizeOf(block)}`}
      style={place}
      aria-label={say(weekWords.freeLabel, { ...spanWords(block), day: dayName(day) })}
      title={say(weekWords.dayHint)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        anchor.current = undefined
      }}
      onClick={(event) => {
        // A key press has no place on the block: it takes the beginning.
        if (!dragged.current) choose(choiceAt(block, event.detail === 0 ? block.fromMinute : minuteAt(event), steps))
      }}
    >
      <span>{say(weekWords.free)}</span>{' '}
      <small>
        {clock(block.fromMinute)}–{clock(block.toMinute)}
      </small>
    </button>
  )
}

type ChosenProps = { day: string; choice: Choice; free: Block | undefined; place: Place; steps: Steps; onChoose: WeekProps['onChoose'] }

function ChosenBlock({ day, choice, free, place, steps, onChoose }: ChosenProps) {
  const say = useSay()
  const dayName = useDayName()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') return onChoose(undefined)
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0 || !free) return
    event.preventDefault()
    onChoose({ day, ...(event.shiftKey ? resized(free, choice, by, steps) : moved(free, choice, by, steps)) })
  }
  return (
    <button
      type="button"
      className={`block mine ${sizeOf(choice)}`}
      style={place}
      aria-pressed="true"
      aria-label={say(weekWords.mineLabel, { ...spanWords(choice), hours: hoursOf(choice), day: dayName(day) })}
      onKeyDown={onKeyDown}
    >
      <span>
        <Icon name="check" />
        {say(weekWords.mine)}
      </span>{' '}
      <small>
        {clock(choice.fromMinute)}–{clock(choice.toMinute)}
      </small>{' '}
      <small>{say(weekWords.hoursLong, { hours: hoursOf(choice) })}</small>
    </button>
  )
}

function PhoneDays({ days, steps, choice, onChoose, today }: WeekProps) {
  const say = useSay()
  const dayName = useDayName()
  const [opened, setOpened] = useState<string>()
  const firstFree = days.find((one) => one.day >= today && one.blocks.some((block) => block.kind === 'free'))
  const wanted = [opened, choice?.day, firstFree?.day].find((day) => days.some((one) => one.day === day))
  const shown = days.find((one) => one.day === wanted) ?? days[0]
  if (!shown) return null
  const hours = visibleHours([shown.blocks])
  return (
    <div className="narrow">
      <DayTabs days={days} shown={shown.day} onOpen={setOpened} />
      <ol className="day-list" aria-label={say(weekWords.slotsOf, { day: dayName(shown.day) })}>
        {phoneRows(shown.blocks, choice?.day === shown.day ? choice : undefined)
          .flatMap((row) => cut(row, hours) ?? [])
          .map((row) => (
            <PhoneRow key={row.fromMinute} row={row} onChoose={() => chooseWhole(shown, row, steps, onChoose)} />
          ))}
      </ol>
    </div>
  )
}

function DayTabs({ days, shown, onOpen }: { days: readonly WeekDay[]; shown: string; onOpen: (day: string) => void }) {
  const say = useSay()
  return (
    // biome-ignore lint/a11y/useSemanticElements: seven days on one line, of which one is open
    <div className="day-tabs" role="group" aria-label={say(weekWords.days)}>
      {days.map(({ day, blocks }) => {
        const minutes = blocks.filter((block) => block.kind === 'free').reduce((sum, block) => sum + block.toMinute - block.fromMinute, 0)
        return (
          <button key={day} type="button" aria-pressed={day === shown} onClick={() => onOpen(day)}>
            <small>{say(weekday(day))}</small>
            <b>{day.slice(8)}</b>
            <em>{minutes > 0 ? say(weekWords.freeHours, { hours: Math.floor(minutes / 60) }) : say(weekWords.none)}</em>
          </button>
        )
      })}
    </div>
  )
}

type PhoneBlock = Omit<Block, 'kind'> & { kind: BlockKind | 'mine' }

/** The rows of one day on a phone: the chosen time stands as a row of its own inside the free time it was taken from. */
function phoneRows(blocks: readonly Block[], choice: Choice | undefined): PhoneBlock[] {
  const free = choice && blockOf(blocks, choice)
  if (!free) return [...blocks]
  const pieces = [
    { ...free, toMinute: choice.fromMinute },
    { ...free, fromMinute: choice.fromMinute, toMinute: choice.toMinute, kind: 'mine' as const },
    { ...free, fromMinute: choice.toMinute },
  ].filter((piece) => piece.toMinute > piece.fromMinute)
  return blocks.flatMap((block) => (block === free ? pieces : [block]))
}

function chooseWhole(shown: WeekDay, row: Span, steps: Steps, onChoose: WeekProps['onChoose']): void {
  const block = shown.blocks.find((one) => one.kind === 'free' && one.fromMinute <= row.fromMinute && one.toMinute >= row.toMinute)
  const span = block && choiceAt(block, row.fromMinute, steps)
  if (span) onChoose({ day: shown.day, ...span })
}

function PhoneRow({ row, onChoose }: { row: PhoneBlock; onChoose: () => void }) {
  const say = useSay()
  const length = row.toMinute - row.fromMinute
  return (
    <li className={row.kind} style={{ minHeight: `${2.5 + Math.min(4, length / 60) * 0.5}rem` }}>
      <span className="times">
        {clock(row.fromMinute)}
        <br />
        {clock(row.toMinute)}
      </span>
      <span>{say(row.kind === 'mine' ? weekWords.mine : kindWord[row.kind])}</span>
      <small>{say(weekWords.hoursLong, { hours: hoursOf(row) })}</small>
      {row.kind === 'free' && (
        <button
          className="btn small"
          type="button"
          onClick={onChoose}
          aria-label={`${say(weekWords.choose)} ${clock(row.fromMinute)}–${clock(row.toMinute)}`}
        >
          {say(weekWords.choose)}
        </button>
      )}
      {row.kind === 'mine' && <Icon name="check" />}
    </li>
  )
}

function Legend() {
  const say = useSay()
  const kinds = [
    ['free', weekWords.free],
    ['mine', weekWords.mine],
    ['busy', weekWords.busy],
    ['maintenance', weekWords.maintenance],
    ['closed', weekWords.closed],
  ] as const
  return (
    <ul className="week-legend" aria-label={say(weekWords.legend)}>
      {kinds.map(([kind, word]) => (
        <li key={kind}>
          <i className={kind} />
          {say(word)}
        </li>
      ))}
    </ul>
  )
}
