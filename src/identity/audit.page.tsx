// For the auditor: who did what, when, with what result; how far the trail is sealed, and the file of it.
import '../web/styles/desk.css'
import '../web/styles/audit.css'
import { type FormEvent, useState } from 'react'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { count, moment } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type AuditRecord, getAuditSeal, listAuditRecords } from './audit.contract.ts'
import { auditWords as words } from './audit.words.ts'

type Asked = { loginName: string; operation: string; fromOn: string; toOn: string }
const nothingAsked: Asked = { loginName: '', operation: '', fromOn: '', toOn: '' }

/** The filter as the operation takes it; days are those of Asia/Shanghai. */
function filterOf({ loginName, operation, fromOn, toOn }: Asked) {
  return {
    ...(loginName ? { loginName } : {}),
    ...(operation ? { operation } : {}),
    ...(fromOn ? { from: `${fromOn}T00:00:00+08:00` } : {}),
    ...(toOn ? { to: `${toOn}T00:00:00+08:00` } : {}),
  }
}

export function AuditPage() {
  const say = useSay()
  const { language } = useLanguage()
  useTitle(say(words.title))
  const [asked, setAsked] = useState(nothingAsked)
  const filter = filterOf(asked)
  const reading = useReadOn(listAuditRecords, filter)
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <a className="btn" href={`/api/audit/records.csv?${new URLSearchParams({ ...filter, language })}`} download>
            {say(words.download)}
          </a>
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Seal />
      <AskForm onAsk={setAsked} />
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items) => <Records items={items} />}
      </ReadOn>
    </>
  )
}

function Seal() {
  const say = useSay()
  const { language } = useLanguage()
  const reading = useRead(getAuditSeal, {})
  return (
    <Read of={reading}>
      {(seal) => {
        const unsealed = count(seal.unsealedCount)
        return (
          <div className="box told audit-seal">
            {seal.lastHash && seal.sealedThrough ? (
              <p>
                {say(words.sealLine, { blocks: count(seal.blockCount), through: moment(seal.sealedThrough), unsealed })}
                <code>{seal.lastHash}</code>
              </p>
            ) : (
              <p>{say(words.sealNone, { unsealed })}</p>
            )}
            <p className="note">{say(words.keepLine, { months: seal.keepMonths, basis: seal.basis[language] })}</p>
          </div>
        )
      }}
    </Read>
  )
}

function AskForm({ onAsk }: { onAsk: (asked: Asked) => void }) {
  const say = useSay()
  const [draft, setDraft] = useState(nothingAsked)
  const change = (part: Partial<Asked>) => setDraft({ ...draft, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAsk(draft)
  }
  return (
    <form className="form audit-ask" onSubmit={submit}>
      <Field label={words.filterUser}>
        {(control) => <input {...control} value={draft.loginName} onChange={(event) => change({ loginName: event.target.value })} />}
      </Field>
      <Field label={words.filterOperation}>
        {(control) => <input {...control} value={draft.operation} onChange={(event) => change({ operation: event.target.value })} />}
      </Field>
      <Field label={words.filterFrom}>
        {(control) => <DayInput control={control} value={draft.fromOn} onChange={(fromOn) => change({ fromOn })} />}
      </Field>
      <Field label={words.filterTo}>
        {(control) => <DayInput control={control} value={draft.toOn} onChange={(toOn) => change({ toOn })} />}
      </Field>
      <Button type="submit" kind="primary">
        {say(words.search)}
      </Button>
    </form>
  )
}

const columns = [words.moment, words.who, words.forWhom, words.what, words.outcome, words.from, words.sealed]

function Records({ items }: { items: readonly AuditRecord[] }) {
  const say = useSay()
  const name = useName()
  return (
    <table className="table to-list">
      <TableHead columns={columns} />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td data-label={say(words.moment)}>{moment(item.recordedAt)}</td>
            <th scope="row" className="main">
              {item.loginName ?? say(words.nobody)}
            </th>
            <td data-label={say(words.forWhom)}>
              {item.organisationZh ? name({ nameZh: item.organisationZh, nameEn: item.organisationEn ?? '' }) : '—'}
            </td>
            <td data-label={say(words.what)}>
              <code>{item.operation}</code>
              {item.targetId && <p className="note">{item.targetId}</p>}
            </td>
            <td className="lead">
              <Outcome outcome={item.outcome} />
            </td>
            <td data-label={say(words.from)}>{item.address ?? '—'}</td>
            <td data-label={say(words.sealed)}>{say(item.isSealed ? words.yes : words.no)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Outcome({ outcome }: { outcome: string }) {
  const say = useSay()
  if (outcome === 'done') return <span className="tag good">{say(words.done)}</span>
  if (outcome === 'read') return <span className="tag">{say(words.read)}</span>
  return <span className="tag warn">{say(words.refused, { code: outcome })}</span>
}
