// What is held of the reader: seen, corrected, taken along, erased; who looked at it; and consents they gave.
import '../web/styles/security.css'
import '../web/styles/privacy.css'
import { Link } from '@tanstack/react-router'
import { useLanguage, useSay } from '../web/language.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { Children } from './consent.part.tsx'
import { dataWords as words } from './data.words.ts'
import { Disclosures } from './disclosure.part.tsx'
import { Erasure } from './erasure.part.tsx'
import { useMe } from './me.part.tsx'
import { Minority, Wards } from './minor.part.tsx'
import { OwnData } from './personal.part.tsx'

export function DataPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { me, isAsking } = useMe()
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      {isAsking ? (
        <Shape />
      ) : me ? (
        <Mine isHeld={me.isHeld} />
      ) : (
        <Empty title={words.signInTitle} why={words.signInWhy}>
          <Link className="btn primary" to="/sign-in" search={{ onward: '/my/data' }}>
            {say(words.signIn)}
          </Link>
        </Empty>
      )}
    </Main>
  )
}

function Mine({ isHeld }: { isHeld: boolean }) {
  const say = useSay()
  return (
    <div className="security">
      <p className="why">
        {say(words.lead)} <Link to="/privacy">{say(words.register)}</Link>
      </p>
      {isHeld && <Minority />}
      <OwnData />
      <Disclosures />
      {!isHeld && (
        <>
          <Wards />
          <Children />
        </>
      )}
      <Export />
      <Erasure />
    </div>
  )
}

function Export() {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <section className="box" aria-labelledby="own-export">
      <h2 id="own-export">{say(words.export)}</h2>
      <p className="why">{say(words.exportWhy)}</p>
      <div className="buttons">
        <a className="btn" href={`/api/me/data.json?language=${language}`} download>
          {say(words.exportDo)}
        </a>
      </div>
    </section>
  )
}
