// Uses that are over and could not be charged, each with its reason, until somebody settles them.
import { useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { fenOf } from '../web/entry.ts'
import { Button, Field } from '../web/field.tsx'
import { count, hours } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useReadOn, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { webWords } from '../web/web.words.ts'
import { listPendingCharges, listServices, type PendingCharge, settleCharge } from './billing.contract.ts'
import { billingWords } from './billing.words.ts'
import { servicesWords as words } from './services.words.ts'

/** The charges that wait: of the institution the reader acts for, else of all they may see. */
export function PendingCharges({ institutionId }: { institutionId: string | undefined }) {
  const say = useSay()
  const reading = useReadOn(listPendingCharges, institutionId ? { institutionId } : {})
  const items = reading.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return null
  return (
    <details className="box pending">
      <summary>
        <b>{say(words.pendingCount, { count: count(reading.data?.pages[0]?.total ?? items.length) })}</b>
      </summary>
      <p className="why">{say(words.pendingWhy)}</p>
      <ul>
        {items.map((item) => (
          <Pending key={item.sessionId} item={item} />
        ))}
      </ul>
      {reading.hasNextPage && <Button onPress={() => void reading.fetchNextPage()}>{say(webWords.showMore)}</Button>}
    </details>
  )
}

function Pending({ item }: { item: PendingCharge }) {
  const say = useSay()
  const [amount, setAmount] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const send = useSend(settleCharge, { refresh: [listPendingCharges, listServices] })
  const reason = (billingWords as Record<string, Word>)[`pending_${item.reason}`]
  return (
    <li>
      <div>
        <p>
          {item.usedOn} <b>{item.instrumentNameZh}</b> {item.customerName}
        </p>
        <p className="muted">
          {hours(item.seconds)} {say(webWords.hour)}，{count(item.sampleCount)} {say(words.samples)}
          {reason && `。${say(reason)}`}
        </p>
      </div>
      <form
        className="settle"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const fen = amount.trim() === '' ? undefined : fenOf(amount)
          setIsWrong(amount.trim() !== '' && fen === undefined)
          if (amount.trim() === '' || fen !== undefined) send.mutate({ sessionId: item.sessionId, ...(fen === undefined ? {} : { fen }) })
        }}
      >
        <Field label={words.settleFen} isOptional problem={isWrong ? say(words.amountWrong) : undefined}>
          {(control) => <input {...control} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}
        </Field>
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(amount.trim() === '' ? words.settleAgain : words.settle)}
        </Button>
      </form>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </li>
  )
}
