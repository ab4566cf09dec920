// Applying to register an organisation, or to join one that is registered; and what became of it.
import '../web/styles/registry.css'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { organisationKinds } from '../identity/identity.contract.ts'
import { isCreditCode } from '../identity/identity.rules.ts'
import { identityWords } from '../identity/identity.words.ts'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { CallRefused } from '../web/call.ts'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Problem, Read, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import {
  applyForRegistration,
  askToJoin,
  type Joining,
  listMyRegistrations,
  type Registration,
  withdrawJoining,
  withdrawRegistration,
} from './registration.contract.ts'
import { registrationWords as words } from './registration.words.ts'

export function RegisterPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="why">{say(words.lead)}</p>
      {isAsking ? (
        <Shape />
      ) : me ? (
        <div className="registry">
          <ApplyForm />
          <Mine />
        </div>
      ) : (
        <Empty title={words.signInFirst} why={words.signInFirstWhy}>
          <Link className="btn primary" to="/sign-in" search={{ onward: '/register' }}>
            {say(words.signIn)}
          </Link>
        </Empty>
      )}
    </Main>
  )
}

const blank = { creditCode: '', nameZh: '', nameEn: '', kind: 'firm', divisionCode: '', contact: '' }
type Wish = typeof blank

/** What is missing or wrong, by field; a code is checked as it is typed, before anybody waits for an answer. */
function faultsOf(wish: Wish): Partial<Record<keyof Wish, 'missing' | 'creditCodeWrong'>> {
  return {
    ...(!isCreditCode(wish.creditCode.trim().toUpperCase()) ? { creditCode: 'creditCodeWrong' as const } : {}),
    ...(wish.nameZh.trim().length < 2 ? { nameZh: 'missing' as const } : {}),
    ...(wish.divisionCode === '' ? { divisionCode: 'missing' as const } : {}),
    ...(wish.contact.trim().length < 2 ? { contact: 'missing' as const } : {}),
  }
}

function ApplyForm() {
  const say = useSay()
  const [wish, setWish] = useState<Wish>(blank)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(applyForRegistration, { refresh: [listMyRegistrations], onDone: () => setWish(blank) })
  const faults = attempt > 0 && !send.isSuccess ? faultsOf(wish) : {}
  const problem = (field: keyof Wish) => (faults[field] ? { problem: say(words[faults[field]]) } : {})
  const mistakes: Mistake[] = Object.entries(faults).map(([field, fault]) => ({ fieldId: `wish-${field}`, sentence: say(words[fault]) }))
  const set = (field: keyof Wish) => (event: { target: { value: string } }) => setWish({ ...wish, [field]: event.target.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (Object.keys(faultsOf(wish)).length > 0) return send.reset()
    send.mutate({ ...wish, kind: wish.kind as Registration['kind'] })
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      <Field id="wish-creditCode" label={words.creditCode} hint={say(words.creditCodeHint)} {...problem('creditCode')}>
        {(control) => <input {...control} maxLength={18} autoComplete="off" value={wish.creditCode} onChange={set('creditCode')} />}
      </Field>
      <Field id="wish-nameZh" label={words.nameZh} {...problem('nameZh')}>
        {(control) => <input {...control} maxLength={200} autoComplete="organization" value={wish.nameZh} onChange={set('nameZh')} />}
      </Field>
      <Field id="wish-nameEn" label={words.nameEn} isOptional>
        {(control) => <input {...control} maxLength={300} value={wish.nameEn} onChange={set('nameEn')} />}
      </Field>
      <Field id="wish-kind" label={words.kind}>
        {(control) => (
          <select {...control} value={wish.kind} onChange={set('kind')}>
            {organisationKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(identityWords[`kind_${kind}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id="wish-divisionCode" label={words.division} {...problem('divisionCode')}>
        {(control) => (
          <select {...control} value={wish.divisionCode} onChange={set('divisionCode')}>
            <option value="">{say(words.choose)}</option>
            <Divisions />
          </select>
        )}
      </Field>
      <Field id="wish-contact" label={words.contact} hint={say(words.contactHint)} {...problem('contact')}>
        {(control) => <input {...control} maxLength={200} value={wish.contact} onChange={set('contact')} />}
      </Field>
      {send.error && (
        <Problem key={send.submittedAt} error={send.error} isAnswer>
          {send.error instanceof CallRefused && send.error.code === 'registered_already' && (
            <JoinButton creditCode={wish.creditCode.trim().toUpperCase()} />
          )}
        </Problem>
      )}
      {send.data && <Sent divisionCode={send.data.decidesIn} />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.send)}
        </Button>
      </div>
    </form>
  )
}

function Divisions() {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  return data?.items.map((division) => (
    <option key={division.code} value={division.code}>
      {name(division)}
    </option>
  ))
}

function Sent({ divisionCode }: { divisionCode: string }) {
  const say = useSay()
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  const division = data?.items.find((one) => one.code === divisionCode)
  return (
    <div className="box done" role="status">
      <p>{say(words.sent, { division: division ? name(division) : divisionCode })}</p>
    </div>
  )
}

function JoinButton({ creditCode }: { creditCode: string }) {
  const say = useSay()
  const send = useSend(askToJoin, { refresh: [listMyRegistrations] })
  if (send.data) return <p role="status">{say(words.joinSent)}</p>
  return (
    <>
      <Button kind="primary" onPress={() => send.mutate({ creditCode })} isBusy={send.isPending}>
        {say(words.join)}
      </Button>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </>
  )
}

function Mine() {
  const say = useSay()
  const reading = useRead(listMyRegistrations, {})
  const head = [words.nameZh, words.state, words.appliedAt, words.withdraw]
  return (
    <section>
      <h2>{say(words.mine)}</h2>
      <Read of={reading}>
        {({ registrations, joinings }) =>
          registrations.length + joinings.length === 0 ? (
            <p className="muted">{say(words.mineEmpty)}</p>
          ) : (
            <table className="table to-list">
              <TableHead columns={head} />
              <tbody>
                {registrations.map((one) => (
                  <MineRow key={one.id} one={{ ...one, at: one.appliedAt }} withdraw={withdrawRegistration} />
                ))}
                {joinings.map((one) => (
                  <MineRow key={one.id} one={{ ...one, at: one.askedAt }} withdraw={withdrawJoining} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </section>
  )
}

type MineRowProps = {
  one: Pick<Registration | Joining, 'id' | 'nameZh' | 'nameEn' | 'state' | 'reason'> & { at: string }
  withdraw: typeof withdrawRegistration | typeof withdrawJoining
}

function MineRow({ one, withdraw }: MineRowProps) {
  const say = useSay()
  const name = useName()
  const send = useSend(withdraw, { refresh: [listMyRegistrations] })
  return (
    <tr>
      <th scope="row" className="main">
        {name(one)}
        {one.reason && <p className="note">{say(words.reasonLine, { reason: one.reason })}</p>}
      </th>
      <td className="lead">
        <span className={one.state === 'approved' ? 'tag good' : one.state === 'pending' ? 'tag warn' : 'tag'}>
          {say(words[`state_${one.state}`])}
        </span>
      </td>
      <td data-label={say(words.appliedAt)}>{moment(one.at)}</td>
      <td className="act">
        {one.state === 'pending' && (
          <Button
            size="small"
            label={`${say(words.withdraw)} ${name(one)}`}
            isBusy={send.isPending}
            onPress={() => send.mutate({ id: one.id })}
          >
            {say(words.withdraw)}
          </Button>
        )}
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      </td>
    </tr>
  )
}
