// A day's power drawn over the hours: its range and mean, the thresholds, and below them the states; all of it is in the tables too.
import '../web/styles/power.css'
import { count, dayAndTime, hours } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { type PowerDay, powerStates } from './power.contract.ts'
import { powerWords as words } from './power.words.ts'

const [width, height, band] = [1_440, 220, 16]
const floor = height - band - 4
const minuteMs = 60_000

export function PowerChart({ power }: { power: PowerDay }) {
  const say = useSay()
  const { day, points, stretches, rule, seconds } = power
  const from = Date.parse(`${day}T00:00:00+08:00`)
  const top = Math.max(1, rule?.onWatt ?? 0, ...points.map(({ most }) => most)) * 1.1
  const x = (at: string) => Math.min(width, (Date.parse(at) - from) / minuteMs)
  const y = (watt: number) => floor - (watt / top) * (floor - 4)
  return (
    <figure className="power-chart">
      <figcaption className="note">
        {say(words.chart, { day })}　{say(words.most, { watt: count(Math.round(top / 1.1)) })}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={say(words.chart, { day })}>
        {points.map(({ at, least, most }) => (
          <rect key={at} className="range" x={x(at)} width={3} y={y(most)} height={Math.max(1, y(least) - y(most))} />
        ))}
        {unbroken(points).map((line) => (
          <polyline key={line[0]!.at} className="mean" points={line.map(({ at, mean }) => `${x(at)},${y(mean)}`).join(' ')} />
        ))}
        {rule &&
          [rule.standbyWatt, rule.onWatt].map((watt) => (
            <line key={watt} className="threshold" x1={0} x2={width} y1={y(watt)} y2={y(watt)} />
          ))}
        {stretches.map(({ state, startsAt, endsAt }) => (
          <rect
            key={startsAt}
            className={`power-${state}`}
            x={x(startsAt)}
            width={x(endsAt) - x(startsAt)}
            y={height - band}
            height={band}
          />
        ))}
      </svg>
      <div className="power-axis" aria-hidden="true">
        {['0:00', '6:00', '12:00', '18:00', '24:00'].map((time) => (
          <span key={time}>{time}</span>
        ))}
      </div>
      <ul className="power-legend">
        {powerStates.map((state) => (
          <li key={state}>
            <i className={`power-${state}`} />
            {say(words[`state_${state}`])} {hours(seconds[state])} h
          </li>
        ))}
      </ul>
    </figure>
  )
}

type Point = PowerDay['points'][number]

/** Points that follow each other; over a silence no line is drawn. */
function unbroken(points: readonly Point[]): Point[][] {
  const lines: Point[][] = []
  for (const [index, point] of points.entries()) {
    const before = points[index - 1]
    if (before && Date.parse(point.at) - Date.parse(before.at) <= 6 * minuteMs) lines.at(-1)!.push(point)
    else lines.push([point])
  }
  return lines
}

const timeOf = (startsAt: string, endsAt: string) => {
  const end = dayAndTime(endsAt)[1]
  return `${dayAndTime(startsAt)[1]}–${end === '00:00' ? '24:00' : end}`
}

export function PowerTables({ power: { runs, stretches } }: { power: PowerDay }) {
  const say = useSay()
  return (
    <>
      <section className="keep-section" aria-labelledby="power-runs">
        <h3 id="power-runs">{say(words.runs)}</h3>
        {runs.length === 0 && <p className="muted">{say(words.runsNone)}</p>}
        {runs.length > 0 && (
          <ul className="desk-list">
            {runs.map((one) => (
              <li key={one.startsAt}>
                <span>
                  <b>{timeOf(one.startsAt, one.endsAt)}</b> {hours(one.onSeconds)} h
                </span>
                <span className={one.match === 'use' ? 'tag good' : 'tag warn'}>{say(words[`match_${one.match}`])}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <details>
        <summary>{say(words.stretches)}</summary>
        <table className="table">
          <TableHead columns={[words.time, words.state, { num: words.hours }, { num: words.sure }]} />
          <tbody>
            {stretches.map((one) => (
              <tr key={one.startsAt}>
                <td>{timeOf(one.startsAt, one.endsAt)}</td>
                <td>{say(words[`state_${one.state}`])}</td>
                <td className="num">{hours((Date.parse(one.endsAt) - Date.parse(one.startsAt)) / 1000)}</td>
                <td className="num">{one.state === 'unclear' ? '—' : `${one.certaintyPercent}%`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
