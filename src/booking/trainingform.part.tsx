// A training to be announced, as a form.
import { type FormEvent, useState } from 'react'
import { ClockSelect, DayInput } from '../web/day.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { momentAt, shanghaiDay } from '../web/format.ts'
import { type Say, useName, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import type { Level } from './qualification.contract.ts'
import { announceTraining, listTrainings } from './training.contract.ts'
import { trainingWords as words } from './training.words.ts'

type Typed = {
  levelId: string
  day: string
  from: number
  to: number
  place: string
  trainer: string
  seats: string
  hasExam: boolean
  passMark: string
  note: string
}

const isWithin = (text: string, most: number) => /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most

function mistakesOf(typed: Typed, say: Say): Mistake[] {
  const { day, from, to, place, trainer, seats, hasExam, passMark } = typed
  const isDay = day !== '' && day >= shanghaiDay(Date.now())
  const isPast = isDay && to > from && Date.parse(momentAt(day, from)) <= Date.now()
  const checks: [boolean, string, string][] = [
    [!isDay, 'training-day', say(words.dayMissing)],
    [isPast, 'training-from', say(words.startPast)],
    [to <= from, 'training-to', say(words.spanWrong)],
    [place.trim() === '', 'training-place', say(words.placeMissing)],
    [trainer.trim() === '', 'training-trainer', say(words.trainerMissing)],
    [!isWithin(seats, 500), 'training-seats', say(words.seatsWrong)],
    [hasExam && !isWithin(passMark, 100), 'training-mark', say(words.passMarkWrong)],
  ]
  return checks.filter(([isWrong]) => isWrong).map(([, fieldId, sentence]) => ({ fieldId, sentence }))
}

export function TrainingForm({ levels, onBack }: { levels: readonly Level[]; onBack: () => void }) {
  const say = useSay()
  const needed = levels.find(({ isNeeded }) => isNeeded) ?? levels[0]!
  const [attempt, setAttempt] = useState(0)
  const [typed, setTyped] = useState<Typed>({
    ...{ levelId: needed.id, day: '', from: 540, to: 660, place: '', trainer: '', seats: '', hasExam: true, passMark: '', note: '' },
  })
  const send = useSend(announceTraining, { refresh: [listTrainings], onDone: onBack })
  const mistakes = mistakesOf(typed, say)
  const shown = attempt > 0 ? mistakes : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (mistakes.length > 0) return
    const { levelId, day, from, to, place, trainer, seats, hasExam, passMark, note } = typed
    send.mutate({
      ...{ id: levelId, startsAt: momentAt(day, from), endsAt: momentAt(day, to), place, trainer, note },
      ...{ seatCount: Number(seats), passMark: hasExam ? Number(passMark) : null },
    })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <h3>{say(words.announce)}</h3>
      <ErrorSummary mistakes={shown} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Fields levels={levels} typed={typed} mistakes={shown} onChange={(part) => setTyped({ ...typed, ...part })} />
      <div className="buttons">
        <Button type="submit" isBusy={send.isPending}>
          {say(words.announce)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

type FieldsProps = { levels: readonly Level[]; typed: Typed; mistakes: readonly Mistake[]; onChange: (part: Partial<Typed>) => void }

function Fields({ levels, typed, mistakes, onChange }: FieldsProps) {
  const say = useSay()
  const name = useName()
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  const text = (key: 'place' | 'trainer' | 'note', id: string, most: number) => (
    <Field label={words[key]} id={id} problem={problemOf(id)} isOptional={key === 'note'}>
      {(control) => (
        <input {...control} maxLength={most} value={typed[key]} onChange={(event) => onChange({ [key]: event.target.value })} />
      )}
    </Field>
  )
  const number = (key: 'seats' | 'passMark', id: string, unit: string) => (
    <Field label={words[key]} id={id} problem={problemOf(id)} hint={unit}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          maxLength={3}
          value={typed[key]}
          onChange={(event) => onChange({ [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <div className="keep-fields">
        <Field label={words.level}>
          {(control) => (
            <select {...control} value={typed.levelId} onChange={(event) => onChange({ levelId: event.target.value })}>
              {levels.map((level) => (
                <option key={level.id} value={level.id}>
                  {name(level)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.day} id="training-day" problem={problemOf('training-day')}>
          {(control) => (
            <DayInput control={control} value={typed.day} from={shanghaiDay(Date.now())} onChange={(day) => onChange({ day })} />
          )}
        </Field>
        <Field label={words.from} id="training-from" problem={problemOf('training-from')}>
          {(control) => <ClockSelect control={control} value={typed.from} onChange={(from) => onChange({ from })} />}
        </Field>
        <Field label={words.to} id="training-to" problem={problemOf('training-to')}>
          {(control) => <ClockSelect control={control} value={typed.to} onChange={(to) => onChange({ to })} />}
        </Field>
        {text('place', 'training-place', 100)}
        {text('trainer', 'training-trainer', 60)}
        {number('seats', 'training-seats', say(words.people))}
        {typed.hasExam && number('passMark', 'training-mark', say(words.ofMarks))}
      </div>
      <label className="check-line">
        <input
          className="check"
          type="checkbox"
          checked={typed.hasExam}
          onChange={(event) => onChange({ hasExam: event.target.checked })}
        />
        {say(words.hasExam)}
      </label>
      {text('note', 'training-note', 500)}
    </>
  )
}
