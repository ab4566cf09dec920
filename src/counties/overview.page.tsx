// What those above the counties see at a glance: tasks by group and county, returns and plans, who is missing and what is late.
import '../web/styles/plan.css'
import { Link, useSearch } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { getIndexRound } from '../evaluation/round.contract.ts'
import { roundPageWords } from '../evaluation/roundpage.words.ts'
import { Foremost, ScoreMap } from '../evaluation/standing.part.tsx'
import type { Word } from '../kernel/word.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type OverviewSearch, opened, type Standing, standingsBy } from './overview.rules.ts'
import { overviewWords as words } from './overview.words.ts'
import { listPlans, planStates } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { useLatestRound } from './profileindex.part.tsx'
import { listReturns, returnStates } from './return.contract.ts'
import { returnPageWords } from './returnpage.words.ts'
import { type WatchedTask, watchTasks } from './task.contract.ts'
import { TaskProgress, TaskTable } from './task.part.tsx'
import { taskWords } from './task.words.ts'

type ReadBy<Operation extends { output: { _output: unknown } }> = Operation['output']['_output']

const foremostMost = 10

export function OverviewPage() {
  const say = useSay()
  useTitle(say(words.title))
  const tasks = useRead(watchTasks, { show: 'all' })
  const returns = useRead(listReturns, {})
  const plans = useRead(listPlans, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <Link className="aside" to="/screen">
          {say(words.screen)}
        </Link>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Section title={words.returns} to="/work/returns">
        <Read of={returns}>{(data) => <Returns data={data} />}</Read>
      </Section>
      <Section title={words.plans} to="/work/plan">
        <Read of={plans}>{(data) => <Plans data={data} />}</Read>
      </Section>
      <Index />
      <Read of={tasks}>{(data) => <Tasks data={data} />}</Read>
    </>
  )
}

/** Where the counties stand in the latest published index, and how sure that is. */
function Index() {
  const say = useSay()
  const round = useLatestRound()
  const reading = useRead(getIndexRound, { id: round?.id ?? '' }, { enabled: Boolean(round) })
  if (!round) return null
  return (
    <Section title={words.index} to="/rounds">
      <Read of={reading}>
        {(shown) => (
          <div className="overview-index">
            <ScoreMap shown={shown} title={<h3>{say(roundPageWords.roundOf, { title: say(round.title), year: round.year })}</h3>} />
            <div>
              <Foremost shown={shown} most={foremostMost} />
            </div>
          </div>
        )}
      </Read>
    </Section>
  )
}

function Section({ title, to, children }: { title: Word; to?: '/work/returns' | '/work/plan' | '/rounds'; children: ReactNode }) {
  const say = useSay()
  return (
    <section className="section">
      <div className="section-head">
        <h2>{say(title)}</h2>
        {to && <Link to={to}>{say(words.open)}</Link>}
      </div>
      {children}
    </section>
  )
}

