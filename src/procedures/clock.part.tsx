// How a case stands with its limit: ticks for working days, and always the words as well.
import { useSay } from '../web/language.tsx'
import type { CaseBrief } from './caseshown.contract.ts'
import { deskPageWords as words } from './deskpage.words.ts'

const ticksMost = 20

type Due = Pick<CaseBrief, 'dueOn' | 'isDueCertain' | 'urgency' | 'daysLeft' | 'status'>

/** The last day with what is left of it: one tick is one working day, today's is tall, those after the last are red. */
export function DueClock({ of }: { of: Due }) {
  const say = useSay()
  if (of.status === 'mending' && of.urgency === 'late') return <span className="tag bad">{say(words.mendOver)}</span>
  // Every stage has its days: where an open case has no last one, its clock stands.
  if (of.status === 'mending' || (of.status === 'open' && of.dueOn === null)) return <span className="tag warn">{say(words.stopped)}</span>
  if (of.dueOn === null || of.daysLeft === null) return <span className="muted">{say(words.noLimit)}</span>
  const tone = of.urgency === 'late' || of.urgency === 'soon' ? of.urgency : 'in-time'
  return (
    <div className={`due ${tone}`}>
      <span className="due-line">
        <Ticks daysLeft={of.daysLeft} />
        <b>{say(sentenceOf(of.daysLeft, of.urgency), { count: Math.abs(of.daysLeft) })}</b>
      </span>
      <p className="note">
        {say(words.lastDay, { day: of.dueOn })}
        {!of.isDueCertain && <span>{`　${say(words.provisional)}`}</span>}
      </p>
    </div>
  )
}

function sentenceOf(daysLeft: number, urgency: Due['urgency']) {
  if (urgency === 'late') return daysLeft < 0 ? words.late : words.lateNow
  return daysLeft === 0 ? words.leftToday : words.left
}

function Ticks({ daysLeft }: { daysLeft: number }) {
  const after = Math.abs(daysLeft)
  if (after > ticksMost) return null
  const rest = Array.from({ length: after }, (_, at) => `${at} ${daysLeft < 0 ? 'over' : ''}`)
  return (
    <span className="ticks" aria-hidden="true">
      {daysLeft < 0 ? <i className="end" /> : <i className="now" />}
      {rest.map((key) => (
        <i key={key} className={daysLeft < 0 ? 'over' : ''} />
      ))}
    </span>
  )
}
