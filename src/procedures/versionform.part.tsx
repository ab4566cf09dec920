// A version being drafted: its numbers, words and standard, tried on last year's cases, and published from a day on.
import { type FormEvent, useState } from 'react'
import type { Input, Output } from '../kernel/contract.ts'
import { CallRefused } from '../web/call.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { directingWords as words } from './directing.words.ts'
import { getProcedure, type ProcedureShown } from './procedure.contract.ts'
import { StandardList } from './standard.part.tsx'
import { draftVersion, listVersions, previewVersion, publishVersion } from './version.contract.ts'
import { cellsOf, type Typed, typedOf, valuesOf } from './versiondraft.rules.ts'
import { versionPageWords } from './versionpage.words.ts'
import { type SaidTexts, VersionTexts } from './versiontext.part.tsx'

type FormProps = {
  guide: ProcedureShown
  draft: Output<typeof draftVersion>
  onDone: (version: Output<typeof publishVersion>) => void
  onBack: () => void
}
type Preview = { asked: Input<typeof previewVersion>; found: Output<typeof previewVersion> }

export function VersionForm({ guide, draft, onDone, onBack }: FormProps) {
  const say = useSay()
  const [typed, setTyped] = useState<Typed>(() => typedOf(guide.parameters))
  const [texts, setTexts] = useState<SaidTexts>(() => saidIn(draft))
  const [standard, setStandard] = useState(draft.standard)
  const [about, setAbout] = useState(nothingSaid)
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [isTried, setIsTried] = useState(false)
  const [preview, setPreview] = useState<Preview>()
  const trying = useSend(previewVersion, { onDone: (found, asked) => setPreview({ asked: { ...asked }, found }) })
  const sending = useSend(publishVersion, { onDone, refresh: [listVersions, getProcedure, draftVersion] })
  const year = Number(shanghaiDay(Date.now()).slice(0, 4)) - 1
  const wanted = () => {
    const found = valuesOf(guide.parameters, typed)
    setWrong(found.wrong)
    if (found.wrong.length > 0) return undefined
    return { code: guide.code, parameters: found.values, texts, ...(draft.asksStandard ? { standard } : {}) }
  }
  const attempt = () => {
    const asked = wanted()
    if (asked) trying.mutate({ ...asked, from: `${year}-01-01`, to: `${year}-12-31` })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    const asked = wanted()
    if (!asked || !preview || !about.validFrom || about.documentNo.trim().length < 2) return
    const { from, to } = preview.asked
    sending.mutate({ ...asked, ...about, tried: { from, to, cases: preview.found.cases, changed: preview.found.changed.length } })
  }
  /** What was tried is what is published: every change asks for another trial. */
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      setPreview(undefined)
    }
  const error = sending.error ?? trying.error
  return (
    <form className="form pane version-form" onSubmit={submit} noValidate>
      <h3>{say(words.parameters)}</h3>
      <Numbers guide={guide} typed={typed} wrong={wrong} onType={changing((part) => setTyped({ ...typed, ...part }))} />
      <VersionTexts draft={draft} texts={texts} onChange={changing(setTexts)} />
      {draft.asksStandard && <StandardList guide={guide} items={standard} onChange={changing(setStandard)} />}
      <div>
        <Button isBusy={trying.isPending} onPress={attempt}>
          {say(words.preview)}
        </Button>
      </div>
      {preview && <Previewed guide={guide} preview={preview} />}
      <About about={about} isTried={isTried} onChange={(part) => setAbout({ ...about, ...part })} />
      {error && (
        <Problem key={`${trying.submittedAt} ${sending.submittedAt}`} error={error} isAnswer>
          <Faults guide={guide} draft={draft} error={error} />
        </Problem>
      )}
      <div className="buttons">
        <Button type="submit" kind="primary" isBusy={sending.isPending} reason={preview ? undefined : say(words.previewFirst)}>
          {say(words.publish)}
        </Button>
        <Button onPress={onBack}>{say(words.back)}</Button>
      </div>
    </form>
  )
}

/** What the latest version words otherwise. */
const saidIn = ({ texts }: Output<typeof draftVersion>): SaidTexts =>
  Object.fromEntries(texts.flatMap(({ path, said }) => (said ? [[path, said]] : [])))

const nothingSaid = { validFrom: '', documentNo: '', note: '' }
type AboutProps = { about: typeof nothingSaid; isTried: boolean; onChange: (part: Partial<typeof nothingSaid>) => void }

