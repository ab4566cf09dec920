// The programmes that counties plan by, for everybody: their groups and targets, how far the tasks are, and what became of those that ended.
import '../web/styles/plan.css'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getFigure } from '../figures/figure.contract.ts'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { type Guide, type ListedGuide, listGuides } from './guide.contract.ts'
import { guideWords } from './guide.words.ts'
import { AmendGuide, CloseGuide, LoadGuide } from './guideform.part.tsx'
import { guidePageWords as words } from './guidepage.words.ts'

const tagOf = { coming: 'tag', in_force: 'tag info', ended: 'tag warn', closed: 'tag good' } as const

export function GuidePage() {
  const say = useSay()
  useTitle(say(words.title))
  const { may } = useMe()
  const reading = useRead(listGuides, {})
  const [isLoading, setIsLoading] = useState(false)
  const directs = may('counties.approve')
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="muted">{say(words.lead)}</p>
      {directs && !isLoading && (
        <div className="buttons">
          <Button onPress={() => setIsLoading(true)}>{say(words.load)}</Button>
          <Link className="btn" to="/work/plan">
            {say(words.plans)}
          </Link>
        </div>
      )}
      <Read of={reading} rows={6}>
        {({ items }) => (
          <>
            {isLoading && <LoadGuide guides={items} onDone={() => setIsLoading(false)} />}
            {items.map((guide) => (
              <One key={guide.code} guide={guide} all={items} directs={directs} />
            ))}
          </>
        )}
      </Read>
    </Main>
  )
}

function One({ guide, all, directs }: { guide: ListedGuide; all: readonly Guide[]; directs: boolean }) {
  const say = useSay()
  const [doing, setDoing] = useState<'close' | 'amend'>()
  const stop = () => setDoing(undefined)
  const before = all.find(({ code }) => code === guide.follows)
  return (
    <section className="section guides" id={guide.code}>
      <div className="section-head">
        <h2>{say(guide.title)}</h2>
        <span className={tagOf[guide.state]}>{say(guideWords[`state_${guide.state}`])}</span>
      </div>
      <p className="muted">
        {[
          say(guideWords[`kind_${guide.kind}`]),
          say(words.period, { from: guide.firstOn, to: guide.lastOn }),
          guide.documentNo || say(words.noDocument),
        ].join('　')}
      </p>
      <p className="note">
        {say(words.source, { source: guide.source })}
        {before && <>　{say(words.follows, { title: say(before.title) })}</>}
      </p>
      {guide.state === 'in_force' || guide.state === 'coming' ? (
        <Groups guide={guide} before={before} />
      ) : (
        <Outcome guide={guide} before={before} />
      )}
      {guide.targets.length > 0 && <Targets guide={guide} />}
      {guide.closing && (
        <>
          <h3>{say(words.closing)}</h3>
          <p className="muted">{say(words.closingLine, { on: guide.closing.closedOn, document: guide.closing.documentNo })}</p>
          <p className="plan-text">{guide.closing.evaluation}</p>
        </>
      )}
      {directs && guide.state !== 'closed' && !doing && (
        <div className="buttons">
          {guide.state === 'ended' && (
            <Button label={`${say(words.close)}：${say(guide.title)}`} onPress={() => setDoing('close')}>
              {say(words.close)}
            </Button>
          )}
          <Button label={`${say(words.amend)}：${say(guide.title)}`} onPress={() => setDoing('amend')}>
            {say(words.amend)}
          </Button>
        </div>
      )}
      {doing === 'close' && <CloseGuide guide={guide} onDone={stop} />}
      {doing === 'amend' && <AmendGuide guide={guide} onDone={stop} />}
    </section>
  )
}

/** The groups, with the counties' tasks under each as they stand today; no task is published of a programme whose plans hold no more. */
function Groups({ guide, before }: { guide: Guide; before: Guide | undefined }) {
  const say = useSay()
  const by = 'taskGroup'
  const tasks = useRead(getFigure, { name: 'county_task_count', by })
  const done = useRead(getFigure, { name: 'county_task_done_count', by })
  const amount = (of: typeof tasks, group: string) =>
    of.data?.parts.find(({ key }) => key === `${guide.code}:${group}`)?.value.amount ?? null
  const isCounted = guide.groups.some(({ code }) => amount(tasks, code) !== null)
  const columns = [words.group, words.measures, ...(isCounted ? [{ num: words.tasks }, { num: words.done }] : [])]
  return (
    <table className="table to-list">
      <TableHead columns={columns} />
      <tbody>
        {guide.groups.map(({ code, title, measures, followsCode }) => {
          const from = before?.groups.find((group) => group.code === followsCode)
          return (
            <tr key={code}>
              <th scope="row" className="main">
                {say(title)}
                {from && <p className="note">{say(words.follows, { title: say(from.title) })}</p>}
              </th>
              <td data-label={say(words.measures)}>{say(measures)}</td>
              {isCounted &&
                (
                  [
                    [words.tasks, tasks, 'county_task_count'],
                    [words.done, done, 'county_task_done_count'],
                  ] as const
                ).map(([word, reading, name]) => (
                  <td key={name} className="num" data-label={say(word)}>
                    <Link to="/figures/$name" params={{ name }} search={{ by }}>
                      {amount(reading, code) ?? 0}
                    </Link>
                  </td>
                ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** What became of each group of a programme that is over: the tasks of its plans, those done, and what the province says. */
function Outcome({ guide, before }: { guide: ListedGuide; before: Guide | undefined }) {
  const say = useSay()
  const isSaid = guide.progress.some(({ finding }) => finding !== '')
  return (
    <table className="table to-list">
      <TableHead columns={[words.group, words.measures, { num: words.tasks }, { num: words.done }, ...(isSaid ? [words.finding] : [])]} />
      <tbody>
        {guide.groups.map(({ code, title, measures, followsCode }) => {
          const from = before?.groups.find((group) => group.code === followsCode)
          const own = guide.progress.find((one) => one.code === code)
          return (
            <tr key={code}>
              <th scope="row" className="main">
                {say(title)}
                {from && <p className="note">{say(words.follows, { title: say(from.title) })}</p>}
              </th>
              <td data-label={say(words.measures)}>{say(measures)}</td>
              <td className="num" data-label={say(words.tasks)}>
                {own?.taskCount ?? 0}
              </td>
              <td className="num" data-label={say(words.done)}>
                {own?.doneCount ?? 0}
              </td>
              {isSaid && <td data-label={say(words.finding)}>{own?.finding || '—'}</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Targets({ guide }: { guide: Guide }) {
  const say = useSay()
  return (
    <>
      <h3>{say(words.targets)}</h3>
      <table className="table to-list">
        <TableHead columns={[words.target, words.wanted, words.targetSource]} />
        <tbody>
          {guide.targets.map(({ title, wanted, source }) => (
            <tr key={title.zh}>
              <th scope="row" className="main">
                {say(title)}
              </th>
              <td data-label={say(words.wanted)}>{say(wanted)}</td>
              <td data-label={say(words.targetSource)}>{source || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
