// Changing what is said of an instrument. Only what differs is sent; the server keeps what stood before as an earlier version.
import '../web/styles/keep.css'
import { useParams } from '@tanstack/react-router'
import { Select } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { listDivisions } from '../places/places.contract.ts'
import { CallRefused } from '../web/call.ts'
import { DayInput } from '../web/day.tsx'
import { fenOf, textOfFen } from '../web/entry.ts'
import { Button, Choice, ErrorSummary, Field, type FieldControl, type Mistake } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useIssues } from '../web/issue.tsx'
import { useName, useSay } from '../web/language.tsx'
import { type CallError, useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { AcceptancePart } from './acceptance.part.tsx'
import {
  changeInstrument,
  getInstrument,
  type InstrumentFacts,
  type InstrumentShown,
  instrumentKinds,
  instrumentStates,
  listInstrumentClasses,
} from './catalogue.contract.ts'
import { differences } from './catalogue.rules.ts'
import { catalogueWords } from './catalogue.words.ts'
import { type FactsTyped, factsOf, typedOf } from './entry.rules.ts'
import { entryWords as words } from './entry.words.ts'
import { catalogueImportWords } from './import.words.ts'
import { IndicatorPart } from './indicator.part.tsx'
import { useNoRight } from './right.part.tsx'
import { searchInstruments } from './search.contract.ts'

const labels = catalogueImportWords.fields
const fieldIdOf = (fact: keyof InstrumentFacts) => `fact-${fact}`

export function EntryPage() {
  const say = useSay()
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  const [isSaved, setIsSaved] = useState(false)
  return (
    <Read of={instrument} rows={8}>
      {(data) => (
        <>
          {isSaved && (
            <p className="box done" role="status">
              {say(words.saved)}
            </p>
          )}
          <FactsForm key={data.contentHash} instrument={data} onSaved={() => setIsSaved(true)} onTyped={() => setIsSaved(false)} />
          <IndicatorPart key={JSON.stringify(data.indicators)} id={id} institutionId={data.institutionId} of={data.indicators} />
          <AcceptancePart id={id} institutionId={data.institutionId} />
        </>
      )}
    </Read>
  )
}

/** What the server found wrong, beside the fields it is about. */
function useServerMistakes(error: CallError | null): Mistake[] {
  const say = useSay()
  const issues = useIssues(error, (path) => fieldIdOf(path as keyof InstrumentFacts))
  if (error instanceof CallRefused && error.code === 'delisted_before_listed')
    return [{ fieldId: fieldIdOf('delistedOn'), sentence: say(words.days_wrong) }]
  return issues
}

type Set = <Name extends keyof FactsTyped>(name: Name, value: FactsTyped[Name]) => void
type PartProps = { typed: FactsTyped; set: Set; problemOf: (fact: keyof InstrumentFacts) => string | undefined; isOff: boolean }

function FactsForm({ instrument, onSaved, onTyped }: { instrument: InstrumentShown; onSaved: () => void; onTyped: () => void }) {
  const say = useSay()
  const before = typedOf(instrument, textOfFen)
  const [typed, setTyped] = useState(before)
  const [attempt, setAttempt] = useState(0)
  const noRight = useNoRight('catalogue.edit', instrument.institutionId, words.factsRight)
  const send = useSend(changeInstrument, { refresh: [getInstrument, searchInstruments], onDone: onSaved })
  const read = factsOf(typed, fenOf)
  const changed = differences(factsOf(before, fenOf).facts, read.facts)
  const ownMistakes = read.mistakes.map(({ fact, code }) => ({ fieldId: fieldIdOf(fact), sentence: say(words[code]) }))
  const serverMistakes = useServerMistakes(send.error)
  const mistakes = attempt === 0 ? [] : ownMistakes.length > 0 ? ownMistakes : serverMistakes
  const problemOf = (fact: keyof InstrumentFacts) => mistakes.find((mistake) => mistake.fieldId === fieldIdOf(fact))?.sentence
  const set: Set = (name, value) => {
    onTyped()
    setTyped({ ...typed, [name]: value })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (ownMistakes.length > 0 || changed.length === 0 || noRight) return
    send.mutate({ id: instrument.id, ...Object.fromEntries(changed.map((name) => [name, read.facts[name]])) })
  }
  const isUntouched = changed.length === 0 && read.mistakes.length === 0
  const source = instrument.source === 'manual' ? say(words.byHand) : instrument.source
  const parts: PartProps = { typed, set, problemOf, isOff: noRight !== undefined }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <h2 className="unseen">{say(words.factsTitle)}</h2>
      <p className="why">{say(words.keepsHistory, { recordedAt: moment(instrument.recordedAt), source })}</p>
      <ErrorSummary mistakes={mistakes} attempt={attempt + (serverMistakes.length > 0 ? send.submittedAt : 0)} />
      {send.error && serverMistakes.length === 0 && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <fieldset disabled={noRight !== undefined}>
        <NamedPart {...parts} />
        <BelongingPart {...parts} />
        <StandingPart {...parts} />
        <AbilityPart {...parts} />
      </fieldset>
      <div className="buttons save-bar">
        <Button
          type="submit"
          kind="primary"
          isBusy={send.isPending}
          reason={noRight ?? (isUntouched ? say(words.nothingChanged) : undefined)}
        >
          {say(words.save)}
        </Button>
        {!isUntouched && (
          <Button
            onPress={() => {
              setTyped(before)
              setAttempt(0)
              send.reset()
            }}
          >
            {say(words.reset)}
          </Button>
        )}
      </div>
    </form>
  )
}

function Part({ title, children }: { title: Word; children: ReactNode }) {
  const say = useSay()
  return (
    <section className="keep-part">
      <h2>{say(title)}</h2>
      <div className="keep-fields">{children}</div>
    </section>
  )
}

type TextName = Exclude<keyof FactsTyped, 'kind' | 'state'>
type TextFactProps = PartProps & {
  name: TextName
  label: Word
  most?: number
  rows?: number
  hint?: Word
  inputMode?: 'decimal' | 'numeric'
  isRequired?: boolean
}

function TextFact({ typed, set, problemOf, name, label, most, rows, hint, inputMode, isRequired = false }: TextFactProps) {
  const say = useSay()
  const shared = { value: typed[name], maxLength: most }
  return (
    <Field label={label} id={fieldIdOf(name)} problem={problemOf(name)} isOptional={!isRequired} hint={hint ? say(hint) : undefined}>
      {(control) =>
        rows ? (
          <textarea {...control} {...shared} rows={rows} onChange={(event) => set(name, event.target.value)} />
        ) : (
          <input {...control} {...shared} inputMode={inputMode} onChange={(event) => set(name, event.target.value)} />
        )
      }
    </Field>
  )
}

function NamedPart(props: PartProps) {
  return (
    <Part title={words.named}>
      <TextFact {...props} name="nameZh" label={labels.nameZh} most={200} isRequired />
      <TextFact {...props} name="nameEn" label={labels.nameEn} most={300} />
      <TextFact {...props} name="model" label={labels.model} most={200} />
      <TextFact {...props} name="manufacturer" label={labels.manufacturer} most={200} />
      <TextFact {...props} name="country" label={labels.country} most={100} />
      <TextFact {...props} name="serialNo" label={labels.serialNo} most={100} />
    </Part>
  )
}

const forever = { staleTime: Number.POSITIVE_INFINITY } as const
type Coded = { code: string; nameZh: string; nameEn: string }

/** One of many by its code, found by typing part of its name or code. */
function CodeSelect(props: {
  control: FieldControl
  value: string
  items: readonly Coded[]
  isOff: boolean
  onChoose: (code: string) => void
}) {
  const name = useName()
  const say = useSay()
  return (
    <Select
      id={props.control.id}
      className="keep-select"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      disabled={props.isOff}
      placeholder={say(words.unknown)}
      value={props.value || null}
      options={props.items.map((item) => ({ value: item.code, label: `${item.code} ${name(item)}` }))}
      onChange={(code: string | null | undefined) => props.onChoose(code ?? '')}
    />
  )
}

function BelongingPart(props: PartProps) {
  const { typed, set, problemOf, isOff } = props
  const classes = useRead(listInstrumentClasses, {}, forever)
  const divisions = useRead(listDivisions, {}, forever)
  return (
    <Part title={words.belonging}>
      <Field label={words.class} id={fieldIdOf('classCode')} problem={problemOf('classCode')} isOptional>
        {(control) => (
          <CodeSelect
            control={control}
            value={typed.classCode}
            items={classes.data?.items ?? []}
            isOff={isOff}
            onChoose={(code) => set('classCode', code)}
          />
        )}
      </Field>
      <TextFact {...props} name="classItemCode" label={words.classItemCode} most={6} inputMode="numeric" />
      <TextFact {...props} name="schoolClassCode" label={labels.schoolClassCode} most={20} />
      <Field label={words.division} id={fieldIdOf('divisionCode')} problem={problemOf('divisionCode')} isOptional>
        {(control) => (
          <CodeSelect
            control={control}
            value={typed.divisionCode}
            items={divisions.data?.items ?? []}
            isOff={isOff}
            onChoose={(code) => set('divisionCode', code)}
          />
        )}
      </Field>
      <TextFact {...props} name="place" label={labels.place} most={300} />
    </Part>
  )
}

function StandingPart(props: PartProps) {
  const { typed, set, problemOf, isOff } = props
  const say = useSay()
  const day = (name: 'startedOn' | 'listedOn' | 'delistedOn', label: Word) => (
    <Field label={label} id={fieldIdOf(name)} problem={problemOf(name)} isOptional>
      {(control) => <DayInput control={control} value={typed[name]} onChange={(value) => set(name, value)} disabled={isOff} />}
    </Field>
  )
  return (
    <Part title={words.standing}>
      <Field label={words.stateOf} id={fieldIdOf('state')} problem={problemOf('state')} hint={say(words.stateHint)}>
        {(control) => (
          <select {...control} value={typed.state} onChange={(event) => set('state', event.target.value as FactsTyped['state'])}>
            {instrumentStates.map((state) => (
              <option key={state} value={state}>
                {say(catalogueWords[`state_${state}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="field">
        <span className="label">{say(words.kind)}</span>
        <Choice
          label={words.kind}
          value={typed.kind}
          onChoose={(kind) => set('kind', kind)}
          options={instrumentKinds.map((kind) => ({ value: kind, word: catalogueWords[`kind_${kind}`] }))}
        />
      </div>
      <TextFact {...props} name="worthFen" label={words.worth} most={20} inputMode="decimal" />
      {day('startedOn', labels.startedOn)}
      {day('listedOn', labels.listedOn)}
      {day('delistedOn', words.delistedOn)}
    </Part>
  )
}

function AbilityPart(props: PartProps) {
  return (
    <Part title={words.ability}>
      <TextFact {...props} name="functionText" label={labels.functionText} most={4000} rows={4} hint={words.linesHint} />
      <TextFact {...props} name="technicalText" label={labels.technicalText} most={4000} rows={4} hint={words.linesHint} />
      <TextFact {...props} name="serviceText" label={labels.serviceText} most={4000} rows={4} hint={words.linesHint} />
      <TextFact {...props} name="standards" label={labels.standards} most={2000} rows={4} hint={words.linesHint} />
      <TextFact {...props} name="feeText" label={labels.feeText} most={2000} rows={3} hint={words.feeHint} />
      <TextFact {...props} name="seals" label={words.seals} most={220} hint={words.sealsHint} />
    </Part>
  )
}
