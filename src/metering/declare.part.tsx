// Recording a use after it was over: for a booking, for samples that were sent, or for a customer who simply came.
import { type FormEvent, useState } from 'react'
import type { InputSent } from '../kernel/contract.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Choice, ErrorSummary, Field, type FieldControl, type Mistake } from '../web/field.tsx'
import { dayAndTime, dayOfText } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { deskWords as words } from './desk.words.ts'
import { declareUse, listUse } from './metering.contract.ts'
import { meteringWords } from './metering.words.ts'
import { type Subject, SubjectFields, subjectMistakes } from './subject.part.tsx'

/** What the declaration is for, as the desk already knows it. */
export type Declared = {
  bookingId?: string
  testRequestId?: string
  startsAt?: string
  endsAt?: string
  sampleCount?: number
  told?: string
}
type Props = { declared: Declared; day: string; institutionId: string | undefined; onClose: () => void }

const localText = (at: string | undefined, day: string) => (at ? dayAndTime(at).join(' ') : `${day} `)
/** '2026-03-05 13:00', Asia/Shanghai, as a moment with its offset; nothing while it is not complete. */
function momentOfLocal(text: string): string | undefined {
  const [, written = '', hour = '', minute = ''] = /^(.*\S)\s+(\d\d?)[:：]([0-5]\d)$/u.exec(text.trim()) ?? []
  const day = dayOfText(written)
  return day && Number(hour) < 24 ? `${day}T${hour.padStart(2, '0')}:${minute}:00+08:00` : undefined
}

function useDeclaration({ declared, day }: Props) {
  const [how, setHow] = useState<'times' | 'hours'>(declared.testRequestId ? 'hours' : 'times')
  const [startsAt, setStartsAt] = useState(localText(declared.startsAt, day))
  const [endsAt, setEndsAt] = useState(localText(declared.endsAt, day))
  const [usedOn, setUsedOn] = useState(day)
  const [hours, setHours] = useState('')
  const [samples, setSamples] = useState(String(declared.sampleCount ?? 0))
  const [subject, setSubject] = useState<Subject>({})
  const [reason, setReason] = useState('')
  const [content, setContent] = useState('')
  const isFree = !declared.bookingId && !declared.testRequestId
  const seconds = hours.trim() === '' ? undefined : Math.round(Number(hours) * 3600)
  const times = { startsAt: momentOfLocal(startsAt), endsAt: momentOfLocal(endsAt) }
  const mistakes = (say: ReturnType<typeof useSay>): Mistake[] => {
    const found: Mistake[] = isFree ? subjectMistakes(say, 'declare', subject) : []
    if (how === 'times' && (!times.startsAt || !times.endsAt)) found.push({ fieldId: 'declare-start', sentence: say(words.timesMissing) })
    if (how === 'hours' && seconds !== undefined && !(seconds > 0))
      found.push({ fieldId: 'declare-hours', sentence: say(words.hoursWrong) })
    if (reason.trim().length < 2) found.push({ fieldId: 'declare-reason', sentence: say(words.reasonMissing) })
    return found
  }
  const input = (): InputSent<typeof declareUse> => ({
    ...(declared.bookingId ? { bookingId: declared.bookingId } : {}),
    ...(declared.testRequestId ? { testRequestId: declared.testRequestId } : {}),
    ...(isFree ? subject : {}),
    ...(how === 'times' ? times : { usedOn, ...(seconds ? { seconds } : {}) }),
    sampleCount: Number(samples) || 0,
    reason,
    content,
  })
  const values = { how, startsAt, endsAt, usedOn, hours, samples, subject, reason, content, isFree }
  const setters = {
    setHow,
    setStartsAt,
    setEndsAt,
    setUsedOn,
    setHours,
    setSamples,
    setSubject,
    setReason,
    setContent,
  }
  return { ...values, ...setters, mistakes, input }
}

type Declaration = ReturnType<typeof useDeclaration>

export function DeclareForm(props: Props) {
  const say = useSay()
  const form = useDeclaration(props)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(declareUse, { refresh: [listUse] })
  const mistakes = attempt > 0 ? form.mistakes(say) : []
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (form.mistakes(say).length === 0) send.mutate(form.input())
  }
  if (send.isSuccess)
    return (
      <div className="box done" role="status">
        <p>{say(words.recorded)}</p>
        <div className="buttons">
          <Button onPress={props.onClose}>{say(words.back)}</Button>
        </div>
      </div>
    )
  return (
    <form className="pane form" onSubmit={submit} noValidate aria-labelledby="declare-title">
      <h2 id="declare-title">{say(words.declareTitle)}</h2>
      <p className="why">{say(words.declareWhy)}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={meteringWords} isAnswer />}
      {props.declared.told ? (
        <p>
          {say(words.forWhat)} <b>{props.declared.told}</b>
        </p>
      ) : (
        <SubjectFields
          name="declare"
          subject={form.subject}
          onChange={form.setSubject}
          institutionId={props.institutionId}
          problemOf={problemOf}
        />
      )}
      <When form={form} problemOf={problemOf} />
      <Field label={words.samples}>
        {(control) => (
          <input
            {...control}
            type="number"
            inputMode="numeric"
            min={0}
            value={form.samples}
            onChange={(event) => form.setSamples(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.content} isOptional>
        {(control) => <input {...control} maxLength={500} value={form.content} onChange={(event) => form.setContent(event.target.value)} />}
      </Field>
      <Field label={words.reason} id="declare-reason" problem={problemOf('declare-reason')}>
        {(control) => <input {...control} maxLength={500} value={form.reason} onChange={(event) => form.setReason(event.target.value)} />}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.submit)}
        </Button>
        <Button onPress={props.onClose}>{say(words.close)}</Button>
      </div>
    </form>
  )
}

type PartProps = { form: Declaration; problemOf: (fieldId: string) => string | undefined }

function When({ form, problemOf }: PartProps) {
  const time = (value: string, set: (value: string) => void) => (control: FieldControl) => (
    <input
      {...control}
      inputMode="numeric"
      autoComplete="off"
      maxLength={20}
      placeholder="2024-05-23 13:05"
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  )
  return (
    <>
      <Choice
        label={words.how}
        value={form.how}
        onChoose={form.setHow}
        options={[
          { value: 'times', word: words.byTimes },
          { value: 'hours', word: words.byHours },
        ]}
      />
      {form.how === 'times' ? (
        <div className="declare-times">
          <Field label={words.startAt} id="declare-start" problem={problemOf('declare-start')}>
            {time(form.startsAt, form.setStartsAt)}
          </Field>
          <Field label={words.endAt}>{time(form.endsAt, form.setEndsAt)}</Field>
        </div>
      ) : (
        <div className="declare-times">
          <Field label={words.usedOn}>{(control) => <DayInput control={control} value={form.usedOn} onChange={form.setUsedOn} />}</Field>
          <Field label={words.hoursCount} id="declare-hours" isOptional problem={problemOf('declare-hours')}>
            {(control) => (
              <input {...control} inputMode="decimal" value={form.hours} onChange={(event) => form.setHours(event.target.value)} />
            )}
          </Field>
        </div>
      )}
    </>
  )
}
