// A day in a form where no calendar is loaded: it is typed, in any of the ways people write one, and shown as 2024-05-23.
import { useEffect, useState } from 'react'
import type { FieldControl } from './field.tsx'
import { dayOfText } from './format.ts'
import { useSay } from './language.tsx'
import { webWords } from './web.words.ts'

type Props = {
  control: Pick<FieldControl, 'id' | 'className'> & Partial<FieldControl>
  value: string
  /** Told once the field is left or Enter is pressed: the day as '2024-05-23', '' when it was emptied, or what stands there as written. */
  onChange: (day: string) => void
  min?: string
  max?: string
}

/** A native date field would speak the browser's language and not the page's; this one says what is wrong in the page's own. */
export function DayText({ control, value, onChange, min = '', max = '9999' }: Props) {
  const say = useSay()
  const [text, setText] = useState(value)
  const [taken, setTaken] = useState(value)
  useEffect(() => {
    setText(value)
    setTaken(value)
  }, [value])
  const take = () => {
    const day = dayOfText(text) ?? text.trim()
    setText(day)
    setTaken(day)
    if (day !== value) onChange(day)
  }
  const problem = () => {
    if (taken === '') return undefined
    if (!dayOfText(taken)) return say(webWords.dayWrong)
    if (taken < min) return say(webWords.dayTooEarly, { dayOn: min })
    return taken > max ? say(webWords.dayTooLate, { dayOn: max }) : undefined
  }
  // Where the form says by the field what is wrong, it is not said twice.
  const told = control['aria-invalid'] ? undefined : problem()
  const described = [control['aria-describedby'], told && `${control.id}-day`].filter(Boolean).join(' ')
  return (
    <>
      <input
        {...control}
        inputMode="numeric"
        autoComplete="off"
        size={12}
        maxLength={20}
        placeholder="2024-05-23"
        aria-invalid={told ? true : control['aria-invalid']}
        aria-describedby={described || undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
      {told && (
        <small id={`${control.id}-day`} className="problem day-problem" role="alert">
          {told}
        </small>
      )}
    </>
  )
}
