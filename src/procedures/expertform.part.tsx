// Putting somebody into the pool of experts: their account, what they know, and what keeps them out of draws.
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { isWithin } from '../places/places.rules.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { EmployerChoice } from './employer.part.tsx'
import { addExpert, type ExpertShown, listExperts } from './expert.contract.ts'
import { blankExpert, type ExpertDraft, expertFaults, expertSent } from './expertform.rules.ts'
import { expertPageWords as words } from './expertpage.words.ts'

type Props = { onDone: (added: ExpertShown) => void; onBack: () => void }

export function ExpertForm({ onDone, onBack }: Props) {
  const say = useSay()
  const [draft, setDraft] = useState<ExpertDraft>(blankExpert)
  const [isTried, setIsTried] = useState(false)
  const send = useSend(addExpert, { onDone, refresh: [listExperts] })
  const faults = isTried ? expertFaults(draft) : []
  const change = (part: Partial<ExpertDraft>) => setDraft({ ...draft, ...part })
  const problem = (place: string, word: { zh: string; en: string } = words.missing) =>
    faults.includes(place) ? { problem: say(word) } : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (expertFaults(draft).length === 0) send.mutate(expertSent(draft))
  }
  return (
    <form className="form pane programme-form" onSubmit={submit} noValidate>
      <Field label={words.who} hint={say(words.whoHint)} {...problem('who')}>
        {(control) => <input {...control} maxLength={100} value={draft.who} onChange={(event) => change({ who: event.target.value })} />}
      </Field>
      <DivisionField value={draft.divisionCode} onChange={(divisionCode) => change({ divisionCode })} {...problem('divisionCode')} />
      <Field label={words.jobTitle} {...problem('title')}>
        {(control) => <input {...control} maxLength={60} value={draft.title} onChange={(event) => change({ title: event.target.value })} />}
      </Field>
      <Field label={words.fields} hint={say(words.fieldsHint)} {...problem('fields')}>
        {(control) => (
          <input {...control} maxLength={500} value={draft.fields} onChange={(event) => change({ fields: event.target.value })} />
        )}
      </Field>
      <Employments draft={draft} change={change} problem={problem} />
      <Ties draft={draft} change={change} problem={problem} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.add)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

type DivisionProps = { value: string; onChange: (code: string) => void; problem?: string }

/** The divisions whose procedures the reader directs. */
export function DivisionField({ value, onChange, problem }: DivisionProps) {
  const say = useSay()
  const name = useName()
  const { me } = useMe()
  const own = (me?.grants ?? []).flatMap((grant) => (grant.permissions.includes('procedures.direct') ? (grant.divisionCode ?? []) : []))
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  const offered = (data?.items ?? []).filter((division) => own.some((scope) => isWithin(division.code, scope)))
  return (
    <Field label={words.division} {...(problem ? { problem } : {})}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{say(words.choose)}</option>
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

type ListProps = {
  draft: ExpertDraft
  change: (part: Partial<ExpertDraft>) => void
  problem: (place: string, word?: { zh: string; en: string }) => { problem?: string }
}

const nextKey = (rows: readonly { key: number }[]) => (rows.at(-1)?.key ?? 0) + 1

function Employments({ draft: { employments }, change, problem }: ListProps) {
  const say = useSay()
  const put = (key: number, part: object) =>
    change({ employments: employments.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  return (
    <fieldset className="rows-field">
      <legend>{say(words.employments)}</legend>
      {employments.map((one, at) => (
        <div key={one.key} className="expert-row">
          <EmployerChoice
            own={[]}
            chosen={one.organisation}
            onChoose={(organisation) => put(one.key, { organisation })}
            label={words.employer}
            id={`employer-${one.key}`}
          />
          <Problems of={problem(`employer-${one.key}`, words.organisationMissing)} />
          <Field label={words.firstOn} {...problem(`days-${one.key}`, words.daysWrong)}>
            {(control) => <DayText control={control} value={one.firstOn} onChange={(day) => put(one.key, { firstOn: day ?? '' })} />}
          </Field>
          <Field label={words.lastOn} isOptional hint={say(words.lastHint)}>
            {(control) => <DayText control={control} value={one.lastOn} onChange={(day) => put(one.key, { lastOn: day ?? '' })} />}
          </Field>
          <Button
            size="small"
            label={say(words.dropEmployment, { number: at + 1 })}
            onPress={() => change({ employments: employments.filter((other) => other !== one) })}
          >
            {say(words.drop)}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onPress={() =>
          change({ employments: [...employments, { key: nextKey(employments), organisation: undefined, firstOn: '', lastOn: '' }] })
        }
      >
        {say(words.addEmployment)}
      </Button>
    </fieldset>
  )
}

function Problems({ of: { problem } }: { of: { problem?: string } }) {
  return problem ? <p className="problem">{problem}</p> : null
}

function Ties({ draft: { ties }, change, problem }: ListProps) {
  const say = useSay()
  const put = (key: number, part: object) => change({ ties: ties.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  return (
    <fieldset className="rows-field">
      <legend>{say(words.tiesTitle)}</legend>
      {ties.map((one, at) => (
        <div key={one.key} className="expert-row">
          <Field label={words.tieKind}>
            {(control) => (
              <select {...control} value={one.kind} onChange={(event) => put(one.key, { kind: event.target.value })}>
                <option value="funding">{say(words.tie_funding)}</option>
                <option value="co_author">{say(words.tie_co_author)}</option>
              </select>
            )}
          </Field>
          <EmployerChoice
            own={[]}
            chosen={one.organisation}
            onChoose={(organisation) => put(one.key, { organisation })}
            label={words.tied}
            id={`tie-${one.key}`}
          />
          <Problems of={problem(`tie-${one.key}`, words.organisationMissing)} />
          <Button
            size="small"
            label={say(words.dropTie, { number: at + 1 })}
            onPress={() => change({ ties: ties.filter((other) => other !== one) })}
          >
            {say(words.drop)}
          </Button>
        </div>
      ))}
      <Button size="small" onPress={() => change({ ties: [...ties, { key: nextKey(ties), kind: 'funding', organisation: undefined }] })}>
        {say(words.addTie)}
      </Button>
    </fieldset>
  )
}
