// An instrument's prices, those that hold, those to come and the earlier ones, and setting a new one from a day on.
import '../web/styles/keep.css'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { getInstrument } from '../catalogue/catalogue.contract.ts'
import { useNoRight } from '../catalogue/right.part.tsx'
import { searchInstruments } from '../catalogue/search.contract.ts'
import { DayInput } from '../web/day.tsx'
import { fenOf } from '../web/entry.ts'
import { Button, Choice, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { addDays, dayInProse, shanghaiDay } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { PriceTag } from './pricelist.part.tsx'
import { listPrices, type Price, type PriceBasis, priceBases, setPrice } from './prices.contract.ts'
import { pricingWords as words } from './pricing.words.ts'

export function PricingPage() {
  const say = useSay()
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  const prices = useRead(listPrices, { id, span: 'all' })
  return (
    <>
      <p className="why">{say(words.lead)}</p>
      <section className="keep-section">
        <h2>{say(words.all)}</h2>
        <Read of={prices} rows={3}>
          {(data) => (data.items.length === 0 ? <Empty title={words.noneTitle} why={words.noneWhy} /> : <PriceTable prices={data.items} />)}
        </Read>
      </section>
      {instrument.data && <SetPriceForm instrumentId={id} institutionId={instrument.data.institutionId} />}
    </>
  )
}

/** Prices as they stand on a day: those that hold, then those to come, then the earlier ones, latest first. */
function PriceTable({ prices }: { prices: readonly Price[] }) {
  const say = useSay()
  const today = shanghaiDay(Date.now())
  const standingOf = (price: Price) =>
    price.validFrom > today ? 'coming' : price.validTo !== null && price.validTo <= today ? 'past' : 'present'
  const order = ['present', 'coming', 'past']
  const sorted = prices.toSorted(
    (a, b) => order.indexOf(standingOf(a)) - order.indexOf(standingOf(b)) || b.validFrom.localeCompare(a.validFrom),
  )
  return (
    <table className="table to-list">
      <thead>
        <tr>
          <th scope="col">{say(words.service)}</th>
          <th scope="col" className="num">
            {say(words.amount)}
          </th>
          <th scope="col">{say(words.from)}</th>
          <th scope="col">{say(words.until)}</th>
          <th scope="col">{say(words.document)}</th>
          <th scope="col">{say(words.standing)}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((price) => (
          <tr key={price.id}>
            <th scope="row" className="main">
              {say(words[price.basis])}
            </th>
            <td className="num lead">
              <PriceTag price={price} />
            </td>
            <td data-label={say(words.from)}>{price.validFrom}</td>
            <td data-label={say(words.until)}>{price.validTo === null ? '' : addDays(price.validTo, -1)}</td>
            <td data-label={say(words.document)}>{price.documentNo}</td>
            <td data-label={say(words.standing)}>
              <StandingTag standing={standingOf(price)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function StandingTag({ standing }: { standing: 'past' | 'present' | 'coming' }) {
  const say = useSay()
  const look = { past: 'tag', present: 'tag good', coming: 'tag info' } as const
  return <span className={look[standing]}>{say(words[standing])}</span>
}

type Typed = { basis: PriceBasis; amount: string; validFrom: string; documentNo: string }

function SetPriceForm({ instrumentId, institutionId }: { instrumentId: string; institutionId: string }) {
  const say = useSay()
  const { language } = useLanguage()
  const [typed, setTyped] = useState<Typed>(() => ({ basis: 'hour', amount: '', validFrom: shanghaiDay(Date.now()), documentNo: '' }))
  const [attempt, setAttempt] = useState(0)
  const noRight = useNoRight('prices.edit', institutionId, words.right)
  const send = useSend(setPrice, {
    refresh: [listPrices, searchInstruments],
    onDone: () => {
      setTyped({ ...typed, amount: '' })
      setAttempt(0)
    },
  })
  const { amount, ...asked } = typed
  const fen = typed.basis === 'on_request' ? null : fenOf(amount)
  const wrong: Mistake[] = [
    ...(fen === undefined ? [{ fieldId: 'price-amount', sentence: say(words.amountWrong) }] : []),
    ...(typed.validFrom === '' ? [{ fieldId: 'price-from', sentence: say(words.dayMissing) }] : []),
  ]
  const mistakes = attempt > 0 ? wrong : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0 && fen !== undefined && !noRight) send.mutate({ id: instrumentId, fen, ...asked })
  }
  return (
    <section className="keep-section" aria-labelledby="set-price">
      <h2 id="set-price">{say(words.set)}</h2>
      <form className="form keep-form" onSubmit={submit} noValidate>
        <ErrorSummary mistakes={mistakes} attempt={attempt} />
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        {send.isSuccess && (
          <p className="box done" role="status">
            {say(words.done, { validOn: dayInProse(send.variables.validFrom, language) })}
          </p>
        )}
        <fieldset disabled={noRight !== undefined}>
          <PriceFields typed={typed} set={(part) => setTyped({ ...typed, ...part })} mistakes={mistakes} isOff={noRight !== undefined} />
        </fieldset>
        <div className="buttons">
          <Button type="submit" kind="primary" isBusy={send.isPending} reason={noRight}>
            {say(words.submit)}
          </Button>
        </div>
      </form>
    </section>
  )
}

type FieldsProps = { typed: Typed; set: (part: Partial<Typed>) => void; mistakes: readonly Mistake[]; isOff: boolean }

function PriceFields({ typed, set, mistakes, isOff }: FieldsProps) {
  const say = useSay()
  const { basis, amount, validFrom, documentNo } = typed
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  return (
    <>
      <Choice
        label={words.basis}
        value={basis}
        onChoose={(next) => set({ basis: next })}
        options={priceBases.map((value) => ({ value, word: words[value] }))}
      />
      {basis === 'on_request' && <p className="why">{say(words.onRequestWhy)}</p>}
      <div className="keep-fields">
        {basis !== 'on_request' && (
          <Field label={basis === 'hour' ? words.hourAmount : words.sampleAmount} id="price-amount" problem={problemOf('price-amount')}>
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                maxLength={20}
                value={amount}
                onChange={(event) => set({ amount: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field label={words.startsOn} id="price-from" problem={problemOf('price-from')} hint={say(words.startsHint)}>
          {(control) => <DayInput control={control} value={validFrom} onChange={(day) => set({ validFrom: day })} disabled={isOff} />}
        </Field>
        <Field label={words.document} isOptional hint={say(words.documentHint)}>
          {(control) => (
            <input {...control} maxLength={200} value={documentNo} onChange={(event) => set({ documentNo: event.target.value })} />
          )}
        </Field>
      </div>
    </>
  )
}
