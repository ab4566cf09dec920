// Applications to register an organisation, as the officers of the deciding division see them.
import { useState } from 'react'
import { identityWords } from '../identity/identity.words.ts'
import { listDivisions } from '../places/places.contract.ts'
import { Button, Choice } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Empty, Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { queueWords as words } from './queue.words.ts'
import {
  type ApplicationState,
  applicationStates,
  approveRegistration,
  listRegistrations,
  refuseRegistration,
  type WaitingRegistration,
} from './registration.contract.ts'
import { registrationWords } from './registration.words.ts'

export function RegistrationQueuePage() {
  const say = useSay()
  useTitle(say(words.title))
  const [state, setState] = useState<ApplicationState>('pending')
  const reading = useReadOn(listRegistrations, { state })
  const options = applicationStates.map((value) => ({ value, word: registrationWords[`state_${value}`] }))
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          <Choice label={words.show} value={state} onChoose={setState} options={options} />
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items: WaitingRegistration[]) => (
          <table className="table to-list">
            <TableHead columns={[words.organisation, words.division, words.applicant, words.applied, words.decide]} />
            <tbody>
              {items.map((item) => (
                <QueueRow key={item.id} item={item} />
              ))}
            </tbody>
          </table>
        )}
      </ReadOn>
    </>
  )
}

function QueueRow({ item }: { item: WaitingRegistration }) {
  const say = useSay()
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  const division = data?.items.find((one) => one.code === item.divisionCode)
  return (
    <tr>
      <th scope="row" className="main">
        {name(item)}
        <p className="note">
          {say(identityWords[`kind_${item.kind}`])} {item.creditCode}
        </p>
      </th>
      <td data-label={say(words.division)}>{division ? name(division) : item.divisionCode}</td>
      <td data-label={say(words.applicant)}>
        {item.applicantName}
        <p className="note">{item.contact}</p>
      </td>
      <td data-label={say(words.applied)}>{moment(item.appliedAt)}</td>
      <td className="act">{item.state === 'pending' ? <Decision item={item} /> : <Decided item={item} />}</td>
    </tr>
  )
}

function Decided({ item }: { item: WaitingRegistration }) {
  const say = useSay()
  return (
    <>
      <span className={item.state === 'approved' ? 'tag good' : 'tag'}>{say(registrationWords[`state_${item.state}`])}</span>
      <p className="note">
        {item.decidedByName} {item.decidedAt && moment(item.decidedAt)}
      </p>
      {item.reason && <p className="note">{say(registrationWords.reasonLine, { reason: item.reason })}</p>}
    </>
  )
}

function Decision({ item }: { item: WaitingRegistration }) {
  const say = useSay()
  const name = useName()
  const [isRefusing, setIsRefusing] = useState(false)
  const approve = useSend(approveRegistration, { refresh: [listRegistrations] })
  if (isRefusing) return <RefuseForm item={item} onBack={() => setIsRefusing(false)} />
  const named = { name: name(item) }
  return (
    <>
      <div className="buttons">
        <Button
          size="small"
          kind="primary"
          label={say(words.approveNamed, named)}
          isBusy={approve.isPending}
          onPress={() => approve.mutate({ id: item.id })}
        >
          {say(words.approve)}
        </Button>
        <Button size="small" kind="danger" label={say(words.refuseNamed, named)} onPress={() => setIsRefusing(true)}>
          {say(words.refuse)}
        </Button>
      </div>
      {approve.error && <Problem key={approve.submittedAt} error={approve.error} isAnswer />}
    </>
  )
}

function RefuseForm({ item, onBack }: { item: WaitingRegistration; onBack: () => void }) {
  const send = useSend(refuseRegistration, { refresh: [listRegistrations] })
  const refuse = (reason: string) => send.mutate({ id: item.id, reason })
  return <ReasonForm words={words} sure={words.refuse} sending={send} onSend={refuse} onBack={onBack} />
}
