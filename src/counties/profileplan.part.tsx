// A county's tasks by group, each count a figure, and its plan as it was approved: goals, targets beside what is reached, milestones.
import { Link } from '@tanstack/react-router'
import { dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { useIndicators } from './plantext.part.tsx'
import type { County } from './profile.contract.ts'
import { profileWords as words } from './profile.words.ts'
import { isReached, reachedSince, targetsOf } from './profileplan.rules.ts'
import { type CountyTasks, listCountyTasks } from './task.contract.ts'
import { TaskProgress } from './task.part.tsx'

export function ProfileTasks({ divisionCode }: { divisionCode: string }) {
  const reading = useRead(listCountyTasks, { divisionCode })
  return <Read of={reading}>{(data) => <Tasks data={data} />}</Read>
}

function Tasks({ data: { divisionCode, plan, groups } }: { data: CountyTasks }) {
  const say = useSay()
  const { language } = useLanguage()
  if (!plan) return <p className="muted">{say(words.tasksNone)}</p>
  const sum = (key: 'all' | 'done' | 'late') => groups.reduce((total, group) => total + group[key], 0)
  const whole = { code: 'all', title: words.total, all: sum('all'), done: sum('done'), late: sum('late') }
  const numbers = [
    [words.all, 'all', 'county_task_count'],
    [words.done, 'done', 'county_task_done_count'],
    [words.late, 'late', 'county_task_late_count'],
  ] as const
  return (
    <>
      <p className="muted">{say(words.tasksLead, { on: dayInProse(plan.approvedOn, language) })}</p>
      <table className="table profile-tasks">
        <TableHead columns={[words.group, ...numbers.map(([word]) => ({ num: word })), words.progress]} />
        <tbody>
          {[...groups, whole].map((group) => (
            <tr key={group.code} className={group.code === 'all' ? 'profile-total' : undefined}>
              <th scope="row" className="main">
                {say(group.title)}
              </th>
              {numbers.map(([, key, name]) => (
                <td key={key} className="num">
                  <Link
                    className="figure-link"
                    to="/figures/$name"
                    params={{ name }}
                    search={group.code === 'all' ? { divisionCode } : { divisionCode, by: 'taskGroup' }}
                  >
                    <b>{group[key]}</b>
                  </Link>
                </td>
              ))}
              <td>
                <TaskProgress percent={group.all === 0 ? 0 : Math.floor((group.done * 100) / group.all)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

export function ProfilePlan({ county }: { county: County }) {
  const say = useSay()
  const { language } = useLanguage()
  const { plan } = county
  if (!plan) return <p className="muted">{say(words.planNone)}</p>
  const { number, guideTitle, approvedOn, documentNo } = plan
  return (
    <>
      <p className="muted">
        {say(words.planBy, { guide: say(guideTitle), number, on: dayInProse(approvedOn, language), document: documentNo })}
      </p>
      {plan.goals && (
        <>
          <h3>{say(words.goals)}</h3>
          <p className="plan-text">{plan.goals}</p>
        </>
      )}
      {plan.targets.length > 0 && <Targets county={county} targets={plan.targets} />}
      <div className="profile-both">
        {plan.milestones.length > 0 && (
          <div>
            <h3>{say(words.milestones)}</h3>
            <ul className="plain-list">
              {plan.milestones.map(({ on, title }) => (
                <li key={`${on} ${title}`}>
                  {on} {title}
                </li>
              ))}
            </ul>
          </div>
        )}
        {plan.policies.length > 0 && (
          <div>
            <h3>{say(words.policies)}</h3>
            <ul className="plain-list">
              {plan.policies.map((policy) => (
                <li key={`${policy.title} ${policy.documentNo}`}>
                  {policy.title} <span className="muted">{[policy.documentNo, policy.department].filter(Boolean).join(' · ')}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {plan.versions.length > 1 && (
          <div>
            <h3>{say(words.versions)}</h3>
            <ul className="plain-list">
              {plan.versions.map((version) => (
                <li key={version.number}>
                  {say(words.versionOf, { number: version.number, on: version.approvedOn, document: version.documentNo })}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  )
}

function Targets({ county, targets }: { county: County; targets: NonNullable<County['plan']>['targets'] }) {
  const say = useSay()
  const { items } = useIndicators()
  return (
    <>
      <h3>{say(words.targets)}</h3>
      <table className="table to-list">
        <TableHead columns={[words.indicator, { num: words.base }, { num: words.target }, { num: words.reached }]} />
        <tbody>
          {targetsOf(targets).map(({ code, base, aim }) => {
            const own = county.indicators.find((one) => one.code === code)
            const known = items.find((one) => one.code === code)
            const reached = reachedSince(own?.values ?? [], base)
            const told = (one: { value: string; year: number } | undefined) => (one ? say(words.inYear, one) : '—')
            return (
              <tr key={code}>
                <th scope="row" className="main">
                  {known ? say(known.title) : code} {known && <span className="unit">{say(known.unit)}</span>}
                </th>
                <td className="num" data-label={say(words.base)}>
                  {told(base)}
                </td>
                <td className="num" data-label={say(words.target)}>
                  {told(aim)}
                </td>
                <td className="num" data-label={say(words.reached)}>
                  {reached ? <a href={`#indicator-${code}`}>{told(reached)}</a> : <span className="note">{say(words.notReported)}</span>}{' '}
                  {reached && aim && isReached(reached.value, aim.value, known?.direction) && (
                    <span className="tag good">{say(words.isReached)}</span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}
