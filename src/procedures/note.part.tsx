// What an auditor noted of a case, and a new note with its finding.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { paperWords } from './paper.words.ts'
import { addNote, findings, getSample, getWorkingPaper, listSamples, type Paper } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'

type Finding = (typeof findings)[number]
const toneOf = { in_order: 'good', question: 'warn', exception: 'bad', note: '' } as const

export function FindingTag({ of }: { of: Finding }) {
  const say = useSay()
  return <span className={`tag ${toneOf[of]}`}>{say(paperWords[`finding_${of}`])}</span>
}

export function Notes({ of }: { of: Paper }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(words.notes)}</h2>
      <p className="why noprint">{say(words.notesWhy)}</p>
      {of.notes.length === 0 ? (
        <p className="muted">{say(words.noNotes)}</p>
      ) : (
        <ol className="condition-list">
          {of.notes.map((one) => (
            <li key={one.id}>
              <FindingTag of={one.finding} />
              <div>
                <p className="words">{one.text}</p>
                <p className="note">
                  {one.writtenBy} {moment(one.writtenAt)}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
      <NewNote key={of.notes.length} of={of} />
    </section>
  )
}

function NewNote({ of }: { of: Paper }) {
  const say = useSay()
  const [finding, setFinding] = useState<Finding>('note')
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(addNote, { refresh: [getWorkingPaper, getSample, listSamples] })
  const isShort = text.trim().length < 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isShort) send.mutate({ id: of.sampleId, caseId: of.caseId, finding, text })
  }
  return (
    <form className="form pane noprint" onSubmit={submit} noValidate>
      <Field label={words.finding}>
        {(control) => (
          <select {...control} value={finding} onChange={(event) => setFinding(event.target.value as (typeof findings)[number])}>
            {findings.map((one) => (
              <option key={one} value={one}>
                {say(paperWords[`finding_${one}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.noteText} {...(isTried && isShort ? { problem: say(words.noteWrong) } : {})}>
        {(control) => <textarea {...control} rows={4} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.addNote)}
        </Button>
      </div>
    </form>
  )
}