/** How many returns stand where, and by name those that nobody has handed in. */
function Returns({ data: { round, items } }: { data: ReadBy<typeof listReturns> }) {
  const say = useSay()
  const name = useName()
  if (!round) return <p className="muted">{say(words.noRound)}</p>
  const missing = items.filter((item) => item.state === 'filling')
  return (
    <>
      <p className="muted">{say(words.returnsOf, { year: round.year, on: round.dueOn })}</p>
      <Sums
        of={returnStates.map((state) => [
          returnPageWords[`state_${state}`],
          <Link key={state} to="/work/returns" search={{ year: round.year, show: state }}>
            {items.filter((item) => item.state === state).length}
          </Link>,
        ])}
      />
      {missing.length === 0 ? (
        <p>{say(words.allIn)}</p>
      ) : (
        <details className="plan-missing">
          <summary>{say(words.notIn, { count: missing.length })}</summary>
          <ul>
            {missing.map((item) => (
              <li key={item.id}>
                <Link to="/work/returns/$id" params={{ id: item.id }}>
                  {name(item)}
                </Link>{' '}
                <span className="muted">{say(words.filled, { filled: item.filledCount, required: item.requiredCount })}</span>{' '}
                {item.isOverdue && <span className="tag bad">{say(words.overdue)}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Plans({ data: { items, missing } }: { data: ReadBy<typeof listPlans> }) {
  const say = useSay()
  const name = useName()
  // Each county once, by its latest plan under a guide in force; what an ended guide asked for, and the province's own, stand in the list.
  const own = items.filter((item) => item.guideState === 'in_force' && !item.divisionCode.endsWith('0000'))
  const counties = missing.filter((item) => !item.divisionCode.endsWith('0000'))
  return (
    <>
      <Sums
        of={planStates.map((state) => [
          planWords[`state_${state}`],
          <Link key={state} to="/work/plan" search={{ state }}>
            {own.filter((item) => item.state === state).length}
          </Link>,
        ])}
      />
      {counties.length > 0 && (
        <details className="plan-missing">
          <summary>{say(words.notBegun, { count: counties.length })}</summary>
          <p>{counties.map(name).join('　')}</p>
        </details>
      )}
    </>
  )
}

function Sums({ of }: { of: readonly (readonly [Word, ReactNode])[] }) {
  const say = useSay()
  return (
    <dl className="plan-sums">
      {of.map(([word, count]) => (
        <div key={word.en}>
          <dt>{say(word)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}

function Tasks({ data: { items } }: { data: ReadBy<typeof watchTasks> }) {
  const say = useSay()
  const name = useName()
  // Two programmes may be in force side by side; their groups of one title are one line.
  const groups = standingsBy(items, (task) => task.groupTitle.zh)
  const counties = standingsBy(items, (task) => task.divisionCode).toSorted((a, b) => b.late - a.late || b.atRisk - a.atRisk)
  const search = useSearch({ strict: false }) as OverviewSearch
  const watched = items.filter((task) => task.status === 'late' || task.status === 'at_risk')
  if (items.length === 0)
    return (
      <Section title={words.byGroup}>
        <p className="muted">{say(words.noTasks)}</p>
      </Section>
    )
  return (
    <>
      <Section title={words.byGroup}>
        <StandingTable title={words.group} rows={groups} show={(task) => say(task.groupTitle)} />
      </Section>
      <Section title={words.byCounty}>
        <StandingTable
          title={words.county}
          rows={counties}
          show={(task) => (
            <Link to="/counties/$code/tasks" params={{ code: task.divisionCode }}>
              {name(task)}
            </Link>
          )}
        />
      </Section>
      {search.of !== undefined && <Opened key={`${search.of} ${search.status}`} items={opened(items, search)} search={search} />}
      <Section title={words.watch}>
        {watched.length === 0 ? (
          <p className="muted">{say(words.watchNone)}</p>
        ) : (
          <TaskTable items={watched.toSorted((a, b) => Number(b.status === 'late') - Number(a.status === 'late'))} writes={[]} />
        )}
      </Section>
    </>
  )
}

/** The tasks behind the number that was opened. */
function Opened({ items, search: { of, status } }: { items: readonly WatchedTask[]; search: OverviewSearch }) {
  const say = useSay()
  const name = useName()
  const section = useRef<HTMLElement>(null)
  useEffect(() => section.current?.scrollIntoView({ block: 'start' }), [])
  const [first] = items
  if (!first) return null
  const title = first.divisionCode === of ? name(first) : say(first.groupTitle)
  return (
    <section ref={section} className="section" aria-live="polite">
      <div className="section-head">
        <h2>{say(words.openedOf, { of: title, status: say(status ? taskWords[`status_${status}`] : words.allStates) })}</h2>
        <Link to="/work/province" search={{}} resetScroll={false}>
          {say(words.close)}
        </Link>
      </div>
      <TaskTable items={items} writes={[]} />
    </section>
  )
}

type TableProps = { title: Word; rows: readonly Standing<WatchedTask>[]; show: (task: WatchedTask) => ReactNode }

/** Every number opens the tasks that it counts, below. */
function StandingTable({ title, rows, show }: TableProps) {
  const say = useSay()
  const numbers = [
    [words.all, 'all', {}],
    [words.done, 'done', { status: 'done' }],
    [words.late, 'late', { status: 'late' }],
    [words.atRisk, 'atRisk', { status: 'at_risk' }],
  ] as const
  return (
    <table className="table to-list">
      <TableHead columns={[title, ...numbers.map(([word]) => ({ num: word })), words.progress]} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className="main">
              {show(row.first)}
            </th>
            {numbers.map(([word, key, status]) => (
              <td key={key} className="num" data-label={say(word)}>
                {row[key] > 0 ? (
                  <Link to="/work/province" search={{ of: row.key, ...status }} resetScroll={false}>
                    {row[key]}
                  </Link>
                ) : (
                  row[key]
                )}
              </td>
            ))}
            <td data-label={say(words.progress)}>
              <TaskProgress percent={row.meanPercent} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
