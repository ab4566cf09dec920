// 公示: what is about to be granted, for everybody to see, and the way to object to it.
import '../web/styles/board.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listNoticeBoard, objectToCase } from './board.contract.ts'
import { boardPageWords as words } from './boardpage.words.ts'
import { listProcedures } from './procedure.contract.ts'

type Notice = Output<typeof listNoticeBoard>['items'][number]
const lettersLeast = 10

export function BoardPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { procedure = '' } = useSearch({ strict: false }) as { procedure?: string }
  const navigate = useNavigate()
  const { data } = useRead(listProcedures, {}, { staleTime: 600_000 })
  const reading = useReadOn(listNoticeBoard, procedure ? { procedure } : {})
  const choose = (chosen: string) => void navigate({ to: '/notices', search: chosen ? { procedure: chosen } : {}, replace: true })
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="board-lead">{say(words.lead)}</p>
      <div className="board-ask">
        <Field label={words.procedure}>
          {(control) => (
            <select {...control} value={procedure} onChange={(event) => choose(event.target.value)}>
              <option value="">{say(words.allProcedures)}</option>
              {data?.items.map((one) => (
                <option key={one.code} value={one.code}>
                  {say(one.title)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items: Notice[]) => (
          <table className="table to-list">
            <TableHead columns={[words.case, words.matter, words.document, words.period, words.object]} />
            <tbody>
              {items.map((item) => (
                <NoticeRow key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
      <section className="section board-effect">
        <h2>{say(words.effectTitle)}</h2>
        <p>{say(words.effect)}</p>
      </section>
    </Main>
  )
}

function NoticeRow({ item }: { item: Notice }) {
  const say = useSay()
  const from = dayAndTime(item.publishedAt)[0]
  return (
    <tr>
      <th scope="row" className="main">
        {item.subjectName}
        {item.organisationName && item.organisationName !== item.subjectName && <p className="note">{item.organisationName}</p>}
        <p className="note">{item.caseNo}</p>
      </th>
      <td data-label={say(words.matter)}>{say(item.procedure)}</td>
      <td data-label={say(words.document)}>{item.documentNo}</td>
      <td data-label={say(words.period)}>
        {say(words.periodLine, { from, to: item.noticeTo })}
        <p className="note">{say(words.lastDay, { to: item.noticeTo })}</p>
      </td>
      <td className="act">
        <Objecting item={item} />
      </td>
    </tr>
  )
}

function Objecting({ item }: { item: Notice }) {
  const say = useSay()
  const { me, isAsking } = useMe()
  const [isOpen, setIsOpen] = useState(false)
  const [isSent, setIsSent] = useState(false)
  if (isAsking) return null
  if (isSent)
    return (
      <p className="box done" role="status">
        {say(words.sent)}
      </p>
    )
  if (!me)
    return (
      <Link className="btn small" to="/sign-in" search={{ onward: '/notices' }} aria-label={`${say(words.signIn)} ${item.caseNo}`}>
        {say(words.signIn)}
      </Link>
    )
  if (isOpen) return <ObjectForm item={item} onSent={() => setIsSent(true)} onBack={() => setIsOpen(false)} />
  return (
    <Button size="small" label={say(words.objectNamed, { caseNo: item.caseNo })} onPress={() => setIsOpen(true)}>
      {say(words.object)}
    </Button>
  )
}

function ObjectForm({ item, onSent, onBack }: { item: Notice; onSent: () => void; onBack: () => void }) {
  const say = useSay()
  const [text, setText] = useState('')
  const [isTried, setIsTried] = useState(false)
  const isShort = text.trim().length < lettersLeast
  const send = useSend(objectToCase, { onDone: onSent })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isShort) send.mutate({ id: item.id, text })
  }
  return (
    <form className="form object-form" onSubmit={submit}>
      <p className="why">{say(words.ask)}</p>
      <Field label={words.text} {...(isTried && isShort ? { problem: say(words.textMissing) } : {})}>
        {(control) => (
          // biome-ignore lint/a11y/noAutofocus: the question was just asked for, and its answer begins here
          <textarea {...control} autoFocus rows={4} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
