// A day's work, inside and outside, confirmed on one screen of a phone.
import '../web/styles/desk.css'
import '../web/styles/today.css'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button, Choice } from '../web/field.tsx'
import { addDays, dayInProse, hours, shanghaiDay } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { DeclareForm } from './declare.part.tsx'
import { listUse } from './metering.contract.ts'
import { byInstrument, type DayDesk, isToConfirm, totalsOf } from './today.rules.ts'
import { todayWords as words } from './today.words.ts'
import { DayOf, hoursAsBooked, secondsTyped, useConfirming } from './todaylist.part.tsx'

const daysAgo = ['0', '1', '2'] as const

export function TodayPage() {
  const say = useSay()
  const { language } = useLanguage()
  useTitle(say(words.title))
  const { me } = useMe()
  const [ago, setAgo] = useState<(typeof daysAgo)[number]>('0')
  const [isAdding, setIsAdding] = useState(false)
  const day = addDays(shanghaiDay(Date.now()), -Number(ago))
  const institutionId = me?.organisation?.id
  const reading = useRead(listUse, { day, ...(institutionId ? { institutionId } : {}) }, { staleTime: 0, refetchInterval: 60_000 })
  return (
    <div className="today">
      <div className="work-head">
        <h1>
          {say(words[`day_${ago}`])} <small className="muted">{dayInProse(day, language)}</small>
        </h1>
        <Choice
          label={words.day}
          value={ago}
          onChoose={setAgo}
          options={daysAgo.map((value) => ({ value, word: words[`day_${value}`] }))}
        />
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>{(desk) => <Day key={day} desk={desk} day={day} isToday={ago === '0'} institutionId={institutionId} />}</Read>
      {isAdding ? (
        <DeclareForm key={day} declared={{}} day={day} institutionId={institutionId} onClose={() => setIsAdding(false)} />
      ) : (
        <Button isFull onPress={() => setIsAdding(true)}>
          {say(words.addWork)}
        </Button>
      )}
    </div>
  )
}

type DayProps = { desk: DayDesk; day: string; isToday: boolean; institutionId: string | undefined }

function Day({ desk, day, isToday, institutionId }: DayProps) {
  const say = useSay()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const now = new Date().toISOString()
  const waiting = desk.bookings.filter((booking) => isToConfirm(booking, now))
  const confirming = useConfirming(day)
  const { external, internal } = totalsOf(desk.finished, institutionId)
  const said = waiting.map((booking) => ({ booking, seconds: secondsTyped(typed[booking.id] ?? hoursAsBooked(booking)) }))
  const isWrong = said.some(({ seconds }) => seconds === undefined)
  const groups = byInstrument(desk, isToday)
  const { done, problems } = confirming
  const failed = Object.keys(problems).length
  if (groups.length === 0) return <Empty title={words.emptyTitle} why={words.emptyWhy} />
  return (
    <>
      <p className="today-totals">{say(words.totals, { external: hours(external), internal: hours(internal), waiting: waiting.length })}</p>
      {done > 0 && !confirming.isBusy && (
        <p className={failed > 0 ? 'box refused' : 'box done'} role="status">
          {say(failed > 0 ? words.confirmedSome : words.confirmed, { count: done, failed })}
        </p>
      )}
      {groups.map((group) => (
        <DayOf
          key={group.instrumentId}
          group={group}
          now={now}
          institutionId={institutionId}
          typed={typed}
          onType={(id, text) => setTyped({ ...typed, [id]: text })}
          confirming={confirming}
        />
      ))}
      {waiting.length === 0 ? (
        <p className="why">{say(words.nothingToConfirm)}</p>
      ) : (
        <div className="today-act">
          <Button
            kind="primary"
            isFull
            isBusy={confirming.isBusy}
            reason={isWrong ? say(words.hoursWrongAbove) : undefined}
            onPress={() => void confirming.confirm(said.flatMap(({ booking, seconds }) => (seconds ? [{ booking, seconds }] : [])))}
          >
            {say(words.allRight, { count: waiting.length })}
          </Button>
        </div>
      )}
    </>
  )
}
