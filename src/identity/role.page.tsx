// Which role may do what, to read: by role, and by right with every operation that it opens.
import '../web/styles/registry.css'
import { useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Choice } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listRoles, type Role } from './grant.contract.ts'
import { listOperations } from './operation.contract.ts'
import { permissionWords } from './permission.words.ts'
import { rolePageWords as words } from './role.words.ts'

type Shown = 'role' | 'right'
const options = [
  { value: 'role', word: words.byRole },
  { value: 'right', word: words.byRight },
] as const

export function RolePage() {
  const say = useSay()
  useTitle(say(words.title))
  const [shown, setShown] = useState<Shown>('role')
  const roles = useRead(listRoles, {}, { staleTime: 600_000 })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice label={words.show} value={shown} onChoose={setShown} options={options} />
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={roles}>{({ items }) => (shown === 'role' ? <ByRole roles={items} /> : <ByRight roles={items} />)}</Read>
    </>
  )
}

/** A right in words; one that a role has and no words name is told by its name. */
function useRight(): (permission: string) => string {
  const say = useSay()
  return (permission) => {
    const word = permissionWords[permission as keyof typeof permissionWords] as Word | undefined
    return word ? say(word) : permission
  }
}

function ByRole({ roles }: { roles: readonly Role[] }) {
  const say = useSay()
  const name = useName()
  const right = useRight()
  return (
    <table className="table to-list">
      <TableHead columns={[words.role, words.scope, words.may]} />
      <tbody>
        {roles.map((role) => (
          <tr key={role.code}>
            <th scope="row" className="main">
              {name(role)}
              {role.kind !== 'business' && <span className="tag info">{say(words[`kind_${role.kind}`])}</span>}
              {role.isStaff && <p className="note">{say(words.staff)}</p>}
            </th>
            <td data-label={say(words.scope)}>{say(words[`scope_${role.scope}`])}</td>
            <td data-label={say(words.may)}>{role.permissions.length > 0 ? role.permissions.map(right).join('；') : say(words.nothing)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ByRight({ roles }: { roles: readonly Role[] }) {
  const say = useSay()
  const name = useName()
  const right = useRight()
  const reading = useRead(listOperations, {}, { staleTime: 600_000 })
  const rights = [...new Set(roles.flatMap((role) => role.permissions))].toSorted()
  return (
    <Read of={reading}>
      {({ items }) => {
        const titles = (permission: string) =>
          items.filter((item) => item.permission === permission).map((item) => name({ nameZh: item.titleZh, nameEn: item.titleEn }))
        return (
          <table className="table to-list">
            <TableHead columns={[words.right, words.operations, words.roles]} />
            <tbody>
              {[...rights, 'signed_in', 'anyone'].map((permission) => (
                <tr key={permission}>
                  <th scope="row" className="main">
                    {permission === 'signed_in' || permission === 'anyone' ? say(words[`right_${permission}`]) : right(permission)}
                  </th>
                  <td data-label={say(words.operations)}>{titles(permission).join('；') || '—'}</td>
                  <td data-label={say(words.roles)}>
                    {roles
                      .filter((role) => role.permissions.includes(permission))
                      .map(name)
                      .join('；') || '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }}
    </Read>
  )
}
