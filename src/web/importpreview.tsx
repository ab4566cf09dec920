// What an import would do, row by row and by outcome; then writing it, with progress; then what was written and what was refused.

import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import {
  applyImport,
  getImport,
  type ImportOutcome,
  type ImportRun,
  importOutcomes,
  listImportRows,
} from '../kernel/imports/imports.contract.ts'
import { Button } from './field.tsx'
import { count, hours, yuan } from './format.ts'
import { importingWords as words } from './importing.words.ts'
import { useLanguage, useSay } from './language.tsx'
import { useReadOn, useSend } from './query.tsx'
import { Problem, Progress, Read } from './state.tsx'
import { webWords } from './web.words.ts'

type RunProps = { run: ImportRun; onAgain: () => void }

export function PreviewStep({ run, onAgain, onAnother }: RunProps & { onAnother: () => void }) {
  const counts = run.counts ?? { new: 0, changed: 0, unchanged: 0, duplicate: 0, refused: 0 }
  const [outcome, setOutcome] = useState<ImportOutcome>(() => importOutcomes.find((one) => counts[one] > 0) ?? 'new')
  const [accepted, setAccepted] = useState<ReadonlySet<number>>(new Set())
  const total = counts.new + counts.changed + accepted.size
  return (
    <section>
      {run.state === 'applying' && <Applying run={run} total={total} />}
      {run.state === 'applied' && <Done run={run} onAnother={onAnother} />}
      <Outcomes run={run} counts={counts} outcome={outcome} onChoose={setOutcome} />
      <Rows run={run} outcome={outcome} accepted={accepted} onAccept={setAccepted} />
      {run.state === 'previewed' && <Apply run={run} total={total} accepted={accepted} onAgain={onAgain} />}
    </section>
  )
}

function Applying({ run, total }: { run: ImportRun; total: number }) {
  const say = useSay()
  return (
    <div className="box" role="status">
      <p>
        <b>{say(words.applying)}</b> {run.fileName}
      </p>
      <Progress done={run.rowsApplied} total={total} label={words.applying}>
        <p className="why">{say(words.applied, { rows: count(run.rowsApplied) })}</p>
      </Progress>
    </div>
  )
}

function Done({ run, onAnother }: { run: ImportRun; onAnother: () => void }) {
  const say = useSay()
  const counts = run.counts ?? { new: 0, changed: 0, unchanged: 0, refused: 0 }
  const told = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, count(value)]))
  return (
    <div className="box done" role="status">
      <p>
        <b>{say(words.doneTitle)}</b> {run.fileName}
      </p>
      <p className="why">{say(words.doneWhy, { ...told, rows: count(run.rowsApplied) })}</p>
      <div className="buttons">
        <Button kind="primary" onPress={onAnother}>
          {say(words.another)}
        </Button>
        {run.hasRefusedFile && <RefusedFile run={run} />}
      </div>
    </div>
  )
}

/** The refused rows as a file to mend; a plain link, so that the browser saves it. */
function RefusedFile({ run }: { run: ImportRun }) {
  const say = useSay()
  return (
    <>
      <a className="btn" href={`/api/imports/${run.id}/refused?format=xlsx`} download>
        {say(words.download)}
      </a>
      <a href={`/api/imports/${run.id}/refused?format=csv`} download>
        {say(words.downloadCsv)}
      </a>
    </>
  )
}

type OutcomesProps = {
  run: ImportRun
  counts: Record<ImportOutcome, number>
  outcome: ImportOutcome
  onChoose: (outcome: ImportOutcome) => void
}

function Outcomes({ run, counts, outcome, onChoose }: OutcomesProps) {
  const say = useSay()
  return (
    <div className="outcomes">
      {/* biome-ignore lint/a11y/useSemanticElements: five buttons of which one is pressed, not fields of a form */}
      <div className="choice" role="group" aria-label={say(words.outcome)}>
        {importOutcomes.map((one) => (
          <button key={one} type="button" aria-pressed={one === outcome} onClick={() => onChoose(one)}>
            {say(words[`outcome_${one}`])} {count(counts[one])}
          </button>
        ))}
      </div>
      <p className="why">{say(words[`why_${outcome}`])}</p>
      {outcome === 'refused' && run.hasRefusedFile && run.state !== 'applied' && (
        <div className="buttons">
          <RefusedFile run={run} />
        </div>
      )}
    </div>
  )
}

type ImportedRow = Output<typeof listImportRows>['items'][number]
type Accepting = { accepted: ReadonlySet<number>; onAccept: (accepted: ReadonlySet<number>) => void }
type RowsProps = Accepting & { run: ImportRun; outcome: ImportOutcome }

