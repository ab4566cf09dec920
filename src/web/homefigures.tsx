// Four figures of the latest year that has any, each a link to its definition and records; and the visits.
import { Link } from '@tanstack/react-router'
import { getFigure } from '../figures/figure.contract.ts'
import { Figure, usePeriodName } from '../figures/figure.part.tsx'
import { useLatestYear } from '../figures/latestyear.part.tsx'
import { count, dayAndTime } from './format.ts'
import { homeWords as words } from './home.words.ts'
import { Icon } from './icon.tsx'
import { useSay } from './language.tsx'
import { useRead } from './query.tsx'
import { Shape } from './state.tsx'

const names = ['shared_instrument_count', 'shared_hours', 'units_served', 'amount_accrued'] as const
export function HomeFigures() {
  const say = useSay()
  const year = useLatestYear()
  if (year === undefined) return null
  return (
    <section className="band" aria-labelledby="figures-title">
      <div className="wrap">
        <div className="section-head">
          <h2 id="figures-title">{say(words.figures)}</h2>
          <span className="muted">{say(words.figuresLead)}</span>
          <Visits />
        </div>
        <ul className="home-figures">
          {names.map((name) => (
            <OneFigure key={name} name={name} year={year} />
          ))}
        </ul>
        <p className="statement-link">
          <Link to="/figures/statement" search={{ year }}>
            {say(words.statement)}
          </Link>
        </p>
      </div>
    </section>
  )
}

function OneFigure({ name, year }: { name: string; year: number }) {
  const say = useSay()
  const periodName = usePeriodName()
  const { data, error } = useRead(getFigure, { name, year })
  // What cannot be read now is not promised.
  if (error && !data) return null
  if (!data)
    return (
      <li>
        <Shape rows={1} />
      </li>
    )
  return (
    <li>
      <h3>{say(data.figure.title)}</h3>
      <p className="value">
        <Figure name={name} value={data.value} unit={data.figure.unit} search={{ year }} />
      </p>
      <p className="muted">
        <span>{periodName(data.period)}</span> <span>{say(words.asOf, { day: dayAndTime(data.asOfAt)[0] })}</span>
      </p>
      {data.rowCount !== null && (
        <Link className="rows-link" to="/figures/$name" params={{ name }} search={{ year }} hash="rows">
          <Icon name="rows" />
          {say(words.openRows, { count: count(data.rowCount) })}
        </Link>
      )}
    </li>
  )
}

function Visits() {
  const say = useSay()
  const { data } = useRead(getFigure, { name: 'visit_count' })
  if (!data?.value.text) return null
  return (
    <span className="aside visits">
      {say(words.visits)} <Figure name="visit_count" value={data.value} unit={data.figure.unit} search={{}} />
    </span>
  )
}
