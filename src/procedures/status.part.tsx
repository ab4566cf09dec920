// The state of a case as a tag, and when it is due in words.
import { dayInProse } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import type { CaseBrief } from './caseshown.contract.ts'
import { progressWords as words } from './progress.words.ts'

const looks: Partial<Record<CaseBrief['status'], string>> = {
  granted: 'tag good',
  mending: 'tag warn',
  refused: 'tag bad',
  not_accepted: 'tag bad',
  revoked: 'tag bad',
  lapsed: 'tag bad',
  open: 'tag info',
  appealed: 'tag info',
}

export function StatusTag({ status }: { status: CaseBrief['status'] }) {
  const say = useSay()
  return <span className={looks[status] ?? 'tag'}>{say(words[`status_${status}`])}</span>
}

type Due = Pick<CaseBrief, 'status' | 'dueOn' | 'mendTo' | 'isDueCertain' | 'urgency'>

/** By which day; whether that is soon or past; and whether the day may still move. */
export function DueText({ of: { status, dueOn, mendTo, isDueCertain, urgency } }: { of: Due }) {
  const say = useSay()
  const { language } = useLanguage()
  const provisional = !isDueCertain && (
    <span className="tag" title={say(words.provisionalWhy)}>
      {say(words.provisional)}
    </span>
  )
  if (mendTo !== null)
    return (
      <>
        {say(words.mendBy, { dayOn: dayInProse(mendTo, language) })}
        {urgency === 'late' && <span className="tag bad">{say(words.mendOver)}</span>}
        {provisional}
      </>
    )
  if (status === 'mending' || (status === 'open' && dueOn === null)) return <span className="tag warn">{say(words.stopped)}</span>
  if (dueOn === null || (status !== 'open' && status !== 'appealed')) return null
  return (
    <>
      {say(words.dueOn, { dayOn: dayInProse(dueOn, language) })}
      {urgency === 'late' && <span className="tag bad">{say(words.late)}</span>}
      {urgency === 'soon' && <span className="tag warn">{say(words.soon)}</span>}
      {provisional}
    </>
  )
}
