// Inviting people to the scopes one grants roles for, and what became of each invitation.
import '../web/styles/security.css'
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { listRoles, type Role } from './grant.contract.ts'
import type { Me } from './identity.contract.ts'
import { type Invitation, invite, listInvitations, withdrawInvitation } from './invitation.contract.ts'
import { invitationWords as words } from './invitation.words.ts'
import { useMe } from './me.part.tsx'

export function InvitationPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me } = useMe()
  const roles = useRead(listRoles, {})
  const reading = useReadOn(listInvitations, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <div className="security">
        <p className="why">{say(words.lead)}</p>
        <Read of={roles}>{({ items }) => me && <InviteForm me={me} roles={items} />}</Read>
        <Read of={reading}>
          {(data) => {
            const items = data.pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty title={words.emptyTitle} why={words.emptyWhy} />
            return (
              <>
                <ul className="own-list">
                  {items.map((item) => (
                    <Item key={item.id} item={item} roles={roles.data?.items ?? []} />
                  ))}
                </ul>
                {reading.hasNextPage && (
                  <Button onPress={() => void reading.fetchNextPage()} isBusy={reading.isFetchingNextPage}>
                    {say(webWords.showMore)}
                  </Button>
                )}
              </>
            )
          }}
        </Read>
      </div>
    </>
  )
}

type Scope = { value: string; label: string; organisationId: string | null; divisionCode: string | null }

/** The scopes the person grants roles for, each once. */
function useScopes(me: Me): Scope[] {
  const name = useName()
  const grants = me.grants.filter((grant) => grant.permissions.includes('identity.grant'))
  const scopes = grants.map(({ organisationId, divisionCode }) => {
    const organisation = me.organisations.find((each) => each.id === organisationId)
    return {
      value: organisationId ?? divisionCode ?? '',
      label: organisation ? name(organisation) : (divisionCode ?? ''),
      organisationId,
      divisionCode,
    }
  })
  return scopes.filter((scope, at) => scope.value !== '' && scopes.findIndex((other) => other.value === scope.value) === at)
}

function InviteForm({ me, roles }: { me: Me; roles: readonly Role[] }) {
  const say = useSay()
  const { language } = useLanguage()
  const scopes = useScopes(me)
  const [email, setEmail] = useState('')
  const [scopeValue, setScopeValue] = useState(scopes.length === 1 ? (scopes[0]?.value ?? '') : '')
  const [role, setRole] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(invite, { onDone: () => setEmail(''), refresh: [listInvitations] })
  const scope = scopes.find((each) => each.value === scopeValue)
  const fitting = roles.filter((each) => each.scope === (scope?.divisionCode ? 'division' : 'organisation'))
  const isWrong = !/^\S+@\S+\.\S+$/.test(email.trim())
  const problem = (isMissing: boolean, word: { zh: string; en: string }) => (isTried && isMissing ? { problem: say(word) } : {})
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(isWrong || !scope || role === '')
    if (!isWrong && scope && role !== '')
      send.mutate({ email, role, organisationId: scope.organisationId, divisionCode: scope.divisionCode })
  }
  return (
    <form className="form box" onSubmit={submit} noValidate>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.isSuccess && (
        <p className="box done" role="status">
          {say(words.sent)}
        </p>
      )}
      <Field label={words.email} id="invite-email" {...problem(isWrong, words.emailWrong)}>
        {(control) => (
          <input {...control} type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />
        )}
      </Field>
      <Field label={words.scope} id="invite-scope" {...problem(!scope, words.scopeMissing)}>
        {(control) => (
          <select {...control} value={scopeValue} onChange={(event) => setScopeValue(event.target.value)}>
            <option value="" />
            {scopes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.role} id="invite-role" {...problem(role === '', words.roleMissing)}>
        {(control) => (
          <select {...control} value={role} onChange={(event) => setRole(event.target.value)}>
            <option value="" />
            {fitting.map((each) => (
              <option key={each.code} value={each.code}>
                {language === 'zh' ? each.nameZh : each.nameEn}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
      </div>
    </form>
  )
}

function Item({ item, roles }: { item: Invitation; roles: readonly Role[] }) {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  const withdraw = useSend(withdrawInvitation, { refresh: [listInvitations] })
  const role = roles.find((each) => each.code === item.role)
  const place = item.organisationZh ? name({ nameZh: item.organisationZh, nameEn: item.organisationEn ?? '' }) : item.divisionCode
  return (
    <li>
      <div>
        <p>
          {item.emailShown}
          <span className={item.state === 'accepted' ? 'tag good' : 'tag info'}>{say(words[`state_${item.state}`])}</span>
        </p>
        <p className="note">
          {role && (language === 'zh' ? role.nameZh : role.nameEn)}
          <Dot />
          {place}
          <Dot />
          {say(words.until, { moment: moment(item.expiresAt) })}
        </p>
        {withdraw.error && <Problem key={withdraw.submittedAt} error={withdraw.error} isAnswer />}
      </div>
      {item.state === 'open' && (
        <Button
          size="small"
          label={say(words.withdrawNamed, { email: item.emailShown })}
          onPress={() => withdraw.mutate({ id: item.id })}
          isBusy={withdraw.isPending}
        >
          {say(words.withdraw)}
        </Button>
      )}
    </li>
  )
}
