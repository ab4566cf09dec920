// The offers of several owners side by side: take one, or say that none will do.
import '../web/styles/order.css'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { endInquiry, getInquiry, type Inquiry, listInquiries, takeOffer } from './inquiry.contract.ts'
import { inquiryWords as words } from './inquiry.words.ts'
import { InquiryTag } from './inquirylist.part.tsx'
import { listTestRequests } from './request.contract.ts'
import { OrderLink, RequestCost, RequestLines, RequestStateTag } from './requestlist.part.tsx'

const refresh = [getInquiry, listInquiries, listTestRequests]
type Offer = Inquiry['offers'][number]

export function InquiryPage() {
  const say = useSay()
  useTitle(say(words.getInquiry))
  const { id } = useParams({ from: '/inquiries/$id' })
  const { me } = useMe()
  const reading = useRead(getInquiry, { id }, { enabled: me !== undefined, staleTime: 0 })
  const way = (
    <Link className="btn primary" to="/my" search={{ show: 'requests' }}>
      {say(words.toMine)}
    </Link>
  )
  return (
    <Main>
      <SignedInRead of={reading} onward={`/inquiries/${id}`} gone={{ title: words.goneTitle, why: words.goneWhy, way }}>
        {(inquiry) => <Shown inquiry={inquiry} />}
      </SignedInRead>
    </Main>
  )
}

function Shown({ inquiry }: { inquiry: Inquiry }) {
  const say = useSay()
  const [asking, setAsking] = useState<'unmet' | 'closed'>()
  const end = useSend(endInquiry, { refresh, onDone: () => setAsking(undefined) })
  const take = useSend(takeOffer, { refresh })
  const [first] = inquiry.offers
  return (
    <div className="order">
      <p>
        <Link to="/my" search={{ show: 'requests' }}>
          {say(words.toMine)}
        </Link>
      </p>
      <h1 className="page-title">{say(words.getInquiry)}</h1>
      <p className="order-facts">
        <InquiryTag state={inquiry.state} />
        <span>{say(words.until, { on: inquiry.answersBy })}</span>
        {inquiry.reason && <span>{inquiry.reason}</span>}
      </p>
      <p>{first && <RequestLines request={first} />}</p>
      {take.error && <Problem key={take.submittedAt} error={take.error} isAnswer />}
      <table className="table to-list">
        <TableHead columns={[words.institution, { num: words.price }, { num: words.days }, words.offeredUntil, words.reply, words.take]} />
        <tbody>
          {inquiry.offers.map((offer) => (
            <OfferRow
              key={offer.id}
              offer={offer}
              isBusy={take.isPending}
              onTake={() => take.mutate({ id: inquiry.id, requestId: offer.id })}
            />
          ))}
        </tbody>
      </table>
      {inquiry.state === 'open' &&
        (asking ? (
          <ReasonForm
            words={words}
            sure={asking === 'unmet' ? words.endUnmet : words.endClosed}
            least={2}
            sending={end}
            onSend={(reason) => end.mutate({ id: inquiry.id, isUnmet: asking === 'unmet', reason })}
            onBack={() => setAsking(undefined)}
          />
        ) : (
          <div className="buttons section">
            <Button onPress={() => setAsking('unmet')}>{say(words.endUnmet)}</Button>
            <Button onPress={() => setAsking('closed')}>{say(words.endClosed)}</Button>
          </div>
        ))}
    </div>
  )
}

function OfferRow({ offer, isBusy, onTake }: { offer: Offer; isBusy: boolean; onTake: () => void }) {
  const say = useSay()
  const isOffered = offer.state === 'accepted' || offer.state === 'finished'
  return (
    <tr>
      <th scope="row" className="main">
        {offer.institutionNameZh}
        <br />
        <small>
          <Link to="/instruments/$id" params={{ id: offer.instrumentId }}>
            {offer.instrumentNameZh}
          </Link>
        </small>
      </th>
      <td className="num" data-label={say(words.price)}>
        {isOffered ? <RequestCost request={offer} /> : '—'}
      </td>
      <td className="num" data-label={say(words.days)}>
        {offer.turnaroundDays ?? '—'}
      </td>
      <td data-label={say(words.offeredUntil)}>{offer.offeredUntil ?? '—'}</td>
      <td data-label={say(words.reply)}>{offer.reply || '—'}</td>
      <td className="act">
        {offer.isChosen ? (
          <>
            <span className="tag good">{say(words.taken)}</span> <OrderLink request={offer} />
          </>
        ) : offer.problems.includes('inquiry_over') || offer.state === 'declined' ? (
          <RequestStateTag state={offer.state} />
        ) : (
          <Button
            size="small"
            label={say(words.takeNamed, { name: offer.institutionNameZh })}
            isBusy={isBusy}
            reason={offer.problems.length > 0 ? offer.problems.map((one) => say(words[`why_${one}`])).join('；') : undefined}
            onPress={onTake}
          >
            {say(words.take)}
          </Button>
        )}
      </td>
    </tr>
  )
}
