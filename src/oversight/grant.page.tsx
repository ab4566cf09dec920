// People and their roles, for whoever grants them: the security administrator, and an organisation's own administrator.
import '../web/styles/registry.css'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { listInstrumentGroups } from '../catalogue/group.contract.ts'
import { listPeople, listRoles, type Person, type Role } from '../identity/grant.contract.ts'
import { GrantForm, GrantLine, type Narrowing } from '../identity/grant.part.tsx'
import { grantDeskWords as words } from '../identity/grantdesk.words.ts'
import type { Me } from '../identity/identity.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import { listMatters } from '../registry/matter.contract.ts'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'

export function GrantPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const [text, setText] = useState('')
  const query = useDeferredValue(text.trim())
  const reading = useReadOn(listPeople, { query })
  const roles = useRead(listRoles, {}, { staleTime: 600_000 })
  const matters = useRead(listMatters, {}, { staleTime: 600_000 })
  const groups = useRead(listInstrumentGroups, {}, { staleTime: 600_000 })
  const narrowing: Narrowing = {
    matters: matters.data?.items ?? [],
    groupsOf: (id) => groups.data?.items.filter((one) => one.institutionId === id) ?? [],
  }
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Link className="btn" to="/work/grants/roles">
            {say(words.rolesLink)}
          </Link>
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <search className="form registry-ask">
        <Field label={words.query}>
          {(control) => <input {...control} type="search" value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
      </search>
      <Read of={roles}>
        {({ items: known }) => (
          <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
            {(people: Person[]) => (
              <table className="table to-list">
                <TableHead columns={[words.person, words.roles, words.grant]} />
                <tbody>
                  {people.map((person) => me && <PersonRow key={person.personId} {...{ person, me, narrowing }} roles={known} />)}
                </tbody>
              </table>
            )}
          </ReadOn>
        )}
      </Read>
    </>
  )
}

type RowProps = { person: Person; me: Me; roles: readonly Role[]; narrowing: Narrowing }

function PersonRow({ person, me, roles, narrowing }: RowProps) {
  const say = useSay()
  const [isGranting, setIsGranting] = useState(false)
  const isOwn = person.personId === me.personId
  return (
    <tr>
      <th scope="row" className="main">
        {person.displayName}
        <p className="note">{person.loginName}</p>
      </th>
      <td data-label={say(words.roles)}>
        {person.grants.length === 0 && <span className="muted">{say(words.noRoles)}</span>}
        <ul className="grant-list">
          {person.grants.map((grant) => (
            <GrantLine key={grant.id} {...{ grant, roles, narrowing, isOwn }} />
          ))}
        </ul>
        {isGranting && <GrantForm {...{ person, me, roles, narrowing }} onDone={() => setIsGranting(false)} />}
      </td>
      <td className="act">
        {!isGranting && (
          <Button
            size="small"
            label={say(words.grantNamed, { name: person.displayName })}
            reason={isOwn ? say(words.ownGrant) : undefined}
            onPress={() => setIsGranting(true)}
          >
            {say(words.grant)}
          </Button>
        )}
      </td>
    </tr>
  )
}
