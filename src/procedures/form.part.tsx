// A declared form as fields: every kind of field with its control, what is wrong beside it, and what another answer makes needless left out.
import { useId, useState } from 'react'
import { ChildSelect } from '../identity/child.part.tsx'
import { DayText } from '../web/daytext.tsx'
import { fenOf, textOfFen } from '../web/entry.ts'
import { Button, Field, type FieldControl } from '../web/field.tsx'
import { Icon } from '../web/icon.tsx'
import { T, useSay } from '../web/language.tsx'
import { webWords } from '../web/web.words.ts'
import { formPartWords as words } from './formpart.words.ts'
import { CountySelect, useDivisionName } from './place.part.tsx'
import type { PlainField } from './procedure.contract.ts'

/** What stands in a field: an answer, or what was typed that is none yet. */
export type Given = string | number | boolean | readonly string[] | readonly GivenRow[] | undefined
export type GivenRow = { readonly [key: string]: Given }

/** A field to be drawn; only rows have fields of their own. */
export type Drawn = PlainField & { readonly fields?: readonly PlainField[] }

/** The id of a field's control on the page; a row's fields are told apart by their number. */
export const fieldIdOf = (path: string) => `f-${path.replaceAll('.', '-')}`

/** Whether a field is asked, by what stands in the one it hangs on. */
export function isAskedNow(field: PlainField, given: GivenRow): boolean {
  if (!field.askedWhen) return true
  const value = given[field.askedWhen.field]
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return field.askedWhen.is.some((one) => list.includes(one))
}

type Notes = {
  /** What is wrong with the field at a path, as a sentence. */
  problemOf: (path: string) => string | undefined
  /** What the office asks to be mended there. */
  defectOf?: (path: string) => string | undefined
}
type FormProps = Notes & {
  fields: readonly Drawn[]
  given: GivenRow
  onChange: (given: GivenRow) => void
  at?: string
  /** No field need be answered. */
  isFree?: boolean
}

export function FormFields({ fields, given, onChange, at = '', isFree = false, ...notes }: FormProps) {
  return fields
    .filter((field) => isAskedNow(field, given))
    .map((field) => (
      <OneField
        key={field.key}
        {...notes}
        field={isFree ? { ...field, isOptional: false } : field}
        path={at + field.key}
        value={given[field.key]}
        onChange={(value) => onChange({ ...given, [field.key]: value })}
      />
    ))
}

/** As many choices as stand there to be read; more are a list to pick from. */
const fewMost = 10

type OneProps = Notes & { field: Drawn; path: string; value: Given; onChange: (value: Given) => void }

function OneField(props: OneProps) {
  const { field, path, problemOf, defectOf } = props
  if (field.isFixed) return <FixedField field={field} value={props.value} />
  if (field.type === 'rows') return <Rows {...props} />
  const isFew = field.type === 'choice' && field.choices.length <= fewMost
  if (field.type === 'yes' || isFew || field.type === 'choices') return <Options {...props} />
  const problem = problemOf(path)
  const defect = defectOf?.(path)
  return (
    <div className="form-field" data-path={path}>
      <Field
        id={fieldIdOf(path)}
        label={field.title}
        isOptional={field.isOptional}
        {...(problem ? { problem } : {})}
        {...(field.help ? { hint: <T w={field.help} /> } : {})}
      >
        {(control) => <Control {...props} control={control} />}
      </Field>
      <Defect text={defect} />
    </div>
  )
}

/** What was settled at the start, to be read. */
function FixedField({ field, value }: { field: Drawn; value: Given }) {
  const say = useSay()
  const divisionName = useDivisionName()
  const text = String(value ?? '')
  return (
    <div className="form-field" data-path={field.key}>
      <p className="label">{say(field.title)}</p>
      <p>{field.type === 'division' ? divisionName(text) : text}</p>
    </div>
  )
}

function Defect({ text }: { text: string | undefined }) {
  const say = useSay()
  if (!text) return null
  return (
    <p className="defect">
      <b>{say(words.mend)}</b>
      {text}
    </p>
  )
}

function Control({ field, value, onChange, control }: OneProps & { control: FieldControl }) {
  const text = typeof value === 'string' ? value : ''
  const most = field.most ?? (field.type === 'paragraph' ? 4000 : 200)
  const set = (event: { target: { value: string } }) => onChange(event.target.value)
  switch (field.type) {
    case 'paragraph':
      return <textarea {...control} rows={6} maxLength={most} value={text} onChange={set} />
    case 'integer':
    case 'money':
      return <NumberInput field={field} value={value} onChange={onChange} control={control} />
    case 'choice':
      return <ChoiceSelect field={field} text={text} onChange={onChange} control={control} />
    case 'day':
      return <DayText control={control} value={text} onChange={onChange} />
    case 'division':
      return <CountySelect control={control} value={text} onChange={onChange} />
    case 'child':
      return <ChildSelect control={control} value={text} onChange={onChange} />
    case 'resident_id':
    case 'bank_account':
    case 'credit_code':
      return <input {...control} autoComplete="off" maxLength={60} value={text} onChange={set} />
    case 'phone':
      return <input {...control} type="tel" autoComplete="tel" maxLength={40} value={text} onChange={set} />
    default:
      return <input {...control} maxLength={most} value={text} onChange={set} />
  }
}

