// The thresholds of an instrument: those that hold, finding them in the readings or in marked periods, or stating them.
import { type FormEvent, useState } from 'react'
import { ClockSelect, DayInput } from '../web/day.tsx'
import { Button, ErrorSummary, Field, type Mistake } from '../web/field.tsx'
import { count, momentAt } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { calibratePower, getPowerDay, type PowerDay, type PowerRuleShown, setPowerRule } from './power.contract.ts'
import { powerWords as words } from './power.words.ts'

const states = ['off', 'standby', 'on'] as const
type Props = { id: string; power: PowerDay }

function useRuleSentence(): (rule: PowerRuleShown) => string {
  const say = useSay()
  return ({ validFrom, standbyWatt, onWatt, basis, certaintyPercent }) =>
    say(words.rule, {
      ...{ from: validFrom, standby: count(Math.round(standbyWatt)), on: count(Math.round(onWatt)) },
      basis: say(words[`basis_${basis}`], { certainty: certaintyPercent ?? '' }),
    })
}

export function PowerRules({ id, power }: Props) {
  const say = useSay()
  const sentence = useRuleSentence()
  const [way, setWay] = useState<'mark' | 'state'>()
  const back = () => setWay(undefined)
  const find = useSend(calibratePower, { refresh: [getPowerDay] })
  const { day, rule } = power
  return (
    <section className="keep-section power-rule" aria-labelledby="power-rule">
      <h2 id="power-rule">{say(words.ruleTitle)}</h2>
      <p>{rule ? sentence(rule) : say(words.ruleNone)}</p>
      {find.error && <Problem key={find.submittedAt} error={find.error} isAnswer />}
      {!way && (
        <div className="buttons">
          <Button size="small" isBusy={find.isPending} onPress={() => find.mutate({ id, validFrom: day })}>
            {say(words.findRule)}
          </Button>
          <Button size="small" onPress={() => setWay('mark')}>
            {say(words.markRule)}
          </Button>
          <Button size="small" onPress={() => setWay('state')}>
            {say(words.stateRule)}
          </Button>
        </div>
      )}
      {way === 'state' && <StateForm id={id} power={power} onBack={back} />}
      {way === 'mark' && <MarkForm id={id} power={power} onBack={back} />}
    </section>
  )
}

function StateForm({ id, power, onBack }: Props & { onBack: () => void }) {
  const say = useSay()
  const [typed, setTyped] = useState({ from: power.day, standby: '', on: '' })
  const [attempt, setAttempt] = useState(0)
  const send = useSend(setPowerRule, { refresh: [getPowerDay], onDone: onBack })
  const [standbyWatt, onWatt] = [Number(typed.standby), Number(typed.on)]
  const isWrong = !(standbyWatt > 0 && onWatt > standbyWatt)
  const problem = attempt > 0 && isWrong ? { problem: say(words.watts) } : {}
  const mistakes: Mistake[] = attempt > 0 && isWrong ? [{ fieldId: 'standby-watt', sentence: say(words.watts) }] : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (!isWrong && typed.from !== '') send.mutate({ id, validFrom: typed.from, standbyWatt, onWatt })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="keep-line">
        <Field label={words.validFrom}>
          {(control) => <DayInput control={control} value={typed.from} onChange={(from) => setTyped({ ...typed, from })} />}
        </Field>
        <Field label={words.standbyWatt} id="standby-watt" {...problem}>
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              value={typed.standby}
              onChange={(event) => setTyped({ ...typed, standby: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.onWatt} {...problem}>
          {(control) => (
            <input {...control} inputMode="decimal" value={typed.on} onChange={(event) => setTyped({ ...typed, on: event.target.value })} />
          )}
        </Field>
      </div>
      <Ends isBusy={send.isPending} onBack={onBack} />
    </form>
  )
}

function Ends({ isBusy, onBack }: { isBusy: boolean; onBack: () => void }) {
  const say = useSay()
  return (
    <div className="buttons">
      <Button type="submit" size="small" kind="primary" isBusy={isBusy}>
        {say(words.save)}
      </Button>
      <Button size="small" onPress={onBack}>
        {say(words.back)}
      </Button>
    </div>
  )
}

const firstMarks = { off: [0, 60], standby: [480, 540], on: [600, 660] } as const

function MarkForm({ id, power, onBack }: Props & { onBack: () => void }) {
  const say = useSay()
  const [marks, setMarks] = useState<Record<(typeof states)[number], readonly [number, number]>>(firstMarks)
  const [attempt, setAttempt] = useState(0)
  const send = useSend(calibratePower, { refresh: [getPowerDay], onDone: onBack })
  const wrong = states.filter((state) => marks[state][1] <= marks[state][0])
  const mistakes: Mistake[] = attempt > 0 ? wrong.map((state) => ({ fieldId: `mark-${state}`, sentence: say(words.marksWrong) })) : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAttempt(attempt + 1)
    if (wrong.length > 0) return
    const at = (minute: number) => momentAt(power.day, minute)
    send.mutate({
      ...{ id, validFrom: power.day },
      marks: states.map((state) => ({ state, startsAt: at(marks[state][0]), endsAt: at(marks[state][1]) })),
    })
  }
  return (
    <form className="form keep-form" onSubmit={submit} noValidate>
      <ErrorSummary mistakes={mistakes} attempt={attempt} />
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <p className="why">{say(words.marks, { day: power.day })}</p>
      {states.map((state) => {
        const [from, to] = marks[state]
        const name = say(words[`state_${state}`])
        return (
          <div className="keep-line" key={state}>
            <span id={`mark-${state}`} tabIndex={-1}>
              {name}
            </span>
            <ClockSelect
              label={say(words.markFrom, { state: name })}
              value={from}
              onChange={(minute) => setMarks({ ...marks, [state]: [minute, to] })}
            />
            <ClockSelect
              label={say(words.markTo, { state: name })}
              value={to}
              onChange={(minute) => setMarks({ ...marks, [state]: [from, minute] })}
            />
          </div>
        )
      })}
      <Ends isBusy={send.isPending} onBack={onBack} />
    </form>
  )
}
