// What another version would have said of a case: the conditions that come out differently first, and the numbers that differ.
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Field } from '../web/field.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Read } from '../web/state.tsx'
import { paperWords } from './paper.words.ts'
import { replayCase } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'
import { listVersions } from './version.contract.ts'

type Replayed = Output<typeof replayCase>
type Props = { caseId: string; procedureCode: string; versionNumber: number }

export function Replay({ caseId, procedureCode, versionNumber }: Props) {
  const say = useSay()
  const [version, setVersion] = useState('')
  const versions = useRead(listVersions, { code: procedureCode }, { staleTime: 600_000 })
  const others = versions.data?.items.filter((one) => one.number !== versionNumber)
  const reading = useRead(replayCase, { id: caseId, version }, { enabled: version !== '' })
  return (
    <section className="noprint">
      <h2>{say(words.replay)}</h2>
      <p className="why">{say(words.replayWhy)}</p>
      {others?.length === 0 && <p className="muted">{say(words.replayOnly)}</p>}
      {others && others.length > 0 && (
        <Field label={words.replayVersion}>
          {(control) => (
            <select {...control} value={version} onChange={(event) => setVersion(event.target.value)}>
              <option value="">{say(words.replayChoose)}</option>
              {others.map((one) => (
                <option key={one.number} value={one.number}>
                  {say(paperWords.versionLine, one)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {version !== '' && <Read of={reading}>{(replayed) => <Compared of={replayed} />}</Read>}
    </section>
  )
}

type Condition = Replayed['conditions'][number]
const differs = (one: Condition) => one.own?.result !== one.other?.result

function Compared({ of }: { of: Replayed }) {
  const say = useSay()
  const differing = of.conditions.filter(differs)
  const sorted = [...differing, ...of.conditions.filter((one) => !differs(one))]
  const heads = [paperWords.condition, headOf(words.replayOwn, of.own.number), headOf(words.replayOther, of.other.number)]
  return (
    <>
      <p className={differing.length > 0 ? 'box warn' : 'box done'} role="status">
        {differing.length > 0 ? say(words.replayDiffers, { count: differing.length }) : say(words.replaySame)}
      </p>
      <table className="table to-list">
        <TableHead columns={heads} />
        <tbody>
          {sorted.map((one) => (
            <tr key={one.code}>
              <th scope="row" className="main">
                {one.other ? say(one.other.text) : one.own && say(one.own.text)}
              </th>
              <td data-label={say(heads[1]!)}>
                <Result of={one.own} />
              </td>
              <td data-label={say(heads[2]!)}>
                <Result of={one.other} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Numbers of={of} heads={heads} />
    </>
  )
}

/** A heading with a version's number in it. */
function headOf(word: { zh: string; en: string }, number: number) {
  return { zh: word.zh.replace('{number}', String(number)), en: word.en.replace('{number}', String(number)) }
}

const toneOf = { met: 'good', not_met: 'bad', unknown: 'warn' } as const

function Result({ of }: { of: Condition['own'] }) {
  const say = useSay()
  if (!of) return <span className="muted">{say(words.notAsked)}</span>
  return <span className={`tag ${toneOf[of.result]}`}>{say(paperWords[`result_${of.result}`])}</span>
}

function Numbers({ of, heads }: { of: Replayed; heads: readonly { zh: string; en: string }[] }) {
  const say = useSay()
  if (of.numbers.length === 0) return null
  const written = (value: number | null, kind: 'integer' | 'money') => (value === null ? '—' : kind === 'money' ? yuan(value) : value)
  return (
    <table className="table to-list">
      <TableHead columns={[words.numbersDiffer, { num: heads[1]! }, { num: heads[2]! }]} />
      <tbody>
        {of.numbers.map((one) => (
          <tr key={`${one.title.zh} ${one.key?.zh}`}>
            <th scope="row" className="main">
              {say(one.title)}
              {one.key && `：${say(one.key)}`} <span className="muted">{say(one.unit)}</span>
            </th>
            <td className="num" data-label={say(heads[1]!)}>
              {written(one.own, one.of)}
            </td>
            <td className="num" data-label={say(heads[2]!)}>
              {written(one.other, one.of)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
