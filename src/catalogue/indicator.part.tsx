// What an instrument reaches, kept under its facts.
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { getInstrument } from './catalogue.contract.ts'
import { type Indicator, keepIndicators, quantityCodes } from './indicator.contract.ts'
import { indicatorWords as words } from './indicator.words.ts'
import { type QuantityCode, quantities, reachOf } from './quantity.rules.ts'
import { useNoRight } from './right.part.tsx'
import { searchInstruments } from './search.contract.ts'

const fresh: Indicator = { quantity: 'temperature', low: '', high: '', unit: '℃', note: '' }

/** The table under an instrument's facts. */
export function IndicatorPart({ id, institutionId, of }: { id: string; institutionId: string; of: readonly Indicator[] }) {
  const say = useSay()
  const [rows, setRows] = useState(of)
  const [isTried, setIsTried] = useState(false)
  const noRight = useNoRight('catalogue.edit', institutionId, words.lead)
  const send = useSend(keepIndicators, { refresh: [getInstrument, searchInstruments] })
  if (noRight) return null
  const wrongs = rows.map((row) => {
    const read = reachOf(row)
    return typeof read === 'string' ? read : undefined
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (wrongs.every((one) => one === undefined)) send.mutate({ id, indicators: [...rows] })
  }
  const set = (at: number, row: Indicator) => setRows(rows.map((one, place) => (place === at ? row : one)))
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <section className="keep-part">
        <h2>{say(words.title)}</h2>
        <p className="why">{say(words.lead)}</p>
        {rows.length === 0 ? (
          <p className="muted">{say(words.none)}</p>
        ) : (
          <table className="table to-list">
            <TableHead columns={[words.quantity, words.low, words.high, words.unit, words.remark, { zh: '', en: '' }]} />
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own while it is being written
                <Row key={at} at={at} row={row} wrong={isTried ? wrongs[at] : undefined} onChange={(one) => set(at, one)}>
                  <Button
                    size="small"
                    label={say(words.remove, { row: at + 1 })}
                    onPress={() => setRows(rows.filter((_, place) => place !== at))}
                  >
                    ×
                  </Button>
                </Row>
              ))}
            </tbody>
          </table>
        )}
        <div className="buttons">
          <Button size="small" onPress={() => setRows([...rows, fresh])}>
            {say(words.add)}
          </Button>
        </div>
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

type RowProps = {
  at: number
  row: Indicator
  wrong: Exclude<ReturnType<typeof reachOf>, object> | undefined
  onChange: (row: Indicator) => void
  children: ReactNode
}

function Row({ at, row, wrong, onChange, children }: RowProps) {
  const say = useSay()
  const label = (name: keyof typeof words) => `${say(words[name])} ${at + 1}`
  const text = (name: 'low' | 'high' | 'note', most: number) => (
    <input
      className="input"
      aria-label={label(name === 'note' ? 'remark' : name)}
      aria-invalid={wrong && name !== 'note' ? true : undefined}
      maxLength={most}
      value={row[name]}
      onChange={(event) => onChange({ ...row, [name]: event.target.value.normalize('NFKC') })}
    />
  )
  return (
    <tr>
      <th scope="row" className="main">
        <select
          className="input"
          aria-label={label('quantity')}
          value={row.quantity}
          onChange={(event) => {
            const quantity = event.target.value as QuantityCode
            onChange({ ...row, quantity, unit: quantities[quantity].units[0]! })
          }}
        >
          {quantityCodes.map((code) => (
            <option key={code} value={code}>
              {say(words[`quantity_${code}`])}
            </option>
          ))}
        </select>
        {wrong && (
          <small className="problem day-problem" role="alert">
            {say(words[wrong])}
          </small>
        )}
      </th>
      <td data-label={say(words.low)}>{text('low', 20)}</td>
      <td data-label={say(words.high)}>{text('high', 20)}</td>
      <td data-label={say(words.unit)}>
        <select
          className="input"
          aria-label={label('unit')}
          value={row.unit}
          onChange={(event) => onChange({ ...row, unit: event.target.value })}
        >
          {quantities[row.quantity].units.map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </td>
      <td data-label={say(words.remark)}>{text('note', 100)}</td>
      <td>{children}</td>
    </tr>
  )
}
