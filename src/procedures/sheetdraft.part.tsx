// A scoring sheet that keeps itself: what is typed goes to the server soon after, one save at a time, the latest always last.
import { useEffect, useRef, useState } from 'react'
import { useSend } from '../web/query.tsx'
import { type MyReview, saveScores } from './seat.contract.ts'
import { scoresOf, type Typed } from './seat.rules.ts'

export type SheetDraft = {
  typed: Typed
  comments: Readonly<Record<string, string>>
  type: (code: string, text: string) => void
  comment: (code: string, text: string) => void
  state: 'saved' | 'saving' | 'failed'
  savedAt: string | null
  /** Keeps at once what is not kept yet. @returns whether it is kept */
  flush: () => Promise<boolean>
}

const pauseMs = 800
const retryMs = 5000

export function useSheet(of: MyReview): SheetDraft {
  const [typed, setTyped] = useState<Typed>(() =>
    Object.fromEntries(Object.entries(of.scores).map(([code, points]) => [code, String(points)])),
  )
  const [comments, setComments] = useState<Readonly<Record<string, string>>>(of.comments)
  const [state, setState] = useState<SheetDraft['state']>('saved')
  const [savedAt, setSavedAt] = useState(of.savedAt)
  const latest = useRef({ typed, comments })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<boolean>>(undefined)
  const isDirty = useRef(false)
  const send = useSend(saveScores)
  const save = async (): Promise<boolean> => {
    clearTimeout(timer.current)
    await running.current
    if (!isDirty.current) return true
    isDirty.current = false
    setState('saving')
    const sheet = { id: of.id, scores: scoresOf(of.criteria, latest.current.typed), comments: { ...latest.current.comments } }
    running.current = send.mutateAsync(sheet).then(
      (reply) => {
        setSavedAt(reply.savedAt)
        setState(isDirty.current ? 'saving' : 'saved')
        return true
      },
      () => {
        isDirty.current = true
        setState('failed')
        timer.current = setTimeout(() => void saving.current(), retryMs)
        return false
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
      clearTimeout(timer.current)
      if (isDirty.current) void saving.current()
    }
  }, [])
  const change = (next: { typed: Typed; comments: Readonly<Record<string, string>> }) => {
    latest.current = next
    isDirty.current = true
    setState('saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void saving.current(), pauseMs)
  }
  return {
    ...{ typed, comments, state, savedAt },
    type: (code, text) => {
      const next = { ...latest.current.typed, [code]: text }
      setTyped(next)
      change({ ...latest.current, typed: next })
    },
    comment: (code, text) => {
      const next = { ...latest.current.comments, [code]: text }
      setComments(next)
      change({ ...latest.current, comments: next })
    },
    flush: () => saving.current(),
  }
}
