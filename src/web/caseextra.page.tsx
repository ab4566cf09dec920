// What slices add to the desk's page of a case that is theirs; each piece is fetched when such a case is opened.
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { namingOf } from '../counties/naming.rules.ts'
import { getCase } from '../procedures/case.contract.ts'
import { schoolingCode } from '../talent/schoolplace.contract.ts'
import { useRead } from './query.tsx'

const CaseData = lazy(async () => ({ default: (await import('../counties/casedata.part.tsx')).CaseData }))
const CasePlace = lazy(async () => ({ default: (await import('../talent/caseplace.part.tsx')).CasePlace }))

export function CaseExtraPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: shown } = useRead(getCase, { id }, { staleTime: 0 })
  if (!shown) return null
  return (
    <Suspense>
      {namingOf(shown.procedureCode) && <CaseData key={shown.actionCount} id={id} />}
      {shown.procedureCode === schoolingCode && <CasePlace of={shown} />}
    </Suspense>
  )
}
