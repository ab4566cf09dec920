// A form that keeps itself: what is typed goes to the server soon after, one save at a time, the latest always last.
import { useEffect, useRef, useState } from 'react'
import { useSend } from '../web/query.tsx'
import { type CaseShown, saveCase } from './case.contract.ts'
import type { GivenRow } from './form.part.tsx'
import type { FieldShown } from './procedure.contract.ts'

type Issue = { path: string; text: { zh: string; en: string } }
export type Draft = {
  given: GivenRow
  change: (given: GivenRow) => void
  /** The case as it was kept last. */
  kept: CaseShown
  issues: readonly Issue[]
  state: 'saved' | 'saving' | 'failed'
  savedAt: Date | undefined
  /** Saves at once what is not kept yet. @returns the issues of all that stands there, nothing where it could not be kept */
  flush: () => Promise<readonly Issue[] | undefined>
}

const pauseMs = 800
const retryMs = 5000

export function useDraft(opened: CaseShown): Draft {
  const [given, setGiven] = useState<GivenRow>(opened.answers as GivenRow)
  const [kept, setKept] = useState(opened)
  const [issues, setIssues] = useState<readonly Issue[]>([])
  const [state, setState] = useState<Draft['state']>('saved')
  const [savedAt, setSavedAt] = useState<Date>()
  const latest = useRef(given)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<readonly Issue[] | undefined>>(undefined)
  const isDirty = useRef(false)
  const send = useSend(saveCase)
  const save = async (): Promise<readonly Issue[] | undefined> => {
    clearTimeout(timer.current)
    await running.current
    const answers = emptied(opened.fields, latest.current)
    isDirty.current = false
    setState('saving')
    running.current = send.mutateAsync({ id: opened.id, answers }).then(
      (reply) => {
        setKept(reply.case)
        setIssues(reply.issues)
        setSavedAt(new Date())
        setState(isDirty.current ? 'saving' : 'saved')
        return reply.issues
      },
      () => {
        isDirty.current = true
        setState('failed')
        timer.current = setTimeout(() => void save(), retryMs)
        return undefined
      },
    )
    return running.current
  }
  const saving = useRef(save)
  saving.current = save
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => isDirty.current && event.preventDefault()
    addEventListener('beforeunload', leave)
    return () => {
      removeEventListener('beforeunload', leave)
      if (isDirty.current) void saving.current()
    }
  }, [])
  const change = (next: GivenRow) => {
    latest.current = next
    isDirty.current = true
    setGiven(next)
    setState('saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void saving.current(), pauseMs)
  }
  return { given, change, kept, issues, state, savedAt, flush: () => saving.current() }
}

/** Every field is sent: one that was emptied as an empty text, so that what was kept of it goes. */
function emptied(fields: readonly FieldShown[], given: GivenRow): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ key }) => [key, given[key] ?? '']))
}
