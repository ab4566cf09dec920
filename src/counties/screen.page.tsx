// For a large screen on a wall: what is public of sharing and of the counties, in one view that reads itself again.
import '../web/styles/screen.css'
import '../web/styles/profile.css'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { getIndexRound } from '../evaluation/round.contract.ts'
import { roundPageWords } from '../evaluation/roundpage.words.ts'
import { Foremost, ScoreMap } from '../evaluation/standing.part.tsx'
import { useLatestYear } from '../figures/latestyear.part.tsx'
import { useMe } from '../identity/me.part.tsx'
import type { Word } from '../kernel/word.ts'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { BrandMark } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { ReadAsAnyone, useRead, useReadAgain } from '../web/query.tsx'
import { LanguageButton, Main } from '../web/shell.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { PlaceFigures } from './profilefigure.part.tsx'
import { useLatestRound } from './profileindex.part.tsx'
import { screenWords as words } from './screen.words.ts'
import { TaskGroups } from './taskgroup.part.tsx'

const minutes = 5
const foremostMost = 14

/** What hangs on a wall is seen by everybody: it shows what anyone may know, whoever started it. */
export function ScreenPage() {
  useTitle(useSay()(words.title))
  return (
    <div className="wall">
      <Main isBare>
        <Head />
        <ReadAsAnyone>
          <Wall />
        </ReadAsAnyone>
      </Main>
    </div>
  )
}

function Head() {
  const say = useSay()
  const { isExample } = useMe()
  const { readAt, isStale } = useReadAgain(minutes * 60)
  const at = moment(new Date(readAt).toISOString())
  return (
    <header className="wall-head">
      <BrandMark />
      <h1>{say(words.title)}</h1>
      {isExample && <span className="example">{say(words.example)}</span>}
      <p className={isStale ? 'wall-when problem' : 'wall-when'} role={isStale ? 'alert' : undefined}>
        {say(isStale ? words.stale : words.asOf, { moment: at, minutes })}
      </p>
      <LanguageButton />
      <FullScreen />
      <Link to="/">{say(words.toSite)}</Link>
    </header>
  )
}

function FullScreen() {
  const say = useSay()
  const [isRefused, setIsRefused] = useState(false)
  const ask = () => {
    if (!document.documentElement.requestFullscreen) return setIsRefused(true)
    document.documentElement.requestFullscreen().catch(() => setIsRefused(true))
  }
  return (
    <>
      <Button size="small" onPress={ask}>
        {say(words.full)}
      </Button>
      {isRefused && <span role="status">{say(words.fullNot)}</span>}
    </>
  )
}

function Wall() {
  const year = useLatestYear()
  return (
    <div className="wall-grid">
      <div className="wall-side">
        <Sharing year={year} />
        <Panel title={words.building}>
          <PlaceFigures of={named('national_county_count', 'provincial_county_count', 'county_task_count', 'high_tech_firm_count')} />
        </Panel>
        <Panel title={words.people}>
          <PlaceFigures of={named('talents_in_force', 'talent_cards_valid')} />
        </Panel>
      </div>
      <Index />
      <Panel title={words.groups} className="wall-foot">
        <TaskGroups />
      </Panel>
    </div>
  )
}

/** Figures as they stand today. */
const named = (...names: readonly string[]) => names.map((name) => ({ name, search: {} }))

function Sharing({ year }: { year: number | undefined }) {
  const say = useSay()
  if (year === undefined) return <Panel title={words.sharing}>{null}</Panel>
  const ofYear = ['shared_hours', 'units_served', 'amount_accrued']
  return (
    <Panel title={words.sharing}>
      <PlaceFigures
        of={[
          ...named('sharing_institution_count', 'shared_instrument_count', 'shared_instrument_worth'),
          ...ofYear.map((name) => ({ name, search: { year }, note: say(words.sharingOf, { year }) })),
        ]}
      />
    </Panel>
  )
}

function Panel({ title, className, children }: { title: Word; className?: string; children: ReactNode }) {
  const say = useSay()
  return (
    <section className={['wall-panel', className].filter(Boolean).join(' ')}>
      <h2>{say(title)}</h2>
      {children}
    </section>
  )
}

/** The latest published index: the map, and who stands first and how surely. */
function Index() {
  const say = useSay()
  const round = useLatestRound()
  if (round === undefined) return null
  if (round === null)
    return (
      <Panel title={words.index} className="wall-map">
        <p className="muted">{say(words.indexNone)}</p>
      </Panel>
    )
  return <IndexOf id={round.id} />
}

function IndexOf({ id }: { id: string }) {
  const say = useSay()
  const reading = useRead(getIndexRound, { id })
  return (
    <Read of={reading} rows={8}>
      {(shown) => (
        <>
          <section className="wall-panel wall-map">
            <ScoreMap
              shown={shown}
              title={<h2>{say(roundPageWords.roundOf, { title: say(shown.round.title), year: shown.round.year })}</h2>}
            />
          </section>
          <Panel title={words.foremost} className="wall-ranks">
            <Foremost shown={shown} most={foremostMost} />
          </Panel>
        </>
      )}
    </Read>
  )
}
