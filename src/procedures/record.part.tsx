// What was recorded with a case, and the line for one more, where the reader may record.
import { type FormEvent, useState } from 'react'
import { DayText } from '../web/daytext.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { getCase } from './case.contract.ts'
import { listCaseRecords, type Records, recordForCase, removeCaseRecord } from './record.contract.ts'
import { recordPartWords as words } from './recordpart.words.ts'

/** Nothing, where the procedure records nothing. */
export function CaseRecords({ caseNo }: { caseNo: string }) {
  const say = useSay()
  const { data } = useRead(listCaseRecords, { caseNo }, { staleTime: 0 })
  const remove = useSend(removeCaseRecord, { refresh: [listCaseRecords, getCase] })
  if (!data || data.kinds.length === 0) return null
  const kindOf = (code: string) => data.kinds.find((kind) => kind.code === code)
  return (
    <section aria-labelledby="records">
      <h2 id="records">{say(words.title)}</h2>
      {data.kinds.map((kind) => (
        <p key={kind.code}>
          {say(words.sum, { title: say(kind.title), total: kind.total, lastYear: kind.lastYear, unit: say(kind.unit) })}
        </p>
      ))}
      {data.items.length > 0 && (
        <ol className="numbered">
          {data.items.map((item) => (
            <li key={item.id}>
              {item.on} {item.amount} {say(kindOf(item.kind)?.unit ?? words.times)}：{item.text}{' '}
              {item.isOwn && kindOf(item.kind)?.canRecord && (
                <Button size="small" isBusy={remove.isPending} onPress={() => remove.mutate({ caseNo, id: item.id })}>
                  {say(words.remove)}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
      {remove.error && <Problem key={remove.submittedAt} error={remove.error} isAnswer />}
      {data.kinds
        .filter((kind) => kind.canRecord)
        .map((kind) => (
          <RecordForm key={`${kind.code} ${data.items.length}`} caseNo={caseNo} kind={kind} />
        ))}
    </section>
  )
}

function RecordForm({ caseNo, kind }: { caseNo: string; kind: Records['kinds'][number] }) {
  const say = useSay()
  const [on, setOn] = useState(shanghaiDay(Date.now()))
  const [amount, setAmount] = useState(kind.most === 1 ? '1' : '')
  const [text, setText] = useState('')
  const send = useSend(recordForCase, { refresh: [listCaseRecords, getCase] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ caseNo, kind: kind.code, on, amount: Number(amount), text })
  }
  return (
    <form className="form record-form" onSubmit={submit} noValidate>
      <h3>{say(words.add, { title: say(kind.title) })}</h3>
      <Field label={words.on}>{(control) => <DayText control={control} value={on} onChange={(day) => setOn(day ?? '')} />}</Field>
      {kind.most > 1 && (
        <Field label={words.amount} hint={say(words.most, { most: kind.most, unit: say(kind.unit) })}>
          {(control) => <input {...control} inputMode="numeric" value={amount} onChange={(event) => setAmount(event.target.value)} />}
        </Field>
      )}
      <Field label={words.text}>
        {(control) => <input {...control} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
      </div>
    </form>
  )
}
