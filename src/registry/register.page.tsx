// The way to an organisation: its credit code tells whether it is joined or registered; and what became of what was asked.
import '../web/styles/registry.css'
import '../web/styles/procedures.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { isCreditCode } from '../identity/identity.rules.ts'
import { useMe } from '../identity/me.part.tsx'
import { listMyCases, saveCase, startCase } from '../procedures/case.contract.ts'
import type { CaseBrief } from '../procedures/caseshown.contract.ts'
import { checkEligibility, getProcedure } from '../procedures/procedure.contract.ts'
import { DueText, StatusTag } from '../procedures/status.part.tsx'
import { Button, ErrorSummary, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { askToJoin, type Joining, listMyJoinings, withdrawJoining } from './registration.contract.ts'
import { registrationCode } from './registration.rules.ts'
import { registrationWords as words } from './registration.words.ts'

export function RegisterPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="why">
        {say(words.lead)}{' '}
        <Link to="/services/$code" params={{ code: registrationCode }}>
          {say(words.toGuide)}
        </Link>
      </p>
      {isAsking ? (
        <Shape />
      ) : me ? (
        <div className="registry">
          <CodeForm />
          <Mine />
        </div>
      ) : (
        <SignInFirst onward="/register" why={words.signInFirstWhy} />
      )}
    </Main>
  )
}

/** Begins an application with a code filled in, and goes to its form. */
function useBegin() {
  const navigate = useNavigate()
  const guide = useRead(getProcedure, { code: registrationCode })
  const [creditCode, setCreditCode] = useState('')
  const save = useSend(saveCase, { onDone: ({ case: { id } }) => void navigate({ to: '/apply/$id', params: { id } }) })
  const start = useSend(startCase, {
    refresh: [listMyCases],
    onDone: ({ id }) => save.mutate({ id, answers: { creditCode } }),
  })
  return {
    begin: (code: string) => {
      setCreditCode(code)
      start.mutate({ batchId: guide.data?.batches.find((batch) => batch.isOpen)?.id ?? '' })
    },
    isPending: guide.isPending || start.isPending || save.isPending,
    error: start.error ?? save.error,
    at: start.submittedAt,
  }
}

function CodeForm() {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const [attempt, setAttempt] = useState(0)
  const [isWrong, setIsWrong] = useState(false)
  const start = useBegin()
  const creditCode = typed.replaceAll(/\s/g, '').toUpperCase()
  const check = useSend(checkEligibility, {
    onDone: ({ conditions }) => {
      if (conditions.every(({ code, result }) => code !== 'not_registered' || result !== 'not_met')) start.begin(creditCode)
    },
  })
  const error = check.error ?? start.error
  const isRegistered = check.data?.conditions.some(({ code, result }) => code === 'not_registered' && result === 'not_met')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    setIsWrong(!isCreditCode(creditCode))
    if (!isCreditCode(creditCode)) return check.reset()
    check.mutate({ code: registrationCode, answers: { creditCode } })
  }
  const change = (text: string) => {
    setTyped(text)
    check.reset()
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={isWrong ? [{ fieldId: 'register-code', sentence: say(words.creditCodeWrong) }] : []} attempt={attempt} />
      <Field
        id="register-code"
        label={words.creditCode}
        hint={say(words.creditCodeHint)}
        {...(isWrong ? { problem: say(words.creditCodeWrong) } : {})}
      >
        {(control) => (
          <input {...control} maxLength={30} autoComplete="off" value={typed} onChange={(event) => change(event.target.value)} />
        )}
      </Field>
      {isRegistered ? (
        <Registered creditCode={creditCode} />
      ) : (
        <>
          {error && <Problem key={`${check.submittedAt} ${start.at}`} error={error} isAnswer />}
          <div className="buttons">
            <Button type="submit" kind="primary" isBusy={check.isPending || start.isPending}>
              {say(words.next)}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

/** The organisation is there already: whoever belongs to it asks to join. */
function Registered({ creditCode }: { creditCode: string }) {
  const say = useSay()
  const send = useSend(askToJoin, { refresh: [listMyJoinings] })
  return (
    <div className="box" role="status">
      <p>{say(send.data ? words.joinSent : words.registered)}</p>
      {!send.data && (
        <div className="buttons">
          <Button kind="primary" onPress={() => send.mutate({ creditCode })} isBusy={send.isPending}>
            {say(words.join)}
          </Button>
        </div>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </div>
  )
}

function Mine() {
  const say = useSay()
  const cases = useRead(listMyCases, { limit: 100 })
  const joinings = useRead(listMyJoinings, {})
  return (
    <section aria-labelledby="register-mine">
      <h2 id="register-mine">{say(words.mine)}</h2>
      <Read of={cases}>
        {({ items }) => (
          <Read of={joinings}>
            {(asked) => <Asked cases={items.filter((one) => one.procedureCode === registrationCode)} joinings={asked.items} />}
          </Read>
        )}
      </Read>
    </section>
  )
}

function Asked({ cases, joinings }: { cases: readonly CaseBrief[]; joinings: readonly Joining[] }) {
  const say = useSay()
  if (cases.length + joinings.length === 0) return <p className="muted">{say(words.mineEmpty)}</p>
  return (
    <table className="table to-list">
      <TableHead columns={[words.organisation, words.asked, words.state, words.appliedAt, words.todo]} />
      <tbody>
        {cases.map((one) => (
          <CaseRow key={one.id} one={one} />
        ))}
        {joinings.map((one) => (
          <JoiningRow key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  )
}

function CaseRow({ one }: { one: CaseBrief }) {
  const say = useSay()
  const isToDo = one.status === 'draft' || one.status === 'mending'
  return (
    <tr>
      <th scope="row" className="main">
        <Link to="/cases/$id" params={{ id: one.id }}>
          {one.subjectName === '' ? one.caseNo : one.subjectName}
        </Link>
        {one.subjectName !== '' && <p className="note">{one.caseNo}</p>}
      </th>
      <td data-label={say(words.asked)}>{say(words.asked_registration)}</td>
      <td className="lead">
        <StatusTag status={one.status} />
      </td>
      <td data-label={say(words.appliedAt)}>
        {one.filedAt ? moment(one.filedAt) : '—'}
        <p className="note">
          <DueText of={one} />
        </p>
      </td>
      <td className="act">
        {isToDo && (
          <Link className="btn small" to="/apply/$id" params={{ id: one.id }}>
            {say(one.status === 'draft' ? words.resume : words.mend)}
          </Link>
        )}
      </td>
    </tr>
  )
}

function JoiningRow({ one }: { one: Joining }) {
  const say = useSay()
  const name = useName()
  const send = useSend(withdrawJoining, { refresh: [listMyJoinings] })
  return (
    <tr>
      <th scope="row" className="main">
        {name(one)}
        {one.reason && <p className="note">{say(words.reasonLine, { reason: one.reason })}</p>}
      </th>
      <td data-label={say(words.asked)}>{say(words.asked_joining)}</td>
      <td className="lead">
        <span className={one.state === 'approved' ? 'tag good' : one.state === 'pending' ? 'tag warn' : 'tag'}>
          {say(words[`state_${one.state}`])}
        </span>
      </td>
      <td data-label={say(words.appliedAt)}>{moment(one.askedAt)}</td>
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
