// A figure taken apart by one dimension, each part with its bar and its way down.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { Button } from '../web/field.tsx'
import { count } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { getFigure } from './figure.contract.ts'
import type { FigureSearch } from './open.rules.ts'
import { openWords as words } from './open.words.ts'

const partsAtFirst = 12
type Answer = Output<typeof getFigure>
type Props = { answer: Answer; search: FigureSearch; part: string | undefined; onAsk: (change: Partial<FigureSearch>) => void }

/** The way from a part to the figure of that part alone, where there is one: an institution, a prefecture, a month. */
function searchOfPart(
  by: FigureSearch['by'],
  key: string,
  search: FigureSearch,
  isAsPublished: boolean,
  isAboutCases: boolean,
): FigureSearch | undefined {
  const { by: _, ...question } = search
  if (by === 'procedure') return { ...question, procedure: key }
  if (by === 'institution') return { ...question, institutionId: key }
  const isPlace = by === 'county' || (by === 'prefecture' && !(isAsPublished && isAboutCases))
  if (isPlace && /^\d{6}$/.test(key)) return { ...question, divisionCode: key }
  if (by === 'month' && !isAsPublished) {
    const { year: __, ...rest } = question
    return { ...rest, from: key.slice(0, 7), to: key.slice(0, 7) }
  }
  return undefined
}

export function FigureParts({ answer, search, part: wanted, onAsk }: Props) {
  const say = useSay()
  const { dimensions } = answer.figure
  const by = dimensions.find(({ key }) => key === search.by)?.key ?? dimensions[0]?.key
  const [isWhole, setIsWhole] = useState(false)
  const asked = useRead(
    getFigure,
    { name: answer.figure.name, ...search, ...(by ? { by } : {}) },
    { enabled: by !== undefined, placeholderData: (before) => before },
  )
  if (!by) return null
  const all = asked.data?.parts ?? []
  const sorted = by === 'month' ? all : all.toSorted((a, b) => (b.value.amount ?? -1) - (a.value.amount ?? -1))
  const isWanted = ({ key }: { key: string }) => key === wanted
  const ordered = [...sorted.filter(isWanted), ...sorted.filter((one) => !isWanted(one))]
  const parts = isWhole ? ordered : ordered.slice(0, partsAtFirst)
  return (
    <section className="section" aria-labelledby="parts-title">
      <div className="section-head parts-head">
        <h2 id="parts-title">{say(words.parts)}</h2>
        {/* biome-ignore lint/a11y/useSemanticElements: one of a few ways to take the figure apart, drawn as one control */}
        <div className="choice aside noprint" role="group" aria-label={say(words.partsBy)}>
          {dimensions.map((dimension) => (
            <button key={dimension.key} type="button" aria-pressed={dimension.key === by} onClick={() => onAsk({ by: dimension.key })}>
              {say(dimension.title)}
            </button>
          ))}
        </div>
      </div>
      {asked.error && <Problem error={asked.error} />}
      {asked.data && !asked.error && (
        <>
          <PartsTable answer={asked.data} by={by} parts={parts} search={search} />
          {ordered.length > parts.length && (
            <div className="pager noprint">
              <Button onPress={() => setIsWhole(true)}>{say(words.allParts, { count: count(ordered.length) })}</Button>
            </div>
          )}
          {asked.data.partsMayOverlap && <p className="note">{say(words.partsOverlap)}</p>}
        </>
      )}
    </section>
  )
}

type PartsTableProps = { answer: Answer; by: NonNullable<FigureSearch['by']>; parts: Answer['parts']; search: FigureSearch }

function PartsTable({ answer, by, parts, search }: PartsTableProps) {
  const say = useSay()
  const { dimensions } = answer.figure
  const largest = Math.max(1, ...parts.map((part) => part.value.amount ?? 0))
  return (
    <table className="table to-list parts">
      <thead>
        <tr>
          <th scope="col">{say(dimensions.find((dimension) => dimension.key === by)?.title ?? words.part)}</th>
          <th scope="col" className="num">
            {say(words.valueIn, { unit: say(answer.figure.unit) })}
          </th>
          <td />
          <th scope="col" className="num">
            {say(words.records)}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <PartRow
            key={part.key}
            part={part}
            largest={largest}
            name={answer.figure.name}
            search={searchOfPart(by, part.key, search, answer.isAsPublished, answer.figure.isAboutCases)}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className="main">
            {say(words.whole)}
          </th>
          <td className="num lead">{answer.value.text ?? say(answer.value.isSuppressed ? words.suppressed : words.noValue)}</td>
          <td />
          <td className="num" data-label={say(words.records)}>
            {answer.rowCount === null ? '' : count(answer.rowCount)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

type PartRowProps = { part: Answer['parts'][number]; largest: number; name: string; search: FigureSearch | undefined }

function PartRow({ part, largest, name, search }: PartRowProps) {
  const say = useSay()
  const text = part.value.text ?? say(part.value.isSuppressed ? words.suppressed : words.noValue)
  const share = Math.max(0, (part.value.amount ?? 0) / largest)
  return (
    <tr>
      <th scope="row" className="main">
        {say(part.label)}
      </th>
      <td className="num lead">
        {search && part.value.text !== null ? (
          <Link className="figure-link" to="/figures/$name" params={{ name }} search={search}>
            <b>{text}</b>
          </Link>
        ) : (
          text
        )}
      </td>
      <td className="bar" aria-hidden="true">
        <span style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </td>
      <td className="num" data-label={say(words.records)}>
        {part.rowCount === null ? '' : count(part.rowCount)}
      </td>
    </tr>
  )
}
