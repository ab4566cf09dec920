// A city's letter of recommendation as a document, made for paper.
import '../web/styles/letter.css'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { Button, Field } from '../web/field.tsx'
import { dayAndTime, dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Problem } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getRecommendation, listRecommendations, type RecommendationGroup, returnRecommendation } from './recommendation.contract.ts'
import { recommendationWords as words } from './recommendation.words.ts'

export function RecommendationPaperPage() {
  const say = useSay()
  const { id } = useParams({ from: '/letters/$id' })
  const { me } = useMe()
  const reading = useRead(getRecommendation, { id }, { enabled: me !== undefined })
  useTitle(say(words.getRecommendation))
  return (
    <Main>
      <SignedInRead
        of={reading}
        onward={`/letters/${id}`}
        gone={{
          title: words.goneTitle,
          why: words.goneWhy,
          way: (
            <Link className="btn primary" to="/work/recommendations">
              {say(words.back)}
            </Link>
          ),
        }}
      >
        {(group) => <Paper group={group} />}
      </SignedInRead>
    </Main>
  )
}

function Paper({ group }: { group: RecommendationGroup }) {
  const say = useSay()
  const { language } = useLanguage()
  const { letter } = group
  return (
    <>
      <PaperTools>
        <Link to="/work/recommendations">{say(words.back)}</Link>
      </PaperTools>
      {letter?.returnedAt && (
        <p className="box warn" role="status">
          {say(words.returnedLine, { letterNo: letter.letterNo, day: dayAndTime(letter.returnedAt)[0], reason: letter.returnReason })}
        </p>
      )}
      <article className="letter">
        <h1>{say(words.letterTitle, { procedure: say(group.procedure) })}</h1>
        <p className="letter-number">{letter?.letterNo}</p>
        <p>{say(words.letterTo)}</p>
        <p>{say(words.letterBody, { document: group.documentNo, batch: say(group.batch) })}</p>
        <ul className="plain-list">
          {group.counties.map(({ caseId, rank, county, caseNo }) => (
            <li key={caseId}>{say(words.letterLine, { rank: rank ?? '', county: say(county), caseNo })}</li>
          ))}
        </ul>
        <footer>
          <p>{say(words.letterSign, { city: say(group.city) })}</p>
          {letter && <p>{dayInProse(dayAndTime(letter.issuedAt)[0], language)}</p>}
        </footer>
      </article>
      {letter && group.mayReturn && <SendBack id={letter.id} />}
    </>
  )
}

function SendBack({ id }: { id: string }) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(returnRecommendation, { refresh: [getRecommendation, listRecommendations] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (reason.trim().length >= 4) send.mutate({ id, reason })
  }
  return (
    <form className="form letter-after noprint" onSubmit={submit} noValidate>
      <h2>{say(words.returnTitle)}</h2>
      <p className="why">{say(words.returnLead)}</p>
      <Field label={words.returnReason} {...(isTried && reason.trim().length < 4 ? { problem: say(words.returnShort) } : {})}>
        {(control) => <textarea {...control} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" isBusy={send.isPending}>
          {say(words.returnSure)}
        </Button>
      </div>
    </form>
  )
}
