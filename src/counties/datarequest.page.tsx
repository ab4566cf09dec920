// Opened from a request for data, without an account: what is asked, filled in and handed in once.
import '../web/styles/returns.css'
import { type FormEvent, useState } from 'react'
import type { Input } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { answerDataRequest } from './datarequest.contract.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import { type AskedData, ByLink } from './datarequestlink.part.tsx'
import { typedDecimal } from './returnsearch.rules.ts'

type Typed = Readonly<Record<string, string>>
type Cell = Input<typeof answerDataRequest>['cells'][number]
const unsaid = { amount: null, numerator: null, denominator: null, words: null }

export function DataRequestPage() {
  const say = useSay()
  useTitle(say(words.readDataRequest))
  return <ByLink>{(asked, secret) => <Answering asked={asked} secret={secret} />}</ByLink>
}

/** What was typed as cells; the names of fields that hold no number. */
function cellsOf(asked: AskedData, typed: Typed) {
  const wrong: string[] = []
  const number = (key: string) => {
    const text = (typed[key] ?? '').trim()
    const read = text === '' ? null : typedDecimal(text)
    if (read === undefined) wrong.push(key)
    return read ?? null
  }
  const cells = asked.indicators.flatMap(({ code, kind }): Cell[] => {
    const text = (typed[code] ?? '').trim()
    if (kind === 'text') return text ? [{ ...unsaid, code, words: text }] : []
    if (kind !== 'ratio') {
      const amount = number(code)
      return amount === null ? [] : [{ ...unsaid, code, amount }]
    }
    const [numerator, denominator] = [number(`${code} above`), number(`${code} below`)]
    return numerator === null && denominator === null ? [] : [{ ...unsaid, code, numerator, denominator }]
  })
  return { cells, wrong }
}

function Answering({ asked, secret }: { asked: AskedData; secret: string }) {
  const say = useSay()
  const name = useName()
  const [typed, setTyped] = useState<Typed>({})
  const [isTried, setIsTried] = useState(false)
  const send = useSend(answerDataRequest)
  const { cells, wrong } = cellsOf(asked, typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (cells.length > 0 && wrong.length === 0) send.mutate({ secret, cells })
  }
  const type = (key: string) => (event: { target: { value: string } }) => setTyped({ ...typed, [key]: event.target.value })
  const problem = (key: string) => (isTried && wrong.includes(key) ? { problem: say(words.numberWrong) } : {})
  if (send.isSuccess)
    return (
      <p className="box done" role="status">
        {say(words.handedIn)}
      </p>
    )
  return (
    <form className="form data-answer" onSubmit={submit} noValidate>
      <h1 className="page-title">{say(words.answerTitle, { county: name(asked), year: asked.year, department: asked.department })}</h1>
      <p className="why">{say(words.answerLead, { dueOn: asked.dueOn })}</p>
      {asked.indicators.map((one) => (
        <section key={one.code} className="section">
          <h2>
            {say(one.title)} <span className="unit">{say(one.unit)}</span>
          </h2>
          <p className="note">{say(one.definition)}</p>
          {one.kind === 'ratio' ? (
            (['above', 'below'] as const).map((part) => (
              <Field
                key={part}
                label={(part === 'above' ? one.numerator : one.denominator) ?? words.value}
                {...problem(`${one.code} ${part}`)}
              >
                {(control) => (
                  <input
                    {...control}
                    inputMode="decimal"
                    value={typed[`${one.code} ${part}`] ?? ''}
                    onChange={type(`${one.code} ${part}`)}
                  />
                )}
              </Field>
            ))
          ) : (
            <Field label={words.value} {...problem(one.code)}>
              {(control) =>
                one.kind === 'text' ? (
                  <textarea {...control} rows={3} maxLength={2000} value={typed[one.code] ?? ''} onChange={type(one.code)} />
                ) : (
                  <input {...control} inputMode="decimal" value={typed[one.code] ?? ''} onChange={type(one.code)} />
                )
              }
            </Field>
          )}
        </section>
      ))}
      {isTried && cells.length === 0 && wrong.length === 0 && <p className="problem">{say(words.nothing)}</p>}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" size="large" isBusy={send.isPending}>
          {say(words.handIn)}
        </Button>
      </div>
    </form>
  )
}
