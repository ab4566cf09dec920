// Checking a year anew, and how far that has come.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Progress } from '../web/state.tsx'
import { computeFindings, getFindingRun, listFindings } from './finding.contract.ts'
import { findingWords as words } from './finding.words.ts'

export function ComputeFindings({ institutionId }: { institutionId: string | undefined }) {
  const say = useSay()
  const thisYear = Number(shanghaiDay(Date.now()).slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const send = useSend(computeFindings)
  const id = send.data?.id
  return (
    <div className="finding-run">
      <label>
        <span className="unseen">{say(words.year)}</span>
        <select className="input" value={year} onChange={(event) => setYear(Number(event.target.value))}>
          {Array.from({ length: Math.max(1, thisYear - 2014) }, (_, at) => thisYear - at).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
      <Button isBusy={send.isPending} onPress={() => send.mutate({ year, ...(institutionId ? { institutionId } : {}) })}>
        {say(words.compute)}
      </Button>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      {id && <RunProgress key={id} id={id} />}
    </div>
  )
}

function RunProgress({ id }: { id: string }) {
  const say = useSay()
  const queries = useQueryClient()
  const [isOver, setIsOver] = useState(false)
  const run = useRead(getFindingRun, { id }, { staleTime: 0, ...(isOver ? {} : { refetchInterval: 800 }) }).data
  const isDone = run ? run.finishedAt !== null : false
  useEffect(() => {
    if (!isDone) return
    setIsOver(true)
    void queries.invalidateQueries({ queryKey: [listFindings.name] })
  }, [isDone, queries])
  if (!run) return null
  if (isDone)
    return (
      <p className="note" role="status">
        {say(words.computed, { year: String(run.year), total: run.total })}
      </p>
    )
  return (
    <Progress done={run.done} total={run.total} label={words.computing}>
      <p className="note">{say(words.progress, { done: run.done, total: run.total })}</p>
    </Progress>
  )
}
