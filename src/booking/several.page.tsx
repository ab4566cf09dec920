// Several bookings in one errand: the first day and its hours, how it repeats, which instruments; then each looked at, and booked.
import '../web/styles/instrument.css'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { searchInstruments } from '../catalogue/search.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { momentAt, weekdayNumber } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Problem, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { lookAtSeveral } from './series.contract.ts'
import { type Repeat, repeats, ruleOf } from './series.rules.ts'
import { seriesWords as words } from './series.words.ts'
import { type AskedSeveral, LookedAt } from './several.part.tsx'

type Named = { id: string; nameZh: string; nameEn: string; institutionNameZh: string }

export function SeveralPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { id } = useParams({ from: '/instruments/$id/several' })
  const { me, isAsking } = useMe()
  const instrument = useRead(getInstrument, { id })
  return (
    <Main>
      <p className="why">
        <Link to="/instruments/$id" params={{ id }}>
          {instrument.data ? <NameOf of={instrument.data} /> : say(words.instrument)}
        </Link>
      </p>
      <h1 className="page-title">{say(words.title)}</h1>
      {isGone(instrument.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn" to="/instruments">
            {say(webWords.findInstruments)}
          </Link>
        </Gone>
      ) : isAsking ? (
        <Shape />
      ) : !me ? (
        <SignInFirst onward={`/instruments/${id}/several`} />
      ) : (
        <Read of={instrument}>
          {({ nameZh, nameEn, institutionNameZh }) => <Several first={{ id, nameZh, nameEn, institutionNameZh }} />}
        </Read>
      )}
    </Main>
  )
}

function NameOf({ of }: { of: { nameZh: string; nameEn: string } }) {
  return useName()(of)
}

type Draft = { day: string; from: string; to: string; repeat: Repeat; weekdays: readonly number[]; until: string }

const clockText = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/
const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** What is asked of the server, or nothing while something is missing. */
function askedOf({ day, from, to, repeat, weekdays, until }: Draft, instruments: readonly Named[]): AskedSeveral | undefined {
  if (day === '' || !clockText.test(from) || !clockText.test(to) || minuteOf(from) >= minuteOf(to)) return undefined
  if (repeat !== 'none' && (until === '' || until < day)) return undefined
  return {
    instrumentIds: instruments.map(({ id }) => id),
    startsAt: momentAt(day, minuteOf(from)),
    endsAt: momentAt(day, minuteOf(to)),
    rule: ruleOf(repeat, weekdays, until),
    except: [],
  }
}

function Several({ first }: { first: Named }) {
  const say = useSay()
  const [instruments, setInstruments] = useState<readonly Named[]>([first])
  const [draft, setDraft] = useState<Draft>({ day: '', from: '09:00', to: '10:00', repeat: 'weekly', weekdays: [], until: '' })
  const [isTried, setIsTried] = useState(false)
  const look = useSend(lookAtSeveral)
  const asked = askedOf(draft, instruments)
  const set = (more: Partial<Draft>) => {
    setDraft({ ...draft, ...more })
    look.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (asked) look.mutate(asked)
  }
  return (
    <>
      <p className="muted">{say(words.lead)}</p>
      <Instruments
        all={instruments}
        first={first}
        onChange={(next) => {
          setInstruments(next)
          look.reset()
        }}
      />
      <form className="form several-when" onSubmit={submit} noValidate>
        <When draft={draft} onChange={set} />
        {isTried && !asked && (
          <p className="problem" role="alert">
            {say(words.missing)}
          </p>
        )}
        {look.error && <Problem key={look.submittedAt} error={look.error} isAnswer />}
        {!look.data && (
          <div className="buttons">
            <Button type="submit" kind="primary" isBusy={look.isPending}>
              {say(words.look)}
            </Button>
          </div>
        )}
      </form>
      {look.data && asked && (
        <LookedAt
          key={look.submittedAt}
          asked={asked}
          found={look.data}
          institutions={new Map(instruments.map((one) => [one.id, one.institutionNameZh]))}
        />
      )}
    </>
  )
}

