// What is typed keeps itself: it goes to the server soon after, one save at a time, the latest always last.
import { type RefObject, useEffect, useRef, useState } from 'react'

export type KeptState = 'saved' | 'saving' | 'failed'
/** How a save ended; without a reply nothing was left to save. */
type Outcome<Reply> = { isKept: true; reply?: Reply } | { isKept: false }

export type Keeping<Value, Reply> = {
  state: KeptState
  /** What stands there now. */
  latest: RefObject<Value>
  /** Takes what stands there now, to be kept after a pause. */
  change: (next: Value) => void
  /** Keeps at once what is not kept yet; with `isForced` whatever stands there, for its reply. */
  flush: (isForced?: boolean) => Promise<Outcome<Reply>>
}

const pauseMs = 800
const retryMs = 5000

/** @param send keeps a value on the server @param onKept is told its reply. Whoever leaves the page meanwhile is asked, and saved. */
export function useKeeping<Value, Reply>(
  first: Value,
  send: (value: Value) => Promise<Reply>,
  onKept: (reply: Reply) => void,
): Keeping<Value, Reply> {
  const [state, setState] = useState<KeptState>('saved')
  const latest = useRef(first)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<Outcome<Reply>>>(undefined)
  const isDirty = useRef(false)
  const save = async (isForced = false): Promise<Outcome<Reply>> => {
    clearTimeout(timer.current)
    await running.current
    if (!isForced && !isDirty.current) return { isKept: true }
    isDirty.current = false
    setState('saving')
    running.current = send(latest.current).then(
      (reply): Outcome<Reply> => {
        onKept(reply)
        setState(isDirty.current ? 'saving' : 'saved')
        return { isKept: true, reply }
      },
      (): Outcome<Reply> => {
        isDirty.current = true
        setState('failed')
        timer.current = setTimeout(() => void saving.current(), retryMs)
        return { isKept: false }
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
  const change = (next: Value) => {
    latest.current = next
    isDirty.current = true
    setState('saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void saving.current(), pauseMs)
  }
  return { state, latest, change, flush: (isForced) => saving.current(isForced) }
}
