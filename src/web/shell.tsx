// The frame round every page: example strip, top bar, the page, foot, and the line that only paper shows.
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Word } from '../kernel/word.ts'
import { moment } from './format.ts'
import { BrandMark, Icon } from './icon.tsx'
import { T, useLanguage, useName, useSay } from './language.tsx'
import { switchLarge, switchTheme, useIsLarge } from './theme.ts'
import { webWords } from './web.words.ts'

/** `under` is the beginning of the addresses at which the place counts as the present one; without it, `to` is. `isAlone`: at `to` and nowhere below it. */
export type Place = { to: string; under?: string; isAlone?: true; word: Word }
type Named = { id: string; nameZh: string; nameEn: string }
/** `organisations` are those the reader may act for; `organisation` is the one chosen. */
export type Reader = { displayName: string; organisation: Named | undefined; organisations: readonly Named[] }
export type ShellProps = {
  /** Who is signed in; nothing while nobody is. */
  reader: Reader | undefined
  isExample: boolean
  /** The places the top bar leads this reader to. */
  places: readonly Place[]
  /** Where one signs in, and where definitions stand. */
  signInAddress: string
  /** Where one keeps one's own password and sessions. */
  securityAddress: string
  definitionsAddress: string
  /** Where a person sees what is held of them, and where everybody reads why. */
  dataAddress: string
  privacyAddress: string
  onSignOut: () => void
  onChooseOrganisation: (organisationId: string) => void
  /** What a signed-in reader finds beside their name. */
  bell: ReactNode
  children: ReactNode
}

export function Shell({
  reader,
  isExample,
  places,
  signInAddress,
  securityAddress,
  definitionsAddress,
  dataAddress,
  privacyAddress,
  onSignOut,
  onChooseOrganisation,
  bell,
  children,
}: ShellProps) {
  const person = { reader, signInAddress, securityAddress, dataAddress, onSignOut, onChooseOrganisation }
  const say = useSay()
  useFocusOnNewPage()
  return (
    <>
      <a className="skip" href="#main">
        <T w={webWords.skip} />
      </a>
      <Strip isExample={isExample} />
      <header className="top">
        <div className="wrap">
          <Link className="brand" to="/">
            <BrandMark />
            <b>{say(webWords.brand)}</b>
            <small>{say(webWords.brandSmall)}</small>
          </Link>
          <nav className="nav" aria-label={say(webWords.mainNavigation)}>
            {places.map((place) => (
              <PlaceLink key={place.to} place={place} />
            ))}
          </nav>
          <div className="tools">
            <LanguageButton />
            <button className="btn quiet wide" type="button" aria-label={say(webWords.themeSwitch)} onClick={switchTheme}>
              <Icon name="theme" />
            </button>
            {reader && bell}
            <SignedIn {...person} />
            <Menu {...person} places={places} />
          </div>
        </div>
      </header>
      {children}
      <Foot definitionsAddress={definitionsAddress} privacyAddress={privacyAddress} />
      <Paper isExample={isExample} />
    </>
  )
}

function Strip({ isExample }: { isExample: boolean }) {
  const say = useSay()
  const isLarge = useIsLarge()
  return (
    <aside className="strip" aria-label={say(webWords.exampleLabel)}>
      <div className="wrap">
        {isExample && (
          <>
            <span className="example">
              <T w={webWords.example} />
            </span>
            <span>
              <T w={webWords.exampleStrip} />
            </span>
          </>
        )}
        <span className="aside wide">
          <button type="button" onClick={switchLarge} aria-pressed={isLarge}>
            <T w={isLarge ? webWords.normalType : webWords.largeType} />
          </button>
        </span>
      </div>
    </aside>
  )
}

/** The other of the two languages. */
export function LanguageButton() {
  const { language, choose } = useLanguage()
  const say = useSay()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      className="btn quiet"
      type="button"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      title={say(webWords.otherLanguageTitle)}
      onClick={() => choose(other)}
    >
      {say(webWords.otherLanguage)}
    </button>
  )
}

function PlaceLink({ place }: { place: Place }) {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isHere = place.isAlone ? path === place.to : path.startsWith(place.under ?? place.to)
  return (
    <Link to={place.to} activeProps={{}} activeOptions={{ exact: place.isAlone ?? false }} aria-current={isHere ? 'page' : undefined}>
      <T w={place.word} />
    </Link>
  )
}

type SignedInProps = Pick<ShellProps, 'reader' | 'signInAddress' | 'securityAddress' | 'dataAddress' | 'onSignOut' | 'onChooseOrganisation'>

/** The organisation one acts for; whoever has several chooses among them here, and everything shown follows. */
function ActsFor({ reader, onChoose }: { reader: Reader; onChoose: (organisationId: string) => void }) {
  const say = useSay()
  const name = useName()
  if (reader.organisations.length < 2) return reader.organisation && <small>{name(reader.organisation)}</small>
  return (
    <select
      className="input acts-for"
      aria-label={say(webWords.actFor)}
      value={reader.organisation?.id ?? ''}
      onChange={(event) => onChoose(event.target.value)}
    >
      {!reader.organisation && <option value="">{say(webWords.chooseOrganisation)}</option>}
      {reader.organisations.map((organisation) => (
        <option key={organisation.id} value={organisation.id}>
          {name(organisation)}
        </option>
      ))}
    </select>
  )
}

