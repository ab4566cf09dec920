// The hours of a week: for each day its spans, each from one time of the clock to another.
import { ClockSelect } from '../web/day.tsx'
import { Button, type Mistake } from '../web/field.tsx'
import { clock } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { keeperWords as words } from './keeper.words.ts'
import { areOpeningsSound, type Opening } from './opening.rules.ts'
import { scheduleWords } from './schedule.words.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
type Weekday = (typeof weekdays)[number]

const openingFieldId = (weekday: number) => `opening-${weekday}`

/** What is wrong with the hours of each day. */
export function useOpeningMistakes(openings: readonly Opening[]): Mistake[] {
  const say = useSay()
  const wrong = weekdays.filter((weekday) => !areOpeningsSound(openings.filter((one) => one.weekday === weekday)))
  return wrong.map((weekday) => ({
    fieldId: openingFieldId(weekday),
    sentence: say(words.daySpansWrong, { day: say(scheduleWords[`weekday_${weekday}`]) }),
  }))
}

const inOrder = (openings: readonly Opening[]) => openings.toSorted((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute)

type Props = {
  openings: readonly Opening[]
  onChange: (openings: readonly Opening[]) => void
  isOff: boolean
  mistakes: readonly Mistake[]
}

export function OpeningFields({ openings, onChange, isOff, mistakes }: Props) {
  const say = useSay()
  const of = (weekday: number) => openings.filter((one) => one.weekday === weekday)
  const replace = (weekday: number, spans: readonly Opening[]) =>
    onChange(inOrder([...openings.filter((one) => one.weekday !== weekday), ...spans]))
  const copyMonday = () => {
    const rest = openings.filter((one) => one.weekday === 1 || one.weekday > 5)
    onChange(inOrder([...rest, ...[2, 3, 4, 5].flatMap((weekday) => of(1).map((one) => ({ ...one, weekday })))]))
  }
  const problemOf = (weekday: number) => mistakes.find((mistake) => mistake.fieldId === openingFieldId(weekday))?.sentence
  return (
    <>
      <ul className="week-hours">
        {weekdays.map((weekday) => (
          <li key={weekday}>
            <span className="day-name">{say(scheduleWords[`weekday_${weekday}`])}</span>
            <DaySpans weekday={weekday} spans={of(weekday)} onChange={(spans) => replace(weekday, spans)} isOff={isOff} />
            {problemOf(weekday) && <p className="problem">{problemOf(weekday)}</p>}
          </li>
        ))}
      </ul>
      {!isOff && (
        <div className="buttons">
          <Button size="small" onPress={copyMonday}>
            {say(words.like)}
          </Button>
        </div>
      )}
    </>
  )
}

type DayProps = { weekday: Weekday; spans: readonly Opening[]; onChange: (spans: Opening[]) => void; isOff: boolean }

function DaySpans({ weekday, spans, onChange, isOff }: DayProps) {
  const say = useSay()
  const day = say(scheduleWords[`weekday_${weekday}`])
  const change = (at: number, part: Partial<Opening>) => onChange(spans.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const last = spans.at(-1)
  const next = {
    weekday,
    fromMinute: last ? Math.min(last.toMinute + 60, 1380) : 480,
    toMinute: last ? Math.min(last.toMinute + 180, 1440) : 1080,
  }
  return (
    <div className="spans" id={openingFieldId(weekday)} tabIndex={-1}>
      {spans.length === 0 && <span className="muted">{say(words.closed)}</span>}
      {spans.map((span, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their place in the day
        <span className="span" key={at}>
          <ClockSelect
            label={say(words.fromOf, { day })}
            value={span.fromMinute}
            disabled={isOff}
            onChange={(fromMinute) => change(at, { fromMinute })}
          />
          <span aria-hidden="true">–</span>
          <ClockSelect
            label={say(words.toOf, { day })}
            value={span.toMinute}
            disabled={isOff}
            onChange={(toMinute) => change(at, { toMinute })}
          />
          {!isOff && (
            <Button
              size="small"
              kind="quiet"
              label={say(words.removeSpanOf, { day, from: clock(span.fromMinute), to: clock(span.toMinute) })}
              onPress={() => onChange(spans.filter((_, index) => index !== at))}
            >
              {say(words.removeSpan)}
            </Button>
          )}
        </span>
      ))}
      {!isOff && (
        <Button size="small" kind="quiet" label={say(words.addSpanTo, { day })} onPress={() => onChange([...spans, next])}>
          {say(words.addSpan)}
        </Button>
      )}
    </div>
  )
}
