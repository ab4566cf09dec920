// Applying for several people: a template, a file that is checked as soon as it is chosen, and drafts of the rows that are right.
import '../web/styles/procedures.css'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { FilePicker } from '../web/filepicker.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Read, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { importApplications } from './applylist.contract.ts'
import { applyListWords as words } from './applylist.words.ts'
import { useBatchTimes } from './batch.part.tsx'
import { useSpokenFor } from './begin.part.tsx'
import { listMyCases } from './case.contract.ts'
import { guideWords } from './guide.words.ts'
import { saveText, textOf } from './listfile.part.tsx'
import { getProcedure, type ProcedureShown } from './procedure.contract.ts'

export function ApplyListPage() {
  const say = useSay()
  const { code } = useParams({ from: '/services/$code/list' })
  const { me } = useMe()
  const reading = useRead(getProcedure, { code })
  const title = reading.data ? say(words.title, { procedure: say(reading.data.title) }) : say(words.toList)
  useTitle(title)
  return (
    <Main>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>
            <Link to="/services">{say(guideWords.title)}</Link>
          </li>
          {reading.data && (
            <li>
              <Link to="/services/$code" params={{ code }}>
                {say(reading.data.title)}
              </Link>
            </li>
          )}
          <li>{say(words.toList)}</li>
        </ol>
      </nav>
      <header className="guide-head">
        <h1 className="page-title">{title}</h1>
        <p className="guide-lead">{say(words.lead)}</p>
      </header>
      {me ? (
        <Read of={reading}>{(guide) => <List guide={guide} />}</Read>
      ) : (
        <SignInFirst onward={`/services/${code}/list`} why={words.lead} />
      )}
    </Main>
  )
}

function List({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const name = useName()
  const times = useBatchTimes()
  const own = useSpokenFor()
  const open = guide.batches.filter((batch) => batch.isOpen)
  const [batchId, setBatchId] = useState(open[0]?.id ?? '')
  const [text, setText] = useState('')
  const check = useSend(importApplications)
  const apply = useSend(importApplications, { refresh: [listMyCases] })
  if (!own || !guide.takesOnBehalf) return <p className="box">{say(words.noSpeaking)}</p>
  if (open.length === 0) return <p className="box">{say(words.noneOpen)}</p>
  const asked = { id: batchId, organisationId: own.id }
  const error = apply.error ?? check.error
  const found = apply.data ?? check.data
  return (
    <div className="form apply-list">
      <p>
        {say(words.own)}：<b>{name(own)}</b>
      </p>
      {open.length > 1 && (
        <Field label={words.batch}>
          {(control) => (
            <select {...control} value={batchId} onChange={(event) => setBatchId(event.target.value)}>
              {open.map((batch) => (
                <option key={batch.id} value={batch.id}>
                  {say(batch.name)}（{times(batch)}）
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <div className="buttons">
        <a className="btn" href={`/api/procedures/${guide.code}/applications.csv`} download>
          {say(words.template)}
        </a>
        <FilePicker
          kind="primary"
          accept=".csv,text/csv"
          isTold
          isBusy={check.isPending}
          onFile={(file) =>
            void textOf(file).then((read) => {
              setText(read)
              apply.reset()
              check.mutate({ ...asked, text: read, apply: false })
            })
          }
        >
          {say(words.file)}
        </FilePicker>
      </div>
      {error && <Problem key={`${check.submittedAt} ${apply.submittedAt}`} error={error} isAnswer />}
      {found && (
        <Found
          found={found}
          title={say(guide.title)}
          isBusy={apply.isPending}
          onApply={() => apply.mutate({ ...asked, text, apply: true })}
        />
      )}
    </div>
  )
}

type FoundProps = { found: Output<typeof importApplications>; title: string; isBusy: boolean; onApply: () => void }

function Found({ found, title, isBusy, onApply }: FoundProps) {
  const say = useSay()
  const { rows, counts, added, refusedFile } = found
  return (
    <>
      {added > 0 ? (
        <p className="box done" role="status">
          {say(words.done, { count: added })}
        </p>
      ) : (
        <p role="status">{say(words.summary, { all: rows.length, ready: counts.new, there: counts.unchanged, wrong: counts.refused })}</p>
      )}
      <table className="table to-list">
        <TableHead columns={[words.row, words.who, words.finding]} />
        <tbody>
          {rows.map((one) => (
            <tr key={one.row}>
              <td data-label={say(words.row)}>{one.row}</td>
              <th scope="row" className="main">
                {one.name}
              </th>
              <td data-label={say(words.finding)}>
                <Finding one={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="buttons">
        {added === 0 && (
          <Button kind="primary" isBusy={isBusy} reason={counts.new === 0 ? say(words.nothing) : undefined} onPress={onApply}>
            {say(words.apply, { count: counts.new })}
          </Button>
        )}
        {refusedFile !== '' && <Button onPress={() => saveText(refusedFile, `${title}.csv`)}>{say(words.refusedFile)}</Button>}
      </div>
    </>
  )
}

function Finding({ one }: { one: FoundProps['found']['rows'][number] }) {
  const say = useSay()
  if (one.outcome === 'refused')
    return one.reasons.map((reason) => (
      <p key={reason.zh} className="overdue">
        {say(reason)}
      </p>
    ))
  return (
    <>
      <span className={one.outcome === 'new' ? 'tag good' : 'tag'}>{say(words[one.outcome])}</span>{' '}
      {one.caseId && (
        <Link to="/apply/$id" params={{ id: one.caseId }} aria-label={say(words.openNamed, { name: one.name })}>
          {say(words.open)}
        </Link>
      )}
    </>
  )
}
