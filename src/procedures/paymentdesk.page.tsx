// Finance's desk: what is due and the lists made of it, and what must come back.
import '../web/styles/case.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { moment, shanghaiDay, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { ShownChoice } from '../web/shown.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type ShownPayments, shownPayments } from './pay.rules.ts'
import { payDeskWords as words } from './paydesk.words.ts'
import {
  listClaims,
  listDuePayments,
  listFundLines,
  listPaymentLists,
  makePaymentList,
  type PaymentList,
  recordRecovery,
} from './payment.contract.ts'
import { fenOf, yuanText } from './payment.rules.ts'
import { ListState } from './paymentstate.part.tsx'

type Due = Output<typeof listDuePayments>['items'][number]
type Claim = Output<typeof listClaims>['items'][number]
const options = shownPayments.map((value) => ({ value, word: words[`show_${value}`] }))
const dueMost = 500
const listMost = 1_000

export function PaymentDeskPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { show = 'due' } = useSearch({ strict: false }) as { show?: ShownPayments }
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <ShownChoice label={words.show} value={show} options={options} />
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {show === 'due' && <DuePart />}
      {show === 'lists' && <Lists />}
      {show === 'claims' && <Claims />}
    </>
  )
}

function DuePart() {
  const reading = useRead(listFundLines, {}, { staleTime: 600_000 })
  return <Read of={reading}>{({ holders }) => <DueOf holders={holders} />}</Read>
}

