// Sending samples: what they are, what to measure, by when, under which seal; no hour is picked.
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { InputSent } from '../kernel/contract.ts'
import type { Price } from '../prices/prices.contract.ts'
import { inForce } from '../prices/prices.rules.ts'
import { DayText } from '../web/daytext.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { count, dayOfText, price as priceDigits, shanghaiDay, yuan } from '../web/format.ts'
import { type Say, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { webWords } from '../web/web.words.ts'
import { invoiceTypes, listTestRequests, requestTest, seals } from './request.contract.ts'
import { sealsMissing } from './request.rules.ts'
import { requestWords } from './request.words.ts'
import { sampleWords as words } from './sample.words.ts'

/** What is asked for of a test, as it is typed. */
export function useWish() {
  const [material, setMaterial] = useState('')
  const [property, setProperty] = useState('')
  const [standard, setStandard] = useState('')
  const [samples, setSamples] = useState('1')
  const [deadlineOn, setDeadlineOn] = useState('')
  const [seal, setSeal] = useState<(typeof seals)[number]>('none')
  const [invoiceType, setInvoiceType] = useState<(typeof invoiceTypes)[number]>('none')
  const [note, setNote] = useState('')
  const sampleCount = Number(samples)
  const isCount = Number.isInteger(sampleCount) && sampleCount >= 1 && sampleCount <= 100_000
  const mistakes = (say: Say): Mistake[] => [
    ...(material.trim() ? [] : [{ fieldId: 'sample-material', sentence: say(words.materialMissing) }]),
    ...(property.trim() ? [] : [{ fieldId: 'sample-property', sentence: say(words.propertyMissing) }]),
    ...(isCount ? [] : [{ fieldId: 'sample-count', sentence: say(words.countWrong) }]),
    ...(deadlineOn === '' || dayOfText(deadlineOn) ? [] : [{ fieldId: 'sample-deadline', sentence: say(webWords.dayWrong) }]),
  ]
  const input = (): Omit<InputSent<typeof requestTest>, 'instrumentId'> => ({
    material,
    property,
    standard,
    sampleCount,
    deadlineOn: deadlineOn || null,
    seal,
    invoiceType,
    note,
  })
  const setters = { setMaterial, setProperty, setStandard, setSamples, setDeadlineOn, setSeal, setInvoiceType, setNote }
  return {
    material,
    property,
    standard,
    samples,
    deadlineOn,
    seal,
    invoiceType,
    note,
    ...setters,
    sampleCount: isCount ? sampleCount : undefined,
    mistakes,
    input,
  }
}

type SamplePanelProps = { instrumentId: string; prices: readonly Price[]; sealsHeld: readonly string[] }

export function SamplePanel({ instrumentId, prices, sealsHeld }: SamplePanelProps) {
  const say = useSay()
  const wish = useWish()
  const [attempt, setAttempt] = useState(0)
  const send = useSend(requestTest, { refresh: [listTestRequests] })
  const mistakes = attempt > 0 ? wish.mistakes(say) : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wish.mistakes(say).length === 0) send.mutate({ ...wish.input(), instrumentId })
  }
  if (send.isSuccess) return <Sent onAnother={send.reset} />
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="why">{say(words.lead)}</p>
      <p>
        <Link to="/inquiries/new" search={{ with: instrumentId }}>
          {say(words.askAlso)}
        </Link>
      </p>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} title={words.refusedTitle} reasonWords={requestWords} isAnswer />}
      <WhatFields wish={wish} mistakes={mistakes} />
      <HowFields wish={wish} sealsHeld={sealsHeld} />
      <Expected sampleCount={wish.sampleCount} prices={prices} />
      <Button type="submit" kind="primary" size="large" isFull isBusy={send.isPending}>
        {say(words.submit)}
      </Button>
    </form>
  )
}

type Wish = ReturnType<typeof useWish>

