// The meters of an instrument: registering one, its secret shown once, a new secret, taking it out, and readings from a file.
import { type FormEvent, useState } from 'react'
import { CopyButton } from '../web/copy.tsx'
import { DayInput } from '../web/day.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { FilePicker } from '../web/filepicker.tsx'
import { moment, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { changeMeterSecret, listMeters, type Meter, meterKinds, registerMeter, retireMeter } from './meter.contract.ts'
import { meterWords as words } from './meter.words.ts'
import { getPowerDay } from './power.contract.ts'
import { importReadings } from './reading.contract.ts'

type Secret = { code: string; secret: string }

export function Meters({ id }: { id: string }) {
  const say = useSay()
  const meters = useRead(listMeters, { id })
  const [secret, setSecret] = useState<Secret>()
  const [adds, setAdds] = useState(false)
  return (
    <section className="keep-section" aria-labelledby="meters">
      <h2 id="meters">{say(words.title)}</h2>
      {secret && <SecretShown {...secret} onDone={() => setSecret(undefined)} />}
      <Read of={meters} rows={2}>
        {({ items, mayKeep }) => (
          <>
            {items.length === 0 && <Empty title={words.noneTitle} why={words.noneWhy} />}
            {items.length > 0 && (
              <ul className="desk-list">
                {items.map((meter) => (
                  <MeterLine key={meter.id} meter={meter} mayKeep={mayKeep} onSecret={setSecret} />
                ))}
              </ul>
            )}
            {adds && <RegisterForm id={id} onBack={() => setAdds(false)} onSecret={setSecret} />}
            {!adds && (
              <div className="buttons">
                <Button size="small" reason={mayKeep ? null : say(words.keeperOnly)} onPress={() => setAdds(true)}>
                  {say(words.registerMeter)}
                </Button>
              </div>
            )}
          </>
        )}
      </Read>
    </section>
  )
}

function SecretShown({ code, secret, onDone }: Secret & { onDone: () => void }) {
  const say = useSay()
  return (
    <div className="box" role="status">
      <p>
        <b>{say(words.secretTitle, { code })}</b>
      </p>
      <p>{say(words.secretOnce)}</p>
      <div className="meter-secret">
        <code>{secret}</code>
        <CopyButton text={secret} word={words.copy} done={words.copied} />
        <Button onPress={onDone}>{say(words.noted)}</Button>
      </div>
    </div>
  )
}

type LineProps = { meter: Meter; mayKeep: boolean; onSecret: (secret: Secret) => void }

function MeterLine({ meter, mayKeep, onSecret }: LineProps) {
  const say = useSay()
  const [asks, setAsks] = useState<'secret' | 'retire'>()
  const isOut = meter.retiredAt !== null
  return (
    <li>
      <div>
        <p>
          <b>{meter.code}</b> <span className={isOut ? 'tag' : 'tag good'}>{say(isOut ? words.out : words.inUse)}</span>{' '}
          {say(words[`kind_${meter.kind}`])}
        </p>
        <p className="muted">
          {meter.lastReadingAt ? say(words.lastReading, { at: moment(meter.lastReadingAt) }) : say(words.noReading)}
          {meter.note && `　${meter.note}`}
        </p>
      </div>
      {mayKeep && !isOut && !asks && <MeterActs meter={meter} onAsk={setAsks} />}
      {asks && <MeterSure meter={meter} asks={asks} onSecret={onSecret} onBack={() => setAsks(undefined)} />}
    </li>
  )
}

function MeterActs({ meter, onAsk }: { meter: Meter; onAsk: (asks: 'secret' | 'retire') => void }) {
  const say = useSay()
  const send = useSend(importReadings, { refresh: [listMeters, getPowerDay] })
  const named = (action: string) => `${action} ${meter.code}`
  const done = send.data
  return (
    <>
      <div className="buttons">
        <FilePicker
          size="small"
          accept=".csv,text/csv"
          isBusy={send.isPending}
          label={named(say(words.importFile))}
          onFile={(file) => void file.text().then((text) => send.mutate({ id: meter.id, text }))}
        >
          {say(words.importFile)}
        </FilePicker>
        <Button size="small" label={named(say(words.changeMeterSecret))} onPress={() => onAsk('secret')}>
          {say(words.changeMeterSecret)}
        </Button>
        <Button size="small" kind="danger" label={named(say(words.retireMeter))} onPress={() => onAsk('retire')}>
          {say(words.retireMeter)}
        </Button>
      </div>
      {done && (
        <p className="note whole-line" role="status">
          {say(words.imported, { stored: done.stored, known: done.known, refused: done.refusedCount })}
        </p>
      )}
      {send.error && (
        <div className="whole-line">
          <Problem key={send.submittedAt} error={send.error} isAnswer />
        </div>
      )}
    </>
  )
}

function MeterSure({ meter, asks, onSecret, onBack }: Omit<LineProps, 'mayKeep'> & { asks: 'secret' | 'retire'; onBack: () => void }) {
  const say = useSay()
  const change = useSend(changeMeterSecret, {
    refresh: [listMeters],
    onDone: ({ secret }) => {
      onSecret({ code: meter.code, secret })
      onBack()
    },
  })
  const retire = useSend(retireMeter, { refresh: [listMeters], onDone: onBack })
  const send = asks === 'secret' ? change : retire
  return (
    <div className="whole-line">
      <p>{say(asks === 'secret' ? words.secretWhy : words.retireWhy)}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button size="small" kind="danger" isBusy={send.isPending} onPress={() => send.mutate({ id: meter.id })}>
          {say(words[asks === 'secret' ? 'changeMeterSecret' : 'retireMeter'])}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </div>
  )
}

const codeShape = /^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/

function RegisterForm({ id, onBack, onSecret }: { id: string; onBack: () => void; onSecret: (secret: Secret) => void }) {
  const say = useSay()
  const [typed, setTyped] = useState({ code: '', kind: 'power' as Meter['kind'], firstOn: shanghaiDay(Date.now()), note: '' })
  const [attempt, setAttempt] = useState(0)
  const send = useSend(registerMeter, {
    refresh: [listMeters, getPowerDay],
    onDone: ({ meter, secret }) => {
      onSecret({ code: meter.code, secret })
      onBack()
    },
  })
  const isWrong = !codeShape.test(typed.code.trim())
  const mistakes: Mistake[] = attempt > 0 && isWrong ? [{ fieldId: 'meter-code', sentence: say(words.codeWrong) }] : []
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (!isWrong && typed.firstOn !== '') send.mutate({ id, ...typed })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="keep-line">
        <Field label={words.code} id="meter-code" {...(mistakes[0] ? { problem: mistakes[0].sentence } : {})}>
          {(control) => <input {...control} maxLength={64} value={typed.code} onChange={(event) => set({ code: event.target.value })} />}
        </Field>
        <Field label={words.kind}>
          {(control) => (
            <select {...control} value={typed.kind} onChange={(event) => set({ kind: event.target.value as Meter['kind'] })}>
              {meterKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {say(words[`kind_${kind}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.firstOn}>
          {(control) => <DayInput control={control} value={typed.firstOn} onChange={(firstOn) => set({ firstOn })} />}
        </Field>
      </div>
      <Field label={words.note} isOptional>
        {(control) => <input {...control} maxLength={200} value={typed.note} onChange={(event) => set({ note: event.target.value })} />}
      </Field>
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.registerMeter)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
