// The fields of how an instrument is booked: what it takes, how long, how soon, who decides.
import { Choice, Field, type Mistake } from '../web/field.tsx'
import { type Say, useSay } from '../web/language.tsx'
import { approvals } from './booking.contract.ts'
import { keeperWords as words } from './keeper.words.ts'
import type { BookingRules } from './schedule.contract.ts'
import { scheduleWords } from './schedule.words.ts'

type Policy = BookingRules['policy']
const numberBounds = {
  minutesLeast: { least: 5, most: 10_080, unit: words.minute },
  minutesMost: { least: 5, most: 10_080, unit: words.minute },
  bufferMinutes: { least: 0, most: 240, unit: words.minute },
  noticeMinutes: { least: 0, most: 43_200, unit: words.minute },
  horizonDays: { least: 1, most: 366, unit: words.day },
} as const
type NumberName = keyof typeof numberBounds
const numberNames = Object.keys(numberBounds) as NumberName[]
const steps: readonly Policy['stepMinutes'][] = [5, 10, 15, 20, 30, 60]

/** A policy as a form holds it: numbers as typed. */
export type PolicyTyped = Omit<Policy, NumberName> & Record<NumberName, string>

export function typedPolicy(policy: Policy): PolicyTyped {
  return { ...policy, ...(Object.fromEntries(numberNames.map((name) => [name, String(policy[name])])) as Record<NumberName, string>) }
}

/** The policy that was typed; a number that is none is NaN, and told by `policyMistakes`. */
export function policyOf(typed: PolicyTyped): Policy {
  const numbers = numberNames.map((name) => [name, /^\d{1,6}$/.test(typed[name].trim()) ? Number(typed[name]) : Number.NaN])
  return { ...typed, ...(Object.fromEntries(numbers) as Record<NumberName, number>) }
}

const fieldIdOf = (name: NumberName) => `policy-${name}`

export function policyMistakes(policy: Policy, say: Say): Mistake[] {
  const outside = numberNames.filter((name) => !(policy[name] >= numberBounds[name].least && policy[name] <= numberBounds[name].most))
  const wrong = outside.map((name) => ({ fieldId: fieldIdOf(name), sentence: say(words.wholeBetween, numberBounds[name]) }))
  if (wrong.length === 0 && policy.minutesLeast > policy.minutesMost)
    return [{ fieldId: fieldIdOf('minutesMost'), sentence: say(scheduleWords.minutesWrong) }]
  return wrong
}

type Props = { typed: PolicyTyped; onChange: (typed: PolicyTyped) => void; mistakes: readonly Mistake[] }

export function PolicyFields({ typed, onChange, mistakes }: Props) {
  const say = useSay()
  const set = (part: Partial<PolicyTyped>) => onChange({ ...typed, ...part })
  const check = (name: 'takesBookings' | 'takesSamples') => (
    <label className="check-line">
      <input className="check" type="checkbox" checked={typed[name]} onChange={(event) => set({ [name]: event.target.checked })} />
      {say(words[name])}
    </label>
  )
  return (
    <>
      <div className="keep-fields">
        <div className="field">
          <span className="label">{say(words.way)}</span>
          <div>
            {check('takesBookings')}
            {check('takesSamples')}
          </div>
        </div>
        <div className="field">
          <span className="label">{say(words.approval)}</span>
          <Choice
            label={words.approval}
            value={typed.approval}
            onChoose={(approval) => set({ approval })}
            options={approvals.map((value) => ({ value, word: words[value] }))}
          />
        </div>
      </div>
      <div className="keep-line">
        {numberNames.map((name) => (
          <NumberField key={name} name={name} value={typed[name]} onChange={(value) => set({ [name]: value })} mistakes={mistakes} />
        ))}
        <Field label={words.stepMinutes}>
          {(control) => (
            <span className="with-unit">
              <select
                {...control}
                value={typed.stepMinutes}
                onChange={(event) => set({ stepMinutes: Number(event.target.value) as Policy['stepMinutes'] })}
              >
                {steps.map((step) => (
                  <option key={step} value={step}>
                    {step}
                  </option>
                ))}
              </select>
              <span>{say(words.minute)}</span>
            </span>
          )}
        </Field>
      </div>
    </>
  )
}

type NumberProps = { name: NumberName; value: string; onChange: (value: string) => void; mistakes: readonly Mistake[] }

function NumberField({ name, value, onChange, mistakes }: NumberProps) {
  const say = useSay()
  const problem = mistakes.find((mistake) => mistake.fieldId === fieldIdOf(name))?.sentence
  return (
    <Field label={words[name]} id={fieldIdOf(name)} problem={problem}>
      {(control) => (
        <span className="with-unit">
          <input {...control} inputMode="numeric" maxLength={6} value={value} onChange={(event) => onChange(event.target.value)} />
          <span>{say(numberBounds[name].unit)}</span>
        </span>
      )}
    </Field>
  )
}
