// Ending a use: how many samples, what was done, and what the instrument asks.
import { useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { deskWords as words } from './desk.words.ts'
import { endUse, listUse, type Use } from './metering.contract.ts'
import { meteringWords } from './metering.words.ts'
import { listRunQuestions, type RunQuestion } from './runquestion.contract.ts'
import { runQuestionWords } from './runquestion.words.ts'

export function EndForm({ use, onBack }: { use: Use; onBack: () => void }) {
  const say = useSay()
  const [samples, setSamples] = useState('0')
  const [content, setContent] = useState(use.content)
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
  const questions = useRead(listRunQuestions, { id: use.instrumentId }, { staleTime: 0 }).data?.items ?? []
  const send = useSend(endUse, { refresh: [listUse, listRunQuestions] })
  const given = Object.entries(answers).map(([questionId, answer]) => ({ questionId, answer }))
  return (
    <form
      className="form end-form"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate({ id: use.id, sampleCount: Number(samples) || 0, content, answers: given })
      }}
    >
      <Field label={words.samples}>
        {(control) => (
          <input
            {...control}
            type="number"
            inputMode="numeric"
            min={0}
            max={100_000}
            value={samples}
            onChange={(event) => setSamples(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.content} isOptional>
        {(control) => <input {...control} maxLength={500} value={content} onChange={(event) => setContent(event.target.value)} />}
      </Field>
      {questions.map((question) => (
        <QuestionField
          key={question.id}
          question={question}
          value={answers[question.id] ?? ''}
          onChange={(answer) => setAnswers({ ...answers, [question.id]: answer })}
        />
      ))}
      {send.error && <Problem key={send.submittedAt} error={send.error} reasonWords={meteringWords} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.endNow)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}

type QuestionProps = { question: RunQuestion; value: string; onChange: (answer: string) => void }

function QuestionField({ question, value, onChange }: QuestionProps) {
  const say = useSay()
  const label = question.unit
    ? { zh: `${question.labelZh}（${question.unit}）`, en: `${question.labelEn} (${question.unit})` }
    : { zh: question.labelZh, en: question.labelEn }
  return (
    <div className="run-answer">
      <Field label={label} isOptional={!question.isNeeded}>
        {(control) =>
          question.kind === 'choice' ? (
            <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
              <option value="">{say(runQuestionWords.choose)}</option>
              {question.choices.map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </select>
          ) : (
            <input
              {...control}
              inputMode={question.kind === 'number' ? 'decimal' : 'text'}
              maxLength={500}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )
        }
      </Field>
    </div>
  )
}

/** Where the hours of a use come from. */
export function SourceTag({ use }: { use: Use }) {
  const say = useSay()
  const word = use.isAsBooked ? meteringWords.source_as_booked : meteringWords[`source_${use.source}`]
  return <span className={use.source === 'declared' && !use.isAsBooked ? 'tag warn' : 'tag good'}>{say(word)}</span>
}

/** What was answered at the end of a use, in one line. */
export function AnswersLine({ use }: { use: Use }) {
  const { language } = useLanguage()
  if (use.answers.length === 0) return null
  const told = use.answers.map(({ labelZh, labelEn, answer, unit }) =>
    [language === 'zh' ? `${labelZh}：${answer}` : `${labelEn}: ${answer}`, unit].filter(Boolean).join(' '),
  )
  return <small className="muted"> {told.join(language === 'zh' ? '；' : '; ')}</small>
}
