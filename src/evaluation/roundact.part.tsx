// What becomes of a round: whoever computes it publishes it or takes it back, once its intervals were seen; and what was done.
import { useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { actOnIndexRound, getIndexRound, listIndexRounds } from './round.contract.ts'
import { roundWords } from './round.words.ts'
import { roundPageWords as words } from './roundpage.words.ts'

type Shown = (typeof getIndexRound)['output']['_output']
type Act = Shown['acts'][number]['act']

export function RoundActs({ shown }: { shown: Shown }) {
  const say = useSay()
  const [asking, setAsking] = useState<Act>()
  const [reason, setReason] = useState('')
  const send = useSend(actOnIndexRound, { refresh: [getIndexRound, listIndexRounds], onDone: () => setAsking(undefined) })
  if (shown.acts.length === 0) return null
  return (
    <section className="panel noprint" aria-labelledby="round-acts">
      <h2 id="round-acts">{say(words.decide)}</h2>
      {asking ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            send.mutate({ id: shown.round.id, act: asking, reason })
          }}
        >
          <Field label={words.reason} isOptional={asking === 'publish'}>
            {(control) => <input {...control} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
          {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
          <div className="buttons">
            <Button type="submit" kind="primary" isBusy={send.isPending}>
              {say(words[`sure_${asking}`])}
            </Button>
            <Button onPress={() => setAsking(undefined)}>{say(words.keep)}</Button>
          </div>
        </form>
      ) : (
        <div className="buttons">
          {shown.acts.map(({ act, reasons }) => (
            <Button
              key={act}
              {...(act === 'publish' ? { kind: 'primary' as const } : {})}
              reason={reasons.length > 0 && reasons.map((code) => say(roundWords[`reason_${code}`])).join('')}
              onPress={() => setAsking(act)}
            >
              {say(words[`act_${act}`])}
            </Button>
          ))}
        </div>
      )}
      {shown.journal.length > 0 && (
        <details>
          <summary>{say(words.journal)}</summary>
          <ul className="plain-list">
            {shown.journal.map((line) => (
              <li key={line.id}>
                {moment(line.actedAt)}　{line.act in actWords ? say(actWords[line.act as Act]) : line.act}　{line.by}　{line.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

const actWords = { publish: words.act_publish, withdraw: words.act_withdraw } as const
