// An expert's scoring sheet: filled in, looked at once more, handed in, and read afterwards.
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button, ErrorSummary, Field } from '../web/field.tsx'
import { dayAndTime } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { totalOf } from './review.rules.ts'
import { getMyReview, handInScores, listMyReviews, type MyReview } from './seat.contract.ts'
import { scoresOf, type TypedFault, typedFaults } from './seat.rules.ts'
import { seatDeskWords as words } from './seatdesk.words.ts'
import type { SheetDraft } from './sheetdraft.part.tsx'

const fieldIdOf = (code: string) => `score-${code}`
const mostOf = ({ criteria }: MyReview) => criteria.reduce((sum, one) => sum + one.most, 0)

type FormProps = { of: MyReview; sheet: SheetDraft; onBack: () => void; onNext: () => void; children: ReactNode }

/** The sheet, a field for each criterion; `children` is the case, to be looked at again. */
export function SheetForm({ of, sheet, onBack, onNext, children }: FormProps) {
  const say = useSay()
  const [attempt, setAttempt] = useState(0)
  const [focused, setFocused] = useState('')
  const faults = typedFaults(of.criteria, sheet.typed)
  const faultOf = (code: string) => faults.find((one) => one.code === code && (attempt > 0 || (one.what === 'wrong' && focused !== code)))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const isKept = await sheet.flush()
    if (faults.length > 0 || !isKept) setAttempt(attempt + 1)
    else onNext()
  }
  const sentenceOf = ({ code, what }: TypedFault) => {
    const criterion = of.criteria.find((one) => one.code === code)!
    return say(words[what], { title: say(criterion.title), most: criterion.most })
  }
  const mistakes = faults.map((one) => ({ fieldId: fieldIdOf(one.code), sentence: sentenceOf(one) }))
  return (
    <form className="sheet" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{say(words.scoreTitle)}</h2>
      <p className="why">{say(words.scoreLead)}</p>
      {attempt > 0 && <ErrorSummary mistakes={mistakes} attempt={attempt} />}
      <details className="more">
        <summary>{say(words.again)}</summary>
        {children}
      </details>
      {of.criteria.map((one) => (
        <CriterionFields key={one.code} criterion={one} sheet={sheet} fault={faultOf(one.code)} onFocus={setFocused} />
      ))}
      <Field label={words.overall} isOptional>
        {(control) => (
          <textarea
            {...control}
            rows={4}
            maxLength={1000}
            value={sheet.comments['overall'] ?? ''}
            onChange={(event) => sheet.comment('overall', event.target.value)}
          />
        )}
      </Field>
      <p className="sheet-total">
        {say(words.total)} <b>{say(words.totalOf, { total: totalOf(scoresOf(of.criteria, sheet.typed)), most: mostOf(of) })}</b>
      </p>
      <KeptLine sheet={sheet} hasWrong={faults.some((one) => one.what === 'wrong')} />
      <div className="buttons">
        <Button type="submit" kind="primary" size="large">
          {say(words.next)}
        </Button>
        <Button size="large" onPress={onBack}>
          {say(words.backToRead)}
        </Button>
      </div>
    </form>
  )
}

type CriterionProps = {
  criterion: MyReview['criteria'][number]
  sheet: SheetDraft
  fault: TypedFault | undefined
  onFocus: (code: string) => void
}

function CriterionFields({ criterion: { code, title, most }, sheet, fault, onFocus }: CriterionProps) {
  const say = useSay()
  const problem = fault && say(fault.what === 'missing' ? words.missingHere : words.wrongHere, { most })
  return (
    <div className="criterion">
      <Field label={title} id={fieldIdOf(code)} hint={say(words.most, { most })} {...(problem ? { problem } : {})}>
        {(control) => (
          <span className="with-unit">
            <input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              maxLength={6}
              value={sheet.typed[code] ?? ''}
              onFocus={() => onFocus(code)}
              onBlur={() => onFocus('')}
              onChange={(event) => sheet.type(code, event.target.value)}
            />
            {say(words.points)}
          </span>
        )}
      </Field>
      <Field label={words.comment} isOptional>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            maxLength={1000}
            aria-label={`${say(title)}：${say(words.comment)}`}
            value={sheet.comments[code] ?? ''}
            onChange={(event) => sheet.comment(code, event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}

function KeptLine({ sheet: { state, savedAt }, hasWrong }: { sheet: SheetDraft; hasWrong: boolean }) {
  const say = useSay()
  const time = savedAt && dayAndTime(savedAt)[1]
  const saved = time ? (hasWrong ? words.savedBut : words.savedAt) : words.saved
  const said = { saving: words.saving, failed: words.saveFailed, saved }[state]
  return (
    <div className="kept" data-state={state}>
      <p role="status">{say(said, { time })}</p>
    </div>
  )
}

/** Everything once more before it is handed in for good. */
export function SheetCheck({ of, sheet, onBack }: { of: MyReview; sheet: SheetDraft; onBack: () => void }) {
  const say = useSay()
  const send = useSend(handInScores, { refresh: [getMyReview, listMyReviews] })
  const scores = scoresOf(of.criteria, sheet.typed)
  const faults = typedFaults(of.criteria, sheet.typed)
  const titleOf = (code: string) => say(of.criteria.find((one) => one.code === code)!.title)
  const reason = faults.map((one) => say(words.missing, { title: titleOf(one.code) })).join('；')
  return (
    <section className="sheet" aria-labelledby="check">
      <h2 id="check">{say(words.checkTitle)}</h2>
      <SheetShown of={of} scores={scores} comments={sheet.comments} />
      <p className="why">{say(words.checkLead)}</p>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button
          kind="primary"
          size="large"
          isBusy={send.isPending}
          reason={faults.length > 0 ? reason : undefined}
          onPress={() => void sheet.flush().then((isKept) => isKept && send.mutate({ id: of.id, scores, comments: { ...sheet.comments } }))}
        >
          {say(words.handIn)}
        </Button>
        <Button size="large" onPress={onBack}>
          {say(words.backToScore)}
        </Button>
      </div>
    </section>
  )
}

type ShownProps = { of: MyReview; scores: Readonly<Record<string, number>>; comments: Readonly<Record<string, string>> }

export function SheetShown({ of, scores, comments }: ShownProps) {
  const say = useSay()
  return (
    <>
      <table className="table sheet-shown">
        <thead>
          <tr>
            <th scope="col">{say(words.criterion)}</th>
            <th scope="col" className="num">
              {say(words.scored)}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.criteria.map(({ code, title, most }) => (
            <tr key={code}>
              <th scope="row">
                {say(title)}
                {comments[code] && <p className="note">{comments[code]}</p>}
              </th>
              <td className="num">
                {scores[code] ?? '—'} / {most}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say(words.total)}</th>
            <td className="num">
              <b>{totalOf(scores)}</b> / {mostOf(of)}
            </td>
          </tr>
        </tbody>
      </table>
      {comments['overall'] && (
        <div className="said">
          <h3>{say(words.overall)}</h3>
          <p className="words">{comments['overall']}</p>
        </div>
      )}
    </>
  )
}
