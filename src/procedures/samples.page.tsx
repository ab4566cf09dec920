// The samples that were drawn, and a new one.
import '../web/styles/case.css'
import '../web/styles/audit.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { count, dayAndTime } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useReadOn } from '../web/query.tsx'
import { Empty } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useDivision } from './answers.part.tsx'
import { Drawing } from './drawing.part.tsx'
import { paperWords } from './paper.words.ts'
import { listSamples, type SampleBrief } from './sample.contract.ts'
import { samplePageWords as words } from './samplepage.words.ts'

export function SamplesPage() {
  const say = useSay()
  useTitle(say(words.title))
  const navigate = useNavigate()
  const [isDrawing, setIsDrawing] = useState(false)
  const reading = useReadOn(listSamples, {})
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          {!isDrawing && (
            <Button kind="primary" onPress={() => setIsDrawing(true)}>
              {say(words.draw)}
            </Button>
          )}
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      {isDrawing && (
        <Drawing onDone={(id) => void navigate({ to: '/work/samples/$id', params: { id } })} onBack={() => setIsDrawing(false)} />
      )}
      <ReadOn of={reading} empty={<Empty title={words.emptyTitle} why={words.emptyWhy} />}>
        {(items: SampleBrief[]) => <Samples items={items} />}
      </ReadOn>
    </>
  )
}

function Samples({ items }: { items: readonly SampleBrief[] }) {
  const say = useSay()
  const divisionOf = useDivision()
  return (
    <table className="table to-list">
      <TableHead
        columns={[paperWords.title, paperWords.procedure, paperWords.method, paperWords.seed, paperWords.finding, paperWords.drawnAt]}
      />
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="main">
              <Link to="/work/samples/$id" params={{ id: one.id }}>
                {one.title}
              </Link>
              <p className="note">{say(words.drawnLine, { population: count(one.populationCount), count: count(one.drawnCount) })}</p>
            </th>
            <td data-label={say(paperWords.procedure)}>
              {say(one.procedure)}
              <p className="note">
                {divisionOf(one.divisionCode)} {one.filedFrom} – {one.filedTo}
              </p>
            </td>
            <td data-label={say(paperWords.method)}>{say(paperWords[`method_${one.method}`])}</td>
            <td data-label={say(paperWords.seed)}>
              <code>{one.seed}</code>
            </td>
            <td data-label={say(paperWords.finding)}>
              {say(words.progress, { done: one.examinedCount, all: one.drawnCount })}
              {one.exceptionCount > 0 && (
                <p>
                  <span className="tag bad">{say(words.exceptions, { count: one.exceptionCount })}</span>
                </p>
              )}
            </td>
            <td data-label={say(paperWords.drawnAt)}>
              {dayAndTime(one.drawnAt)[0]}
              <p className="note">{one.drawnBy}</p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
