// A county's own page, for its citizens and its mayor: tasks, plan, indicators, its place, what lies in it, and what was done for its firms.
import '../web/styles/profile.css'
import '../web/styles/plan.css'
import '../web/styles/rounds.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLatestYear } from '../figures/latestyear.part.tsx'
import type { Word } from '../kernel/word.ts'
import { Button } from '../web/field.tsx'
import { useName, useSay } from '../web/language.tsx'
import { ReadAsAnyone, useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { comparisonWords } from './comparison.words.ts'
import { designationWords } from './designation.words.ts'
import { type County, getCounty } from './profile.contract.ts'
import { profileWords as words } from './profile.words.ts'
import { PlaceFigures } from './profilefigure.part.tsx'
import { ProfileIndex } from './profileindex.part.tsx'
import { ProfileIndicators } from './profileindicator.part.tsx'
import { ProfilePlan, ProfileTasks } from './profileplan.part.tsx'

/** What it shows and prints is what the public may know, whoever reads it. */
export function ProfilePage() {
  return (
    <Main>
      <ReadAsAnyone>
        <Asked />
      </ReadAsAnyone>
    </Main>
  )
}

function Asked() {
  const say = useSay()
  const name = useName()
  const { code } = useParams({ from: '/counties/$code' })
  const reading = useRead(getCounty, { divisionCode: code })
  useTitle(reading.data ? name(reading.data) : say(words.title))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn primary" to="/counties">
          {say(words.toCounties)}
        </Link>
      </Gone>
    )
  return (
    <Read of={reading} rows={10}>
      {(county) => <Profile key={county.divisionCode} county={county} />}
    </Read>
  )
}

/** What the platform has on record today, which the return of a year may tell otherwise. */
const registered = ['high_tech_firm_count', 'tech_sme_count']
const contents = ['glance', 'tasks', 'plan', 'indicators', 'index', 'inside', 'served', 'people'] as const

function Profile({ county }: { county: County }) {
  const say = useSay()
  const { divisionCode } = county
  const latest = useLatestYear()
  return (
    <div className="profile">
      <Head county={county} />
      <nav className="profile-contents noprint" aria-label={say(words.contents)}>
        {contents.map((one) => (
          <a key={one} href={`#${one}`}>
            {say(words[one])}
          </a>
        ))}
      </nav>
      <Section id="glance" title={words.glance}>
        <PlaceFigures
          of={['resident_population', 'high_tech_firm_count', 'tech_sme_count', 'county_task_count', 'county_task_done_count'].map(
            (name) => ({
              ...{ name, search: { divisionCode } },
              ...(registered.includes(name) ? { note: say(words.registeredNow) } : {}),
            }),
          )}
        />
      </Section>
      <Section
        id="tasks"
        title={words.tasks}
        aside={
          county.plan && (
            <Link to="/counties/$code/tasks" params={{ code: divisionCode }}>
              {say(words.allTasks)}
            </Link>
          )
        }
      >
        <ProfileTasks divisionCode={divisionCode} />
      </Section>
      <Section id="plan" title={words.plan}>
        <ProfilePlan county={county} />
      </Section>
      <Section id="indicators" title={words.indicators}>
        <ProfileIndicators county={county} />
      </Section>
      <Section id="index" title={words.index}>
        <ProfileIndex county={county} />
      </Section>
      {latest !== undefined && <Platform county={county} year={latest} />}
    </div>
  )
}

function Head({ county }: { county: County }) {
  const say = useSay()
  const name = useName()
  return (
    <header className="profile-head">
      <div>
        <h1 className="page-title">{name(county)}</h1>
        <p className="muted">{county.city && say(words.city, { city: name(county.city) })}</p>
        <ul className="plain-list">
          {county.designations.map(({ id, level, stage, firstOn, documentNo }) => (
            <li key={id}>
              <span className={stage === 'named' ? 'tag good' : 'tag'}>
                {say(words.named, { level: say(designationWords[`level_${level}`]), stage: say(designationWords[`stage_${stage}`]) })}
              </span>{' '}
              <span className="muted">{say(words.namedSince, { from: firstOn, document: documentNo })}</span>
            </li>
          ))}
          {county.designations.length === 0 && <li className="muted">{say(words.notNamed)}</li>}
        </ul>
        <p className="note">{say(words.lead)}</p>
      </div>
      <div className="buttons noprint">
        <Link className="btn" to="/counties/compare" search={{ codes: [county.divisionCode] }}>
          {say(comparisonWords.toCompare)}
        </Link>
        <Button onPress={() => print()}>{say(words.print)}</Button>
      </div>
    </header>
  )
}

function Section({ id, title, aside, children }: { id: string; title: Word; aside?: ReactNode; children: ReactNode }) {
  const say = useSay()
  return (
    <section className="section" id={id}>
      <div className="section-head">
        <h2>{say(title)}</h2>
        {aside && <span className="aside noprint">{aside}</span>}
      </div>
      {children}
    </section>
  )
}

/** What the platform counts of a county: what stands in it, what its customers had, and, of its city, who works there. */
function Platform({ county, year }: { county: County; year: number }) {
  const say = useSay()
  const name = useName()
  const { divisionCode, city } = county
  const here = { by: 'customerCounty', key: divisionCode } as const
  const inCity = { by: 'prefecture', key: city?.code ?? '' } as const
  const filed = county.years.at(-1)
  return (
    <>
      <Section
        id="inside"
        title={words.inside}
        aside={
          <Link to="/instruments" search={{ divisionCode }}>
            {say(words.openInstruments)}
          </Link>
        }
      >
        <p className="muted">{say(words.insideLead, { year })}</p>
        <PlaceFigures
          of={[
            ...['sharing_institution_count', 'shared_instrument_count', 'shared_instrument_worth'].map((figure) => ({
              ...{ name: figure, search: { divisionCode } },
            })),
            { name: 'shared_hours', search: { year, divisionCode }, note: say(words.ofInside) },
          ]}
        />
      </Section>
      <Section id="served" title={words.served}>
        <p className="muted">{say(words.servedLead, { year })}</p>
        <PlaceFigures
          of={[
            ...['enterprises_served', 'units_served', 'shared_hours', 'enterprise_amount_accrued'].map((figure) => ({
              ...{ name: figure, search: { year }, part: here, note: say(words.ofCustomers) },
            })),
            ...(filed === undefined
              ? []
              : [{ name: 'file_once_share', search: { year: filed, divisionCode }, note: say(words.fileOnce, { year: filed }) }]),
          ]}
        />
        <p className="note">{say(words.servedOutside)}</p>
      </Section>
      <Section id="people" title={words.people}>
        <p className="muted">{say(words.peopleLead, { city: city ? name(city) : '' })}</p>
        <PlaceFigures
          of={['talents_in_force', 'talent_cards_valid', 'industry_professors_in_term'].map((figure) => ({
            ...{ name: figure, search: {}, part: inCity, note: city ? name(city) : '' },
          }))}
        />
      </Section>
    </>
  )
}
