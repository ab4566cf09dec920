// What a department was asked, filled in: by itself from its link, or by the clerk from its paper.
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Input } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import type { CallError } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import type { answerDataRequest } from './datarequest.contract.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import type { AskedData } from './datarequestlink.part.tsx'
import { wrongValue } from './return.rules.ts'
import { returnPageWords } from './returnpage.words.ts'
import { typedDecimal } from './returnsearch.rules.ts'

export type AnsweredCells = Input<typeof answerDataRequest>['cells']
type Asked = AskedData['indicators'][number]
type Typed = Readonly<Record<string, string>>
const unsaid = { amount: null, numerator: null, denominator: null, words: null }
type Sending = { isPending: boolean; error: CallError | null; submittedAt: number }

/** What was typed as cells, and what is wrong with which of them. */
function cellsOf(indicators: readonly Asked[], typed: Typed) {
  const cells: AnsweredCells = []
  const wrong = new Map<string, 'not_a_number' | ReturnType<typeof wrongValue>[number]>()
  for (const one of indicators) {
    const number = (key: string) => {
      const read = typedDecimal(typed[key] ?? '')
      if (read === undefined) wrong.set(one.code, 'not_a_number')
      return read ?? null
    }
    const text = (typed[one.code] ?? '').trim()
    const cell = {
      ...{ ...unsaid, code: one.code },
      ...(one.kind === 'text'
        ? { words: text || null }
        : one.kind === 'ratio'
          ? { numerator: number(`${one.code} above`), denominator: number(`${one.code} below`) }
          : { amount: number(one.code) }),
    }
    if (cell.amount === null && cell.numerator === null && cell.denominator === null && cell.words === null) continue
    cells.push(cell)
    const [problem] = wrongValue(one, cell)
    if (problem && !wrong.has(one.code)) wrong.set(one.code, problem)
  }
  return { cells, wrong }
}

type Props = {
  indicators: readonly Asked[]
  /** The heading of each indicator, by where the form stands. */
  heading: 'h2' | 'h3'
  sending: Sending
  onSend: (cells: AnsweredCells) => void
  /** The buttons' row begins with this word. */
  sure: { zh: string; en: string }
  /** What stands beside the button. */
  children?: ReactNode
}

/** Fields for what is asked; what is wrong is told at its indicator, and nothing is sent before it is mended. */
export function AnswerForm({ indicators, heading: Heading, sending, onSend, sure, children }: Props) {
  const say = useSay()
  const [typed, setTyped] = useState<Typed>({})
  const [isTried, setIsTried] = useState(false)
  const { cells, wrong } = cellsOf(indicators, typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (cells.length > 0 && wrong.size === 0) onSend(cells)
  }
  const problemOf = (code: string) => {
    const problem = wrong.get(code)
    if (!isTried || !problem) return {}
    return { problem: say(problem === 'not_a_number' ? words.numberWrong : returnPageWords[`problem_${problem}`]) }
  }
  return (
    <form className="form data-answer" onSubmit={submit} noValidate>
      {indicators.map((one) => (
        <section key={one.code} className="section">
          <Heading>
            {say(one.title)} <span className="unit">{say(one.unit)}</span>
          </Heading>
          <p className="note">{say(one.definition)}</p>
          <Values of={one} typed={typed} problem={problemOf(one.code)} onType={(key, text) => setTyped({ ...typed, [key]: text })} />
        </section>
      ))}
      {isTried && cells.length === 0 && wrong.size === 0 && <p className="problem">{say(words.nothing)}</p>}
      {sending.error && <Problem key={sending.submittedAt} error={sending.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={sending.isPending}>
          {say(sure)}
        </Button>
        {children}
      </div>
    </form>
  )
}

type ValuesProps = { of: Asked; typed: Typed; problem: { problem?: string }; onType: (key: string, text: string) => void }

/** The field of a value, or those of its two parts, of which the last tells what is wrong. */
function Values({ of: { code, kind, numerator, denominator }, typed, problem, onType }: ValuesProps) {
  const parts =
    kind === 'ratio'
      ? ([
          [`${code} above`, numerator ?? words.value, {}],
          [`${code} below`, denominator ?? words.value, problem],
        ] as const)
      : ([[code, words.value, problem]] as const)
  return parts.map(([key, label, wrong]) => (
    <Field key={key} label={label} {...wrong}>
      {(control) => {
        const field = {
          ...control,
          value: typed[key] ?? '',
          onChange: (event: { target: { value: string } }) => onType(key, event.target.value),
        }
        return kind === 'text' ? <textarea {...field} rows={3} maxLength={2000} /> : <input {...field} inputMode="decimal" />
      }}
    </Field>
  ))
}
