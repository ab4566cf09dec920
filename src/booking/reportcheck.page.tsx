// Is a report genuine? For whoever holds one: by its code, typed or come with the address.
import '../web/styles/order.css'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { checkTestReport } from './order.contract.ts'
import { orderPageWords as words } from './orderpage.words.ts'

export function ReportCheckPage() {
  const say = useSay()
  useTitle(say(words.checkTitle))
  const scanned = decodeURIComponent(location.hash.slice(1))
  const [typed, setTyped] = useState(scanned)
  const [code, setCode] = useState(scanned)
  const [isMissing, setIsMissing] = useState(false)
  const reading = useRead(checkTestReport, { code }, { enabled: code !== '' })
  const answer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (reading.data) answer.current?.focus()
  }, [reading.data])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsMissing(typed.trim() === '')
    setCode(typed.trim())
  }
  return (
    <Main>
      <h1 className="page-title">{say(words.checkTitle)}</h1>
      <p className="why">{say(words.checkLead)}</p>
      <form className="form" onSubmit={submit} noValidate>
        <Field label={words.checkCode} problem={isMissing ? say(words.checkCodeMissing) : undefined}>
          {(control) => (
            <input
              {...control}
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="primary" isBusy={reading.isFetching}>
          {say(words.check)}
        </Button>
      </form>
      {reading.error && code !== '' && <Problem error={reading.error} isAnswer />}
      {reading.data && (
        <div className="box done" role="status" tabIndex={-1} ref={answer}>
          <p>
            <b>{say(words.genuine)}</b>
          </p>
          <p>
            {say(words.genuineText, {
              ...{ institution: reading.data.institutionNameZh, at: moment(reading.data.issuedAt), reportNo: reading.data.reportNo },
            })}
          </p>
          {reading.data.isReplaced && <p>{say(words.replaced)}</p>}
          <p className="note">{say(words.digests)}</p>
          {reading.data.digests.map((digest) => (
            <p key={digest} className="note report-digest">
              {digest}
            </p>
          ))}
        </div>
      )}
    </Main>
  )
}
