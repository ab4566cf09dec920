// Rows of one kind in a form: lines and days, each row changed or removed in its place.
import type { ReactNode } from 'react'
import type { Word } from '../kernel/word.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { planPageWords as words } from './planpage.words.ts'

type LineProps = { label: Word; value: string; onChange: (value: string) => void; problem?: string }

/** One line of text under its label. */
export function Line({ label, value, onChange, problem }: LineProps) {
  return (
    <Field label={label} {...(problem ? { problem } : {})}>
      {(control) => <input {...control} maxLength={500} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}

/** One day under its label. */
export function DayField({ label, value, onChange, problem }: LineProps) {
  return (
    <Field label={label} {...(problem ? { problem } : {})}>
      {(control) => <DayText control={control} value={value} onChange={onChange} />}
    </Field>
  )
}

type RowsProps<Row> = {
  title: Word
  rows: readonly Row[]
  fresh: Row
  onChange: (rows: Row[]) => void
  draw: (row: Row, set: (row: Row) => void) => ReactNode
}

/** Rows of one kind: each is changed or removed in its place, and a new one comes last. */
export function Rows<Row>({ title, rows, fresh, onChange, draw }: RowsProps<Row>) {
  const say = useSay()
  return (
    <>
      <h3>{say(title)}</h3>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own while it is being written
        <fieldset key={at} className="plan-row" aria-label={`${say(title)} ${at + 1}`}>
          {draw(row, (changed) => onChange(rows.map((one, place) => (place === at ? changed : one))))}
          <div>
            <Button
              size="small"
              label={say(words.remove, { number: at + 1 })}
              onPress={() => onChange(rows.filter((_, place) => place !== at))}
            >
              ×
            </Button>
          </div>
        </fieldset>
      ))}
      <div className="buttons">
        <Button size="small" label={`${say(words.add)}：${say(title)}`} onPress={() => onChange([...rows, fresh])}>
          {say(words.add)}
        </Button>
      </div>
    </>
  )
}
