// A form on paper: blank from the guide of its procedure, or as a case has it.
import '../web/styles/procedures.css'
import { Link, useParams } from '@tanstack/react-router'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read, Shape, SignInFirst } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { getCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import type { GivenRow } from './form.part.tsx'
import { FormPaper } from './formpaper.part.tsx'
import { formPaperWords as words } from './formpaper.words.ts'
import { guideWords } from './guide.words.ts'
import { listMaterials } from './material.contract.ts'
import { getProcedure } from './procedure.contract.ts'
import { progressWords } from './progress.words.ts'

/** Kinds of stages at which an office writes its opinion and seals it. */
const sealing: readonly string[] = ['review', 'intake', 'joint', 'decision']

function PrintButton() {
  const say = useSay()
  return (
    <Button kind="primary" onPress={() => print()}>
      {say(words.print)}
    </Button>
  )
}

export function BlankFormPage() {
  const say = useSay()
  const { code } = useParams({ from: '/services/$code/form' })
  const reading = useRead(getProcedure, { code })
  useTitle(say(words.blankTitle))
  if (isGone(reading.error))
    return (
      <Main>
        <Gone title={guideWords.goneTitle} why={guideWords.goneWhy}>
          <Link className="btn primary" to="/services">
            {say(guideWords.all)}
          </Link>
        </Gone>
      </Main>
    )
  return (
    <Main>
      <div className="letter-tools noprint">
        <Link to="/services/$code" params={{ code }}>
          {say(words.back)}
        </Link>
        <PrintButton />
      </div>
      <Read of={reading}>
        {(guide) => (
          <FormPaper
            paper={{
              ...{ title: guide.title, caseNo: null, basis: guide.basis, versionNumber: guide.versionNumber, fields: guide.fields },
              ...{ materials: guide.materials, stages: guide.stages.filter(({ kind }) => sealing.includes(kind)) },
            }}
          />
        )}
      </Read>
    </Main>
  )
}

export function FilledFormPage() {
  const say = useSay()
  const { id } = useParams({ from: '/cases/$id/form' })
  const { me, isAsking } = useMe()
  const reading = useRead(getCase, { id }, { enabled: me !== undefined })
  useTitle(reading.data ? `${say(reading.data.procedure)} ${reading.data.caseNo}` : '')
  return (
    <Main>
      {isAsking ? (
        <Shape />
      ) : !me ? (
        <SignInFirst onward={`/cases/${id}/form`} why={progressWords.signInWhy} />
      ) : isGone(reading.error) ? (
        <Gone title={progressWords.goneTitle} why={progressWords.goneWhy}>
          <Link className="btn primary" to="/my/cases">
            {say(progressWords.mineTitle)}
          </Link>
        </Gone>
      ) : (
        <Read of={reading}>{(shown) => <Filled shown={shown} />}</Read>
      )}
    </Main>
  )
}

function Filled({ shown }: { shown: CaseShown }) {
  const say = useSay()
  const materials = useRead(listMaterials, { id: shown.id })
  return (
    <>
      <div className="letter-tools noprint">
        {shown.isMine ? (
          <Link to="/cases/$id" params={{ id: shown.id }}>
            {say(words.backToCase)}
          </Link>
        ) : (
          <Link to="/work/cases/$id" params={{ id: shown.id }}>
            {say(words.backToCase)}
          </Link>
        )}
        <PrintButton />
      </div>
      {!shown.isMine && <p className="letter-tools noprint note">{say(words.masked)}</p>}
      <Read of={materials}>
        {({ items }) => (
          <FormPaper
            paper={{
              ...{ title: shown.procedure, caseNo: shown.caseNo, basis: shown.basis, versionNumber: shown.versionNumber },
              ...{ fields: shown.fields, answers: shown.answers as GivenRow },
              materials: items.map((material) => ({
                ...{ code: material.code, title: material.title, isOptional: !material.isRequired },
                given: material.items.map(({ document }) => document?.fileName ?? say(words.materialPaper)).join('、'),
              })),
              stages: shown.stages.filter(({ kind }) => sealing.includes(kind)),
            }}
          />
        )}
      </Read>
    </>
  )
}
