// Whether what was typed is kept, and until when the batch takes it.
import { dayAndTime, dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { applicationWords as words } from './application.words.ts'
import type { CaseShown } from './caseshown.contract.ts'
import type { Draft } from './draft.part.tsx'
import { getProcedure } from './procedure.contract.ts'

export function Kept({ draft: { state, savedAt } }: { draft: Draft }) {
  const say = useSay()
  const time = savedAt && dayAndTime(savedAt.toISOString())[1]
  const said = { saving: words.saving, failed: words.saveFailed, saved: time ? words.savedAt : words.saved }
  return (
    <div className="kept" data-state={state}>
      <p role="status">
        <b>{say(said[state], { time })}</b>
      </p>
      <p className="why">{say(words.savedWhy)}</p>
    </div>
  )
}

export function Until({ kept }: { kept: CaseShown }) {
  const say = useSay()
  const { language } = useLanguage()
  const { data } = useRead(getProcedure, { code: kept.procedureCode })
  const closesAt = data?.batches.find((batch) => batch.id === kept.batchId)?.closesAt
  if (!closesAt || kept.status !== 'draft') return null
  const [day, time] = dayAndTime(closesAt)
  return <p className="why">{say(words.until, { dayOn: dayInProse(day, language), time })}</p>
}
