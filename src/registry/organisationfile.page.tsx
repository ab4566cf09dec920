// One organisation as its officers see it: facts, statuses, relations, people, history, cases, and what may be done about it.
import '../web/styles/registry.css'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { listRoles } from '../identity/grant.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import { FindOrganisation } from '../identity/organisation.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import {
  changeOrganisation,
  decideOrganisationChange,
  getOrganisationHistory,
  listOrganisationChanges,
  mergeOrganisations,
} from './change.contract.ts'
import { ChangeForm, FactList, type History, Past, Wanted } from './change.part.tsx'
import { changePartWords } from './changepart.words.ts'
import { Decide } from './desk.part.tsx'
import { deskWords as words } from './desk.words.ts'
import { type Case, getOrganisationFile } from './file.contract.ts'
import { listProposals, proposeMerger } from './proposal.contract.ts'
import { registrationWords } from './registration.words.ts'
import { Relations, Statuses } from './status.part.tsx'
import { statusPartWords } from './statuspart.words.ts'

export function OrganisationFilePage() {
  const say = useSay()
  const name = useName()
  const { id } = useParams({ strict: false }) as { id: string }
  const reading = useRead(getOrganisationHistory, { id })
  useTitle(reading.data ? name(reading.data.organisation) : say(words.listTitle))
  return (
    <Read of={reading}>
      {(history) => (
        <div className="registry">
          <div className="work-head">
            <h1>{name(history.organisation)}</h1>
            <div className="aside">
              <StateTag history={history} />
            </div>
          </div>
          <Facts history={history} />
          <Statuses id={id} mayRecord={history.organisation.kind === 'firm' ? true : say(statusPartWords.firmsOnly)} />
          <Relations id={id} mayDeclare mayConfirm />
          <People id={id} />
          <Past id={id} />
          <Merger history={history} />
          <Cases id={id} />
        </div>
      )}
    </Read>
  )
}

function StateTag({ history: { partOf, pending } }: { history: History }) {
  const say = useSay()
  const name = useName()
  if (partOf) return <span className="tag warn">{say(changePartWords.partOf, { name: name(partOf) })}</span>
  return <span className={pending ? 'tag warn' : 'tag good'}>{say(pending ? words.changing : words.registered)}</span>
}

function Facts({ history }: { history: History }) {
  const say = useSay()
  const name = useName()
  const { may } = useMe()
  const [isChanging, setIsChanging] = useState(false)
  const file = useRead(getOrganisationFile, { id: history.organisation.id })
  const decide = useSend(decideOrganisationChange, { refresh: [getOrganisationHistory, getOrganisationFile, listOrganisationChanges] })
  const { pending, partOf } = history
  const reason = partOf ? words.mergedNoMore : !may('registry.direct') ? words.directOnly : pending ? words.waitingFirst : undefined
  return (
    <section>
      <h2>{say(words.facts)}</h2>
      <FactList history={history} contact={file.data?.contact ?? ''} />
      {pending && (
        <div className="box">
          <p>
            <b>{say(words.waiting)}</b>
          </p>
          <Wanted change={pending} />
          <Decide id={pending.id} named={name(pending)} send={decide} />
        </div>
      )}
      {isChanging && !reason ? (
        <ChangeForm history={history} contract={changeOrganisation} onDone={() => setIsChanging(false)} />
      ) : (
        <div className="buttons">
          <Button size="small" reason={reason && say(reason)} onPress={() => setIsChanging(true)}>
            {say(words.changeNow)}
          </Button>
        </div>
      )}
    </section>
  )
}