type InstrumentsProps = { all: readonly Named[]; first: Named; onChange: (all: readonly Named[]) => void }

function Instruments({ all, first, onChange }: InstrumentsProps) {
  const say = useSay()
  const name = useName()
  const [text, setText] = useState('')
  const [query, setQuery] = useState('')
  const found = useRead(searchInstruments, { query, limit: 8 }, { enabled: query !== '' })
  const others = (found.data?.items ?? []).filter(({ id }) => !all.some((one) => one.id === id))
  return (
    <section className="section">
      <h2>{say(words.instruments)}</h2>
      <ul className="several-chosen">
        {all.map((one) => (
          <li key={one.id}>
            {name(one)} <span className="muted">{one.institutionNameZh}</span>{' '}
            {one.id !== first.id && (
              <Button
                size="small"
                label={say(words.remove, { name: name(one) })}
                onPress={() => onChange(all.filter(({ id }) => id !== one.id))}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form
        className="form wait-fields"
        onSubmit={(event) => {
          event.preventDefault()
          setQuery(text.trim())
        }}
      >
        <Field label={words.find} isOptional>
          {(control) => <input {...control} maxLength={100} value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
        <div className="buttons">
          <Button type="submit" isBusy={found.isFetching}>
            {say(words.findGo)}
          </Button>
        </div>
      </form>
      {found.data && query !== '' && others.length === 0 && <p className="muted">{say(words.noneFound)}</p>}
      <ul className="several-found">
        {others.map((one) => (
          <li key={one.id}>
            <Button size="small" label={say(words.addNamed, { name: name(one) })} onPress={() => onChange([...all, one].slice(0, 10))}>
              {say(words.add)}
            </Button>{' '}
            {name(one)} <span className="muted">{one.institutionNameZh}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const clocks = Array.from({ length: 49 }, (_, at) => `${String(Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`)
const weekdayWords = [
  ...([webWords.monday, webWords.tuesday, webWords.wednesday, webWords.thursday] as const),
  ...([webWords.friday, webWords.saturday, webWords.sunday] as const),
]

function When({ draft, onChange }: { draft: Draft; onChange: (more: Partial<Draft>) => void }) {
  const say = useSay()
  const { day, from, to, repeat, weekdays, until } = draft
  const isWeekly = repeat === 'weekly' || repeat === 'fortnightly'
  const own = day ? weekdayNumber(day) : 0
  const toggle = (number: number) =>
    onChange({ weekdays: weekdays.includes(number) ? weekdays.filter((one) => one !== number) : [...weekdays, number] })
  return (
    <>
      <div className="wait-fields">
        <Field label={words.day}>
          {(control) => (
            <DayText
              control={control}
              value={day}
              onChange={(next) => onChange({ day: next, weekdays: next ? [weekdayNumber(next)] : weekdays })}
            />
          )}
        </Field>
        {(['from', 'to'] as const).map((end) => (
          <Field key={end} label={words[end]}>
            {(control) => (
              <select {...control} value={end === 'from' ? from : to} onChange={(event) => onChange({ [end]: event.target.value })}>
                {clocks.slice(end === 'from' ? 0 : 1, end === 'from' ? -1 : undefined).map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
        <Field label={words.repeats}>
          {(control) => (
            <select {...control} value={repeat} onChange={(event) => onChange({ repeat: event.target.value as Repeat })}>
              {repeats.map((one) => (
                <option key={one} value={one}>
                  {say(words[`repeat_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        {repeat !== 'none' && (
          <Field label={words.until}>
            {(control) => <DayText control={control} value={until} onChange={(next) => onChange({ until: next })} />}
          </Field>
        )}
      </div>
      {isWeekly && (
        <fieldset className="options several-days">
          <legend>{say(words.weekdays)}</legend>
          {weekdayWords.map((word, at) => (
            <label key={word.en} className="check-line">
              <input
                type="checkbox"
                className="check"
                // The first day is one of them.
                checked={weekdays.includes(at + 1) || own === at + 1}
                disabled={own === at + 1}
                onChange={() => toggle(at + 1)}
              />{' '}
              {say(word)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
