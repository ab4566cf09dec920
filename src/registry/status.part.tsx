// What an organisation is recognised as, and whom it is not independent of: shown, recorded, looked at and taken back.
import { type FormEvent, useState } from 'react'
import { FindOrganisation } from '../identity/organisation.part.tsx'
import type { Contract } from '../kernel/contract.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem, Read } from '../web/state.tsx'
import { listRegisteredOrganisations } from './change.contract.ts'
import {
  confirmRelation,
  declareRelation,
  listRelations,
  listStatuses,
  listWaitingRelations,
  type Relation,
  recordStatus,
  relationKinds,
  type Status,
  sizeClasses,
  statusKinds,
  withdrawRelation,
  withdrawStatus,
} from './status.contract.ts'
import { statusWords } from './status.words.ts'
import { statusPartWords as words } from './statuspart.words.ts'

export const reasonWords = { reason: words.reason, reasonMissing: words.reasonMissing, back: words.back } as const

/** What a status is called, with its size. */
export function useStatusName(): (status: Pick<Status, 'kind' | 'sizeClass'>) => string {
  const say = useSay()
  return ({ kind, sizeClass }) =>
    [say(statusWords[`kind_${kind}`]), sizeClass && say(statusWords[`size_${sizeClass}`])].filter(Boolean).join(' ')
}

type StatusesProps = {
  id: string
  /** Whether the reader records statuses; `false` hides the acts, a sentence says why they cannot be used. */
  mayRecord?: true | string
}

