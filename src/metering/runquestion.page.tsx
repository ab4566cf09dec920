// What an instrument asks at the end of a use, and what was used up this year.
import '../web/styles/desk.css'
import '../web/styles/today.css'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { count } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { deskWords } from './desk.words.ts'
import { listRunQuestions, questionKinds, type RunQuestion, setRunQuestions } from './runquestion.contract.ts'
import { runQuestionWords as words } from './runquestion.words.ts'

export function RunQuestionPage() {
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  return <Read of={instrument}>{({ institutionId }) => <OfInstrument id={id} institutionId={institutionId} />}</Read>
}

function OfInstrument({ id, institutionId }: { id: string; institutionId: string }) {
  const say = useSay()
  const noRight = useNoRight('metering.operate', institutionId, deskWords.right)
  const reading = useRead(listRunQuestions, { id }, { enabled: noRight === undefined, staleTime: 0 })
  if (noRight !== undefined) return <p className="why">{noRight}</p>
  return (
    <>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading} rows={4}>
        {({ items, consumed }) => (
          <>
            <QuestionForm key={items.map((one) => one.id).join(' ')} id={id} before={items} />
            <Consumed consumed={consumed} />
          </>
        )}
      </Read>
    </>
  )
}

type ConsumedProps = { consumed: readonly { labelZh: string; labelEn: string; unit: string; total: string; useCount: number }[] }