function DueOf({ holders }: Pick<Output<typeof listFundLines>, 'holders'>) {
  const say = useSay()
  const today = shanghaiDay(Date.now())
  const [until, setUntil] = useState(today)
  const [chosen, setChosen] = useState<string>()
  const holderId = chosen ?? holders[0]?.id
  const reading = useRead(listDuePayments, { until, limit: dueMost }, { staleTime: 0 })
  return (
    <>
      <div className="case-ask">
        {holders.length > 1 && (
          <Field label={words.payer}>
            {(control) => (
              <select {...control} value={holderId} onChange={(event) => setChosen(event.target.value)}>
                {holders.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field label={words.until}>
          {(control) => <DayInput control={control} value={until} onChange={(day) => setUntil(day || today)} />}
        </Field>
      </div>
      <Read of={reading}>
        {({ items }) => {
          const own = items.filter((item) => item.holderId === holderId)
          if (own.length === 0) return <Empty title={words.dueEmpty} why={words.dueEmptyWhy} />
          return (
            <>
              {holderId && <Make holderId={holderId} until={until} items={own} />}
              {items.length === dueMost && <p className="why">{say(words.dueMost, { count: dueMost })}</p>}
              <DueTable items={own} />
            </>
          )
        }}
      </Read>
    </>
  )
}

const isReady = (item: Due) => !item.isUnchecked && !item.isFrozen

function Make({ holderId, until, items }: { holderId: string; until: string; items: readonly Due[] }) {
  const say = useSay()
  const navigate = useNavigate()
  const send = useSend(makePaymentList, {
    refresh: [listDuePayments, listPaymentLists],
    onDone: ({ id }) => void navigate({ to: '/work/payments/$id', params: { id } }),
  })
  const ready = items.filter(isReady)
  const sum = ready.reduce((total, item) => total + item.fen, 0)
  return (
    <div className="pile">
      <p>{say(words.makeSum, { count: ready.length, yuan: yuan(sum) })}</p>
      {ready.length > listMost && <p className="why">{say(words.makeOver)}</p>}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button
          kind="primary"
          isBusy={send.isPending}
          reason={ready.length === 0 && say(words.makeNone)}
          onPress={() => send.mutate({ holderId, until })}
        >
          {say(words.make)}
        </Button>
      </div>
    </div>
  )
}

function DueTable({ items }: { items: readonly Due[] }) {
  const say = useSay()
  return (
    <table className="table to-list money-table">
      <TableHead
        columns={[words.caseNo, words.procedure, words.payee, words.instalment, words.dueOn, { num: words.amount }, words.state]}
      />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              {item.caseNo}
            </th>
            <td data-label={say(words.procedure)}>{say(item.procedure)}</td>
            <td data-label={say(words.payee)}>{item.payeeName}</td>
            <td data-label={say(words.instalment)}>{say(words.instalmentOf, { number: item.lineNumber, count: item.lineCount })}</td>
            <td data-label={say(words.dueOn)}>{item.dueOn}</td>
            <td className="num" data-label={say(words.amount)}>
              {yuan(item.fen)}
            </td>
            <td className="lead">
              <span className={isReady(item) ? 'tag good' : 'tag warn'}>
                {say(item.isFrozen ? words.isFrozen : item.isUnchecked ? words.isUnchecked : words.isPayable)}
              </span>
              {item.reason && <p className="note">{say(words.wasReturned, { reason: item.reason })}</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Lists() {
  const say = useSay()
  const reading = useReadOn(listPaymentLists, {})
  return (
    <ReadOn of={reading} empty={<Empty title={words.listsEmpty} why={words.listsEmptyWhy} />}>
      {(items: PaymentList[]) => (
        <table className="table to-list money-table">
          <TableHead columns={[words.listNo, words.payer, { num: words.itemCount }, { num: words.amount }, words.madeBy, words.state]} />
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row" className="main">
                  <Link to="/work/payments/$id" params={{ id: item.id }}>
                    {item.listNo}
                  </Link>
                </th>
                <td data-label={say(words.payer)}>{item.holderName}</td>
                <td className="num" data-label={say(words.itemCount)}>
                  {item.itemCount}
                </td>
                <td className="num" data-label={say(words.amount)}>
                  {yuan(item.fen)}
                </td>
                <td data-label={say(words.madeBy)}>
                  {item.madeBy} <span className="note">{moment(item.frozenAt)}</span>
                </td>
                <td className="lead">
                  <ListState of={item} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ReadOn>
  )
}

function Claims() {
  const say = useSay()
  const reading = useRead(listClaims, { limit: dueMost }, { staleTime: 0 })
  const [openId, setOpenId] = useState<string>()
  const [isDone, setIsDone] = useState(false)
  return (
    <Read of={reading}>
      {({ items }) => {
        if (items.length === 0) return <Empty title={words.claimsEmpty} why={words.claimsEmptyWhy} />
        const open = items.find((item) => item.id === openId)
        const close = (done: boolean) => {
          setOpenId(undefined)
          setIsDone(done)
        }
        return (
          <>
            {isDone && !open && (
              <p className="box done" role="status">
                {say(words.recordDone)}
              </p>
            )}
            {open && <RecoveryForm key={open.id} claim={open} onDone={() => close(true)} onBack={() => close(false)} />}
            <ClaimTable items={items} onOpen={setOpenId} />
          </>
        )
      }}
    </Read>
  )
}

function ClaimTable({ items, onOpen }: { items: readonly Claim[]; onOpen: (id: string) => void }) {
  const say = useSay()
  return (
    <table className="table to-list money-table">
      <TableHead
        columns={[
          words.caseNo,
          words.instalment,
          words.payer,
          words.raisedOn,
          { num: words.claimed },
          { num: words.recovered },
          words.state,
        ]}
      />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              {item.caseNo}
            </th>
            <td data-label={say(words.instalment)}>{say(words.numbered, { number: item.lineNumber })}</td>
            <td data-label={say(words.payer)}>{item.holderName}</td>
            <td data-label={say(words.raisedOn)}>{item.raisedOn}</td>
            <td className="num" data-label={say(words.claimed)}>
              {yuan(item.fen)}
            </td>
            <td className="num" data-label={say(words.recovered)}>
              {yuan(item.recoveredFen)}
            </td>
            <td className="lead">
              {item.recoveredFen < item.fen ? (
                <Button
                  size="small"
                  label={say(words.recordNamed, { caseNo: item.caseNo, number: item.lineNumber })}
                  onPress={() => onOpen(item.id)}
                >
                  {say(words.record)}
                </Button>
              ) : (
                <span className="tag good">{say(words.allRecovered)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RecoveryForm({ claim, onDone, onBack }: { claim: Claim; onDone: () => void; onBack: () => void }) {
  const say = useSay()
  const [amount, setAmount] = useState(yuanText(claim.fen - claim.recoveredFen))
  const [receivedOn, setReceivedOn] = useState(shanghaiDay(Date.now()))
  const [reference, setReference] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordRecovery, { refresh: [listClaims, listFundLines], onDone })
  const fen = fenOf(amount)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (fen && receivedOn !== '' && reference.trim() !== '') send.mutate({ id: claim.id, fen, receivedOn, reference })
  }
  const problem = (isWrong: boolean, word: { zh: string; en: string } = words.missing) => (isTried && isWrong ? { problem: say(word) } : {})
  return (
    <form className="form pane programme-form" onSubmit={submit} noValidate>
      <h2>{say(words.recordNamed, { caseNo: claim.caseNo, number: claim.lineNumber })}</h2>
      <Field label={words.recoveredYuan} {...problem(!fen, words.amountWrong)}>
        {(control) => <input {...control} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}
      </Field>
      <Field label={words.receivedOn} {...problem(receivedOn === '')}>
        {(control) => <DayInput control={control} value={receivedOn} onChange={setReceivedOn} />}
      </Field>
      <Field label={words.reference} {...problem(reference.trim() === '')}>
        {(control) => <input {...control} maxLength={60} value={reference} onChange={(event) => setReference(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.record)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}
