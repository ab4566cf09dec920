// A scoring sheet that keeps itself.
import { useState } from 'react'
import { type KeptState, useKeeping } from '../web/keeping.tsx'
import { useSend } from '../web/query.tsx'
import { type MyReview, saveScores } from './seat.contract.ts'
import { scoresOf, type Typed } from './seat.rules.ts'

export type SheetDraft = {
  typed: Typed
  comments: Readonly<Record<string, string>>
  type: (code: string, text: string) => void
  comment: (code: string, text: string) => void
  state: KeptState
  savedAt: string | null
  /** Keeps at once what is not kept yet. @returns whether it is kept */
  flush: () => Promise<boolean>
}

type Sheet = Pick<SheetDraft, 'typed' | 'comments'>

export function useSheet(of: MyReview): SheetDraft {
  const [sheet, setSheet] = useState<Sheet>(() => ({
    typed: Object.fromEntries(Object.entries(of.scores).map(([code, points]) => [code, String(points)])),
    comments: of.comments,
  }))
  const [savedAt, setSavedAt] = useState(of.savedAt)
  const send = useSend(saveScores)
  const { state, latest, change, flush } = useKeeping(
    sheet,
    ({ typed, comments }) => send.mutateAsync({ id: of.id, scores: scoresOf(of.criteria, typed), comments: { ...comments } }),
    (reply) => setSavedAt(reply.savedAt),
  )
  const take = (part: Partial<Sheet>) => {
    const next = { ...latest.current, ...part }
    setSheet(next)
    change(next)
  }
  return {
    ...{ ...sheet, state, savedAt },
    type: (code, text) => take({ typed: { ...latest.current.typed, [code]: text } }),
    comment: (code, text) => take({ comments: { ...latest.current.comments, [code]: text } }),
    flush: async () => (await flush()).isKept,
  }
}
