// One plan: written by its county, read and reviewed above it, its tasks in work, its versions and what each changed.
import '../web/styles/plan.css'
import { Link, useParams } from '@tanstack/react-router'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { chapters, getPlan, type Plan, type PlanChange } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { PlanActs, PlanComments } from './planact.part.tsx'
import { PlanDraft } from './plandraft.part.tsx'
import { planPageWords as words } from './planpage.words.ts'
import { useChapter, useIndicators } from './plantext.part.tsx'
import { watchTasks } from './task.contract.ts'
import { TaskTable } from './task.part.tsx'
import { countTasks } from './task.rules.ts'

export function PlanPage() {
  const say = useSay()
  const name = useName()
  const { id } = useParams({ from: '/work/plan/$id' })
  const reading = useRead(getPlan, { id })
  useTitle(reading.data ? `${name(reading.data)} ${say(words.title)}` : say(words.title))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn primary" to="/work/plan">
          {say(words.back)}
        </Link>
      </Gone>
    )
  return <Read of={reading}>{(plan) => <Shown plan={plan} />}</Read>
}

function Shown({ plan }: { plan: Plan }) {
  const say = useSay()
  const name = useName()
  return (
    <>
      <div className="work-head">
        <h1>
          {name(plan)} {say(words.title)}
        </h1>
        <span className={plan.state === 'approved' ? 'tag good' : 'tag'}>{say(planWords[`state_${plan.state}`])}</span>
        <span className="muted">
          {say(words.versionNo, { number: plan.number })} · {say(plan.guideTitle)}
        </span>
        <div className="aside">
          <Link to="/plans/$id" params={{ id: plan.id }}>
            {say(words.paper)}
          </Link>
        </div>
      </div>
      <div className="plan-both">
        <div>
          {plan.state === 'approved' && <Standing plan={plan} />}
          {plan.changes && <Changes plan={plan} changes={plan.changes} />}
          {plan.mayWrite ? <PlanDraft key={plan.number} plan={plan} /> : <Chapters plan={plan} />}
        </div>
        <aside>
          <PlanActs plan={plan} />
          <PlanComments plan={plan} />
          <Journal plan={plan} />
        </aside>
      </div>
    </>
  )
}

function Standing({ plan }: { plan: Plan }) {
  const say = useSay()
  const reading = useRead(watchTasks, { show: 'all', divisionCode: plan.divisionCode })
  return (
    <section className="section">
      <h2>{say(words.standing)}</h2>
      <Read of={reading}>
        {(data) => (
          <>
            <p className="muted">{say(words.counts, countTasks(data.items.filter((task) => task.planId === plan.id)))}</p>
            <TaskTable items={data.items.filter((task) => task.planId === plan.id)} writes={data.writes} isOneCounty />
          </>
        )}
      </Read>
    </section>
  )
}

function Changes({ plan, changes }: { plan: Plan; changes: readonly PlanChange[] }) {
  const say = useSay()
  const { titleOf } = useIndicators()
  const nameOf = (change: PlanChange) => {
    const [code = '', year] = change.name.split(' ')
    if (change.kind === 'target') return `${say(titleOf(code))} ${year}`
    if (change.kind === 'policy' && change.name === '') return say(planWords.chapter_policies)
    const chapter = chapters.find((one) => change.kind === 'chapter' && one === change.name)
    return chapter ? say(planWords[`chapter_${chapter}`]) : change.name
  }
  return (
    <section className="section">
      <h2>{say(words.changes)}</h2>
      {changes.length === 0 && <p className="why">{say(words.changesNone)}</p>}
      {changes.map((change) => (
        <div key={`${plan.number} ${change.kind} ${change.change} ${change.name}`} className="plan-change">
          <b>{nameOf(change)}</b> <span className="tag">{say(words[`changed_${change.change}`])}</span>
          {change.before && (
            <p>
              {say(words.before)}：<del>{change.before}</del>
            </p>
          )}
          {change.after && (
            <p>
              {say(words.after)}：<ins>{change.after}</ins>
            </p>
          )}
        </div>
      ))}
    </section>
  )
}

function Chapters({ plan }: { plan: Plan }) {
  const say = useSay()
  const drawn = useChapter(plan)
  return (
    <>
      {chapters.map((chapter) => (
        <section key={chapter} className="section">
          <h2>{say(planWords[`chapter_${chapter}`])}</h2>
          {drawn(chapter)}
        </section>
      ))}
    </>
  )
}

function Journal({ plan }: { plan: Plan }) {
  const say = useSay()
  return (
    <section className="section">
      <h2>{say(words.journal)}</h2>
      {plan.journal.map((one) => (
        <p key={one.id}>
          <b>{say(planWords[`act_${one.act}`])}</b> {say(words.versionNo, { number: one.number })}
          <br />
          <span className="muted">
            {moment(one.actedAt)} {one.by}
          </span>
          {one.reason && (
            <>
              <br />
              {one.reason}
            </>
          )}
        </p>
      ))}
    </section>
  )
}
