// One step with a fault: accepting it, its repair until a moment, its end with what it cost, or that it was none.
import { type FormEvent, useState } from 'react'
import { ClockSelect, DayInput } from '../web/day.tsx'
import { fenOf, textOfFen } from '../web/entry.ts'
import { Button, Choice, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { dayAndTime, momentAt, shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { decideFault, type Fault, type FaultDecision, getCondition, listFaults } from './fault.contract.ts'
import { faultWords as words } from './fault.words.ts'
import { InTheWayProblem } from './maintenanceform.part.tsx'
import { listAvailability, listMaintenance } from './schedule.contract.ts'

type Typed = { note: string; usable: 'yes' | 'no'; day: string; minute: number; cost: string; supplier: string }

const minuteOf = (at: string) => {
  const time = dayAndTime(at)[1]
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function firstTyped(fault: Fault, action: FaultDecision): Typed {
  const now = Date.now()
  const isRepair = action === 'repair'
  const before = isRepair ? fault.expectedEndAt : null
  return {
    note: '',
    usable: fault.isUsable ? 'yes' : 'no',
    day: before ? dayAndTime(before)[0] : shanghaiDay(now),
    minute: before ? minuteOf(before) : isRepair ? 1080 : minuteOf(new Date(now).toISOString()),
    cost: fault.costFen === null ? '' : textOfFen(fault.costFen),
    supplier: fault.supplier,
  }
}

/** What the form means and what is wrong with it; times are Asia/Shanghai's. */
function meantBy(fault: Fault, action: FaultDecision, typed: Typed, say: ReturnType<typeof useSay>) {
  const at = typed.day === '' ? '' : momentAt(typed.day, typed.minute)
  const fen = typed.cost.trim() === '' ? undefined : fenOf(typed.cost)
  const now = new Date().toISOString()
  const hasCost = action === 'repair' || action === 'finish'
  const wrong: Mistake[] = [
    ...(action === 'repair' && at <= now ? [{ fieldId: 'fault-day', sentence: say(words.expectedWrong) }] : []),
    ...(action === 'finish' && (at === '' || at < fault.brokenAt || at > now)
      ? [{ fieldId: 'fault-day', sentence: say(words.timeWrong) }]
      : []),
    ...(hasCost && typed.cost.trim() !== '' && fen === undefined ? [{ fieldId: 'fault-cost', sentence: say(words.costWrong) }] : []),
    ...(typed.note.trim().length < 2 ? [{ fieldId: 'fault-note', sentence: say(words.noteMissing) }] : []),
  ]
  const input = {
    ...{ id: fault.id, action, note: typed.note },
    ...(action === 'accept' ? { isUsable: typed.usable === 'yes' } : {}),
    ...(action === 'repair' ? { expectedEndAt: at } : {}),
    ...(action === 'finish' ? { endedAt: at } : {}),
    ...(hasCost && fen !== undefined ? { costFen: fen } : {}),
    ...(hasCost ? { supplier: typed.supplier } : {}),
  }
  return { wrong, input }
}

type Props = { fault: Fault; action: FaultDecision; onBack: () => void }

export function FaultForm({ fault, action, onBack }: Props) {
  const say = useSay()
  const [typed, setTyped] = useState(() => firstTyped(fault, action))
  const [attempt, setAttempt] = useState(0)
  const send = useSend(decideFault, { refresh: [listFaults, getCondition, listMaintenance, listAvailability], onDone: onBack })
  const { wrong, input } = meantBy(fault, action, typed, say)
  const mistakes = attempt > 0 ? wrong : []
  const set = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length === 0) send.mutate(input)
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && (
        <InTheWayProblem
          key={send.submittedAt}
          error={send.error}
          hasLanes={false}
          onCancelThem={() => send.mutate({ ...input, cancelsBookings: true })}
        />
      )}
      <FaultFields action={action} typed={typed} set={set} mistakes={mistakes} />
      <div className="buttons">
        <Button type="submit" size="small" kind="primary" isBusy={send.isPending}>
          {say(action === 'repair' && fault.state === 'in_repair' ? words.extend : words[`action_${action}`])}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}

type FieldsProps = { action: FaultDecision; typed: Typed; set: (part: Partial<Typed>) => void; mistakes: readonly Mistake[] }

function FaultFields({ action, typed, set, mistakes }: FieldsProps) {
  const problemOf = (fieldId: string) => {
    const sentence = mistakes.find((mistake) => mistake.fieldId === fieldId)?.sentence
    return sentence ? { problem: sentence } : {}
  }
  const isRepair = action === 'repair'
  return (
    <>
      {action === 'accept' && (
        <Choice
          label={words.canStillUse}
          value={typed.usable}
          onChoose={(usable) => set({ usable })}
          options={[
            { value: 'yes', word: words.usable },
            { value: 'no', word: words.unusable },
          ]}
        />
      )}
      {(isRepair || action === 'finish') && (
        <>
          <div className="keep-line">
            <Field label={isRepair ? words.expectedDay : words.endedDay} id="fault-day" {...problemOf('fault-day')}>
              {(control) => <DayInput control={control} value={typed.day} onChange={(day) => set({ day })} />}
            </Field>
            <Field label={isRepair ? words.expectedTime : words.endedTime}>
              {(control) => <ClockSelect control={control} value={typed.minute} onChange={(minute) => set({ minute })} />}
            </Field>
          </div>
          <div className="keep-fields">
            <Field label={words.supplierField} isOptional>
              {(control) => (
                <input {...control} maxLength={100} value={typed.supplier} onChange={(event) => set({ supplier: event.target.value })} />
              )}
            </Field>
            <Field label={words.costField} id="fault-cost" isOptional {...problemOf('fault-cost')}>
              {(control) => (
                <input
                  {...control}
                  inputMode="decimal"
                  maxLength={20}
                  value={typed.cost}
                  onChange={(event) => set({ cost: event.target.value })}
                />
              )}
            </Field>
          </div>
        </>
      )}
      <Field label={words.note} id="fault-note" {...problemOf('fault-note')}>
        {(control) => <input {...control} maxLength={500} value={typed.note} onChange={(event) => set({ note: event.target.value })} />}
      </Field>
    </>
  )
}
