// Batches as a guide tells them: by which document, until when, for how many.
import { dayAndTime, dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { guideWords as words } from './guide.words.ts'
import type { BatchShown } from './procedure.contract.ts'

export function OpenTag({ count }: { count: number }) {
  const say = useSay()
  if (count === 0) return <span className="tag">{say(words.openNone)}</span>
  return <span className="tag good">{say(count === 1 ? words.openOne : words.openCount, { count })}</span>
}

/** Until when a batch takes applications, in words. */
export function useBatchTimes(): (batch: BatchShown) => string {
  const say = useSay()
  const { language } = useLanguage()
  return ({ isOpen, opensAt, closesAt }) => {
    const at = (moment: string) => {
      const [day, time] = dayAndTime(moment)
      return { dayOn: dayInProse(day, language), time }
    }
    if (!isOpen) return closesAt !== null && closesAt <= new Date().toISOString() ? say(words.closed) : say(words.opens, at(opensAt))
    return closesAt === null ? say(words.allYear) : say(words.closes, at(closesAt))
  }
}

export function BatchList({ batches }: { batches: readonly BatchShown[] }) {
  const say = useSay()
  const { language } = useLanguage()
  const times = useBatchTimes()
  if (batches.length === 0) return <p className="why">{say(words.batchesNone)}</p>
  return (
    <ul className="batch-list">
      {batches.map((batch) => (
        <li key={batch.id}>
          <p>
            <b>{say(batch.name)}</b>
            <span className={batch.isOpen ? 'tag good' : 'tag'}>{times(batch)}</span>
          </p>
          <p className="muted">
            {say(words.byDocument, { programme: say(batch.programme), documentNo: batch.documentNo })}
            {batch.quota !== null && <> · {say(words.quota, { count: batch.quota })}</>}
            {batch.referenceOn !== null && <> · {say(words.reference, { dayOn: dayInProse(batch.referenceOn, language) })}</>}
          </p>
        </li>
      ))}
    </ul>
  )
}
