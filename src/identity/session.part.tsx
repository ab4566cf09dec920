// Where the person is signed in, in words they can check against their memory.
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { securityWords as words } from './security.words.ts'
import { listMySessions, revokeOtherSessions, revokeSession, type Session } from './session.contract.ts'

export function Sessions() {
  const say = useSay()
  const reading = useRead(listMySessions, {})
  const endOthers = useSend(revokeOtherSessions, { refresh: [listMySessions] })
  return (
    <section className="box" aria-labelledby="own-sessions">
      <h2 id="own-sessions">{say(words.sessions)}</h2>
      <p className="why">{say(words.sessionsWhy)}</p>
      {endOthers.error && <Problem key={endOthers.submittedAt} error={endOthers.error} isAnswer />}
      <Read of={reading} rows={2}>
        {({ items }) => (
          <>
            <ul className="own-list">
              {items.map((session) => (
                <Item key={session.id} session={session} />
              ))}
            </ul>
            {items.length > 1 && (
              <div className="buttons">
                <Button onPress={() => endOthers.mutate({})} isBusy={endOthers.isPending}>
                  {say(words.endOthers)}
                </Button>
              </div>
            )}
          </>
        )}
      </Read>
    </section>
  )
}

function Item({ session }: { session: Session }) {
  const say = useSay()
  const end = useSend(revokeSession, { refresh: [listMySessions] })
  const { browser, operatingSystem: system, place, addressShown: address } = session
  const device = browser && system ? say(words.device, { browser, system }) : (browser ?? system ?? say(words.program))
  const openedAt = moment(session.openedAt)
  return (
    <li>
      <div>
        <p>
          {device}
          {session.isThis && <span className="tag info">{say(words.here)}</span>}
        </p>
        <p className="note">
          {place && (
            <>
              {say(words[`place_${place}`], { address: address ?? '' })}
              <Dot />
            </>
          )}
          {say(words.opened, { moment: openedAt })}
          <Dot />
          {say(words[`method_${session.method}`])}
          <Dot />
          {say(words.seen, { moment: moment(session.lastSeenAt) })}
        </p>
        {end.error && <Problem key={end.submittedAt} error={end.error} isAnswer />}
      </div>
      {!session.isThis && (
        <Button
          size="small"
          label={say(words.endNamed, { device, moment: openedAt })}
          onPress={() => end.mutate({ id: session.id })}
          isBusy={end.isPending}
        >
          {say(words.end)}
        </Button>
      )}
    </li>
  )
}
