// Standing in: hands cases over for the days of an absence, and shows who stands in for whom.
import '../web/styles/case.css'
import { type FormEvent, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Delegation, giveDelegation, listDelegations, revokeDelegation } from './delegation.contract.ts'
import { delegationWords as words } from './delegation.words.ts'

type Listed = Output<typeof listDelegations>
const refresh = [listDelegations]

export function DelegationPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listDelegations, {}, { staleTime: 0 })
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {(listed) => (
          <>
            <Give key={listed.given[0]?.id} listed={listed} />
            <section>
              <h2 className="part-title">{say(words.given)}</h2>
              {listed.given.length === 0 ? (
                <Empty title={words.givenNone} why={words.givenNoneWhy} />
              ) : (
                <Delegations items={listed.given} side="to" />
              )}
            </section>
            <section>
              <h2 className="part-title">{say(words.received)}</h2>
              {listed.received.length === 0 ? (
                <Empty title={words.receivedNone} why={words.receivedNoneWhy} />
              ) : (
                <Delegations items={listed.received} side="from" />
              )}
            </section>
          </>
        )}
      </Read>
    </>
  )
}

function Give({ listed: { colleagues, procedures } }: { listed: Listed }) {
  const say = useSay()
  const today = shanghaiDay(Date.now())
  const [draft, setDraft] = useState({ toId: '', procedureCode: '', firstOn: today, lastOn: '', reason: '' })
  const [isTried, setIsTried] = useState(false)
  const send = useSend(giveDelegation, { refresh })
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const reason = draft.reason.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (draft.toId && draft.firstOn && draft.lastOn && reason.length >= 2)
      send.mutate({ ...draft, reason, procedureCode: draft.procedureCode || null })
  }
  const problem = (isMissing: boolean, word: Parameters<typeof say>[0]) => (isTried && isMissing ? { problem: say(word) } : {})
  const barred = procedures.length === 0 ? say(words.noOffice) : colleagues.length === 0 ? say(words.noColleague) : undefined
  return (
    <form className="form box change-form" onSubmit={submit} noValidate aria-labelledby="give-title">
      <h2 id="give-title">{say(words.giveTitle)}</h2>
      <div className="fields">
        <Field label={words.colleague} {...problem(!draft.toId, words.colleagueMissing)}>
          {(control) => (
            <select {...control} value={draft.toId} onChange={(event) => change({ toId: event.target.value })}>
              <option value="" />
              {colleagues.map((one) => (
                <option key={one.personId} value={one.personId}>
                  {one.displayName}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.procedure}>
          {(control) => (
            <select {...control} value={draft.procedureCode} onChange={(event) => change({ procedureCode: event.target.value })}>
              <option value="">{say(words.allProcedures)}</option>
              {procedures.map((one) => (
                <option key={one.code} value={one.code}>
                  {say(one.title)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.firstOn} {...problem(!draft.firstOn, words.dayMissing)}>
          {(control) => <DayInput control={control} value={draft.firstOn} onChange={(firstOn) => change({ firstOn })} from={today} />}
        </Field>
        <Field label={words.lastOn} {...problem(!draft.lastOn, words.dayMissing)}>
          {(control) => (
            <DayInput control={control} value={draft.lastOn} onChange={(lastOn) => change({ lastOn })} from={draft.firstOn || today} />
          )}
        </Field>
        <Field label={words.reason} {...problem(reason.length < 2, words.reasonMissing)}>
          {(control) => (
            <input {...control} maxLength={200} value={draft.reason} onChange={(event) => change({ reason: event.target.value })} />
          )}
        </Field>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending} reason={barred}>
          {say(words.give)}
        </Button>
      </div>
    </form>
  )
}

function stateOf({ revokedAt, isNow, firstOn }: Delegation): 'revoked' | 'now' | 'ahead' | 'over' {
  if (revokedAt !== null) return 'revoked'
  if (isNow) return 'now'
  return firstOn > shanghaiDay(Date.now()) ? 'ahead' : 'over'
}

function Delegations({ items, side }: { items: readonly Delegation[]; side: 'from' | 'to' }) {
  const say = useSay()
  return (
    <table className="table to-list case-table">
      <TableHead columns={[words.person, words.procedure, words.days, words.reason, words.state]} />
      <tbody>
        {items.map((item) => {
          const state = stateOf(item)
          return (
            <tr key={item.id}>
              <th scope="row" className="main">
                {item[side].displayName}
              </th>
              <td data-label={say(words.procedure)}>{say(item.procedure?.title ?? words.allProcedures)}</td>
              <td data-label={say(words.days)}>
                {item.firstOn} – {item.lastOn}
              </td>
              <td data-label={say(words.reason)}>{item.reason}</td>
              <td data-label={say(words.state)}>
                <span className={state === 'now' ? 'tag good' : 'tag'}>{say(words[state])}</span>
                {(state === 'now' || state === 'ahead') && <Revoke item={item} side={side} />}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Revoke({ item, side }: { item: Delegation; side: 'from' | 'to' }) {
  const say = useSay()
  const send = useSend(revokeDelegation, { refresh })
  const isGiven = side === 'to'
  return (
    <>
      <Button
        size="small"
        isBusy={send.isPending}
        label={say(isGiven ? words.revokeNamed : words.layNamed, { name: item[side].displayName })}
        onPress={() => send.mutate({ id: item.id })}
      >
        {say(isGiven ? words.revoke : words.lay)}
      </Button>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </>
  )
}
