// Deciding what was asked for: one press to approve, a reason to refuse.
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { deskWords as words } from './desk.words.ts'

type Sending = Parameters<typeof ReasonForm>[0]['sending'] & {
  mutate: (input: { id: string; isApproved: boolean; answer?: string }) => void
}

const refusing = { reason: words.refuseReason, reasonMissing: words.refuseReasonMissing, back: words.back } as const

export function Decide({ id, named, send }: { id: string; named: string; send: Sending }) {
  const say = useSay()
  const [isRefusing, setIsRefusing] = useState(false)
  if (isRefusing)
    return (
      <ReasonForm
        ask={say(words.refuseNamed, { name: named })}
        words={refusing}
        sure={words.refuse}
        sending={send}
        onSend={(answer) => send.mutate({ id, isApproved: false, answer })}
        onBack={() => setIsRefusing(false)}
      />
    )
  return (
    <>
      <div className="buttons">
        <Button
          size="small"
          kind="primary"
          label={say(words.approveNamed, { name: named })}
          isBusy={send.isPending}
          onPress={() => send.mutate({ id, isApproved: true })}
        >
          {say(words.approve)}
        </Button>
        <Button size="small" kind="danger" label={say(words.refuseNamed, { name: named })} onPress={() => setIsRefusing(true)}>
          {say(words.refuse)}
        </Button>
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </>
  )
}
