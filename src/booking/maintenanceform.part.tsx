// Planning maintenance. What stands in its time is named, and bookings may be cancelled along with it.
import { type FormEvent, useState } from 'react'
import { CallRefused } from '../web/call.ts'
import { ClockSelect, DayInput } from '../web/day.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { fullStretch, momentAt, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { type CallError, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { maintenanceWords as words } from './maintenance.words.ts'
import { addMaintenance, type InTheWay, listAvailability, listMaintenance } from './schedule.contract.ts'

type Typed = { lane: number; startDay: string; startMinute: number; endDay: string; endMinute: number; reason: string }

const slotOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => fullStretch(startsAt, endsAt)

/** What the form means; times are Asia/Shanghai's. */
function useTyped() {
  const say = useSay()
  const today = shanghaiDay(Date.now())
  const [typed, setTyped] = useState<Typed>({ lane: 0, startDay: today, startMinute: 480, endDay: today, endMinute: 1080, reason: '' })
  const hasDays = typed.startDay !== '' && typed.endDay !== ''
  const startsAt = hasDays ? momentAt(typed.startDay, typed.startMinute) : ''
  const endsAt = hasDays ? momentAt(typed.endDay, typed.endMinute) : ''
  const wrong: Mistake[] = [
    ...(typed.startDay === '' ? [{ fieldId: 'maintenance-start', sentence: say(words.dayMissing) }] : []),
    ...(typed.endDay === '' ? [{ fieldId: 'maintenance-end', sentence: say(words.dayMissing) }] : []),
    ...(hasDays && endsAt <= startsAt ? [{ fieldId: 'maintenance-end', sentence: say(words.endsWrong) }] : []),
    ...(typed.reason.trim() === '' ? [{ fieldId: 'maintenance-reason', sentence: say(words.reasonMissing) }] : []),
  ]
  return { typed, setTyped, startsAt, endsAt, wrong }
}

type Props = { id: string; laneCount: number; noRight: string | undefined }

export function MaintenanceForm({ id, laneCount, noRight }: Props) {
  const say = useSay()
  const { typed, setTyped, startsAt, endsAt, wrong } = useTyped()
  const [attempt, setAttempt] = useState(0)
  const send = useSend(addMaintenance, {
    refresh: [listMaintenance, listAvailability],
    onDone: () => {
      setTyped({ ...typed, reason: '' })
      setAttempt(0)
    },
  })
  const set = (part: Partial<Typed>) => {
    if (send.isError) send.reset()
    setTyped({ ...typed, ...part })
  }
  const input = { id, ...(typed.lane > 0 ? { lane: typed.lane } : {}), startsAt, endsAt, reason: typed.reason }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0 && !noRight) send.mutate(input)
  }
  const mistakes = attempt > 0 ? wrong : []
  const done = send.data?.items[0]
  return (
    <section className="keep-section" aria-labelledby="plan-maintenance">
      <h2 id="plan-maintenance">{say(words.plan)}</h2>
      <form className="form keep-form" onSubmit={submit} noValidate>
        <ErrorSummary mistakes={mistakes} attempt={attempt} />
        {send.error && (
          <InTheWayProblem
            key={send.submittedAt}
            error={send.error}
            hasLanes={laneCount > 1}
            onCancelThem={() => send.mutate({ ...input, cancelsBookings: true })}
          />
        )}
        {done && (
          <p className="box done" role="status">
            {say(send.data?.cancelledBookings ? words.doneCancelled : words.done, {
              slot: slotOf(done),
              count: send.data?.cancelledBookings,
            })}
          </p>
        )}
        <fieldset disabled={noRight !== undefined}>
          <TimeFields typed={typed} set={set} mistakes={mistakes} laneCount={laneCount} isOff={noRight !== undefined} />
        </fieldset>
        <div className="buttons">
          <Button type="submit" kind="primary" isBusy={send.isPending} reason={noRight}>
            {say(words.submit)}
          </Button>
        </div>
      </form>
    </section>
  )
}

type FieldsProps = {
  typed: Typed
  set: (part: Partial<Typed>) => void
  mistakes: readonly Mistake[]
  laneCount: number
  isOff: boolean
}

function TimeFields({ typed, set, mistakes, laneCount, isOff }: FieldsProps) {
  const say = useSay()
  const problemOf = (fieldId: string) => mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
  return (
    <>
      <div className="keep-line">
        <Field label={words.startDay} id="maintenance-start" problem={problemOf('maintenance-start')}>
          {(control) => (
            <DayInput
              control={control}
              value={typed.startDay}
              disabled={isOff}
              onChange={(startDay) => set({ startDay, ...(typed.endDay < startDay ? { endDay: startDay } : {}) })}
            />
          )}
        </Field>
        <Field label={words.startTime}>
          {(control) => <ClockSelect control={control} value={typed.startMinute} onChange={(startMinute) => set({ startMinute })} />}
        </Field>
        <Field label={words.endDay} id="maintenance-end" problem={problemOf('maintenance-end')}>
          {(control) => (
            <DayInput
              control={control}
              value={typed.endDay}
              disabled={isOff}
              onChange={(endDay) => set({ endDay })}
              from={typed.startDay}
            />
          )}
        </Field>
        <Field label={words.endTime}>
          {(control) => <ClockSelect control={control} value={typed.endMinute} onChange={(endMinute) => set({ endMinute })} />}
        </Field>
      </div>
      <div className="keep-fields">
        {laneCount > 1 && (
          <Field label={words.lane}>
            {(control) => (
              <select {...control} value={typed.lane} onChange={(event) => set({ lane: Number(event.target.value) })}>
                <option value={0}>{say(words.allLanes)}</option>
                {Array.from({ length: laneCount }, (_, at) => at + 1).map((lane) => (
                  <option key={lane} value={lane}>
                    {say(words.laneOf, { lane })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field label={words.reason} id="maintenance-reason" problem={problemOf('maintenance-reason')} hint={say(words.reasonHint)}>
          {(control) => (
            <input {...control} maxLength={200} value={typed.reason} onChange={(event) => set({ reason: event.target.value })} />
          )}
        </Field>
      </div>
    </>
  )
}

type ProblemProps = { error: CallError; hasLanes: boolean; onCancelThem: () => void }

/** Why it was not planned, with everything that stands in its time; bookings alone may be cancelled from here. */
export function InTheWayProblem({ error, hasLanes, onCancelThem }: ProblemProps) {
  const say = useSay()
  const inTheWay = error instanceof CallRefused ? ((error.params['inTheWay'] as readonly InTheWay[] | undefined) ?? []) : []
  if (inTheWay.length === 0) return <Problem error={error} isAnswer />
  const isCancellable = error instanceof CallRefused && error.code === 'time_in_use'
  return (
    <Problem error={error} isAnswer title={words.refusedTitle}>
      <ul className="in-the-way">
        {inTheWay.map((one) => (
          <li key={`${one.startsAt} ${one.lane}`}>
            <b>{slotOf(one)}</b> {say(words[`kind_${one.kind}`])} {one.organisationNameZh ?? one.reason}
            {hasLanes && ` ${say(words.laneOf, { lane: one.lane })}`}
          </li>
        ))}
      </ul>
      {isCancellable && (
        <Button kind="danger" onPress={onCancelThem}>
          {say(words.cancelThem)}
        </Button>
      )}
    </Problem>
  )
}
