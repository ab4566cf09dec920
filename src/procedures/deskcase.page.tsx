// One case at an officer's desk: what it says, how it stands with the conditions and its limit, what was done, and what may be done now.
import '../web/styles/case.css'
import '../web/styles/review.css'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { moment } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { ReasonForm } from '../web/reason.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { Acting } from './acting.part.tsx'
import { verbWords } from './acting.words.ts'
import { AnswerList, useDivision } from './answers.part.tsx'
import { getCase, revealCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { DueClock } from './clock.part.tsx'
import { delegationWords } from './delegation.words.ts'
import { deskWords } from './desk.words.ts'
import { deskPageWords as words } from './deskpage.words.ts'
import { formPaperWords } from './formpaper.words.ts'
import { JointReview } from './joint.part.tsx'
import { jointWords } from './joint.words.ts'
import { MaterialDesk } from './materialdesk.part.tsx'
import { Mended } from './mended.part.tsx'
import { CasePayments } from './payment.part.tsx'
import { CaseRecords } from './record.part.tsx'
import { Replay } from './replay.part.tsx'
import { CaseReview } from './review.part.tsx'

export function DeskCasePage() {
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const reading = useRead(getCase, { id }, { staleTime: 0 })
  useTitle(reading.data?.caseNo ?? say(words.title))
  if (isGone(reading.error))
    return (
      <Gone title={words.goneTitle} why={words.goneWhy}>
        <Link className="btn" to="/work/cases">
          {say(words.back)}
        </Link>
      </Gone>
    )
  return <Read of={reading}>{(shown) => <Desk key={shown.id} of={shown} />}</Read>
}

function Desk({ of }: { of: CaseShown }) {
  const say = useSay()
  return (
    <>
      <p className="why">
        <Link to="/work/cases">{say(words.back)}</Link>
      </p>
      <div className="work-head">
        <h1>
          {say(of.procedure)} <span className="nowrap">{of.caseNo}</span>
        </h1>
        <div className="aside">
          <span className={`tag ${of.status === 'granted' ? 'good' : of.status === 'open' ? 'info' : 'warn'}`}>
            {say(deskWords[`status_${of.status}`])}
          </span>
        </div>
      </div>
      <Stages of={of} />
      <div className="case-desk">
        <div>
          <Facts of={of} />
          {of.stageKind === 'expert' && <CaseReview of={of} />}
          <JointReview of={of} />
          <Conditions of={of} />
          <Mended of={of} />
          <Answers of={of} />
          <MaterialDesk caseId={of.id} mayVerify={of.acts.length > 0} />
          {of.stageKind !== 'expert' && <CaseReview of={of} />}
          {/* What a later slice adds to cases of its own. */}
          <Outlet />
          <CaseRecords caseNo={of.caseNo} />
          <CasePayments caseId={of.id} />
          <Objections of={of} />
          <Replay caseId={of.id} procedureCode={of.procedureCode} versionNumber={of.versionNumber} />
          <Journal of={of} />
        </div>
        <div className="acting">
          <div className="pane">
            <Clock of={of} />
            <Acting of={of} />
          </div>
        </div>
      </div>
    </>
  )
}

function Stages({ of }: { of: CaseShown }) {
  const say = useSay()
  return (
    <ol className="stage-line" aria-label={say(words.stages)}>
      {of.stages.map((stage) => (
        <li key={stage.code} className={stage.state} {...(stage.state === 'now' ? { 'aria-current': 'step' as const } : {})}>
          {say(stage.title)}
          <small>{say(words[`stage_${stage.state}`])}</small>
        </li>
      ))}
    </ol>
  )
}

function Clock({ of }: { of: CaseShown }) {
  const say = useSay()
  const stopped = of.suspensions.find((one) => one.to === null)
  if (of.endedAt || of.status === 'granted') return null
  return (
    <div>
      {stopped ? (
        <p>
          <span className="tag warn">{say(words.stopped)}</span>{' '}
          {say(words.stoppedSince, { day: stopped.from, why: say(words[`stop_${stopped.kind}`]) })}
        </p>
      ) : (
        <DueClock of={of} />
      )}
      {of.noticeTo && <p className="note">{say(words.noticeTo, { day: of.noticeTo })}</p>}
      <p className="note">
        {say(words.assignee)}：{of.assigneeName ?? say(words.nobody)}
      </p>
    </div>
  )
}

function Facts({ of }: { of: CaseShown }) {
  const say = useSay()
  const divisionOf = useDivision()
  const level = of.levels.find((one) => one.code === of.level)
  const facts = [
    [words.subject, of.subjectName],
    [words.organisation, of.organisationName === of.subjectName ? '' : (of.organisationName ?? '')],
    [words.division, divisionOf(of.divisionCode)],
    [words.document, of.documentNo],
    [words.version, say(words.versionLine, { number: of.versionNumber })],
    [words.filed, of.filedAt ? moment(of.filedAt) : ''],
    [words.level, level ? say(level.title) : ''],
    [words.award, of.awardNo ?? ''],
    [words.places, of.places ? say(words.placesLine, of.places) : ''],
  ] as const
  return (
    <section>
      <dl className="case-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([word, value]) => (
            <div key={word.en}>
              <dt>{say(word)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

const toneOf = { met: 'good', not_met: 'bad', unknown: 'warn' } as const

function Conditions({ of }: { of: CaseShown }) {
  const say = useSay()
  const countOf = (result: string) => of.conditions.filter((one) => one.result === result).length
  const counts = { met: countOf('met'), notMet: countOf('not_met'), unknown: countOf('unknown') }
  return (
    <section>
      <h2>
        {say(words.conditions)} <span className="muted">{say(words.conditionsLine, counts)}</span>
      </h2>
      <ul className="condition-list">
        {of.conditions.map((one) => (
          <li key={one.code}>
            <span className={`tag ${toneOf[one.result]}`}>{say(words[one.result])}</span>
            <span>{say(one.text)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const asking = { reason: words.reason, reasonMissing: words.reasonMissing, back: words.backToMasked } as const

/** The form as it was filed; what is personal stays masked until somebody gives a reason. */
function Answers({ of }: { of: CaseShown }) {
  const say = useSay()
  const [isAsking, setIsAsking] = useState(false)
  const [whole, setWhole] = useState<Readonly<Record<string, unknown>>>()
  const send = useSend(revealCase, {
    onDone: ({ answers }) => {
      setWhole(answers)
      setIsAsking(false)
    },
  })
  const isMasked = of.fields.some((field) => field.isPersonal)
  return (
    <section>
      <h2>{say(words.answers)}</h2>
      {isMasked && !of.isMine && (
        <div className="reveal">
          <p className="why">{say(whole ? words.revealed : words.answersMasked)}</p>
          {isAsking ? (
            <ReasonForm
              ask={say(words.revealAsk)}
              words={asking}
              sure={words.reveal}
              sending={send}
              onSend={(reason) => send.mutate({ id: of.id, reason })}
              onBack={() => setIsAsking(false)}
            />
          ) : (
            of.acts.length > 0 && (
              <Button size="small" onPress={() => (whole ? setWhole(undefined) : setIsAsking(true))}>
                {say(whole ? words.hide : words.reveal)}
              </Button>
            )
          )}
        </div>
      )}
      <AnswerList fields={of.fields} answers={whole ?? of.answers} />
      <p>
        <Link to="/cases/$id/form" params={{ id: of.id }}>
          {say(formPaperWords.toFilled)}
        </Link>
      </p>
    </section>
  )
}

function Objections({ of }: { of: CaseShown }) {
  const say = useSay()
  if (of.objections.length === 0) return null
  return (
    <section>
      <h2>{say(words.objections)}</h2>
      <ul className="condition-list">
        {of.objections.map((one) => (
          <li key={one.id}>
            <span className={`tag ${one.state === 'open' ? 'warn' : ''}`}>
              {say(words[`objection_${one.state === 'open' ? 'open' : one.state === 'upheld' ? 'upheld' : 'dismissed'}`])}
            </span>
            <div>
              <p>{one.text}</p>
              <p className="note">{moment(one.raisedAt)}</p>
              {one.answer && <p className="why">{say(words.objectionAnswer, { text: one.answer })}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Journal({ of }: { of: CaseShown }) {
  const say = useSay()
  const titleOf = (code: string | null) => of.stages.find((stage) => stage.code === code)?.title
  return (
    <section>
      <h2>{say(words.journal)}</h2>
      <ol className="journal">
        {of.journal.toReversed().map((line) => {
          const to = line.toStage !== line.fromStage ? titleOf(line.toStage) : undefined
          const verb = verbWords[line.verb as keyof typeof verbWords]
          return (
            <li key={line.number}>
              <time dateTime={line.actedAt}>{moment(line.actedAt)}</time>
              <div>
                <p>
                  <b>{verb ? say(verb) : line.verb}</b> <span className="muted">{line.by || say(words.system)}</span>
                  {line.onBehalfOf && <span className="muted">{say(delegationWords.onBehalf, { name: line.onBehalfOf })}</span>}
                  {line.to && <span className="muted"> {say(words.handedTo, { name: line.to })}</span>}
                  {line.signer && <span className="muted"> {say(line.signer)}</span>}
                  {line.agrees !== null && <span className="muted"> {say(line.agrees ? jointWords.agreed : jointWords.disagreed)}</span>}
                  {to && <span className="muted"> {say(words.toStage, { stage: say(to) })}</span>}
                </p>
                {line.text && <p className="words">{line.text}</p>}
              </div>
            </li>
          )
        })}
      </ol>
      {of.defects.length > 0 && (
        <div className="box">
          <p>
            <b>{say(words.defects)}</b>
          </p>
          <ul className="reasons">
            {of.defects.map((one) => (
              <li key={`${one.path} ${one.text}`}>{one.text}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