function Consumed({ consumed }: ConsumedProps) {
  const say = useSay()
  const name = useName()
  return (
    <section className="keep-section" aria-labelledby="consumed">
      <h2 id="consumed">{say(words.consumed)}</h2>
      {consumed.length === 0 ? (
        <p className="muted">{say(words.consumedNone)}</p>
      ) : (
        <table className="table to-list">
          <TableHead columns={[words.what, { num: words.total }, { num: words.uses }]} />
          <tbody>
            {consumed.map((one) => (
              <tr key={`${one.labelZh} ${one.unit}`}>
                <th scope="row" className="main">
                  {name({ nameZh: one.labelZh, nameEn: one.labelEn })}
                </th>
                <td className="num lead">
                  {one.total} {one.unit}
                </td>
                <td className="num" data-label={say(words.uses)}>
                  {count(one.useCount)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

type Typed = Omit<RunQuestion, 'id' | 'choices'> & { key: number; choices: string }
const blank = { kind: 'number', labelZh: '', labelEn: '', unit: '', choices: '', isNeeded: false, isConsumable: false } as const
const choicesOf = (text: string) =>
  text
    .split(/[、,，;；]/u)
    .map((one) => one.trim())
    .filter(Boolean)

/** What is wrong with the questions as typed. */
function mistakesOf(say: ReturnType<typeof useSay>, typed: readonly Typed[]): Mistake[] {
  return typed.flatMap((one) => [
    ...(one.labelZh.trim() && one.labelEn.trim() ? [] : [{ fieldId: `label-${one.key}`, sentence: say(words.labelMissing) }]),
    ...(one.kind === 'choice' && choicesOf(one.choices).length === 0
      ? [{ fieldId: `choices-${one.key}`, sentence: say(words.choicesMissing) }]
      : []),
  ])
}

function QuestionForm({ id, before }: { id: string; before: readonly RunQuestion[] }) {
  const say = useSay()
  const [typed, setTyped] = useState<readonly Typed[]>(() =>
    before.map(({ id: _, choices, ...one }, key) => ({ ...one, key, choices: choices.join('、') })),
  )
  const [attempt, setAttempt] = useState(0)
  const send = useSend(setRunQuestions, { refresh: [listRunQuestions] })
  const wrong = mistakesOf(say, typed)
  const mistakes = attempt > 0 ? wrong : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    const questions = typed.map(({ key: _, choices, ...one }) => ({
      ...one,
      choices: one.kind === 'choice' ? choicesOf(choices) : [],
      isConsumable: one.kind === 'number' && one.isConsumable,
    }))
    if (wrong.length === 0) send.mutate({ id, questions })
  }
  const add = () => setTyped([...typed, { ...blank, key: Math.max(-1, ...typed.map(({ key }) => key)) + 1 }])
  return (
    <section className="keep-section" aria-labelledby="run-questions">
      <h2 id="run-questions">{say(words.questions)}</h2>
      <form className="form keep-form" onSubmit={submit} noValidate>
        <ErrorSummary mistakes={mistakes} attempt={attempt} />
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        {typed.length === 0 && <p className="muted">{say(words.none)}</p>}
        {typed.map((one, at) => (
          <QuestionFields
            key={one.key}
            number={at + 1}
            one={one}
            mistakes={mistakes}
            onChange={(part) => setTyped(typed.map((other) => (other.key === one.key ? { ...other, ...part } : other)))}
            onRemove={() => setTyped(typed.filter((other) => other.key !== one.key))}
          />
        ))}
        {send.isSuccess && (
          <p className="box done" role="status">
            {say(words.saved)}
          </p>
        )}
        <div className="buttons">
          <Button onPress={add}>{say(words.add)}</Button>
          <Button type="submit" kind="primary" isBusy={send.isPending}>
            {say(words.save)}
          </Button>
        </div>
      </form>
    </section>
  )
}

type FieldsProps = {
  number: number
  one: Typed
  mistakes: readonly Mistake[]
  onChange: (part: Partial<Typed>) => void
  onRemove: () => void
}

function QuestionFields({ number, one, mistakes, onChange, onRemove }: FieldsProps) {
  const say = useSay()
  const problemOf = (fieldId: string) => {
    const sentence = mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
    return sentence ? { problem: sentence } : {}
  }
  const box = (name: 'isNeeded' | 'isConsumable') => (
    <label>
      <input
        type="checkbox"
        className="check"
        checked={one[name]}
        onChange={(event) => onChange(name === 'isNeeded' ? { isNeeded: event.target.checked } : { isConsumable: event.target.checked })}
      />{' '}
      {say(words[name])}
    </label>
  )
  return (
    <fieldset className="run-question">
      <legend>{say(words.number, { number })}</legend>
      <div className="keep-fields">
        <Field label={words.labelZh} id={`label-${one.key}`} {...problemOf(`label-${one.key}`)}>
          {(control) => (
            <input {...control} maxLength={60} value={one.labelZh} onChange={(event) => onChange({ labelZh: event.target.value })} />
          )}
        </Field>
        <Field label={words.labelEn}>
          {(control) => (
            <input {...control} maxLength={60} value={one.labelEn} onChange={(event) => onChange({ labelEn: event.target.value })} />
          )}
        </Field>
        <Field label={words.kind}>
          {(control) => (
            <select
              {...control}
              value={one.kind}
              onChange={(event) => onChange({ kind: questionKinds.find((kind) => kind === event.target.value) ?? 'number' })}
            >
              {questionKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {say(words[`kind_${kind}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        {one.kind === 'choice' ? (
          <Field label={words.choices} id={`choices-${one.key}`} {...problemOf(`choices-${one.key}`)}>
            {(control) => (
              <input {...control} maxLength={400} value={one.choices} onChange={(event) => onChange({ choices: event.target.value })} />
            )}
          </Field>
        ) : (
          <Field label={words.unit} isOptional>
            {(control) => (
              <input {...control} maxLength={20} value={one.unit} onChange={(event) => onChange({ unit: event.target.value })} />
            )}
          </Field>
        )}
      </div>
      <div className="today-row">
        {box('isNeeded')}
        {one.kind === 'number' && box('isConsumable')}
        <Button size="small" label={say(words.removeNamed, { label: one.labelZh })} onPress={onRemove}>
          {say(words.remove)}
        </Button>
      </div>
    </fieldset>
  )
}
