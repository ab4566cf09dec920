// One review at an expert's own desk, one thing at a time: the pledge, the case, the sheet, and handing it in.
import '../web/styles/procedures.css'
import '../web/styles/case.css'
import '../web/styles/review.css'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { Button } from '../web/field.tsx'
import { dayInProse, moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Main } from '../web/shell.tsx'
import { Problem, Shape } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { AnswerList } from './answers.part.tsx'
import { declareConflict, getMyReview, listMyReviews, type MyReview, signPledge } from './seat.contract.ts'
import type { SeatStep } from './seat.rules.ts'
import { seatDeskWords as words } from './seatdesk.words.ts'
import { SheetCheck, SheetForm, SheetShown } from './sheet.part.tsx'
import { useSheet } from './sheetdraft.part.tsx'

export function SeatPage() {
  const say = useSay()
  const { id } = useParams({ from: '/reviews/$id' })
  const { me } = useMe()
  const reading = useRead(getMyReview, { id }, { enabled: me !== undefined, staleTime: 0, refetchOnWindowFocus: false })
  useTitle(say(words.title))
  return (
    <Main>
      <SignedInRead
        of={reading}
        onward={`/reviews/${id}`}
        why={words.signInWhy}
        gone={{
          title: words.goneTitle,
          why: words.goneWhy,
          way: (
            <Link className="btn primary" to="/reviews">
              {say(words.toList)}
            </Link>
          ),
        }}
      >
        {(of) => (reading.isFetching && !reading.isFetchedAfterMount ? <Shape /> : <Seat key={of.id} of={of} />)}
      </SignedInRead>
    </Main>
  )
}

function Seat({ of }: { of: MyReview }) {
  const say = useSay()
  return (
    <>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>
            <Link to="/reviews">{say(words.toList)}</Link>
          </li>
          <li>{of.caseNo}</li>
        </ol>
      </nav>
      <header className="case-head">
        <h1 className="page-title">{say(of.procedure)}</h1>
        <DueLine of={of} />
      </header>
      {of.state === 'over' ? (
        <p className="box">{say(words.over)}</p>
      ) : of.state === 'handed_in' ? (
        <Done of={of} />
      ) : of.state === 'drawn' ? (
        <Pledge of={of} />
      ) : (
        <Working of={of} />
      )}
    </>
  )
}

function DueLine({ of }: { of: MyReview }) {
  const say = useSay()
  const { language } = useLanguage()
  if (of.handedInAt) return <p className="muted">{say(words.handedAt, { at: moment(of.handedInAt) })}</p>
  return (
    <p className="muted">
      {say(words.due)}：{say(words.dueOn, { dayOn: dayInProse(of.dueOn, language) })}
      {of.isLate && <b className="overdue"> {say(words.late)}</b>}
    </p>
  )
}

