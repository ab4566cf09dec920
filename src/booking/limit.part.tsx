// How much one person or one organisation may book of an instrument: a line each, kept together.
import { useState } from 'react'
import { useNoRight } from '../catalogue/right.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { keeperWords } from './keeper.words.ts'
import { getBookingLimits, type Limits, type Quota, quotaPeriods, quotaScopes, setBookingLimits } from './limit.contract.ts'
import { limitWords as words } from './limit.words.ts'

type Typed = Pick<Quota, 'scope' | 'period'> & { key: number; count: string; hours: string }
type Props = { id: string; institutionId: string }
const quotasMost = 6

export function BookingQuotas({ id, institutionId }: Props) {
  const reading = useRead(getBookingLimits, { id }, { staleTime: 0 })
  return <Read of={reading}>{(limits) => <Form key={JSON.stringify(limits)} id={id} institutionId={institutionId} before={limits} />}</Read>
}

const typedOf = ({ quotas }: Limits): Typed[] =>
  quotas.map(({ scope, period, countMost, minutesMost }, key) => ({
    ...{ key, scope, period, count: countMost === null ? '' : String(countMost) },
    hours: minutesMost === null ? '' : String(minutesMost / 60),
  }))

/** What a line says; nothing where it says no limit, or one that cannot be. */
function quotaOf({ scope, period, count, hours }: Typed): Quota | undefined {
  const countMost = count.trim() === '' ? null : Number(count)
  const minutesMost = hours.trim() === '' ? null : Math.round(Number(hours) * 60)
  const isCount = countMost === null || (Number.isInteger(countMost) && countMost >= 1 && countMost <= 1000)
  const isTime = minutesMost === null || (minutesMost >= 30 && minutesMost <= 96_000)
  return isCount && isTime && (countMost !== null || minutesMost !== null) ? { scope, period, countMost, minutesMost } : undefined
}

function Form({ id, institutionId, before }: Props & { before: Limits }) {
  const say = useSay()
  const noRight = useNoRight('booking.maintain', institutionId, keeperWords.right)
  const [rows, setRows] = useState(() => typedOf(before))
  const [isTried, setIsTried] = useState(false)
  const send = useSend(setBookingLimits, { refresh: [getBookingLimits] })
  const quotas = rows.map(quotaOf)
  const save = () => {
    setIsTried(true)
    if (quotas.every((one) => one !== undefined)) send.mutate({ id, quotas })
  }
  const add = () => setRows([...rows, { key: (rows.at(-1)?.key ?? -1) + 1, scope: 'person', period: 'week', count: '', hours: '' }])
  return (
    <section className="keep-section form keep-form">
      <h2>{say(words.title)}</h2>
      <p className="why">{say(words.lead)}</p>
      {rows.length === 0 && <p className="muted">{say(words.none)}</p>}
      <fieldset disabled={noRight !== undefined}>
        {rows.map((row, at) => (
          <Line
            key={row.key}
            row={row}
            isWrong={isTried && quotas[at] === undefined}
            onChange={(next) => setRows(rows.map((one) => (one.key === row.key ? next : one)))}
            onRemove={() => setRows(rows.filter((one) => one.key !== row.key))}
          />
        ))}
      </fieldset>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button isBusy={send.isPending} reason={noRight} onPress={save}>
          {say(words.save)}
        </Button>
        {rows.length < quotasMost && noRight === undefined && <Button onPress={add}>{say(words.add)}</Button>}
      </div>
    </section>
  )
}

type LineProps = { row: Typed; isWrong: boolean; onChange: (row: Typed) => void; onRemove: () => void }

function Line({ row, isWrong, onChange, onRemove }: LineProps) {
  const say = useSay()
  const put = (part: Partial<Typed>) => onChange({ ...row, ...part })
  const named = say(words.removeNamed, { scope: say(words[`scope_${row.scope}`]), period: say(words[`period_${row.period}`]) })
  return (
    <div className="quota-line">
      <Field label={words.scope}>
        {(control) => (
          <select {...control} value={row.scope} onChange={(event) => put({ scope: event.target.value as Typed['scope'] })}>
            {quotaScopes.map((scope) => (
              <option key={scope} value={scope}>
                {say(words[`scope_${scope}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.period}>
        {(control) => (
          <select {...control} value={row.period} onChange={(event) => put({ period: event.target.value as Typed['period'] })}>
            {quotaPeriods.map((period) => (
              <option key={period} value={period}>
                {say(words[`period_${period}`])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.countMost} isOptional problem={isWrong ? say(words.quotaWrong) : undefined}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            maxLength={4}
            value={row.count}
            onChange={(event) => put({ count: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.hoursMost} isOptional>
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            maxLength={6}
            value={row.hours}
            onChange={(event) => put({ hours: event.target.value })}
          />
        )}
      </Field>
      <Button size="small" label={named} onPress={onRemove}>
        {say(words.remove)}
      </Button>
    </div>
  )
}
