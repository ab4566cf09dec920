// What a form says, to be read: each field that was asked with its answer as people write it.
import { ChildName } from '../identity/child.part.tsx'
import { price } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { webWords } from '../web/web.words.ts'
import { applicationWords as words } from './application.words.ts'
import { type Drawn, type GivenRow, isAskedNow } from './form.part.tsx'
import { formPartWords } from './formpart.words.ts'
import { useDivisionName } from './place.part.tsx'

export function AnswersShown({ fields, answers }: { fields: readonly Drawn[]; answers: GivenRow }) {
  const say = useSay()
  return (
    <dl className="answers">
      {fields
        .filter((field) => isAskedNow(field, answers))
        .map((field) => (
          <div key={field.key}>
            <dt>{say(field.title)}</dt>
            <dd>
              <AnswerShown field={field} value={answers[field.key]} />
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** One answer as people write it. */
export function AnswerShown({ field, value }: { field: Drawn; value: unknown }) {
  const say = useSay()
  const divisionName = useDivisionName()
  if (value === undefined || value === null || value === '') return <span className="muted">{say(words.nothing)}</span>
  const choice = (code: unknown) => {
    const found = field.choices.find((one) => one.code === code)
    return found ? say(found.title) : String(code)
  }
  switch (field.type) {
    case 'rows':
      return (
        <ol className="numbered">
          {(value as GivenRow[]).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own; it is its place in the list
            <li key={at}>
              <AnswersShown fields={field.fields ?? []} answers={row} />
            </li>
          ))}
        </ol>
      )
    case 'yes':
      return say(value === true ? formPartWords.yes : formPartWords.no)
    case 'choice':
      return choice(value)
    case 'choices':
      return (value as unknown[]).map(choice).join('、')
    case 'child':
      return <ChildName id={String(value)} />
    case 'division':
      return divisionName(String(value))
    case 'money':
      return typeof value === 'number' ? `${price(value)} ${say(webWords.yuan)}` : String(value)
    case 'integer':
      return `${value}${field.unit ? ` ${say(field.unit)}` : ''}`
    default:
      return <span className="answer-text">{String(value)}</span>
  }
}
