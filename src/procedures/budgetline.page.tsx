// One budget line: its sums, the documents and the shares they are made of, and the programmes it pays.
import '../web/styles/case.css'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../kernel/contract.ts'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { ReadOn, TableHead } from '../web/list.tsx'
import { useRead, useReadOn } from '../web/query.tsx'
import { ShownChoice } from '../web/shown.tsx'
import { Gone, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { budgetWords as words } from './budget.words.ts'
import { AppropriateForm, PartForm } from './budgetform.part.tsx'
import { type ShownShares, shownShares } from './pay.rules.ts'
import { type FundLine, listFundLines, listFundShares } from './payment.contract.ts'
import { yuanText } from './payment.rules.ts'

type Programmes = Output<typeof listFundLines>['programmes']
type Share = Output<typeof listFundShares>['items'][number]
const options = shownShares.map((value) => ({ value, word: words[`show_${value}`] }))

export function BudgetLinePage() {
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const reading = useRead(listFundLines, {}, { staleTime: 0 })
  const line = reading.data?.items.find((one) => one.id === id)
  useTitle(line?.title ?? say(words.title))
  return (
    <Read of={reading}>
      {({ programmes }) =>
        line ? (
          <Whole line={line} programmes={programmes} />
        ) : (
          <Gone title={words.goneTitle} why={words.goneWhy}>
            <Link className="btn" to="/work/budget">
              {say(words.backToAll)}
            </Link>
          </Gone>
        )
      }
    </Read>
  )
}

function Whole({ line, programmes }: { line: FundLine; programmes: Programmes }) {
  const say = useSay()
  const [isDone, setIsDone] = useState(false)
  const done = () => setIsDone(true)
  return (
    <>
      <p className="why">
        <Link to="/work/budget">{say(words.backToAll)}</Link>
      </p>
      <div className="work-head">
        <h1>
          {line.year} {line.title} <span className="nowrap">{line.budgetCode}</span>
        </h1>
      </div>
      <div className="case-desk money">
        <div>
          <Sums line={line} />
          <Documents line={line} />
          <Shares lineId={line.id} />
        </div>
        <div className="acting">
          <div className="pane">
            {isDone && (
              <p className="box done" role="status">
                {say(words.done)}
              </p>
            )}
            <section>
              <h2>{say(words.programmes)}</h2>
              <Parts line={line} />
              <PartForm
                key={`part ${line.programmes.map((one) => one.basisPoints).join()}`}
                line={line}
                programmes={programmes}
                onDone={done}
              />
            </section>
            <section>
              <h2>{say(words.appropriate)}</h2>
              <AppropriateForm key={`sum ${line.documents.length}`} line={line} onDone={done} />
            </section>
          </div>
        </div>
      </div>
    </>
  )
}

function Sums({ line }: { line: FundLine }) {
  const say = useSay()
  const sums = [
    ['committed', words.committed, line.committedFen],
    ['paid', words.paid, line.paidFen],
    ['recovered', words.recovered, line.recoveredFen],
  ] as const
  return (
    <section>
      <dl className="case-facts">
        <div>
          <dt>{say(words.holder)}</dt>
          <dd>{line.holderName}</dd>
        </div>
        <div>
          <dt>{say(words.source)}</dt>
          <dd>{say(words[`source_${line.source}`])}</dd>
        </div>
        <div>
          <dt>{say(words.appropriated)}</dt>
          <dd>
            <a href="#documents">{yuan(line.appropriatedFen)}</a>
          </dd>
        </div>
        {sums.map(([show, word, fen]) => (
          <div key={show}>
            <dt>{say(word)}</dt>
            <dd>
              <Link to="." search={{ show }} replace>
                {yuan(fen)}
              </Link>
            </dd>
          </div>
        ))}
        <div>
          <dt>{say(words.left)}</dt>
          <dd>{yuan(line.leftFen)}</dd>
        </div>
      </dl>
      {line.recoveredFen > 0 && <p className="note">{say(words.recoveredWhy)}</p>}
    </section>
  )
}

function Documents({ line }: { line: FundLine }) {
  const say = useSay()
  return (
    <section>
      <h2 id="documents">{say(words.documents)}</h2>
      <table className="table to-list">
        <TableHead columns={[words.document, words.day, { num: words.appropriated }]} />
        <tbody>
          {line.documents.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: documents are only ever added behind those there are
            <tr key={at}>
              <th scope="row" className="main">
                {one.documentNo}
              </th>
              <td data-label={say(words.day)}>{one.appropriatedOn}</td>
              <td className="num" data-label={say(words.appropriated)}>
                {yuan(one.fen)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Parts({ line }: { line: FundLine }) {
  const say = useSay()
  if (line.programmes.length === 0) return <p className="muted">{say(words.programmesNone)}</p>
  return (
    <table className="table">
      <TableHead columns={[words.programme, { num: words.part }]} />
      <tbody>
        {line.programmes.map((one) => (
          <tr key={one.programmeId}>
            <th scope="row">{say(one.name)}</th>
            <td className="num">{yuanText(one.basisPoints)}%</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Shares({ lineId }: { lineId: string }) {
  const say = useSay()
  const { show = 'all' } = useSearch({ strict: false }) as { show?: ShownShares }
  const reading = useReadOn(listFundShares, { id: lineId, show })
  return (
    <section>
      <h2>{say(words.rows)}</h2>
      <ShownChoice label={words.show} value={show} options={options} />
      <ReadOn of={reading} empty={<p className="muted">{say(words.rowsNone)}</p>}>
        {(items: Share[]) => <ShareTable items={items} />}
      </ReadOn>
    </section>
  )
}

const toneOf = { payable: 'info', listed: 'info', paid: 'good', stopped: 'bad' } as const

function ShareTable({ items }: { items: readonly Share[] }) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.caseNo, words.instalment, words.dueOn, { num: words.yuan }, words.state, words.list]} />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              {item.caseNo} <span className="note">{say(item.procedure)}</span>
            </th>
            <td className="nowrap" data-label={say(words.instalment)}>
              {say(words.numbered, { number: item.lineNumber })}
            </td>
            <td className="nowrap" data-label={say(words.dueOn)}>
              {item.dueOn}
            </td>
            <td className="num" data-label={say(words.yuan)}>
              {yuan(item.fen)}
            </td>
            <td className="lead">
              <span className={`tag ${toneOf[item.state]}`}>{say(words[`state_${item.state}`])}</span>{' '}
              {item.paidOn && <span className="note nowrap">{item.paidOn}</span>}
              {item.recoveredFen > 0 && <p className="note">{say(words.recoveredSum, { yuan: yuan(item.recoveredFen) })}</p>}
            </td>
            <td data-label={say(words.list)}>
              {item.listId && item.listNo ? (
                <Link to="/work/payments/$id" params={{ id: item.listId }}>
                  {item.listNo}
                </Link>
              ) : (
                '—'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
