// What the columns of a file mean: guessed, shown with their first rows, corrected and confirmed by a person.
import { useState } from 'react'
import { confirmImportMapping, getImport, type ImportRun } from '../kernel/imports/imports.contract.ts'
import { Button, ErrorSummary, Field } from './field.tsx'
import { importingWords as words } from './importing.words.ts'
import { useSay } from './language.tsx'
import { useSend } from './query.tsx'
import { Problem } from './state.tsx'

type Column = { header: string; field: string | null; unit?: string }

export function ColumnStep({ run, onAgain }: { run: ImportRun; onAgain: () => void }) {
  const say = useSay()
  const [columns, setColumns] = useState<Column[]>(() =>
    run.columns.flatMap(({ header, field, unit }) =>
      run.headers.includes(header)
        ? { header, field: run.fields.some(({ name }) => name === field) ? field : null, ...(unit ? { unit } : {}) }
        : [],
    ),
  )
  const [sheetName, setSheetName] = useState(run.sheetName ?? undefined)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(confirmImportMapping, { refresh: [getImport], onDone: onAgain })
  const missing = run.fields.filter((field) => field.required === 'always' && !columns.some((column) => column.field === field.name))
  const doubled = columns.filter((column, at) => column.field && columns.findIndex((other) => other.field === column.field) < at)
  const mistakes = [
    ...missing.map((field) => ({ fieldId: 'column-0', sentence: `${say(words.field)}：${say(field.title)}（${say(words.required)}）` })),
    ...doubled.map((column) => ({ fieldId: `column-${columns.indexOf(column)}`, sentence: say(words.twice, { column: column.header }) })),
  ]
  const set = (at: number, change: Partial<Column>) =>
    setColumns(columns.map((column, index) => (index === at ? { header: column.header, field: column.field, ...change } : column)))
  const confirm = () => {
    setAttempt(attempt + 1)
    if (mistakes.length === 0) send.mutate({ id: run.id, columns, ...(sheetName ? { sheetName } : {}) })
  }
  return (
    <section aria-labelledby="columns-title">
      <div className="section-head">
        <h2 id="columns-title">{say(words.columnsTitle)}</h2>
        <span className="muted">{run.fileName}</span>
      </div>
      <p className="why">{say(words.columnsWhy)}</p>
      {attempt > 0 && <ErrorSummary mistakes={mistakes} attempt={attempt} />}
      {attempt === 0 && run.faults.length > 0 && (
        <ul className="reasons">
          {run.faults.map((fault) => (
            <li key={fault.code + fault.name}>{say(fault.text)}</li>
          ))}
        </ul>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {run.sheetNames.length > 1 && <SheetChoice names={run.sheetNames} value={sheetName} onChoose={setSheetName} />}
      <table className="table to-list columns">
        <thead>
          <tr>
            <th scope="col">{say(words.column)}</th>
            <th scope="col">{say(words.sample)}</th>
            <th scope="col">{say(words.field)}</th>
            <th scope="col">{say(words.unit)}</th>
            <th scope="col">{say(words.confidence)}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => (
            <ColumnRow key={column.header} run={run} column={column} at={at} onSet={(change) => set(at, change)} />
          ))}
        </tbody>
      </table>
      <div className="import-act">
        <Button kind="primary" size="large" onPress={confirm} isBusy={send.isPending}>
          {say(words.confirm)}
        </Button>
      </div>
    </section>
  )
}

function SheetChoice({
  names,
  value,
  onChoose,
}: {
  names: readonly string[]
  value: string | undefined
  onChoose: (name: string) => void
}) {
  return (
    <Field label={words.sheet}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChoose(event.target.value)}>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </Field>
  )
}

type ColumnRowProps = { run: ImportRun; column: Column; at: number; onSet: (change: Partial<Column>) => void }

function ColumnRow({ run, column, at, onSet }: ColumnRowProps) {
  const say = useSay()
  const guessed = run.columns[at]
  const field = run.fields.find((one) => one.name === column.field)
  const isMine = guessed?.field !== column.field || guessed?.unit !== column.unit
  const confidence = isMine ? 'given' : (guessed?.confidence ?? 'none')
  const samples = run.sample.map((row) => row[at] ?? '').filter(Boolean)
  return (
    <tr>
      <th scope="row" className="main">
        {column.header}
      </th>
      <td data-label={say(words.sample)}>
        <span className="samples">{samples.slice(0, 3).join(' ｜ ')}</span>
      </td>
      <td className="act">
        <select
          id={`column-${at}`}
          className="input"
          aria-label={say(words.fieldOf, { column: column.header })}
          value={column.field ?? ''}
          onChange={(event) => onSet({ field: event.target.value || null })}
        >
          <option value="">{say(words.leaveOut)}</option>
          {run.fields.map((one) => (
            <option key={one.name} value={one.name}>
              {say(one.title)}
              {one.required && `（${say(one.required === 'always' ? words.required : words.requiredNew)}）`}
            </option>
          ))}
        </select>
      </td>
      <td className="act">
        {field && field.units.length > 0 && (
          <select
            className="input"
            aria-label={say(words.unitOf, { column: column.header })}
            value={column.unit ?? ''}
            onChange={(event) => onSet({ field: column.field, ...(event.target.value ? { unit: event.target.value } : {}) })}
          >
            <option value="">{say(words.asWritten)}</option>
            {field.units.map((unit) => (
              <option key={unit.unit} value={unit.unit}>
                {say(unit.title)}
              </option>
            ))}
          </select>
        )}
      </td>
      <td data-label={say(words.confidence)}>
        <span className={confidence === 'likely' ? 'tag warn' : confidence === 'none' ? 'tag' : 'tag good'}>
          {say(words[`confidence_${confidence}`])}
        </span>
      </td>
    </tr>
  )
}
