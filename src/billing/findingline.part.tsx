// One finding: what it says in numbers, the rows it stands on, and what is to be thought of it.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { count, dayAndTime, hours, moment, percent, yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { billingWords } from './billing.words.ts'
import { type Finding, type FindingCheck, listFindings, settleFinding } from './finding.contract.ts'
import { findingWords as words } from './finding.words.ts'

const countsRecords: readonly FindingCheck[] = [
  'own_rating',
  'overlap',
  'invoice_twice',
  'price_differs',
  'late_entry',
  'quarter_rush',
  'same_duration',
]

/** What a finding says, with its numbers in the unit of its check. */
function useSentence(): (finding: Finding) => string {
  const say = useSay()
  return ({ check, detail, foundOn, numerator, denominator, threshold, rows }) => {
    const isMoney = check === 'no_invoice' || detail === 'income_differ'
    const shown = (value: number) => (countsRecords.includes(check) ? count(value) : isMoney ? yuan(value) : hours(value))
    return say(words[`said_${check}`], {
      ...{ on: foundOn, quarter: `${foundOn.slice(0, 4)} Q${Math.ceil(Number(foundOn.slice(5, 7)) / 3)}`, threshold: threshold ?? '' },
      ...{ numerator: shown(numerator), denominator: denominator === null ? '' : shown(denominator) },
      percent: denominator ? (percent(numerator, denominator) ?? '') : '',
      detail: detail === '' ? '' : say(words[`detail_${detail}`]),
      invoice: rows[0]?.invoiceNo ?? '',
      each: rows[0] ? hours(rows[0].seconds) : '',
    })
  }
}

export function FindingLine({ finding, hasInstitution }: { finding: Finding; hasInstitution: boolean }) {
  const say = useSay()
  const { may } = useMe()
  const [asks, setAsks] = useState<'explained' | 'error'>()
  const sentence = useSentence()(finding)
  const isOpen = finding.state === 'open' && finding.goneAt === null
  const where = [...(hasInstitution ? [finding.institutionNameZh] : []), finding.instrumentNameZh, finding.innerCode].filter(Boolean)
  const named = (action: string) => say(words.actNamed, { action, what: sentence })
  // Where there are many, each row leads to its own correction.
  const first = finding.rowCount > 1 ? undefined : finding.rows.find((row) => !row.isSuperseded)
  return (
    <li>
      <div className="finding">
        <p>
          <span className={isOpen ? 'tag warn' : 'tag'}>{say(words[`check_${finding.check}`])}</span>{' '}
          {finding.state !== 'open' && <span className="tag info">{say(words[`state_${finding.state}`])}</span>} {where.join(' ')}
        </p>
        <p>
          <b>{sentence}</b>
        </p>
        {finding.settledAt && (
          <p className="note">
            {say(words.settledBy, { name: finding.settledByName ?? '', at: moment(finding.settledAt), note: finding.note })}
          </p>
        )}
        {finding.goneAt && <p className="note">{say(words.gone, { at: moment(finding.goneAt) })}</p>}
        {finding.order ? <Rated order={finding.order} /> : <EvidenceRows finding={finding} />}
        {asks && <SettleForm finding={finding} state={asks} onBack={() => setAsks(undefined)} />}
      </div>
      {isOpen && !asks && may('billing.correct') && (
        <div className="buttons">
          {first && (
            <Link className="btn small" to="/work/services" search={{ service: first.serviceNo }} aria-label={named(say(words.correct))}>
              {say(words.correct)}
            </Link>
          )}
          <Button size="small" label={named(say(words.explain))} onPress={() => setAsks('explained')}>
            {say(words.explain)}
          </Button>
          <Button size="small" label={named(say(words.error))} onPress={() => setAsks('error')}>
            {say(words.error)}
          </Button>
        </div>
      )}
    </li>
  )
}

/** The order that a rating is of; its two sides open it. */
function Rated({ order: { id, number } }: { order: NonNullable<Finding['order']> }) {
  const say = useSay()
  return (
    <p>
      <Link to="/orders/$id" params={{ id }}>
        {say(words.openOrder, { number })}
      </Link>
    </p>
  )
}

function EvidenceRows({ finding }: { finding: Finding }) {
  const say = useSay()
  return (
    <details>
      <summary>{say(words.rows, { count: count(finding.rowCount) })}</summary>
      <table className="table to-list">
        <TableHead
          columns={[words.day, words.time, { num: words.hours }, { num: words.amount }, words.source, words.invoice, words.entered]}
        />
        <tbody>
          {finding.rows.map((row) => (
            <tr key={`${row.serviceNo} ${row.recordedAt}`}>
              <th scope="row" className="main">
                <Link to="/work/services" search={{ service: row.serviceNo }} aria-label={say(words.openService, { on: row.effectiveOn })}>
                  {row.effectiveOn}
                </Link>{' '}
                {row.isSuperseded && <span className="tag">{say(words.superseded)}</span>}
              </th>
              <td data-label={say(words.time)}>
                {row.startsAt && row.endsAt ? `${dayAndTime(row.startsAt)[1]}–${dayAndTime(row.endsAt)[1]}` : ''}
              </td>
              <td className="num" data-label={say(words.hours)}>
                {hours(row.seconds)}
              </td>
              <td className="num" data-label={say(words.amount)}>
                {yuan(row.fen)}
              </td>
              <td data-label={say(words.source)}>{say(billingWords[`source_${row.source}`])}</td>
              <td data-label={say(words.invoice)}>{row.invoiceNo ?? ''}</td>
              <td data-label={say(words.entered)}>{moment(row.recordedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {finding.rowCount > finding.rows.length && <p className="note">{say(words.rowsFirst, { shown: finding.rows.length })}</p>}
    </details>
  )
}

function SettleForm({ finding, state, onBack }: { finding: Finding; state: 'explained' | 'error'; onBack: () => void }) {
  const send = useSend(settleFinding, { refresh: [listFindings], onDone: onBack })
  return (
    <ReasonForm
      words={words}
      sure={state === 'explained' ? words.explain : words.error}
      kind="primary"
      sending={send}
      onSend={(note) => send.mutate({ id: finding.id, state, note })}
      onBack={onBack}
    />
  )
}
