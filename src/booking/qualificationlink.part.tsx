// From the reason that somebody is not qualified to the place where one asks for a level or enrols in its training.
import { Link } from '@tanstack/react-router'
import { CallRefused } from '../web/call.ts'
import { useSay } from '../web/language.tsx'
import type { CallError } from '../web/query.tsx'
import { isOfQualification } from './qualification.rules.ts'
import { qualificationWords as words } from './qualification.words.ts'

type Reasons = readonly { code: string }[]

/** The reasons of a refused booking; none of any other error. */
export function reasonsOf(error: CallError): Reasons {
  return error instanceof CallRefused ? ((error.params['reasons'] as Reasons | undefined) ?? []) : []
}

/** Nothing where no level is what stands in the way. */
export function QualifyLink({ instrumentId, reasons, isSmall }: { instrumentId: string; reasons: Reasons; isSmall?: boolean }) {
  const say = useSay()
  if (!reasons.some(({ code }) => isOfQualification(code))) return null
  return (
    <Link className={isSmall ? 'plain' : 'btn'} to="/instruments/$id" params={{ id: instrumentId }} hash="qualification">
      {say(words.toQualify)}
    </Link>
  )
}
