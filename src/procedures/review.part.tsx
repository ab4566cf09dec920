// The expert review of a case at its office's desk: whom a draw could take, the seats, and once all sheets are in what they come to.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { CallRefused } from '../web/call.ts'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { getCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { drawExperts, getReview, type ReviewShown, replaceExpert } from './review.contract.ts'
import { recusalWords } from './review.words.ts'
import { reviewDeskWords as words } from './reviewdesk.words.ts'

/** Nothing, where the case has not come to an expert review or the reader has no business in it. */
export function CaseReview({ of }: { of: CaseShown }) {
  const hasStage = of.stages.some((stage) => stage.kind === 'expert' && (stage.state === 'now' || stage.state === 'done'))
  const { data } = useRead(getReview, { id: of.id }, { staleTime: 0, enabled: hasStage && of.readsReview })
  return data?.review ? <Review of={of} review={data.review} /> : null
}

type Props = { of: CaseShown; review: ReviewShown }

function Review({ of, review }: Props) {
  const say = useSay()
  const most = review.criteria.reduce((sum, one) => sum + one.most, 0)
  const line = { seats: review.seatsWanted, mark: review.passMark, most, blind: say(review.isBlind ? words.blind : words.open) }
  return (
    <section aria-labelledby="review" className="review">
      <h2 id="review">{say(words.title)}</h2>
      <p className="why">{say(words.line, line)}</p>
      {review.result && <Result review={review} result={review.result} />}
      <Pool of={of} review={review} />
      {review.seats.length > 0 && <Seats of={of} review={review} />}
      <Said of={of} />
      {review.draws.length > 0 && (
        <details className="more">
          <summary>{say(words.again)}</summary>
          <ul className="plain-list">
            {review.draws.map((one) => (
              <li key={one.number}>{say(words.drawLine, one)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Result({ review, result }: { review: ReviewShown; result: NonNullable<ReviewShown['result']> }) {
  const say = useSay()
  const handedIn = review.seats.filter((seat) => seat.state === 'handed_in').length
  const facts = [
    [words.score, say(words.points, { count: result.score })],
    [words.mark, say(words.points, { count: review.passMark })],
    [words.spread, say(words.points, { count: result.spread })],
  ] as const
  return (
    <div className="box review-result">
      <h3>
        {say(words.resultTitle)}{' '}
        <span className={`tag ${result.isPassed ? 'good' : 'bad'}`}>{say(result.isPassed ? words.passed : words.failed)}</span>
      </h3>
      <dl className="case-facts">
        {facts.map(([word, value]) => (
          <div key={word.en}>
            <dt>{say(word)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="note">{say(result.counted < handedIn ? words.dropped : words.counted, { counted: result.counted })}</p>
      {result.isAlarm && <p className="alarm">{say(words.alarm, { spread: result.spread, most: review.spreadMost })}</p>}
    </div>
  )
}

function Recusals({ title, recusals }: { title: string; recusals: ReviewShown['recusals'] }) {
  const say = useSay()
  if (recusals.length === 0) return null
  return (
    <details className="more">
      <summary>{title}</summary>
      <ul className="plain-list">
        {recusals.map((one) => (
          <li key={one.displayName}>
            {one.displayName}：{one.reasons.map((reason) => say(recusalWords[reason])).join('；')}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The draw, where one can be made now; else who was kept out of the latest. */
function Pool({ of, review }: Props) {
  const say = useSay()
  const { pool, canDraw } = review
  const [field, setField] = useState('')
  const [isDrawn, setIsDrawn] = useState(false)
  const send = useSend(drawExperts, { refresh: [getCase, getReview], onDone: () => setIsDrawn(true) })
  const done = isDrawn && (
    <p className="box done" role="status">
      {say(words.drawn)}
    </p>
  )
  if (!pool)
    return (
      <>
        {done}
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        <Recusals title={say(words.recusalsBefore, { count: review.recusals.length })} recusals={review.recusals} />
      </>
    )
  const free = field === '' ? pool.free : (pool.fields.find((one) => one.field === field)?.free ?? 0)
  const press = review.seats.length === 0 ? words.drawCount : review.result ? words.drawMore : words.drawMissing
  const isMoved = send.error instanceof CallRefused && send.error.code === 'case_moved'
  return (
    <div className="draw">
      <h3>{say(words.poolTitle)}</h3>
      <p>{say(words.pool, { free: pool.free, recused: pool.recusals.length })}</p>
      <p className="note">{say(words.poolWhy)}</p>
      <Recusals title={say(words.recusals, { count: pool.recusals.length })} recusals={pool.recusals} />
      {done}
      <div className="draw-line">
        <Field label={words.field}>
          {(control) => (
            <select {...control} value={field} onChange={(event) => setField(event.target.value)}>
              <option value="">{say(words.anyField, { free: pool.free })}</option>
              {pool.fields.map((one) => (
                <option key={one.field} value={one.field}>
                  {say(words.fieldOption, one)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div>
          <Button
            kind="primary"
            isBusy={send.isPending}
            reason={free < canDraw ? say(words.tooFew, { needed: canDraw, found: free }) : undefined}
            onPress={() => send.mutate({ id: of.id, number: of.actionCount, ...(field === '' ? {} : { field }) })}
          >
            {say(press, { count: canDraw })}
          </Button>
        </div>
      </div>
      {free < canDraw && (
        <p>
          <Link to="/work/experts">{say(words.toPool)}</Link>
        </p>
      )}
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer {...(isMoved ? { sentence: say(words.moved) } : {})} />}
    </div>
  )
}

const toneOf = { drawn: 'warn', pledged: 'info', handed_in: 'good', conflict: '', replaced: '' } as const

function Seats({ of, review }: Props) {
  const say = useSay()
  const [freeing, setFreeing] = useState<string>()
  const send = useSend(replaceExpert, { refresh: [getCase, getReview], onDone: () => setFreeing(undefined) })
  const live = review.seats.filter((seat) => seat.state !== 'conflict' && seat.state !== 'replaced')
  const done = live.filter((seat) => seat.state === 'handed_in').length
  const isWhole = review.result !== null
  const asking = { reason: words.reason, reasonMissing: words.reasonMissing, back: words.back }
  const chosen = review.seats.find((seat) => seat.id === freeing)
  return (
    <div className="seats">
      <h3>{say(words.seats)}</h3>
      {!isWhole && <p className="note">{say(words.scoresLater, { done, all: live.length })}</p>}
      <table className="table to-list">
        <SeatHead review={review} hasReplace={review.canReplace && !isWhole} />
        <tbody>
          {review.seats.map((seat) => (
            <SeatRow key={seat.id} seat={seat} review={review}>
              {review.canReplace && !isWhole && (
                <td>
                  {(seat.state === 'drawn' || seat.state === 'pledged') && (
                    <Button
                      size="small"
                      label={say(words.replaceOf, { name: seat.displayName })}
                      onPress={() => {
                        send.reset()
                        setFreeing(seat.id)
                      }}
                    >
                      {say(words.replace)}
                    </Button>
                  )}
                </td>
              )}
            </SeatRow>
          ))}
        </tbody>
      </table>
      {chosen && (
        <ReasonForm
          key={chosen.id}
          ask={say(words.replaceAsk, { name: chosen.displayName })}
          words={asking}
          sure={words.replaceSure}
          sending={send}
          onSend={(reason) => send.mutate({ id: of.id, seatId: chosen.id, reason })}
          onBack={() => setFreeing(undefined)}
        />
      )}
      {isWhole && <Comments review={review} />}
    </div>
  )
}

function SeatHead({ review, hasReplace }: { review: ReviewShown; hasReplace: boolean }) {
  const scored = review.result ? [...review.criteria.map((one) => ({ num: one.title })), { num: words.total }] : []
  return <TableHead columns={[words.expert, words.state, ...scored, ...(hasReplace ? [words.replace] : [])]} />
}

type SeatRowProps = { seat: ReviewShown['seats'][number]; review: ReviewShown; children: React.ReactNode }

function SeatRow({ seat, review, children }: SeatRowProps) {
  const say = useSay()
  const isWaiting = seat.state === 'drawn' || seat.state === 'pledged'
  return (
    <tr>
      <th scope="row" className="main">
        {seat.displayName}
        <p className="note">{seat.title}</p>
      </th>
      <td data-label={say(words.state)}>
        <span className={`tag ${toneOf[seat.state]}`}>{say(words[`state_${seat.state}`])}</span>
        {isWaiting && <p className="note">{say(words.due, { day: seat.dueOn })}</p>}
        {seat.handedInAt && <p className="note">{say(words.handedAt, { at: moment(seat.handedInAt) })}</p>}
      </td>
      {review.result &&
        review.criteria.map((one) => (
          <td key={one.code} className="num" data-label={say(one.title)}>
            {seat.scores?.[one.code] ?? '—'}
          </td>
        ))}
      {review.result && (
        <td className="num" data-label={say(words.total)}>
          <b>{seat.total ?? '—'}</b>
        </td>
      )}
      {children}
    </tr>
  )
}

function Comments({ review }: { review: ReviewShown }) {
  const say = useSay()
  const titleOf = (code: string) => {
    const criterion = review.criteria.find((one) => one.code === code)
    return criterion ? say(criterion.title) : say(words.overall)
  }
  const written = review.seats.flatMap((seat) => {
    const lines = Object.entries(seat.comments ?? {}).filter(([, text]) => text !== '')
    return lines.length > 0 ? [{ seat, lines }] : []
  })
  return (
    <details className="more">
      <summary>{say(words.comments)}</summary>
      {written.length === 0 && <p className="muted">{say(words.noComments)}</p>}
      {written.map(({ seat, lines }) => (
        <div key={seat.id} className="said">
          <p>
            <b>{seat.displayName}</b>
          </p>
          <ul className="plain-list">
            {lines.map(([code, text]) => (
              <li key={code}>
                <span className="muted">{titleOf(code)}：</span>
                {text}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  )
}

/** The minutes of its meetings, and what was said when the review was concluded; both stand in the journal too. */
function Said({ of }: { of: CaseShown }) {
  const say = useSay()
  const lines = of.journal.filter((line) => (line.verb === 'minutes' || line.verb === 'conclude') && line.text !== '')
  return lines.map((line) => (
    <div key={line.number} className="said">
      <h3>{say(line.verb === 'minutes' ? words.minutes : words.concluded)}</h3>
      <p className="words">{line.text}</p>
      <p className="note">
        {line.by} · {moment(line.actedAt)}
      </p>
    </div>
  ))
}
