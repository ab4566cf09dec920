// Requests for tests that an institution answers: taken, with a quote if one is named, or declined with a reason.
import '../web/styles/desk.css'
import { type FormEvent, useState } from 'react'
import { InstitutionList } from '../identity/organisation.part.tsx'
import { fenOf } from '../web/entry.ts'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { answerTestRequest, listTestRequests, type TestRequest } from './request.contract.ts'
import { OrderLink, RequestCost, RequestLines, RequestStateTag } from './requestlist.part.tsx'
import { sampleWords as words } from './sample.words.ts'

type Shown = 'submitted' | 'accepted' | 'all'

export function RequestPage() {
  return (
    <InstitutionList
      title={words.deskTitle}
      lead={words.deskLead}
      show={words.show}
      options={[
        { value: 'submitted', word: words.waiting },
        { value: 'accepted', word: words.accepted },
        { value: 'all', word: words.all },
      ]}
    >
      {(institutionId, shown) => <Requests institutionId={institutionId} shown={shown} />}
    </InstitutionList>
  )
}

function Requests({ institutionId, shown }: { institutionId: string; shown: Shown }) {
  const reading = useReadOn(listTestRequests, { institutionId, ...(shown === 'all' ? {} : { state: shown }) })
  return (
    <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
      {(requests) => (
        <ul className="desk-list">
          {requests.map((request) => (
            <Request key={request.id} request={request} />
          ))}
        </ul>
      )}
    </ReadOn>
  )
}

function Request({ request }: { request: TestRequest }) {
  const say = useSay()
  const [isAnswering, setIsAnswering] = useState(false)
  return (
    <li>
      <div>
        <p>
          <RequestLines request={request} />
        </p>
        <p className="muted">
          {request.organisationNameZh}，{request.instrumentNameZh}，<RequestCost request={request} />
        </p>
        {request.note && <p className="why">{request.note}</p>}
        {request.reply && <p className="why">{say(words.reply, { reply: request.reply })}</p>}
      </div>
      {isAnswering ? (
        <AnswerForm request={request} onBack={() => setIsAnswering(false)} />
      ) : request.state === 'submitted' ? (
        <Button size="small" kind="primary" label={say(words.answerNamed, { name: request.material })} onPress={() => setIsAnswering(true)}>
          {say(words.answerThis)}
        </Button>
      ) : (
        <div className="buttons">
          <RequestStateTag state={request.state} />
          <OrderLink request={request} />
        </div>
      )}
    </li>
  )
}

function AnswerForm({ request, onBack }: { request: TestRequest; onBack: () => void }) {
  const say = useSay()
  const [quote, setQuote] = useState('')
  const [reply, setReply] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const send = useSend(answerTestRequest, { refresh: [listTestRequests] })
  const answer = (kind: 'accept' | 'decline') => {
    const fen = quote.trim() === '' ? null : fenOf(quote)
    setIsWrong(fen === undefined)
    if (fen !== undefined) send.mutate({ id: request.id, answer: kind, reply, quotedFen: kind === 'accept' ? fen : null })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    answer('accept')
  }
  return (
    <form className="form answer-form" noValidate onSubmit={submit}>
      <Field label={words.quote} isOptional hint={say(words.quoteHint)} problem={isWrong ? say(words.quoteWrong) : undefined}>
        {(control) => <input {...control} inputMode="decimal" value={quote} onChange={(event) => setQuote(event.target.value)} />}
      </Field>
      <Field label={words.answer} isOptional hint={say(words.answerHint)}>
        {(control) => <textarea {...control} rows={2} maxLength={2000} value={reply} onChange={(event) => setReply(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.accept)}
        </Button>
        <Button size="small" kind="danger" isBusy={send.isPending} onPress={() => answer('decline')}>
          {say(words.decline)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
