// The same figure as it was known at earlier moments, side by side; published values never change, later corrections show here.
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { DayText } from '../web/daytext.tsx'
import { dayAndTime, dayOfText, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { getFigure } from './figure.contract.ts'
import { asOfDays, type FigureSearch } from './open.rules.ts'
import { openWords as words } from './open.words.ts'

type Props = { answer: Output<typeof getFigure>; search: FigureSearch; onAsk: (change: Partial<FigureSearch>) => void }

export function AsOf({ answer, search, onAsk }: Props) {
  const say = useSay()
  const today = shanghaiDay(Date.now())
  const lastDay = answer.period.on ?? (answer.period.from ? `${answer.period.from.slice(0, 4)}-12-31` : today)
  const days = asOfDays(lastDay, dayAndTime(answer.latestAt)[0])
  const latestOn = dayAndTime(answer.latestAt)[0]
  const [other, setOther] = useState(search.asOf?.slice(0, 10) ?? '')
  return (
    <fieldset className="as-of">
      <legend>
        {say(words.asOf)}
        <small>{say(words.asOfWhy)}</small>
      </legend>
      <div className="as-of-options">
        {days.map((day) => (
          <Option
            key={day}
            {...{ answer, search, onAsk }}
            day={day}
            label={`${day} ${say(day.endsWith('01-31') ? words.asOfFiled : words.asOfPublished)}`}
          />
        ))}
        <Option {...{ answer, search, onAsk }} day={undefined} label={`${dayAndTime(answer.latestAt)[0]} ${say(words.asOfNow)}`} />
        <form
          className="as-of-other noprint"
          onSubmit={(event) => {
            event.preventDefault()
          }}
        >
          <label htmlFor="as-of-day">{say(words.otherDay)}</label>
          <DayText
            control={{ id: 'as-of-day', className: 'input' }}
            max={latestOn}
            value={other}
            onChange={(day) => {
              setOther(day)
              if (dayOfText(day) && day <= latestOn) onAsk({ asOf: day })
            }}
          />
        </form>
      </div>
    </fieldset>
  )
}

function Option({ answer, search, onAsk, day, label }: Props & { day: string | undefined; label: string }) {
  const say = useSay()
  const { asOf: _, by: __, ...rest } = search
  const asked = useRead(getFigure, { name: answer.figure.name, ...rest, ...(day ? { asOf: day } : {}) })
  const isChosen = (search.asOf ?? undefined) === day
  const { data } = asked
  // Nothing was known yet on that day: there is nothing to go back to.
  if (day && !isChosen && (!data || data.rowCount === 0)) return null
  return (
    <button type="button" aria-pressed={isChosen} onClick={() => onAsk({ asOf: day })}>
      <span>{label}</span>
      <b>{data ? (data.value.text ?? say(data.value.isUnrecorded ? words.unrecorded : words.noValue)) : '…'}</b>
      {data?.numerator && data.denominator && (
        <small>
          {data.numerator.value.text} ÷ {data.denominator.value.text}
        </small>
      )}
    </button>
  )
}
