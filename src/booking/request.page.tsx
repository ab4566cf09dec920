// Requests for tests that an institution answers: taken, with a quote if one is named, or declined with a reason.
import '../web/styles/desk.css'
import { type FormEvent, useState } from 'react'
import { InstitutionList } from '../identity/organisation.part.tsx'
import { DayText } from '../web/daytext.tsx'
import { fenOf } from '../web/entry.ts'
import { Button, Field } from '../web/field.tsx'
import { dayOfText } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { inquiryWords } from './inquiry.words.ts'
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
          <RequestLines request={request} /> {request.inquiryId && <span className="tag info">{say(inquiryWords.isInquiry)}</span>}
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
  const [days, setDays] = useState('')
  const [until, setUntil] = useState('')
  const [wrong, setWrong] = useState<readonly ('quote' | 'days' | 'until')[]>([])
  const isInquiry = request.inquiryId !== null
  const send = useSend(answerTestRequest, { refresh: [listTestRequests] })
  const answer = (kind: 'accept' | 'decline') => {
    const isOffer = kind === 'accept'
    const fen = quote.trim() === '' ? null : fenOf(quote)
    const isDays = /^[1-9]\d{0,2}$/.test(days.trim()) && Number(days) <= 500
    const isDaysWrong = isOffer && (days.trim() === '' ? isInquiry : !isDays)
    const isUntilWrong = isOffer && until !== '' && !dayOfText(until)
    setWrong([
      ...(fen === undefined ? ['quote' as const] : []),
      ...(isDaysWrong ? ['days' as const] : []),
      ...(isUntilWrong ? ['until' as const] : []),
    ])
    if (fen === undefined || isDaysWrong || isUntilWrong) return
    const offer = { quotedFen: fen, turnaroundDays: isDays ? Number(days) : null, offeredUntil: dayOfText(until) ?? null }
    send.mutate({ id: request.id, answer: kind, reply, ...(isOffer ? offer : {}) })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    answer('accept')
  }
  return (
    <form className="form answer-form" noValidate onSubmit={submit}>
      <Field
        label={words.quote}
        isOptional
        hint={say(words.quoteHint)}
        problem={wrong.includes('quote') ? say(words.quoteWrong) : undefined}
      >
        {(control) => <input {...control} inputMode="decimal" value={quote} onChange={(event) => setQuote(event.target.value)} />}
      </Field>
      <Field
        label={inquiryWords.turnaround}
        isOptional={!isInquiry}
        hint={say(inquiryWords.turnaroundHint)}
        problem={wrong.includes('days') ? say(inquiryWords.turnaroundWrong) : undefined}
      >
        {(control) => (
          <input {...control} inputMode="numeric" maxLength={3} value={days} onChange={(event) => setDays(event.target.value)} />
        )}
      </Field>
      <Field label={inquiryWords.untilField} isOptional problem={wrong.includes('until') ? say(inquiryWords.answersByMissing) : undefined}>
        {(control) => <DayText control={control} value={until} onChange={setUntil} />}
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
