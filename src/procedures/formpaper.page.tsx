// A form on paper: blank from the guide of its procedure, or as a case has it.
import '../web/styles/procedures.css'
import { Link, useParams } from '@tanstack/react-router'
import { useSay } from '../web/language.tsx'
import { PaperTools } from '../web/paper.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Gone, isGone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import type { CaseShown } from './caseshown.contract.ts'
import type { GivenRow } from './form.part.tsx'
import { FormPaper } from './formpaper.part.tsx'
import { formPaperWords as words } from './formpaper.words.ts'
import { guideWords } from './guide.words.ts'
import { listMaterials } from './material.contract.ts'
import { OwnCase } from './owncase.part.tsx'
import { getProcedure } from './procedure.contract.ts'

/** Kinds of stages at which an office writes its opinion and seals it. */
const sealing: readonly string[] = ['review', 'intake', 'joint', 'decision']

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
      <PaperTools>
        <Link to="/services/$code" params={{ code }}>
          {say(words.back)}
        </Link>
      </PaperTools>
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
  const { id } = useParams({ from: '/cases/$id/form' })
  return (
    <Main>
      <OwnCase id={id} at="/form">
        {(shown) => <Filled shown={shown} />}
      </OwnCase>
    </Main>
  )
}

function Filled({ shown }: { shown: CaseShown }) {
  const say = useSay()
  const materials = useRead(listMaterials, { id: shown.id })
  return (
    <>
      <PaperTools>
        {shown.isMine ? (
          <Link to="/cases/$id" params={{ id: shown.id }}>
            {say(words.backToCase)}
          </Link>
        ) : (
          <Link to="/work/cases/$id" params={{ id: shown.id }}>
            {say(words.backToCase)}
          </Link>
        )}
      </PaperTools>
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
