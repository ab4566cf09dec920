// What a person keeps about how they sign in: everything in one place, and only their own.
import '../web/styles/security.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { OwnEmail } from './email.part.tsx'
import { getMyFactors } from './factor.contract.ts'
import { Totp } from './factor.part.tsx'
import type { Me } from './identity.contract.ts'
import { Keys } from './key.part.tsx'
import { useMe } from './me.part.tsx'
import { Passkeys } from './passkey.part.tsx'
import { ChangePassword } from './password.part.tsx'
import { Identities } from './provider.part.tsx'
import { securityWords as words } from './security.words.ts'
import { Sessions } from './session.part.tsx'

export function SecurityPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  if (isAsking)
    return (
      <Main>
        <Shape />
      </Main>
    )
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      {me ? <Mine me={me} /> : <SignInFirst onward="/work/security" why={words.signInWhy} />}
    </Main>
  )
}

function Mine({ me }: { me: Me }) {
  const say = useSay()
  const { onward } = useSearch({ from: '/work/security' })
  const navigate = useNavigate()
  const { data: factors } = useRead(getMyFactors, {})
  return (
    <div className="security">
      {!me.isEnrolling && (
        <p className="why">
          {say(words.lead)} <Link to="/my/data">{say(words.myData)}</Link>
        </p>
      )}
      {me.isEnrolling && (
        <div className="box refused" role="status">
          <p>
            <b>{say(words.enrolTitle)}</b>
          </p>
          <p className="why">{say(words.enrolWhy)}</p>
        </div>
      )}
      {!me.isEnrolling && onward && (
        <Button kind="primary" onPress={() => void navigate({ href: onward })}>
          {say(words.goOn)}
        </Button>
      )}
      {factors?.isLetOff && <p className="note">{say(words.letOff)}</p>}
      <Totp />
      <Passkeys />
      {!me.isEnrolling && (
        <>
          <Identities />
          <OwnEmail />
          <ChangePassword loginHint={me.displayName} />
          <Sessions />
          <Keys permissions={me.permissions} />
        </>
      )}
    </div>
  )
}
