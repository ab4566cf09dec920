// Opened from a request for data, without an account: what is asked, filled in and handed in once.
import '../web/styles/returns.css'
import { useName, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { AnswerForm } from './dataanswer.part.tsx'
import { answerDataRequest } from './datarequest.contract.ts'
import { dataRequestWords as words } from './datarequest.words.ts'
import { type AskedData, ByLink } from './datarequestlink.part.tsx'

export function DataRequestPage() {
  const say = useSay()
  useTitle(say(words.readDataRequest))
  return <ByLink>{(asked, secret) => <Answering asked={asked} secret={secret} />}</ByLink>
}

function Answering({ asked, secret }: { asked: AskedData; secret: string }) {
  const say = useSay()
  const name = useName()
  const send = useSend(answerDataRequest)
  if (send.isSuccess)
    return (
      <p className="box done" role="status">
        {say(words.handedIn)}
      </p>
    )
  return (
    <>
      <h1 className="page-title">{say(words.answerTitle, { county: name(asked), year: asked.year, department: asked.department })}</h1>
      <p className="why">{say(words.answerLead, { dueOn: asked.dueOn })}</p>
      <AnswerForm
        indicators={asked.indicators}
        heading="h2"
        sending={send}
        onSend={(cells) => send.mutate({ secret, cells })}
        sure={words.handIn}
      />
    </>
  )
}
