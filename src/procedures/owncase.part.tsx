// A case as its applicant opens it: the way to sign in, that there is none at the address, or the case.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { SignedInRead } from '../identity/signedin.part.tsx'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { useTitle } from '../web/title.ts'
import { getCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { progressWords as words } from './progress.words.ts'

/** @param at what follows the case's address: '/letter', '/form' */
export function OwnCase({ id, at = '', children }: { id: string; at?: string; children: (shown: CaseShown) => ReactNode }) {
  const say = useSay()
  const { me } = useMe()
  const reading = useRead(getCase, { id }, { enabled: me !== undefined })
  useTitle(reading.data ? `${say(reading.data.procedure)} ${reading.data.caseNo}` : '')
  const way = (
    <Link className="btn primary" to="/my/cases">
      {say(words.mineTitle)}
    </Link>
  )
  return (
    <SignedInRead
      of={reading}
      onward={`/cases/${id}${at}`}
      why={words.signInWhy}
      gone={{ title: words.goneTitle, why: words.goneWhy, way }}
    >
      {children}
    </SignedInRead>
  )
}
