// One application as its applicant follows it: what to do now, how far it is, what was decided and why, what was filed.
import '../web/styles/procedures.css'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import type { Word } from '../kernel/word.ts'
import { dayAndTime, dayInProse, shanghaiDay } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { useTitle } from '../web/title.ts'
import { webWords } from '../web/web.words.ts'
import { Appeal, Decline, Withdraw } from './applicantact.part.tsx'
import { getCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { ConditionResults } from './condition.part.tsx'
import { decisionOf } from './decision.rules.ts'
import { AnswersShown } from './filled.part.tsx'
import type { GivenRow } from './form.part.tsx'
import { formPaperWords } from './formpaper.words.ts'
import { MaterialList } from './material.part.tsx'
import { CasePayments } from './payment.part.tsx'
import { Journal, Progress } from './progress.part.tsx'
import { progressWords as words } from './progress.words.ts'
import { CaseRecords } from './record.part.tsx'
import { DueText, StatusTag } from './status.part.tsx'
import { GivenUnasked } from './unasked.part.tsx'

export function CasePage() {
  const say = useSay()
  const { id } = useParams({ from: '/cases/$id' })
  const { me } = useMe()
  const reading = useRead(getCase, { id }, { enabled: me !== undefined })
  useTitle(reading.data ? say(reading.data.procedure) : say(words.mineTitle))
  return (
    <Main>
      <nav aria-label={say(webWords.position)}>
        <ol className="crumbs">
          <li>
            <Link to="/my/cases">{say(words.mineTitle)}</Link>
          </li>
          {reading.data && <li>{reading.data.caseNo}</li>}
        </ol>
      </nav>
      <SignedInRead
        of={reading}
        onward={`/cases/${id}`}
        why={words.signInWhy}
        gone={{
          title: words.goneTitle,
          why: words.goneWhy,
          way: (
            <Link className="btn primary" to="/my/cases">
              {say(words.mineTitle)}
            </Link>
          ),
        }}
      >
        {(shown) => <Whole shown={shown} />}
      </SignedInRead>
    </Main>
  )
}

type Shown = { shown: CaseShown }

function Whole({ shown }: Shown) {
  const say = useSay()
  const { language } = useLanguage()
  return (
    <>
      <header className="case-head">
        <h1 className="page-title">
          {say(shown.procedure)}
          <StatusTag status={shown.status} />
        </h1>
        <p className="muted">
          {shown.caseNo} · {[...new Set([shown.subjectName, shown.organisationName])].filter(Boolean).join(' · ')}
          {shown.filedAt && <> · {say(words.filedOn, { dayOn: dayInProse(dayAndTime(shown.filedAt)[0], language) })}</>}
        </p>
      </header>
      <div className="case">
        <div className="case-main">
          {shown.isMine && <Next shown={shown} />}
          {shown.isMine && <GivenUnasked shown={shown} />}
          <Decision shown={shown} />
          <Appeal shown={shown} today={shanghaiDay(Date.now())} />
          <Part id="progress" title={words.progressTitle}>
            <Progress shown={shown} />
          </Part>
          <CaseRecords caseNo={shown.caseNo} />
          <CasePayments caseId={shown.id} />
          <Part id="journal" title={words.journalTitle}>
            <Journal shown={shown} />
          </Part>
        </div>
        <div className="case-main">
          <Part id="content" title={words.contentTitle}>
            <AnswersShown fields={shown.fields} answers={shown.answers as GivenRow} />
            <p>
              <Link to="/cases/$id/form" params={{ id: shown.id }}>
                {say(formPaperWords.toFilled)}
              </Link>
            </p>
          </Part>
          <Part id="materials" title={words.materialsTitle}>
            <MaterialList caseId={shown.id} />
          </Part>
          {shown.endedAt === null && (
            <Part id="conditions" title={words.conditionsTitle}>
              <ConditionResults conditions={shown.conditions} />
            </Part>
          )}
          <p className="note">{say(words.version, { documentNo: shown.documentNo, number: shown.versionNumber })}</p>
          {shown.isMine && <Withdraw shown={shown} />}
          {shown.isMine && shown.declineTo === null && <Decline shown={shown} />}
        </div>
      </div>
    </>
  )
}

function Part({ id, title, children }: { id: string; title: Word; children: ReactNode }) {
  const say = useSay()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{say(title)}</h2>
      {children}
    </section>
  )
}

/** What the applicant is to do now, or that nothing is asked of them. */
function Next({ shown }: Shown) {
  const say = useSay()
  if (shown.status === 'draft' || shown.status === 'mending') {
    const isMending = shown.status === 'mending'
    return (
      <div className="box next">
        <p>{isMending ? say(words.mendWhy, { count: shown.defects.length }) : say(words.draftWhy)}</p>
        {isMending && (
          <ol className="numbered">
            {shown.defects.map((defect) => (
              <li key={`${defect.path} ${defect.text}`}>{defect.text}</li>
            ))}
          </ol>
        )}
        {isMending && <MendLimit shown={shown} />}
        <div className="buttons">
          <Link className="btn primary large" to="/apply/$id" params={{ id: shown.id }}>
            {say(isMending ? words.mend : words.resume)}
          </Link>
        </div>
      </div>
    )
  }
  if (shown.status !== 'open' && shown.status !== 'appealed') return null
  return (
    <div className="box next">
      <p>
        {shown.stageTitle && <b>{say(shown.stageTitle)} </b>}
        <DueText of={shown} />
      </p>
      <p className="why">{say(words.openWhy)}</p>
    </div>
  )
}

/** Until when it is to be mended, where the version says so. */
function MendLimit({ shown: { mendTo, isDueCertain } }: Shown) {
  const say = useSay()
  const { language } = useLanguage()
  if (mendTo === null) return null
  const isLate = mendTo < shanghaiDay(Date.now())
  return (
    <p>
      <b>{say(isLate ? words.mendLate : words.mendTo, { dayOn: dayInProse(mendTo, language) })}</b>
      {!isDueCertain && <>（{say(words.provisionalWhy)}）</>}
    </p>
  )
}

const lettered: readonly string[] = ['granted', 'refused', 'not_accepted', 'revoked', 'lapsed']

function Decision({ shown }: Shown) {
  const say = useSay()
  const { language } = useLanguage()
  const decision = decisionOf(shown.journal)
  if (!decision) return null
  const level = shown.levels.find((one) => one.code === shown.level)
  return (
    <section className="box decision" aria-labelledby="decision-title">
      <h2 id="decision-title">
        {say(words.decisionTitle)} <StatusTag status={shown.status} />
      </h2>
      <dl className="answers">
        {level && (
          <div>
            <dt>{say(words.level)}</dt>
            <dd>{say(level.title)}</dd>
          </div>
        )}
        {shown.awardNo && (
          <div>
            <dt>{say(words.awardNo)}</dt>
            <dd>{shown.awardNo}</dd>
          </div>
        )}
        <div>
          <dt>{say(words.reason)}</dt>
          <dd>
            {decision.reasons.map((reason) => (
              <p key={reason}>{reason}</p>
            ))}
          </dd>
        </div>
      </dl>
      <p className="muted">{say(words.decidedOn, { dayOn: dayInProse(dayAndTime(decision.at)[0], language) })}</p>
      {lettered.includes(shown.status) && (
        <div className="buttons">
          <Link className="btn primary" to="/cases/$id/letter" params={{ id: shown.id }}>
            {say(words.toLetter)}
          </Link>
        </div>
      )}
    </section>
  )
}
