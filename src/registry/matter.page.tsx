// Affairs of government and the body and office that hold each, with all who held it before, and handing one on.
import '../web/styles/registry.css'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { FindOrganisation } from '../identity/organisation.part.tsx'
import type { Output } from '../kernel/contract.ts'
import { listDivisions } from '../places/places.contract.ts'
import { isWithin } from '../places/places.rules.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useDivisionName } from './change.part.tsx'
import { type Holder, listMatters, transferMatter } from './matter.contract.ts'
import { matterDeskWords as words } from './matterdesk.words.ts'
import { listProposals, proposeTransfer } from './proposal.contract.ts'

type Matter = Output<typeof listMatters>['items'][number]

export function MatterPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listMatters, {})
  return (
    <div className="registry">
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>{({ items }) => items.map((matter) => <MatterPart key={matter.code} matter={matter} />)}</Read>
    </div>
  )
}

function MatterPart({ matter }: { matter: Matter }) {
  const say = useSay()
  const name = useName()
  const { may } = useMe()
  const [isOpen, setIsOpen] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const mayDirect = may('registry.direct')
  const done = () => {
    setIsOpen(false)
    setIsDone(true)
  }
  return (
    <section>
      <h2>{name(matter)}</h2>
      {matter.holders.length === 0 ? <p className="muted">{say(words.nobody)}</p> : <Holders holders={matter.holders} />}
      {isDone && (
        <p className="box done" role="status">
          {say(mayDirect ? words.done : words.proposed)}
        </p>
      )}
      {isOpen ? (
        <TransferForm code={matter.code} mayDirect={mayDirect} onDone={done} onBack={() => setIsOpen(false)} />
      ) : (
        <div className="buttons">
          <Button
            size="small"
            label={say(mayDirect ? words.transferNamed : words.proposeNamed, { matter: name(matter) })}
            onPress={() => setIsOpen(true)}
          >
            {say(mayDirect ? words.transfer : words.propose)}
          </Button>
        </div>
      )}
    </section>
  )
}

function Holders({ holders }: { holders: readonly Holder[] }) {
  const say = useSay()
  const name = useName()
  const divisionOf = useDivisionName()
  const today = shanghaiDay(Date.now())
  const stateOf = ({ validFrom, validTo }: Holder) =>
    validFrom > today ? words.later : validTo !== null && validTo <= today ? words.before : words.now
  return (
    <table className="table to-list">
      <TableHead columns={[words.holder, words.place, words.days, words.document, words.state]} />
      <tbody>
        {holders.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="main">
              {name(one)} <span className="note">{one.officeName}</span>
            </th>
            <td data-label={say(words.place)}>{divisionOf(one.divisionCode)}</td>
            <td data-label={say(words.days)}>
              {one.validTo ? say(words.until, { from: one.validFrom, to: one.validTo }) : say(words.since, { from: one.validFrom })}
            </td>
            <td data-label={say(words.document)}>{one.documentNo}</td>
            <td className="lead">
              <span className={stateOf(one) === words.now ? 'tag good' : 'tag'}>{say(stateOf(one))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type FormProps = { code: string; mayDirect: boolean; onDone: () => void; onBack: () => void }
const blank = { organisationId: '', divisionCode: '', officeName: '', validFrom: '', documentNo: '', reason: '' }

/** The province hands a matter on; whoever holds a division of it proposes it for that division. */
function TransferForm({ code, mayDirect, onDone, onBack }: FormProps) {
  const say = useSay()
  const [wish, setWish] = useState(blank)
  const [isTried, setIsTried] = useState(false)
  const transfer = useSend(transferMatter, { refresh: [listMatters], onDone })
  const propose = useSend(proposeTransfer, { refresh: [listProposals], onDone })
  const send = mayDirect ? transfer : propose
  const { reason, ...facts } = wish
  const isMissing =
    [wish.organisationId, wish.divisionCode, wish.validFrom].includes('') ||
    wish.documentNo.trim().length < 2 ||
    (!mayDirect && reason.trim().length < 4)
  const change = (part: Partial<typeof blank>) => setWish({ ...wish, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (isMissing) return
    if (mayDirect) transfer.mutate({ code, ...facts })
    else propose.mutate({ code, ...facts, reason })
  }
  const text = (
    field: 'officeName' | 'documentNo' | 'reason',
    label: typeof words.office | typeof words.documentNo | typeof words.reason,
  ) => (
    <Field label={label} isOptional={field === 'officeName'}>
      {(control) => (
        <input
          {...control}
          maxLength={field === 'reason' ? 500 : 100}
          value={wish[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <Field label={words.to} {...(isTried && isMissing ? { problem: say(words.missing) } : {})}>
          {(control) => (
            <FindOrganisation
              id={control.id}
              label={say(words.to)}
              value={wish.organisationId || undefined}
              onFound={(organisationId) => change({ organisationId })}
            />
          )}
        </Field>
        {text('officeName', words.office)}
        <PlaceField value={wish.divisionCode} onChoose={(divisionCode) => change({ divisionCode })} />
        <Field label={words.firstOn}>
          {(control) => <DayInput control={control} value={wish.validFrom} onChange={(validFrom) => change({ validFrom })} />}
        </Field>
        {text('documentNo', words.documentNo)}
        {!mayDirect && text('reason', words.reason)}
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(mayDirect ? words.transfer : words.propose)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

/** The divisions of which the reader decides. */
function PlaceField({ value, onChoose }: { value: string; onChoose: (divisionCode: string) => void }) {
  const name = useName()
  const { me } = useMe()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  const own = (me?.grants ?? []).flatMap((grant) => (grant.permissions.includes('registry.decide') ? (grant.divisionCode ?? []) : []))
  const offered = (data?.items ?? []).filter((division) => own.some((scope) => isWithin(division.code, scope)))
  return (
    <Field label={words.place}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChoose(event.target.value)}>
          <option value="" />
          {offered.map((division) => (
            <option key={division.code} value={division.code}>
              {name(division)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