/** What the samples are and what is measured. */
export function WhatFields({ wish, mistakes }: { wish: Wish; mistakes: readonly Mistake[] }) {
  const say = useSay()
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  return (
    <>
      <Field label={words.material} id="sample-material" hint={say(words.materialHint)} problem={problemOf('sample-material')}>
        {(control) => (
          <input {...control} maxLength={200} value={wish.material} onChange={(event) => wish.setMaterial(event.target.value)} />
        )}
      </Field>
      <Field label={words.property} id="sample-property" hint={say(words.propertyHint)} problem={problemOf('sample-property')}>
        {(control) => (
          <input {...control} maxLength={200} value={wish.property} onChange={(event) => wish.setProperty(event.target.value)} />
        )}
      </Field>
      <Field label={words.standard} isOptional hint={say(words.standardHint)}>
        {(control) => (
          <input {...control} maxLength={200} value={wish.standard} onChange={(event) => wish.setStandard(event.target.value)} />
        )}
      </Field>
      <div className="slot-times">
        <Field label={words.sampleCount} id="sample-count" problem={problemOf('sample-count')}>
          {(control) => (
            <input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={100_000}
              value={wish.samples}
              onChange={(event) => wish.setSamples(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.deadlineOn} id="sample-deadline" isOptional>
          {(control) => <DayText control={control} min={shanghaiDay(Date.now())} value={wish.deadlineOn} onChange={wish.setDeadlineOn} />}
        </Field>
      </div>
    </>
  )
}

/** Under which seal, with which invoice, and anything else. */
export function HowFields({ wish, sealsHeld }: { wish: Wish; sealsHeld: readonly string[] }) {
  const say = useSay()
  const missing = sealsMissing(wish.seal, sealsHeld)
  return (
    <>
      <div className="slot-times">
        <Field label={words.seal}>
          {(control) => (
            <select {...control} value={wish.seal} onChange={(event) => wish.setSeal(event.target.value as Wish['seal'])}>
              {seals.map((seal) => (
                <option key={seal} value={seal}>
                  {say(requestWords[`seal_${seal}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.invoiceType}>
          {(control) => (
            <select
              {...control}
              value={wish.invoiceType}
              onChange={(event) => wish.setInvoiceType(event.target.value as Wish['invoiceType'])}
            >
              {invoiceTypes.map((type) => (
                <option key={type} value={type}>
                  {say(requestWords[`invoice_${type}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {missing.length > 0 && (
        <p className="note" role="status">
          {say(words.sealMissing, { seals: missing.join(' / ') })}
        </p>
      )}
      <Field label={words.note} isOptional hint={say(words.noteHint)}>
        {(control) => (
          <textarea {...control} maxLength={2000} rows={2} value={wish.note} onChange={(event) => wish.setNote(event.target.value)} />
        )}
      </Field>
    </>
  )
}

function Expected({ sampleCount, prices }: { sampleCount: number | undefined; prices: readonly Price[] }) {
  const say = useSay()
  const sample = inForce(prices, shanghaiDay(Date.now())).sample
  if (!sample) return <p className="why">{say(words.onRequest)}</p>
  if (sampleCount === undefined) return null
  return (
    <table className="sum">
      <tbody>
        <tr>
          <th scope="row">
            {say(words.total)}
            <small>{say(words.times, { count: count(sampleCount), price: priceDigits(sample.fen) })}</small>
          </th>
          <td>
            <b>{yuan(sampleCount * sample.fen)}</b>
            <span className="unit">{say(webWords.yuan)}</span>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Sent({ onAnother }: { onAnother: () => void }) {
  const say = useSay()
  return (
    <div className="box done" role="status">
      <p>
        <b>{say(words.doneTitle)}</b>
      </p>
      <p className="why">{say(words.doneWhy)}</p>
      <div className="buttons">
        <Link className="btn primary" to="/my" search={{ show: 'requests' }}>
          {say(words.toMine)}
        </Link>
        <Button onPress={onAnother}>{say(words.another)}</Button>
      </div>
    </div>
  )
}
