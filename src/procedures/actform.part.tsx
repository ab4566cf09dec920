// The question before an act: what it brings about, what must be written or chosen, and then the act itself.
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { Button, Choice, ErrorSummary, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { type ActVerb, actOf, asks, type Draft, emptyDraft, isRefusal, type Missing, missingIn } from './acting.rules.ts'
import { actingWords as words } from './acting.words.ts'
import type { Act } from './case.contract.ts'
import { type CaseShown, suspensionsByOffice } from './caseshown.contract.ts'
import { DefectList } from './defect.part.tsx'
import { listColleagues } from './desk.contract.ts'
import { deskPageWords } from './deskpage.words.ts'

type Props = { of: CaseShown; verb: ActVerb; isBusy: boolean; onAct: (act: Act) => void; onBack: () => void; children: ReactNode }

const sentenceOf = { reason: words.reasonMissing, choose: words.chooseMissing, defect: words.defectMissing } as const
const isGrave = (verb: ActVerb) => ['reject', 'refuse', 'revoke', 'lapse'].includes(verb)

export function ActForm({ of, verb, isBusy, onAct, onBack, children }: Props) {
  const say = useSay()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft, objectionId: onlyObjection(of) }))
  const [missing, setMissing] = useState<Missing[]>([])
  const [attempt, setAttempt] = useState(0)
  useEffect(() => heading.current?.focus(), [])
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = missingIn(verb, draft, of.levels.length > 0)
    setMissing(found)
    setAttempt(attempt + 1)
    if (found.length === 0) onAct(actOf(verb, draft))
  }
  const fieldId = (field: string) => `${id}${field}`
  const problemOf = (field: string) => {
    const found = missing.find((one) => one.field === field)
    return found ? { problem: say(sentenceOf[found.what]) } : {}
  }
  const asked = asks(verb)
  const textWord = verb === 'answer_objection' ? words.answer : asked.text === 'reason' ? words.reason : words.opinion
  return (
    <form className="act-form" onSubmit={submit} noValidate>
      <h3 ref={heading} tabIndex={-1}>
        {say(words[verb])}
      </h3>
      <p className="why">{say(words[`why_${verb}`])}</p>
      <ErrorSummary
        attempt={attempt}
        mistakes={missing.map(({ field, what }) => ({ fieldId: fieldId(field), sentence: say(sentenceOf[what]) }))}
      />
      {verb === 'ask_mend' && <DefectList of={of} draft={draft} onChange={change} fieldId={fieldId} problemOf={problemOf} />}
      <Choosing of={of} verb={verb} draft={draft} onChange={change} fieldId={fieldId} problemOf={problemOf} />
      {asked.text && (
        <Field label={textWord} id={fieldId('text')} isOptional={asked.text === 'opinion'} {...problemOf('text')}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={2000}
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
      )}
      {children}
      <div className="buttons">
        <Button type="submit" kind={isGrave(verb) ? 'danger' : 'primary'} isBusy={isBusy}>
          {say(words[verb])}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

/** The one objection that waits, where there is one alone. */
function onlyObjection({ objections }: CaseShown): string {
  const open = objections.filter((one) => one.state === 'open')
  return open.length === 1 ? open[0]!.id : ''
}

export type Filling = {
  of: CaseShown
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  fieldId: (field: string) => string
  problemOf: (field: string) => { problem?: string }
}

/** What an act asks to be chosen: a colleague, a stage, a level, a cause, an objection, a yes or no. */
function Choosing({ of, verb, draft, onChange, fieldId, problemOf }: Filling & { verb: ActVerb }) {
  const at = (field: string) => ({ id: fieldId(field), ...problemOf(field) })
  const open = of.objections.filter((one) => one.state === 'open')
  return (
    <>
      {asks(verb).person && (
        <Colleague caseId={of.id} value={draft.personId} onChange={(personId) => onChange({ personId })} {...at('person')} />
      )}
      {verb === 'return' && (
        <Pick
          label={words.stage}
          value={draft.toStage}
          onChange={(toStage) => onChange({ toStage })}
          options={of.returnsTo}
          {...at('stage')}
        />
      )}
      {verb === 'grant' && of.levels.length > 0 && (
        <Pick label={words.level} value={draft.level} onChange={(level) => onChange({ level })} options={of.levels} {...at('level')} />
      )}
      {isRefusal(verb) && (
        <Pick
          label={words.ground}
          value={draft.ground}
          onChange={(ground) => onChange({ ground })}
          options={of.grounds}
          {...at('ground')}
        />
      )}
      {verb === 'suspend' && (
        <Pick
          label={words.kind}
          value={draft.kind}
          onChange={(kind) => onChange({ kind: kind as Draft['kind'] })}
          options={suspensionsByOffice.map((code) => ({ code, title: deskPageWords[`stop_${code}`] }))}
          {...at('kind')}
        />
      )}
      {verb === 'answer_objection' && open.length > 1 && (
        <Pick
          label={words.objection}
          value={draft.objectionId}
          onChange={(objectionId) => onChange({ objectionId })}
          options={open.map(({ id, text }) => ({ code: id, title: { zh: text.slice(0, 60), en: text.slice(0, 60) } }))}
          {...at('objection')}
        />
      )}
      {asks(verb).yes && <YesNo verb={verb} value={draft.isYes} onChange={(isYes) => onChange({ isYes })} {...at('yes')} />}
    </>
  )
}

type PickProps = {
  label: Word
  value: string
  onChange: (value: string) => void
  options: readonly { code: string; title: Word }[]
  id: string
  problem?: string
}

/** One of some, from a list that begins with nothing chosen. */
export function Pick({ label, value, onChange, options, id, problem }: PickProps) {
  const say = useSay()
  return (
    <Field label={label} id={id} {...(problem ? { problem } : {})}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{say(words.choose)}</option>
          {options.map(({ code, title }) => (
            <option key={code} value={code}>
              {say(title)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type ColleagueProps = Omit<PickProps, 'label' | 'options'> & { caseId: string }

function Colleague({ caseId, ...rest }: ColleagueProps) {
  const say = useSay()
  const { data } = useRead(listColleagues, { id: caseId })
  if (data?.items.length === 0) return <p className="box">{say(words.noColleague)}</p>
  const options = (data?.items ?? []).map(({ personId, displayName }) => ({ code: personId, title: { zh: displayName, en: displayName } }))
  return <Pick label={words.person} options={options} {...rest} />
}

const yesWords = {
  sign: { label: words.agrees, yes: words.agree, no: words.disagree },
  check: { label: words.checked, yes: words.isPassed, no: words.isFailed },
  answer_objection: { label: words.upheld, yes: words.isUpheld, no: words.isDismissed },
} as const

type YesProps = { verb: ActVerb; value: boolean | null; onChange: (value: boolean) => void; id: string; problem?: string }

function YesNo({ verb, value, onChange, id, problem }: YesProps) {
  const said = yesWords[verb as keyof typeof yesWords]
  const options = [
    { value: 'yes', word: said.yes },
    { value: 'no', word: said.no },
  ] as const
  const chosen = value === null ? 'none' : value ? 'yes' : 'no'
  return (
    <div className="field" id={id} tabIndex={-1}>
      <Choice<string> label={said.label} value={chosen} options={options} onChoose={(next) => onChange(next === 'yes')} />
      {problem && <p className="problem">{problem}</p>}
    </div>
  )
}
