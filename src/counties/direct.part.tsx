// Counties that report to the province past their city, under the list of returns; the province records one, and ends it.
import { type FormEvent, useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { dayOf } from '../kernel/time.ts'
import { Button } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { CountySelect } from './countyselect.part.tsx'
import { endDirectReporting, listDirectReporting, recordDirectReporting } from './direct.contract.ts'
import { directWords as words } from './direct.words.ts'
import { DayField, Line } from './rows.part.tsx'

const refresh = [listDirectReporting]
type Direct = Output<typeof listDirectReporting>['items'][number]

export function DirectReporting() {
  const say = useSay()
  const reading = useRead(listDirectReporting, {})
  const [isAdding, setIsAdding] = useState(false)
  return (
    <section className="return-group">
      <h2>{say(words.title)}</h2>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading} rows={1}>
        {({ items, mayRecord }) => (
          <>
            {items.length === 0 ? <p className="muted">{say(words.none)}</p> : <Items items={items} mayRecord={mayRecord} />}
            {mayRecord && !isAdding && <Button onPress={() => setIsAdding(true)}>{say(words.add)}</Button>}
            {isAdding && <Add onDone={() => setIsAdding(false)} />}
          </>
        )}
      </Read>
    </section>
  )
}

function Items({ items, mayRecord }: { items: readonly Direct[]; mayRecord: boolean }) {
  const say = useSay()
  const name = useName()
  const today = dayOf(new Date())
  const end = useSend(endDirectReporting, { refresh })
  return (
    <>
      <table className="table to-list">
        <TableHead columns={[words.county, words.first, words.last, words.document, ...(mayRecord ? [words.end] : [])]} />
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row" className="main">
                {name(item)}
              </th>
              <td data-label={say(words.first)}>{item.firstOn}</td>
              <td data-label={say(words.last)}>{item.lastOn ?? say(words.openEnd)}</td>
              <td data-label={say(words.document)}>{item.documentNo}</td>
              {mayRecord && (
                <td data-label={say(words.end)}>
                  {item.firstOn <= today && (item.lastOn === null || item.lastOn > today) && (
                    <Button
                      size="small"
                      label={say(words.endOne, { name: name(item) })}
                      isBusy={end.isPending}
                      onPress={() => end.mutate({ id: item.id, lastOn: today })}
                    >
                      {say(words.end)}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {end.error && <Problem key={end.submittedAt} error={end.error} isAnswer />}
    </>
  )
}

function Add({ onDone }: { onDone: () => void }) {
  const say = useSay()
  const [divisionCode, setDivisionCode] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const [firstOn, setFirstOn] = useState('')
  const [lastOn, setLastOn] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(recordDirectReporting, { refresh, onDone })
  const isWhole = divisionCode !== '' && documentNo.trim().length >= 4 && firstOn !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (isWhole) send.mutate({ divisionCode, documentNo, firstOn, lastOn: lastOn || null })
  }
  const problem = (isWrong: boolean, word: keyof typeof words = 'missing') => (isTried && isWrong ? { problem: say(words[word]) } : {})
  return (
    <form className="form box change-form" onSubmit={submit} noValidate>
      <div className="fields">
        <CountySelect label={words.county} value={divisionCode} onChange={setDivisionCode} {...problem(divisionCode === '')} />
        <Line label={words.document} value={documentNo} onChange={setDocumentNo} {...problem(documentNo.trim().length < 4)} />
        <DayField label={words.first} value={firstOn} onChange={setFirstOn} {...problem(firstOn === '')} />
        <DayField label={words.lastOptional} value={lastOn} onChange={setLastOn} />
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
