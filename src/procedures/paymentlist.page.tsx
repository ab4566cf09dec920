// One payment list: its items, its file for the bank, the bank's receipts, and whether the two come to the same.
import '../web/styles/case.css'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { FilePicker } from '../web/filepicker.tsx'
import { moment, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ShownChoice } from '../web/shown.tsx'
import { Gone, isGone, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type ShownItems, shownItems } from './pay.rules.ts'
import { payDeskWords as words } from './paydesk.words.ts'
import { getPaymentList, listClaims, listDuePayments, listFundLines, listPaymentLists, recordReceipts } from './payment.contract.ts'
import { ListState } from './paymentstate.part.tsx'

type Shown = Output<typeof getPaymentList>
const options = shownItems.map((value) => ({ value, word: words[value] }))
const bytesMost = 1_000_000

export function PaymentListPage() {
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const reading = useRead(getPaymentList, { id }, { staleTime: 0 })
  useTitle(reading.data?.listNo ?? say(words.title))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn" to="/work/payments">
          {say(words.backToAll)}
        </Link>
      </Gone>
    )
  return <Read of={reading}>{(shown) => <Whole key={shown.id} of={shown} />}</Read>
}

function Whole({ of }: { of: Shown }) {
  const say = useSay()
  return (
    <>
      <p className="why">
        <Link to="/work/payments" search={{ show: 'lists' }}>
          {say(words.backToAll)}
        </Link>
      </p>
      <div className="work-head">
        <h1 className="nowrap">{of.listNo}</h1>
        <div className="aside">
          <ListState of={of} />
        </div>
      </div>
      <div className="case-desk money">
        <div>
          <Sums of={of} />
          <Items of={of} />
        </div>
        <div className="acting">
          <div className="pane">
            <section>
              <a className="btn" href={`/api/payments/lists/${of.id}/file`} download>
                {say(words.export)}
              </a>
              <p className="note">{say(words.exportWhy)}</p>
            </section>
            <Receipts listId={of.id} />
          </div>
        </div>
      </div>
    </>
  )
}

/** What was sent is what was paid, what came back and what is still to be told: each opens to its items. */
function Sums({ of }: { of: Shown }) {
  const say = useSay()
  const sumOf = (state: string) => of.items.filter((item) => item.state === state).reduce((sum, item) => sum + item.fen, 0)
  const sums = [
    ['all', words.sum, of.fen, of.itemCount],
    ['paid', words.sumPaid, sumOf('paid'), of.paid],
    ['returned', words.sumReturned, sumOf('returned'), of.returned],
    ['sent', words.sumSent, sumOf('sent'), of.sent],
  ] as const
  return (
    <section>
      <dl className="case-facts">
        {sums.map(([show, word, fen]) => (
          <div key={show}>
            <dt>{say(word)}</dt>
            <dd>
              <Link to="." search={{ show }} replace>
                {yuan(fen)}
              </Link>
            </dd>
          </div>
        ))}
        <div>
          <dt>{say(words.payer)}</dt>
          <dd>{of.holderName}</dd>
        </div>
        <div>
          <dt>{say(words.madeBy)}</dt>
          <dd>
            {of.madeBy} {moment(of.frozenAt)}
          </dd>
        </div>
        <div className="whole">
          <dt>{say(words.digest)}</dt>
          <dd>
            <code>{of.digest}</code>
            <p className="note">{say(words.digestWhy)}</p>
          </dd>
        </div>
      </dl>
      {of.sent === 0 && <p className="box done">{say(words.reconciled)}</p>}
    </section>
  )
}

const toneOf = { sent: 'info', paid: 'good', returned: 'warn' } as const

function Items({ of }: { of: Shown }) {
  const say = useSay()
  const { show = 'all' } = useSearch({ strict: false }) as { show?: ShownItems }
  const items = of.items.filter((item) => show === 'all' || item.state === show)
  return (
    <section>
      <h2>{say(words.items)}</h2>
      <ShownChoice label={words.show} value={show} options={options} />
      {items.length === 0 ? (
        <p className="muted">{say(words.itemsNone)}</p>
      ) : (
        <table className="table to-list">
          <TableHead
            columns={[words.caseNo, words.instalment, words.payee, words.account, { num: words.amount }, words.state, words.receipt]}
          />
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row" className="main">
                  {item.caseNo}
                </th>
                <td data-label={say(words.instalment)}>{say(words.numbered, { number: item.lineNumber })}</td>
                <td data-label={say(words.payee)}>{item.payeeName}</td>
                <td data-label={say(words.account)}>{item.account}</td>
                <td className="num" data-label={say(words.amount)}>
                  {yuan(item.fen)}
                </td>
                <td className="lead">
                  <span className={`tag ${toneOf[item.state]}`}>{say(words[item.state])}</span>
                </td>
                <td data-label={say(words.receipt)}>{[item.settledOn, item.reference, item.reason].filter(Boolean).join(' ') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** A bank's file as text: UTF-8 where it is that, else GBK, which banks here still write. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function Receipts({ listId }: { listId: string }) {
  const say = useSay()
  const [isTooLarge, setIsTooLarge] = useState(false)
  const send = useSend(recordReceipts, { refresh: [getPaymentList, listPaymentLists, listDuePayments, listClaims, listFundLines] })
  const take = async (file: File) => {
    setIsTooLarge(file.size > bytesMost)
    if (file.size <= bytesMost) send.mutate({ id: listId, text: textOf(await file.arrayBuffer()) })
  }
  return (
    <section>
      <h2>{say(words.receipts)}</h2>
      <p className="note">{say(words.receiptsWhy)}</p>
      <div className="buttons">
        <FilePicker accept=".csv,text/csv" isBusy={send.isPending} onFile={(file) => void take(file)}>
          {say(words.receiptsFile)}
        </FilePicker>
      </div>
      {isTooLarge && (
        <p className="problem" role="alert">
          {say(words.receiptsTooLarge)}
        </p>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.data && <Taken of={send.data} />}
    </section>
  )
}

function Taken({ of }: { of: Output<typeof recordReceipts> }) {
  const say = useSay()
  const { paid, returned, known, wrong } = of
  const rows = new Set(wrong.map((one) => one.row)).size
  return (
    <div role="status">
      <p className={rows > 0 ? 'box' : 'box done'}>{say(words.receiptsDone, { paid, returned, known, wrong: rows })}</p>
      {wrong.length > 0 && (
        <table className="table">
          <TableHead columns={[words.row, words.reason]} />
          <tbody>
            {wrong.map((one) => (
              <tr key={`${one.row} ${one.code}`}>
                <th scope="row">{one.row}</th>
                <td>{say(one.text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
