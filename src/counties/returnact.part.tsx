// What may be done with a return now: the next step is the one prominent button; sending back and opening again say why.
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { actOnReturn, type CountyReturn, getReturn, listReturns } from './return.contract.ts'
import { returnPageWords as words } from './returnpage.words.ts'

type Act = CountyReturn['acts'][number]['act']
const reasonWords = { reason: words.reason, reasonMissing: words.reasonMissing, back: words.back } as const
const prominent: readonly Act[] = ['hand_in', 'pass', 'approve']

type Props = { of: CountyReturn; remarks: Readonly<Record<string, string>>; hasDrafts: boolean }

export function ReturnActs({ of, remarks, hasDrafts }: Props) {
  const say = useSay()
  const [asking, setAsking] = useState<'send_back' | 'reopen' | null>(null)
  const send = useSend(actOnReturn, { refresh: [getReturn, listReturns], onDone: () => setAsking(null) })
  // What is another's, or was done already, is not offered; what only waits for something says for what.
  const offered = of.acts.filter(({ reasons }) => !reasons.includes('not_yours') && !reasons.includes('wrong_state'))
  if (offered.length === 0) return null
  const cells = Object.entries(remarks).flatMap(([code, reason]) => (reason.trim().length >= 2 ? [{ code, reason }] : []))
  const why = (reasons: CountyReturn['acts'][number]['reasons']) => {
    if (hasDrafts) return say(words.why_unsaved)
    return reasons.length > 0 ? reasons.map((reason) => say(words[`why_${reason}`])).join('') : undefined
  }
  if (asking)
    return (
      <ReasonForm
        ask={say(asking === 'send_back' ? words.sendBackAsk : words.reopenAsk)}
        words={reasonWords}
        sure={words[`act_${asking}`]}
        sending={send}
        onSend={(reason) => send.mutate({ id: of.id, act: asking, reason, cells: asking === 'send_back' ? cells : [] })}
        onBack={() => setAsking(null)}
      />
    )
  return (
    <section className="return-group">
      <h2>{say(words.handling)}</h2>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        {offered.map(({ act, reasons }) => (
          <Button
            key={act}
            {...(prominent.includes(act) ? { kind: 'primary' as const } : {})}
            isBusy={send.isPending}
            reason={why(reasons)}
            onPress={() => (act === 'send_back' || act === 'reopen' ? setAsking(act) : send.mutate({ id: of.id, act }))}
          >
            {say(words[`act_${act}`])}
          </Button>
        ))}
      </div>
    </section>
  )
}
