// The way of a case: which stages are done, which has it now and until when, which lie ahead; and everything that was done.
import { dayAndTime, dayInProse, moment } from '../web/format.ts'
import { useLanguage, useSay } from '../web/language.tsx'
import type { Verb } from './case.rules.ts'
import type { CaseShown } from './caseshown.contract.ts'
import { guideWords } from './guide.words.ts'
import type { OfficeAt } from './procedure.contract.ts'
import { progressWords as words } from './progress.words.ts'
import { unaskedWords } from './unasked.words.ts'

type Shown = { shown: CaseShown }

/** A day as a sentence has it, of a moment or a day. */
function useDay(): (at: string) => string {
  const { language } = useLanguage()
  return (at) => dayInProse(at.length > 10 ? dayAndTime(at)[0] : at, language)
}

export function Progress({ shown }: Shown) {
  const say = useSay()
  const day = useDay()
  const leftAt = (code: string) => shown.journal.findLast((line) => line.fromStage === code && line.toStage !== code)?.actedAt
  return (
    <ol className="progress-list">
      {shown.stages.map((stage) => {
        const left = leftAt(stage.code)
        return (
          <li key={stage.code} data-state={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
            <p>
              <b>{say(stage.title)}</b>
              <span className={stage.state === 'now' ? 'tag info' : stage.state === 'done' ? 'tag good' : 'tag'}>
                {say(words[`stage_${stage.state}`])}
              </span>
            </p>
            <p className="muted">
              {say(guideWords[`at_${stage.at as OfficeAt}`])}
              {stage.state === 'done' && left && <> · {say(words.stageDone, { dayOn: day(left) })}</>}
              {stage.state === 'ahead' && stage.days !== null && <> · {say(words.stageDays, { days: stage.days })}</>}
              {stage.state === 'now' && <NowText shown={shown} />}
            </p>
          </li>
        )
      })}
    </ol>
  )
}

function NowText({ shown }: Shown) {
  const say = useSay()
  const day = useDay()
  if (shown.status === 'mending')
    return (
      <>
        {' '}
        · {say(words.stopped)}
        {shown.mendTo && <> · {say(words.mendBy, { dayOn: day(shown.mendTo) })}</>}
      </>
    )
  return (
    <>
      {shown.dueOn && <> · {say(words.stageDue, { dayOn: day(shown.dueOn) })}</>}
      {shown.dueOn && !shown.isDueCertain && <>（{say(words.provisionalWhy)}）</>}
      {shown.noticeTo && <> · {say(words.noticeTo, { dayOn: day(shown.noticeTo) })}</>}
    </>
  )
}

/** Every act on the case, the latest first. */
export function Journal({ shown }: Shown) {
  const say = useSay()
  const titleOf = (code: string | null) => shown.stages.find((stage) => stage.code === code)?.title
  return (
    <ol className="journal">
      {shown.journal.toReversed().map((line) => {
        const at = titleOf(line.fromStage)
        return (
          <li key={line.number}>
            <time dateTime={line.actedAt}>{moment(line.actedAt)}</time>
            <div>
              {say(
                shown.isUnasked && line.number <= 2
                  ? unaskedWords[line.number === 1 ? 'journalOpen' : 'journalSubmit']
                  : words[`verb_${line.verb as Verb}`],
              )}
              {at && <span className="muted"> · {say(at)}</span>}
              {line.by && <span className="muted"> · {line.by}</span>}
              {line.text && <p className="why">{line.text}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
