// The frame round everything that is kept of one instrument: its name, and one tab for each thing.
import '../web/styles/keep.css'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { getInstrument, type InstrumentShown } from '../catalogue/catalogue.contract.ts'
import { StateTag } from '../catalogue/facts.part.tsx'
import { CallRefused } from '../web/call.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { faultWords } from './fault.words.ts'
import { keeperWords as words } from './keeper.words.ts'
import { qualificationWords } from './qualification.words.ts'

const tabs = [
  { to: '/work/instruments/$id', word: words.facts },
  { to: '/work/instruments/$id/prices', word: words.prices },
  { to: '/work/instruments/$id/opening', word: words.opening },
  { to: '/work/instruments/$id/rules', word: words.rules },
  { to: '/work/instruments/$id/qualification', word: qualificationWords.tab },
  { to: '/work/instruments/$id/questions', word: words.questions },
  { to: '/work/instruments/$id/maintenance', word: words.maintenance },
  { to: '/work/instruments/$id/faults', word: faultWords.tab },
  { to: '/work/instruments/$id/power', word: words.meters },
] as const

export function KeeperPage() {
  const say = useSay()
  const name = useName()
  const { id } = useParams({ from: '/work/instruments/$id' })
  const instrument = useRead(getInstrument, { id })
  useTitle(instrument.data ? name(instrument.data) : '')
  if (instrument.error instanceof CallRefused && (instrument.error.code === 'not_found' || instrument.error.code === 'invalid_input'))
    return (
      <Empty title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn" to="/work/instruments">
          {say(words.allInstruments)}
        </Link>
      </Empty>
    )
  return (
    <Read of={instrument} rows={8}>
      {(data) => (
        <>
          <Head instrument={data} />
          <Outlet />
        </>
      )}
    </Read>
  )
}

function Head({ instrument }: { instrument: InstrumentShown }) {
  const say = useSay()
  const name = useName()
  return (
    <>
      <div className="keep-head">
        <h1>{name(instrument)}</h1>
        <StateTag state={instrument.state} />
        <span className="muted">
          {instrument.innerCode}　{name({ nameZh: instrument.institutionNameZh, nameEn: instrument.institutionNameEn })}
        </span>
        <Link className="aside" to="/instruments/$id" params={{ id: instrument.id }}>
          {say(words.seePublic)}
        </Link>
      </div>
      <nav className="tabs" aria-label={say(words.tabs)}>
        <ul>
          {tabs.map((tab) => (
            <li key={tab.to}>
              <Link to={tab.to} params={{ id: instrument.id }} activeOptions={{ exact: true }}>
                {say(tab.word)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}
