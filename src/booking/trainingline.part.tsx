// One training as everybody reads it, and what somebody does with their own enrolment.
import '../web/styles/desk.css'
import type { ReactNode } from 'react'
import { useMe } from '../identity/me.part.tsx'
import { Button } from '../web/field.tsx'
import { fullStretch } from '../web/format.ts'
import { Dot } from '../web/icon.tsx'
import { useLanguage, useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { enrolTraining, listMyTrainings, listTrainings, type Training, withdrawTraining } from './training.contract.ts'
import { trainingWords as words } from './training.words.ts'

export const timeOf = ({ startsAt, endsAt }: Training) => fullStretch(startsAt, endsAt)

/** The name of a training's level in the reader's language. */
export function useLevelName() {
  const { language } = useLanguage()
  return ({ levelZh, levelEn }: Training) => (language === 'zh' ? levelZh : levelEn)
}

const lookOf = { passed: 'tag good', failed: 'tag bad', absent: 'tag warn', open: 'tag' } as const

/** What came of it, once it is known. */
export function ResultTag({ result }: { result: keyof typeof lookOf }) {
  const say = useSay()
  return result === 'open' ? null : <span className={lookOf[result]}>{say(words[`result_${result}`])}</span>
}

/** When, for which level, where, by whom, and how many seats. */
export function TrainingFacts({ one, lead, children }: { one: Training; lead?: ReactNode; children?: ReactNode }) {
  const say = useSay()
  const levelName = useLevelName()
  return (
    <>
      <p>
        {lead}
        <b>{timeOf(one)}</b>
        <Dot />
        {levelName(one)} {one.isCancelled && <span className="tag bad">{say(words.cancelled)}</span>} {children}
      </p>
      <p className="note">
        {one.place}
        <Dot />
        {say(words.trainerTold, { name: one.trainer })}
        <Dot />
        {one.passMark === null ? say(words.noExam) : say(words.exam, { mark: one.passMark })}
        <Dot />
        {say(words.seatsTold, { taken: one.takenCount, count: one.seatCount })}
        {one.waitingCount > 0 && (
          <>
            <Dot />
            {say(words.waitingTold, { count: one.waitingCount })}
          </>
        )}
      </p>
      {one.note && <p className="why">{one.note}</p>}
      {one.cancelNote && <p className="why">{one.cancelNote}</p>}
    </>
  )
}

/** Where one stands oneself. */
export function OwnTag({ one }: { one: Training }) {
  const say = useSay()
  if (!one.own) return null
  if (one.own.result !== 'open') return <ResultTag result={one.own.result} />
  if (one.isCancelled) return null
  return one.own.isSeated ? (
    <span className="tag good">{say(words.enrolled)}</span>
  ) : (
    <span className="tag warn">{say(words.waits, { place: one.own.before + 1 })}</span>
  )
}

/** Enrolling, or giving one's place up, before it begins. */
export function EnrolButton({ one }: { one: Training }) {
  const say = useSay()
  const levelName = useLevelName()
  const { me, may } = useMe()
  const refresh = [listTrainings, listMyTrainings]
  const enrol = useSend(enrolTraining, { refresh })
  const withdraw = useSend(withdrawTraining, { refresh })
  if (!me || !may('booking.book') || one.isCancelled) return null
  if (Date.parse(one.startsAt) <= Date.now()) return one.own ? null : <span className="tag">{say(words.begun)}</span>
  const send = one.own ? withdraw : enrol
  const isFull = one.takenCount >= one.seatCount
  const action = say(one.own ? words.withdraw : isFull ? words.enrolWaiting : words.enrol)
  return (
    <div className="buttons">
      <Button
        size="small"
        isBusy={send.isPending}
        label={say(words.enrolNamed, { action, level: levelName(one), time: timeOf(one) })}
        onPress={() => send.mutate({ id: one.id })}
      >
        {action}
      </Button>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
    </div>
  )
}
