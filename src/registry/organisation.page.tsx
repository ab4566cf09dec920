// The organisation its administrator acts for: what is registered, how it came about, what it is recognised as, and its people.
import '../web/styles/registry.css'
import { type FormEvent, useState } from 'react'
import { endGrant, type Grant, listGrants, listRoles } from '../identity/grant.contract.ts'
import type { Organisation } from '../identity/identity.contract.ts'
import { identityWords } from '../identity/identity.words.ts'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime, moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { askOrganisationChange, getOrganisationHistory, withdrawOrganisationChange } from './change.contract.ts'
import { organisationPageWords as words } from './organisation.words.ts'
import { decideJoining, listJoinings } from './registration.contract.ts'
import { rolesToJoin } from './registration.rules.ts'
import { listRelations, listStatuses } from './status.contract.ts'
import { statusWords } from './status.words.ts'

export function OrganisationPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const name = useName()
  if (!me?.organisation) return <Empty title={words.chooseFirst} why={words.chooseFirstWhy} />
  const { organisation } = me
  return (
    <div className="registry">
      <div className="work-head">
        <h1>{name(organisation)}</h1>
      </div>
      <History key={organisation.id} organisation={organisation} />
      <Statuses id={organisation.id} />
      <Relations id={organisation.id} />
      <Joinings organisation={organisation} />
      <People id={organisation.id} />
    </div>
  )
}

