// The versions of one procedure, and a new one: its numbers typed, tried on last year's cases, and published from a day on.
import { type FormEvent, useState } from 'react'
import type { Input, Output } from '../kernel/contract.ts'
import { CallRefused } from '../web/call.ts'
import { DayInput } from '../web/day.tsx'
import { Button, Field } from '../web/field.tsx'
import { shanghaiDay } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem, Read } from '../web/state.tsx'
import { directingWords as words } from './directing.words.ts'
import { getProcedure, type ProcedureShown } from './procedure.contract.ts'
import { listVersions, previewVersion, publishVersion } from './programme.contract.ts'
import { cellsOf, type Typed, typedOf, valuesOf } from './versiondraft.rules.ts'

export function Versions({ code }: { code: string }) {
  const say = useSay()
  const versions = useRead(listVersions, { code })
  const guide = useRead(getProcedure, { code })
  const [isDrafting, setIsDrafting] = useState(false)
  const [done, setDone] = useState<Output<typeof publishVersion>>()
  return (
    <>
      <Read of={versions} rows={2}>
        {({ items }) => (
          <table className="table to-list">
            <TableHead columns={[words.version, words.validFrom, words.documentNo, words.note]} />
            <tbody>
              {items.map((one) => (
                <tr key={one.number}>
                  <th scope="row" className="main">
                    {say(words.versionLine, { number: one.number })}
                  </th>
                  <td data-label={say(words.validFrom)}>{one.validFrom}</td>
                  <td data-label={say(words.documentNo)}>{one.documentNo}</td>
                  <td data-label={say(words.note)}>{one.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Read>
      {done && !isDrafting && (
        <p className="box done" role="status">
          {say(words.published, { number: done.number, validFrom: done.validFrom })}
        </p>
      )}
      {isDrafting && guide.data ? (
        <VersionForm
          guide={guide.data}
          onDone={(version) => {
            setDone(version)
            setIsDrafting(false)
          }}
          onBack={() => setIsDrafting(false)}
        />
      ) : (
        <div className="buttons next-version">
          <Button onPress={() => setIsDrafting(true)}>{say(words.next)}</Button>
        </div>
      )}
    </>
  )
}

type FormProps = { guide: ProcedureShown; onDone: (version: Output<typeof publishVersion>) => void; onBack: () => void }
type Preview = { asked: Input<typeof previewVersion>; found: Output<typeof previewVersion> }

function VersionForm({ guide, onDone, onBack }: FormProps) {
  const say = useSay()
  const [typed, setTyped] = useState<Typed>(() => typedOf(guide.parameters))
  const [about, setAbout] = useState(nothingSaid)
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [isTried, setIsTried] = useState(false)
  const [preview, setPreview] = useState<Preview>()
  const trying = useSend(previewVersion, { onDone: (found, asked) => setPreview({ asked: { ...asked }, found }) })
  const sending = useSend(publishVersion, { onDone, refresh: [listVersions, getProcedure] })
  const year = Number(shanghaiDay(Date.now()).slice(0, 4)) - 1
  const read = () => {
    const found = valuesOf(guide.parameters, typed)
    setWrong(found.wrong)
    return found.wrong.length === 0 ? found.values : undefined
  }
  const attempt = () => {
    const parameters = read()
    if (parameters) trying.mutate({ code: guide.code, parameters, from: `${year}-01-01`, to: `${year}-12-31` })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    const parameters = read()
    if (parameters && preview && about.validFrom && about.documentNo.trim().length > 1)
      sending.mutate({ code: guide.code, parameters, ...about })
  }
  const error = sending.error ?? trying.error
  return (
    <form className="form pane version-form" onSubmit={submit} noValidate>
      <h3>{say(words.parameters)}</h3>
      <Numbers
        guide={guide}
        typed={typed}
        wrong={wrong}
        onType={(part) => {
          setTyped({ ...typed, ...part })
          setPreview(undefined)
        }}
      />
      <div>
        <Button isBusy={trying.isPending} onPress={attempt}>
          {say(words.preview)}
        </Button>
      </div>
      {preview && <Previewed guide={guide} preview={preview} />}
      <About about={about} isTried={isTried} onChange={(part) => setAbout({ ...about, ...part })} />
      {error && (
        <Problem key={`${trying.submittedAt} ${sending.submittedAt}`} error={error} isAnswer>
          <Faults guide={guide} error={error} />
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

/** Every number that was refused, by its name. */
function Faults({ guide, error }: { guide: ProcedureShown; error: Parameters<typeof Problem>[0]['error'] }) {
  const say = useSay()
  const faults = error instanceof CallRefused ? ((error.params['faults'] as { key: string; what: string }[] | undefined) ?? []) : []
  return (
    <ul className="reasons">
      {faults.map(({ key, what }) => {
        const parameter = guide.parameters.find((one) => one.key === key)
        const word = words[`fault_${what}` as keyof typeof words]
        return (
          <li key={key}>
            {parameter ? say(parameter.title) : key}：{word ? say(word) : what}
          </li>
        )
      })}
    </ul>
  )
}
