// Importing a file, whatever it holds: upload, say what the columns mean, see what would happen, write, take the refused rows back.
import './styles/importing.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Contract, InputSent } from '../kernel/contract.ts'
import { getImport, type ImportRun, listImports } from '../kernel/imports/imports.contract.ts'
import type { Word } from '../kernel/word.ts'
import { call } from './call.ts'
import { Button, Field } from './field.tsx'
import { FilePicker } from './filepicker.tsx'
import { bytes, count, moment } from './format.ts'
import { ColumnStep } from './importcolumns.tsx'
import { importingWords as words } from './importing.words.ts'
import { PreviewStep } from './importpreview.tsx'
import { useSay } from './language.tsx'
import { type CallError, useRead, useReadOn } from './query.tsx'
import { Problem, Progress, Read } from './state.tsx'
import { upload } from './upload.ts'

export type ImportWizardProps = {
  title: Word
  lead: Word
  /** What stands above the upload: whose data it is, where that must be chosen. */
  above?: ReactNode
  /** The kind of import as the server names it, and the institution it is for; nothing until one is chosen. */
  kind: string
  scopeId: string | undefined
  /** The operation that begins this kind of import. */
  start: Contract
  /** What `start` is told beside the file. */
  startInput: Record<string, unknown>
}

const busyStates = ['opening', 'reading', 'applying']

export function ImportWizard(props: ImportWizardProps) {
  const say = useSay()
  const { run: runId } = useSearch({ strict: false }) as { run?: string }
  const navigate = useNavigate()
  const open = (id: string | undefined) => void navigate({ to: '.', search: id ? { run: id } : {} })
  const run = useRead(
    getImport,
    { id: runId ?? '' },
    {
      enabled: runId !== undefined,
      staleTime: 0,
      refetchInterval: (query) => (busyStates.includes(query.state.data?.state ?? '') ? 700 : false),
    },
  )
  return (
    <>
      <div className="work-head">
        <h1>{say(props.title)}</h1>
      </div>
      <Steps step={runId ? stepOf(run.data) : 0} />
      {runId ? (
        <Read of={run}>{(data) => <Run run={data} onAgain={() => void run.refetch()} onAnother={() => open(undefined)} />}</Read>
      ) : (
        <>
          <p className="why">{say(props.lead)}</p>
          {props.above}
          {props.scopeId && <UploadStep {...props} onStarted={open} />}
          {props.scopeId && <History kind={props.kind} scopeId={props.scopeId} onOpen={open} />}
        </>
      )}
    </>
  )
}

function stepOf(run: ImportRun | undefined): number {
  if (!run || run.state === 'opening' || run.state === 'mapping') return 1
  return run.state === 'applying' || run.state === 'applied' ? 3 : 2
}

function Steps({ step }: { step: number }) {
  const say = useSay()
  const steps = [words.stepFile, words.stepColumns, words.stepPreview, words.stepApply]
  return (
    <ol className="steps" aria-label={say(words.steps)}>
      {steps.map((word, at) => (
        <li key={word.zh} aria-current={at === step ? 'step' : undefined} className={at < step ? 'done' : undefined}>
          <span>{at + 1}</span>
          {say(word)}
        </li>
      ))}
    </ol>
  )
}

function Run({ run, onAgain, onAnother }: { run: ImportRun; onAgain: () => void; onAnother: () => void }) {
  const say = useSay()
  if (run.state === 'failed')
    return (
      <div className="box fault" role="alert">
        <p>
          <b>{say(words.failedTitle)}</b>
        </p>
        <p className="why">
          {run.fileName}：{run.failure ? say(run.failure.text) : ''}
        </p>
        <div className="buttons">
          <Button kind="primary" onPress={onAnother}>
            {say(words.another)}
          </Button>
        </div>
      </div>
    )
  if (run.state === 'opening' || run.state === 'reading')
    return (
      <div className="box" role="status">
        <p>
          <b>{say(run.state === 'opening' ? words.state_opening : words.checking)}</b> {run.fileName}
        </p>
        <Progress done={run.percent} total={100} label={words.checking}>
          <p className="why">{say(words.checked, { rows: count(run.rowsRead), percent: run.percent })}</p>
        </Progress>
      </div>
    )
  if (run.state === 'mapping') return <ColumnStep run={run} onAgain={onAgain} />
  return <PreviewStep run={run} onAgain={onAgain} onAnother={onAnother} />
}