function Rows(props: RowsProps) {
  const say = useSay()
  const reading = useReadOn(listImportRows, { id: props.run.id, outcome: props.outcome })
  return (
    <Read of={reading}>
      {(data) => {
        const items = data.pages.flatMap((page) => page.items)
        if (items.length === 0) return <p className="muted">{say(words.emptyOutcome)}</p>
        return (
          <>
            <PreviewTable {...props} items={items} />
            {reading.hasNextPage && (
              <div className="pager">
                <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                  {say(webWords.showMore)}
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Read>
  )
}

type Shown = { header: string; at: number }

function PreviewTable(props: RowsProps & { items: readonly ImportedRow[] }) {
  const say = useSay()
  const { run, outcome } = props
  const shown: Shown[] = run.columns.flatMap((column, at) => (column.field ? [{ header: column.header, at }] : [])).slice(0, 6)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
    <section className="table-scroll" tabIndex={0} aria-label={say(words[`outcome_${outcome}`])}>
      <table className="table boxed preview">
        <thead>
          <tr>
            {outcome === 'duplicate' && <th scope="col">{say(words.acceptShort)}</th>}
            <th scope="col" className="num">
              {say(words.row)}
            </th>
            {(outcome === 'refused' || outcome === 'duplicate') && <th scope="col">{say(words.reason)}</th>}
            {outcome === 'changed' && <th scope="col">{say(words.change)}</th>}
            {shown.map((column) => (
              <th key={column.header} scope="col">
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.items.map((item) => (
            <PreviewRow key={item.rowNo} {...props} item={item} shown={shown} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PreviewRow({ run, outcome, accepted, onAccept, item, shown }: RowsProps & { item: ImportedRow; shown: readonly Shown[] }) {
  const say = useSay()
  const toggle = () => {
    const next = new Set(accepted)
    if (!next.delete(item.rowNo)) next.add(item.rowNo)
    onAccept(next)
  }
  return (
    <tr>
      {outcome === 'duplicate' && (
        <td>
          <input
            type="checkbox"
            className="check"
            aria-label={say(words.accept, { row: item.rowNo })}
            checked={item.isAccepted || accepted.has(item.rowNo)}
            disabled={run.state !== 'previewed'}
            onChange={toggle}
          />
        </td>
      )}
      <th scope="row" className="num">
        {item.rowNo}
      </th>
      {(outcome === 'refused' || outcome === 'duplicate') && (
        <td>
          <ul className="row-reasons">
            {item.reasons.map((reason) => (
              <li key={reason.code + reason.column}>
                {reason.column && <b>{reason.column}：</b>}
                {say(reason.text)}
              </li>
            ))}
          </ul>
        </td>
      )}
      {outcome === 'changed' && (
        <td>
          <Changes changes={item.changes} />
        </td>
      )}
      {shown.map((column) => (
        <td key={column.header}>{item.cells[column.at]}</td>
      ))}
    </tr>
  )
}

function Changes({ changes }: Pick<ImportedRow, 'changes'>) {
  const say = useSay()
  return (
    <ul className="row-reasons">
      {changes.map((change) => (
        <li key={change.field}>
          <b>{say(change.title)}：</b>
          <s>
            <Value kind={change.kind} value={change.from} />
          </s>
          {' → '}
          <Value kind={change.kind} value={change.to} />
        </li>
      ))}
    </ul>
  )
}

type Scalar = string | number | boolean | string[] | null

/** A value as understood: amounts are in fen and lengths of time in seconds, as the contract says. */
function Value({ kind, value }: { kind: string; value: Scalar }) {
  const say = useSay()
  const { language } = useLanguage()
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return say(words.blank)
  if (kind === 'money' && typeof value === 'number') return `${yuan(value)} ${webWords.yuan[language]}`
  if (kind === 'span' && typeof value === 'number') return `${hours(value, 2)} ${webWords.hour[language]}`
  return Array.isArray(value) ? value.join('、') : String(value)
}

function Apply({ run, total, accepted, onAgain }: RunProps & { total: number; accepted: ReadonlySet<number> }) {
  const say = useSay()
  const send = useSend(applyImport, { refresh: [getImport], onDone: onAgain })
  return (
    <div className="import-act">
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <Button
        kind="primary"
        size="large"
        isBusy={send.isPending}
        reason={total === 0 ? say(words.nothingToApply) : undefined}
        onPress={() => send.mutate({ id: run.id, acceptRows: [...accepted] })}
      >
        {say(words.apply, { count: count(total) })}
      </Button>
    </div>
  )
}
