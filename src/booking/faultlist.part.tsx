// Faults as their keeper sees them: each with its state, what it costs, what was done, and what may be done next.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { hours, moment, yuan } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useName, useSay } from '../web/language.tsx'
import { ReadOn } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { type Fault, type FaultDecision, type FaultState, faultDecisions, listFaults } from './fault.contract.ts'
import { mayDecide } from './fault.rules.ts'
import { faultWords as words } from './fault.words.ts'
import { FaultForm } from './faultform.part.tsx'

const tone = { reported: 'tag warn', accepted: 'tag bad', in_repair: 'tag bad', done: 'tag good', dismissed: 'tag' } as const

export function FaultTag({ state }: { state: FaultState }) {
  const say = useSay()
  return <span className={tone[state]}>{say(words[`state_${state}`])}</span>
}

type Props = { institutionId: string; instrumentId: string | undefined; state: 'open' | 'over' | 'all' }

export function FaultList({ institutionId, instrumentId, state }: Props) {
  const say = useSay()
  const asked = { institutionId, ...(instrumentId ? { instrumentId } : {}), ...(state === 'all' ? {} : { state }) }
  const reading = useReadOn(listFaults, asked)
  return (
    <ReadOn of={reading} empty={<Empty title={words.noneTitle} why={words.noneWhy} />}>
      {(faults) => (
        <>
          <h2 className="unseen">{say(words.listTitle)}</h2>
          <ul className="desk-list">
            {faults.map((fault) => (
              <FaultLine key={fault.id} fault={fault} />
            ))}
          </ul>
        </>
      )}
    </ReadOn>
  )
}

function FaultLine({ fault }: { fault: Fault }) {
  const say = useSay()
  const name = useName()
  const [action, setAction] = useState<FaultDecision>()
  const instrument = name({ nameZh: fault.instrumentNameZh, nameEn: fault.instrumentNameEn })
  const can = faultDecisions.filter((each) => mayDecide(each, fault.state))
  return (
    <li>
      <div className="fault">
        <p>
          <Link to="/instruments/$id" params={{ id: fault.instrumentId }}>
            <b>{instrument}</b>
          </Link>{' '}
          <span className="muted">{fault.innerCode}</span> <FaultTag state={fault.state} />
        </p>
        <p>{fault.what}</p>
        <FaultFacts fault={fault} />
        <FaultActs fault={fault} />
        {action && <FaultForm key={action} fault={fault} action={action} onBack={() => setAction(undefined)} />}
      </div>
      {!action && can.length > 0 && (
        <div className="buttons">
          {can.map((each) => {
            const word = say(each === 'repair' && fault.state === 'in_repair' ? words.extend : words[`action_${each}`])
            return (
              <Button key={each} size="small" label={say(words.actionNamed, { action: word, instrument })} onPress={() => setAction(each)}>
                {word}
              </Button>
            )
          })}
        </div>
      )}
    </li>
  )
}

function FaultFacts({ fault }: { fault: Fault }) {
  const say = useSay()
  const isOverdue = fault.state === 'in_repair' && fault.expectedEndAt !== null && Date.parse(fault.expectedEndAt) < Date.now()
  const who = [fault.organisationNameZh, fault.personName].filter(Boolean).join(' ')
  const facts = [
    say(fault.isUsable ? words.usable : words.unusable),
    say(words.since, { at: moment(fault.brokenAt) }),
    `${who} ${say(words.reportedBy, { at: moment(fault.recordedAt) })}`,
    ...(fault.state === 'in_repair' && fault.expectedEndAt ? [say(words.expected, { at: moment(fault.expectedEndAt) })] : []),
    ...(fault.endedAt ? [say(words.ended, { at: moment(fault.endedAt) })] : []),
    ...(fault.stoppedAt ? [say(words.lost, { hours: hours(fault.lostSeconds) })] : []),
    ...(fault.costFen !== null ? [say(words.cost, { cost: yuan(fault.costFen) })] : []),
    ...(fault.supplier ? [say(words.supplier, { name: fault.supplier })] : []),
  ]
  return (
    <p className="note">
      {facts.map((fact, at) => (
        <span key={fact}>
          {at > 0 && <Dot />}
          {fact}
        </span>
      ))}{' '}
      {isOverdue && <span className="tag warn">{say(words.overdue)}</span>}
    </p>
  )
}

function FaultActs({ fault }: { fault: Fault }) {
  const say = useSay()
  return (
    <details>
      <summary>{say(words.history, { count: fault.acts.length })}</summary>
      <ol className="changes">
        {fault.acts.map((act) => (
          <li key={`${act.recordedAt} ${act.action}`}>
            {moment(act.recordedAt)} {say(words[`action_${act.action}`])} {act.byName}
            {act.expectedEndAt && `，${say(words.expected, { at: moment(act.expectedEndAt) })}`}
            {act.note && `：${act.note}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
