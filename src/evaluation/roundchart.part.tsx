// Small pictures of an index: between which ranks a unit stands, and its way through the years. Their numbers stand beside them as text.
import '../web/styles/rounds.css'
import { fixed } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { roundPageWords as words } from './roundpage.words.ts'

/** The interval of a rank on a line from the first to the last place, the rank itself as a dot. */
export function IntervalBar({ rank, low, high, of }: { rank: number | null; low: number | null; high: number | null; of: number }) {
  const say = useSay()
  if (low === null || high === null) return null
  const at = (place: number) => (of > 1 ? ((place - 1) / (of - 1)) * 100 : 0)
  const [from, to] = [Math.round(low), Math.round(high)]
  return (
    <div className="interval">
      <svg aria-hidden="true" viewBox="-2 0 104 10" preserveAspectRatio="none">
        <line className="interval-all" x1={0} x2={100} y1={5} y2={5} />
        <line className="interval-own" x1={at(low)} x2={at(high)} y1={5} y2={5} />
        {rank !== null && <line className="interval-rank" x1={at(rank)} x2={at(rank)} y1={1} y2={9} />}
      </svg>
      <span>{say(words.intervalOf, { low: from, high: to })}</span>
    </div>
  )
}

type Year = { year: number; score: number | null; rank: number | null }
const [width, height, edge] = [320, 80, 8]

/** Scores through the years as a line; the same as a list. */
export function TrendLine({ years }: { years: readonly Year[] }) {
  const say = useSay()
  const told = years.flatMap(({ year, score, rank }) => (score === null ? [] : [{ year, score, rank }]))
  if (told.length === 0) return null
  const scores = told.map(({ score }) => score)
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const x = (at: number) => edge + (told.length > 1 ? (at / (told.length - 1)) * (width - 2 * edge) : 0)
  const y = (score: number) => height - edge - (high > low ? ((score - low) / (high - low)) * (height - 2 * edge) : 0)
  return (
    <div className="trend">
      <svg aria-hidden="true" viewBox={`0 0 ${width} ${height}`}>
        <polyline points={told.map(({ score }, at) => `${x(at)},${y(score)}`).join(' ')} />
        {told.map(({ year, score }, at) => (
          <circle key={year} cx={x(at)} cy={y(score)} r={3} />
        ))}
      </svg>
      <ul>
        {told.map(({ year, score, rank }) => (
          <li key={year}>{say(words.trendLine, { year, score: fixed(score, 1), rank: rank ?? '—' })}</li>
        ))}
      </ul>
    </div>
  )
}
