// Fields with their labels and what is wrong with them, and the summary of errors that takes the focus.
import { type ReactNode, type Ref, useEffect, useId, useRef } from 'react'
import type { Word } from '../kernel/word.ts'
import { Icon } from './icon.tsx'
import { T, useSay } from './language.tsx'
import { webWords } from './web.words.ts'

export type FieldControl = { id: string; 'aria-invalid': boolean | undefined; 'aria-describedby': string | undefined; className: string }

/** A labelled field. `children` draws the control with the attributes it is given; `problem` is a ready sentence. */
export function Field(props: {
  label: Word
  hint?: ReactNode
  problem?: string
  isOptional?: boolean
  id?: string
  children: (control: FieldControl) => ReactNode
}) {
  const made = useId()
  const id = props.id ?? made
  const described = [props.problem ? `${id}-problem` : '', props.hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>
        <T w={props.label} />
        {props.isOptional && (
          <span className="optional">
            <T w={webWords.optional} />
          </span>
        )}
      </label>
      {props.children({
        id,
        className: 'input',
        'aria-invalid': props.problem ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {props.problem && (
        <p id={`${id}-problem`} className="problem">
          <Icon name="cross" />
          {props.problem}
        </p>
      )}
      {props.hint && (
        <p id={`${id}-hint`} className="hint">
          {props.hint}
        </p>
      )}
    </div>
  )
}

export type Mistake = { fieldId: string; sentence: string }

/** What is wrong, all of it, each a way to its field. Shown after a try to send; it then takes the focus. */
export function ErrorSummary({ mistakes, attempt }: { mistakes: readonly Mistake[]; attempt: number }) {
  const say = useSay()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (attempt > 0) box.current?.focus()
  }, [attempt])
  if (mistakes.length === 0) return null
  return (
    <div ref={box} className="summary" role="alert" tabIndex={-1}>
      <h3>
        <Icon name="warn" />
        {say(webWords.problemCount, { count: mistakes.length })}
      </h3>
      <ol>
        {mistakes.map((mistake) => (
          <li key={mistake.fieldId}>
            <a
              href={`#${mistake.fieldId}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(mistake.fieldId)?.focus()
              }}
            >
              {mistake.sentence}
            </a>
          </li>
        ))}
      </ol>
    </div>
  )
}

type ButtonProps = {
  children: ReactNode
  onPress?: () => void
  /** Why it cannot be pressed now, as a sentence with a way out; the button stays focusable and says it. */
  reason?: ReactNode
  kind?: 'primary' | 'danger' | 'quiet'
  size?: 'small' | 'large'
  isFull?: boolean
  isBusy?: boolean
  type?: 'button' | 'submit'
  /** Its full name where the words on it are short: what is approved, for whom. */
  label?: string
  id?: string
  ref?: Ref<HTMLButtonElement>
}

/** A button. One that cannot be used says why; one at work says so and takes no second press. */
export function Button({ children, onPress, reason, kind, size, isFull, isBusy, type = 'button', label, id, ref }: ButtonProps) {
  const whyId = useId()
  const say = useSay()
  const isOff = reason !== undefined && reason !== null && reason !== false
  const names = ['btn', isOff ? undefined : kind, size, isFull ? 'full' : undefined].filter(Boolean).join(' ')
  return (
    <>
      <button
        ref={ref}
        id={id}
        type={type}
        className={names}
        aria-label={label}
        aria-disabled={isOff || isBusy || undefined}
        aria-busy={isBusy || undefined}
        aria-describedby={isOff ? whyId : undefined}
        onClick={(event) => {
          if (isOff || isBusy) event.preventDefault()
          else onPress?.()
        }}
      >
        {isBusy && <span className="spin" role="img" aria-label={say(webWords.working)} />}
        {children}
      </button>
      {isOff && (
        <p className="why" id={whyId}>
          {reason}
        </p>
      )}
    </>
  )
}

/** One of a few, side by side, as radio buttons: arrows move, one stop for the keyboard. */
export function Choice<Value extends string>(props: {
  label: Word
  value: Value
  options: readonly { value: Value; word: Word }[]
  onChoose: (value: Value) => void
}) {
  const say = useSay()
  const move = (step: number) => {
    const at = props.options.findIndex((option) => option.value === props.value)
    const next = props.options[(at + step + props.options.length) % props.options.length]
    if (next) props.onChoose(next.value)
  }
  return (
    <div
      className="choice"
      role="radiogroup"
      aria-label={say(props.label)}
      onKeyDown={(event) => {
        const step =
          event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
        if (step === 0) return
        event.preventDefault()
        move(step)
        const radios = [...event.currentTarget.querySelectorAll('button')]
        const at = props.options.findIndex((option) => option.value === props.value)
        radios[(at + step + radios.length) % radios.length]?.focus()
      }}
    >
      {props.options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: the segments are drawn as one control, and a button takes the key presses
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === props.value}
          tabIndex={option.value === props.value ? 0 : -1}
          onClick={() => props.onChoose(option.value)}
        >
          {say(option.word)}
        </button>
      ))}
    </div>
  )
}
