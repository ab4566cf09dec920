// The contract on paper, with its six clauses and room for both seals.
import '../web/styles/letter.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { clauseNames, getTestOrder, type OrderShown } from './order.contract.ts'
import { orderPageWords as words } from './orderpage.words.ts'
import { OrderRead } from './orderread.part.tsx'

export function OrderPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/orders/$id/paper' })
  const { me } = useMe()
  const reading = useRead(getTestOrder, { id }, { enabled: me !== undefined })
  useTitle(say(words.paperTitle))
  return (
    <OrderRead of={reading} onward={`/orders/${id}/paper`}>
      {(shown) => <Paper shown={shown} />}
    </OrderRead>
  )
}

function Paper({ shown: { request, order } }: { shown: OrderShown }) {
  const say = useSay()
  const { expectedFen: fen } = request
  const isAgreed = order && !['drafted', 'to_revise', 'cancelled'].includes(order.state)
  return (
    <>
      <PaperTools>
        <Link to="/orders/$id" params={{ id: request.id }}>
          {say(words.open)}
        </Link>
      </PaperTools>
      {order ? (
        <article className="letter">
          <h1>{say(words.paperTitle)}</h1>
          <p>{say(words.paperNumber, { number: order.number })}</p>
          <p>{say(words.paperParties, { customer: request.organisationNameZh, institution: request.institutionNameZh })}</p>
          <p>
            {say(words.paperWhat, {
              ...{ material: request.material, count: request.sampleCount, property: request.property },
              instrument: request.instrumentNameZh,
            })}
            {fen === null ? say(words.paperCostOpen) : say(words.paperCost, { yuan: yuan(fen) })}
            {say(words.turnaroundSaid, { days: order.turnaroundDays })}
            {order.paysFirst && `，${say(words.paysFirst)}`}
          </p>
          {clauseNames.map((name) => (
            <p key={name}>
              <b>{say(words[`clause_${name}`])}</b>　{order.clauses[name]}
            </p>
          ))}
          <p>{say(isAgreed ? words.paperAgreed : words.paperNotAgreed)}</p>
          <footer>
            <p>{say(words.paperSign)}</p>
          </footer>
        </article>
      ) : (
        <p className="muted">{say(words.notAccepted)}</p>
      )}
    </>
  )
}