export function Statuses({ id, mayRecord }: StatusesProps) {
  const say = useSay()
  const reading = useRead(listStatuses, { id })
  const [isRecording, setIsRecording] = useState(false)
  const columns = [words.status, words.certificate, words.days, words.document, words.stands]
  return (
    <section>
      <h2>{say(words.statuses)}</h2>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say(words.statusesEmpty)}</p>
          ) : (
            <table className="table to-list">
              <TableHead columns={mayRecord ? [...columns, words.act] : columns} />
              <tbody>
                {items.map((item) => (
                  <StatusRow key={item.id} item={item} mayRecord={mayRecord === true} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
      {mayRecord && !isRecording && (
        <div className="buttons">
          <Button size="small" reason={mayRecord === true ? undefined : mayRecord} onPress={() => setIsRecording(true)}>
            {say(words.record)}
          </Button>
        </div>
      )}
      {isRecording && <StatusForm id={id} onDone={() => setIsRecording(false)} />}
    </section>
  )
}

type ShownStatus = Status & { isStanding: boolean; isOver: boolean }

function StatusRow({ item, mayRecord }: { item: ShownStatus; mayRecord: boolean }) {
  const say = useSay()
  const statusName = useStatusName()
  return (
    <tr>
      <th scope="row" className="main">
        {statusName(item)}
      </th>
      <td data-label={say(words.certificate)}>{item.certificateNo ?? '—'}</td>
      <td data-label={say(words.days)}>
        {item.firstOn} – {item.lastOn ?? say(words.openEnd)}
      </td>
      <td data-label={say(words.document)}>{item.documentNo ?? '—'}</td>
      <td className="lead">
        <span className={item.isStanding ? 'tag good' : 'tag warn'}>
          {say(item.isStanding ? words.stands : item.isOver ? words.over : words.notYet)}
        </span>
      </td>
      {mayRecord && (
        <td className="act">
          <TakeBack id={item.id} what={statusName(item)} contract={withdrawStatus} />
        </td>
      )}
    </tr>
  )
}

const afterChange: readonly Contract[] = [listStatuses, listRelations, listWaitingRelations, listRegisteredOrganisations]

/** A record is taken back with a reason; it stays as known before. */
function TakeBack({ id, what, contract }: { id: string; what: string; contract: typeof withdrawStatus | typeof withdrawRelation }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const send = useSend(contract, { refresh: afterChange })
  const named = say(words.takeBackNamed, { what })
  if (!isAsking)
    return (
      <Button size="small" label={named} onPress={() => setIsAsking(true)}>
        {say(words.takeBack)}
      </Button>
    )
  return (
    <ReasonForm
      ask={named}
      words={reasonWords}
      sure={words.takeBack}
      sending={send}
      onSend={(reason) => send.mutate({ id, reason })}
      onBack={() => setIsAsking(false)}
    />
  )
}

type StatusKind = Status['kind']

function StatusForm({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useSay()
  const [kind, setKind] = useState<StatusKind>('tech_sme')
  const [sizeClass, setSizeClass] = useState<(typeof sizeClasses)[number]>('small')
  const [certificateNo, setCertificateNo] = useState('')
  const [days, setDays] = useState({ firstOn: '', lastOn: '' })
  const [documentNo, setDocumentNo] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordStatus, { refresh: afterChange, onDone })
  const isSize = kind === 'size_class'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    const fitting = isSize ? { sizeClass } : { certificateNo }
    if (days.firstOn)
      send.mutate({ id, kind, ...fitting, firstOn: days.firstOn, lastOn: days.lastOn || null, documentNo: documentNo || null })
  }
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <Field label={words.status}>
          {(control) => (
            <select {...control} value={kind} onChange={(event) => setKind(event.target.value as StatusKind)}>
              {statusKinds.map((one) => (
                <option key={one} value={one}>
                  {say(statusWords[`kind_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        {isSize ? (
          <Field label={words.size}>
            {(control) => (
              <select {...control} value={sizeClass} onChange={(event) => setSizeClass(event.target.value as typeof sizeClass)}>
                {sizeClasses.map((one) => (
                  <option key={one} value={one}>
                    {say(statusWords[`size_${one}`])}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : (
          <Field label={words.certificate}>
            {(control) => (
              <input {...control} maxLength={60} value={certificateNo} onChange={(event) => setCertificateNo(event.target.value)} />
            )}
          </Field>
        )}
        <DayFields days={days} onChange={setDays} isMissing={isTried && !days.firstOn} />
        <Field label={words.document} isOptional>
          {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
        </Field>
      </div>
      <SendRow send={send} onBack={onDone} />
    </form>
  )
}

type Days = { firstOn: string; lastOn: string }

function DayFields({ days, onChange, isMissing }: { days: Days; onChange: (days: Days) => void; isMissing: boolean }) {
  const say = useSay()
  return (
    <>
      <Field label={words.firstOn} {...(isMissing ? { problem: say(words.firstMissing) } : {})}>
        {(control) => <DayInput control={control} value={days.firstOn} onChange={(firstOn) => onChange({ ...days, firstOn })} />}
      </Field>
      <Field label={words.lastOn} isOptional hint={say(words.lastHint)}>
        {(control) => <DayInput control={control} value={days.lastOn} onChange={(lastOn) => onChange({ ...days, lastOn })} />}
      </Field>
    </>
  )
}

type Sending = Parameters<typeof ReasonForm>[0]['sending']

function SendRow({ send, onBack }: { send: Sending; onBack: () => void }) {
  const say = useSay()
  return (
    <>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </>
  )
}

type RelationsProps = { id: string; mayDeclare?: boolean; mayConfirm?: boolean }

export function Relations({ id, mayDeclare = false, mayConfirm = false }: RelationsProps) {
  const say = useSay()
  const reading = useRead(listRelations, { id })
  const [isDeclaring, setIsDeclaring] = useState(false)
  const columns = [words.organisation, words.relation, words.days, words.document, words.state]
  return (
    <section>
      <h2>{say(words.relations)}</h2>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{say(words.relationsEmpty)}</p>
          ) : (
            <table className="table to-list">
              <TableHead columns={mayDeclare ? [...columns, words.act] : columns} />
              <tbody>
                {items.map((item) => (
                  <RelationRow key={item.id} item={item} mayDeclare={mayDeclare} mayConfirm={mayConfirm} />
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
      {mayDeclare && !isDeclaring && (
        <div className="buttons">
          <Button size="small" onPress={() => setIsDeclaring(true)}>
            {say(words.declare)}
          </Button>
        </div>
      )}
      {isDeclaring && <RelationForm id={id} onDone={() => setIsDeclaring(false)} />}
    </section>
  )
}

function RelationRow({ item, mayDeclare, mayConfirm }: { item: Relation; mayDeclare: boolean; mayConfirm: boolean }) {
  const say = useSay()
  const name = useName()
  return (
    <tr>
      <th scope="row" className="main">
        {name(item)}
      </th>
      <td data-label={say(words.relation)}>{say(statusWords[`relation_${item.kind}`])}</td>
      <td data-label={say(words.days)}>
        {item.firstOn} – {item.lastOn ?? say(words.openEnd)}
      </td>
      <td data-label={say(words.document)}>{item.documentNo ?? '—'}</td>
      <td className="lead">
        <span className={item.isConfirmed ? 'tag good' : 'tag warn'}>{say(item.isConfirmed ? words.confirmed : words.unconfirmed)}</span>
      </td>
      {mayDeclare && (
        <td className="act">
          <RelationActs item={item} mayConfirm={mayConfirm} />
        </td>
      )}
    </tr>
  )
}

/** Looking at what was declared: it is right, or it is taken back with a reason. */
export function RelationActs({ item, mayConfirm }: { item: Relation; mayConfirm: boolean }) {
  const say = useSay()
  const name = useName()
  const send = useSend(confirmRelation, { refresh: afterChange })
  return (
    <div className="buttons">
      {mayConfirm && !item.isConfirmed && (
        <Button
          size="small"
          kind="primary"
          label={say(words.confirmNamed, { what: name(item) })}
          isBusy={send.isPending}
          onPress={() => send.mutate({ id: item.id })}
        >
          {say(words.confirm)}
        </Button>
      )}
      <TakeBack id={item.id} what={name(item)} contract={withdrawRelation} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </div>
  )
}

function RelationForm({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useSay()
  const [otherId, setOtherId] = useState('')
  const [kind, setKind] = useState<Relation['kind']>('same_controller')
  const [days, setDays] = useState({ firstOn: '', lastOn: '' })
  const [documentNo, setDocumentNo] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(declareRelation, { refresh: afterChange, onDone })
  const isMissing = otherId === '' || days.firstOn === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isMissing) send.mutate({ id, otherId, kind, firstOn: days.firstOn, lastOn: days.lastOn || null, documentNo: documentNo || null })
  }
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <Field label={words.organisation} {...(isTried && isMissing ? { problem: say(words.otherMissing) } : {})}>
          {(control) => (
            <FindOrganisation id={control.id} label={say(words.organisation)} value={otherId || undefined} onFound={setOtherId} />
          )}
        </Field>
        <Field label={words.relation}>
          {(control) => (
            <select {...control} value={kind} onChange={(event) => setKind(event.target.value as Relation['kind'])}>
              {relationKinds.map((one) => (
                <option key={one} value={one}>
                  {say(statusWords[`relation_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <DayFields days={days} onChange={setDays} isMissing={false} />
        <Field label={words.document} isOptional>
          {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
        </Field>
      </div>
      <SendRow send={send} onBack={onDone} />
    </form>
  )
}