/** From when a version holds, and by which document. */
function About({ about, isTried, onChange }: AboutProps) {
  const say = useSay()
  const need = (isMissing: boolean) => (isTried && isMissing ? { problem: say(words.missing) } : {})
  return (
    <div className="number-list">
      <Field label={words.validFrom} {...need(about.validFrom === '')}>
        {(control) => <DayInput control={control} value={about.validFrom} onChange={(validFrom) => onChange({ validFrom })} />}
      </Field>
      {(['documentNo', 'note'] as const).map((key) => (
        <Field
          key={key}
          label={words[key]}
          isOptional={key === 'note'}
          {...need(key === 'documentNo' && about.documentNo.trim().length < 2)}
        >
          {(control) => <input {...control} value={about[key]} onChange={(event) => onChange({ [key]: event.target.value })} />}
        </Field>
      ))}
    </div>
  )
}

type NumbersProps = { guide: ProcedureShown; typed: Typed; wrong: readonly string[]; onType: (part: Typed) => void }

/** Every number of the procedure with its unit; a table has one cell for each of its keys. */
function Numbers({ guide, typed, wrong, onType }: NumbersProps) {
  const say = useSay()
  return (
    <div className="number-list">
      {guide.parameters.flatMap((parameter) =>
        cellsOf(parameter).map(({ id, code }) => {
          const key = parameter.keys.find((one) => one.code === code)
          const label = key
            ? { zh: `${parameter.title.zh}：${key.title.zh}`, en: `${parameter.title.en}: ${key.title.en}` }
            : parameter.title
          const sentence = parameter.of === 'money' ? words.amountWrong : words.numberWrong
          return (
            <Field
              key={id}
              label={label}
              {...(parameter.zero ? { hint: say(words.zeroMeans, { what: say(parameter.zero) }) } : {})}
              {...(wrong.includes(id) ? { problem: say(sentence) } : {})}
            >
              {(control) => (
                <span className="with-unit">
                  <input
                    {...control}
                    inputMode="decimal"
                    value={typed[id] ?? ''}
                    onChange={(event) => onType({ [id]: event.target.value })}
                  />
                  <span className="unit">{say(parameter.unit)}</span>
                </span>
              )}
            </Field>
          )
        }),
      )}
    </div>
  )
}

function Previewed({ guide, preview: { asked, found } }: { guide: ProcedureShown; preview: Preview }) {
  const say = useSay()
  const textOf = (codes: readonly string[]) =>
    codes.map((code) => say(guide.conditions.find((one) => one.code === code)?.text ?? { zh: code, en: code })).join('；') ||
    say(words.nothing)
  return (
    <div className="box" role="status">
      <p>
        <b>{say(words.previewed, { cases: found.cases, from: asked.from, to: asked.to, changed: found.changed.length })}</b>
      </p>
      {found.isCut && <p className="why">{say(words.previewCut)}</p>}
      {found.changed.length === 0 ? (
        <p className="why">{say(words.previewNone)}</p>
      ) : (
        <table className="table to-list">
          <TableHead columns={[words.previewCase, words.previewBefore, words.previewAfter]} />
          <tbody>
            {found.changed.map((one) => (
              <tr key={one.id}>
                <th scope="row" className="main">
                  {one.caseNo}
                </th>
                <td data-label={say(words.previewBefore)}>{textOf(one.before)}</td>
                <td data-label={say(words.previewAfter)}>{textOf(one.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

type FaultsProps = { guide: ProcedureShown; draft: Output<typeof draftVersion>; error: Parameters<typeof Problem>[0]['error'] }

/** Every number, word or item that was refused, by its name. */
function Faults({ guide, draft, error }: FaultsProps) {
  const say = useSay()
  const faults = error instanceof CallRefused ? ((error.params['faults'] as { key: string; what: string }[] | undefined) ?? []) : []
  return (
    <ul className="reasons">
      {faults.map(({ key, what }) => {
        const parameter = guide.parameters.find((one) => one.key === key)
        const text = draft.texts.find(({ path }) => path === key)?.declared
        const word = { ...words, ...versionPageWords }[`fault_${what}` as keyof typeof words]
        return (
          <li key={key}>
            {parameter ? say(parameter.title) : text ? say(text) : key}：{word ? say(word) : what}
          </li>
        )
      })}
    </ul>
  )
}