function History({ organisation }: { organisation: Organisation }) {
  const say = useSay()
  const name = useName()
  const reading = useRead(getOrganisationHistory, { id: organisation.id })
  const divisions = useRead(listDivisions, {}, { staleTime: 600_000 })
  const divisionOf = (code: string | null) => {
    const division = divisions.data?.items.find((one) => one.code === code)
    return division ? name(division) : (code ?? say(words.none))
  }
  return (
    <Read of={reading}>
      {({ versions, tookIn, pending }) => (
        <>
          <section>
            <h2>{say(words.facts)}</h2>
            <p>
              {say(words.creditCode)}：{organisation.creditCode ?? say(words.none)}
            </p>
            <p>
              {say(words.kind)}：{say(identityWords[`kind_${organisation.kind}`])}　{say(words.division)}：
              {divisionOf(organisation.divisionCode)}
            </p>
            <p>
              {say(words.superior)}：{versions[0]?.superior ? name(versions[0].superior) : say(words.none)}　{say(words.parent)}：
              {versions[0]?.parent ? name(versions[0].parent) : say(words.none)}
            </p>
            {pending ? <Pending id={pending.id} name={pending.wanted.nameZh ?? pending.nameZh} /> : <RenameForm id={organisation.id} />}
          </section>
          <section>
            <h2>{say(words.history)}</h2>
            <table className="table to-list">
              <TableHead columns={[words.name, words.division, words.from, words.to, words.ground]} />
              <tbody>
                {versions.map((version) => (
                  <tr key={version.id}>
                    <th scope="row" className="main">
                      {name(version)}
                    </th>
                    <td data-label={say(words.division)}>{divisionOf(version.divisionCode)}</td>
                    <td data-label={say(words.from)}>{dayAndTime(version.from)[0]}</td>
                    <td data-label={say(words.to)}>{version.to ? dayAndTime(version.to)[0] : say(words.now)}</td>
                    <td data-label={say(words.ground)}>{[version.reason, version.documentNo].filter(Boolean).join(' ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {tookIn.map((one) => (
              <p key={one.id} className="note">
                {say(words.tookIn, { name: name(one), at: moment(one.at), documentNo: one.documentNo })}
              </p>
            ))}
          </section>
        </>
      )}
    </Read>
  )
}

function Pending({ id, name }: { id: string; name: string }) {
  const say = useSay()
  const send = useSend(withdrawOrganisationChange, { refresh: [getOrganisationHistory] })
  return (
    <div className="box">
      <p>{say(words.waiting, { name })}</p>
      <div className="buttons">
        <Button size="small" onPress={() => send.mutate({ id })} isBusy={send.isPending}>
          {say(words.withdraw)}
        </Button>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </div>
  )
}

function RenameForm({ id }: { id: string }) {
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  const [wish, setWish] = useState({ nameZh: '', reason: '', documentNo: '' })
  const send = useSend(askOrganisationChange, { refresh: [getOrganisationHistory] })
  if (!isOpen)
    return (
      <div className="buttons">
        <Button size="small" onPress={() => setIsOpen(true)}>
          {say(words.rename)}
        </Button>
      </div>
    )
  const set = (field: keyof typeof wish) => (event: { target: { value: string } }) => setWish({ ...wish, [field]: event.target.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ id, wanted: { nameZh: wish.nameZh }, reason: wish.reason, documentNo: wish.documentNo })
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field label={words.newName}>
        {(control) => <input {...control} required minLength={2} maxLength={200} value={wish.nameZh} onChange={set('nameZh')} />}
      </Field>
      <Field label={words.reason}>
        {(control) => <input {...control} required minLength={4} maxLength={500} value={wish.reason} onChange={set('reason')} />}
      </Field>
      <Field label={words.documentNo} isOptional>
        {(control) => <input {...control} maxLength={100} value={wish.documentNo} onChange={set('documentNo')} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
      </div>
    </form>
  )
}

function Statuses({ id }: { id: string }) {
  const say = useSay()
  const reading = useRead(listStatuses, { id })
  return (
    <section>
      <h2>{say(words.statuses)}</h2>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say(words.statusesEmpty)}</p>
          ) : (
            <table className="table to-list">
              <TableHead columns={[words.status, words.certificate, words.days, words.stands]} />
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <th scope="row" className="main">
                      {say(statusWords[`kind_${item.kind}`])} {item.sizeClass && say(statusWords[`size_${item.sizeClass}`])}
                    </th>
                    <td data-label={say(words.certificate)}>{item.certificateNo}</td>
                    <td data-label={say(words.days)}>
                      {item.firstOn} – {item.lastOn ?? say(words.openEnd)}
                    </td>
                    <td className="lead">
                      <span className={item.isStanding ? 'tag good' : 'tag warn'}>
                        {say(item.isStanding ? words.stands : item.isOver ? words.over : words.notYet)}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </section>
  )
}

function Relations({ id }: { id: string }) {
  const say = useSay()
  const name = useName()
  const reading = useRead(listRelations, { id })
  return (
    <section>
      <h2>{say(words.relations)}</h2>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say(words.relationsEmpty)}</p>
          ) : (
            <ul>
              {items.map((item) => (
                <li key={item.id}>
                  {name(item)} {say(statusWords[`relation_${item.kind}`])} {item.firstOn} – {item.lastOn ?? say(words.openEnd)}
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}

function Joinings({ organisation }: { organisation: Organisation }) {
  const say = useSay()
  const name = useName()
  const reading = useRead(listJoinings, { id: organisation.id })
  const roles = useRead(listRoles, {}, { staleTime: 600_000 })
  const send = useSend(decideJoining, { refresh: [listJoinings, listGrants] })
  const offered = rolesToJoin(organisation.kind).flatMap((code) => roles.data?.items.find((role) => role.code === code) ?? [])
  return (
    <section>
      <h2>{say(words.joinings)}</h2>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say(words.joiningsEmpty)}</p>
          ) : (
            <ul>
              {items.map((item) => (
                <li key={item.id}>
                  <p>
                    {item.personName} {moment(item.askedAt)}
                  </p>
                  <div className="buttons">
                    {offered.map((role) => (
                      <Button
                        key={role.code}
                        size="small"
                        label={say(words.takeNamed, { name: item.personName, role: name(role) })}
                        isBusy={send.isPending}
                        onPress={() => send.mutate({ id: item.id, role: role.code })}
                      >
                        {name(role)}
                      </Button>
                    ))}
                    <Button
                      size="small"
                      kind="danger"
                      label={say(words.declineNamed, { name: item.personName })}
                      isBusy={send.isPending}
                      onPress={() => send.mutate({ id: item.id, reason: say(words.declineReason) })}
                    >
                      {say(words.decline)}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </section>
  )
}

function People({ id }: { id: string }) {
  const say = useSay()
  const reading = useRead(listGrants, { organisationId: id, limit: 100 })
  return (
    <section>
      <h2>{say(words.people)}</h2>
      <Read of={reading}>
        {({ items }) => (
          <table className="table to-list">
            <TableHead columns={[words.person, words.role, words.since, words.end]} />
            <tbody>
              {items.map((grant) => (
                <PersonRow key={grant.id} grant={grant} />
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </section>
  )
}

function PersonRow({ grant }: { grant: Grant }) {
  const say = useSay()
  const name = useName()
  const { me } = useMe()
  const roles = useRead(listRoles, {}, { staleTime: 600_000 })
  const send = useSend(endGrant, { refresh: [listGrants] })
  const role = roles.data?.items.find((one) => one.code === grant.role)
  const roleName = role ? name(role) : grant.role
  return (
    <tr>
      <th scope="row" className="main">
        {grant.displayName}
      </th>
      <td data-label={say(words.role)}>{roleName}</td>
      <td data-label={say(words.since)}>{dayAndTime(grant.validFrom)[0]}</td>
      <td className="act">
        {grant.personId !== me?.personId && (
          <Button
            size="small"
            label={say(words.endNamed, { name: grant.displayName, role: roleName })}
            isBusy={send.isPending}
            onPress={() => send.mutate({ id: grant.id })}
          >
            {say(words.end)}
          </Button>
        )}
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      </td>
    </tr>
  )
}
