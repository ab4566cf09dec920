// The organisations of an officer's divisions: found by name or code, with what each is recognised as.
import '../web/styles/registry.css'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { type Organisation, organisationKinds } from '../identity/identity.contract.ts'
import { identityWords } from '../identity/identity.words.ts'
import { Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listRegisteredOrganisations, type Registered } from './change.contract.ts'
import { useDivisionName } from './change.part.tsx'
import { deskWords as words } from './desk.words.ts'
import { type Status, statusKinds } from './status.contract.ts'
import { statusWords } from './status.words.ts'

type Asked = { query: string; kind: Organisation['kind'] | ''; status: Status['kind'] | '' }

export function OrganisationListPage() {
  const say = useSay()
  useTitle(say(words.listTitle))
  const [asked, setAsked] = useState<Asked>({ query: '', kind: '', status: '' })
  const { query, kind, status } = useDeferredValue(asked)
  const reading = useReadOn(listRegisteredOrganisations, { query, ...(kind ? { kind } : {}), ...(status ? { status } : {}) })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.listTitle)}</h1>
        <div className="aside">
          <Link className="btn" to="/work/organisations/import">
            {say(words.importStatuses)}
          </Link>
        </div>
      </div>
      <p className="why">{say(words.listLead)}</p>
      <Ask asked={asked} onAsk={setAsked} />
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items: Registered[]) => (
          <table className="table to-list">
            <TableHead columns={[words.organisation, words.division, words.size, words.statuses, words.state]} />
            <tbody>
              {items.map((item) => (
                <Row key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}

function Ask({ asked, onAsk }: { asked: Asked; onAsk: (asked: Asked) => void }) {
  const say = useSay()
  return (
    <search className="form registry-ask">
      <Field label={words.query}>
        {(control) => (
          <input {...control} type="search" value={asked.query} onChange={(event) => onAsk({ ...asked, query: event.target.value })} />
        )}
      </Field>
      <Field label={words.kind}>
        {(control) => (
          <select {...control} value={asked.kind} onChange={(event) => onAsk({ ...asked, kind: event.target.value as Asked['kind'] })}>
            <option value="">{say(words.any)}</option>
            {organisationKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(identityWords[`kind_${kind}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.status}>
        {(control) => (
          <select
            {...control}
            value={asked.status}
            onChange={(event) => onAsk({ ...asked, status: event.target.value as Asked['status'] })}
          >
            <option value="">{say(words.any)}</option>
            {statusKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(statusWords[`kind_${kind}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
    </search>
  )
}

function Row({ item }: { item: Registered }) {
  const say = useSay()
  const name = useName()
  const divisionOf = useDivisionName()
  const size = item.statuses.find((one) => one.kind === 'size_class')?.sizeClass
  const statuses = item.statuses.filter((one) => one.kind !== 'size_class')
  return (
    <tr>
      <th scope="row" className="main">
        <Link to="/work/organisations/$id" params={{ id: item.id }}>
          {name(item)}
        </Link>
        <p className="note">
          {say(identityWords[`kind_${item.kind}`])} {item.creditCode}
        </p>
      </th>
      <td data-label={say(words.division)}>{divisionOf(item.divisionCode)}</td>
      <td data-label={say(words.size)}>{size ? say(statusWords[`size_${size}`]) : '—'}</td>
      <td data-label={say(words.statuses)}>
        {statuses.length === 0 && '—'}
        {statuses.map((one) => (
          <p key={one.id}>
            {say(statusWords[`kind_${one.kind}`])} <span className="note">{one.lastOn ?? say(words.openEnd)}</span>
          </p>
        ))}
      </td>
      <td className="lead">
        <span className={item.isChanging ? 'tag warn' : 'tag good'}>{say(item.isChanging ? words.changing : words.registered)}</span>
      </td>
    </tr>
  )
}
