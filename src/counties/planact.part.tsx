// What is done with a plan by the offices on its way: handed in, passed, approved, sent back, amended, commented on.
import { useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Problem } from '../web/state.tsx'
import { actOnPlan, amendPlan, chapters, commentOnPlan, getPlan, listPlans, type Plan } from './plan.contract.ts'
import { planWords } from './plan.words.ts'
import { planPageWords as words } from './planpage.words.ts'
import { useIndicators } from './plantext.part.tsx'

const refresh = [getPlan, listPlans]

export function PlanActs({ plan }: { plan: Plan }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const [documentNo, setDocumentNo] = useState('')
  const send = useSend(actOnPlan, { refresh, onDone: () => setIsAsking(false) })
  const amend = useSend(amendPlan, { refresh })
  const open = plan.acts.filter((one) => one.reasons.length === 0).map((one) => one.act)
  const forward = open.find((act) => act !== 'send_back')
  if (isAsking)
    return (
      <ReasonForm
        ask={say(words.reason)}
        words={{ reason: words.reason, reasonMissing: words.reasonMissing, back: words.cancel }}
        sure={words.act_send_back}
        sending={send}
        onSend={(reason) => send.mutate({ id: plan.id, act: 'send_back', reason })}
        onBack={() => setIsAsking(false)}
      />
    )
  return (
    <>
      {plan.mayWrite && <Lacking plan={plan} />}
      {forward === 'approve' && (
        <Field label={words.approvedBy}>
          {(control) => <input {...control} maxLength={100} value={documentNo} onChange={(event) => setDocumentNo(event.target.value)} />}
        </Field>
      )}
      <div className="buttons">
        {forward && (
          <Button
            kind="primary"
            isBusy={send.isPending}
            reason={forward === 'approve' && documentNo.trim().length < 4 ? say(planWords.planDocumentMissing) : undefined}
            onPress={() => send.mutate({ id: plan.id, act: forward, documentNo })}
          >
            {say(words[`act_${forward}`])}
          </Button>
        )}
        {open.includes('send_back') && <Button onPress={() => setIsAsking(true)}>{say(words.act_send_back)}</Button>}
        {plan.mayAmend && (
          <Button isBusy={amend.isPending} onPress={() => amend.mutate({ id: plan.id })}>
            {say(words.amend)}
          </Button>
        )}
      </div>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {amend.error && <Problem key={amend.submittedAt} error={amend.error} isAnswer />}
    </>
  )
}

/** Everything that keeps the plan from being handed in. */
function Lacking({ plan }: { plan: Plan }) {
  const say = useSay()
  const { titleOf } = useIndicators()
  if (plan.problems.length === 0) return <p className="why">{say(words.lacksNone)}</p>
  const nameOf = ({ problem, at }: Plan['problems'][number]) => {
    if (problem === 'no_base_year' || problem === 'no_target_year' || problem === 'target_negative') return say(titleOf(at))
    if (problem === 'group_empty') return say(plan.groups.find((group) => group.code === at)?.title ?? { zh: at, en: at })
    const chapter = chapters.find((one) => one === at)
    return problem === 'chapter_empty' && chapter ? say(planWords[`chapter_${chapter}`]) : at
  }
  return (
    <details>
      <summary>
        {say(words.lacks)}（{plan.problems.length}）
      </summary>
      <ul>
        {plan.problems.map((one) => (
          <li key={`${one.problem} ${one.at}`}>{say(words[`p_${one.problem}`], { at: nameOf(one) })}</li>
        ))}
      </ul>
    </details>
  )
}

export function PlanComments({ plan }: { plan: Plan }) {
  const say = useSay()
  const [chapter, setChapter] = useState<(typeof chapters)[number]>('goals')
  const [body, setBody] = useState('')
  const send = useSend(commentOnPlan, { refresh, onDone: () => setBody('') })
  return (
    <section className="section">
      <h2>{say(words.comments)}</h2>
      {plan.comments.map((one) => (
        <p key={one.id}>
          <b>{say(planWords[`chapter_${one.chapter}`])}</b> {one.body}
          <br />
          <span className="muted">
            {say(planWords[`office_${one.office}`])} {one.by} {moment(one.commentedAt)}
          </span>
        </p>
      ))}
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (body.trim().length >= 2) send.mutate({ id: plan.id, chapter, body })
        }}
      >
        <Field label={words.chapter}>
          {(control) => (
            <select {...control} value={chapter} onChange={(event) => setChapter(event.target.value as typeof chapter)}>
              {chapters.map((one) => (
                <option key={one} value={one}>
                  {say(planWords[`chapter_${one}`])}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.comment}>
          {(control) => <textarea {...control} rows={2} maxLength={2000} value={body} onChange={(event) => setBody(event.target.value)} />}
        </Field>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        <Button type="submit" size="small" isBusy={send.isPending}>
          {say(words.commentSend)}
        </Button>
      </form>
    </section>
  )
}
