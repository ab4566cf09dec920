// For the administrator: whether letters go out, and how many wait; never what they say or to whom.
import '../web/styles/inbox.css'
import { getMailState } from '../kernel/kernel.contract.ts'
import { count, moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { inboxWords as words } from './inbox.words.ts'

export function MailPage() {
  const say = useSay()
  useTitle(say(words.mailTitle))
  const reading = useRead(getMailState, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.mailTitle)}</h1>
      </div>
      <p className="why">{say(words.mailLead)}</p>
      <Read of={reading}>
        {(mail) => {
          const rows = [
            [words.mailWaiting, count(mail.waitingCount)],
            [words.mailRetried, count(mail.retriedCount)],
            [words.mailGivenUp, count(mail.givenUpCount)],
            [words.mailSent, count(mail.sentCount)],
            [words.mailOldest, mail.oldestWaitingAt && moment(mail.oldestWaitingAt)],
            [words.mailLastSent, mail.lastSentAt && moment(mail.lastSentAt)],
            [words.mailLastFailure, mail.lastFailure],
          ] as const
          return (
            <>
              {!mail.hasServer && <p className="box told">{say(words.mailNoServer)}</p>}
              <dl className="mail-state">
                {rows.map(([word, value]) => (
                  <div key={word.en}>
                    <dt>{say(word)}</dt>
                    <dd>{value ?? say(words.none)}</dd>
                  </div>
                ))}
              </dl>
            </>
          )
        }}
      </Read>
    </>
  )
}
