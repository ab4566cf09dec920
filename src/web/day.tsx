// Days and times of the day in forms: a day is picked or typed as 2024-05-23, a time is one of the clock's steps.
import './styles/day.css'
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import type { FieldControl } from './field.tsx'
import { clock } from './format.ts'

type DayInputProps = { control: FieldControl; value: string; onChange: (day: string) => void; disabled?: boolean; from?: string }

/** A day as '2024-05-23'; '' while there is none. Days before `from` cannot be picked. */
export function DayInput({ control, value, onChange, disabled = false, from }: DayInputProps) {
  const tell = (day: Dayjs | null) => onChange(day?.isValid() ? day.format('YYYY-MM-DD') : '')
  return (
    <DatePicker
      className="day-input"
      id={control.id}
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
      {...(control['aria-invalid'] ? { status: 'error' as const } : {})}
      format="YYYY-MM-DD"
      placeholder="2024-05-23"
      value={value === '' ? null : dayjs(value)}
      onChange={tell}
      // A day that was typed counts at once, wherever the focus goes next.
      onCalendarChange={(day) => !Array.isArray(day) && tell(day)}
      // Enter takes the day that was typed; it does not send the form as well.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault()
      }}
      disabled={disabled}
      {...(from ? { minDate: dayjs(from) } : {})}
    />
  )
}

const quarters = Array.from({ length: 97 }, (_, at) => at * 15)

type ClockSelectProps = {
  value: number
  onChange: (minutes: number) => void
  label?: string
  control?: FieldControl
  disabled?: boolean
}

/** A time of the day in minutes, by quarters of an hour up to 24:00; a value between them stays as it is. */
export function ClockSelect({ value, onChange, label, control, disabled }: ClockSelectProps) {
  const minutes = quarters.includes(value) ? quarters : [...quarters, value].toSorted((a, b) => a - b)
  return (
    <select
      {...(control ?? { className: 'input' })}
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {minutes.map((one) => (
        <option key={one} value={one}>
          {clock(one)}
        </option>
      ))}
    </select>
  )
}
