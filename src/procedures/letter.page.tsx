// The decision as a letter: its head, number, whom it is to, what is decided on which ground and why, and the way to disagree. Made for paper.
import '../web/styles/procedures.css'
import '../web/styles/letter.css'
import { Link, useParams } from '@tanstack/react-router'
import { dayAndTime, dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { Main } from '../web/shell.tsx'
import { Empty } from '../web/state.tsx'
import type { CaseShown } from './caseshown.contract.ts'
import { decisionOf } from './decision.rules.ts'
import { letterWords as words } from './letter.words.ts'
import { OwnCase } from './owncase.part.tsx'
import { useDivisionName } from './place.part.tsx'
import { unaskedWords } from './unasked.words.ts'

export function LetterPage() {
  const { id } = useParams({ from: '/cases/$id/letter' })
  return (
    <Main>
      <OwnCase id={id} at="/letter">
        {(shown) => <Decided shown={shown} />}
      </OwnCase>
    </Main>
  )
}

type Shown = { shown: CaseShown }
type Lettered = 'granted' | 'refused' | 'not_accepted' | 'revoked' | 'lapsed'
const isLettered = (status: string): status is Lettered => ['granted', 'refused', 'not_accepted', 'revoked', 'lapsed'].includes(status)

function Decided({ shown }: Shown) {
  const say = useSay()
  const decision = decisionOf(shown.journal)
  const { status } = shown
  if (!decision || !isLettered(status))
    return (
      <Empty title={words.noneTitle} why={words.noneWhy}>
        <Link className="btn primary" to="/cases/$id" params={{ id: shown.id }}>
          {say(words.back)}
        </Link>
      </Empty>
    )
  return (
    <>
      <PaperTools>
        <Link to="/cases/$id" params={{ id: shown.id }}>
          {say(words.back)}
        </Link>
      </PaperTools>
      <Letter shown={shown} status={status} decision={decision} />
    </>
  )
}

type LetterProps = Shown & { status: Lettered; decision: { at: string; reasons: string[] } }

function Letter({ shown, status, decision }: LetterProps) {
  const say = useSay()
  const { language } = useLanguage()
  const divisionName = useDivisionName()
  const day = (at: string) => dayInProse(at.length > 10 ? dayAndTime(at)[0] : at, language)
  const procedure = say(shown.procedure)
  const basis = shown.basis
    .map((one) => say(words.basisOne, { title: say(one.title), documentNo: one.documentNo }))
    .join(language === 'zh' ? '、' : ', ')
  const office = say(words.office, { division: divisionName(shown.decidedIn), procedure })
  const { subjectName: name, organisationName: organisation, caseNo, documentNo } = shown
  return (
    <article className="letter">
      <header>
        <p className="letter-office">{office}</p>
        <p className="letter-number">{say(words.number, { caseNo })}</p>
      </header>
      <h1>
        {procedure}
        <br />
        {say(words[`title_${status}`])}
      </h1>
      <p className="letter-to">
        {organisation && organisation !== name ? say(words.toWith, { name, organisation }) : say(words.to, { name })}
      </p>
      <p>
        {say(shown.isUnasked ? unaskedWords.letterFiled : words.filed, {
          dayOn: day(shown.filedAt ?? decision.at),
          procedure,
          caseNo,
          basis,
          documentNo,
        })}
      </p>
      <p>
        {say(words[`result_${status}`], { procedure })}
        <LevelAndNumber shown={shown} isGranted={status === 'granted'} />
      </p>
      {decision.reasons.map((reason) => (
        <p key={reason}>{say(words.reasons, { reason })}</p>
      ))}
      <p>{shown.appealTo ? say(words.appeal, { dayOn: day(shown.appealTo) }) : say(words.rights)}</p>
      <footer>
        <p>{office}</p>
        <p>{day(decision.at)}</p>
      </footer>
      <p className="letter-note">{say(words.verify)}</p>
    </article>
  )
}

function LevelAndNumber({ shown, isGranted }: Shown & { isGranted: boolean }) {
  const say = useSay()
  const level = shown.levels.find((one) => one.code === shown.level)
  const certificate = say(shown.certificate ?? words.certificate)
  if (!isGranted) return null
  return (
    <>
      {level && say(words.level, { level: say(level.title) })}
      {shown.awardNo && say(words.award, { certificate, awardNo: shown.awardNo })}
    </>
  )
}
