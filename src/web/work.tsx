// The frame of the pages where people work: their places at the side, and Ant Design in our colours. Loaded only there.
import './styles/work.css'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { App, ConfigProvider, type ConfigProviderProps, theme } from 'antd'
import * as enUS from 'antd/es/locale/en_US.js'
import * as zhCN from 'antd/es/locale/zh_CN.js'
import { useMe } from '../identity/me.part.tsx'
import { themeOf } from './antd.ts'
import { useLanguage, useSay } from './language.tsx'
import { Main } from './shell.tsx'
import { Empty, Shape } from './state.tsx'
import { useIsDark, useIsStill } from './theme.ts'
import { webWords } from './web.words.ts'
import { placeAt, workPlacesFor } from './workplace.ts'
import { workplaceWords } from './workplace.words.ts'

type Locale = NonNullable<ConfigProviderProps['locale']>

/** The locale of a module, however the bundler and the compiler each see its default export. */
function localeOf(module: object): Locale {
  const inner = 'default' in module ? module.default : undefined
  return 'locale' in module || typeof inner !== 'object' || inner === null ? (module as Locale) : localeOf(inner)
}
const chinese = localeOf(zhCN)
const english = localeOf(enUS)

/** Under which this page may write styles; the browser keeps it from being read as an attribute. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce
const styleNonce = nonce ? { nonce } : {}

export function WorkFrame() {
  const { language } = useLanguage()
  const say = useSay()
  const isDark = useIsDark()
  const isStill = useIsStill()
  const { me, isAsking, may } = useMe()
  const own = workPlacesFor(may)
  const places = [{ to: '/work', word: 'workDuties' as const }, ...own]
  const path = useRouterState({ select: (state) => state.location.pathname })
  const here = placeAt(places, path)
  if (isAsking) return <Main isBare>{<Shape />}</Main>
  // Who has no desk has duties all the same: a booking to come, an application to mend, a review to hand in.
  if (me && own.length === 0 && path === '/work') return <Main>{<Outlet />}</Main>
  if (!me || own.length === 0) return <NoWork isSignedIn={me !== undefined} />
  return (
    <ConfigProvider
      locale={language === 'zh' ? chinese : english}
      theme={{ ...themeOf(isDark, isStill), algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm }}
      csp={styleNonce}
      button={{ autoInsertSpace: false }}
    >
      <App component={false}>
        <div className="work">
          <nav className="work-nav" aria-label={say(webWords.workNavigation)}>
            <ul>
              {places.map((place) => (
                <li key={place.to}>
                  <Link to={place.to} activeOptions={{ exact: place !== here, includeSearch: false }}>
                    {say(workplaceWords[place.word])}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <Main isBare>
            <div className="work-page">
              <Outlet />
            </div>
          </Main>
        </div>
      </App>
    </ConfigProvider>
  )
}

function NoWork({ isSignedIn }: { isSignedIn: boolean }) {
  const say = useSay()
  return (
    <Main>
      <Empty
        title={isSignedIn ? webWords.noWorkTitle : webWords.signInFirstTitle}
        why={isSignedIn ? webWords.noWorkWhy : webWords.signInFirstWhy}
      >
        {isSignedIn && (
          <>
            <Link className="btn" to="/my/cases">
              {say(webWords.myCases)}
            </Link>
            <Link className="btn" to="/reviews">
              {say(webWords.myReviews)}
            </Link>
          </>
        )}
        {!isSignedIn && (
          <Link className="btn primary" to="/sign-in" search={{ onward: location.pathname + location.search }}>
            {say(webWords.signIn)}
          </Link>
        )}
      </Empty>
    </Main>
  )
}