function Steps({ at }: { at: 'pledge' | SeatStep }) {
  const say = useSay()
  const all = ['pledge', 'read', 'score', 'check'] as const
  return (
    <ol className="stage-line" aria-label={say(words.steps)}>
      {all.map((step, place) => {
        const state = step === at ? 'now' : place < all.indexOf(at) ? 'done' : 'ahead'
        return (
          <li key={step} className={state} {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
            {say(words[`step_${step}`])}
          </li>
        )
      })}
    </ol>
  )
}

function Pledge({ of }: { of: MyReview }) {
  const say = useSay()
  const send = useSend(signPledge, { refresh: [getMyReview, listMyReviews] })
  return (
    <>
      <Steps at="pledge" />
      <section className="pledge" aria-labelledby="pledge">
        <h2 id="pledge">{say(words.pledgeTitle)}</h2>
        <p className="pledge-text">{say(of.pledge)}</p>
        <p className="why">{say(words.kinship)}</p>
        <p className="why">{say(words.pledgeLead)}</p>
        {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
        <div className="buttons">
          <Button kind="primary" size="large" isBusy={send.isPending} onPress={() => send.mutate({ id: of.id })}>
            {say(words.sign)}
          </Button>
        </div>
      </section>
      <Conflict of={of} />
    </>
  )
}

/** The case and the sheet, a page each; the sheet is kept whichever is open. */
function Working({ of }: { of: MyReview }) {
  const { step = 'read' } = useSearch({ from: '/reviews/$id' })
  const sheet = useSheet(of)
  const navigate = useNavigate()
  const go = (next: SeatStep) => void navigate({ to: '/reviews/$id', params: { id: of.id }, search: next === 'read' ? {} : { step: next } })
  return (
    <>
      <Steps at={step} />
      {step === 'read' && <Reading of={of} hasBegun={Object.values(sheet.typed).some((text) => text !== '')} onScore={() => go('score')} />}
      {step === 'score' && (
        <SheetForm of={of} sheet={sheet} onBack={() => go('read')} onNext={() => go('check')}>
          <CaseShownToExpert of={of} />
        </SheetForm>
      )}
      {step === 'check' && <SheetCheck of={of} sheet={sheet} onBack={() => go('score')} />}
      <Conflict of={of} />
    </>
  )
}

function Reading({ of, hasBegun, onScore }: { of: MyReview; hasBegun: boolean; onScore: () => void }) {
  const say = useSay()
  return (
    <section aria-labelledby="read" className="review-read">
      <h2 id="read">{say(words.readTitle)}</h2>
      {of.isBlind && <p className="why">{say(words.blind)}</p>}
      <CaseShownToExpert of={of} />
      <div className="buttons">
        <Button kind="primary" size="large" onPress={onScore}>
          {say(hasBegun ? words.goOn : words.toScore)}
        </Button>
      </div>
    </section>
  )
}

function CaseShownToExpert({ of }: { of: MyReview }) {
  const say = useSay()
  const shown = of.case
  if (!shown) return null
  const facts = [
    [words.subject, shown.subjectName],
    [words.organisation, shown.organisationName],
  ] as const
  const named = facts.filter(([, value]) => value)
  return (
    <div className="review-case">
      {named.length > 0 && (
        <dl className="case-facts">
          {named.map(([word, value]) => (
            <div key={word.en}>
              <dt>{say(word)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <AnswerList fields={shown.fields} answers={shown.answers} />
      <h3>{say(words.materials)}</h3>
      <ul className="plain-list">
        {shown.materials.map((material) => (
          <li key={material.code}>
            {say(material.title)}{' '}
            <span className="muted">{material.given > 0 ? say(words.given, { count: material.given }) : say(words.notGiven)}</span>
            {material.documents.map((document) => (
              <p key={document.id}>
                {document.link === null ? (
                  document.fileName
                ) : (
                  <a href={document.link} target="_blank" rel="noreferrer">
                    {document.fileName}
                  </a>
                )}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Done({ of }: { of: MyReview }) {
  const say = useSay()
  return (
    <>
      <div className="box done" role="status">
        <p>
          <b>{say(words.done)}</b>
        </p>
        <p className="why">{say(words.doneWhy)}</p>
      </div>
      <SheetShown of={of} scores={of.scores} comments={of.comments} />
      <div className="buttons">
        <Link className="btn" to="/reviews">
          {say(words.toList)}
        </Link>
      </div>
    </>
  )
}

const asking = { reason: words.reason, reasonMissing: words.reasonMissing, back: words.back } as const

function Conflict({ of }: { of: MyReview }) {
  const say = useSay()
  const navigate = useNavigate()
  const [isAsking, setIsAsking] = useState(false)
  const send = useSend(declareConflict, {
    refresh: [listMyReviews],
    onDone: () => void navigate({ to: '/reviews', search: { aside: true } }),
  })
  return (
    <div className="stand-aside">
      {isAsking ? (
        <ReasonForm
          ask={say(words.conflictAsk)}
          words={asking}
          sure={words.conflictSure}
          sending={send}
          onSend={(reason) => send.mutate({ id: of.id, reason })}
          onBack={() => setIsAsking(false)}
        />
      ) : (
        <Button onPress={() => setIsAsking(true)}>{say(words.conflict)}</Button>
      )}
    </div>
  )
}
