// The first page: one question and the way to its answer, what can be booked soon, and what came of sharing, in figures that open.
import './styles/home.css'
import './styles/find.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { usePlaceName } from '../catalogue/filter.part.tsx'
import { searchInstruments } from '../catalogue/search.contract.ts'
import { SearchBox } from '../catalogue/searchbox.part.tsx'
import { getFigure } from '../figures/figure.contract.ts'
import { useLatestYear } from '../figures/latestyear.part.tsx'
import { listDivisions } from '../places/places.contract.ts'
import { TileMap } from '../places/tilemap.part.tsx'
import { PriceTag } from '../prices/pricelist.part.tsx'
import { dayAndTime, monthDay, weekday } from './format.ts'
import { homeWords as words } from './home.words.ts'
import { HomeFigures } from './homefigures.tsx'
import { HomeServices } from './homeservices.tsx'
import { useName, useSay } from './language.tsx'
import { useRead } from './query.tsx'
import { Main } from './shell.tsx'
import { Shape } from './state.tsx'
import { useTitle } from './title.ts'

const often = [words.often1, words.often2, words.often3, words.often4, words.often5, words.often6, words.often7]

export function HomePage() {
  useTitle('')
  return (
    <Main isBare>
      <div className="wrap hero">
        <div className="ask">
          <Question />
          <Soon />
        </div>
        <WhereServed />
      </div>
      <HomeFigures />
      <HomeServices />
      <How />
    </Main>
  )
}

function Question() {
  const say = useSay()
  const navigate = useNavigate()
  return (
    <>
      <h1>{say(words.question)}</h1>
      <p className="lead-in">{say(words.lead)}</p>
      <SearchBox
        placeholder={words.placeholder}
        onSearch={(query) => void navigate({ to: '/instruments', search: query ? { query } : {} })}
      />
      <p className="often">
        <span>{say(words.often)}</span>
        {often.map((word) => (
          <Link key={word.zh} to="/instruments" search={{ query: say(word) }}>
            {say(word)}
          </Link>
        ))}
      </p>
    </>
  )
}

/** Three instruments that can be booked within the week. */
function Soon() {
  const say = useSay()
  const name = useName()
  const placeName = usePlaceName()
  const reading = useRead(searchInstruments, { free: 'this_week', sort: 'hour_price', limit: 3 })
  const items = reading.data?.items ?? []
  if (reading.data && items.length === 0) return null
  return (
    <section className="soon" aria-labelledby="soon-title">
      <h2 id="soon-title">{say(words.slots)}</h2>
      {reading.isPending && <Shape rows={3} />}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <Link to="/instruments/$id" params={{ id: item.id }}>
              {name(item)}
            </Link>
            <span>{placeName(item.divisionCode)}</span>
            {item.freeAt && <FreeFrom at={item.freeAt} />}
            <span className="price">
              <PriceTag price={item.hourFen === null ? { basis: 'sample', fen: item.sampleFen } : { basis: 'hour', fen: item.hourFen }} />
            </span>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <Link className="more" to="/instruments" search={{ free: 'this_week' }}>
          {say(words.allSlots)}
        </Link>
      )}
    </section>
  )
}

function FreeFrom({ at }: { at: string }) {
  const say = useSay()
  const [day, time] = dayAndTime(at)
  return <time dateTime={at}>{say(words.freeFrom, { day: `${monthDay(day)} ${say(weekday(day))}`, time })}</time>
}

function WhereServed() {
  const say = useSay()
  const divisions = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const year = useLatestYear()
  const { data: served } = useRead(
    getFigure,
    { name: 'units_served', year: year ?? 0, by: 'customerCounty' },
    { enabled: year !== undefined },
  )
  const values = new Map((served?.parts ?? []).map((part) => [part.key, part.value.amount]))
  const unplaced = served?.parts.find((part) => part.key === '')?.value.text
  return (
    <TileMap
      divisions={divisions.data?.items ?? []}
      values={values}
      unit={served?.figure.unit ?? words.unit}
      title={
        <>
          <h2>{say(words.mapTitle)}</h2>
          <p className="muted">
            {served?.value.text && say(unplaced ? words.mapTotal : words.mapTotalPlaced, { year, count: served.value.text, unplaced })}
          </p>
        </>
      }
      link={(_, props) => (
        <Link
          to="/figures/$name"
          params={{ name: 'units_served' }}
          search={{ ...(year ? { year } : {}), by: 'customerCounty' }}
          {...props}
        />
      )}
    />
  )
}

function How() {
  const say = useSay()
  const steps = [
    [words.how1, words.how1Why],
    [words.how2, words.how2Why],
    [words.how3, words.how3Why],
    [words.how4, words.how4Why],
  ] as const
  return (
    <section className="wrap section how" aria-labelledby="how-title">
      <div className="section-head">
        <h2 id="how-title">{say(words.how)}</h2>
      </div>
      <ol>
        {steps.map(([title, why], at) => (
          <li key={title.zh}>
            <span className="tick" aria-hidden="true">
              {at + 1}
            </span>
            <h3>{say(title)}</h3>
            <p className="why">{say(why)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
