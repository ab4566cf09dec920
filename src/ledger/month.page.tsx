// The months of the book: which take nothing more, who closed or re-opened them and why.
import '../web/styles/desk.css'
import { type FormEvent, useState } from 'react'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { Icon } from '../web/icon.tsx'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Empty, Problem, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { closeMonth, listMonths, type Month, reopenMonth } from './ledger.contract.ts'
import { monthWords as words } from './month.words.ts'

export function MonthPage() {
  const say = useSay()
  useTitle(say(words.title))
  const [year, setYear] = useState<number>()
  const reading = useRead(listMonths, { ...(year === undefined ? {} : { year }) }, { placeholderData: (before) => before })
  const shown = reading.data
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        {shown && <YearPager year={shown.year} first={shown.firstYear} last={shown.lastYear} onYear={setYear} />}
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items }) =>
          items.length === 0 ? <Empty title={words.emptyTitle} why={words.emptyWhy} /> : <Months key={items[0]?.month} months={items} />
        }
      </Read>
    </>
  )
}

function YearPager(props: { year: number; first: number; last: number; onYear: (year: number) => void }) {
  const { year, first, last, onYear } = props
  const say = useSay()
  const step = (to: number, word: typeof words.earlier | typeof words.later, icon: 'back' | 'next') => (
    <button type="button" className="btn small" aria-label={say(word)} disabled={to < first || to > last} onClick={() => onYear(to)}>
      <Icon name={icon} />
    </button>
  )
  return (
    <div className="day-pager">
      {step(year - 1, words.earlier, 'back')}
      <span>{say(words.year, { year: String(year) })}</span>
      {step(year + 1, words.later, 'next')}
    </div>
  )
}

function Months({ months }: { months: readonly Month[] }) {
  return (
    <table className="table to-list">
      <TableHead columns={[words.month, words.entries, words.state, words.story, words.doing]} />
      <tbody>
        {months.map((month) => (
          <MonthRow key={month.month} month={month} />
        ))}
      </tbody>
    </table>
  )
}

function MonthRow({ month }: { month: Month }) {
  const say = useSay()
  const state = month.isClosed ? words.closed : month.isOver ? words.open : words.underWay
  return (
    <tr>
      <th scope="row" className="main">
        {month.month}
      </th>
      <td data-label={say(words.entries)}>{say(month.hasEntries ? words.hasEntries : words.noEntries)}</td>
      <td className="lead">
        <span className={month.isClosed ? 'tag good' : month.isOver ? 'tag warn' : 'tag'}>{say(state)}</span>
      </td>
      <td>
        {month.closings.map((closing) => (
          <p key={closing.closedAt} className="note">
            {closing.reopenedAt && (
              <>
                {say(words.reopenedLine, {
                  moment: moment(closing.reopenedAt),
                  name: closing.reopenedByName ?? '',
                  reason: closing.reason ?? '',
                })}
                <br />
              </>
            )}
            {say(words.closedLine, { moment: moment(closing.closedAt), name: closing.closedByName })}
          </p>
        ))}
      </td>
      <td className="act">{month.isOver && <Doing month={month} />}</td>
    </tr>
  )
}

function Doing({ month: { month, isClosed } }: { month: Month }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const back = () => setIsAsking(false)
  if (isAsking) return isClosed ? <ReopenForm month={month} onBack={back} /> : <CloseForm month={month} onBack={back} />
  return (
    <Button size="small" label={say(isClosed ? words.reopenNamed : words.closeNamed, { month })} onPress={() => setIsAsking(true)}>
      {say(isClosed ? words.reopen : words.close)}
    </Button>
  )
}

type FormProps = { month: string; onBack: () => void }

function CloseForm({ month, onBack }: FormProps) {
  const say = useSay()
  const send = useSend(closeMonth, { refresh: [listMonths], onDone: onBack })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ month })
  }
  return (
    <form className="form ask-form" onSubmit={submit}>
      <p className="why">{say(words.closeAsk, { month })}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(words.closeSure)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}

function ReopenForm({ month, onBack }: FormProps) {
  const say = useSay()
  const send = useSend(reopenMonth, { refresh: [listMonths], onDone: onBack })
  const reopen = (reason: string) => send.mutate({ month, reason })
  return (
    <ReasonForm
      ask={say(words.reopenAsk, { month })}
      words={words}
      sure={words.reopenSure}
      sending={send}
      onSend={reopen}
      onBack={onBack}
    />
  )
}
