// Where the units of a round stand, drawn small: their scores on the map, and the foremost with the interval of their rank.
import '../web/styles/rounds.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listDivisions } from '../places/places.contract.ts'
import { TileMap } from '../places/tilemap.part.tsx'
import { fixed } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import type { getIndexRound } from './round.contract.ts'
import { IntervalBar } from './roundchart.part.tsx'
import { roundPageWords as words } from './roundpage.words.ts'

export type ShownRound = (typeof getIndexRound)['output']['_output']

/** The scores of counties in the colours of the map; each tile opens its county's place in the round. */
export function ScoreMap({ shown, title }: { shown: ShownRound; title?: ReactNode }) {
  const say = useSay()
  const { data } = useRead(listDivisions, {}, { staleTime: Number.POSITIVE_INFINITY })
  const values = new Map(shown.units.flatMap(({ unit, score }) => (score === null ? [] : [[unit, Math.round(score)] as const])))
  if (!data) return null
  return (
    <TileMap
      divisions={data.items}
      values={values}
      unit={words.points}
      missing={words.noScore}
      limits={equalSteps([...values.values()])}
      title={title ?? <h2>{say(words.mapTitle)}</h2>}
      link={(unit, { className, style, title, children }) =>
        values.has(unit) ? (
          <Link key={unit} to="/rounds/$id/$unit" params={{ id: shown.round.id, unit }} className={className} style={style} title={title}>
            {children}
          </Link>
        ) : (
          <div key={unit} className={className} style={style} title={title}>
            {children}
          </div>
        )
      }
    />
  )
}

/** Five limits that part the scores into six steps of one width. */
function equalSteps(scores: readonly number[]): number[] {
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  return [1, 2, 3, 4, 5].map((step) => Math.ceil(low + (step * Math.max(high - low, 6)) / 6))
}

/** The first so many of a round, each with how sure its rank is, and the way to all of them. */
export function Foremost({ shown, most }: { shown: ShownRound; most: number }) {
  const say = useSay()
  const name = useName()
  const { round, rankedCount } = shown
  return (
    <>
      <table className="table to-list foremost">
        <TableHead columns={[{ num: words.rank }, words.unit, { num: words.score }, words.interval]} />
        <tbody>
          {shown.units.slice(0, most).map((unit) => (
            <tr key={unit.unit}>
              <td className="num" data-label={say(words.rank)}>
                {unit.rank ?? '—'}
              </td>
              <th scope="row" className="main">
                <Link to="/rounds/$id/$unit" params={{ id: round.id, unit: unit.unit }}>
                  {name(unit)}
                </Link>
              </th>
              <td className="num" data-label={say(words.score)}>
                {unit.score === null ? '—' : fixed(unit.score, 1)}
              </td>
              <td data-label={say(words.interval)}>
                <IntervalBar rank={unit.rank} low={unit.low} high={unit.high} of={rankedCount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">
        {say(words.intervalWhy, { spread: round.spreadPercent, runs: round.runs })}{' '}
        <Link to="/rounds/$id" params={{ id: round.id }}>
          {say(words.wholeRound, { count: rankedCount })}
        </Link>
      </p>
    </>
  )
}
