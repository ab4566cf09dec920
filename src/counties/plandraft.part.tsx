// A plan being written: eight texts, and rows of targets, tasks, milestones, bodies and policies under the chapters they belong to.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { chapters, getPlan, keepPlan, listPlans, type Plan, type PlanContent } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { planPageWords as words } from './planpage.words.ts'
import { useIndicators } from './plantext.part.tsx'
import { DayField, Line, Rows } from './rows.part.tsx'

type Task = Omit<Plan['tasks'][number], 'key' | 'carriedFrom' | 'fundFen'> & { key: string | null; yuan: string }
type Draft = { content: PlanContent; tasks: Task[] }
const yuanPattern = /^\d{1,12}(\.\d{1,2})?$/

/** '120.5' as 12050 fen, in whole numbers. */
function fenOf(yuan: string): number {
  const [whole = '0', part = ''] = yuan.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

const draftOf = ({ content, tasks }: Plan): Draft => ({
  content,
  tasks: tasks.map(({ fundFen, carriedFrom: _, ...task }) => ({ ...task, yuan: String(fundFen / 100) })),
})

export function PlanDraft({ plan }: { plan: Plan }) {
  const say = useSay()
  const [draft, setDraft] = useState(() => draftOf(plan))
  const [isTried, setIsTried] = useState(false)
  const send = useSend(keepPlan, { refresh: [getPlan, listPlans], onDone: (kept) => setDraft(draftOf(kept)) })
  const setContent = (more: Partial<PlanContent>) => setDraft({ ...draft, content: { ...draft.content, ...more } })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (draft.tasks.some((task) => !yuanPattern.test(task.yuan))) return
    send.mutate({
      id: plan.id,
      content: draft.content,
      tasks: draft.tasks.map(({ yuan, carriedTitle: _, ...task }) => ({ ...task, fundFen: fenOf(yuan) })),
    })
  }
  return (
    <form onSubmit={submit} noValidate>
      {chapters.map((chapter) => (
        <section key={chapter} className="section">
          <h2>{say(planWords[`chapter_${chapter}`])}</h2>
          <Field label={words.text}>
            {(control) => (
              <textarea
                {...control}
                rows={4}
                maxLength={20_000}
                value={draft.content.chapters[chapter]}
                onChange={(event) => setContent({ chapters: { ...draft.content.chapters, [chapter]: event.target.value } })}
              />
            )}
          </Field>
          <ChapterRows chapter={chapter} plan={plan} draft={draft} isTried={isTried} onChange={setDraft} />
        </section>
      ))}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={send.isPending}>
          {say(words.save)}
        </Button>
        <span role="status" className="muted">
          {send.isSuccess ? say(words.saved) : ''}
        </span>
      </div>
    </form>
  )
}

type ChapterRowsProps = {
  chapter: (typeof chapters)[number]
  plan: Plan
  draft: Draft
  isTried: boolean
  onChange: (draft: Draft) => void
}

/** What a chapter holds beside its text. */
function ChapterRows({ chapter, plan, draft, isTried, onChange }: ChapterRowsProps) {
  const { content, tasks } = draft
  const setContent = (more: Partial<PlanContent>) => onChange({ ...draft, content: { ...content, ...more } })
  if (chapter === 'goals') return <Targets rows={content.targets} onChange={(targets) => setContent({ targets })} />
  if (chapter === 'tasks')
    return <Tasks plan={plan} rows={tasks} isTried={isTried} onChange={(changed) => onChange({ ...draft, tasks: changed })} />
  if (chapter === 'schedule')
    return (
      <Rows
        title={words.milestones}
        rows={content.milestones}
        fresh={{ on: plan.guideLastOn, title: '' }}
        onChange={(milestones) => setContent({ milestones })}
        draw={(row, set) => (
          <>
            <DayField label={words.day} value={row.on} onChange={(on) => on && set({ ...row, on })} />
            <Line label={words.what} value={row.title} onChange={(title) => set({ ...row, title })} />
          </>
        )}
      />
    )
  if (chapter === 'organisation')
    return (
      <Rows
        title={words.bodies}
        rows={content.bodies}
        fresh={{ name: '', duty: '' }}
        onChange={(bodies) => setContent({ bodies })}
        draw={(row, set) => (
          <>
            <Line label={words.name} value={row.name} onChange={(name) => set({ ...row, name })} />
            <Line label={words.duty} value={row.duty} onChange={(duty) => set({ ...row, duty })} />
          </>
        )}
      />
    )
  if (chapter === 'policies')
    return (
      <Rows
        title={words.policies}
        rows={content.policies}
        fresh={{ title: '', documentNo: '', department: '' }}
        onChange={(policies) => setContent({ policies })}
        draw={(row, set) => (
          <>
            <Line label={words.name} value={row.title} onChange={(title) => set({ ...row, title })} />
            <Line label={words.documentNo} value={row.documentNo} onChange={(documentNo) => set({ ...row, documentNo })} />
            <Line label={words.department} value={row.department} onChange={(department) => set({ ...row, department })} />
          </>
        )}
      />
    )
  return null
}