function People({ id }: { id: string }) {
  const say = useSay()
  const name = useName()
  const file = useRead(getOrganisationFile, { id })
  const roles = useRead(listRoles, {}, { staleTime: 600_000 })
  const roleName = (code: string) => {
    const role = roles.data?.items.find((one) => one.code === code)
    return role ? name(role) : code
  }
  return (
    <section>
      <h2>{say(words.people)}</h2>
      <Read of={file}>
        {({ members }) =>
          members.length === 0 ? (
            <p className="muted">{say(words.peopleEmpty)}</p>
          ) : (
            <table className="table to-list">
              <TableHead columns={[words.person, words.role, words.since, words.until]} />
              <tbody>
                {members.map((member) => (
                  <tr key={member.grantId}>
                    <th scope="row" className="main">
                      {member.displayName}
                    </th>
                    <td data-label={say(words.role)}>{roleName(member.role)}</td>
                    <td data-label={say(words.since)}>{dayAndTime(member.validFrom)[0]}</td>
                    <td data-label={say(words.until)}>{member.validTo ? dayAndTime(member.validTo)[0] : say(words.openEnd)}</td>
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

/** Becoming part of another: the province does it, everybody else proposes it. */
function Merger({ history }: { history: History }) {
  const say = useSay()
  const { may } = useMe()
  const [isOpen, setIsOpen] = useState(false)
  const [isProposed, setIsProposed] = useState(false)
  const mayDirect = may('registry.direct')
  const done = () => {
    setIsOpen(false)
    setIsProposed(!mayDirect)
  }
  return (
    <section>
      <h2>{say(words.mergeTitle)}</h2>
      <p className="why">{say(words.mergeLead)}</p>
      {isProposed && (
        <p className="box done" role="status">
          {say(words.proposed)}
        </p>
      )}
      {isOpen ? (
        <MergeForm id={history.organisation.id} mayDirect={mayDirect} onDone={done} onBack={() => setIsOpen(false)} />
      ) : (
        <div className="buttons">
          <Button size="small" reason={history.partOf && say(words.mergedNoMore)} onPress={() => setIsOpen(true)}>
            {say(mayDirect ? words.mergeNow : words.proposeMerger)}
          </Button>
        </div>
      )}
    </section>
  )
}

type MergeFormProps = { id: string; mayDirect: boolean; onDone: () => void; onBack: () => void }

function MergeForm({ id, mayDirect, onDone, onBack }: MergeFormProps) {
  const say = useSay()
  const [wish, setWish] = useState({ survivorId: '', reason: '', documentNo: '' })
  const [isTried, setIsTried] = useState(false)
  const refresh = [getOrganisationHistory, getOrganisationFile, listProposals]
  const propose = useSend(proposeMerger, { refresh, onDone })
  const merge = useSend(mergeOrganisations, { refresh, onDone })
  const send = mayDirect ? merge : propose
  const isMissing = wish.survivorId === '' || wish.reason.trim().length < 4 || wish.documentNo.trim().length < 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isMissing) (mayDirect ? merge : propose).mutate({ id, ...wish })
  }
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <Field label={words.survivor} {...(isTried && isMissing ? { problem: say(words.mergeMissing) } : {})}>
        {(control) => (
          <FindOrganisation
            id={control.id}
            label={say(words.survivor)}
            value={wish.survivorId || undefined}
            onFound={(survivorId) => setWish({ ...wish, survivorId })}
          />
        )}
      </Field>
      <Field label={words.reason}>
        {(control) => (
          <input {...control} maxLength={500} value={wish.reason} onChange={(event) => setWish({ ...wish, reason: event.target.value })} />
        )}
      </Field>
      <Field label={words.documentNo}>
        {(control) => (
          <input
            {...control}
            maxLength={100}
            value={wish.documentNo}
            onChange={(event) => setWish({ ...wish, documentNo: event.target.value })}
          />
        )}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="danger" isBusy={send.isPending}>
          {say(mayDirect ? words.mergeNow : words.proposeMerger)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

function Cases({ id }: { id: string }) {
  const say = useSay()
  const file = useRead(getOrganisationFile, { id })
  return (
    <section>
      <h2>{say(words.cases)}</h2>
      <Read of={file}>
        {({ cases }) =>
          cases.length === 0 ? (
            <p className="muted">{say(words.casesEmpty)}</p>
          ) : (
            <table className="table to-list">
              <TableHead columns={[words.case, words.state, words.asked, words.decided, words.why]} />
              <tbody>
                {cases.map((one) => (
                  <CaseRow key={one.id} one={one} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
    </section>
  )
}

function CaseRow({ one }: { one: Case }) {
  const say = useSay()
  return (
    <tr>
      <th scope="row" className="main">
        {say(words[`case_${one.kind}`])}
      </th>
      <td className="lead">
        <span className={one.state === 'approved' ? 'tag good' : one.state === 'pending' ? 'tag warn' : 'tag'}>
          {say(registrationWords[`state_${one.state}`])}
        </span>
      </td>
      <td data-label={say(words.asked)}>{dayAndTime(one.askedAt)[0]}</td>
      <td data-label={say(words.decided)}>{one.decidedAt ? dayAndTime(one.decidedAt)[0] : '—'}</td>
      <td data-label={say(words.why)}>{[one.reason, one.documentNo, one.answer].filter(Boolean).join('；') || '—'}</td>
    </tr>
  )
}
