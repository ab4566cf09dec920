// How the reader wants to be told: by category, and when no mail may come.
import '../web/styles/inbox.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { clock } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { inboxWords as words } from './inbox.words.ts'
import { type Delivery, deliveries, getNoticePreferences, type NoticePreferences, setNoticePreferences } from './notice.contract.ts'
import { categoryWord } from './notice.rules.ts'
import { noticeWords } from './notice.words.ts'

export function NoticeSettingPage() {
  const say = useSay()
  useTitle(say(words.settings))
  const reading = useRead(getNoticePreferences, {})
  return (
    <Main>
      <p>
        <Link to="/inbox">{say(words.toInbox)}</Link>
      </p>
      <h1 className="page-title">{say(words.settings)}</h1>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {(data) => (
          <>
            {!data.hasAddress && <p className="box told">{say(words.noAddress)}</p>}
            <Preferences before={data} />
          </>
        )}
      </Read>
    </Main>
  )
}

/** Ten at night to seven in the morning, until the reader says otherwise. */
const usualQuiet = { fromMinute: 22 * 60, toMinute: 7 * 60 }

function Preferences({ before }: { before: NoticePreferences }) {
  const say = useSay()
  const [items, setItems] = useState(before.items)
  const [isQuiet, setIsQuiet] = useState(before.quiet !== null)
  const [quiet, setQuiet] = useState(before.quiet ?? usualQuiet)
  const save = useSend(setNoticePreferences, { refresh: [getNoticePreferences] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ items, quiet: isQuiet ? quiet : null })
  }
  const choose = (category: string, delivery: Delivery) =>
    setItems(items.map((item) => (item.category === category ? { ...item, delivery } : item)))
  return (
    <form className="notice-settings" onSubmit={submit}>
      {items.map(({ category, delivery }) => (
        <Field key={category} label={categoryWord(category)}>
          {(control) => (
            <select {...control} value={delivery} onChange={(event) => choose(category, event.target.value as Delivery)}>
              {deliveries.map((one) => (
                <option key={one} value={one}>
                  {say(noticeWords[`delivery_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
      ))}
      <p className="why">{say(words.legalNote)}</p>
      <label className="check-line">
        <input type="checkbox" className="check" checked={isQuiet} onChange={(event) => setIsQuiet(event.target.checked)} />
        {say(words.quiet)}
      </label>
      {isQuiet && (
        <div className="quiet-times">
          <TimeOfDay label={words.quietFrom} minute={quiet.fromMinute} onMinute={(fromMinute) => setQuiet({ ...quiet, fromMinute })} />
          <TimeOfDay label={words.quietTo} minute={quiet.toMinute} onMinute={(toMinute) => setQuiet({ ...quiet, toMinute })} />
        </div>
      )}
      {save.error && <Problem error={save.error} />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={save.isPending}>
          {say(words.save)}
        </Button>
        <span role="status">{save.isSuccess && say(words.saved)}</span>
      </div>
    </form>
  )
}

type TimeProps = { label: typeof words.quietFrom | typeof words.quietTo; minute: number; onMinute: (minute: number) => void }

function TimeOfDay({ label, minute, onMinute }: TimeProps) {
  const [text, setText] = useState(clock(minute))
  // What is no time of the day goes back to the time that holds.
  const take = () => {
    const [, hours, minutes] = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/u.exec(text.trim()) ?? []
    const taken = hours === undefined ? minute : Number(hours) * 60 + Number(minutes)
    setText(clock(taken))
    onMinute(taken)
  }
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          maxLength={5}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
          onKeyDown={(event) => event.key === 'Enter' && take()}
        />
      )}
    </Field>
  )
}
