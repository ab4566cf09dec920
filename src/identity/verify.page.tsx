// Opened from a letter: the address it went to is the reader's. Nothing happens before they say so, whatever opens links by itself.
import '../web/styles/signin.css'
import { Link } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getMyEmail, verifyEmail } from './email.contract.ts'
import { emailWords as words } from './email.words.ts'

export function VerifyPage() {
  const say = useSay()
  useTitle(say(words.verifyTitle))
  const send = useSend(verifyEmail, { refresh: [getMyEmail] })
  const token = location.hash.slice(1)
  return (
    <Main>
      <div className="sign-in">
        <h1 className="page-title">{say(words.verifyTitle)}</h1>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        {send.isSuccess ? (
          <div className="box done" role="status">
            <p>{say(words.isVerified)}</p>
            <div className="buttons">
              <Link className="btn" to="/work/security">
                {say(words.toSecurity)}
              </Link>
            </div>
          </div>
        ) : (
          <Button kind="primary" size="large" isFull isBusy={send.isPending} onPress={() => send.mutate({ token: token || '-' })}>
            {say(words.verifyPress)}
          </Button>
        )}
      </div>
    </Main>
  )
}
