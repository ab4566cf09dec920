// What an officer does with the list of innovative counties: record one, end one, take back what was wrong.
import { type FormEvent, useState } from 'react'
import type { Contract } from '../kernel/contract.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayOfText, shanghaiDay } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { countyWords as words } from './county.words.ts'
import { CountySelect } from './countyselect.part.tsx'
import {
  type Designation,
  endDesignation,
  levels,
  listDesignations,
  recordDesignation,
  stages,
  withdrawDesignation,
} from './designation.contract.ts'
import { designationWords } from './designation.words.ts'

const refresh: readonly Contract[] = [listDesignations]
const reasonWords = { reason: words.reason, reasonMissing: words.reasonMissing, back: words.back } as const

export function DesignationForm({ onDone }: { onDone: () => void }) {
  const say = useSay()
  const [divisionCode, setDivisionCode] = useState('')
  const [level, setLevel] = useState<Designation['level']>('provincial')
  const [stage, setStage] = useState<Designation['stage']>('building')
  const [firstOn, setFirstOn] = useState('')
  const [lastOn, setLastOn] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordDesignation, { refresh, onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (divisionCode && dayOfText(firstOn) && documentNo.trim().length >= 2)
      send.mutate({ divisionCode, level, stage, firstOn, lastOn: lastOn || null, documentNo })
  }
  const problem = (isMissing: boolean, word: Parameters<typeof say>[0]) => (isTried && isMissing ? { problem: say(word) } : {})
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <CountySelect
          label={words.county}
          value={divisionCode}
          onChange={setDivisionCode}
          isOffered={(one) => level === 'provincial' || one.isNationalPilotEligible === true}
          {...problem(!divisionCode, words.countyMissing)}
        />
        <OneOf label={words.level} values={levels} value={level} wordOf={(one) => designationWords[`level_${one}`]} onChange={setLevel} />
        <OneOf label={words.stage} values={stages} value={stage} wordOf={(one) => designationWords[`stage_${one}`]} onChange={setStage} />
        <Field
          label={words.firstOn}
          {...problem(!dayOfText(firstOn), words.firstMissing)}
          {...((dayOfText(firstOn) ?? '') > shanghaiDay(Date.now()) ? { hint: say(words.firstLater, { on: firstOn }) } : {})}
        >
          {(control) => <DayText control={control} value={firstOn} onChange={setFirstOn} />}
        </Field>
        <Field label={words.lastOn} isOptional hint={say(words.lastHint)}>
          {(control) => <DayText control={control} value={lastOn} onChange={setLastOn} />}
        </Field>
        <Field label={words.document} {...problem(documentNo.trim().length < 2, words.documentMissing)}>
          {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
        </Field>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <Button onPress={onDone}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

type OneOfProps<Value extends string> = {
  label: Parameters<typeof Field>[0]['label']
  values: readonly Value[]
  value: Value
  wordOf: (value: Value) => { zh: string; en: string }
  onChange: (value: Value) => void
}

function OneOf<Value extends string>({ label, values, value, wordOf, onChange }: OneOfProps<Value>) {
  const say = useSay()
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {values.map((one) => (
            <option key={one} value={one}>
              {say(wordOf(one))}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Ending says from when; taking back says that it never was. Both ask why. */
export function DesignationActs({ item }: { item: Designation }) {
  const say = useSay()
  const name = useName()
  const [asking, setAsking] = useState<'end' | 'take_back' | null>(null)
  const [lastOn, setLastOn] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const end = useSend(endDesignation, { refresh })
  const withdraw = useSend(withdrawDesignation, { refresh })
  const what = `${name(item)} ${say(designationWords[`level_${item.level}`])}`
  if (asking === null)
    return (
      <div className="buttons">
        <Button size="small" label={say(words.endNamed, { what })} onPress={() => setAsking('end')}>
          {say(words.end)}
        </Button>
        <Button size="small" label={`${say(words.takeBack)}：${what}`} onPress={() => setAsking('take_back')}>
          {say(words.takeBack)}
        </Button>
      </div>
    )
  if (asking === 'take_back')
    return (
      <ReasonForm
        ask={say(words.takeBackNamed, { what })}
        words={reasonWords}
        sure={words.takeBack}
        sending={withdraw}
        onSend={(reason) => withdraw.mutate({ id: item.id, reason })}
        onBack={() => setAsking(null)}
      />
    )
  const sendEnd = (reason: string) => {
    setIsMissing(!lastOn)
    if (lastOn) end.mutate({ id: item.id, lastOn, reason })
  }
  return (
    <>
      <Field label={words.lastOn} {...(isMissing ? { problem: say(words.lastMissing) } : {})}>
        {(control) => <DayText control={control} value={lastOn} onChange={setLastOn} min={item.firstOn} />}
      </Field>
      <ReasonForm
        ask={say(words.endNamed, { what })}
        words={reasonWords}
        sure={words.end}
        sending={end}
        onSend={sendEnd}
        onBack={() => setAsking(null)}
      />
    </>
  )
}
