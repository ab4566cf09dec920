// A test order as its two sides see it: what is to do now, the contract, the samples, the reports, and what was done.
import '../web/styles/order.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { clauseNames, getTestOrder, type OrderShown } from './order.contract.ts'
import { orderWords } from './order.words.ts'
import { OrderActs } from './orderact.part.tsx'
import { orderPageWords as words } from './orderpage.words.ts'
import { OrderRead } from './orderread.part.tsx'
import { RequestCost, RequestLines } from './requestlist.part.tsx'

type Order = NonNullable<OrderShown['order']>

export function OrderPage() {
  const say = useSay()
  const { id } = useParams({ from: '/orders/$id' })
  const { me } = useMe()
  const reading = useRead(getTestOrder, { id }, { enabled: me !== undefined, staleTime: 0 })
  const number = reading.data?.order?.number
  useTitle(number ? say(words.title, { number }) : say(words.noNumber))
  return (
    <OrderRead of={reading} onward={`/orders/${id}`}>
      {(shown) => <Shown shown={shown} />}
    </OrderRead>
  )
}

function Shown({ shown }: { shown: OrderShown }) {
  const say = useSay()
  const { request, order } = shown
  return (
    <div className="order">
      <p>
        {shown.sides.includes('customer') ? (
          <Link to="/my" search={{ show: 'requests' }}>
            {say(words.back)}
          </Link>
        ) : (
          <Link to="/work/requests">{say(words.backDesk)}</Link>
        )}
      </p>
      <h1 className="page-title">{order ? say(words.title, { number: order.number }) : say(words.noNumber)}</h1>
      <p className="muted">{say(words.parties, { customer: request.organisationNameZh, institution: request.institutionNameZh })}</p>
      <div className="order-facts">
        {order && <span className={order.state === 'accepted' ? 'tag good' : 'tag info'}>{say(orderWords[`state_${order.state}`])}</span>}
        {order?.dueOn && ['received', 'testing', 'objected'].includes(order.state) && <span>{say(words.due, { on: order.dueOn })}</span>}
        {order && <span>{order.paidAt ? say(words.paid, { at: moment(order.paidAt) }) : say(words.notPaid)}</span>}
        {order?.rating && (
          <span>
            {say(words.rated, { stars: order.rating.stars })}
            {order.rating.words && `：${order.rating.words}`}
          </span>
        )}
        {request.state === 'finished' && <span>{say(words.charged)}</span>}
      </div>
      <p>
        <RequestLines request={request} />
      </p>
      <p className="muted">
        {request.instrumentNameZh} · {say(words.cost)} <RequestCost request={request} />
      </p>
      <OrderActs shown={shown} />
      {order && <Contract order={order} id={request.id} />}
      {order && <Samples order={order} id={request.id} />}
      {order && <Reports reports={shown.reports} />}
      <Journal journal={shown.journal} />
    </div>
  )
}

function Contract({ order, id }: { order: Order; id: string }) {
  const say = useSay()
  return (
    <section className="section">
      <h2>{say(words.contract)}</h2>
      <p className="why">
        {say(words.contractBasis)}
        {say(words.turnaroundSaid, { days: order.turnaroundDays })}
        {order.paysFirst && `，${say(words.paysFirst)}`}
      </p>
      <details open={order.state === 'drafted' || order.state === 'to_revise' || undefined}>
        <summary>{say(words.clauses)}</summary>
        <dl className="order-clauses">
          {clauseNames.map((name) => (
            <div key={name}>
              <dt>{say(words[`clause_${name}`])}</dt>
              <dd>{order.clauses[name]}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p>
        <Link to="/orders/$id/paper" params={{ id }}>
          {say(words.print)}
        </Link>
      </p>
    </section>
  )
}

function Samples({ order, id }: { order: Order; id: string }) {
  const say = useSay()
  return (
    <section className="section">
      <h2>{say(words.samples)}</h2>
      <p className="order-facts">
        <span>{say(words[`custody_${order.custody}`])}</span>
        <Link to="/orders/$id/labels" params={{ id }}>
          {say(words.labels)}
        </Link>
      </p>
    </section>
  )
}

function Reports({ reports }: { reports: OrderShown['reports'] }) {
  const say = useSay()
  return (
    <section className="section">
      <h2>{say(words.reports)}</h2>
      {reports.length === 0 && <p className="muted">{say(words.noReports)}</p>}
      {reports.map((report) => (
        <div key={report.id} className="order-report">
          <p>
            <b>{report.reportNo}</b> <span className="note">{moment(report.issuedAt)}</span>
          </p>
          <p>
            {say(words.code, { code: report.code })} <a href={`/report-check#${report.code}`}>{say(words.checkIt)}</a>
          </p>
          {report.files.map((file) => (
            <p key={file.id}>{file.link ? <a href={file.link}>{file.fileName}</a> : file.fileName}</p>
          ))}
          {report.isHeldBack && <p className="note">{say(words.heldBack)}</p>}
        </div>
      ))}
    </section>
  )
}

function Journal({ journal }: { journal: OrderShown['journal'] }) {
  const say = useSay()
  return (
    <section className="section">
      <h2>{say(words.journal)}</h2>
      {journal.length === 0 && <p className="muted">{say(words.noJournal)}</p>}
      <ul className="order-journal plain-list">
        {journal.map((one) => (
          <li key={one.number}>
            <b>{say(orderWords[`step_${one.step}`])}</b> {moment(one.recordedAt)} · {one.by}（{say(orderWords[`side_${one.side}`])}）
            {one.note && <p className="note">{one.note}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
