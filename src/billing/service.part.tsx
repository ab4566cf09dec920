// One service: its versions, newest first, each with its entries in the book and their reversals; and correcting or voiding it.
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { ledgerWords } from '../ledger/ledger.words.ts'
import { Button } from '../web/field.tsx'
import { count, decimal, hours, moment, yuan } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { webWords } from '../web/web.words.ts'
import { getService, type ServiceHistory, type ServiceTransaction } from './billing.contract.ts'
import { billingWords } from './billing.words.ts'
import { CorrectForm, VoidForm } from './correct.part.tsx'
import { ReceiptForm } from './receipt.part.tsx'
import { receiptWords } from './receipt.words.ts'
import { servicesWords as words } from './services.words.ts'

type Version = ServiceHistory['versions'][number]

export function ServiceDetail({ serviceNo, onClose }: { serviceNo: string; onClose: () => void }) {
  const say = useSay()
  const reading = useRead(getService, { serviceNo })
  return (
    <aside className="pane service-detail" aria-label={say(words.title)}>
      <button type="button" className="btn quiet small close" aria-label={say(words.close)} onClick={onClose}>
        <Icon name="cross" />
      </button>
      <Read of={reading}>{(history) => <History history={history} />}</Read>
    </aside>
  )
}

function History({ history }: { history: ServiceHistory }) {
  const say = useSay()
  const [doing, setDoing] = useState<'correct' | 'receipt' | 'void'>()
  const [done, setDone] = useState<'correct' | 'receipt' | 'void'>()
  const newest = history.versions.at(-1)
  if (!newest) return null
  const choose = (what: typeof doing) => {
    setDone(undefined)
    setDoing(what)
  }
  const finish = () => {
    setDone(doing)
    setDoing(undefined)
  }
  return (
    <>
      <h2>{newest.instrumentNameZh}</h2>
      <p className="muted">
        {newest.customerOrganisationNameZh ?? newest.customerName}，{newest.effectiveOn}
      </p>
      {done && (
        <p className="box done" role="status">
          {say(done === 'receipt' ? receiptWords.done : words.done)}
        </p>
      )}
      {doing === 'correct' && history.standing && (
        <CorrectForm service={history.standing} onDone={finish} onBack={() => setDoing(undefined)} />
      )}
      {doing === 'receipt' && history.standing && (
        <ReceiptForm service={history.standing} onDone={finish} onBack={() => setDoing(undefined)} />
      )}
      {doing === 'void' && history.standing && <VoidForm service={history.standing} onDone={finish} onBack={() => setDoing(undefined)} />}
      {!doing && history.standing && <Doings onChoose={choose} />}
      <ol className="versions">
        {history.versions
          .map((version, at) => (
            <VersionOf key={version.id} version={version} no={at + 1} isStanding={version.id === history.standing?.id} />
          ))
          .reverse()}
      </ol>
    </>
  )
}

/** What the reader may do with a standing record. */
function Doings({ onChoose }: { onChoose: (what: 'correct' | 'receipt' | 'void') => void }) {
  const say = useSay()
  const { may } = useMe()
  if (!may('billing.correct') && !may('billing.receive')) return null
  return (
    <div className="buttons">
      {may('billing.receive') && (
        <Button kind="primary" onPress={() => onChoose('receipt')}>
          {say(receiptWords.open)}
        </Button>
      )}
      {may('billing.correct') && (
        <>
          <Button onPress={() => onChoose('correct')}>{say(words.correct)}</Button>
          <Button kind="danger" onPress={() => onChoose('void')}>
            {say(words.void)}
          </Button>
        </>
      )}
    </div>
  )
}

