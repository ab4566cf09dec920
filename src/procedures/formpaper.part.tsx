// The declared form on paper: blank to be filled in by hand, or as it was filled in; with its materials, a promise, and room for seals.
import '../web/styles/letter.css'
import '../web/styles/formpaper.css'
import { useSay } from '../web/language.tsx'
import { AnswerShown } from './filled.part.tsx'
import type { GivenRow } from './form.part.tsx'
import { isAskedNow } from './form.part.tsx'
import { formPaperWords as words } from './formpaper.words.ts'
import { formPartWords } from './formpart.words.ts'
import type { FieldShown, PlainField } from './procedure.contract.ts'

type Sentence = { zh: string; en: string }
export type Paper = {
  title: Sentence
  caseNo: string | null
  basis: readonly { documentNo: string; title: Sentence }[]
  versionNumber: number | null
  fields: readonly FieldShown[]
  /** Left out for a blank form. */
  answers?: GivenRow
  materials: readonly { code: string; title: Sentence; isOptional: boolean; given?: string }[]
  /** Whose opinions there is room for. */
  stages: readonly { code: string; title: Sentence }[]
}

export function FormPaper({ paper }: { paper: Paper }) {
  const say = useSay()
  const basis = paper.basis.map((one) => say(words.basisOne, { title: say(one.title), documentNo: one.documentNo }))
  const { answers } = paper
  const fields = answers ? paper.fields.filter((field) => isAskedNow(field, answers)) : paper.fields
  return (
    <article className="letter form-paper">
      <h1>{say(words.title, { procedure: say(paper.title) })}</h1>
      <p className="form-paper-number">{paper.caseNo ? say(words.number, { caseNo: paper.caseNo }) : say(words.blankNumber)}</p>
      <table>
        <tbody>
          {fields.map((field) => (
            <tr key={field.key}>
              <th scope="row">
                {say(field.title)}
                {!answers && <Hint field={field} fields={paper.fields} />}
              </th>
              <td>{answers ? <AnswerShown field={field} value={answers[field.key]} /> : <Blank field={field} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Materials paper={paper} />
      <table className="form-paper-seals">
        <tbody>
          <tr>
            <td>
              <p>{say(words.promise)}</p>
              <p className="form-paper-sign">{say(words.applicant)}</p>
              <p className="form-paper-sign">{say(words.day)}</p>
            </td>
          </tr>
          {paper.stages.map((stage) => (
            <tr key={stage.code}>
              <td>
                <p>{say(words.opinion, { stage: say(stage.title) })}</p>
                <p className="form-paper-sign">{say(words.seal)}</p>
                <p className="form-paper-sign">{say(words.day)}</p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="letter-note">
        {say(words.basis, { basis: basis.join('、') })}
        {paper.versionNumber !== null && `　${say(words.edition, { number: paper.versionNumber })}`}
      </p>
    </article>
  )
}

/** Under which other answer a field is asked at all, and in which unit. */
function Hint({ field, fields }: { field: PlainField; fields: readonly PlainField[] }) {
  const say = useSay()
  const on = fields.find(({ key }) => key === field.askedWhen?.field)
  const named = field.askedWhen?.is.map((code) => {
    if (typeof code === 'boolean') return say(code ? formPartWords.yes : formPartWords.no)
    const choice = on?.choices.find((one) => one.code === code)
    return choice ? say(choice.title) : code
  })
  return named ? <small>{say(words.onlyIf, { choice: `${on ? say(on.title) : ''}：${named.join('、')}` })}</small> : null
}

const rowsOnPaper = [1, 2, 3]

/** Room for an answer by hand: a box to tick for each choice, lines for a text, a small table for rows. */
function Blank({ field }: { field: PlainField & { fields?: readonly PlainField[] } }) {
  const say = useSay()
  const box = (text: string) => (
    <span key={text} className="form-paper-box">
      □ {text}
    </span>
  )
  switch (field.type) {
    case 'yes':
      return [box(say(formPartWords.yes)), box(say(formPartWords.no))]
    case 'choice':
    case 'choices':
      // A long list is looked up in the guide.
      if (field.choices.length > 20) return <>　</>
      return field.choices.map((choice) => box(say(choice.title)))
    case 'rows':
      return (
        <table className="form-paper-rows">
          <thead>
            <tr>
              {field.fields?.map((inner) => (
                <th key={inner.key} scope="col">
                  {say(inner.title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOnPaper.map((number) => (
              <tr key={number}>
                {field.fields?.map((inner) => (
                  <td key={inner.key}>　</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'paragraph':
      return <div className="form-paper-room" />
    default:
      return <>　{field.unit && say(field.unit)}</>
  }
}

function Materials({ paper }: { paper: Paper }) {
  const say = useSay()
  if (paper.materials.length === 0) return null
  return (
    <>
      <h2>{say(words.materials)}</h2>
      <ol className="form-paper-materials">
        {paper.materials.map((material) => (
          <li key={material.code}>
            {material.given === undefined ? '□ ' : material.given ? '☑ ' : '□ '}
            {say(material.title)}
            {material.isOptional && say(words.optional)}
            {material.given && `　${material.given}`}
          </li>
        ))}
      </ol>
    </>
  )
}
