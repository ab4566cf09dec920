// On an instrument's public page: that it is out of order, and for those who use it the way to say that something is wrong.
import '../web/styles/desk.css'
import { type FormEvent, useState } from 'react'
import { DayText } from '../web/daytext.tsx'
import { Button, Choice, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { dayAndTime, dayOfText, moment, momentAt } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { getCondition, reportFault } from './fault.contract.ts'
import { faultWords as words } from './fault.words.ts'

/** Why the instrument cannot be used now, above everything else said of it; nothing where it works. */
export function OutOfOrder({ instrumentId }: { instrumentId: string }) {
  const say = useSay()
  const stopped = useRead(getCondition, { id: instrumentId }).data?.stopped
  if (!stopped) return null
  const since = moment(stopped.since)
  const until = stopped.expectedEndAt && stopped.isInRepair ? moment(stopped.expectedEndAt) : undefined
  return (
    <div className="box refused" role="status">
      <p>
        <b>{until ? say(words.stoppedUntil, { since, until }) : say(words.stopped, { since })}</b>
      </p>
      <p className="why">{say(words.stoppedWhy)}</p>
    </div>
  )
}

/** What stands in place of an instrument's state while it is out of order; nothing while it works. */
export function useStoppedTag(instrumentId: string) {
  const say = useSay()
  const stopped = useRead(getCondition, { id: instrumentId }).data?.stopped
  return stopped ? <span className="tag bad">{say(words.stoppedTag)}</span> : undefined
}

/** For whoever uses or runs it; nothing for anybody else. */
export function FaultPanel({ instrumentId }: { instrumentId: string }) {
  const say = useSay()
  const { data } = useRead(getCondition, { id: instrumentId })
  const [isOpen, setIsOpen] = useState(false)
  const [isSent, setIsSent] = useState(false)
  if (!data || (!data.mayReport && data.mine.length === 0)) return null
  return (
    <section aria-labelledby="fault-title" id="fault" className="after-book">
      <div className="section-head">
        <h2 id="fault-title">{say(words.reportOpen)}</h2>
      </div>
      {isSent && (
        <p className="box done" role="status">
          {say(words.sent)}
        </p>
      )}
      {data.mine.length > 0 && (
        <>
          <h3>{say(words.mine)}</h3>
          <ul className="desk-list">
            {data.mine.map((fault) => (
              <li key={fault.id}>
                <span>
                  {fault.what} <span className="note">{moment(fault.recordedAt)}</span>
                </span>
                <span className="tag">{say(words[`state_${fault.state}`])}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {data.mayReport && !isOpen && <Button onPress={() => setIsOpen(true)}>{say(words.reportTitle)}</Button>}
      {data.mayReport && isOpen && (
        <ReportForm
          instrumentId={instrumentId}
          onBack={() => setIsOpen(false)}
          onDone={() => {
            setIsOpen(false)
            setIsSent(true)
          }}
        />
      )}
    </section>
  )
}

/** '9:05' as minutes of the day. */
const minuteOf = (time: string) => {
  const [hour, minute] = time.trim().split(/[:：]/).map(Number)
  return hour! * 60 + minute!
}

type FormProps = { instrumentId: string; onBack: () => void; onDone: () => void }

function ReportForm({ instrumentId, onBack, onDone }: FormProps) {
  const say = useSay()
  const [[today, clock]] = useState(() => dayAndTime(new Date().toISOString()))
  const [what, setWhat] = useState('')
  const [day, setDay] = useState(today)
  const [time, setTime] = useState(clock)
  const [usable, setUsable] = useState<'yes' | 'no'>('no')
  const [attempt, setAttempt] = useState(0)
  const send = useSend(reportFault, { refresh: [getCondition], onDone })
  const isDay = dayOfText(day) !== undefined && /^([01]?\d|2[0-3])[:：][0-5]\d$/.test(time.trim())
  const brokenAt = isDay ? momentAt(dayOfText(day)!, minuteOf(time)) : ''
  const wrong: Mistake[] = [
    ...(what.trim().length < 4 ? [{ fieldId: 'fault-what', sentence: say(words.whatMissing) }] : []),
    ...(isDay ? [] : [{ fieldId: 'fault-since', sentence: say(words.brokenMissing) }]),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0) send.mutate({ id: instrumentId, what, brokenAt, isUsable: usable === 'yes' })
  }
  const mistakes = attempt > 0 ? wrong : []
  const problemOf = (fieldId: string) => {
    const sentence = mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
    return sentence ? { problem: sentence } : {}
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Field label={words.what} id="fault-what" hint={say(words.whatHint)} {...problemOf('fault-what')}>
        {(control) => <textarea {...control} rows={2} maxLength={500} value={what} onChange={(event) => setWhat(event.target.value)} />}
      </Field>
      <div className="declare-times">
        <Field label={words.brokenDay} id="fault-since" {...problemOf('fault-since')}>
          {(control) => <DayText control={control} value={day} onChange={setDay} max={today} />}
        </Field>
        <Field label={words.brokenTime}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              maxLength={5}
              placeholder="13:05"
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Choice
        label={words.canStillUse}
        value={usable}
        onChoose={setUsable}
        options={[
          { value: 'no', word: words.unusable },
          { value: 'yes', word: words.usable },
        ]}
      />
      <div className="buttons">
        <Button type="submit" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
        <Button kind="quiet" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