function VersionOf({ version, no, isStanding }: { version: Version; no: number; isStanding: boolean }) {
  const say = useSay()
  const reason = version.correctionReason
  return (
    <li>
      <h3>
        {say(words.version, { no })}{' '}
        <span className={isStanding ? 'tag good' : version.voidReason ? 'tag bad' : 'tag'}>
          {say(isStanding ? words.standing : version.voidReason ? words.voided : words.superseded)}
        </span>
      </h3>
      <p className="note">
        {say(words.recordedAt, { moment: moment(version.recordedAt) })}
        {version.supersededAt && `，${say(words.supersededAt, { moment: moment(version.supersededAt) })}`}
        {reason && `，${say(words.because, { reason })}`}
        {version.voidReason && `，${say(words.because, { reason: version.voidReason })}`}
      </p>
      <dl className="slot">
        <div>
          <dt>{say(words.hours)}</dt>
          <dd>
            {hours(version.seconds)} <span className="tag">{say(billingWords[`hours_${version.hoursKind}`])}</span>
          </dd>
        </div>
        <div>
          <dt>{say(words.samples)}</dt>
          <dd>{count(version.sampleCount)}</dd>
        </div>
        <div>
          <dt>{say(words.amount)}</dt>
          <dd>{yuan(version.fen)}</dd>
        </div>
        {version.priceParts.map((part) => (
          <div key={part.basis} className="part">
            <dt>{say(billingWords[`part_${part.basis}`])}</dt>
            <dd>
              {part.unitFen !== undefined && part.quantity !== undefined && (
                <small>
                  {part.basis === 'hour' ? `${hours(part.quantity)} ${say(webWords.hour)}` : count(part.quantity)} × {yuan(part.unitFen)} ={' '}
                </small>
              )}
              {yuan(part.fen)}
            </dd>
          </div>
        ))}
        {version.invoiceNo && (
          <div>
            <dt>{say(words.invoiced)}</dt>
            <dd>
              {yuan(version.invoicedFen)}{' '}
              <small>
                {version.invoiceNo}
                {version.invoicedOn && `，${version.invoicedOn}`}
              </small>
            </dd>
          </div>
        )}
        {version.receivedOn && (
          <div>
            <dt>{say(receiptWords.received)}</dt>
            <dd>
              {yuan(version.receivedFen)} <small>{version.receivedOn}</small>
            </dd>
          </div>
        )}
      </dl>
      <Book transactions={version.transactions} />
    </li>
  )
}

function amountOf(commodity: ServiceTransaction['commodity'], amount: number): string {
  const size = Math.abs(amount)
  if (commodity === 'CNY') return yuan(size)
  return commodity === 'TIME' ? decimal(size, 3600, 2) : count(size)
}

/** The entries, debit and credit in their columns; a reversal says so and carries the same amounts on the other side. */
function Book({ transactions }: { transactions: readonly ServiceTransaction[] }) {
  const say = useSay()
  if (transactions.length === 0) return null
  return (
    <details className="ledger">
      <summary>{say(words.book)}</summary>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say(words.commodity)}</th>
              <th scope="col">{say(words.account)}</th>
              <th scope="col" className="num">
                {say(words.debit)}
              </th>
              <th scope="col" className="num">
                {say(words.credit)}
              </th>
            </tr>
          </thead>
          {transactions.map((transaction) => (
            <tbody key={transaction.id} className={transaction.kind === 'reversal' ? 'reversal' : undefined}>
              {transaction.entries.map((entry, at) => (
                <tr key={entry.lineNo}>
                  <td>
                    {at === 0 && (
                      <>
                        {say(ledgerWords[`commodity_${transaction.commodity}`])}
                        <br />
                        <small>
                          {transaction.kind === 'reversal' ? say(words.reverses) : say(ledgerWords[`kind_${transaction.kind}`])}，
                          {transaction.effectiveOn}
                        </small>
                      </>
                    )}
                  </td>
                  <td>{say(ledgerWords[`purpose_${entry.purpose}`])}</td>
                  <td className="num">{entry.amount > 0 ? amountOf(transaction.commodity, entry.amount) : ''}</td>
                  <td className="num">{entry.amount < 0 ? amountOf(transaction.commodity, entry.amount) : ''}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </details>
  )
}
