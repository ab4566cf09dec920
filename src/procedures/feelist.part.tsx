// Lists of experts' fees: each opens to its lines, is exported for finance, and recorded as paid.
import { type FormEvent, useState } from 'react'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { type FeeList, getFeeList, listFeeLists, recordFeePayment } from './fee.contract.ts'
import { feePageWords as words } from './feepage.words.ts'

export function FeeLists() {
  const [openId, setOpenId] = useState<string>()
  const reading = useReadOn(listFeeLists, {})
  return (
    <ReadOn of={reading} empty={<Empty title={words.listsEmptyTitle} why={words.listsEmptyWhy} />}>
      {(items: FeeList[]) => {
        const opened = items.find((item) => item.id === openId)
        return (
          <>
            <table className="table to-list">
              <TableHead columns={[words.list, words.state, { num: words.gross }, { num: words.tax }, { num: words.net }, words.open]} />
              <tbody>
                {items.map((item) => (
                  <ListRow key={item.id} item={item} isOpen={item.id === openId} onOpen={setOpenId} />
                ))}
              </tbody>
            </table>
            {opened && <Opened key={opened.id} list={opened} />}
          </>
        )
      }}
    </ReadOn>
  )
}

type RowProps = { item: FeeList; isOpen: boolean; onOpen: (id: string | undefined) => void }

function ListRow({ item, isOpen, onOpen }: RowProps) {
  const say = useSay()
  return (
    <tr className={isOpen ? 'chosen' : undefined}>
      <th scope="row" className="main">
        {item.listNo}
        <p className="note">
          {item.holderName}　{say(words.people, { count: item.itemCount })}
        </p>
      </th>
      <td data-label={say(words.state)}>
        <span className={`tag ${item.paidOn ? 'good' : 'info'}`}>{say(item.paidOn ? words.paid : words.listed)}</span>
        {item.paidOn && <p className="note">{say(words.paidOn, { day: item.paidOn, reference: item.reference })}</p>}
      </td>
      <Amount word={words.gross} fen={item.grossFen} />
      <Amount word={words.tax} fen={item.taxFen} />
      <Amount word={words.net} fen={item.grossFen - item.taxFen} />
      <td>
        <Button size="small" label={say(words.openOf, { listNo: item.listNo })} onPress={() => onOpen(isOpen ? undefined : item.id)}>
          {say(isOpen ? words.close : words.open)}
        </Button>
      </td>
    </tr>
  )
}

function Amount({ word, fen }: { word: { zh: string; en: string }; fen: number }) {
  const say = useSay()
  return (
    <td className="num" data-label={say(word)}>
      {say(words.yuan, { amount: yuan(fen) })}
    </td>
  )
}

function Opened({ list }: { list: FeeList }) {
  const say = useSay()
  const reading = useRead(getFeeList, { id: list.id }, { staleTime: 0 })
  return (
    <section className="fee-list" aria-labelledby="fee-list">
      <h3 id="fee-list">{list.listNo}</h3>
      <p className="note">{say(words.masked)}</p>
      <Read of={reading} rows={list.itemCount}>
        {({ items }) => (
          <table className="table to-list">
            <TableHead
              columns={[words.expert, words.account, words.sheets, { num: words.gross }, { num: words.tax }, { num: words.net }]}
            />
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <th scope="row" className="main">
                    {item.name}
                  </th>
                  <td data-label={say(words.account)}>{item.account}</td>
                  <td data-label={say(words.sheets)}>{item.caseNos.join('、')}</td>
                  <Amount word={words.gross} fen={item.grossFen} />
                  <Amount word={words.tax} fen={item.taxFen} />
                  <Amount word={words.net} fen={item.grossFen - item.taxFen} />
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
      <p className="note digest">
        {say(words.taxBy, { documentNo: list.taxDocumentNo })}　{say(words.digest, { digest: list.digest.slice(0, 16) })}
      </p>
      <div className="buttons">
        <a className="btn" href={`/api/review-fees/lists/${list.id}/file`} download>
          {say(words.export)}
        </a>
      </div>
      {list.mayPay && <Pay list={list} />}
    </section>
  )
}

function Pay({ list }: { list: FeeList }) {
  const say = useSay()
  const [paidOn, setPaidOn] = useState(shanghaiDay(Date.now()))
  const [reference, setReference] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordFeePayment, { refresh: [listFeeLists, getFeeList] })
  const isDayWrong = !/^\d{4}-\d{2}-\d{2}$/.test(paidOn)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isDayWrong && reference.trim() !== '') send.mutate({ id: list.id, paidOn, reference })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <h3>{say(words.payTitle)}</h3>
      <Field label={words.payDay} {...(isTried && isDayWrong ? { problem: say(words.dayMissing) } : {})}>
        {(control) => <DayText control={control} value={paidOn} onChange={(day) => setPaidOn(day ?? '')} />}
      </Field>
      <Field label={words.reference} {...(isTried && reference.trim() === '' ? { problem: say(words.referenceMissing) } : {})}>
        {(control) => <input {...control} maxLength={60} value={reference} onChange={(event) => setReference(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.pay)}
        </Button>
      </div>
    </form>
  )
}