function UploadStep(props: ImportWizardProps & { onStarted: (id: string) => void }) {
  const say = useSay()
  const [sourceName, setSourceName] = useState('')
  const [sending, setSending] = useState<{ name: string; sent: number; total: number }>()
  const [error, setError] = useState<CallError>()
  const [isWrongKind, setIsWrongKind] = useState(false)
  const take = async (file: File | undefined) => {
    if (!file) return
    const isSheet = /\.(xlsx|csv|txt)$/i.test(file.name)
    setIsWrongKind(!isSheet)
    if (!isSheet) return
    setError(undefined)
    setSending({ name: file.name, sent: 0, total: file.size })
    try {
      const { fileHash } = await upload(file, (sent, total) => setSending({ name: file.name, sent, total }))
      const input = { ...props.startInput, fileHash, sourceName } as InputSent<Contract>
      const run = (await call(props.start, input, { idempotencyKey: crypto.randomUUID() })) as ImportRun
      props.onStarted(run.id)
    } catch (problem) {
      setError(problem as CallError)
      setSending(undefined)
    }
  }
  if (sending) return <Sending {...sending} />
  return (
    <div className="form upload">
      <Field label={words.source} isOptional hint={say(words.sourceHint)}>
        {(control) => <input {...control} maxLength={100} value={sourceName} onChange={(event) => setSourceName(event.target.value)} />}
      </Field>
      {error && <Problem error={error} isAnswer />}
      <Drop onTake={(file) => void take(file)} isWrongKind={isWrongKind} />
    </div>
  )
}

function Sending({ name, sent, total }: { name: string; sent: number; total: number }) {
  const say = useSay()
  return (
    <div className="box" role="status">
      <p>
        <b>{say(words.uploading, { name })}</b>
      </p>
      <Progress done={sent} total={total} label={words.stepFile}>
        <p className="why">{say(words.uploaded, { done: bytes(sent), total: bytes(total) })}</p>
      </Progress>
    </div>
  )
}

function Drop({ onTake, isWrongKind }: { onTake: (file: File | undefined) => void; isWrongKind: boolean }) {
  const say = useSay()
  const [isOver, setIsOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file here is an extra; the button inside does the same
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onTake(event.dataTransfer.files[0])
      }}
    >
      <p className="wide">{say(words.drop)}</p>
      <FilePicker kind="primary" accept=".xlsx,.csv,.txt" onFile={onTake}>
        {say(words.choose)}
      </FilePicker>
      {isWrongKind && (
        <p className="problem" role="alert">
          {say(words.wrongKind)}
        </p>
      )}
      <p className="note">{say(words.dropWhy)}</p>
    </div>
  )
}

function History({ kind, scopeId, onOpen }: { kind: string; scopeId: string; onOpen: (id: string) => void }) {
  const say = useSay()
  const reading = useReadOn(listImports, { kind, scopeId })
  return (
    <section className="section" aria-labelledby="history-title">
      <div className="section-head">
        <h2 id="history-title">{say(words.history)}</h2>
      </div>
      <Read of={reading} rows={3}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0) return <p className="muted">{say(words.historyEmpty)}</p>
          return (
            <table className="table to-list">
              <thead>
                <tr>
                  <th scope="col">{say(words.file)}</th>
                  <th scope="col">{say(words.startedAt)}</th>
                  <th scope="col">{say(words.state)}</th>
                  <th scope="col">{say(words.result)}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <th scope="row" className="main">
                      <button type="button" className="link" onClick={() => onOpen(item.id)}>
                        {item.fileName}
                      </button>
                    </th>
                    <td data-label={say(words.startedAt)}>{moment(item.startedAt)}</td>
                    <td className="lead">
                      <span className={item.state === 'applied' ? 'tag good' : item.state === 'failed' ? 'tag bad' : 'tag'}>
                        {say(words[`state_${item.state}`])}
                      </span>
                    </td>
                    <td data-label={say(words.result)}>
                      {item.counts &&
                        say(words.countsShort, {
                          new: count(item.counts.new),
                          changed: count(item.counts.changed),
                          refused: count(item.counts.refused),
                        })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }}
      </Read>
    </section>
  )
}
