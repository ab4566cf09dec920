// The budget lines of an organisation: what each was given, promised, paid, got back and has left.
import '../web/styles/case.css'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../web/field.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead } from '../web/query.tsx'
import { Empty, Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { budgetWords as words } from './budget.words.ts'
import { OpenFundForm } from './budgetform.part.tsx'
import type { ShownShares } from './pay.rules.ts'
import { type FundLine, listFundLines } from './payment.contract.ts'

export function BudgetPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listFundLines, {}, { staleTime: 0 })
  const [isOpen, setIsOpen] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const done = () => {
    setIsOpen(false)
    setIsDone(true)
  }
  return (
    <>
      <div className="work-head">
        <h1>{say(words.title)}</h1>
        <div className="aside">
          {!isOpen && (
            <Button kind="primary" onPress={() => setIsOpen(true)}>
              {say(words.open)}
            </Button>
          )}
        </div>
      </div>
      <p className="why">{say(words.lead)}</p>
      <Read of={reading}>
        {({ items, holders }) => (
          <>
            {isOpen && <OpenFundForm holders={holders} onDone={done} onBack={() => setIsOpen(false)} />}
            {isDone && !isOpen && (
              <p className="box done" role="status">
                {say(words.opened)}
              </p>
            )}
            {items.length === 0 ? <Empty title={words.empty} why={words.emptyWhy} /> : <Lines items={items} />}
          </>
        )}
      </Read>
    </>
  )
}

function Lines({ items }: { items: readonly FundLine[] }) {
  const say = useSay()
  const sums = [
    ['all', words.appropriated, 'appropriatedFen'],
    ['committed', words.committed, 'committedFen'],
    ['paid', words.paid, 'paidFen'],
    ['all', words.left, 'leftFen'],
    ['recovered', words.recovered, 'recoveredFen'],
  ] as const
  return (
    <table className="table to-list money-table">
      <TableHead columns={[words.line, ...sums.map(([, word]) => ({ num: word }))]} />
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row" className="main">
              <Link to="/work/budget/$id" params={{ id: item.id }}>
                {item.year} {item.title}
              </Link>{' '}
              <span className="note">
                {item.budgetCode} {say(words[`source_${item.source}`])} {item.holderName}
              </span>
            </th>
            {sums.map(([show, word, key]) => (
              <td key={key} className="num" data-label={say(word)}>
                <SumLink id={item.id} show={show} fen={item[key]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SumLink({ id, show, fen }: { id: string; show: ShownShares; fen: number }) {
  return (
    <Link to="/work/budget/$id" params={{ id }} search={{ show }}>
      {yuan(fen)}
    </Link>
  )
}
