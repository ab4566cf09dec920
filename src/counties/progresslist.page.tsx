// Half-year reports of a period: who has not handed in, who waits for whom; a county begins its own here.
import '../web/styles/plan.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Output } from '../kernel/contract.ts'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { beginProgressReport, listProgressReports } from './progress.contract.ts'
import { usePeriod } from './progress.part.tsx'
import { isSame } from './progress.rules.ts'
import { progressWords as words } from './progress.words.ts'

type Listed = Output<typeof listProgressReports>

export function ProgressListPage() {
  const say = useSay()
  useTitle(say(words.title))
  const navigate = useNavigate()
  const { period } = useSearch({ strict: false }) as { period?: string }
  const [year, half] = (period ?? '').split('-').map(Number)
  const reading = useRead(listProgressReports, year && (half === 1 || half === 2) ? { year, half } : {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {(data) =>
          data.periods.length === 0 ? (
            <Empty title={words.emptyTitle} why={words.emptyWhy} />
          ) : (
            <>
              <Periods data={data} onChoose={(next) => void navigate({ to: '/work/reports', search: { period: next }, replace: true })} />
              <Reports data={data} />
            </>
          )
        }
      </Read>
    </>
  )
}

function Periods({ data, onChoose }: { data: Listed; onChoose: (period: string) => void }) {
  const say = useSay()
  const named = usePeriod()
  const { items, period } = data
  const counts = {
    missing: items.filter(({ state }) => state === 'missing' || state === 'draft').length,
    late: items.filter(({ isLate }) => isLate).length,
    accepted: items.filter(({ state }) => state === 'accepted').length,
  }
  return (
    <div className="board-ask">
      <Field label={words.choose}>
        {(control) => (
          <select {...control} value={`${period.year}-${period.half}`} onChange={(event) => onChoose(event.target.value)}>
            {data.periods.map((one) => (
              <option key={`${one.year}-${one.half}`} value={`${one.year}-${one.half}`}>
                {named(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className="why">{say(words.standing, counts)}</p>
      <Elsewhere data={data} />
    </div>
  )
}

/** Reports of other half-years that wait for the reader. */
function Elsewhere({ data: { period, waiting } }: { data: Listed }) {
  const say = useSay()
  const named = usePeriod()
  const others = waiting.filter((one) => !isSame(one, period))
  if (others.length === 0) return null
  return (
    <p>
      {say(words.elsewhere)}{' '}
      {others.map((one) => (
        <Link key={`${one.year}-${one.half}`} to="/work/reports" search={{ period: `${one.year}-${one.half}` }}>
          {say(words.elsewhereOne, { period: named(one), count: one.count })}{' '}
        </Link>
      ))}
    </p>
  )
}

const tagOf = { missing: 'tag', draft: 'tag', at_city: 'tag info', at_province: 'tag info', accepted: 'tag good' } as const

function Reports({ data: { items, period } }: { data: Listed }) {
  const say = useSay()
  const name = useName()
  const navigate = useNavigate()
  const send = useSend(beginProgressReport, {
    refresh: [listProgressReports],
    onDone: ({ id }) => void navigate({ to: '/work/reports/$id', params: { id } }),
  })
  return (
    <>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <table className="table to-list">
        <TableHead columns={[words.county, words.state, words.due, words.moved]} />
        <tbody>
          {items.map((one) => (
            <tr key={one.planId}>
              <th scope="row" className="main">
                {one.id ? (
                  <Link to="/work/reports/$id" params={{ id: one.id }}>
                    {name(one)}
                  </Link>
                ) : (
                  name(one)
                )}
              </th>
              <td data-label={say(words.state)}>
                <span className={tagOf[one.state]}>{say(words[`state_${one.state}`])}</span>{' '}
                {one.isLate && <span className="tag bad">{say(words.late)}</span>}
                {one.mayBegin && (
                  <Button
                    size="small"
                    kind="primary"
                    label={say(words.beginOne, { county: name(one) })}
                    isBusy={send.isPending}
                    onPress={() => send.mutate({ planId: one.planId, ...period })}
                  >
                    {say(words.begin)}
                  </Button>
                )}
              </td>
              <td data-label={say(words.due)}>{one.dueOn}</td>
              <td data-label={say(words.moved)}>{one.movedAt ? moment(one.movedAt) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
