// The chapters of a plan as they are read: their text, and below it what the chapter holds as rows.
import type { ReactNode } from 'react'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import type { chapters, Plan } from './plan.contract.ts'
import { planPageWords as words } from './planpage.words.ts'
import { listIndicators } from './return.contract.ts'

type Chapter = (typeof chapters)[number]

/** What an indicator is called, by its code. */
export function useIndicators() {
  const { data } = useRead(listIndicators, {}, { staleTime: Number.POSITIVE_INFINITY })
  const latest = new Map((data?.items ?? []).map((one) => [one.code, one]))
  return { items: [...latest.values()], titleOf: (code: string) => latest.get(code)?.title ?? { zh: code, en: code } }
}

/** Draws a chapter of a plan. */
export function useChapter(plan: Plan) {
  const { titleOf } = useIndicators()
  const say = useSay()
  const { content } = plan
  const rowsOf: Partial<Record<Chapter, ReactNode>> = {
    goals: content.targets.length > 0 && (
      <table className="table to-list">
        <TableHead columns={[words.indicator, words.year, { num: words.value }]} />
        <tbody>
          {content.targets.map((target) => (
            <tr key={`${target.code} ${target.year}`}>
              <th scope="row">{say(titleOf(target.code))}</th>
              <td data-label={say(words.year)}>
                {target.year} {target.isBase && say(words.base)}
              </td>
              <td className="num" data-label={say(words.value)}>
                {target.value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    ),
    tasks: <TaskRows plan={plan} />,
    schedule: (
      <ul>
        {content.milestones.map((one) => (
          <li key={`${one.on} ${one.title}`}>
            {one.on} {one.title}
          </li>
        ))}
      </ul>
    ),
    organisation: (
      <ul>
        {content.bodies.map((one) => (
          <li key={one.name}>
            {one.name}：{one.duty}
          </li>
        ))}
      </ul>
    ),
    policies: (
      <ul>
        {content.policies.map((one) => (
          <li key={one.title}>{[one.title, one.documentNo, one.department].filter(Boolean).join('，')}</li>
        ))}
      </ul>
    ),
  }
  return (chapter: Chapter) => (
    <>
      {content.chapters[chapter] && <p className="plan-text">{content.chapters[chapter]}</p>}
      {rowsOf[chapter]}
    </>
  )
}

function TaskRows({ plan: { groups, tasks } }: { plan: Plan }) {
  const say = useSay()
  return groups.map((group) => {
    const own = tasks.filter((task) => task.groupCode === group.code)
    if (own.length === 0) return null
    return (
      <div key={group.code}>
        <h3>{say(group.title)}</h3>
        <table className="table to-list">
          <TableHead columns={[words.task, words.department, { num: words.fundFen }, words.measure, words.due, words.evidence]} />
          <tbody>
            {own.map((task) => (
              <tr key={task.key}>
                <th scope="row">
                  {task.title}
                  {task.carriedTitle && <p className="muted">{say(words.carried, { title: task.carriedTitle })}</p>}
                </th>
                <td data-label={say(words.department)}>{task.department}</td>
                <td className="num" data-label={say(words.fundFen)}>
                  {yuan(task.fundFen)}
                </td>
                <td data-label={say(words.measure)}>{task.measure}</td>
                <td data-label={say(words.due)}>{task.dueOn ?? '—'}</td>
                <td data-label={say(words.evidence)}>{task.evidence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )
  })
}
