// An expert's own desk: the cases they were drawn to review, what is due first before all else.
import '../web/styles/procedures.css'
import '../web/styles/review.css'
import { Link, useSearch } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { dayInProse, moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Empty, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { listMyReviews, type ReviewBrief } from './seat.contract.ts'
import { seatDeskWords as words } from './seatdesk.words.ts'

export function SeatListPage() {
  const say = useSay()
  useTitle(say(words.listTitle))
  const { me, isAsking } = useMe()
  const { aside } = useSearch({ from: '/reviews' })
  return (
    <Main>
      <h1 className="page-title">{say(words.listTitle)}</h1>
      <p className="why">{say(words.listLead)}</p>
      {aside && (
        <p className="box done" role="status">
          {say(words.stoodAside)}
        </p>
      )}
      {isAsking ? <Shape /> : me ? <Mine /> : <SignInFirst onward="/reviews" why={words.signInWhy} />}
    </Main>
  )
}

function Mine() {
  const say = useSay()
  const reading = useRead(listMyReviews, {}, { staleTime: 0 })
  return (
    <Read of={reading}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={words.emptyTitle} why={words.emptyWhy} />
        ) : (
          <table className="table to-list my-cases">
            <TableHead columns={[words.case, words.state, words.due]} />
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <th scope="row" className="main">
                    <Link to="/reviews/$id" params={{ id: item.id }}>
                      {say(item.procedure)}
                    </Link>
                    <small>{item.caseNo}</small>
                  </th>
                  <td className="lead">
                    <SeatTag state={item.state} />
                  </td>
                  <td data-label={say(words.due)}>
                    <Due of={item} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    </Read>
  )
}

const toneOf = { drawn: 'warn', pledged: 'info', handed_in: 'good', over: '' } as const

function SeatTag({ state }: Pick<ReviewBrief, 'state'>) {
  const say = useSay()
  return <span className={`tag ${toneOf[state]}`}>{say(words[`state_${state}`])}</span>
}

function Due({ of }: { of: ReviewBrief }) {
  const say = useSay()
  const { language } = useLanguage()
  if (of.handedInAt) return say(words.handedAt, { at: moment(of.handedInAt) })
  if (of.state === 'over') return say(words.state_over)
  return (
    <>
      {say(words.dueOn, { dayOn: dayInProse(of.dueOn, language) })}
      {of.isLate && <small className="overdue">{say(words.late)}</small>}
    </>
  )
}
