// A county's tasks for everybody: by the groups of its guide, how far each is, what is done and what is late.
import '../web/styles/plan.css'
import { Link, useParams } from '@tanstack/react-router'
import { dayInProse, money } from '../web/format.ts'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { planPageWords as words } from './planpage.words.ts'
import { type CountyTasks, listCountyTasks } from './task.contract.ts'
import { TaskProgress, TaskStatus } from './task.part.tsx'

export function TaskPage() {
  const say = useSay()
  const name = useName()
  const { code } = useParams({ from: '/counties/$code/tasks' })
  const reading = useRead(listCountyTasks, { divisionCode: code })
  useTitle(reading.data ? say(words.tasksOf, { name: name(reading.data) }) : say(words.openTasks))
  return (
    <Main>
      {isGone(reading.error) ? (
        <Gone title={words.noSuchTitle} why={words.goneWhy}>
          <Link className="btn primary" to="/counties">
            {say(words.toCounties)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading}>{(data) => <Shown data={data} />}</Read>
      )}
    </Main>
  )
}

function Shown({ data }: { data: CountyTasks }) {
  const say = useSay()
  const name = useName()
  const { language } = useLanguage()
  const { plan } = data
  return (
    <>
      <h1 className="page-title">{say(words.tasksOf, { name: name(data) })}</h1>
      <p className="muted">
        {plan
          ? say(words.tasksLead, { guide: say(plan.guideTitle), number: plan.number, dayOn: dayInProse(plan.approvedOn, language) })
          : say(words.tasksNone)}
      </p>
      {data.groups.map((group) => (
        <section key={group.code} className="section">
          <div className="section-head">
            <h2>{say(group.title)}</h2>
            <span className="muted">{say(words.groupCounts, { all: group.all, done: group.done, late: group.late })}</span>
          </div>
          <ul className="plan-tasks">
            {data.tasks
              .filter((task) => task.groupCode === group.code)
              .map((task) => (
                <li key={task.key}>
                  <div>
                    <h3>{task.title}</h3>
                    <p className="muted">
                      {[
                        task.department,
                        task.measure,
                        task.fundFen > 0 ? `${money(task.fundFen, language).digits} ${say(money(task.fundFen, language).unit)}` : '',
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </p>
                  </div>
                  <div className="plan-standing">
                    <TaskStatus status={task.status} />
                    <TaskProgress percent={task.percent} />
                    <span className="muted">
                      {say(words.due)} {task.dueOn ?? '—'}
                    </span>
                  </div>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <p className="buttons">
        {!data.divisionCode.endsWith('00') && (
          <Link to="/counties/$code" params={{ code: data.divisionCode }}>
            {name(data)}
          </Link>
        )}
        <Link to="/counties">{say(words.toCounties)}</Link>
      </p>
    </>
  )
}
