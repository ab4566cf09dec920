// How far the tasks of each group are in all counties: published figures, each of which opens to its tasks.
import { Link } from '@tanstack/react-router'
import { getFigure } from '../figures/figure.contract.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { screenWords as words } from './screen.words.ts'

const by = 'taskGroup'
const figures = { all: 'county_task_count', done: 'county_task_done_count', late: 'county_task_late_count' } as const

/** The groups with the share of their tasks that is done; a group that has no tasks yet is not there. */
export function TaskGroups() {
  const all = useRead(getFigure, { name: figures.all, by })
  const done = useRead(getFigure, { name: figures.done, by })
  const late = useRead(getFigure, { name: figures.late, by })
  const say = useSay()
  const amountOf = (of: typeof done, group: string) => of.data?.parts.find(({ key }) => key === group)?.value.amount ?? 0
  return (
    <Read of={all} rows={2}>
      {({ parts }) =>
        parts.length === 0 ? (
          <p className="muted">{say(words.noTasks)}</p>
        ) : (
          <ul className="wall-groups">
            {parts.map(({ key, label, value }) => {
              const [whole, finished, overdue] = [value.amount ?? 0, amountOf(done, key), amountOf(late, key)]
              return (
                <li key={key}>
                  <h3>{say(label)}</h3>
                  <p className="value">
                    <Link className="figure-link" to="/figures/$name" params={{ name: figures.done }} search={{ by }}>
                      <b>{finished}</b>
                    </Link>
                    <span className="unit">{say(words.ofTasks, { all: whole })}</span>
                  </p>
                  <span className="wall-bar" aria-hidden>
                    <i style={{ inlineSize: `${whole > 0 ? (finished / whole) * 100 : 0}%` }} />
                  </span>
                  {overdue > 0 && (
                    <p className="wall-late">
                      <Link to="/figures/$name" params={{ name: figures.late }} search={{ by }}>
                        {say(words.late, { count: overdue })}
                      </Link>
                    </p>
                  )}
                </li>
              )
            })}
          </ul>
        )
      }
    </Read>
  )
}