function SignedIn({ reader, signInAddress, securityAddress, onSignOut, onChooseOrganisation }: SignedInProps) {
  const say = useSay()
  if (!reader) {
    return (
      <Link className="btn wide" to={signInAddress}>
        <T w={webWords.signIn} />
      </Link>
    )
  }
  return (
    <>
      <span className="who wide">
        <Link to={securityAddress} title={say(webWords.security)}>
          {reader.displayName}
        </Link>
        <ActsFor reader={reader} onChoose={onChooseOrganisation} />
      </span>
      <button className="btn quiet wide" type="button" onClick={onSignOut}>
        <T w={webWords.signOut} />
      </button>
    </>
  )
}

function Menu({ places, ...person }: SignedInProps & Pick<ShellProps, 'places'>) {
  const { reader, onChooseOrganisation } = person
  const [isOpen, setIsOpen] = useState(false)
  const isLarge = useIsLarge()
  const box = useRef<HTMLDivElement>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu
  useEffect(() => setIsOpen(false), [path])
  useEffect(() => {
    if (!isOpen) return
    const close = (event: Event) => {
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape'
      const isOutside = event instanceof PointerEvent && !box.current?.contains(event.target as Node)
      if (isEscape || isOutside) setIsOpen(false)
      if (isEscape) box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('keydown', close)
    document.addEventListener('pointerdown', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('pointerdown', close)
    }
  }, [isOpen])
  return (
    <div className="menu" ref={box}>
      <button type="button" aria-expanded={isOpen} aria-controls="phone-menu" onClick={() => setIsOpen(!isOpen)}>
        <Icon name="menu" />
        <T w={webWords.menu} />
      </button>
      {isOpen && (
        <ul id="phone-menu">
          {reader && (
            <li className="acting">
              {reader.displayName}
              <ActsFor reader={reader} onChoose={onChooseOrganisation} />
            </li>
          )}
          {places.map((place) => (
            <li key={place.to}>
              <PlaceLink place={place} />
            </li>
          ))}
          <li>
            <button type="button" onClick={switchLarge} aria-pressed={isLarge}>
              <T w={isLarge ? webWords.normalType : webWords.largeType} />
            </button>
          </li>
          <li>
            <button type="button" onClick={switchTheme}>
              <T w={webWords.themeSwitch} />
            </button>
          </li>
          <MenuEnd {...person} />
        </ul>
      )}
    </div>
  )
}

function MenuEnd({ reader, signInAddress, securityAddress, dataAddress, onSignOut }: Omit<SignedInProps, 'onChooseOrganisation'>) {
  if (!reader)
    return (
      <li>
        <Link to={signInAddress}>
          <T w={webWords.signIn} />
        </Link>
      </li>
    )
  return (
    <>
      <li>
        <Link to={dataAddress}>
          <T w={webWords.myData} />
        </Link>
      </li>
      <li>
        <Link to={securityAddress}>
          <T w={webWords.security} />
        </Link>
      </li>
      <li>
        <button type="button" onClick={onSignOut}>
          <T w={webWords.signOut} />
        </button>
      </li>
    </>
  )
}

function Foot({ definitionsAddress, privacyAddress }: Pick<ShellProps, 'definitionsAddress' | 'privacyAddress'>) {
  const say = useSay()
  return (
    <footer className="foot">
      <div className="wrap">
        <p className="by">
          {say(webWords.brand)} {say(webWords.brandSmall)}
          <br />
          {say(webWords.footLine)}
        </p>
        <nav aria-label={say(webWords.footNavigation)}>
          <Link to={definitionsAddress}>
            <T w={webWords.definitions} />
          </Link>
          <Link to={privacyAddress}>
            <T w={webWords.privacy} />
          </Link>
          <Link to="/counties">
            <T w={webWords.counties} />
          </Link>
          <Link to="/notices">
            <T w={webWords.notices} />
          </Link>
          <a href="/docs">
            <T w={webWords.openInterface} />
          </a>
        </nav>
      </div>
    </footer>
  )
}

function Paper({ isExample }: { isExample: boolean }) {
  const say = useSay()
  const [printedAt, setPrintedAt] = useState(() => new Date().toISOString())
  const [title, setTitle] = useState('')
  useEffect(() => {
    const before = () => {
      setPrintedAt(new Date().toISOString())
      setTitle(document.title)
    }
    addEventListener('beforeprint', before)
    return () => removeEventListener('beforeprint', before)
  }, [])
  return <p className="wrap paper">{say(isExample ? webWords.printedExample : webWords.printedAt, { title, moment: moment(printedAt) })}</p>
}

/** After a change of page the keyboard starts at its content, as it would after a load. */
function useFocusOnNewPage(): void {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [path])
}

/** The content of a page, where the skip link leads. */
export function Main({ children, isBare }: { children: ReactNode; isBare?: boolean }) {
  return (
    <main id="main" tabIndex={-1} className={isBare ? undefined : 'wrap page'}>
      {children}
    </main>
  )
}
