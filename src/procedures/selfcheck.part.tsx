// Am I eligible? The fields that the conditions look at, and every condition answered; nothing is kept.
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { ConditionResults } from './condition.part.tsx'
import { FormFields, type GivenRow } from './form.part.tsx'
import { guideWords as words } from './guide.words.ts'
import { checkEligibility, type ProcedureShown } from './procedure.contract.ts'

export function SelfCheck({ guide }: { guide: ProcedureShown }) {
  const say = useSay()
  const [given, setGiven] = useState<GivenRow>({})
  const result = useRef<HTMLParagraphElement>(null)
  const send = useSend(checkEligibility, { onDone: () => requestAnimationFrame(() => result.current?.focus()) })
  const needed = new Set(guide.conditions.flatMap((condition) => condition.needs))
  const fields = guide.fields.filter((field) => needed.has(field.key))
  const issues = send.data?.issues ?? []
  const problemOf = (path: string) => {
    const issue = issues.find((one) => one.path === path)
    return issue && say(issue.text)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ code: guide.code, answers: { ...given } })
  }
  return (
    <section className="self-check" aria-labelledby="check-title">
      <h2 id="check-title">{say(words.checkTitle)}</h2>
      <p className="why">{say(words.checkLead)}</p>
      <form className="form" onSubmit={submit} noValidate>
        <div className="check-fields">
          <FormFields fields={fields} given={given} onChange={setGiven} problemOf={problemOf} isFree />
        </div>
        <div className="buttons">
          <Button type="submit" isBusy={send.isPending}>
            {say(words.checkSend)}
          </Button>
        </div>
      </form>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {send.data && (
        <div className="check-result" role="status">
          <p ref={result} tabIndex={-1}>
            <b>
              <Verdict results={send.data.conditions.map((one) => one.result)} />
            </b>
          </p>
          <ConditionResults conditions={send.data.conditions} />
        </div>
      )}
    </section>
  )
}

function Verdict({ results }: { results: readonly string[] }) {
  const say = useSay()
  const count = (wanted: string) => results.filter((one) => one === wanted).length
  if (count('not_met') > 0) return say(words.resultUnmet, { count: count('not_met') })
  return count('unknown') > 0 ? say(words.resultUnknown, { count: count('unknown') }) : say(words.resultAll)
}
