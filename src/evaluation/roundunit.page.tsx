// One unit in a round: its place, its years, each indicator with its score, what it is good at and lacks, and what would take it a class up.
import '../web/styles/rounds.css'
import { Link, useParams } from '@tanstack/react-router'
import { fixed } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getIndexUnit } from './round.contract.ts'
import { IntervalBar, TrendLine } from './roundchart.part.tsx'
import { roundPageWords as words } from './roundpage.words.ts'

type Shown = (typeof getIndexUnit)['output']['_output']
type Indicator = Shown['indicators'][number]

export function RoundUnitPage() {
  const say = useSay()
  const name = useName()
  const { id, unit } = useParams({ from: '/rounds/$id/$unit' })
  const reading = useRead(getIndexUnit, { id, unit })
  useTitle(reading.data ? name(reading.data.placed) : say(words.title))
  return (
    <Main>
      <p className="why">
        <Link to="/rounds/$id" params={{ id }}>
          {say(words.toRound)}
        </Link>
      </p>
      {isGone(reading.error) ? (
        <Gone title={words.goneTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/rounds">
            {say(words.back)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading} rows={8}>
          {(shown) => <Unit shown={shown} />}
        </Read>
      )}
    </Main>
  )
}

function Unit({ shown }: { shown: Shown }) {
  const say = useSay()
  const name = useName()
  const { placed, round, rankedCount: of } = shown
  const own = shown.classes.find(({ code }) => code === placed.class)
  return (
    <>
      <h1 className="page-title">{name(placed)}</h1>
      <p className="muted">{say(words.roundOf, { title: say(round.title), year: round.year })}</p>
      <div className="round-head">
        <div>
          <p>
            <b>{placed.rank === null ? say(words.noPlace) : say(words.place, { rank: placed.rank, of })}</b>
            {placed.score !== null && `　${fixed(placed.score, 1)} ${say(words.points)}`}
            {own && (
              <>
                {' '}
                <span className="tag info">{say(own.title)}</span>
              </>
            )}
          </p>
          <IntervalBar rank={placed.rank} low={placed.low} high={placed.high} of={of} />
        </div>
        <div>
          <h2>{say(words.trend)}</h2>
          <TrendLine years={shown.trend} />
        </div>
      </div>
      <div className="round-both">
        <Named title={say(words.strengths)} codes={shown.strengths} indicators={shown.indicators} />
        <Named title={say(words.weaknesses)} codes={shown.weaknesses} indicators={shown.indicators} />
      </div>
      <Next shown={shown} />
      <Indicators shown={shown} />
    </>
  )
}

function Named({ title, codes, indicators }: { title: string; codes: readonly string[]; indicators: readonly Indicator[] }) {
  const say = useSay()
  const found = codes.flatMap((code) => indicators.find((one) => one.code === code) ?? [])
  return (
    <section className="section">
      <h2>{title}</h2>
      {found.length === 0 ? (
        <p className="muted">{say(words.noneHere)}</p>
      ) : (
        <ul className="plain-list">
          {found.map((one) => (
            <li key={one.code}>{say(one.title)}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A value of an indicator: as many digits as tell, and its unit. */
function useMeasured() {
  const say = useSay()
  return (indicator: Indicator | undefined, value: number) => {
    const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3
    return `${fixed(value, digits)}${indicator ? ` ${say(indicator.unit)}` : ''}`.trim()
  }
}

function Next({ shown: { next, classes, indicators } }: { shown: Shown }) {
  const say = useSay()
  const measured = useMeasured()
  if (!next) return null
  const own = classes.find(({ code }) => code === next.class)
  return (
    <section className="section">
      <h2>{say(words.next, { lacks: fixed(next.lacks, 1), class: own ? say(own.title) : next.class, atLeast: next.atLeast })}</h2>
      <p className="why">{say(next.moves.length > 0 ? words.nextWhy : words.nextNone)}</p>
      <ul className="plain-list">
        {next.moves.map((move) => {
          const indicator = indicators.find((one) => one.code === move.indicator)
          return (
            <li key={move.indicator}>
              {say(words.move, {
                indicator: indicator ? say(indicator.title) : move.indicator,
                from: measured(indicator, move.from),
                to: measured(indicator, move.to),
              })}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Indicators({ shown }: { shown: Shown }) {
  const say = useSay()
  return (
    <section className="section">
      <h2>{say(words.indicators)}</h2>
      <table className="table to-list">
        <TableHead columns={[words.indicator, { num: words.value }, { num: words.score }, { num: words.rank }, { num: words.target }]} />
        <tbody>
          {shown.indicators.map((indicator) => (
            <IndicatorRow key={indicator.code} indicator={indicator} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function IndicatorRow({ indicator }: { indicator: Indicator }) {
  const say = useSay()
  const measured = useMeasured()
  const { value, scoredAs, score, rank, target, targetYear, gap } = indicator
  return (
    <tr>
      <th scope="row" className="main">
        {say(indicator.title)}
      </th>
      <td className="num" data-label={say(words.value)}>
        {value === null ? '—' : measured(indicator, value)}
        {scoredAs !== null && (
          <>
            <br />
            <small>{say(words.scoredAs, { value: measured(undefined, scoredAs) })}</small>
          </>
        )}
      </td>
      <td className="num" data-label={say(words.score)}>
        {score === null ? '—' : fixed(score, 1)}
      </td>
      <td className="num" data-label={say(words.rank)}>
        {rank ?? '—'}
      </td>
      <td className="num" data-label={say(words.target)}>
        {target === null ? '—' : measured(undefined, target)}
        {targetYear !== null && (
          <>
            <br />
            <small>{say(words.planned, { year: targetYear })}</small>
          </>
        )}
        {gap !== null && gap > 0 && (
          <>
            <br />
            <small>{say(words.gap, { gap: measured(undefined, gap) })}</small>
          </>
        )}
      </td>
    </tr>
  )
}
