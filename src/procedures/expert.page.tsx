// The pool of experts of the reader's divisions: who is in it, what they know, and what keeps them out of draws.
import '../web/styles/procedures.css'
import '../web/styles/case.css'
import '../web/styles/review.css'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useDivision } from './answers.part.tsx'
import { type ExpertShown, endExpert, listExperts } from './expert.contract.ts'
import { ExpertForm } from './expertform.part.tsx'
import { ExpertImport } from './expertimport.part.tsx'
import { expertPageWords as words } from './expertpage.words.ts'

export function ExpertPage() {
  const say = useSay()
  useTitle(say(words.title))
  const [isOpen, setIsOpen] = useState(false)
  const [isImporting, setIsImporting] = useState(false)
  const [told, setTold] = useState('')
  const reading = useReadOn(listExperts, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          {!isOpen && !isImporting && <Button onPress={() => setIsImporting(true)}>{say(words.import)}</Button>}
          {!isOpen && !isImporting && (
            <Button
              kind="primary"
              onPress={() => {
                setTold('')
                setIsOpen(true)
              }}
            >
              {say(words.add)}
            </Button>
          )}
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {isImporting && <ExpertImport onBack={() => setIsImporting(false)} />}
      {isOpen && (
        <ExpertForm
          onDone={({ displayName }) => {
            setIsOpen(false)
            setTold(say(words.added, { name: displayName }))
          }}
          onBack={() => setIsOpen(false)}
        />
      )}
      {told !== '' && (
        <p className="box done" role="status">
          {told}
        </p>
      )}
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items: ExpertShown[]) => (
          <table className="table to-list">
            <TableHead columns={[words.expert, words.fields, words.employments, words.reviews, words.end]} />
            <tbody>
              {items.map((item) => (
                <ExpertRow key={item.id} item={item} onEnded={() => setTold(say(words.ended))} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}

function ExpertRow({ item, onEnded }: { item: ExpertShown; onEnded: () => void }) {
  const say = useSay()
  const divisionOf = useDivision()
  return (
    <tr>
      <th scope="row" className="main">
        {item.displayName}
        <p className="note">
          {item.title}　{divisionOf(item.divisionCode)}
        </p>
      </th>
      <td data-label={say(words.fields)}>{item.fields.join('、')}</td>
      <td data-label={say(words.employments)}>
        {item.employments.length === 0 && <span className="muted">{say(words.none)}</span>}
        {item.employments.map((one) => (
          <p key={`${one.organisationId} ${one.firstOn}`}>
            {one.organisationName}{' '}
            <span className="note">
              {one.lastOn === null
                ? say(words.since, { firstOn: one.firstOn })
                : say(words.between, { firstOn: one.firstOn, lastOn: one.lastOn })}
            </span>
          </p>
        ))}
        {item.ties > 0 && <p className="note">{say(words.ties, { count: item.ties })}</p>}
      </td>
      <td data-label={say(words.reviews)}>{say(words.counts, item)}</td>
      <td>
        <End item={item} onEnded={onEnded} />
      </td>
    </tr>
  )
}

function End({ item, onEnded }: { item: ExpertShown; onEnded: () => void }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const send = useSend(endExpert, { refresh: [listExperts], onDone: onEnded })
  const name = item.displayName
  if (!isAsking)
    return (
      <Button size="small" label={say(words.endOf, { name })} onPress={() => setIsAsking(true)}>
        {say(words.end)}
      </Button>
    )
  return (
    <div className="ask-form">
      <p className="why">{say(words.endAsk, { name })}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button size="small" kind="danger" isBusy={send.isPending} onPress={() => send.mutate({ id: item.id })}>
          {say(words.endSure)}
        </Button>
        <Button size="small" onPress={() => setIsAsking(false)}>
          {say(words.back)}
        </Button>
      </div>
    </div>
  )
}