function ChoiceSelect({ field, text, onChange, control }: Pick<OneProps, 'field' | 'onChange'> & { text: string; control: FieldControl }) {
  const say = useSay()
  const chosen = field.choices.find(({ code }) => code === text)
  return (
    <>
      <select {...control} value={text} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{say(words.choose)}</option>
        {field.choices.map(({ code, title }) => (
          <option key={code} value={code}>
            {say(title)}
          </option>
        ))}
      </select>
      {/* A narrow list cuts a long one short. */}
      {chosen && <p className="hint">{say(chosen.title)}</p>}
    </>
  )
}

/** A count, or money in yuan; what is no number stays as it was typed, and the server says what is wrong with it. */
function NumberInput({ field, value, onChange, control }: Pick<OneProps, 'field' | 'value' | 'onChange'> & { control: FieldControl }) {
  const say = useSay()
  const isMoney = field.type === 'money'
  const [text, setText] = useState(() => (typeof value === 'number' ? (isMoney ? textOfFen(value) : String(value)) : String(value ?? '')))
  const tell = (typed: string) => {
    setText(typed)
    const plain = typed.trim()
    const read = isMoney ? fenOf(plain) : /^\d{1,15}$/.test(plain) ? Number(plain) : undefined
    onChange(plain === '' ? undefined : (read ?? plain))
  }
  const unit = isMoney ? webWords.yuan : field.unit
  return (
    <div className="with-unit">
      <input {...control} inputMode={isMoney ? 'decimal' : 'numeric'} value={text} onChange={(event) => tell(event.target.value)} />
      {unit && <span className="unit">{say(unit)}</span>}
    </div>
  )
}

/** One of a few, several of a few, or yes and no: every choice stands there to be read. */
function Options({ field, path, value, onChange, problemOf, defectOf }: OneProps) {
  const say = useSay()
  const id = fieldIdOf(path)
  const name = useId()
  const problem = problemOf(path)
  const isSeveral = field.type === 'choices'
  const several = Array.isArray(value) ? (value as readonly string[]) : []
  const options =
    field.type === 'yes'
      ? [
          { code: 'yes', title: words.yes, value: true as Given },
          { code: 'no', title: words.no, value: false as Given },
        ]
      : field.choices.map((choice) => ({ ...choice, value: choice.code as Given }))
  const choose = (chosen: Given, isOn: boolean) => {
    if (!isSeveral) return onChange(chosen)
    const rest = several.filter((one) => one !== chosen)
    onChange(isOn ? [...rest, chosen as string] : rest)
  }
  const described = [problem ? `${id}-problem` : '', field.help ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined
  return (
    <fieldset className="form-field options" data-path={path} aria-describedby={described}>
      <legend>
        {say(field.title)}
        {field.isOptional && <span className="optional">{say(webWords.optional)}</span>}
      </legend>
      <div className={field.type === 'yes' ? 'option-row' : 'option-list'}>
        {options.map((option, at) => (
          <label key={option.code} className="check-line">
            <input
              {...(at === 0 ? { id } : {})}
              className={isSeveral ? 'check' : 'check radio'}
              type={isSeveral ? 'checkbox' : 'radio'}
              name={name}
              checked={isSeveral ? several.includes(option.code) : value === option.value}
              aria-invalid={problem && !isSeveral ? true : undefined}
              onChange={(event) => choose(option.value, event.target.checked)}
            />
            <span>{say(option.title)}</span>
          </label>
        ))}
      </div>
      {problem && (
        <p id={`${id}-problem`} className="problem">
          <Icon name="cross" />
          {problem}
        </p>
      )}
      {field.help && (
        <p id={`${id}-hint`} className="hint">
          {say(field.help)}
        </p>
      )}
      <Defect text={defectOf?.(path)} />
    </fieldset>
  )
}

/** Lines of the same kind, as many as there are. */
function Rows({ field, path, value, onChange, problemOf, defectOf }: OneProps) {
  const say = useSay()
  const rows = Array.isArray(value) ? (value as readonly GivenRow[]) : []
  const most = field.most ?? 20
  const problem = problemOf(path)
  return (
    <fieldset className="form-field rows-field" data-path={path}>
      <legend>
        {say(field.title)}
        {field.isOptional && <span className="optional">{say(webWords.optional)}</span>}
      </legend>
      {field.help && <p className="hint">{say(field.help)}</p>}
      <ol>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own; it is its place in the list
          <li key={at}>
            <p className="muted">{say(words.row, { number: at + 1 })}</p>
            <FormFields
              fields={field.fields ?? []}
              given={row}
              at={`${path}.${at}.`}
              problemOf={problemOf}
              onChange={(changed) => onChange(rows.with(at, changed))}
            />
            <Button size="small" label={say(words.removeRow, { number: at + 1 })} onPress={() => onChange(rows.toSpliced(at, 1))}>
              {say(words.remove)}
            </Button>
          </li>
        ))}
      </ol>
      <div className="buttons" id={fieldIdOf(path)} tabIndex={-1}>
        <Button
          size="small"
          {...(rows.length >= most ? { reason: say(words.rowsFull, { most }) } : {})}
          onPress={() => onChange([...rows, {}])}
        >
          {say(words.add)}
        </Button>
      </div>
      {problem && (
        <p className="problem">
          <Icon name="cross" />
          {problem}
        </p>
      )}
      <Defect text={defectOf?.(path)} />
    </fieldset>
  )
}
