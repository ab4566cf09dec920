// A form that keeps itself.
import { useState } from 'react'
import { type KeptState, useKeeping } from '../web/keeping.tsx'
import { useSend } from '../web/query.tsx'
import { saveCase } from './case.contract.ts'
import type { CaseShown } from './caseshown.contract.ts'
import type { GivenRow } from './form.part.tsx'
import type { FieldShown } from './procedure.contract.ts'

type Issue = { path: string; text: { zh: string; en: string } }
export type Draft = {
  given: GivenRow
  change: (given: GivenRow) => void
  /** The case as it was kept last. */
  kept: CaseShown
  issues: readonly Issue[]
  state: KeptState
  savedAt: Date | undefined
  /** Saves at once whatever stands there. @returns the issues of all of it, nothing where it could not be kept */
  flush: () => Promise<readonly Issue[] | undefined>
}

export function useDraft(opened: CaseShown): Draft {
  const [given, setGiven] = useState<GivenRow>(opened.answers as GivenRow)
  const [kept, setKept] = useState(opened)
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const [savedAt, setSavedAt] = useState<Date>()
  const send = useSend(saveCase)
  const keeping = useKeeping(
    given,
    (latest) => send.mutateAsync({ id: opened.id, answers: emptied(opened.fields, latest) }),
    (reply) => {
      setKept(reply.case)
      setIssues(reply.issues)
      setSavedAt(new Date())
    },
  )
  const change = (next: GivenRow) => {
    setGiven(next)
    keeping.change(next)
  }
  const flush = async () => {
    const outcome = await keeping.flush(true)
    return outcome.isKept ? outcome.reply?.issues : undefined
  }
  return { given, change, kept, issues, state: keeping.state, savedAt, flush }
}

/** Every field is sent: one that was emptied as an empty text, so that what was kept of it goes. */
function emptied(fields: readonly FieldShown[], given: GivenRow): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ key }) => [key, given[key] ?? '']))
}