type Of<Row> = { rows: readonly Row[]; onChange: (rows: Row[]) => void }

function Targets({ rows, onChange }: Of<PlanContent['targets'][number]>) {
  const say = useSay()
  const { items } = useIndicators()
  const numbers = items.filter((one) => one.kind !== 'text')
  return (
    <Rows
      title={words.targets}
      rows={rows}
      fresh={{ code: numbers[0]?.code ?? '', year: 2025, isBase: rows.length === 0, value: '0' }}
      onChange={onChange}
      draw={(row, set) => (
        <>
          <Field label={words.indicator}>
            {(control) => (
              <select {...control} value={row.code} onChange={(event) => set({ ...row, code: event.target.value })}>
                {numbers.map((one) => (
                  <option key={one.code} value={one.code}>
                    {say(one.title)}（{say(one.unit)}）
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={words.year}>
            {(control) => (
              <input {...control} type="number" value={row.year} onChange={(event) => set({ ...row, year: Number(event.target.value) })} />
            )}
          </Field>
          <Line label={words.value} value={row.value} onChange={(value) => set({ ...row, value })} />
          <label className="check-line">
            <input
              type="checkbox"
              className="check"
              checked={row.isBase}
              onChange={(event) => set({ ...row, isBase: event.target.checked })}
            />{' '}
            {say(words.isBase)}
          </label>
        </>
      )}
    />
  )
}

function Tasks({ plan, rows, isTried, onChange }: Of<Task> & { plan: Plan; isTried: boolean }) {
  const say = useSay()
  const fresh: Task = {
    ...{ key: null, groupCode: plan.groups[0]?.code ?? '', title: '', department: '', yuan: '0', measure: '' },
    ...{ dueOn: null, evidence: '', carriedTitle: null },
  }
  return (
    <Rows
      title={words.tasks}
      rows={rows}
      fresh={fresh}
      onChange={onChange}
      draw={(row, set) => (
        <>
          <Field label={words.group}>
            {(control) => (
              <select {...control} value={row.groupCode} onChange={(event) => set({ ...row, groupCode: event.target.value })}>
                {plan.groups.map((group) => (
                  <option key={group.code} value={group.code}>
                    {say(group.title)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Line label={words.task} value={row.title} onChange={(title) => set({ ...row, title })} />
          <Line label={words.department} value={row.department} onChange={(department) => set({ ...row, department })} />
          <Line
            label={words.fundFen}
            value={row.yuan}
            onChange={(yuan) => set({ ...row, yuan })}
            {...(isTried && !yuanPattern.test(row.yuan) ? { problem: say(words.fundWrong) } : {})}
          />
          <Line label={words.measure} value={row.measure} onChange={(measure) => set({ ...row, measure })} />
          <DayField label={words.due} value={row.dueOn ?? ''} onChange={(day) => set({ ...row, dueOn: day || null })} />
          <Line label={words.evidence} value={row.evidence} onChange={(evidence) => set({ ...row, evidence })} />
          {row.carriedTitle && <p className="muted wide">{say(words.carried, { title: row.carriedTitle })}</p>}
        </>
      )}
    />
  )
}
