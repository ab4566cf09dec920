// What stands where no page is: an address that leads nowhere, and a page that broke.
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { CallFailed, CallRefused } from './call.ts'
import { T, useSay } from './language.tsx'
import { Main } from './shell.tsx'
import { Gone, Problem } from './state.tsx'
import { useTitle } from './title.ts'
import { webWords } from './web.words.ts'

export function NotFound() {
  const say = useSay()
  useTitle(say(webWords.notFoundTitle))
  return (
    <Main>
      <Gone title={webWords.notFoundTitle} why={webWords.notFoundWhy}>
        <Link className="btn" to="/">
          {say(webWords.toHome)}
        </Link>
      </Gone>
    </Main>
  )
}

/** A page that broke, by a call it could not do without or by a mistake of its own. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const known = error instanceof CallRefused || error instanceof CallFailed
  return (
    <Main>
      {known ? (
        <Problem error={error} retry={reset} />
      ) : (
        <div className="box fault" role="alert">
          <p>
            <b>
              <T w={webWords.faultTitle} />
            </b>
          </p>
          <p className="why">
            <T w={webWords.faultInPage} />
          </p>
          <div className="buttons">
            <button type="button" className="btn" onClick={() => location.reload()}>
              <T w={webWords.retry} />
            </button>
          </div>
        </div>
      )}
    </Main>
  )
}
