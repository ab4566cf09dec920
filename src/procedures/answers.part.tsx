// What was answered to a form, read and not filled in: one fact a field, rows as small tables.
import { listDivisions } from '../places/places.contract.ts'
import { yuan } from '../web/format.ts'
import { useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { deskPageWords as words } from './deskpage.words.ts'
import type { PlainField } from './procedure.contract.ts'

/** The name of a division by its code; the code where none is known. */
export function useDivision(): (code: string | null) => string {
  const name = useName()
  const { data } = useRead(listDivisions, {}, { staleTime: 600_000 })
  return (code) => {
    const division = data?.items.find((one) => one.code === code)
    return division ? name(division) : (code ?? '')
  }
}

/** A value as people read it, by its field. */
function useWritten(): (field: PlainField, value: unknown) => string {
  const say = useSay()
  const divisionOf = useDivision()
  return (field, value) => {
    const titleOf = (code: unknown) => {
      const found = field.choices.find((one) => one.code === code)
      return found ? say(found.title) : String(code)
    }
    if (value === undefined || value === null || value === '') return say(words.notAnswered)
    if (field.type === 'yes') return say(value === true ? words.yes : words.no)
    if (field.type === 'choice') return titleOf(value)
    if (field.type === 'choices') return Array.isArray(value) ? value.map(titleOf).join('；') : titleOf(value)
    if (field.type === 'division') return divisionOf(String(value))
    if (field.type === 'money' && typeof value === 'number') return say(words.yuan, { amount: yuan(value) })
    return field.unit ? `${String(value)} ${say(field.unit)}` : String(value)
  }
}

/** Whether a field was asked at all, by what was answered to the one it hangs on. */
function wasAsked({ askedWhen }: PlainField, answers: Readonly<Record<string, unknown>>): boolean {
  if (!askedWhen) return true
  const given = answers[askedWhen.field]
  const list = Array.isArray(given) ? (given as unknown[]) : [given]
  return askedWhen.is.some((one) => list.includes(one))
}

type Shown = PlainField & { fields?: readonly PlainField[] }
type Props = { fields: readonly Shown[]; answers: Readonly<Record<string, unknown>> }

/** Every field that was asked with its answer. */
export function AnswerList({ fields, answers }: Props) {
  const say = useSay()
  const asked = fields.filter((field) => wasAsked(field, answers))
  const plain = asked.filter((field) => field.type !== 'rows')
  return (
    <>
      <dl className="case-facts">
        {plain.map((field) => (
          <Fact key={field.key} field={field} value={answers[field.key]} />
        ))}
      </dl>
      {asked
        .filter((field) => field.type === 'rows')
        .map((field) => (
          <div key={field.key} className="case-rows">
            <h3>{say(field.title)}</h3>
            <Rows fields={field.fields ?? []} rows={answers[field.key]} />
          </div>
        ))}
    </>
  )
}

function Fact({ field, value }: { field: PlainField; value: unknown }) {
  const say = useSay()
  const written = useWritten()
  const isEmpty = value === undefined || value === null || value === ''
  return (
    <div className={field.type === 'paragraph' ? 'whole' : undefined}>
      <dt>{say(field.title)}</dt>
      <dd className={isEmpty ? 'muted' : undefined}>{written(field, value)}</dd>
    </div>
  )
}

function Rows({ fields, rows }: { fields: readonly PlainField[]; rows: unknown }) {
  const say = useSay()
  const list = Array.isArray(rows) ? (rows as Readonly<Record<string, unknown>>[]) : []
  if (list.length === 0) return <p className="muted">{say(words.notAnswered)}</p>
  return (
    <ol className="case-row-list">
      {list.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer have no identity but their place
        <li key={at}>
          <p className="note">{say(words.row, { number: at + 1 })}</p>
          <AnswerList fields={fields} answers={row} />
        </li>
      ))}
    </ol>
  )
}
