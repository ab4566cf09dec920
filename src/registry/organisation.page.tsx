// The organisation its administrator acts for: what is registered, how it came about, what it is recognised as, and its people.
import '../web/styles/registry.css'
import { type FormEvent, useState } from 'react'
import { endGrant, type Grant, listGrants, listRoles } from '../identity/grant.contract.ts'
import type { Organisation } from '../identity/identity.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime, moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { askOrganisationChange, type Change, getOrganisationHistory, withdrawOrganisationChange } from './change.contract.ts'
import { ChangeForm, FactList, Past, Wanted } from './change.part.tsx'
import { getOrganisationFile, setOrganisationContact } from './file.contract.ts'
import { organisationPageWords as words } from './organisation.words.ts'
import { decideJoining, listJoinings } from './registration.contract.ts'
import { rolesToJoin } from './registration.rules.ts'
import { Relations, reasonWords, Statuses } from './status.part.tsx'

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
      <Facts key={organisation.id} organisation={organisation} />
      <Statuses id={organisation.id} />
      <Relations id={organisation.id} mayDeclare />
      <Joinings organisation={organisation} />
      <People id={organisation.id} />
      <Past id={organisation.id} />
    </div>
  )
}

/** What stands, what was asked for, and the way to ask for something else. */
function Facts({ organisation }: { organisation: Organisation }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const reading = useRead(getOrganisationHistory, { id: organisation.id })
  const file = useRead(getOrganisationFile, { id: organisation.id })
  return (
    <section>
      <h2>{say(words.facts)}</h2>
      <Read of={reading}>
        {(history) => (
          <>
            <FactList history={history} contact={file.data?.contact ?? ''} />
            {history.pending && <Pending change={history.pending} />}
            {isAsking && !history.pending ? (
              <ChangeForm history={history} contract={askOrganisationChange} onDone={() => setIsAsking(false)} />
            ) : (
              <div className="buttons">
                <Button size="small" reason={history.pending ? say(words.waitingFirst) : undefined} onPress={() => setIsAsking(true)}>
                  {say(words.change)}
                </Button>
              </div>
            )}
            <ContactForm id={organisation.id} key={file.data?.contact} contact={file.data?.contact ?? ''} />
          </>
        )}
      </Read>
    </section>
  )
}

function Pending({ change }: { change: Change }) {
  const say = useSay()
  const send = useSend(withdrawOrganisationChange, { refresh: [getOrganisationHistory, getOrganisationFile] })
  return (
    <div className="box">
      <p>
        <b>{say(words.waiting)}</b>
      </p>
      <Wanted change={change} />
      <div className="buttons">
        <Button size="small" onPress={() => send.mutate({ id: change.id })} isBusy={send.isPending}>
          {say(words.withdraw)}
        </Button>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </div>
  )
}

/** Whom to ask for: in force at once. */
function ContactForm({ id, contact }: { id: string; contact: string }) {
  const say = useSay()
  const [text, setText] = useState(contact)
  const send = useSend(setOrganisationContact, { refresh: [getOrganisationFile] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ id, contact: text })
  }
  return (
    <form className="form ask-form" onSubmit={submit}>
      <Field label={words.contact} hint={say(words.contactHint)}>
        {(control) => (
          <input {...control} required minLength={2} maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" isBusy={send.isPending} reason={text === contact ? say(words.contactSame) : undefined}>
          {say(words.saveContact)}
        </Button>
      </div>
    </form>
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
  const [isEnding, setIsEnding] = useState(false)
  const roles = useRead(listRoles, {}, { staleTime: 600_000 })
  const send = useSend(endGrant, { refresh: [listGrants, getOrganisationFile] })
  const role = roles.data?.items.find((one) => one.code === grant.role)
  const roleName = role ? name(role) : grant.role
  const named = say(words.endNamed, { name: grant.displayName, role: roleName })
  return (
    <tr>
      <th scope="row" className="main">
        {grant.displayName}
      </th>
      <td data-label={say(words.role)}>{roleName}</td>
      <td data-label={say(words.since)}>{dayAndTime(grant.validFrom)[0]}</td>
      <td className="act">
        {isEnding ? (
          <ReasonForm
            ask={named}
            words={reasonWords}
            sure={words.end}
            sending={send}
            onSend={(reason) => send.mutate({ id: grant.id, reason })}
            onBack={() => setIsEnding(false)}
          />
        ) : (
          <Button
            size="small"
            label={named}
            reason={grant.personId === me?.personId ? say(words.ownRole) : undefined}
            onPress={() => setIsEnding(true)}
          >
            {say(words.end)}
          </Button>
        )}
      </td>
    </tr>
  )
}
