// Under an instrument's facts: when it was accepted, how its clock stands, and what customs watch.
import { type FormEvent, useState } from 'react'
import { DayText } from '../web/daytext.tsx'
import { Button, Choice, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { type Acceptance, getAcceptance, keepAcceptance, listListings } from './acceptance.contract.ts'
import { acceptanceWords as words } from './acceptance.words.ts'
import { getInstrument } from './catalogue.contract.ts'
import { useNoRight } from './right.part.tsx'

const clockTags = {
  ...{ overdue: 'tag bad', late: 'tag warn', open: 'tag info', in_time: 'tag good', unknown: 'tag', voluntary: 'tag', exempt: 'tag' },
} as const

/** Where an instrument stands on its way into the network, and by how many working days. */
export function ClockTag({ clock: { state, days } }: { clock: Acceptance['clock'] }) {
  const say = useSay()
  const isOver = state === 'overdue' || state === 'late'
  return (
    <>
      <span className={clockTags[state]}>{say(words[`show_${state}`])}</span>
      {days !== null && days > 0 && state !== 'in_time' && (
        <span className="note"> {say(isOver ? words.daysOver : words.daysLeft, { days })}</span>
      )}
    </>
  )
}

export function AcceptancePart({ id, institutionId }: { id: string; institutionId: string }) {
  const reading = useRead(getAcceptance, { id })
  const noRight = useNoRight('catalogue.edit', institutionId, words.right)
  if (noRight) return null
  return <Read of={reading}>{(data) => <AcceptanceForm key={JSON.stringify(data)} id={id} of={data} />}</Read>
}

const yesNo = [
  { value: 'no', word: words.no },
  { value: 'yes', word: words.yes },
] as const

function AcceptanceForm({ id, of }: { id: string; of: Acceptance }) {
  const say = useSay()
  const [typed, setTyped] = useState({
    ...of,
    acceptedOn: of.acceptedOn ?? '',
    releasedOn: of.releasedOn ?? '',
    supervisedTo: of.supervisedTo ?? '',
  })
  const [isTried, setIsTried] = useState(false)
  const send = useSend(keepAcceptance, { refresh: [getAcceptance, getInstrument, listListings] })
  const { acceptedOn, isDutyFree, declarationNo, itemNo, releasedOn, supervisedTo } = typed
  const isWhole = acceptedOn !== '' && (!isDutyFree || (declarationNo.trim() !== '' && releasedOn !== '' && supervisedTo !== ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (!isWhole) return
    const customs = isDutyFree ? { declarationNo, itemNo, releasedOn, supervisedTo } : {}
    send.mutate({ id, acceptedOn, isDutyFree, ...customs })
  }
  const missing = (text: string) => (isTried && text.trim() === '' ? { problem: say(words.missing) } : {})
  const day = (name: 'acceptedOn' | 'releasedOn' | 'supervisedTo') => (
    <Field label={words[name]} {...missing(typed[name])}>
      {(control) => <DayText control={control} value={typed[name]} onChange={(value) => setTyped({ ...typed, [name]: value })} />}
    </Field>
  )
  const text = (name: 'declarationNo' | 'itemNo', most: number, isOptional: boolean) => (
    <Field label={words[name]} isOptional={isOptional} {...(isOptional ? {} : missing(typed[name]))}>
      {(control) => (
        <input {...control} maxLength={most} value={typed[name]} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />
      )}
    </Field>
  )
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <section className="keep-part">
        <h2>{say(words.partTitle)}</h2>
        <p className="why">
          <ClockTag clock={of.clock} /> {of.clock.dueOn && `${say(words.due)} ${of.clock.dueOn}`}
        </p>
        <div className="keep-fields">
          {day('acceptedOn')}
          <div className="field">
            <span className="label">{say(words.dutyFree)}</span>
            <Choice
              label={words.dutyFree}
              value={isDutyFree ? 'yes' : 'no'}
              options={yesNo}
              onChoose={(value) => setTyped({ ...typed, isDutyFree: value === 'yes' })}
            />
          </div>
          {isDutyFree && text('declarationNo', 40, false)}
          {isDutyFree && text('itemNo', 20, true)}
          {isDutyFree && day('releasedOn')}
          {isDutyFree && day('supervisedTo')}
        </div>
        {isDutyFree && <p className="why">{say(words.dutyFreeHint)}</p>}
      </section>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        {send.isSuccess && <span role="status">{say(words.saved)}</span>}
      </div>
    </form>
  )
}
