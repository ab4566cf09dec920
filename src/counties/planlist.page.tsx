// Plans at work: what waits for the reader's office, who has not begun, and the tasks that are late or at risk.
import '../web/styles/plan.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from '../web/field.tsx'
import { moment, wanYuan } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { guidePageWords } from './guidepage.words.ts'
import type { OverviewSearch } from './overview.rules.ts'
import { beginPlan, listPlans } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { planPageWords as words } from './planpage.words.ts'
import { watchTasks } from './task.contract.ts'
import { TaskTable } from './task.part.tsx'

export function PlanListPage() {
  const say = useSay()
  useTitle(say(words.title))
  const { state } = useSearch({ strict: false }) as OverviewSearch
  const reading = useRead(listPlans, {})
  const watched = useRead(watchTasks, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <Link className="aside" to="/guides">
          {say(guidePageWords.toGuides)}
        </Link>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {(data) => (
          <>
            <Missing data={data} />
            {state && (
              <p className="why">
                {say(words.only, { state: say(planWords[`state_${state}`]) })} <Link to="/work/plan">{say(words.showAll)}</Link>
              </p>
            )}
            <PlanTable items={data.items.filter((item) => !state || item.state === state)} />
          </>
        )}
      </Read>
      <section className="section">
        <h2>{say(words.watch)}</h2>
        <Read of={watched}>
          {(data) => (
            <>
              <p className="muted">{say(words.counts, data.counts)}</p>
              {data.items.length === 0 ? (
                <p className="why">{say(words.watchNone)}</p>
              ) : (
                <TaskTable items={data.items} writes={data.writes} />
              )}
            </>
          )}
        </Read>
      </section>
    </>
  )
}

type Data = (typeof listPlans)['output']['_output']

/** A county begins its plan here; those above are told who has not. */
function Missing({ data }: { data: Data }) {
  const say = useSay()
  const name = useName()
  const navigate = useNavigate()
  const begin = useSend(beginPlan, {
    refresh: [listPlans],
    onDone: ({ id }) => void navigate({ to: '/work/plan/$id', params: { id } }),
  })
  const own = data.missing.filter((one) => data.writes.includes(one.divisionCode))
  const others = data.missing.filter((one) => !data.writes.includes(one.divisionCode))
  return (
    <>
      {own.length > 0 && (
        <div className="buttons">
          {own.map((one) => (
            <Button
              key={`${one.guideCode} ${one.divisionCode}`}
              kind="primary"
              isBusy={begin.isPending}
              onPress={() => begin.mutate({ guideCode: one.guideCode, divisionCode: one.divisionCode })}
            >
              {say(words.begin, { name: name(one) })}
            </Button>
          ))}
        </div>
      )}
      {begin.error && <Problem key={begin.submittedAt} error={begin.error} isAnswer />}
      {others.length > 0 && (
        <details className="plan-missing">
          <summary>{say(words.missingCount, { count: others.length })}</summary>
          <p>{others.map(name).join('　')}</p>
        </details>
      )}
    </>
  )
}

function PlanTable({ items }: Pick<Data, 'items'>) {
  const say = useSay()
  const name = useName()
  if (items.length === 0) return <p className="why">{say(words.none)}</p>
  return (
    <table className="table to-list">
      <TableHead
        columns={[words.county, words.guide, words.version, words.state, { num: words.tasks }, { num: words.fund }, words.moved]}
      />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              <Link to="/work/plan/$id" params={{ id: item.id }}>
                {name(item)}
              </Link>
            </th>
            <td data-label={say(words.guide)}>{say(item.guideTitle)}</td>
            <td data-label={say(words.version)}>{say(words.versionNo, { number: item.number })}</td>
            <td data-label={say(words.state)}>
              <span className={item.state === 'approved' ? 'tag good' : item.state === 'draft' ? 'tag' : 'tag warn'}>
                {say(planWords[`state_${item.state}`])}
              </span>
            </td>
            <td className="num" data-label={say(words.tasks)}>
              {item.taskCount}
            </td>
            <td className="num" data-label={say(words.fund)}>
              {wanYuan(item.fundFen, 'zh').digits}
            </td>
            <td data-label={say(words.moved)}>{moment(item.movedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
