// Which part of a page is shown: chosen above it and kept in the address, so that it can be sent on and gone back to.
import { useNavigate } from '@tanstack/react-router'
import type { Word } from '../kernel/word.ts'
import { Choice } from './field.tsx'

type ShownChoiceProps<Value extends string> = { label: Word; value: Value; options: readonly { value: Value; word: Word }[] }

/** Changes `show` in the address of the page it stands on. */
export function ShownChoice<Value extends string>({ label, value, options }: ShownChoiceProps<Value>) {
  const navigate = useNavigate()
  const choose = (show: Value) => void navigate({ to: '.', search: { show } as never, replace: true })
  return <Choice label={label} value={value} options={options} onChoose={choose} />
}
