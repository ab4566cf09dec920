// Requests for tests one below the other, as the firm sees its own.
import { Link } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { count, dayInProse, money } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { orderPageWords } from './orderpage.words.ts'
import { listTestRequests, type RequestState, type TestRequest, withdrawTestRequest } from './request.contract.ts'
import { requestWords } from './request.words.ts'
import { sampleWords as words } from './sample.words.ts'

const lookOf: Record<RequestState, string> = {
  submitted: 'tag warn',
  accepted: 'tag good',
  declined: 'tag bad',
  withdrawn: 'tag',
  finished: 'tag',
}

export function RequestStateTag({ state }: { state: RequestState }) {
  const say = useSay()
  return <span className={lookOf[state]}>{say(requestWords[`state_${state}`])}</span>
}

/** What is asked for, in two lines. */
export function RequestLines({ request }: { request: TestRequest }) {
  const say = useSay()
  const { language } = useLanguage()
  const facts = [
    say(words.samples, { count: count(request.sampleCount) }),
    request.standard,
    request.seal === 'none' ? '' : say(requestWords[`seal_${request.seal}`]),
    request.deadlineOn ? say(words.by, { dueOn: dayInProse(request.deadlineOn, language) }) : '',
  ].filter(Boolean)
  return (
    <>
      {request.material}
      {language === 'zh' ? '：' : ': '}
      {request.property}
      <br />
      <small>{facts.join(' / ')}</small>
    </>
  )
}

export function RequestCost({ request }: { request: TestRequest }) {
  const say = useSay()
  const { language } = useLanguage()
  if (request.expectedFen === null) return say(words.onRequest)
  const cost = money(request.expectedFen, language)
  return (
    <>
      {cost.digits}
      <span className="unit">{say(cost.unit)}</span>
    </>
  )
}

/** The way to the order of a request that was accepted. */
export function OrderLink({ request: { id, state, material: name, inquiryId, isChosen } }: { request: TestRequest }) {
  const say = useSay()
  // Of several owners only the one whose offer was taken has an order.
  if ((state !== 'accepted' && state !== 'finished') || (inquiryId !== null && !isChosen)) return null
  return (
    <Link className="btn small" to="/orders/$id" params={{ id }} aria-label={say(orderPageWords.openNamed, { name })}>
      {say(orderPageWords.open)}
    </Link>
  )
}

export function MyRequests({ requests }: { requests: readonly TestRequest[] }) {
  return (
    <table className="table to-list">
      <TableHead columns={[words.what, words.instrument, words.state, { num: words.cost }, words.doing]} />
      <tbody>
        {requests.map((request) => (
          <MyRequest key={request.id} request={request} />
        ))}
      </tbody>
    </table>
  )
}

function MyRequest({ request }: { request: TestRequest }) {
  const say = useSay()
  const send = useSend(withdrawTestRequest, { refresh: [listTestRequests] })
  return (
    <tr>
      <th scope="row" className="main">
        <RequestLines request={request} />
        {request.reply && <p className="why">{say(words.reply, { reply: request.reply })}</p>}
      </th>
      <td data-label={say(words.instrument)}>
        <Link className="plain" to="/instruments/$id" params={{ id: request.instrumentId }}>
          {request.instrumentNameZh}
        </Link>
      </td>
      <td className="lead">
        <RequestStateTag state={request.state} />
      </td>
      <td className="num" data-label={say(words.cost)}>
        <RequestCost request={request} />
      </td>
      <td className="act">
        {request.state === 'submitted' && (
          <Button
            size="small"
            kind="danger"
            label={say(words.withdrawNamed, { name: request.material })}
            isBusy={send.isPending}
            onPress={() => send.mutate({ id: request.id })}
          >
            {say(words.withdraw)}
          </Button>
        )}
        <OrderLink request={request} />
        {request.inquiryId && (
          <Link to="/inquiries/$id" params={{ id: request.inquiryId }}>
            {say(words.ofInquiry)}
          </Link>
        )}
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      </td>
    </tr>
  )
}
