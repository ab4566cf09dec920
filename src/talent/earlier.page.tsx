// What was given before this platform: a list is checked as soon as it is chosen, what is right goes in by one button, what is not comes back.
import '../web/styles/case.css'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { ListFile, saveText } from '../procedures/listfile.part.tsx'
import { Button } from '../web/field.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { importEarlierGrants, listEarlierGrants } from './earlier.contract.ts'
import { templateColumns } from './earlier.rules.ts'
import { earlierWords as words } from './earlier.words.ts'
import { listEarlierPapers } from './earlierpaper.contract.ts'
import { PaperLink, Papers } from './earlierpaper.part.tsx'
import { earlierPaperWords } from './earlierpaper.words.ts'
import { RevisionForm } from './earlierrevision.part.tsx'
import { earlierRevisionWords } from './earlierrevision.words.ts'

type Found = Output<typeof importEarlierGrants>
type Item = Output<typeof listEarlierGrants>['items'][number]

export function EarlierPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useReadOn(listEarlierGrants, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Button onPress={() => saveText(`\ufeff${templateColumns.join(',')}\r\n`, `${say(words.title)}.csv`)}>
            {say(words.template)}
          </Button>
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <ImportForm />
      <Papers />
      <h2 className="part-title">{say(words.listTitle)}</h2>
      <ReadOn of={reading} empty={<Empty title={words.noneTitle} why={words.noneWhy} />}>
        {(items: Item[]) => (
          <table className="table to-list">
            <TableHead columns={[words.who, words.what, words.days, words.document, words.holder, earlierRevisionWords.revise]} />
            <tbody>
              {items.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}

function Row({ item }: { item: Item }) {
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  const more = [
    item.level === null ? '' : say(words.ofClass, { class: item.level }),
    item.fen === null ? '' : say(words.yuan, { yuan: yuan(item.fen) }),
    item.grantNo,
  ]
  const { documentNo, file, state } = item
  const what = say(words[item.kind])
  return (
    <>
      <tr>
        <th scope="row" className="main">
          {item.name}
        </th>
        <td data-label={say(words.what)}>
          {what}
          <p className="note">{more.filter((part) => part !== '').join('　')}</p>
        </td>
        <td data-label={say(words.days)}>
          {item.firstOn}
          {item.lastOn !== null && ` – ${item.lastOn}`}
        </td>
        <td data-label={say(words.document)}>
          {file === null ? (
            documentNo
          ) : (
            <PaperLink file={file} label={say(earlierPaperWords.openNamed, { documentNo })}>
              {documentNo}
            </PaperLink>
          )}
          <p className="note">{item.documentOn}</p>
        </td>
        <td data-label={say(words.holder)}>{say(item.isClaimed ? words.claimed : words.unclaimed)}</td>
        <td>
          {state === 'standing' ? (
            <Button
              size="small"
              kind="quiet"
              label={say(earlierRevisionWords.reviseOne, { who: item.name, what })}
              onPress={() => setIsOpen(!isOpen)}
            >
              {say(earlierRevisionWords.revise)}
            </Button>
          ) : (
            <>
              <span className="tag bad">{say(earlierRevisionWords[`state_${state}`])}</span>
              <p className="note">{say(earlierRevisionWords.because, { reason: item.reason })}</p>
            </>
          )}
        </td>
      </tr>
      {isOpen && state === 'standing' && (
        <tr>
          <td colSpan={6}>
            <RevisionForm item={item} onDone={() => setIsOpen(false)} />
          </td>
        </tr>
      )}
    </>
  )
}

function ImportForm() {
  const say = useSay()
  const [divisionCode, setDivisionCode] = useState('')
  const [text, setText] = useState('')
  const check = useSend(importEarlierGrants)
  const apply = useSend(importEarlierGrants, { refresh: [listEarlierGrants, listEarlierPapers] })
  const take = (read: string) => {
    setText(read)
    apply.reset()
    check.mutate({ divisionCode, text: read })
  }
  const error = apply.error ?? check.error
  return (
    <div className="form box change-form">
      <ListFile
        divisionCode={divisionCode}
        words={words}
        onDivision={(code) => {
          setDivisionCode(code)
          check.reset()
          apply.reset()
        }}
        onText={take}
      />
      {error && <Problem key={`${check.submittedAt} ${apply.submittedAt}`} error={error} isAnswer />}
      {apply.data && (
        <p className="box done" role="status">
          {say(words.done, { count: apply.data.added, claimed: apply.data.claimed })}
        </p>
      )}
      {check.data && (
        <Findings
          found={check.data}
          isDone={apply.data !== undefined}
          isBusy={apply.isPending}
          onApply={() => apply.mutate({ divisionCode, text, apply: true })}
        />
      )}
    </div>
  )
}

type FindingsProps = { found: Found; isDone: boolean; isBusy: boolean; onApply: () => void }

function Findings({ found, isDone, isBusy, onApply }: FindingsProps) {
  const say = useSay()
  const { counts, refusedFile } = found
  // What is there already goes in once more without a change: whoever has an account by now is given what is theirs.
  const ready = counts.new + counts.unchanged
  return (
    <>
      <p role="status">{say(words.summary, { fresh: counts.new, same: counts.unchanged, refused: counts.refused })}</p>
      <table className="table to-list">
        <TableHead columns={[words.row, words.who, words.kind, words.finding]} />
        <tbody>
          {found.rows.map(({ row, who, kind, outcome, reasons }) => (
            <tr key={row}>
              <td data-label={say(words.row)}>{row}</td>
              <th scope="row" className="main">
                {who}
              </th>
              <td data-label={say(words.kind)}>{kind && say(words[kind])}</td>
              <td data-label={say(words.finding)}>
                {outcome === 'new' && <span className="tag good">{say(words.ready)}</span>}
                {outcome === 'unchanged' && <span className="tag">{say(words.unchanged)}</span>}
                {reasons.map(({ code, text }) => (
                  <p key={code} className="overdue">
                    {say(text)}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="buttons">
        {!isDone && (
          <Button kind="primary" isBusy={isBusy} reason={ready === 0 ? say(words.nothing) : undefined} onPress={onApply}>
            {say(words.apply, { count: ready })}
          </Button>
        )}
        {refusedFile !== '' && (
          <Button onPress={() => saveText(refusedFile, `${say(words.refusedFile)}.csv`)}>{say(words.refusedFile)}</Button>
        )}
      </div>
    </>
  )
}
